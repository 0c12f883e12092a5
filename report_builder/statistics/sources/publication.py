"""主动公开, 政策解读, 不予公开备案 → the rows with month, timeliness and channels, which are the year's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from report_builder.ledgers import sheets
from report_builder.ledgers.frames import CHANNEL_MARK
from report_builder.statistics.axes import MONTHS, TIMINGS
from report_builder.statistics.rows import CHANNEL_KINDS, OTHER_KIND
from report_builder.statistics.sources.row_source import RowSource, coded, parted
from report_builder.statistics.tables import publication
from report_builder.statistics.working_day_columns import UNKNOWN, days_of, working_days_between
from report_builder.statistics.working_days import INTERPRETATION_LIMIT, PUBLICATION_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from report_builder.ledgers.frames import Ledgers
    from report_builder.settings import Settings
    from report_builder.statistics.sources.row_source import Mask, YearPeriod
    from report_builder.statistics.working_days import Calendar

IN_YEAR: Final = "in year"
_IN_TIME, _LATE, _UNDATED = range(len(TIMINGS))
# What the rows of an item's channels are grouped by; the rest is only looked up.
_KEPT: Final = ("file", "sheet", "row", "信息类别", "公开渠道")


def publication_sources(
    ledgers: Ledgers, period: YearPeriod, settings: Settings, calendar: Calendar, outer: str = ""
) -> dict[str, RowSource]:
    """What was published, item by item, channel by channel and kind by kind of channel.

    ``outer`` is a column that parts agencies.
    """
    items = ledgers.frame(sheets.PUBLISHED)
    published = days_of(items, "公开日期")
    in_year = period.holds(published)
    month = np.where(
        np.isnat(published), -1, published.astype("datetime64[M]").astype(np.int64) % len(MONTHS)
    )
    counted = items.assign(
        月=coded(month, tuple(MONTHS)), 时限=coded(_timing(items, calendar), tuple(TIMINGS))
    )
    normative = in_year & _is_listed(items, ledgers.frame(sheets.NORMATIVE_DOCUMENTS), outer)
    masks = {IN_YEAR: in_year, "normative": normative}
    kinds = kind_of_channel(settings)
    of_year = items[[*dict.fromkeys([*_KEPT, *([outer] if outer else [])])]][in_year]
    return {
        publication.ITEMS: RowSource(sheets.PUBLISHED, counted, masks, "公开日期"),
        publication.BY_CHANNEL: _parted(of_year, channels_of, "渠道"),
        publication.BY_CHANNEL_KIND: _parted(
            of_year,
            lambda text: [*dict.fromkeys(kinds.get(name, OTHER_KIND) for name in channels_of(text))],
            "渠道归类",
        ),
    }


def _parted(of_year: pd.DataFrame, parts: Callable[[str], Sequence[str]], name: str) -> RowSource:
    """The year's items, a row for every part of what they say of their channels."""
    rows = parted(of_year, "公开渠道", parts, name)
    return RowSource(sheets.PUBLISHED, rows, {}, "公开渠道")


def channels_of(text: str) -> list[str]:
    """The channels that a cell names."""
    return text.split(CHANNEL_MARK) if text else []


def kind_of_channel(settings: Settings) -> dict[str, str]:
    """The kind of every channel that is known; a kind's own name may stand in a ledger too."""
    return {
        **{kind: kind for kind in CHANNEL_KINDS},
        **{channel.name: channel.kind for channel in settings.channels},
    }


def _timing(items: pd.DataFrame, calendar: Calendar) -> np.ndarray:
    """Whether each item was published within the limit: a number for each of ``TIMINGS``."""
    days = working_days_between(days_of(items, "制发日期"), days_of(items, "公开日期"), calendar)
    return np.select([days == UNKNOWN, days <= PUBLICATION_LIMIT], [_UNDATED, _IN_TIME], _LATE)


def _is_listed(items: pd.DataFrame, documents: pd.DataFrame, outer: str) -> Mask:
    """Whether the agency's ledger of normative documents lists an item too, by number or by title."""
    if not len(documents):
        return np.zeros(len(items), bool)
    numbers = _named(documents, documents["文号"], outer)
    by_number = _named(items, items["文号"], outer).isin(set(numbers[documents["文号"] != ""]))
    titles = set(_named(documents, documents["文件名称"].map(_bare), outer))
    by_title = _named(items, items["信息名称"].map(_bare), outer).isin(titles)
    return (by_number | by_title).to_numpy()


def _named(rows: pd.DataFrame, words: pd.Series, outer: str) -> pd.Series:
    """Words that are the same only within one agency."""
    return rows[outer].astype("str") + "\n" + words if outer else words


def _bare(title: str) -> str:
    """A title without the marks and spaces around it."""
    return "".join(title.split()).strip("《》")


def interpretation_source(ledgers: Ledgers, period: YearPeriod, calendar: Calendar) -> RowSource:
    """The interpretations, with the working days from the policy to each."""
    rows = ledgers.frame(sheets.INTERPRETATIONS)
    given = days_of(rows, "解读日期")
    in_year = period.holds(given)
    days = working_days_between(days_of(rows, "政策发布日期"), given, calendar)
    in_time = in_year & (days != UNKNOWN) & (days <= INTERPRETATION_LIMIT)
    masks = {IN_YEAR: in_year, "in time": in_time}
    return RowSource(sheets.INTERPRETATIONS, rows.assign(工作日=days), masks, "解读日期")


def withheld_source(ledgers: Ledgers, period: YearPeriod) -> RowSource:
    """What was withheld and put on file."""
    rows = ledgers.frame(sheets.WITHHELD)
    return RowSource(sheets.WITHHELD, rows, {IN_YEAR: period.holds(days_of(rows, "备案日期"))}, "备案日期")
