"""What the tests of `report_builder.window.apart` have done in another process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NoReturn

from report_builder.diagnostics import Finding, Place, ReportError, Severity

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


def count(last: int, folder: Path) -> Generator[str, None, tuple[int, int]]:
    """Name each number, leave a file for it, and give the process's own."""
    try:
        for number in range(last):
            yield f"第{number}步"
            (folder / str(number)).touch()
    finally:
        (folder / "closed").touch()
    return last, os.getpid()


def find() -> NoReturn:
    """Stop for what is the user's to mend."""
    raise ReportError([Finding("file.missing", Severity.ERROR, Place("甲"), "没有甲")])


def meet_a_shut_folder() -> NoReturn:
    """Meet what the system refuses."""
    raise PermissionError(13, "no", "/甲")


def fail() -> NoReturn:
    """Be at fault."""
    secret = "张三"  # noqa: S105  somebody's name, which no log may hold
    raise ZeroDivisionError(secret)


def chatter() -> int:
    """Write where answers are told."""
    os.write(1, b"noise")
    return 7


def die() -> NoReturn:
    """End without a word."""
    os._exit(9)
