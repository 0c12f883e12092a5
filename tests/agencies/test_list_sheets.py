"""Rows under a head → a sheet that is read on the screen and printed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it carries no types

from report_builder.agencies.list_sheets import keep_heads, print_across_a4, write_list

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEAD = ("单位", "件数", "页面")
ROWS = (("甲局", 3, "甲局#1.html"), ("=乙局", None, ""), ("丙局\u202e", 0.5, "丙局.html"))


@pytest.fixture
def sheet() -> Worksheet:
    saved = io.BytesIO()
    with Workbook(saved, {"in_memory": True}) as book:
        look, linked = book.add_format(), book.add_format({"underline": 1})
        written = book.add_worksheet("名单")
        write_list(written, HEAD, ROWS, (20, 8, 20), look, [look] * 3, (2, linked))
        keep_heads(written, len(ROWS), len(HEAD))
        print_across_a4(written)
    found = openpyxl.load_workbook(saved).active
    assert found is not None
    return found


def test_texts_are_texts_and_numbers_are_numbers(sheet: Worksheet) -> None:
    assert [[cell.value for cell in row] for row in sheet["A1:B4"]] == [
        ["单位", "件数"],
        ["甲局", 3],
        ["=乙局", None],
        ["丙局〔U+202E〕", 0.5],
    ]
    assert sheet["A3"].data_type == "s"


def test_the_pages_are_led_to_where_there_are_any(sheet: Worksheet) -> None:
    links = [sheet.cell(line, 3).hyperlink for line in (2, 3, 4)]

    assert [link.target if link else None for link in links] == ["甲局%231.html", None, "丙局.html"]


def test_the_head_stays_in_sight_and_on_every_page(sheet: Worksheet) -> None:
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:C4"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
