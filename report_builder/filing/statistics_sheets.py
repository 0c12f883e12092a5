"""``Statistics`` and the filled annex → the sheets of ``statistics.xlsx`` as plain tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import astuple

from report_builder.statistics.rows import (
    APPLICANTS,
    COMPLAINT,
    DISPUTE_OUTCOMES,
    NORMATIVE_DOCUMENTS,
    PETITION,
    REQUEST_ROWS,
    RULES,
    SUITS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.formats.tables import AnnexTable
    from report_builder.ledgers.records import Reading
    from report_builder.statistics.figures import Statistics

Cell = str | int | Decimal | date | None

_MONTHS: Final = tuple(f"{month}月" for month in range(1, 13))
_NO_FIGURE: Final = "——"


class SheetTable(Struct, frozen=True):
    """A sheet: its name, header and rows; ``levels`` indent the first column, 1 not at all."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    levels: tuple[int, ...] = ()


def lay_out(statistics: Statistics, annex: AnnexTable | None) -> tuple[SheetTable, ...]:
    """Every table of the year, the 统计表 first; a table without rows says so by its header alone."""
    sheets = [_annex(annex)] if annex else []
    return (
        *sheets,
        _categories(statistics),
        *_channels(statistics),
        _months(statistics),
        _interpretations(statistics),
        _requests(statistics),
        _request_details(statistics),
        _disputes(statistics),
        _legal(statistics),
        _media(statistics),
        _readings("政府网站", statistics.websites),
        _readings("工作情况", statistics.work),
    )


def _annex(annex: AnnexTable) -> SheetTable:
    rows = tuple(
        (row.label, row.unit, Decimal(row.value) if row.key else (row.value or _NO_FIGURE))
        for row in annex.rows
    )
    return SheetTable("统计表", annex.columns, rows, tuple(row.level for row in annex.rows))


def _categories(statistics: Statistics) -> SheetTable:
    publication = statistics.publication
    parts = [(part, 1) for part in publication.categories] + [(part, 2) for part in publication.groups]
    rows: list[tuple[Cell, ...]] = [
        (
            part.label if level == 1 else f"分组：{part.label}",
            part.total,
            part.in_time,
            part.late,
            part.undated,
        )
        for part, level in parts
    ]
    every = publication.categories
    rows.append(
        (
            "合计",
            publication.total,
            sum(part.in_time for part in every),
            sum(part.late for part in every),
            sum(part.undated for part in every),
        )
    )
    header = ("信息类别", "条数", "20个工作日内公开", "超过20个工作日", "未填制发日期")
    return SheetTable("主动公开分类", header, tuple(rows))


def _channels(statistics: Statistics) -> Iterator[SheetTable]:
    publication = statistics.publication
    for name, first, tallies in (
        ("按渠道", "公开渠道", publication.by_channel),
        ("按渠道归类", "渠道归类", publication.by_channel_kind),
    ):
        yield SheetTable(name, (first, "条数"), tuple((tally.label, tally.count) for tally in tallies))


def _months(statistics: Statistics) -> SheetTable:
    publication = statistics.publication
    rows: list[tuple[Cell, ...]] = [
        (part.label, *part.by_month, part.total) for part in publication.categories
    ]
    rows.append(("合计", *publication.by_month, publication.total))
    return SheetTable("按月份", ("信息类别", *_MONTHS, "合计"), tuple(rows))


def _interpretations(statistics: Statistics) -> SheetTable:
    rows = tuple(
        (
            timing.interpretation.title,
            timing.interpretation.policy,
            timing.interpretation.policy_published_on,
            timing.interpretation.interpreted_on,
            timing.working_days,
        )
        for timing in statistics.interpretations.timings
    )
    return SheetTable("政策解读", ("解读名称", "解读对象", "政策发布日期", "解读日期", "间隔工作日"), rows)


def _requests(statistics: Statistics) -> SheetTable:
    figures = dict(statistics.requests.rows)
    rows = tuple((row.printed, *astuple(figures[row.key]), figures[row.key].total) for row in REQUEST_ROWS)
    return SheetTable("依申请公开", ("项目", *APPLICANTS, "总计"), rows)


def _request_details(statistics: Statistics) -> SheetTable:
    requests = statistics.requests
    rows: tuple[tuple[Cell, ...], ...] = (
        *((f"{tally.label}申请数", tally.count, "件") for tally in requests.by_method),
        ("按时办结数", requests.closed_in_time, "件"),
        ("延期办结数", requests.closed_extended, "件"),
        ("收取费用", requests.charged, "元"),
        ("减免费用", requests.waived, "元"),
        ("不予公开备案数", statistics.withheld, "条"),
    )
    return SheetTable("申请办理", ("项目", "数量", "单位"), rows)


def _disputes(statistics: Statistics) -> SheetTable:
    disputes = statistics.disputes
    outcomes = (disputes.review, disputes.direct_suit, disputes.suit_after_review)
    no_outcome: tuple[Cell, ...] = (None,) * len(DISPUTE_OUTCOMES)
    rows: tuple[tuple[Cell, ...], ...] = (
        *((kind, *astuple(one), one.total) for kind, one in zip(SUITS, outcomes, strict=True)),
        (COMPLAINT, *no_outcome, disputes.complaints),
        (PETITION, *no_outcome, disputes.petitions),
    )
    return SheetTable("复议诉讼", ("类型", *DISPUTE_OUTCOMES, "总计"), rows)


def _legal(statistics: Statistics) -> SheetTable:
    legal = statistics.legal
    rows: list[tuple[Cell, ...]] = []
    for name, stock in ((RULES, legal.rules), (NORMATIVE_DOCUMENTS, legal.normative_documents)):
        rows += [
            (f"{name}：本年制发件数", stock.issued, "件"),
            (f"{name}：本年废止件数", stock.abolished, "件"),
            (f"{name}：现行有效件数", stock.in_force, "件"),
        ]
    rows += [
        ("行政许可：本年处理决定数量", legal.licences, "件"),
        ("行政处罚：本年处理决定数量", legal.penalties, "件"),
        ("行政强制：本年处理决定数量", legal.compulsions, "件"),
        ("其他对外管理服务事项：本年处理决定数量", legal.other_services, "件"),
        ("行政事业性收费：本年收费金额", legal.fees_wan, "万元"),
    ]
    return SheetTable("法定公开事项", ("项目", "数量", "单位"), tuple(rows))


def _media(statistics: Statistics) -> SheetTable:
    header = (
        "平台", "账号", "订阅用户数", "阅读人数", "阅读次数", "发布条数", "单篇最高阅读量", "阅读量过万条数",
    )  # fmt: skip
    return SheetTable("新媒体", header, tuple(astuple(account) for account in statistics.media))


def _readings(name: str, readings: tuple[Reading, ...]) -> SheetTable:
    rows = tuple((reading.indicator, reading.value, reading.unit, reading.remark) for reading in readings)
    return SheetTable(name, ("指标", "数量", "单位", "备注"), rows)
