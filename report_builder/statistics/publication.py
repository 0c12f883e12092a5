"""The rows of 主动公开 → ``PublicationStatistics``: by category, channel and month, and how late."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Final

from report_builder.ledgers.vocabulary import CHANNEL_KINDS
from report_builder.statistics.figures import CategoryStatistics, PublicationStatistics
from report_builder.statistics.rows import OTHER_KIND
from report_builder.statistics.tallies import count_labels
from report_builder.statistics.working_days import PUBLICATION_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.records import NormativeDocument, PublishedItem
    from report_builder.settings import Settings
    from report_builder.statistics.working_days import Calendar

_MONTHS: Final = range(1, 13)


def count_publication(
    published: Sequence[PublishedItem],
    documents: Sequence[NormativeDocument],
    settings: Settings,
    calendar: Calendar,
    findings: Findings,
) -> PublicationStatistics:
    """What was published on the agency's own motion; ``published`` holds the year's items only."""
    order = dict.fromkeys([*settings.categories, *(item.category for item in published)])
    of_category: dict[str, list[PublishedItem]] = {name: [] for name in order}
    for item in published:
        of_category[item.category].append(item)
    channels = [channel.name for channel in settings.channels]
    return PublicationStatistics(
        total=len(published),
        categories=tuple(_count_part(name, items, calendar) for name, items in of_category.items()),
        groups=tuple(
            _count_part(
                group.name, [item for item in published if item.category in group.categories], calendar
            )
            for group in settings.category_groups
        ),
        by_channel=count_labels(_channels(published), channels),
        by_channel_kind=count_labels(_kinds(published, settings, findings), CHANNEL_KINDS),
        by_month=_by_month(published),
        items=tuple(published),
        normative_documents=_count_documents(published, documents),
    )


def _channels(items: Iterable[PublishedItem]) -> Iterator[str]:
    """Every channel that an item went through, each once an item."""
    return chain.from_iterable(dict.fromkeys(item.channels) for item in items)


def _timing(item: PublishedItem, calendar: Calendar) -> str:
    """Whether the item was published within the limit: ``in_time``, ``late`` or ``undated``."""
    days = None if item.made_on is None else calendar.count(item.made_on, item.published_on)
    if days is None:
        return "undated"
    return "in_time" if days <= PUBLICATION_LIMIT else "late"


def _count_part(label: str, part: Sequence[PublishedItem], calendar: Calendar) -> CategoryStatistics:
    """The figures of some of the items under one name."""
    timing = Counter(_timing(item, calendar) for item in part)
    return CategoryStatistics(
        label=label,
        total=len(part),
        by_channel=count_labels(_channels(part)),
        by_month=_by_month(part),
        in_time=timing["in_time"],
        late=timing["late"],
        undated=timing["undated"],
    )


def _by_month(part: Iterable[PublishedItem]) -> tuple[int, ...]:
    """Twelve counts by 公开日期."""
    counts = Counter(item.published_on.month for item in part)
    return tuple(counts[month] for month in _MONTHS)


def _kinds(published: Iterable[PublishedItem], settings: Settings, findings: Findings) -> list[str]:
    """The kind of every channel that an item went through, each kind once an item."""
    kind_of: dict[str, str] = {kind: kind for kind in CHANNEL_KINDS}
    kind_of.update((channel.name, channel.kind) for channel in settings.channels)
    kinds: list[str] = []
    for item in published:
        for name in item.channels:
            if name not in kind_of:
                kind_of[name] = OTHER_KIND
                findings.notice(
                    "statistics.channel",
                    item.origin.cell("公开渠道"),
                    f"公开渠道“{name}”没有归类，按“{OTHER_KIND}”统计",
                    remedy="请在 agency.toml 的 channels 里写明它的 kind",
                )
        kinds.extend(dict.fromkeys(kind_of[name] for name in item.channels))
    return kinds


def _count_documents(published: Iterable[PublishedItem], documents: Iterable[NormativeDocument]) -> int:
    """How many of the items are in the ledger of normative documents, by number or by title."""
    numbers = {document.document_number for document in documents} - {""}
    titles = {_bare(document.title) for document in documents}
    return sum(item.document_number in numbers or _bare(item.title) in titles for item in published)


def _bare(title: str) -> str:
    """A title without the marks and spaces around it."""
    return "".join(title.split()).strip("《》")
