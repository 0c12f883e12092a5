"""The channels that items went through → a notice of each that no kind is known of, where kinds are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Finding, Severity
from report_builder.ledgers import sheets
from report_builder.statistics.rows import OTHER_KIND
from report_builder.statistics.sources.publication import channels_of, kind_of_channel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.checks.subject import Year

_KINDS: Final = "publication.by_channel_kind."


def check_channels(year: Year) -> Iterator[Finding]:
    """One notice a channel, at the first item of the year that went through it."""
    shown = year.report_format.paths if year.report_format else ()
    if not any(path.startswith(_KINDS) for path in shown):
        return
    items = year.ledgers.frame(sheets.PUBLISHED)
    items = items[items["公开日期"].dt.year == year.statistics.year]
    known = kind_of_channel(year.settings)
    first = items.drop_duplicates("公开渠道")  # of every combination of channels
    told: set[str] = set()
    for entry in year.ledgers.entries(first):
        for name in channels_of(entry.text("公开渠道")):
            if name not in known and name not in told:
                told.add(name)
                yield Finding(
                    "statistics.channel",
                    Severity.NOTICE,
                    entry.place("公开渠道"),
                    f"公开渠道“{name}”没有归类，按“{OTHER_KIND}”统计",
                    remedy="请在 agency.toml 的 channels 里写明它的 kind",
                )
