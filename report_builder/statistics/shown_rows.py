"""A year's frames → what is shown beside its figures: items, interpretations, accounts, indicators."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from report_builder.ledgers import sheets
from report_builder.statistics.declaring import segment
from report_builder.statistics.shown import Account, IndicatorValue, Interpretation, PublishedItem
from report_builder.statistics.sources.handed_in import account_names
from report_builder.statistics.sources.publication import IN_YEAR, channels_of
from report_builder.statistics.working_day_columns import UNKNOWN, days_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from report_builder.ledgers.frames import LedgerEntry, Ledgers
    from report_builder.statistics.declaring import Value
    from report_builder.statistics.sources.row_source import RowSource


class ItemsByTitle(Mapping[str, PublishedItem]):
    """The year's items by title, of one published twice the first time; a row is looked at when asked for."""

    def __init__(self, ledgers: Ledgers, items: RowSource) -> None:
        self._ledgers = ledgers
        self._in_year = items.masks[IN_YEAR]
        self._asked: dict[str, PublishedItem] = {}

    @cached_property
    def _row_at(self) -> Callable[[int], LedgerEntry]:
        """A row by its place in the ledger."""
        return self._ledgers.lookup(self._ledgers.frame(sheets.PUBLISHED))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """The place in the ledger of the first row of every title."""
        rows, places = self._ledgers.frame(sheets.PUBLISHED), np.flatnonzero(self._in_year)
        days = days_of(rows, "公开日期")[places].astype(np.int64)
        latest_first = places[np.argsort(-days, kind="stable")].tolist()
        titles = rows["信息名称"].tolist()
        return {titles[place]: place for place in latest_first}

    def __getitem__(self, title: str) -> PublishedItem:
        if title not in self._asked:
            self._asked[title] = self._item(title)
        return self._asked[title]

    def _item(self, title: str) -> PublishedItem:
        entry = self._row_at(self._places[title])
        published_on = entry.day("公开日期")
        if published_on is None:  # a row of the year has its day
            raise KeyError(title)
        return PublishedItem(
            title=entry.text("信息名称"),
            document_number=entry.text("文号"),
            category=entry.text("信息类别"),
            made_on=entry.day("制发日期"),
            published_on=published_on,
            channels=tuple(channels_of(entry.text("公开渠道"))),
            url=entry.text("网址"),
            office=entry.text("责任科室"),
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def interpretations(ledgers: Ledgers, source: RowSource) -> tuple[Interpretation, ...]:
    """The year's interpretations in order of date; those of one day in the ledger's order."""
    rows = source.frame[source.masks[IN_YEAR]].sort_values("解读日期", kind="stable")
    return tuple(_interpretation(entry) for entry in ledgers.entries(rows))


def _interpretation(entry: LedgerEntry) -> Interpretation:
    days, given = entry.count("工作日"), entry.day("解读日期")
    if given is None:
        raise ValueError(entry.place("解读日期"))  # a row of the year has its day
    return Interpretation(
        title=entry.text("解读名称"),
        policy=entry.text("解读对象"),
        policy_published_on=entry.day("政策发布日期"),
        interpreted_on=given,
        form=entry.text("解读形式"),
        channels=tuple(channels_of(entry.text("公开渠道"))),
        working_days=None if days == UNKNOWN else days,
    )


def accounts(ledgers: Ledgers) -> tuple[Account, ...]:
    """The accounts in the order in which the ledgers first name them."""
    rows = ledgers.frame(sheets.MEDIA)
    named = dict.fromkeys(zip(rows["平台"], rows["账号"], account_names(rows), strict=True))
    return tuple(Account(*names) for names in named)


def indicator_values(
    ledgers: Ledgers, source: RowSource, figures: Mapping[str, Value], stem: str
) -> tuple[IndicatorValue, ...]:
    """Every indicator once, in the order in which the ledgers first name it."""
    rows = source.frame
    first = rows[~rows["指标"].duplicated().to_numpy()]
    units: dict[str, str] = {}
    for indicator, unit in zip(rows["指标"], rows["单位"], strict=True):
        if unit:
            units.setdefault(indicator, unit)
    return tuple(
        IndicatorValue(
            indicator=(name := entry.text("指标")),
            value=Decimal(figures[f"{stem}.{segment(name)}"] or 0),
            unit=units.get(name, ""),
            remark=entry.text("备注"),
            value_place=entry.place("数量"),
            unit_place=entry.place("单位"),
        )
        for entry in ledgers.entries(first)
    )
