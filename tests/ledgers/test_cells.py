"""Cells → values, strictly."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from report_builder.ledgers.amounts import NumberWithUnit, convert_count, convert_measure, convert_money
from report_builder.ledgers.cells import (
    CellFaultError,
    convert_text,
    is_blank,
    is_placeholder,
    refuse_formula_error,
    shown,
)
from report_builder.ledgers.dates import Month, convert_date, convert_month
from report_builder.ledgers.opening.layouts import EPOCH_1904

if TYPE_CHECKING:
    from report_builder.ledgers.cells import RawCell

FEBRUARY_25 = date(2016, 2, 25)


@pytest.mark.parametrize(
    "cell",
    [
        FEBRUARY_25,
        datetime(2016, 2, 25, 13, 4),  # noqa: DTZ001 - spreadsheets know no time zone
        "2016-02-25",
        "2016-2-25",
        "2016/2/25",
        "2016.2.25",
        "2016年2月25日",
        "2016年 2月 25日",
        "2016年2月25号",
        "2016-02-25 13:04:05",
        " 2016-02-25 ",
        "２０１６－２－２５",
        "2016年2月25",
        20160225,
        "20160225",
        42425,
        42425.5,
    ],
)
def test_a_date_is_understood(cell: RawCell) -> None:
    converted = convert_date(cell)

    assert converted.value == FEBRUARY_25


@pytest.mark.parametrize(
    "cell",
    [
        225,
        20161325,
        "2016-02",
        "2016年2月",
        "2-25",
        "12-2-25",
        "25/2/2016",
        "2016-2-25至2016-3-1",
        "二月",
        True,
        time(3, 4),
        timedelta(days=3),
        "2016-02-30",
        date(1900, 1, 2),
        "2916-02-25",
    ],
)
def test_what_is_no_date_is_not_guessed(cell: RawCell) -> None:
    with pytest.raises(CellFaultError) as caught:
        convert_date(cell)

    assert caught.value.code == "ledger.date"


@pytest.mark.parametrize(
    "cell",
    [
        42425,
        "42425",
        20160225,
        "20160225",
        "2016年2月25",
        "2016-2/25",
        "2016年2.25",
        "2016—02—25",
        "2016。2。25",
        "2016、2、25",
        "2016 2 25",
        "2016-02-25日",
        "16/2/25",
        "16年2月25日",
        "二〇一六年二月二十五日",
        "二O一六年二月二十五日",
        "公开日期：2016-02-25",
        "2016年2月25日（星期四）",
        "2016年2月25日 上午10:30",
        "2016年2月25日10时30分",
        "2016/2/25 PM 3:05",
    ],
)
def test_a_date_in_an_unusual_form_is_read_and_told(cell: RawCell) -> None:
    converted = convert_date(cell)

    assert (converted.value, converted.tidied) == (FEBRUARY_25, True)


@pytest.mark.parametrize("cell", ["2016-02-25T08:00:00Z", "2016-02-25 00:00:00", "2016/2/25 10:30"])
def test_a_day_with_its_time_as_programs_export_it_needs_no_word(cell: str) -> None:
    converted = convert_date(cell)

    assert (converted.value, converted.tidied) == (FEBRUARY_25, False)


def test_a_number_is_a_day_of_the_calendar_that_the_workbook_counts_by() -> None:
    converted = convert_date(42425 - 1462, EPOCH_1904)

    assert converted.value == FEBRUARY_25


@pytest.mark.parametrize("cell", ["12/2/25", "1.2.25", "03-01-16"])
def test_a_year_of_two_figures_that_may_be_a_month_is_refused_as_ambiguous(cell: str) -> None:
    with pytest.raises(CellFaultError) as caught:
        convert_date(cell)

    assert caught.value.message == f"写作“{cell}”，年份没有写全四位，分不清年、月、日"


def test_a_year_that_stands_last_is_refused_as_ambiguous() -> None:
    with pytest.raises(CellFaultError) as caught:
        convert_date("01/06/2016")

    assert caught.value.message == "写作“01/06/2016”，年份在后面，分不清月、日"


def test_full_width_figures_are_told_and_plain_ones_are_not() -> None:
    tidied = [convert_date("２０１６-2-25").tidied, convert_count("１２").tidied, convert_count(" 12").tidied]
    plain = [convert_date("2016-2-25").tidied, convert_count("12").tidied, convert_count(12).tidied]

    assert (tidied, plain) == ([True] * 3, [False] * 3)


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        (0, 0),
        (12, 12),
        (12.0, 12),
        ("12", 12),
        ("１２", 12),
        ("1,234", 1234),
        ("3.0", 3),
        ("12人", 12),
        ("1,234 件", 1234),
        ("12万", 120_000),
        ("1.2千件", 1200),
        ("十二", 12),
        ("三件", 3),
    ],
)
def test_a_count_is_understood(cell: RawCell, count: int) -> None:
    converted = convert_count(cell)

    assert converted.value == count


@pytest.mark.parametrize(
    "cell", [-1, 3.5, "3.5", "1.23456万", "三四", "约12", True, FEBRUARY_25, "1,23", "", 1e300, "9" * 5000]
)
def test_what_is_no_count_is_refused(cell: RawCell) -> None:
    with pytest.raises(CellFaultError) as caught:
        convert_count(cell)

    assert caught.value.code == "ledger.count"


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (100, "100"),
        (0.1 + 0.2, "0.3"),
        (1234.56, "1234.56"),
        ("1234.50", "1234.50"),
        ("1,234.5", "1234.5"),
        ("12.500", "12.5"),
        (0, "0"),
        (0.00, "0"),
        ("1,234元", "1234"),
        ("￥30", "30"),
        ("¥1,200.50元", "1200.5"),
        ("3万元", "30000"),
    ],
)
def test_money_is_exact(cell: RawCell, amount: str) -> None:
    converted = convert_money(cell)

    assert converted.value == Decimal(amount)


@pytest.mark.parametrize("cell", [0.125, "0.001", -5, "约3万元", "30美元", "￥", False])
def test_what_is_no_sum_of_money_is_refused(cell: RawCell) -> None:
    with pytest.raises(CellFaultError) as caught:
        convert_money(cell)

    assert caught.value.code == "ledger.money"


@pytest.mark.parametrize(
    ("cell", "measure"),
    [
        ("72701.2578", NumberWithUnit(Decimal("72701.2578"))),
        ("12人", NumberWithUnit(Decimal(12), "人")),
        ("3.5万元", NumberWithUnit(Decimal("3.5"), "万元")),
        ("２ 场", NumberWithUnit(Decimal(2), "场")),
    ],
)
def test_a_measure_keeps_its_decimals_and_the_unit_in_its_cell(cell: str, measure: NumberWithUnit) -> None:
    converted = convert_measure(cell)

    assert converted.value == measure


@pytest.mark.parametrize("cell", ["3万", "3美元", "约3人", "三人"])
def test_what_is_no_measure_is_refused(cell: str) -> None:
    with pytest.raises(CellFaultError) as caught:
        convert_measure(cell)

    assert caught.value.code == "ledger.number"


@pytest.mark.parametrize("cell", [3, 3.0, "3", "03", "3月", "3月份", "３月", "三月", " 3月 "])
def test_a_month_is_understood(cell: RawCell) -> None:
    converted = convert_month(cell)

    assert converted.value == Month(3, 3)


@pytest.mark.parametrize("cell", ["2015年3月", "2015-03", "2015.3", "201503", date(2015, 3, 1)])
def test_a_month_keeps_the_year_that_is_written_with_it(cell: RawCell) -> None:
    converted = convert_month(cell)

    assert (converted.value, converted.tidied) == (Month(3, 3, 2015), True)


@pytest.mark.parametrize("cell", ["全年", "1-12月", "1至6月", "上半年", "第3季度", "Q1", "2016年度"])
def test_a_longer_time_is_no_month(cell: str) -> None:
    converted = convert_month(cell)

    assert converted.value.number is None


def test_a_number_that_may_have_lost_its_nought_is_not_guessed() -> None:
    with pytest.raises(CellFaultError) as caught:
        convert_month(2016.1)

    assert caught.value.message == "写作“2016.1”，分不清是1月还是10月"


@pytest.mark.parametrize("cell", [0, 13, "十三月", "春", True, 3.5, "第5季度"])
def test_what_is_no_month_is_refused(cell: RawCell) -> None:
    with pytest.raises(CellFaultError) as caught:
        convert_month(cell)

    assert caught.value.code == "ledger.month"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  关于…的通知\u3000", "关于…的通知"),
        ("关于做好\r\n招生工作的通知", "关于做好招生工作的通知"),
        ("first\nsecond", "first second"),
        ("招\u200b生\x0b", "招生"),
        ("柳教\u00a01号\u2003附件", "柳教 1号 附件"),
        ("NA", "NA"),
        (12, "12"),
        (0.5, "0.5"),
        (True, "TRUE"),
        (FEBRUARY_25, "2016-02-25"),
        (datetime(2016, 2, 25), "2016-02-25"),  # noqa: DTZ001 - spreadsheets know no time zone
    ],
)
def test_a_text_is_what_the_cell_shows(cell: RawCell, text: str) -> None:
    converted = convert_text(cell)

    assert converted.value == text


@pytest.mark.parametrize("cell", ["", " ", "\u3000", "\n", "\u200b", "\xa0"])
def test_a_cell_that_shows_nothing_is_blank(cell: str) -> None:
    assert is_blank(cell)


@pytest.mark.parametrize("cell", [0, False, "0", "-"])
def test_nil_is_not_blank(cell: RawCell) -> None:
    assert not is_blank(cell)


def test_marks_that_only_fill_a_cell_are_placeholders_and_nil_is_none() -> None:
    told = [is_placeholder(cell) for cell in ("/", "—", "无", " － ", "0", 0, "无此项", "")]

    assert told == [True, True, True, True, False, False, False, False]


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", "#DIV/0!"])
def test_a_formula_error_is_refused(cell: str) -> None:
    with pytest.raises(CellFaultError) as caught:
        refuse_formula_error(cell)

    assert (caught.value.code, cell in caught.value.message) == ("ledger.formula", True)


def test_a_text_that_begins_with_the_same_mark_passes() -> None:
    refuse_formula_error("#1 中学")


def test_long_evidence_is_cut_short() -> None:
    assert shown("长" * 100) == "长" * 60 + "……"
