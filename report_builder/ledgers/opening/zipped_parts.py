"""The zip container of a workbook → its parts, each expanded once, within what memory has room for."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import IO, Final

from report_builder.budgets import USUAL, Budget
from report_builder.ledgers.opening.surveys import WorkbookFaultError, broken, encrypted

_BLOCK: Final = 1_000_000


class ZippedParts:
    """The parts of a zipped workbook; raises ``WorkbookFaultError`` for one that must stay shut.

    A part that expands beyond what the directory says fails its check sum, and calamine must not see it:
    those that nobody has read to their ends are gone through by ``check_others``.
    """

    def __init__(self, archive: zipfile.ZipFile, budget: Budget = USUAL) -> None:
        members = archive.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise encrypted()
        self.present = {member.filename.lower(): member.filename for member in members}
        if len(self.present) < len(members):
            raise broken(what="文件内部有重名的部分")
        if len(members) > budget.parts:
            raise _swollen(budget.way_out("parts"))
        if sum(member.file_size for member in members) > budget.unpacked_bytes:
            raise _swollen(budget.way_out("unpacked_megabytes"))
        self.budget = budget
        self._archive = archive
        self._read: set[str] = set()

    def read(self, name: str) -> bytes:
        """A part's bytes; raises ``KeyError`` where there is none of that name."""
        self._read.add(name)
        return self._archive.read(name)

    def size(self, name: str) -> int:
        """What a part expands to, as the directory says; nothing where there is none of that name."""
        return self._archive.getinfo(name).file_size if name in self.present.values() else 0

    def stream(self, name: str) -> IO[bytes]:
        """A part's bytes, to be read to their end."""
        self._read.add(name)
        return self._archive.open(name)

    def check_others(self) -> None:
        """Go through every part that has not been read."""
        for member in self._archive.infolist():
            if member.filename in self._read:
                continue
            if member.file_size > self.budget.part_bytes:
                raise _swollen(self.budget.way_out("unpacked_megabytes"))
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


def _swollen(way_out: str) -> WorkbookFaultError:
    return WorkbookFaultError(
        code="file.too_large",
        message="展开后的内容过大，没有打开",
        remedy=f"请删去台账里的图片和多余的格式，或拆成几个文件；{way_out}",
    )
