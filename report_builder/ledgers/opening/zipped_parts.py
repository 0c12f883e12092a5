"""The zip container of a workbook → its parts, each expanded once, within what memory has room for."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import IO, Final

from report_builder.ledgers.opening.surveys import WorkbookFaultError, broken, encrypted

# A million rows of nine columns expand to 340 MB of cells and 150 MB of texts.
MAX_EXPANDED_BYTES: Final = 600_000_000
MAX_TEXTS_BYTES: Final = 200_000_000  # of any part but a sheet; calamine keeps all texts of a workbook
MAX_PARTS: Final = 5_000
_BLOCK: Final = 1_000_000


class ZippedParts:
    """The parts of a zipped workbook; raises ``WorkbookFaultError`` for one that must stay shut.

    A part that expands beyond what the directory says fails its check sum, and calamine must not see it:
    those that nobody has read to their ends are gone through by ``check_others``.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        members = archive.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise encrypted()
        self.present = {member.filename.lower(): member.filename for member in members}
        if len(self.present) < len(members):
            raise broken(what="文件内部有重名的部分")
        if len(members) > MAX_PARTS or sum(member.file_size for member in members) > MAX_EXPANDED_BYTES:
            raise _swollen()
        self._archive = archive
        self._read: set[str] = set()

    def read(self, name: str) -> bytes:
        """A part's bytes; raises ``KeyError`` where there is none of that name."""
        self._read.add(name)
        return self._archive.read(name)

    def stream(self, name: str) -> IO[bytes]:
        """A part's bytes, to be read to their end."""
        self._read.add(name)
        return self._archive.open(name)

    def check_others(self) -> None:
        """Go through every part that has not been read."""
        for member in self._archive.infolist():
            if member.filename in self._read:
                continue
            if member.file_size > MAX_TEXTS_BYTES:
                raise _swollen()
            with self._archive.open(member) as stream:
                while stream.read(_BLOCK):
                    pass

    def renamed(self, names: dict[str, str]) -> bytes:
        """The same workbook with parts under other names."""
        written = BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            for name in self._archive.namelist():
                archive.writestr(zipfile.ZipInfo(names.get(name, name)), self._archive.read(name))
        return written.getvalue()


def _swollen() -> WorkbookFaultError:
    return WorkbookFaultError(
        code="file.too_large",
        message="展开后的内容过大，没有打开",
        remedy="请删去台账里的图片和多余的格式，或拆成几个文件",
    )
