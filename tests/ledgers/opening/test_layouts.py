"""Merged cells and hidden parts, in every kind of workbook: nothing is lost, and all of it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from laid_out_sheets import SUFFIXES, Looks, write_laid_out
from ledger_folders import EMPTY_PUBLISHED, LedgerFolder

from report_builder.ledgers.opening.layouts import CellRange, SheetLayout, spell_rows

if TYPE_CHECKING:
    from report_builder.ledgers.frames import Ledgers

WORK = "指标 | 数量 | 单位\n会议 | 3 | 次\n培训 | 2 | 次\n经费 | 5 | 万元"
WITHHELD = """
    信息名称 | 不予公开依据 | 备案日期
    试题一 | 第八条 | '2016-03-01'
    试题二 | - | '2016-03-02'
    试题三 | - | '2016-03-03'
"""


def read(ledgers: LedgerFolder, suffix: str, sheet: str, text: str, looks: Looks) -> Ledgers:
    ledgers.draw("a.xlsx", 主动公开=EMPTY_PUBLISHED)
    write_laid_out(ledgers.path / f"台账{suffix}", sheet, text, looks)
    return ledgers.read()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_hidden_rows_count_and_are_named(ledgers: LedgerFolder, suffix: str) -> None:
    found = read(ledgers, suffix, "工作情况", WORK, Looks(rows=(2, 4)))

    assert found.frame("工作情况")["指标"].tolist() == ["会议", "培训", "经费"]
    assert ledgers.told() == [f"notice ledger.hidden 台账{suffix} › 工作情况!第2行"]
    assert ledgers.only("ledger.hidden").message == "隐藏或筛选掉的行照常计入，共 2 行：第 2、4 行"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_hidden_column_is_read_and_named(ledgers: LedgerFolder, suffix: str) -> None:
    found = read(ledgers, suffix, "工作情况", WORK, Looks(columns=(2,)))

    assert found.frame("工作情况")["数量"].tolist() == [3, 2, 5]
    assert ledgers.told() == [f"notice ledger.hidden 台账{suffix} › 工作情况!B1"]
    assert ledgers.only("ledger.hidden").message == "隐藏的列照常读取：数量"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_hidden_sheet_is_read_and_named(ledgers: LedgerFolder, suffix: str) -> None:
    found = read(ledgers, suffix, "工作情况", WORK, Looks(is_hidden=True))

    assert len(found.frame("工作情况")) == 3
    assert ledgers.told() == [f"notice ledger.hidden 台账{suffix} › 工作情况"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_hidden_rows_without_a_record_need_no_word(ledgers: LedgerFolder, suffix: str) -> None:
    read(
        ledgers,
        suffix,
        "工作情况",
        f"2016年工作情况\n{WORK}\n-\n【示例】公众开放日活动数 | 3",
        Looks(rows=(1, 6, 7)),
    )

    assert ledgers.told() == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_merged_cell_speaks_for_each_of_its_rows(ledgers: LedgerFolder, suffix: str) -> None:
    found = read(ledgers, suffix, "不予公开备案", WITHHELD, Looks(merged=((2, 2, 4, 2),)))

    assert found.frame("不予公开备案")["不予公开依据"].tolist() == ["第八条"] * 3
    assert ledgers.told() == [f"notice ledger.merged 台账{suffix} › 不予公开备案!B2"]
    message = ledgers.only("ledger.merged").message
    assert message == "不予公开依据第2至4行是合并的单元格，其中每一行都按同一个值读取"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_cell_that_is_not_merged_is_not_filled(ledgers: LedgerFolder, suffix: str) -> None:
    found = read(ledgers, suffix, "不予公开备案", WITHHELD, Looks(merged=((2, 2, 3, 2),)))

    assert len(found.frame("不予公开备案")) == 2
    assert f"error ledger.cell_empty 台账{suffix} › 不予公开备案!B4" in ledgers.told()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_merged_quantity_is_an_error_since_nobody_can_tell_how_much_is_whose(
    ledgers: LedgerFolder, suffix: str
) -> None:
    text = "指标 | 数量\n会议 | 3\n培训 | -"

    read(ledgers, suffix, "工作情况", text, Looks(merged=((2, 2, 3, 2),)))

    assert ledgers.told() == [f"error ledger.merged_quantity 台账{suffix} › 工作情况!B3"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_title_merged_over_the_header_is_passed_over(ledgers: LedgerFolder, suffix: str) -> None:
    text = f"2016年工作情况统计表 | - | -\n- | - | -\n{WORK}"

    found = read(ledgers, suffix, "工作情况", text, Looks(merged=((1, 1, 2, 3),)))

    assert len(found.frame("工作情况")) == 3
    assert ledgers.told() == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_header_of_two_rows_is_read_by_its_lower_names(ledgers: LedgerFolder, suffix: str) -> None:
    text = """
        案号 | 案件类型 | 日期 | - | 结果
        - | - | 收到日期 | 审结日期 | -
        一号 | 行政复议 | '2016-03-01' | '2016-04-01' | 结果维持
    """
    merged = ((1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4), (1, 5, 2, 5))

    found = read(ledgers, suffix, "复议诉讼", text, Looks(merged=merged))

    (case,) = found.entries(found.frame("复议诉讼"))
    assert (case["案号"], case["结果"]) == ("一号", "结果维持")
    assert ledgers.told() == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_header_that_is_two_rows_high_is_no_record(ledgers: LedgerFolder, suffix: str) -> None:
    text = "指标 | 数量\n- | -\n会议 | 3"

    found = read(ledgers, suffix, "工作情况", text, Looks(merged=((1, 1, 2, 1), (1, 2, 2, 2))))

    assert found.frame("工作情况")["row"].tolist() == [3]
    assert ledgers.told() == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_title_merged_among_the_rows_is_passed_over_with_a_notice(
    ledgers: LedgerFolder, suffix: str
) -> None:
    text = "指标 | 数量 | 单位\n教务科 | - | -\n会议 | 3 | 次"

    found = read(ledgers, suffix, "工作情况", text, Looks(merged=((2, 1, 2, 3),)))

    assert found.frame("工作情况")["指标"].tolist() == ["会议"]
    assert ledgers.told() == [f"notice ledger.row_skipped 台账{suffix} › 工作情况!第2行"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_merged_cell_does_not_make_a_record_of_a_blank_row(ledgers: LedgerFolder, suffix: str) -> None:
    text = "指标 | 数量 | 单位\n会议 | 3 | 次\n- | - | -\n- | - | -"

    found = read(ledgers, suffix, "工作情况", text, Looks(merged=((2, 3, 4, 3),)))

    assert len(found.frame("工作情况")) == 1
    assert ledgers.told() == []


def test_rows_are_told_in_runs() -> None:
    told = spell_rows([2, 4, 5, 6, 9])

    assert told == "3、5至7、10"


def test_many_runs_of_rows_are_cut_short() -> None:
    told = spell_rows(range(0, 40, 2))

    assert told == "1、3、5、7、9、11、13、15、……"


def test_merged_cells_that_lie_on_one_another_are_taken_once() -> None:
    layout = SheetLayout(merged=(CellRange(0, 0, 0, 9), CellRange(0, 2, 0, 4), CellRange(0, 0, 5, 99)))

    covered = layout.covered(5)

    assert set(covered) == {(1, 0), (2, 0), (3, 0), (4, 0)}
