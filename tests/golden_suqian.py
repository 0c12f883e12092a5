"""Two years' published figures of 宿迁市 → ledgers that a build can count, and the cells of its tables.

The figures stand in the reports that the city published for 2023 and 2024; the rows are generated, so that
they add up to these figures. No ledger of the city's own is here.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import openpyxl
from msgspec import Struct

from report_builder.ledgers.vocabulary import APPLICANTS
from report_builder.statistics.rows import APPLICANTS as APPLICANT_KEYS
from report_builder.statistics.rows import DISPUTE_OUTCOMES, REQUEST_ROWS, SUITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Row = tuple[str | int | float | date | None, ...]

AGENCY: Final = """
name = "宿迁市人民政府"
short_name = "市政府"
kind = "government"
region = "宿迁市"
contact = { office = "宿迁市人民政府办公室", address = "宿迁市宿城区", postcode = "223800", telephone = "0527-00000000" }
portal = "宿迁市人民政府网站"
"""  # noqa: E501  a line of the settings file

# The rows of the table of part 三 from 一 to 四, its columns from 自然人 to 总计.
_REQUESTS_2023: Final = """
3402,99,0,4,5,1,3511    91,3,0,0,2,0,96       1175,12,0,3,1,0,1191  319,7,0,0,2,0,328
0,0,0,0,0,0,0           27,0,0,0,0,0,27       6,0,0,0,0,0,6         38,0,0,0,0,0,38
20,0,0,0,0,0,20         9,0,0,0,0,0,9         21,0,0,0,0,0,21       20,1,0,0,0,0,21
968,74,0,1,3,1,1047     26,2,0,0,0,0,28       3,0,0,0,0,0,3         305,0,0,0,0,0,305
39,0,0,0,0,0,39         0,0,0,0,0,0,0         58,0,0,0,0,0,58       4,0,0,0,0,0,4
40,0,0,0,0,0,40         10,0,0,0,0,0,10       287,3,0,0,1,0,291     3375,99,0,4,7,1,3486
118,3,0,0,0,0,121
"""
_REQUESTS_2024: Final = """
3440,75,0,1,6,3,3525    118,3,0,0,0,0,121     1408,21,0,0,2,0,1431  462,9,0,0,0,0,471
2,0,0,0,0,0,2           1,0,0,0,0,0,1         4,0,0,0,0,0,4         16,1,0,0,0,0,17
21,0,0,0,0,0,21         10,1,0,0,0,0,11       21,2,0,0,0,0,23       13,0,0,0,0,0,13
859,33,0,0,3,2,897      35,1,0,0,0,0,36       8,0,0,0,0,0,8         86,1,0,0,0,0,87
26,1,0,0,0,0,27         0,0,0,0,0,0,0         3,0,0,0,0,0,3         0,0,0,0,0,0,0
75,1,0,1,0,0,77         38,0,0,0,0,0,38       352,2,0,0,0,0,354     3440,73,0,1,5,2,3521
118,5,0,0,1,1,125
"""


def _table(picture: str) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(map(int, row.split(","))) for row in picture.split())


class Year(Struct, frozen=True):
    """What the city's report for a year prints; ``fees`` in 万元, outcomes as 维持 纠正 其他 未审结."""

    year: int
    requests: tuple[tuple[int, ...], ...]
    rules: tuple[int, int, int]
    documents: tuple[int, int, int]
    licences: int
    penalties: int
    compulsions: int
    fees: str
    disputes: tuple[tuple[int, ...], ...]


SUQIAN_2023: Final = Year(
    2023,
    _table(_REQUESTS_2023),
    rules=(2, 0, 11),
    documents=(109, 489, 597),
    licences=1808595,
    penalties=2822652,
    compulsions=20163,
    fees="59237.2449",
    disputes=((309, 17, 88, 26, 440), (1, 1, 16, 6, 24), (13, 0, 67, 9, 89)),
)
SUQIAN_2024: Final = Year(
    2024,
    _table(_REQUESTS_2024),
    rules=(2, 1, 12),
    documents=(50, 227, 420),
    licences=1573179,
    penalties=2676474,
    compulsions=29351,
    fees="72701.2578",
    disputes=((88, 18, 28, 36, 170), (7, 0, 11, 7, 25), (33, 0, 6, 13, 52)),
)


def figures(year: Year) -> dict[str, int | str]:
    """Every figure of the three tables by its path in ``statistics.json``: all 215 less those derived."""
    found: dict[str, int | str] = {}
    for row, counts in zip(REQUEST_ROWS, year.requests, strict=True):
        columns = (*APPLICANT_KEYS.values(), "total")
        found |= {f"requests.{row.key}.{key}": count for key, count in zip(columns, counts, strict=True)}
    for suit, outcomes in zip(SUITS.values(), year.disputes, strict=True):
        columns = (*DISPUTE_OUTCOMES.values(), "total")
        found |= {f"litigation.{suit}.{key}": count for key, count in zip(columns, outcomes, strict=True)}
    for kind, stock in (("rules", year.rules), ("normative_documents", year.documents)):
        for key, count in zip(("issued", "abolished", "in_force"), stock, strict=True):
            found[f"proactive.{kind}.{key}"] = count
    for kind in ("licences", "penalties", "compulsions"):
        found[f"proactive.{kind}.decisions"] = getattr(year, kind)
    return {**found, "proactive.fees.amount_wan": year.fees}


