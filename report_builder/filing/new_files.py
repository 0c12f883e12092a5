"""New files → their places, all of them or none; what is there already is never touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.filing.recovering import halfway, tell_outcome
from report_builder.filing.replacing import HalfwayError, Replacement, replace_files
from report_builder.system_faults import is_in_the_way, reason_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def place_new_files(folder: Path, files: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """Put files into a folder, their names leading into its subfolders with ``/``; all folders are made.

    Gives what could not be cleared away afterwards. Raises ``ReportError`` (``file.unwritable``,
    ``file.busy``) having left no file and no folder behind, also where a place is taken.
    """
    try:
        outcome = replace_files(folder, lambda: Replacement(files, added=frozenset(files)))
    except HalfwayError as fault:
        raise ReportError([halfway(folder, fault)]) from fault
    except OSError as fault:
        raise ReportError([_unwritable(fault, folder)]) from fault
    return tuple(tell_outcome(folder, outcome))


def _unwritable(fault: OSError, folder: Path) -> Finding:
    return Finding(
        "file.unwritable",
        Severity.ERROR,
        Place(str(fault.filename or folder)),
        "写不进去，没有新建任何文件，原有的文件没有改动",
        reason_of(fault),
        "请把这里的同名文件改名或移走"
        if is_in_the_way(fault)
        else "请关闭正在打开这些文件的程序，并确认磁盘有空间、文件夹可以写入",
    )
