"""Files about to be replaced → findings for those that somebody seems to have open, before the work is done.

Established one by one: Word puts ``~$`` in the place of a name's first two letters, or before a short one;
WPS does the same, and on Linux puts ``.~`` before the name less none, one or two letters of it; LibreOffice
wraps the name in ``.~lock.`` and ``#``. Each takes its file away when the document is closed. Windows lets
nobody replace what is open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Findings, Place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LOCK_FILES: Final = ("~$", ".~")  # how the names of all of these begin
_MOST_CUT: Final = 2  # letters of the name that a lock file's name may lack
_SHARING_VIOLATION: Final = frozenset({32, 33})  # what Windows calls it
_CLOSE: Final = "请在 Word、WPS 或 PDF 阅读器里保存并关闭它，再运行一次"


def tell_opened(folder: Path, names: Iterable[str], findings: Findings) -> None:
    """Tell of what is open in a folder.

    A file that the system will not let go of is an error; a lock file beside it, which may have been left
    behind, is a warning: what is saved there later takes the place of what is written now.
    """
    try:
        beside = {path.name for path in folder.iterdir() if path.name.startswith(LOCK_FILES)}
    except OSError:
        return
    for name in names:
        path = folder / name
        if is_held(path):
            findings.error("file.opened", Place(str(path)), "这个文件正开着，不能更新", remedy=_CLOSE)
        elif path.exists() and (lock := _lock_of(name, beside)):
            findings.warn(
                "file.opened",
                Place(str(path)),
                "这个文件可能正开着：开着的窗口里以后一保存，就会盖掉新写的文件",
                f"旁边有“{lock}”",
                f"{_CLOSE}；如果并没有人打开，可以删去旁边的这个文件",
            )


def is_held(path: Path) -> bool:
    """Whether another program keeps a file from being replaced, as Windows lets it.

    Giving it the name that it has changes nothing, and asks Windows for the same; ``open`` would not say why
    it is refused.
    """
    try:
        path.rename(path)
    except OSError as fault:
        return getattr(fault, "winerror", None) in _SHARING_VIOLATION
    return False


def _lock_of(name: str, beside: Iterable[str]) -> str:
    """The lock file among these that stands for a file; empty for none."""
    shortened = {name[cut:] for cut in range(_MOST_CUT + 1)}
    locks = {f".~lock.{name}#", *(f"{sign}{rest}" for sign in LOCK_FILES for rest in shortened)}
    return next(iter(sorted(locks.intersection(beside))), "")
