"""Rows of quantities that only add up others, whatever they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ledger_folders import LedgerFolder

MONTHS = "\n".join(f"行政许可 | {month} | {month * 7}" for month in range(1, 13))  # 546 together
FEES = "\n".join(f"考试费 | {month} | {month * 30}" for month in range(1, 7))  # 630 together


EXAMINATIONS = "考试费 | 3 | 100\n报名费 | 4 | 200"
TRAININGS = "培训费 | 5 | 200\n住宿费 | 6 | 300"


def enforced(ledgers: LedgerFolder, rows: str) -> list[int]:
    read = ledgers.read_sheet("行政执法", f"事项类型 | 月份 | 数量\n{rows}")
    return read.frame("行政执法")["数量"].tolist()


def charged(ledgers: LedgerFolder, rows: str) -> int:
    read = ledgers.read_sheet("行政事业性收费", f"项目名称 | 月份 | 金额（元）\n{rows}")
    return int(read.frame("行政事业性收费")["金额（元）"].sum())


@pytest.mark.parametrize("month", ["-", "全年", "1-12月"])
@pytest.mark.parametrize("comes_first", [True, False])
def test_a_yearly_row_that_its_months_add_up_to_is_no_record(
    ledgers: LedgerFolder, month: str, *, comes_first: bool
) -> None:
    year = f"行政许可 | {month} | 546"

    counted = enforced(ledgers, f"{year}\n{MONTHS}" if comes_first else f"{MONTHS}\n{year}")

    assert sum(counted) == 546
    assert "notice ledger.row_skipped" in " ".join(ledgers.told())


def test_a_yearly_row_that_its_months_do_not_add_up_to_is_asked_about(ledgers: LedgerFolder) -> None:
    enforced(ledgers, f"{MONTHS}\n行政许可 | - | 550")

    found = ledgers.only("ledger.total_doubtful")
    assert (str(found.severity), str(found.place).rpartition("!")[2]) == ("error", "C14")
    assert found.evidence == "这一行是 550，其他各行合计 546"


def test_a_yearly_row_of_another_kind_counts(ledgers: LedgerFolder) -> None:
    counted = enforced(ledgers, f"{MONTHS}\n行政处罚 | - | 546")

    assert sum(counted) == 1092


@pytest.mark.parametrize(
    "label", ["考试费合计", "考试费 汇总", "考试费小计", "汇总", "合计", "总计", "收费总计"]
)
def test_a_total_by_any_of_its_names_is_no_record(ledgers: LedgerFolder, label: str) -> None:
    assert charged(ledgers, f"{FEES}\n{label} | - | 630") == 630
    assert ledgers.told() == ["notice ledger.row_skipped 台账.xlsx › 行政事业性收费!第8行"]


def test_the_totals_of_each_item_and_of_all_are_no_records(ledgers: LedgerFolder) -> None:
    other = "报名费 | 1 | 5\n报名费 | 2 | 6\n报名费 汇总 | - | 11"

    assert charged(ledgers, f"{FEES}\n考试费 汇总 | - | 630\n{other}\n总计 | - | 641") == 641


def test_a_row_called_a_total_that_adds_nothing_up_is_asked_about(ledgers: LedgerFolder) -> None:
    charged(ledgers, f"{FEES}\n考试费合计 | - | 700")

    assert ledgers.only("ledger.total_doubtful").severity == "error"


def test_a_last_row_without_a_telling_name_that_is_the_sum_of_all_is_asked_about(
    ledgers: LedgerFolder,
) -> None:
    charged(ledgers, "考试费 | - | 300\n报名费 | - | 200\n全部 | - | 500")

    assert "正好等于上面各行之和" in ledgers.only("ledger.total_doubtful").message


def test_small_sums_come_about_by_chance(ledgers: LedgerFolder) -> None:
    assert charged(ledgers, "考试费 | - | 3\n报名费 | - | 2\n工本费 | - | 5") == 10
    assert ledgers.told() == []


def test_a_month_that_stands_twice_is_asked_about_once_a_sheet(ledgers: LedgerFolder) -> None:
    enforced(ledgers, f"{MONTHS}\n行政许可 | 3 | 21\n行政许可 | 4 | 30")

    found = ledgers.only("ledger.total_doubtful")
    assert "“行政许可”3月、“行政许可”4月" in found.message


def test_decisions_entered_one_by_one_are_no_repetition(ledgers: LedgerFolder) -> None:
    counted = enforced(ledgers, "\n".join("行政许可 | 3 | 1" for _ in range(40)))

    assert sum(counted) == 40
    assert ledgers.told() == []


def test_a_year_to_date_that_holds_an_earlier_one_is_asked_about(ledgers: LedgerFolder) -> None:
    enforced(ledgers, "行政许可 | 1-6月 | 30\n行政许可 | 1-12月 | 42")

    assert str(ledgers.only("ledger.total_doubtful").place).endswith("行政执法!C3")


@pytest.mark.parametrize(
    "rows",
    [
        "行政许可 | 上半年 | 30\n行政许可 | 下半年 | 12",
        "行政许可 | 一季度 | 30\n行政许可 | 4-12月 | 12",
        "行政许可 | 上半年 | 30\n行政许可 | 下半年 | 12\n行政许可 | 全年 | 42",
        "行政许可 | 1-6月 | 30\n行政许可 | 7 | 12",
    ],
)
def test_times_that_do_not_meet_are_added_and_their_sum_is_no_record(
    ledgers: LedgerFolder, rows: str
) -> None:
    assert sum(enforced(ledgers, rows)) == 42
    assert [line for line in ledgers.told() if line.startswith("error")] == []


@pytest.mark.parametrize("item", ["审计", "设计", "统计"])
def test_a_matter_whose_name_ends_like_a_total_is_a_matter(ledgers: LedgerFolder, item: str) -> None:
    assert charged(ledgers, f"{item} | 1 | 30\n考试费 | 2 | 10\n培训费 | 3 | 20") == 60


@pytest.mark.parametrize(
    "rows",
    [
        f"考试类 | | 300\n{EXAMINATIONS}",
        f"考试类 | | 300\n{EXAMINATIONS}\n培训类 | | 500\n{TRAININGS}",
        f"{EXAMINATIONS}\n考试类 | | 300\n{TRAININGS}\n培训类 | | 500",
    ],
)
def test_rows_that_head_or_close_the_groups_that_they_add_up_are_asked_about_once(
    ledgers: LedgerFolder, rows: str
) -> None:
    counted = charged(ledgers, rows)

    found = ledgers.only("ledger.total_doubtful")
    assert found.severity == "error"
    assert "“考试类”" in found.message
    assert counted == (300 if "培训" not in rows else 800)


def test_a_subtotal_that_a_column_beside_the_others_names_is_no_record(ledgers: LedgerFolder) -> None:
    read = ledgers.read_sheet(
        "行政执法",
        "事项类型 | 月份 | 数量 | 说明\n行政许可 | 3 | 10 |\n行政许可 | 3 | 30 | 小计\n行政处罚 | 3 | 4 |",
    )

    assert read.frame("行政执法")["数量"].tolist() == [10, 4]
    assert "notice ledger.row_skipped 台账.xlsx › 行政执法!第3行" in ledgers.told()


@pytest.mark.parametrize("turn", ["过次页", "承前页", "转下页", "接上页：", "前页结转"])
def test_what_is_carried_from_page_to_page_is_no_record(ledgers: LedgerFolder, turn: str) -> None:
    assert charged(ledgers, f"考试费 | 3 | 10\n{turn} | | 10\n报名费 | 4 | 20") == 30
    assert sum(enforced(ledgers, f"行政许可 | 3 | 10\n{turn} | | 10\n行政许可 | 4 | 20")) == 30


def test_a_matter_that_is_about_pages_is_a_matter(ledgers: LedgerFolder) -> None:
    assert charged(ledgers, "网页制作费 | 3 | 10\n下页印刷费 | 4 | 20") == 30
