"""A ledger file as it was found → its bytes, the very same that were found, within their bound."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Final

from msgspec import Struct

from report_builder.budgets import USUAL, Budget
from report_builder.ledgers.opening.surveys import WorkbookFaultError
from report_builder.plain_files import open_plain
from report_builder.system_faults import reason_of

CLOSE_FIRST: Final = "请关闭正在使用它的程序，并确认有读取权限"
_BLOCK: Final = 1_000_000


class LedgerFile(Struct, frozen=True):
    """A ledger file; ``file`` is its path as shown to the user, ``suffix`` in lower case."""

    file: str
    name: str
    suffix: str
    size: int
    digest: bytes
    budget: Budget = USUAL

    def read(self) -> bytes:
        """The file's bytes; raises ``WorkbookFaultError`` where they are no longer those that were found."""
        try:
            with open_plain(Path(self.file)) as stream:
                content = stream.read(self.size + 1)
        except OSError as fault:
            raise WorkbookFaultError(
                code="file.unreadable", message=f"文件打不开：{reason_of(fault)}", remedy=CLOSE_FIRST
            ) from fault
        if sha256(content).digest() != self.digest:
            raise WorkbookFaultError(
                code="file.changed",
                message="读取的过程中文件又有改动，没有读取",
                remedy="请保存并关闭这个文件，再重新运行",
            )
        return content


def describe(path: Path, budget: Budget = USUAL) -> LedgerFile:
    """A file as it is now, read as far as the bound; raises ``OSError`` where it cannot be read."""
    found, size = sha256(), 0
    with open_plain(path) as stream:
        while size <= budget.file_bytes and (block := stream.read(_BLOCK)):
            found.update(block)
            size += len(block)
    return LedgerFile(path.as_posix(), path.name, path.suffix.lower(), size, found.digest(), budget)
