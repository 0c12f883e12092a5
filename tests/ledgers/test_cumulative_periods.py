"""A sheet up to June beside one up to December is asked about where the later may hold the earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ledger_folders import EMPTY_PUBLISHED, SETTINGS
from msgspec.structs import replace

from report_builder.settings import Answer

if TYPE_CHECKING:
    from ledger_folders import LedgerFolder

HEADER = "事项类型 | 月份 | 数量"
HALF = f"{HEADER}\n行政许可 | 1-6月 | 60\n行政处罚 | 1-6月 | 7"
WHOLE = f"{HEADER}\n行政许可 | 1-12月 | 130\n行政处罚 | 1-12月 | 15"


def draw(ledgers: LedgerFolder, **books: str) -> None:
    ledgers.draw("公开.xlsx", 主动公开=EMPTY_PUBLISHED)
    for name, drawing in books.items():
        ledgers.draw(f"{name}.xlsx", 行政执法=drawing)
    ledgers.read()


def test_sums_up_to_june_and_up_to_december_are_asked_about(ledgers: LedgerFolder) -> None:
    draw(ledgers, 上半年=HALF, 全年=WHOLE)

    found = ledgers.only("ledger.cumulative")
    assert found.severity == "error"
    assert "行政许可 60、行政处罚 7" in found.evidence


@pytest.mark.parametrize(("answer", "total"), [("都计入", 212), ("只计入最晚的", 145)])
def test_the_answer_says_which_count(ledgers: LedgerFolder, answer: str, total: int) -> None:
    draw(ledgers, 上半年=HALF, 全年=WHOLE)
    question = ledgers.only("ledger.cumulative").remedy.partition('question = "')[2].partition('"')[0]

    ledgers.settings = replace(SETTINGS, answers=(Answer(question=question, answer=answer),))
    read = ledgers.read()

    assert int(read.frame("行政执法")["数量"].sum()) == total


def test_two_sheets_of_one_workbook_are_compared_as_well(ledgers: LedgerFolder) -> None:
    ledgers.draw(
        "台账.xlsx", 主动公开=EMPTY_PUBLISHED, **{"行政执法-1至6月": HALF, "行政执法-1至12月": WHOLE}
    )
    ledgers.read()

    assert ledgers.only("ledger.cumulative").severity == "error"


@pytest.mark.parametrize(
    "other",
    [
        WHOLE.replace("1-12月", "7-12月"),  # goes on where the first ends
        WHOLE.replace("130", "50"),  # holds less than the first six months
        WHOLE.replace("行政处罚", "行政强制"),  # says nothing of one of them
        HALF.replace("60", "61"),  # the same time: another office
        f"{HEADER}\n行政许可 | 1 | 70\n行政处罚 | 2 | 15",
    ],
)
def test_what_cannot_hold_the_earlier_sums_needs_no_word(ledgers: LedgerFolder, other: str) -> None:
    draw(ledgers, 甲科=HALF, 乙科=other)

    assert ledgers.told("ledger.tidied") == []
