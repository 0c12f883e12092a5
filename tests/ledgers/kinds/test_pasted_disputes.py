"""The fifteen columns of reviews and suits, pasted as a notice prints them → the figures that they show."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from ledger_kinds import ASKED, Case, cases, judge
from openpyxl import Workbook

from report_builder.checks.arithmetic import check_disputes
from report_builder.checks.count_grids import filled_disputes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ledger_folders import LedgerFolder

RESULTS: Final = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
MERGED: Final = ("A1:E1", "F1:O1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:J2", "K2:O2")
FIGURES: Final = (309, 17, 88, 26, 440, 1, 1, 16, 6, 24, 13, 0, 67, 9, 89)
WANTED: Final = {
    "litigation.review.upheld": 309,
    "litigation.review.corrected": 17,
    "litigation.review.other": 88,
    "litigation.review.pending": 26,
    "litigation.review.total": 440,
    "litigation.direct_suit.upheld": 1,
    "litigation.direct_suit.other": 16,
    "litigation.direct_suit.total": 24,
    "litigation.suit_after_review.upheld": 13,
    "litigation.suit_after_review.corrected": 0,
    "litigation.suit_after_review.pending": 9,
    "litigation.suit_after_review.total": 89,
}


def official(  # noqa: PLR0913  each way to paste it has its own name
    figures: Sequence[object] = FIGURES,
    *,
    name: str = "复议诉讼统计",
    title: str = "",
    merged: Sequence[str] = MERGED,
    results_of_reviews: int = 2,
    below: Sequence[str] = (),
) -> bytes:
    """The table as it is pasted: 行政复议 over five columns, 行政诉讼 over ten, and one row of figures."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    sheet["A1"], sheet["F1"], sheet["F2"], sheet["K2"] = (
        "行政复议",
        "行政诉讼",
        "未经复议直接起诉",
        "复议后起诉",
    )
    for at, result in enumerate(RESULTS, start=1):
        sheet.cell(results_of_reviews, at).value = result
        sheet.cell(3, at + 5).value = result
        sheet.cell(3, at + 10).value = result
    for at, figure in enumerate(figures, start=1):
        sheet.cell(4, at).value = figure  # type: ignore[assignment]  # whatever a cell may hold
    for row, text in enumerate(below, start=5):
        sheet.cell(row, 1).value = text
    if title:
        sheet.insert_rows(1)
        sheet["A1"] = title
        sheet.merge_cells("A1:O1")
    for cells in merged:
        first, last = (f"{end[0]}{int(end[1:]) + bool(title)}" for end in cells.split(":"))
        sheet.merge_cells(f"{first}:{last}")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def of(name: str, content: bytes) -> Case:
    """A case that shows the wanted figures."""
    return Case(name, {"台账.xlsx": content}, WANTED)


@cases(
    of("as it stands", official()),
    of("with a title above", official(title="四、政府信息公开行政复议、行政诉讼情况")),
    of("without merged cells", official(merged=())),
    of(
        "results of reviews in the third row",
        official(merged=("A1:E2", "F1:O1", "F2:J2", "K2:O2"), results_of_reviews=3),
    ),
    of("figures as text", official([f" {figure}" for figure in FIGURES])),
    of("known by its header", official(name="Sheet1")),
    of("named as the list of cases", official(name="复议诉讼")),
    of("with a note below", official(below=("注：截至12月31日", "填表人：张三"))),
    of("blank and strokes for nil", official([*FIGURES[:11], "/", *FIGURES[12:]])),
    of("without totals", official([None if at % 5 == 4 else figure for at, figure in enumerate(FIGURES)])),
    Case(
        "as text between commas",
        {
            "复议诉讼统计.csv": "行政复议,,,,,行政诉讼,,,,,,,,,\n"
            f"{','.join(RESULTS)},未经复议直接起诉,,,,,复议后起诉,,,,\n"
            f",,,,,{','.join(RESULTS * 2)}\n{','.join(map(str, FIGURES))}\n"
        },
        WANTED,
    ),
    Case(
        "added to the rows of another workbook",
        {
            "台账.xlsx": official(),
            "乙科.xlsx": {
                "复议诉讼": "案号  案件类型  收到日期  审结日期  结果\n1  行政复议  2024-05-06  2024-07-01  结果纠正"
            },
        },
        {"litigation.review.total": 441, "litigation.review.corrected": 18},
    ),
    Case(
        "with its columns numbered",
        {
            "复议诉讼统计.csv": "行政复议,,,,,行政诉讼,,,,,,,,,\n"
            f"{','.join(RESULTS)},未经复议直接起诉,,,,,复议后起诉,,,,\n"
            f",,,,,{','.join(RESULTS * 2)}\n{','.join(map(str, range(1, 16)))}\n{','.join(map(str, FIGURES))}\n"
        },
        WANTED,
    ),
    Case(
        "few figures in the order of numbers",
        {"复议诉讼统计.csv": f"行政复议,,,,\n{','.join(RESULTS)}\n1,2,3,4,\n"},
        {"litigation.review.upheld": 1, "litigation.review.pending": 4, "litigation.review.total": 10},
    ),
    Case(
        "below the rows of another table",
        {
            "复议诉讼统计.csv": "信息内容,本年制发件数,本年废止件数,现行有效件数\n行政规范性文件,3,2,17\n"
            f"行政复议\n{','.join(RESULTS)}\n{','.join(map(str, FIGURES[:5]))}\n"
        },
        answer=ASKED,
    ),
    Case(
        "reviews alone",
        {"复议诉讼统计.csv": f"行政复议,,,,\n{','.join(RESULTS)}\n{','.join(map(str, FIGURES[:5]))}\n"},
        {"litigation.review.upheld": 309, "litigation.review.total": 440, "litigation.direct_suit.total": 0},
    ),
    Case("two rows of figures", {"台账.xlsx": official(below=("3",))}, answer=ASKED),
)
def test_the_pasted_table_of_reviews_and_suits_is_read(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


def test_a_pasted_total_that_does_not_add_up_is_told_at_its_cell(ledgers: LedgerFolder) -> None:
    (ledgers.path / "台账.xlsx").write_bytes(
        official([*FIGURES[:9], 25, *FIGURES[10:]], title="复议诉讼情况")
    )
    read = ledgers.read()
    (told,) = (finding for grid in filled_disputes(read) for finding in check_disputes(grid))

    assert str(told.place).endswith("台账.xlsx › 复议诉讼统计!J5")
    assert told.message == "“未经复议直接起诉”一行：各列之和 24，不等于总计 25"


def test_a_pasted_figure_that_is_none_is_told_at_its_cell(ledgers: LedgerFolder) -> None:
    (ledgers.path / "台账.xlsx").write_bytes(official([*FIGURES[:12], "六十七件左右", *FIGURES[13:]]))
    ledgers.read()

    assert ledgers.told() == ["error ledger.count 台账.xlsx › 复议诉讼统计!M4"]


def test_blank_figures_of_a_pasted_table_are_told_at_their_cell(ledgers: LedgerFolder) -> None:
    (ledgers.path / "台账.xlsx").write_bytes(official([*FIGURES[:6], None, *FIGURES[7:]]))
    ledgers.read()

    assert ledgers.told() == ["warning ledger.blank_as_nil 台账.xlsx › 复议诉讼统计!G4"]


def test_a_pasted_table_without_figures_is_no_record(ledgers: LedgerFolder) -> None:
    (ledgers.path / "台账.xlsx").write_bytes(official(()))
    read = ledgers.read()

    assert read.frame("复议诉讼统计").empty
    assert ledgers.told() == []
