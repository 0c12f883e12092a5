"""``Statistics`` and the filled annex → the sheets of ``statistics.xlsx`` as plain tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import astuple

from report_builder.statistics.axes import MONTHS, TIMINGS
from report_builder.statistics.catalogue import FIGURES, cells
from report_builder.statistics.rows import APPLICANTS, COMPLAINT, DISPUTE_OUTCOMES, PETITION, SUITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.formats.tables import AnnexTable
    from report_builder.statistics.figures import Statistics
    from report_builder.statistics.shown import IndicatorValue

Cell = str | int | Decimal | date | None

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
        _listed("申请办理", statistics),
        _disputes(statistics),
        _listed("法定公开事项", statistics),
        _media(statistics),
        _indicators("政府网站", statistics.websites),
        _indicators("工作情况", statistics.work),
    )


def _annex(annex: AnnexTable) -> SheetTable:
    rows = tuple(
        (row.label, row.unit, Decimal(row.value) if row.key else (row.value or _NO_FIGURE))
        for row in annex.rows
    )
    return SheetTable("统计表", annex.columns, rows, tuple(row.level for row in annex.rows))


def _categories(statistics: Statistics) -> SheetTable:
    labels = statistics.labels
    rows: list[tuple[Cell, ...]] = [
        (
            f"{prefix}{name}",
            statistics.figure(f"publication.by_{axis}.{step}"),
            *(statistics.figure(f"{stem}.{step}.{timing}") for timing in TIMINGS.values()),
        )
        for axis, stem, prefix in (("category", "categories", ""), ("group", "groups", "分组："))
        for name, step in labels[axis].items()
    ]
    timed = (statistics.figure(f"publication.{timing}") for timing in TIMINGS.values())
    rows.append(("合计", statistics.publication.total, *timed))
    header = ("信息类别", "条数", "20个工作日内公开", "超过20个工作日", "未填制发日期")
    return SheetTable("主动公开分类", header, tuple(rows))


def _channels(statistics: Statistics) -> Iterator[SheetTable]:
    for name, first, axis in (("按渠道", "公开渠道", "channel"), ("按渠道归类", "渠道归类", "channel_kind")):
        counts = (
            (label, statistics.figure(f"publication.by_{axis}.{step}"))
            for label, step in statistics.labels[axis].items()
        )
        yield SheetTable(name, (first, "条数"), tuple(counts))


def _months(statistics: Statistics) -> SheetTable:
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            *(statistics.figure(f"categories.{step}.by_month.{month}") for month in MONTHS.values()),
            statistics.figure(f"publication.by_category.{step}"),
        )
        for name, step in statistics.labels["category"].items()
    ]
    publication = statistics.publication
    rows.append(("合计", *publication.by_month, publication.total))
    return SheetTable("按月份", ("信息类别", *MONTHS, "合计"), tuple(rows))


def _interpretations(statistics: Statistics) -> SheetTable:
    rows = tuple(
        (each.title, each.policy, each.policy_published_on, each.interpreted_on, each.working_days)
        for each in statistics.interpreted
    )
    return SheetTable("政策解读", ("解读名称", "解读对象", "政策发布日期", "解读日期", "间隔工作日"), rows)


def _requests(statistics: Statistics) -> SheetTable:
    rows = tuple(
        (row.printed, *astuple(found := statistics.requests.row(row.key)), found.total)
        for row in statistics.request_rows
    )
    return SheetTable("依申请公开", ("项目", *APPLICANTS, "总计"), rows)


def _listed(name: str, statistics: Statistics) -> SheetTable:
    """The figures that the catalogue lists in a sheet, one a row."""
    figures = [figure for figure in FIGURES if figure.listed == name]
    rows = tuple(
        (cell.caption, statistics.figure(cell.path), cell.figure.unit)
        for cell in cells(statistics.labels, figures)
    )
    return SheetTable(name, ("项目", "数量", "单位"), rows)


def _disputes(statistics: Statistics) -> SheetTable:
    disputes = statistics.disputes
    no_outcome: tuple[Cell, ...] = (None,) * len(DISPUTE_OUTCOMES)
    rows: tuple[tuple[Cell, ...], ...] = (
        *((kind, *astuple(one := disputes.outcomes(key)), one.total) for kind, key in SUITS.items()),
        (COMPLAINT, *no_outcome, disputes.complaints),
        (PETITION, *no_outcome, disputes.petitions),
    )
    return SheetTable("复议诉讼", ("类型", *DISPUTE_OUTCOMES, "总计"), rows)


def _media(statistics: Statistics) -> SheetTable:
    figures = [figure for figure in FIGURES if figure.axes == ("account",)]
    steps = statistics.labels["account"]
    rows = tuple(
        (
            each.platform,
            each.account,
            *(statistics.figure(figure.at({"account": steps[each.name]})) for figure in figures),
        )
        for each in statistics.accounts
    )
    return SheetTable("新媒体", ("平台", "账号", *(figure.caption for figure in figures)), rows)


def _indicators(name: str, values: tuple[IndicatorValue, ...]) -> SheetTable:
    rows = tuple((each.indicator, each.value, each.unit, each.remark) for each in values)
    return SheetTable(name, ("指标", "数量", "单位", "备注"), rows)
