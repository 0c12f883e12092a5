"""The sample year built, its Word report edited by hand, to be finished in a folder of its own."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import docx
from msgspec.structs import replace

from report_builder.diagnostics import ReportError
from report_builder.drafts import outcome_of
from report_builder.finishing.finish import FinishRequest, finish

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document

    from report_builder.diagnostics import Finding
    from report_builder.pipeline import BuildResult

CHECKOUT: Final = Path(__file__).parent.parent
NAME: Final = "柳州市教育局2016年政府信息公开工作年度报告"
ORIGINAL: Final = f"{NAME}（定稿原件）.docx"
EDIT: Final = "全系统的公开意识明显增强。"
MODIFIED: Final = 1_500_000_000


def office(folder: Path, built: Path, edit: Callable[[Document], None] | None = None) -> FinishRequest:
    """A working folder with the sample's data and its built year, the report edited in its place."""
    shutil.copytree(CHECKOUT / "data", folder / "data")
    shutil.copytree(built, folder / "out" / "2016")
    report = folder / "out" / "2016" / f"{NAME}.docx"
    document = docx.Document(str(report))
    (edit or add_sentence)(document)
    document.save(str(report))
    return FinishRequest(folder / "data", folder / "out", folder, date(2017, 1, 5), 2016, modified=MODIFIED)


def add_sentence(document: Document) -> None:
    """A sentence behind a paragraph of the first section."""
    paragraph = next(each for each in document.paragraphs if "统计期限" in each.text)
    paragraph.add_run(EDIT)


def finished(request: FinishRequest, **changes: object) -> BuildResult:
    """What came of it."""
    return outcome_of(finish(replace(request, **changes)))


def stopped(request: FinishRequest, **changes: object) -> tuple[Finding, ...]:
    """What stopped it; fails where nothing did."""
    try:
        finished(request, **changes)
    except ReportError as error:
        return error.findings
    msg = "it was finished"
    raise AssertionError(msg)


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
