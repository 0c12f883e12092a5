"""Sheets, titles and files that say another year than the report's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ledger_folders import EMPTY_PUBLISHED

if TYPE_CHECKING:
    from ledger_folders import LedgerFolder

COUNTS = "事项类型 | 月份 | 数量\n行政许可 | 3 | 12"


@pytest.mark.parametrize("name", ["行政执法（2015年）", "2015年行政执法", "行政执法2015"])
def test_a_sheet_of_another_year_whose_rows_say_none_is_asked_about(ledgers: LedgerFolder, name: str) -> None:
    read = ledgers.read_sheet(name, COUNTS)

    assert read.frame("行政执法").empty
    found = ledgers.only("ledger.other_year")
    assert (str(found.severity), found.message) == (
        "error",
        "名称或标题里写的是2015年，不是2016年，里面有 1 行没有写明年份",
    )


def test_a_file_of_another_year_is_asked_about(ledgers: LedgerFolder) -> None:
    ledgers.draw("台账.xlsx", 主动公开=EMPTY_PUBLISHED)
    ledgers.draw("2015年台账.xlsx", 行政执法=COUNTS)

    ledgers.read()

    assert ledgers.only("ledger.other_year").severity == "error"


def test_a_title_of_another_year_is_asked_about(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet("行政执法", f"2015年行政执法情况\n{COUNTS}")

    assert ledgers.only("ledger.other_year").severity == "error"


@pytest.mark.parametrize("title", ["2016年行政执法情况", "2015-2016年行政执法情况", "行政执法情况"])
def test_the_reports_year_and_no_year_need_no_word(ledgers: LedgerFolder, title: str) -> None:
    read = ledgers.read_sheet("行政执法", f"{title}\n{COUNTS}")

    assert len(read.frame("行政执法")) == 1
    assert ledgers.told() == []


def test_rows_with_their_own_dates_are_judged_by_them(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "2015年不予公开备案", "信息名称 | 不予公开依据 | 备案日期\n试题 | 第八条 | 2016-03-01"
    )

    assert len(read.frame("不予公开备案")) == 1
    assert [line for line in ledgers.told() if "other_year" in line] == []


def test_a_month_keeps_the_year_that_is_written_with_it(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet("行政执法", "事项类型 | 月份 | 数量\n行政许可 | 2015年12月 | 7")

    assert read.frame("行政执法")["年"].tolist() == [2015]


@pytest.mark.parametrize("month", ["2015年3月", "1-2月", "4"])
def test_a_month_that_the_date_is_not_in_is_an_error(ledgers: LedgerFolder, month: str) -> None:
    ledgers.read_sheet("行政执法", f"事项类型 | 月份 | 日期 | 数量\n行政许可 | {month} | 2016-03-05 | 12")

    assert "error ledger.month 台账.xlsx › 行政执法!B2" in ledgers.told()
