"""The table of 第二十条, block below block, pasted as a notice prints it → the figures that it shows."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from ledger_kinds import ASKED, EITHER, Case, cases, judge
from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ledger_folders import LedgerFolder

ROWS: Final[Sequence[Sequence[object]]] = (
    ("第二十条第（一）项",),
    ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
    ("规章", 2, 0, 11),
    ("行政规范性文件", 109, 489, 597),
    ("第二十条第（五）项",),
    ("信息内容", "本年处理决定数量"),
    ("行政许可", 1808595),
    ("第二十条第（六）项",),
    ("信息内容", "本年处理决定数量"),
    ("行政处罚", 2822652),
    ("行政强制", 20163),
    ("第二十条第（八）项",),
    ("信息内容", "本年收费金额（单位：万元）"),
    ("行政事业性收费", 59237.2449),
)
MERGED: Final = (
    "A1:D1",
    "A5:D5",
    "A8:D8",
    "A12:D12",
    *(f"B{row}:D{row}" for row in (6, 7, 9, 10, 11, 13, 14)),
)
WANTED: Final[Mapping[str, int | str]] = {
    "proactive.rules.issued": 2,
    "proactive.rules.in_force": 11,
    "proactive.normative_documents.abolished": 489,
    "proactive.normative_documents.in_force": 597,
    "proactive.licences.decisions": 1808595,
    "proactive.penalties.decisions": 2822652,
    "proactive.compulsions.decisions": 20163,
    "proactive.fees.amount_wan": "59237.2449",
    "proactive.fees.amount_yuan": 592372449,
}


def official(
    changed: Mapping[int, Sequence[object]] | None = None,
    *,
    name: str = "Sheet1",
    title: str = "",
    merged: Sequence[str] = MERGED,
) -> bytes:
    """The table as it is pasted; ``changed`` rows are numbered as they stand without a title."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    down = 0
    if title:
        sheet["A1"] = title
        down = 1
    for row, cells in enumerate(ROWS, start=1):
        for column, value in enumerate((changed or {}).get(row, cells), start=1):
            sheet.cell(row + down, column).value = value  # type: ignore[assignment]  # whatever it may hold
    for cells in merged:
        first, last = (f"{end[0]}{int(end[1:]) + down}" for end in cells.split(":"))
        sheet.merge_cells(f"{first}:{last}")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def as_text() -> str:
    """The table saved as text between commas: nothing is merged."""
    return "".join(",".join(map(str, [*cells, "", "", ""][:4])) + "\n" for cells in ROWS)


PICTURE: Final = "\n".join("  ".join(map(str, cells)) for cells in ROWS)


def of(name: str, content: bytes | str, file: str = "台账.xlsx") -> Case:
    """A case that shows the wanted figures."""
    return Case(name, {file: content}, WANTED)


