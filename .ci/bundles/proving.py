"""What the project's own interpreter makes of the sample year → what a portable folder must make of it."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).parents[2]
YEAR: Final = "2016"
# Without a network, and with processes and mounts of their own.
APART: Final = ("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child")
_SYMBOL: Final = re.compile(rb"GLIBC_(\d+)\.(\d+)")


def expected() -> dict[str, str]:
    """The SHA-256 of the sample year's Word and PDF files, as the virtual environment builds them."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "report_builder", "build", YEAR]
        environment = {"PYTHONPATH": str(CHECKOUT), "PATH": "/usr/bin:/bin"}
        subprocess.run(command, check=True, capture_output=True, cwd=folder, env=environment)
        return made(Path(folder) / "out" / YEAR)


def made(folder: Path) -> dict[str, str]:
    """The SHA-256 of the Word and PDF files of a folder."""
    files = sorted([*folder.glob("*.docx"), *folder.glob("*.pdf")])
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def newest_glibc(folder: Path) -> str:
    """The newest version of glibc that a symbol in any program or library asks for."""
    found = {(2, 0)}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) != b"\x7fELF":
                    continue
            dynamic = subprocess.run(["readelf", "-V", "-W", path], check=True, capture_output=True).stdout
            found |= {(int(major), int(minor)) for major, minor in _SYMBOL.findall(dynamic)}
    return "{}.{}".format(*max(found))


class Proofs:
    """What was tried, told line by line; ends with a fault if anything was not as it should be."""

    def __init__(self, about: str) -> None:
        print(f"== {about}")
        self.failed = 0

    def that(self, sentence: str, holds: object, seen: object = "") -> None:
        """One sentence, and what was seen where it does not hold."""
        print(f"{'yes' if holds else 'NO '}  {sentence}" + (f": {seen}" if seen else ""), flush=True)
        self.failed += not holds

    def end(self) -> None:
        """Leave with a fault where one was found."""
        if self.failed:
            sys.exit(f"{self.failed} not as said")
