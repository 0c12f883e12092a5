"""Word files → what LibreOffice makes of them with our faces: PDFs, or Word files saved back."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

FONTS: Final = Path(__file__).parent.parent / "fonts"
_FONTS_CONF: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <include>{fonts}/30-gongwen.conf</include>
</fontconfig>
"""


class LibreOffice(Struct, frozen=True):
    """LibreOffice with a profile of its own, our faces, and nothing of the system's."""

    program: str
    home: Path

    def convert(self, files: Iterable[Path], to: str, folder: Path) -> None:
        """Convert files, all in one process, into a folder under the same names."""
        self.home.mkdir(parents=True, exist_ok=True)
        fonts_conf = self.home / "fonts.conf"
        fonts_conf.write_text(_FONTS_CONF.format(fonts=FONTS, cache=self.home / "cache"), encoding="utf-8")
        subprocess.run(
            [
                self.program, f"-env:UserInstallation={(self.home / 'profile').as_uri()}",
                "--headless", "--convert-to", to, "--outdir", str(folder), *map(str, files),
            ],
            env={
                "FONTCONFIG_FILE": str(fonts_conf), "HOME": str(self.home),
                "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=240,
        )  # fmt: skip


def without_controls(docx: bytes) -> bytes:
    """A Word file whose content controls (w:sdt) are taken off, what stands in them left in its place.

    LibreOffice 7.4 sets what stands in one apart from the words around it: there is no space between the
    scripts at its edges, and no mark hangs behind it. To Word a control is nothing on paper.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(written, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "word/document.xml":
                text = re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "", data.decode(), flags=re.DOTALL)
                data = re.sub(r"</?w:sdt(?:Content)?>", "", text).encode()
            new.writestr(entry, data)
    return written.getvalue()