@cases(
    of("as it stands", official()),
    of("with a title above", official(title="二、主动公开政府信息情况")),
    of("with the unit above", official(title="单位：件、万元")),
    of("with another unit above", official(title="单位：万元")),
    of("without merged cells", official(merged=())),
    of("as text between commas", as_text(), "第二十条.csv"),
    of("named as one of its blocks", official(name="规范性文件统计")),
    of("named as another of its blocks", official(name="行政执法")),
    of("figures as text", official({7: ("行政许可", "1808595件"), 14: ("行政事业性收费", "59,237.2449")})),
    of("a sum with a unit of its own", official({14: ("行政事业性收费", "592372449元")})),
    of(
        "in yuan", official({13: ("信息内容", "本年收费金额（单位：元）"), 14: ("行政事业性收费", 592372449)})
    ),
    Case(
        "blank and strokes for nil",
        {"台账.xlsx": official({3: ("规章", "/", "/", "/"), 7: ("行政许可",), 10: ("行政处罚", "—")})},
        {
            "proactive.rules.in_force": 0,
            "proactive.licences.decisions": 0,
            "proactive.penalties.decisions": 0,
            "proactive.compulsions.decisions": 20163,
            "proactive.normative_documents.issued": 109,
        },
    ),
    Case(
        "an act that is as many as those before it",
        {"台账.xlsx": official({7: ("行政许可", 3), 10: ("行政处罚", 2), 11: ("行政强制", 5)})},
        {"proactive.compulsions.decisions": 5, "proactive.licences.decisions": 3},
    ),
    Case(
        "added to the rows of another workbook",
        {"台账.xlsx": official(), "许可科.xlsx": {"行政执法": "事项类型  月份  数量\n行政许可  3  5"}},
        {"proactive.licences.decisions": 1808600, "proactive.compulsions.decisions": 20163},
    ),
    Case(
        "a sum without its unit",
        {"台账.xlsx": official({13: ("信息内容", "本年收费金额")})},
        answer=ASKED,
        told=("没有写单位",),
    ),
    Case(
        "beside a sheet of acts in the same workbook",
        {"台账.xls": {"行政执法": "事项类型  月份  数量\n行政许可  3  5", "Sheet1": PICTURE}},
        answer=ASKED,
        told=("都像是“行政执法”",),
    ),
    Case(
        "another table below on the same sheet",
        {"第二十条.csv": f"{as_text()}项目名称,月份,金额（元）\n考试报名费,3,1250\n"},
        answer=ASKED,
    ),
    Case(
        "two blocks of charges",
        {
            "第二十条.csv": "第二十条第（八）项\n信息内容,本年收费金额（单位：万元）\n行政事业性收费,3.5\n"
            "第二十条第（八）项\n信息内容,本年收费金额（单位：万元）\n行政事业性收费,2\n"
        },
        {"proactive.fees.amount_yuan": 55000},
        EITHER,
    ),
    Case(
        "a block without its header",
        {"第二十条.csv": as_text().replace("信息内容,本年处理决定数量,,\n行政许可", "行政许可")},
        answer=ASKED,
    ),
    Case(
        "a block that no ledger has",
        {
            "第二十条.csv": f"{as_text()}第二十条第（九）项\n信息内容,采购项目数量,采购总金额\n政府集中采购,3,251000\n"
        },
        answer=ASKED,
        told=("“第二十条第(九)项”一块不对应任何一张台账",),
    ),
)
def test_the_pasted_table_of_article_twenty_is_read(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


def test_faults_of_a_pasted_block_are_told_at_their_cells(ledgers: LedgerFolder) -> None:
    wrong = {
        4: ("行政规范性文件", 109, "约五百", 597),
        10: ("行政处罚", "不详"),
        14: ("行政事业性收费", "不多"),
    }
    (ledgers.path / "台账.xlsx").write_bytes(official(wrong, title="二、主动公开政府信息情况"))
    ledgers.read()

    assert [line for line in ledgers.told() if line.startswith("error")] == [
        "error ledger.count 台账.xlsx › Sheet1!C5",
        "error ledger.count 台账.xlsx › Sheet1!B11",
        "error ledger.money 台账.xlsx › Sheet1!B15",
    ]


def test_blank_figures_of_a_pasted_block_are_told_at_their_cell(ledgers: LedgerFolder) -> None:
    (ledgers.path / "台账.xlsx").write_bytes(official({10: ("行政处罚",)}))
    ledgers.read()

    assert "warning ledger.blank_as_nil 台账.xlsx › Sheet1!B10" in ledgers.told()


def test_a_pasted_table_that_nobody_has_filled_in_is_no_record(ledgers: LedgerFolder) -> None:
    blank = {row: ROWS[row - 1][:1] for row in (3, 4, 7, 10, 11, 14)}
    (ledgers.path / "台账.xlsx").write_bytes(official(blank))
    read = ledgers.read()

    assert all(read.frame(sheet).empty for sheet in ("规范性文件统计", "行政执法", "行政事业性收费"))
    assert [line for line in ledgers.told() if not line.startswith("notice")] == []
