"""Reports whose tables and titles their makers laid out in their own way → the same figures, and no doubt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from foreign_layouts import OTHERWISE, laid_out
from foreign_reports import two_years
from foreign_writers import by_python_docx

from report_builder.agencies.reviewed_reports import receive, review
from report_builder.budgets import USUAL
from report_builder.diagnostics import Findings, Severity
from report_builder.formats.library import load_formats
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from report_builder.agencies.reviewed_reports import ReceivedReport

FORMATS: Final = load_formats(packaged_folder("styles"), Findings())
LAST, REPORT = two_years(77)
LAST_DATA: Final = by_python_docx(LAST)


def received(data: bytes) -> ReceivedReport:
    return receive(data, Path("报告.docx"), "报告.docx", FORMATS, USUAL)


def doubts(data: bytes) -> list[str]:
    """The codes of errors and doubts, beside the year before."""
    found = review(received(data), FORMATS, received(LAST_DATA))
    return [each.code for each in found if each.severity is not Severity.NOTICE]


@pytest.mark.parametrize("layout", OTHERWISE)
def test_every_figure_is_read_and_nothing_doubted(layout: str) -> None:
    data = laid_out(REPORT, layout)

    report = received(data).report

    assert report is not None
    assert {path: cell.written for path, cell in report.cells.items()} == REPORT.cells
    assert doubts(data) == []


@pytest.mark.parametrize("layout", ["applicants down", "a table for each kind of dispute"])
def test_a_figure_that_does_not_add_up_is_told(layout: str) -> None:
    _, wrong = two_years(77)
    wrong.cells["requests.granted.total"] = str(int(wrong.cells["requests.granted.total"]) + 1)
    wrong.cells["litigation.review.upheld"] = str(int(wrong.cells["litigation.review.upheld"]) + 1)

    found = doubts(laid_out(wrong, layout))

    assert found.count("table.unbalanced") >= 2, found


@pytest.mark.parametrize(
    "title",
    [
        (REPORT.agency, "2024年政府信息公开工作年度报告"),
        ("2024年政府信息公开工作年度报告", REPORT.agency),
        (f"2024年{REPORT.agency}政府信息公开", "工作年度报告"),
        (f"{REPORT.agency}文件", f"{REPORT.agency}关于2024年度政府信息公开工作的年度报告"),
        ("索引号：0144/2025 发布日期：2025-01-20", f"{REPORT.agency}2024年政府信息公开工作年度报告"),
    ],
)
def test_a_title_is_known_by_what_it_says(title: tuple[str, ...]) -> None:
    data = laid_out(REPORT, "half-wide brackets", title)

    assert (received(data).agency, received(data).year) == (REPORT.agency, 2024)
    assert doubts(data) == []


def test_a_report_without_a_title_is_its_openings_and_its_signatures() -> None:
    data = laid_out(REPORT, "half-wide brackets", ("政府信息公开年报",))

    assert (received(data).agency, received(data).year) == (REPORT.agency, 2024)
