"""Two workbooks that are one, handed in twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ledger_folders import EMPTY_PUBLISHED, SETTINGS
from msgspec.structs import replace

from report_builder.settings import Answer

if TYPE_CHECKING:
    from ledger_folders import LedgerFolder

COUNTS = "事项类型 | 月份 | 数量\n" + "\n".join(
    f"行政许可 | {month} | {month * 113}" for month in range(1, 13)
)
ITEMS = "信息名称 | 信息类别 | 公开日期 | 公开渠道\n" + "\n".join(
    f"通知{number} | 学校财务 | 2016-03-{number:02} | 柳州教育网" for number in range(1, 11)
)


def hand_in(ledgers: LedgerFolder, sheet: str, **files: str) -> None:
    ledgers.draw("0.xlsx", 主动公开=EMPTY_PUBLISHED)
    for name, drawing in files.items():
        ledgers.draw(f"{name}.xlsx", **{sheet: drawing})


@pytest.mark.parametrize("copy", ["教务科(1)", "教务科 - 副本", "教务科最终版", "教务科20170105"])
def test_a_copy_by_its_name_is_asked_about_file_against_file(ledgers: LedgerFolder, copy: str) -> None:
    hand_in(ledgers, "行政执法", 教务科=COUNTS, **{copy: f"教务科\n{COUNTS}"})

    ledgers.read()

    found = ledgers.only("ledger.handed_in_twice")
    assert found.severity == "error"
    assert "行政执法”有 12 行相同（各 12 行、12 行）" in found.evidence


def test_figures_that_nobody_comes_by_twice_are_asked_about_whatever_the_files_are_called(
    ledgers: LedgerFolder,
) -> None:
    hand_in(ledgers, "行政执法", 甲局=COUNTS, 乙局=f"乙局\n{COUNTS}")

    ledgers.read()

    assert ledgers.only("ledger.handed_in_twice").severity == "error"


def test_sixty_offices_with_equal_small_figures_add_up(ledgers: LedgerFolder) -> None:
    small = "事项类型 | 数量\n行政许可 | 3\n行政处罚 | 0\n行政强制 | 12"
    hand_in(
        ledgers,
        "行政执法",
        **{f"第{number}局": f"{'' if number % 2 else '某局'}\n{small}" for number in range(60)},
    )

    read = ledgers.read()

    assert int(read.frame("行政执法")["数量"].sum()) >= 15
    assert [line for line in ledgers.told() if line.startswith("error")] == []


def test_a_corrected_version_beside_the_first_is_asked_about(ledgers: LedgerFolder) -> None:
    hand_in(ledgers, "主动公开", 人事科=ITEMS, 某某科=ITEMS.replace("通知3 ", "通知三 "))

    ledgers.read()

    assert ledgers.told() == ["error ledger.handed_in_twice 某某科.xlsx"]


def test_an_answer_says_which_of_the_two_counts(ledgers: LedgerFolder) -> None:
    hand_in(ledgers, "主动公开", 人事科=ITEMS, 人事科最终版=ITEMS.replace("通知3 ", "通知三 "))
    ledgers.read()
    question = ledgers.only("ledger.handed_in_twice").remedy.partition('question = "')[2].partition('"')[0]

    ledgers.settings = replace(
        SETTINGS, answers=(Answer(question=question, answer="只计入人事科最终版.xlsx"),)
    )
    read = ledgers.read()

    assert len(read.frame("主动公开")) == 10
    assert "通知三" in read.frame("主动公开")["信息名称"].tolist()


def test_one_item_of_two_departments_is_warned_of_and_not_asked_about(ledgers: LedgerFolder) -> None:
    other = ITEMS.replace("通知", "公告").replace("公告1 ", "通知1 ")
    hand_in(ledgers, "主动公开", 人事科=ITEMS, 财务科=other)

    ledgers.read()

    assert ledgers.told() == ["warning ledger.duplicate_item 财务科.xlsx › 主动公开!A2"]


def test_the_answer_for_a_file_whose_name_ends_like_the_other_is_that_file(ledgers: LedgerFolder) -> None:
    hand_in(ledgers, "主动公开", 教务科=ITEMS, 市教务科=ITEMS.replace("通知3 ", "通知三 "))
    ledgers.read()
    question = ledgers.only("ledger.handed_in_twice").remedy.partition('question = "')[2].partition('"')[0]
    ledgers.settings = replace(SETTINGS, answers=(Answer(question=question, answer="只计入市教务科.xlsx"),))

    read = ledgers.read()

    assert "通知三" in read.frame("主动公开")["信息名称"].tolist()
    assert len(read.frame("主动公开")) == 10


def test_a_copy_among_more_than_four_hundred_files_is_asked_about(ledgers: LedgerFolder) -> None:
    ledgers.draw("0.xlsx", 主动公开=EMPTY_PUBLISHED)
    for number in range(410):
        text = f"事项类型,月份,数量\n行政许可,3,{number + 1}\n行政处罚,4,7\n"
        (ledgers.path / f"单位{number}行政执法.csv").write_text(text, encoding="utf-8")
    ledgers.draw("甲局.xlsx", 行政执法=COUNTS)
    ledgers.draw("乙局.xlsx", 行政执法=COUNTS, 主动公开=EMPTY_PUBLISHED)

    ledgers.read()

    found = ledgers.only("ledger.handed_in_twice")
    assert "甲局.xlsx" in f"{found.message}{found.place}"
    assert "乙局.xlsx" in f"{found.message}{found.place}"


SMALL = "事项类型,月份,数量\n行政许可,3,2\n"


def small_texts(ledgers: LedgerFolder, *names: str) -> None:
    ledgers.draw("0.xlsx", 主动公开=EMPTY_PUBLISHED)
    for name in names:
        (ledgers.path / name).write_text(SMALL, encoding="utf-8")
    ledgers.read()


@pytest.mark.parametrize(("answer", "counted"), [("都计入", 4), ("只计入教务科行政执法.csv", 2)])
def test_two_offices_whose_small_texts_are_the_same_are_asked_about(
    ledgers: LedgerFolder, answer: str, counted: int
) -> None:
    small_texts(ledgers, "教务科行政执法.csv", "财务科行政执法.csv")
    question = ledgers.only("ledger.handed_in_twice").remedy.partition('question = "')[2].partition('"')[0]

    ledgers.settings = replace(SETTINGS, answers=(Answer(question=question, answer=answer),))
    read = ledgers.read()

    assert int(read.frame("行政执法")["数量"].sum()) == counted
    assert "error" not in " ".join(ledgers.told())


def test_a_copy_of_a_small_text_by_its_name_counts_once(ledgers: LedgerFolder) -> None:
    small_texts(ledgers, "行政执法.csv", "行政执法 - 副本.csv")

    assert ledgers.only("ledger.duplicate_file").severity == "notice"
