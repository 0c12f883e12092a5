"""Folders that a command is about to look into → what was interrupted there finished or undone first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Finding, Findings, Place, ReportError, Severity
from report_builder.filing.replacing import STAGING, HalfwayError, finish_interrupted
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from report_builder.filing.replacing import Outcome

_FINISHED: Final = "上次写到一半就中断了，这次先接着写完"
_UNDONE: Final = "上次写到一半就中断了，没有写成，已经恢复原样"


def recover(folders: Iterable[Path], findings: Findings) -> None:
    """Finish or undo what was interrupted in these folders.

    Raises ``ReportError`` (``file.unfinished``) where neither can be done now: what lies there is not to be
    used.
    """
    for folder in dict.fromkeys(folders):
        try:
            recoveries = finish_interrupted(folder)
        except OSError as fault:
            raise ReportError([*findings, halfway(folder, fault)]) from fault
        for each in recoveries:
            findings.notice("file.recovered", Place(str(folder)), _FINISHED if each.is_finished else _UNDONE)
            findings.extend(tell_outcome(folder, each.outcome))


def interrupted_in(parent: Path) -> list[Path]:
    """The subfolders of a folder in which something was interrupted."""
    try:
        return sorted({each.parent for each in parent.glob(f"*/{STAGING}*")})
    except OSError:
        return []


def is_interrupted(folder: Path) -> bool:
    """Whether something was interrupted in a folder that is not ours to finish; raises ``OSError``."""
    return any(each.is_dir() for each in folder.glob(f"{STAGING}*"))


def left_unfinished(folder: Path, severity: Severity, consequence: str) -> Finding:
    """That a folder which is only read stands half-way, and how its owner finishes it."""
    return Finding(
        "file.unfinished",
        severity,
        Place(str(folder)),
        f"这个文件夹里上次写到一半就中断了，文件可能有新有旧，{consequence}",
        remedy=f"请先运行 report-builder verify {folder} 接着写完，再来一次",
    )


def tell_outcome(folder: Path, outcome: Outcome) -> Iterator[Finding]:
    """What was kept of earlier files, and what could not be cleared away."""
    for each in outcome.kept:
        renamed = f"，改名为“{each.kept_as}”" if each.kept_as != each.name else ""
        message = f"“{each.name}”生成后被改动过，已原样保留{renamed}"
        yield Finding("file.kept", Severity.NOTICE, Place(str(folder / each.kept_as)), message)
    for path in outcome.left_over:
        yield Finding(
            "file.left_over",
            Severity.NOTICE,
            Place(str(path)),
            "换下来的文件还被别的程序占着，这次没有处理完；不影响新的文件",
            remedy="关闭占用它的程序以后，下次运行时会接着处理：改过的留下，没有改过的删掉",
        )


def halfway(folder: Path, fault: OSError) -> Finding:
    """That a replacement stands half-way, and the way out."""
    is_new = isinstance(fault, HalfwayError)
    return Finding(
        "file.unfinished",
        Severity.ERROR,
        Place(str(folder)),
        "写到一半写不下去了，也没能恢复原样；新旧文件都在，没有丢失"
        if is_new
        else "上次写到一半就中断了，现在还不能接着写完；新旧文件都在，没有丢失",
        reason_of(fault),
        "请关闭正在打开这些文件的程序（Word、WPS、PDF 阅读器），确认这个文件夹可以写入，"
        "再运行一次，会自动接着写完",
    )
