"""The tables of a Word report, beside those that a format demands → the figures in their cells, by path."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from word_files import cell, paragraph, row, table, word_file

from report_builder.formats.definitions import ReportFormat, RequiredSection, YearSpan
from report_builder.formats.table_definitions import CellDefinition, RowDefinition, TableDefinition
from report_builder.reports.reading import read_report_text
from report_builder.reports.statutory import find_tables, is_stroke, read_number

if TYPE_CHECKING:
    from report_builder.reports.report import StatutoryTable

BEGINS, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
BOTH: Final = '<w:gridSpan w:val="2"/>'


def figures(stem: str) -> tuple[CellDefinition, ...]:
    return CellDefinition(figure=f"{stem}.person"), CellDefinition(figure=f"{stem}.total")


DEMANDED: Final = TableDefinition(
    name="申请",
    section=1,
    widths=(40, 40, 30, 30),
    rows=(
        RowDefinition(
            cells=(
                CellDefinition(label="项目", columns=2),
                CellDefinition(label="自然人"),
                CellDefinition(label="总计"),
            )
        ),
        RowDefinition(cells=(CellDefinition(label="一、本年新收", columns=2), *figures("new"))),
        RowDefinition(
            cells=(
                CellDefinition(label="二、办理结果", rows=2),
                CellDefinition(label="（一）予以公开"),
                *figures("granted"),
            )
        ),
        RowDefinition(cells=(CellDefinition(label="（二）部分公开"), *figures("partial"))),
        RowDefinition(cells=(CellDefinition(label="三、结转下年度", columns=2), *figures("out"))),
    ),
)
FORMAT: Final = ReportFormat(
    folder=Path("own"),
    title="格式",
    years=YearSpan(first=2021),
    sections=(RequiredSection(heading="总体情况"),),
    annex=None,
    tables=(DEMANDED,),
)
HEAD: Final = row(cell("项目", BOTH), cell("自然人"), cell("总计"))
NEW: Final = row(cell("一、本年新收", BOTH), cell("3"), cell("4"))
GRANTED: Final = row(cell("二、办理结果", BEGINS), cell("（一）予以公开"), cell("1"), cell("2"))
PARTIAL: Final = row(cell("", GOES_ON), cell("（二）部分公开"), cell("5"), cell("6"))
OUT: Final = row(cell("三、结转下年度", BOTH), cell("7"), cell("8"))


def found(*bodies: str) -> StatutoryTable:
    """The table as a report of these tables fills it."""
    body = paragraph("间").join(bodies)
    (only,) = find_tables(read_report_text(word_file(body), "报告.docx").tables, FORMAT)
    return only


def values(*bodies: str) -> dict[str, int | None]:
    return {each.path: None if each.value is None else int(each.value) for each in found(*bodies).figures}


def drawn(*rows: str) -> str:
    return table([1500, 1500, 900, 900], *rows)


WHOLE: Final = {
    "new.person": 3, "new.total": 4, "granted.person": 1, "granted.total": 2,
    "partial.person": 5, "partial.total": 6, "out.person": 7, "out.total": 8,
}  # fmt: skip


def test_every_figure_is_found_under_its_path_with_its_row_its_column_and_its_cell() -> None:
    whole = found(drawn(HEAD, NEW, GRANTED, PARTIAL, OUT))

    assert {each.path: each.value for each in whole.figures} == WHOLE
    first = whole.figures[0]
    assert (first.table, first.row, first.column, first.written) == ("申请", "一、本年新收", "自然人", "3")
    assert first.place is not None
    assert (whole.numbers, whole.lacking) == ((1,), ())


def test_a_table_in_two_pieces_is_one_and_its_head_may_be_repeated() -> None:
    pieces = drawn(HEAD, NEW, GRANTED), drawn(HEAD, row(cell("", BOTH), cell(""), cell("")), OUT)

    assert values(*pieces) == {path: WHOLE[path] for path in WHOLE if not path.startswith("partial")}
    assert found(*pieces).numbers == (1, 2)
    assert found(*pieces).lacking == ("（二）部分公开",)


def test_a_figure_that_stands_twice_is_the_first_one() -> None:
    again = drawn(HEAD, row(cell("一、本年新收", BOTH), cell("9"), cell("9")))

    assert values(drawn(HEAD, NEW, GRANTED, PARTIAL, OUT), again) == WHOLE
    assert found(drawn(HEAD, NEW, GRANTED, PARTIAL, OUT), again).numbers == (1,)


@pytest.mark.parametrize(
    "label",
    [
        "本年新收",
        "（一）本年新收",
        "一、本年 新收：",
        "1.本年新收",
        "一、本年新收政府信息公开申请数量",
    ],
)
def test_a_row_is_known_by_its_label_whatever_its_number_and_marks(label: str) -> None:
    other = drawn(HEAD, row(cell(label, BOTH), cell("3"), cell("4")), GRANTED, PARTIAL, OUT)

    assert values(other) == WHOLE


@pytest.mark.parametrize("label", ["上年结转", "", "新收", "一、"])
def test_a_row_of_another_label_is_left_out(label: str) -> None:
    other = drawn(HEAD, row(cell(label, BOTH), cell("3"), cell("4")), GRANTED, PARTIAL, OUT)

    assert "new.person" not in values(other)


def test_a_row_with_words_in_the_place_of_figures_is_left_out() -> None:
    words = row(cell("一、本年新收", BOTH), cell("见附件"), cell("见附件"))

    assert "new.total" not in values(drawn(HEAD, words, GRANTED, PARTIAL, OUT))


def test_cells_without_a_number_have_none_and_say_what_is_written() -> None:
    odd = row(cell("一、本年新收", BOTH), cell("/"), cell(""))

    whole = {each.path: each for each in found(drawn(HEAD, odd, GRANTED, PARTIAL, OUT)).figures}

    assert (whole["new.person"].value, whole["new.person"].written) == (None, "/")
    assert (whole["new.total"].value, whole["new.total"].written) == (None, "")


def test_a_table_of_fewer_than_a_quarter_of_the_rows_is_another_table() -> None:
    assert values(drawn(row(cell("栏目", BOTH), cell("3"), cell("4")))) == {}
    assert values(drawn(HEAD, NEW)) == {"new.person": 3, "new.total": 4}
    assert found(drawn(row(cell("栏目", BOTH), cell("3"), cell("4")))).lacking == ()


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", "12"), (" 1 2 ", "12"), ("1,234.50", "1234.50"), ("-3", "-3"), ("１２件", "12"),
        ("12.5万元", "12.5"), ("12,34", None), ("12件3", None), ("12超过六个字的话", None),
        ("约12", None), ("", None), ("/", None), ("1" * 16, None), ("0.123456789", None), ("12%", "12"),
    ],
)  # fmt: skip
def test_a_cell_is_one_number_with_or_without_a_unit_or_none(written: str, number: str | None) -> None:
    assert read_number(written) == (None if number is None else Decimal(number))


def test_strokes_say_that_there_is_no_figure() -> None:
    assert all(map(is_stroke, ("/", " — ", "——", "－", "*")))
    assert not any(map(is_stroke, ("", "0", "//", "无")))
