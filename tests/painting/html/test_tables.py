"""Tables of a report on the web page: every cell in its place, and the heads that it is heard with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from documents import report_of_2016
from heard_tables import heard_tables
from table_files import CONTINUE, HEADER, RESTART, span
from traces import faces, set_pages
from web_pages import grid_of, national_report, tree
from word_files import cell, paragraph, row, table, word_file

from report_builder.painting.pdf import paint_pdf
from report_builder.statistics.rows import REQUEST_ROWS

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.html import HtmlElement

TITLE = paragraph("甲局2024年工作简报", '<w:jc w:val="center"/>')
APPLICANTS = "natural_person business research nonprofit legal_service other total".split()
OUTCOMES = "upheld corrected other pending total".split()


def only_table(body: str) -> HtmlElement:
    """The one table of a body."""
    found: HtmlElement
    (found,) = tree(word_file(TITLE + body)).xpath("//table")
    return found


def heard(table: HtmlElement, cell: HtmlElement) -> list[str]:
    """What the heads say that a cell names."""
    return [
        "".join(table.xpath(f".//*[@id='{name}']")[0].text_content().split())
        for name in cell.get("headers", "").split()
    ]


def test_a_merged_cell_keeps_its_place_and_its_neighbours_theirs() -> None:
    found = only_table(
        table(
            [1000] * 3,
            row(cell("甲", RESTART), cell("乙", span(2))),
            row(cell("", CONTINUE), cell("丙"), cell("丁")),
        )
    )

    assert grid_of(found) == [["甲", "乙", "乙"], ["甲", "丙", "丁"]]


def test_a_row_that_starts_late_or_ends_early_is_filled() -> None:
    late = row(cell("乙"), properties='<w:gridBefore w:val="1"/>')

    found = only_table(table([1000] * 3, row(cell("一"), cell("二"), cell("三")), late))

    assert grid_of(found) == [["一", "二", "三"], ["", "乙", ""]]


def test_a_row_that_merged_cells_fill_is_no_row() -> None:
    rows = (row(cell("甲", RESTART), cell("乙", RESTART)), row(cell("", CONTINUE), cell("", CONTINUE)))

    found = only_table(table([1000] * 2, *rows, row(cell("丙"), cell("丁"))))

    assert grid_of(found) == [["甲", "乙"], ["丙", "丁"]]


def test_rows_that_word_repeats_are_the_head() -> None:
    head = row(cell("项目"), cell("说明"), properties=HEADER)

    found = only_table(table([1000] * 2, head, row(cell("受理"), cell("窗口办理"))))

    assert [each.text_content() for each in found.xpath("./thead//th[@scope='col']")] == ["项目", "说明"]


def test_each_figure_of_the_statutory_tables_is_heard_with_the_same_heads_as_in_the_pdf() -> None:
    docx = national_report()[0]
    in_pdf = heard_tables(paint_pdf(set_pages(docx), faces()))

    in_page = tree(docx).xpath("//table")

    told = [[(cell.text_content(), heard(table, cell)) for cell in table.xpath(".//td")] for table in in_page]
    assert told == [
        [(cell.text, table.heard(cell)) for cell in table.cells if cell.tag == "TD"] for table in in_pdf
    ]


def test_the_cells_of_a_national_report_equal_its_statistics() -> None:
    docx, figures = national_report()
    statistics = json.loads(figures)

    proactive, requests, litigation = map(grid_of, tree(docx).xpath("//table"))

    counts = statistics["proactive"]
    assert [row[1:] for row in proactive[2:4]] == [
        [str(counts[kind][each]) for each in ("issued", "abolished", "in_force")]
        for kind in ("rules", "normative_documents")
    ]
    assert [row[1] for row in (*proactive[6:7], *proactive[9:11])] == [
        str(counts[kind]["decisions"]) for kind in ("licences", "penalties", "compulsions")
    ]
    assert proactive[13][1] == counts["fees"]["amount_wan"]
    expected = [
        [str(figure_at(statistics["requests"], each.key)[applicant]) for applicant in APPLICANTS]
        for each in REQUEST_ROWS
    ]
    assert [row[3:] for row in requests[3:]] == expected
    assert litigation[-1] == [
        str(statistics["litigation"][suit][each])
        for suit in ("review", "direct_suit", "suit_after_review")
        for each in OUTCOMES
    ]


def figure_at(tree: dict[str, object], path: str) -> dict[str, int]:
    """What stands at a path of statistics.json."""
    found: object = tree
    for step in path.split("."):
        assert isinstance(found, dict)
        found = found[step]
    assert isinstance(found, dict)
    return found


def test_the_cells_of_the_annex_equal_the_statistics(built: Path) -> None:
    annex = json.loads((built / "statistics.json").read_bytes())["annex"]

    (found,) = map(grid_of, tree(report_of_2016()).xpath("//table"))

    assert [(row[0].strip(), row[2]) for row in found[1:]] == [
        (each["label"], "——" if each["value"] is None else each["value"]) for each in annex["rows"]
    ]


@pytest.mark.parametrize("text", ["一、申请情况", "申请情况"])
def test_a_caption_that_repeats_its_heading_is_only_heard(text: str) -> None:
    body = paragraph(text, '<w:outlineLvl w:val="0"/>')

    found = only_table(
        body + table([1000] * 2, row(cell("项目"), cell("数量")), row(cell("申请"), cell("3")))
    )

    (caption,) = found.xpath("./caption")
    assert (caption.text_content(), caption.get("class")) == ("申请情况", "unseen")
