"""A year's frames → what is shown beside its figures: items, interpretations, accounts, indicators."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from report_builder.ledgers import sheets
from report_builder.statistics.declaring import segment
from report_builder.statistics.shown import Account, IndicatorValue, Interpretation, PublishedItem
from report_builder.statistics.sources.handed_in import account_names
from report_builder.statistics.sources.publication import IN_YEAR, channels_of
from report_builder.statistics.working_day_columns import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.ledgers.frames import LedgerEntry, Ledgers
    from report_builder.statistics.declaring import Value
    from report_builder.statistics.sources.row_source import RowSource


class ItemsByTitle(Mapping[str, PublishedItem]):
    """The year's items by title, of one published twice the first time; a row is looked at when asked for."""

    def __init__(self, ledgers: Ledgers, items: RowSource) -> None:
        self._rows = ledgers.frame(sheets.PUBLISHED)[items.masks[IN_YEAR]]
        self._row_at = ledgers.lookup(self._rows)
        self._places: dict[str, int] = {}
        self._asked: dict[str, PublishedItem] = {}

    def _place(self) -> Mapping[str, int]:
        """The place of the first row of every title."""
        if not self._places:
            days = self._rows["公开日期"]
            latest_first = days.reset_index(drop=True).sort_values(ascending=False, kind="stable")
            titles = self._rows["信息名称"].tolist()
            self._places = {titles[place]: place for place in latest_first.index}
        return self._places

    def __getitem__(self, title: str) -> PublishedItem:
        if title not in self._asked:
            self._asked[title] = self._item(title)
        return self._asked[title]

    def _item(self, title: str) -> PublishedItem:
        entry = self._row_at(self._place()[title])
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
        return iter(self._place())

    def __len__(self) -> int:
        return len(self._place())


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
    named = rows[["平台", "账号"]].assign(名称=account_names(rows)).drop_duplicates()
    return tuple(Account(*names) for names in zip(named["平台"], named["账号"], named["名称"], strict=True))


def indicator_values(
    ledgers: Ledgers, source: RowSource, figures: Mapping[str, Value], stem: str
) -> tuple[IndicatorValue, ...]:
    """Every indicator once, in the order in which the ledgers first name it."""
    rows = source.frame
    first = rows.drop_duplicates("指标")
    given = rows[rows["单位"] != ""].drop_duplicates("指标")
    units = dict(zip(given["指标"], given["单位"], strict=True))
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