def proactive_cells(year: Year) -> list[list[str]]:
    """The table of part 二 as it is printed, a merged cell once."""
    item, decided = "信息内容", "本年处理决定数量"
    return [
        ["第二十条第（一）项"],
        [item, "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", *map(str, year.rules)],
        ["行政规范性文件", *map(str, year.documents)],
        ["第二十条第（五）项"],
        [item, decided],
        ["行政许可", str(year.licences)],
        ["第二十条第（六）项"],
        [item, decided],
        ["行政处罚", str(year.penalties)],
        ["行政强制", str(year.compulsions)],
        ["第二十条第（八）项"],
        [item, "本年收费金额（单位：万元）"],
        ["行政事业性收费", year.fees],
    ]


def request_cells(year: Year) -> list[list[str]]:
    """The rows of figures of the table of part 三, as they are printed."""
    return [[str(count) for count in row] for row in year.requests]


def dispute_cells(year: Year) -> list[str]:
    """The row of figures of the table of part 四, as it is printed."""
    return [str(count) for outcomes in year.disputes for count in outcomes]


def write_year(data: Path, year: Year, *, older: tuple[int, int] | None = None) -> None:
    """Write the ledgers of a year.

    ``older`` are the rules and normative documents of former years that the ledger lists, those abolished in
    the year among them; without it, it lists only what changed in the year.
    """
    data.mkdir(parents=True, exist_ok=True)
    (data / "agency.toml").write_text(AGENCY, encoding="utf-8")
    folder = data / str(year.year) / "ledgers"
    folder.mkdir(parents=True)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, header, rows in _sheets(year, older):
        sheet = book.create_sheet(name)
        sheet.append(header.split())
        for row in rows:
            sheet.append(row)
    book.save(folder / "汇总.xlsx")


def _sheets(year: Year, older: tuple[int, int] | None) -> Iterator[tuple[str, str, Sequence[Row]]]:
    yield "主动公开", "信息名称 信息类别 公开日期 公开渠道", ()
    labels = (row.label for row in REQUEST_ROWS)
    totals: list[Row] = [(label, *counts) for label, counts in zip(labels, year.requests, strict=True)]
    yield "依申请公开统计", f"项目 {' '.join(APPLICANTS)} 总计", totals
    kinds = (("规章", year.rules, 0), ("行政规范性文件", year.documents, 1))
    documents = [
        row
        for kind, stock, place in kinds
        for row in _documents(year.year, kind, stock, older[place] if older else stock[1])
    ]
    yield "规范性文件", "文件名称 文件类型 制发日期 废止日期", documents
    decisions = (("行政许可", year.licences), ("行政处罚", year.penalties), ("行政强制", year.compulsions))
    by_month = [(kind, month, count) for kind, whole in decisions for month, count in _months(whole)]
    yield "行政执法", "事项类型 月份 数量", by_month
    cents = int(year.fees.replace(".", "")) * 100
    yield (
        "行政事业性收费",
        "项目名称 月份 金额（元）",
        [("考试费", month, f"{part // 100}.{part % 100:02}") for month, part in _months(cents)],
    )
    yield "复议诉讼", "案号 案件类型 收到日期 审结日期 结果", list(_disputes(year))


def _months(whole: int) -> list[tuple[str, int]]:
    """A year's count by month: equal parts, the rest in December."""
    part, rest = divmod(whole, 12)
    return [(f"{month}月", part + (rest if month == 12 else 0)) for month in range(1, 13)]


def _documents(year: int, kind: str, stock: tuple[int, int, int], older: int) -> Iterator[Row]:
    """The documents of former years, the first of them abolished in the year, then the year's own."""
    issued, abolished, _ = stock
    for number in range(older):
        gone = date(year, 6, 30) if number < abolished else None
        yield (f"{kind}旧{number + 1}", kind, date(year - 5, 1, 1) + timedelta(days=number), gone)
    for number in range(issued):
        yield (f"{kind}新{number + 1}", kind, date(year, 1, 1) + timedelta(days=number), None)


def _disputes(year: Year) -> Iterator[Row]:
    """A case for each that the table counts."""
    number = 0
    for kind, outcomes in zip(SUITS, year.disputes, strict=True):
        for outcome, count in zip(DISPUTE_OUTCOMES, outcomes[:-1], strict=True):
            for _ in range(count):
                number += 1
                closed = None if outcome == "尚未审结" else date(year.year, 9, 1)
                yield (f"〔{year.year}〕{number}号", kind, date(year.year, 3, 1), closed, outcome)
