"""``Statistics`` and the years before → the charts worth looking at, and why others were left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.charted_figures import BarArrangement, Chart, Panel, Series
from report_builder.statistics.catalogue import figure_at
from report_builder.statistics.paths import figures_by_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_builder.statistics.declaring import Value
    from report_builder.statistics.figures import Statistics
    from report_builder.statistics.last_year import LastYear
    from report_builder.statistics.tallies import ByApplicant, RequestFigures

# More rows than these would not be read as a picture; the smallest are counted together.
MOST_ROWS: Final = 14
MOST_YEARS: Final = 5
# Columns of two years stand close: wider figures would run into each other.
_MOST_BESIDE: Final = 9999
_FEWEST_LABELS: Final = 2
_MONTHS: Final = tuple(f"{month}月" for month in range(1, 13))
_MEDIA: Final = tuple(f"media.{{account}}.{figure}" for figure in ("subscribers", "readers", "reads"))
_MOST_ACCOUNTS: Final = 8
_COMPARED: Final = ("publication.total", "interpretations.total", "requests.new.total")
_EACH_CHANNEL: Final = "同一条信息通过几个渠道公开的，在每个渠道各计1条"


class LeftOut(Struct, frozen=True):
    """A chart that was not drawn, by its title, and why."""

    title: str
    reason: str


class Selection(Struct, frozen=True):
    """The charts in the order in which they are shown, and those that there is nothing to draw for."""

    charts: tuple[Chart, ...]
    left_out: tuple[LeftOut, ...]


def select_charts(statistics: Statistics, earlier: Sequence[LastYear]) -> Selection:
    """What the year's figures allow to be drawn; ``earlier`` holds the years before, in any order."""
    found = (
        _categories(statistics),
        _months(statistics, earlier),
        _channels(statistics),
        _outcomes(statistics.requests),
        _media(statistics),
        _years(statistics, earlier),
    )
    return Selection(
        tuple(chart for chart in found if isinstance(chart, Chart)),
        tuple(chart for chart in found if isinstance(chart, LeftOut)),
    )


def _categories(statistics: Statistics) -> Chart | LeftOut:
    title = "主动公开信息分类情况"
    publication = statistics.publication
    counts = _counts(statistics, "publication.by_category.{category}")
    return _ranked(title, counts, f"共{publication.total}条", "当年没有登记主动公开的信息")


def _channels(statistics: Statistics) -> Chart | LeftOut:
    title = "主动公开信息渠道情况"
    counts = _counts(statistics, "publication.by_channel.{channel}")
    return _ranked(title, counts, _EACH_CHANNEL, "当年没有登记公开渠道")


def _counts(statistics: Statistics, path: str) -> list[tuple[str, int]]:
    """The counts of a figure by the labels of its one axis."""
    figure = figure_at(path)
    steps = statistics.labels[figure.axes[0]]
    return [
        (label, int(statistics.figure(figure.at({figure.axes[0]: step})) or 0))
        for label, step in steps.items()
    ]


def _ranked(title: str, counts: Sequence[tuple[str, int]], note: str, reason: str) -> Chart | LeftOut:
    """Rows from the greatest count to the smallest; what is nil is not shown."""
    ranked = sorted((pair for pair in counts if pair[1]), key=lambda pair: -pair[1])
    if not ranked:
        return LeftOut(title, reason)
    if len(ranked) < _FEWEST_LABELS:
        return LeftOut(title, f"只有“{ranked[0][0]}”一项，没有可以比较的")
    if len(ranked) > MOST_ROWS:
        rest = ranked[MOST_ROWS - 1 :]
        total = sum(count for _, count in rest)
        ranked = [*ranked[: MOST_ROWS - 1], (f"其余{len(rest)}项合计", total)]
    labels, values = zip(*ranked, strict=True)
    return Chart(title, BarArrangement.ROWS, (Panel("条", labels, (Series("", values),)),), note)


def _months(statistics: Statistics, earlier: Sequence[LastYear]) -> Chart | LeftOut:
    title = "主动公开信息各月情况"
    this_year = Series(f"{statistics.year}年", statistics.publication.by_month)
    if not any(this_year.values):
        return LeftOut(title, "当年没有登记主动公开的信息")
    before = next((year for year in earlier if year.year == statistics.year - 1), None)
    series = (*_months_before(before, statistics.publication.by_month), this_year)
    return Chart(title, BarArrangement.COLUMNS, (Panel("条", _MONTHS, series),))


