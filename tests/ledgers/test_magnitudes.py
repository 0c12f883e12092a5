"""A unit above a header that the name of the column contradicts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from ledger_folders import SETTINGS
from msgspec.structs import replace

from report_builder.settings import Answer

if TYPE_CHECKING:
    from ledger_folders import LedgerFolder

FEES = "项目名称 | 月份 | 金额（元）\n考试费 | 3 | 5"


@pytest.mark.parametrize("line", ["单位：万元", "行政事业性收费（单位：万元）", "计量单位: 万元"])
def test_ten_thousands_above_a_column_of_yuan_are_asked_about(ledgers: LedgerFolder, line: str) -> None:
    ledgers.read_sheet("行政事业性收费", f"{line}\n{FEES}")

    found = ledgers.only("ledger.unit_line")
    assert found.severity == "error"
    assert "也可以填“按万元”" in found.remedy


@pytest.mark.parametrize(("answer", "amount"), [("按元", "5"), ("按万元", "50000")])
def test_the_answer_says_what_the_figures_are(ledgers: LedgerFolder, answer: str, amount: str) -> None:
    ledgers.read_sheet("行政事业性收费", f"单位：万元\n{FEES}")
    question = ledgers.only("ledger.unit_line").remedy.partition('question = "')[2].partition('"')[0]

    ledgers.settings = replace(SETTINGS, answers=(Answer(question=question, answer=answer),))
    read = ledgers.read()

    assert read.frame("行政事业性收费")["金额（元）"].tolist() == [Decimal(amount)]


def test_the_unit_that_the_column_has_needs_no_word(ledgers: LedgerFolder) -> None:
    ledgers.read_sheet("行政事业性收费", f"单位：元\n{FEES}")

    assert ledgers.told() == []


@pytest.mark.parametrize(
    ("sheet", "drawing"),
    [
        ("行政事业性收费", f"{FEES}\n注：金额单位为万元"),
        ("行政事业性收费", f"{FEES}\n说明：本表以万元为单位"),
        ("行政事业性收费", "项目名称 | 月份 | 金额（元） | 说明\n考试费 | 3 | 5 | 单位：万元"),
        ("行政事业性收费（万元）", FEES),
        ("行政事业性收费（单位：万元）", FEES),
    ],
)
def test_ten_thousands_in_a_note_or_a_name_are_asked_about(
    ledgers: LedgerFolder, sheet: str, drawing: str
) -> None:
    ledgers.read_sheet(sheet, drawing)

    assert ledgers.only("ledger.unit_line").severity == "error"


@pytest.mark.parametrize("note", ["注：单位为元", "说明：各单位自行填报，万元以上的另附清单"])
def test_a_note_of_another_thing_needs_no_word(ledgers: LedgerFolder, note: str) -> None:
    ledgers.read_sheet("行政事业性收费", f"{FEES}\n{note}")

    assert ledgers.told("ledger.row_skipped") == []
