"""The channels that items went through → one notice of those of no known kind, where kinds are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

import numpy as np

from report_builder.diagnostics import Finding, Severity
from report_builder.ledgers import sheets
from report_builder.settings import ChannelKind
from report_builder.statistics.rows import OTHER_KIND
from report_builder.statistics.sources.publication import channels_of, kind_of_channel
from report_builder.statistics.working_day_columns import are_of_year, days_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_builder.checks.subject import Year
    from report_builder.diagnostics import Place

_KINDS: Final = "publication.by_channel_kind."
_MOST_PLACES: Final = 5
_SIGNS: Final[tuple[tuple[str, ChannelKind], ...]] = (
    ("公报", "政府公报"),
    ("微博", "政务微博"),
    ("微信", "政务微信"),
    ("公众号", "政务微信"),
    ("网", "政府网站"),
    ("平台", "政府网站"),
)


def check_channels(year: Year) -> Iterator[Finding]:
    """One notice of all of them, at the first item of the year that went through one."""
    shown = year.report_format.paths if year.report_format else ()
    if not any(path.startswith(_KINDS) for path in shown):
        return
    items = year.ledgers.frame(sheets.PUBLISHED)
    of_year = np.flatnonzero(are_of_year(days_of(items, "公开日期"), year.statistics.year))
    known = kind_of_channel(year.settings)
    _, first = np.unique(items["公开渠道"].cat.codes.to_numpy()[of_year], return_index=True)
    firsts = items.iloc[of_year[np.sort(first)]]  # of every combination of channels
    places: dict[str, Place] = {}
    for entry in year.ledgers.entries(firsts):
        for name in channels_of(entry.text("公开渠道")):
            if name not in known:
                places.setdefault(name, entry.place("公开渠道"))
    if places:
        yield _tell(places)


def _tell(places: Mapping[str, Place]) -> Finding:
    names = list(places)
    lines = [f'  {{ name = "{name}", kind = "{_likely_kind(name)}" }},' for name in names]
    return Finding(
        "statistics.channel",
        Severity.NOTICE,
        places[names[0]],
        f"公开渠道“{'”、“'.join(names)}”没有归类，按“{OTHER_KIND}”统计",
        evidence=""
        if len(names) == 1
        else "第一次出现：" + "；".join(f"“{name}”在 {places[name]}" for name in names[:_MOST_PLACES]),
        remedy="请在单位设置 agency.toml 的 channels（公开渠道）里加上下面"
        f"{'一行' if len(names) == 1 else f' {len(names)} 行'}，归类不对的换成"
        f"{'、'.join(get_args(ChannelKind))}中的一种：\n" + "\n".join(lines),
    )


def _likely_kind(name: str) -> str:
    """The kind that a channel's name speaks of."""
    return next((kind for word, kind in _SIGNS if word in name), OTHER_KIND)
