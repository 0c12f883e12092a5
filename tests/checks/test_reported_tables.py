"""The tables of a report that nobody here made → every number that contradicts another, or the data."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import pytest
from golden_suqian import SUQIAN_2024
from msgspec.structs import replace
from prose import codes
from suqian_report import archived, report_format, untagged
from suqian_subject import statistics
from word_files import cell, paragraph, row, table, word_file

from report_builder.checks.report_registry import check_report
from report_builder.checks.reported_tables import check_reported_tables, compare_cells
from report_builder.checks.subject import Subject
from report_builder.diagnostics import Severity
from report_builder.file_checks import FileCheck, check_file
from report_builder.reports.reading import read_report_text
from report_builder.reports.recognition import recognise
from report_builder.reports.report import Text
from report_builder.statistics.paths import figures_by_path

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.diagnostics import Finding
    from report_builder.reports.report import Report

READ: Final = read_report_text(untagged(), "报告.docx")
REPORT: Final = recognise(READ, [report_format()])
FIGURES: Final = figures_by_path(statistics(SUQIAN_2024))
# No relation binds these to another cell, and the text of this report does not repeat them.
ALONE: Final = frozenset(
    path
    for path in REPORT.cells
    if path.startswith("proactive.") and not path.endswith("normative_documents.issued")
)


def written(path: str, text: str) -> Report:
    """The report with another text in one cell."""
    wanted = REPORT.cells[path]
    changed = []
    for each in READ.tables:
        rows = tuple(
            tuple(
                replace(found, paragraphs=(replace(found.paragraphs[0], inlines=(Text(text),)),))
                if found.paragraphs and found.paragraphs[0].place == wanted.place
                else found
                for found in cells
            )
            for cells in each.rows
        )
        changed.append(replace(each, rows=rows))
    return recognise(replace(READ, tables=tuple(changed)), [report_format()])


def found_alone(report: Report) -> list[Finding]:
    """What is found of a report beside which nothing lies."""
    return list(check_report(Subject(report, report_format()), with_style=False))


def test_the_published_tables_are_read_cell_by_cell() -> None:
    assert REPORT.format_name == "national-2021"
    assert {path: cell.value for path, cell in REPORT.cells.items()} == {
        path: Decimal(FIGURES[path] or 0) for path in REPORT.cells
    }
    assert len(REPORT.cells) == 10 + 25 * 7 + 15
    assert found_alone(REPORT) == []


def test_a_number_that_differs_from_the_data_is_told_in_every_cell() -> None:
    missed = [
        path
        for path, cell in REPORT.cells.items()
        if [
            found.about
            for found in compare_cells(written(path, str((cell.value or 0) + 1)), FIGURES, Severity.ERROR)
        ]
        != [(path,)]
    ]

    assert missed == []


def test_a_number_that_contradicts_the_file_s_own_tables_is_told_in_every_bound_cell() -> None:
    missed = [
        path
        for path, cell in REPORT.cells.items()
        if path not in ALONE
        and not any(
            path in found.about or found.code.startswith("text.")
            for found in found_alone(written(path, str((cell.value or 0) + 1)))
        )
    ]

    assert missed == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["table.unread"]),
        ("见附表", ["table.unread"]),
        ("/", []),
        ("0", []),
        ("-1", ["table.negative", "table.unbalanced", "table.unbalanced"]),
        ("0件", []),
    ],
)
def test_a_blank_a_stroke_and_words_are_kept_apart(text: str, found: list[str]) -> None:
    nil = next(path for path, cell in REPORT.cells.items() if cell.value == 0 and ".refused." in path)

    assert codes(check_reported_tables(written(nil, text))) == found


def test_a_row_that_is_lacking_is_told_and_nothing_is_guessed() -> None:
    lacking = []
    for each in READ.tables:
        rows = tuple(cells for cells in each.rows if not any("重复申请" in found.text for found in cells))
        lacking.append(replace(each, rows=rows))

    report = recognise(replace(READ, tables=tuple(lacking)), [report_format()])

    assert codes(check_reported_tables(report)) == ["table.incomplete"]
    assert "requests.not_handled.2.total" not in report.cells


def test_a_table_in_two_pieces_is_one_table() -> None:
    pieces = []
    for each in READ.tables:
        half = len(each.rows) // 2 if len(each.rows) > 20 else len(each.rows)
        pieces += [replace(each, rows=part) for part in (each.rows[:half], each.rows[half:]) if part]

    report = recognise(replace(READ, tables=tuple(pieces)), [report_format()])

    assert len(pieces) == len(READ.tables) + 1
    assert {path: cell.value for path, cell in report.cells.items()} == {
        path: cell.value for path, cell in REPORT.cells.items()
    }


def test_a_file_beside_its_statistics_is_compared_with_them(tmp_path: Path) -> None:
    tree: dict[str, Any] = json.loads(archived())
    tree["proactive"]["licences"]["decisions"] += 1
    path = tmp_path / "statistics.json"
    path.write_text(json.dumps(tree), encoding="utf-8")

    found = check_file(untagged(), "报告.docx", FileCheck(path, tmp_path))

    assert [(each.code, each.severity, each.about) for each in found] == [
        ("docx.figure_edited", Severity.ERROR, ("proactive.licences.decisions",))
    ]
    assert str(found[0].place) == "报告.docx › 表1 第7行第2列"


def test_a_file_that_is_no_such_report_is_said_to_be_none(tmp_path: Path) -> None:
    docx = word_file(paragraph("会议纪要") + table([2000], row(cell("3"))))

    found = check_file(docx, "纪要.docx", FileCheck(tmp_path / "statistics.json", tmp_path))

    assert codes(found) == ["docx.unrecognised"]
