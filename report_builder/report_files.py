"""The path of a report (a Word file, a PDF) → its bytes, or the finding that says why there are none."""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING, Final

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Findings, Place, ReportError
from report_builder.plain_files import open_plain
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from pathlib import Path

# The custom XML part that remembers the figures of a report as it was built.
RECORD_NAMESPACE: Final = "urn:report-builder:figures"
# What the tag of a control that holds a figure begins with; other controls are the author's own.
TAG_PREFIX: Final = "stat:"
RECORD_PART: Final = re.compile(r"customXml/item[0-9]+\.xml")

_MOST_NAMES: Final = 1000  # of a folder that are looked through for a near one


def read_report(source: Path, budget: Budget = USUAL) -> bytes:
    """The file as it is; raises ``ReportError`` where it is missing, too large or cannot be opened."""
    place = Place(str(source))
    findings = Findings()
    try:
        with open_plain(source) as file:
            docx = file.read(budget.file_bytes + 1)
    except FileNotFoundError as error:
        near = "、".join(_near_names(source))
        remedy = f"您要的可能是：{near}" if near else "请核对文件名和所在的文件夹"
        findings.error("file.missing", place, "找不到这个文件", remedy=remedy)
        raise ReportError(findings) from error
    except OSError as error:
        findings.error(
            "file.unreadable",
            place,
            "文件打不开",
            reason_of(error),
            "请关闭正在使用它的程序，并确认有读取权限",
        )
        raise ReportError(findings) from error
    if len(docx) > budget.file_bytes:
        message = f"文件超过 {budget.file_megabytes} MB，没有读取"
        findings.error("file.too_large", place, message, remedy=budget.way_out("file_megabytes"))
        raise ReportError(findings)
    return docx


def _near_names(source: Path) -> list[str]:
    """The files of its kind beside a missing one whose names are nearly its own."""
    if not source.parent.is_dir():
        return []
    alike = (path for path in source.parent.glob("*") if path.suffix.lower() == source.suffix.lower())
    names = (path.name for path in alike if not path.name.startswith("~$"))
    near = get_close_matches(source.name, sorted(islice(names, _MOST_NAMES)))
    return [str(source.with_name(name)) for name in near]
