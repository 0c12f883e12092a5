"""A ``ForeignReport``, its tables laid out otherwise than the form prints them → a Word file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from docx import Document
from foreign_reports import (
    APPLICANT_KEYS,
    COLUMNS,
    HEADINGS,
    OUTCOME_KEYS,
    OUTCOMES,
    SUIT_KEYS,
    result_keys,
)
from foreign_writers import NUMERALS, placed

if TYPE_CHECKING:
    from collections.abc import Callable

    from foreign_reports import ForeignReport, Span

    Rows = list[list[Span]]

_HALF: Final = str.maketrans("（）：", "():")
SUITS: Final = ("行政复议", "未经复议直接起诉", "复议后起诉")


def _labelled() -> list[tuple[str, str]]:
    """The rows of the table of applications, label and key."""
    return [
        ("一、本年度新收政府信息公开申请数量", "new"),
        ("二、上年结转政府信息公开申请数量", "carried_in"),
        *((label, key) for key, label in result_keys()),
        ("（七）合计", "total"),
        ("四、结转下年度继续办理", "carried_out"),
    ]


def _figures(report: ForeignReport, key: str) -> list[Span]:
    return [(report.cells[f"requests.{key}.{column}"], 1, 1) for column in (*APPLICANT_KEYS, "total")]


def _one_label(report: ForeignReport) -> list[Rows]:
    """One column of labels, numbered, nothing merged."""
    head: list[Span] = [(word, 1, 1) for word in ("序号", "项目", *COLUMNS, "总计")]
    rows = [
        [(str(number), 1, 1), (label, 1, 1), *_figures(report, key)]
        for number, (label, key) in enumerate(_labelled(), start=1)
    ]
    return [[head, *rows]]


def _turned(report: ForeignReport) -> list[Rows]:
    """The applicants down, the results across."""
    head: list[Span] = [("申请人", 1, 1), *((label, 1, 1) for label, _ in _labelled())]
    return [
        [
            head,
            *(
                [
                    (name, 1, 1),
                    *((report.cells[f"requests.{key}.{column}"], 1, 1) for _, key in _labelled()),
                ]
                for name, column in zip((*COLUMNS, "总计"), (*APPLICANT_KEYS, "total"), strict=True)
            ),
        ]
    ]


def _in_two(report: ForeignReport) -> list[Rows]:
    """Two tables, the head written again, cut between two results."""
    rows = report.tables()[3]
    first, second = [list(row) for row in rows[:15]], [list(row) for row in (*rows[:3], *rows[15:])]
    first[5][0] = (first[5][0][0], 1, 10)
    second[3].insert(0, (first[5][0][0], 1, 12))
    return [first, second]


def _stacked(report: ForeignReport) -> list[Rows]:
    """商业 and 企业 in two rows of the head."""
    rows = report.tables()[3]
    (rule, columns, _), *rest = rows[0]
    words: list[Span] = [("商业", 1, 1), ("科研", 1, 1), *((word, 1, 2) for word in COLUMNS[3:])]
    return [
        [
            [(rule, columns, 4), *rest],
            [("自然人", 1, 3), ("法人或其他组织", 5, 1), ("总计", 1, 3)],
            words,
            [("企业", 1, 1), ("机构", 1, 1)],
            *rows[3:],
        ]
    ]


def _suit(report: ForeignReport, suit: str) -> list[Span]:
    return [(report.cells[f"litigation.{suit}.{each}"], 1, 1) for each in OUTCOME_KEYS]


def _by_suit(report: ForeignReport) -> list[Rows]:
    """A row for each kind of dispute."""
    head: list[Span] = [(word, 1, 1) for word in ("类型", *OUTCOMES)]
    rows = [[(name, 1, 1), *_suit(report, key)] for name, key in zip(SUITS, SUIT_KEYS, strict=True)]
    return [[head, *rows]]


def _each_suit(report: ForeignReport) -> list[Rows]:
    """A table for each kind of dispute."""
    return [
        [[(name, 5, 1)], [(word, 1, 1) for word in OUTCOMES], _suit(report, key)]
        for name, key in zip(
            ("行政复议", "行政诉讼—未经复议直接起诉", "行政诉讼—复议后起诉"), SUIT_KEYS, strict=True
        )
    ]


def _half_wide(report: ForeignReport) -> list[Rows]:
    return [[[(text.translate(_HALF), *size) for text, *size in row] for row in report.tables()[3]]]  # type: ignore[misc]  # a text and two numbers


def _grouped(report: ForeignReport) -> list[Rows]:
    """The duties in four tables."""
    rows = report.tables()[2]
    return [rows[:4], rows[4:7], rows[7:11], rows[11:]]


# By name: the section whose table it is, and its tables.
OTHERWISE: Final[dict[str, tuple[int, Callable[[ForeignReport], list[Rows]]]]] = {
    "one column of labels": (3, _one_label),
    "applicants down": (3, _turned),
    "applications in two tables": (3, _in_two),
    "a head of two stacked words": (3, _stacked),
    "half-wide brackets": (3, _half_wide),
    "a row for each kind of dispute": (4, _by_suit),
    "a table for each kind of dispute": (4, _each_suit),
    "duties in four tables": (2, _grouped),
}


def laid_out(report: ForeignReport, layout: str, title: tuple[str, ...] = ()) -> bytes:
    """A Word file by python-docx, its title a heading of the first level, its sections of the second."""
    document = Document()
    for line in title or (report.title,):
        document.add_heading(line, 1)
    for text in report.opening:
        document.add_paragraph(text)
    numbers = {heading: number for number, heading in enumerate(HEADINGS, start=1)}
    usual = report.tables()
    for count, (heading, texts) in enumerate(report.sections):
        document.add_heading(f"{NUMERALS[count]}、{heading}", 2)
        for text in texts:
            document.add_paragraph(text)
        number = numbers[heading]
        section, make = OTHERWISE[layout]
        tables = make(report) if number == section else [usual[number]] if number in usual else []
        for rows in tables:
            _add(document, rows)
    for text in (report.agency, report.signed):
        document.add_paragraph(text)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _add(document: object, rows: Rows) -> None:
    width = sum(columns for _, columns, _ in rows[0])
    table = document.add_table(len(rows), width, style="Table Grid")  # type: ignore[attr-defined]  # it ships no types
    for each in placed(rows, width):
        cell = table.cell(each.row, each.column)
        cell = cell.merge(table.cell(each.row + each.rows - 1, each.column + each.columns - 1))
        cell.paragraphs[0].add_run(each.text)
    document.add_paragraph("")  # type: ignore[attr-defined]  # as above