def _months_before(before: LastYear | None, beside: Sequence[int]) -> tuple[Series, ...]:
    """The year before's months, where they are known and both years' figures have room."""
    if before is None:
        return ()
    paths = (f"publication.by_month.{month:02}" for month in range(1, 13))
    values = tuple(_count(before.figures, path) for path in paths)
    known = [value for value in values if value is not None]
    if len(known) < len(values) or not any(known) or max(*known, *beside) > _MOST_BESIDE:
        return ()
    return (Series(f"{before.year}年", values, len(values)),)


def _outcomes(requests: RequestFigures) -> Chart | LeftOut:
    """What became of the applications, of natural persons and of the others, in the table's six groups."""
    title = "政府信息公开申请办理结果"
    groups: dict[str, list[ByApplicant]] = {}
    for row in requests.outcomes:
        groups.setdefault(row.group_label, []).append(requests.row(row.key))
    shown = {label: counts for label, counts in groups.items() if any(each.total for each in counts)}
    if not shown:
        return LeftOut(title, "当年没有办结的申请")
    totals = [sum(each.total for each in counts) for counts in shown.values()]
    persons = [sum(each.natural_person for each in counts) for counts in shown.values()]
    others = [total - person for total, person in zip(totals, persons, strict=True)]
    both = (Series("自然人", tuple(persons)), Series("法人或其他组织", tuple(others)))
    series = tuple(one for one in both if any(one.values))
    note = f"共{sum(totals)}件" if len(series) > 1 else f"共{sum(totals)}件，申请人均为{series[0].name}"
    return Chart(title, BarArrangement.STACKED_ROWS, (Panel("件", tuple(shown), series),), note)


def _media(statistics: Statistics) -> Chart | LeftOut:
    """Accounts against each other; a single one by its own figures."""
    title = "政务新媒体传播情况"
    series = tuple(_of_accounts(statistics, path) for path in _MEDIA)
    known = tuple(one for one in series if any(one.values))
    if not known:
        return LeftOut(title, "当年没有填报新媒体的订阅和阅读数据")
    names = tuple(f"{each.platform}“{each.account}”" for each in statistics.accounts)
    if len(names) > 1:
        note = f"共{len(names)}个账号，图中为前{_MOST_ACCOUNTS}个" if len(names) > _MOST_ACCOUNTS else ""
        shown = tuple(Series(one.name, one.values[:_MOST_ACCOUNTS]) for one in known)
        return Chart(title, BarArrangement.ROWS, (Panel("", names[:_MOST_ACCOUNTS], shown),), note)
    single = Series("", tuple(one.values[0] for one in known))
    panel = Panel("", tuple(one.name for one in known), (single,))
    return Chart(f"{names[0]}传播情况", BarArrangement.ROWS, (panel,))


def _of_accounts(statistics: Statistics, path: str) -> Series:
    """A figure of every account."""
    figure, steps = figure_at(path), statistics.labels["account"]
    paths = (figure.at({"account": steps[each.name]}) for each in statistics.accounts)
    values = tuple(_count(statistics.figures, path) for path in paths)
    return Series(f"{figure.caption}（{figure.unit}）", values)


def _years(statistics: Statistics, earlier: Sequence[LastYear]) -> Chart | LeftOut:
    """The main counts over the years present; a year between them that is absent keeps its place."""
    figures = {year.year: year.figures for year in earlier if 0 < statistics.year - year.year < MOST_YEARS}
    if not figures:
        return LeftOut("主要数据年度对比", "没有以前年度的统计数据")
    figures[statistics.year] = figures_by_path(statistics)
    years = range(min(figures), statistics.year + 1)
    panels = (
        Panel(
            figure.unit,
            tuple(f"{year}年" for year in years),
            (Series("", tuple(_count(figures.get(year), figure.path) for year in years), len(years) - 1),),
            figure.caption,
        )
        for figure in map(figure_at, _COMPARED)
    )
    shown = tuple(panel for panel in panels if not panel.is_nil)
    if not shown:
        return LeftOut("主要数据年度对比", "各年的数据都是0")
    return Chart("主要数据年度对比", BarArrangement.COLUMNS, shown)


def _count(figures: Mapping[str, Value] | None, path: str) -> int | None:
    """A count of a year; ``None`` where the year, or that figure of it, is not known."""
    figure = None if figures is None else figures.get(path)
    return None if figure is None else int(figure)
