"""``Statistics`` → every figure under one dotted name, the nesting of ``statistics.json``."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from report_builder.statistics.rows import APPLICANTS, DISPUTE_OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from report_builder.statistics.figures import (
        CategoryStatistics,
        DisputeStatistics,
        LegalStatistics,
        MediaAccount,
        PublicationStatistics,
        RequestStatistics,
        Statistics,
        Tally,
    )

    Figure = int | Decimal | None
    Entry = tuple[str, Figure]


def figures_by_path(statistics: Statistics) -> Mapping[str, Figure]:
    """The figures in the order of the tables; ``None`` where the ledgers do not give one."""
    return dict(_entries(statistics))


def segment(label: str) -> str:
    """A label as one step of a path: a full stop would begin another step."""
    return label.replace(".", "．")


def _entries(statistics: Statistics) -> Iterator[Entry]:
    """Table after table."""
    yield from _publication(statistics.publication)
    yield "interpretations.total", statistics.interpretations.total
    yield "interpretations.in_time", statistics.interpretations.in_time
    yield from _requests(statistics.requests)
    yield "withheld.total", statistics.withheld
    yield from _disputes(statistics.disputes)
    yield from _legal(statistics.legal)
    yield from _media(statistics.media)
    for name, readings in (("websites", statistics.websites), ("work", statistics.work)):
        for reading in readings:
            yield f"{name}.{segment(reading.indicator)}", reading.value


def _publication(publication: PublicationStatistics) -> Iterator[Entry]:
    yield "publication.total", publication.total
    yield "publication.normative_documents", publication.normative_documents
    yield from _parts("publication.by_category", publication.categories)
    yield from _parts("publication.by_group", publication.groups)
    yield from _tallies("publication.by_channel", publication.by_channel)
    yield from _tallies("publication.by_channel_kind", publication.by_channel_kind)
    for month, count in enumerate(publication.by_month, start=1):
        yield f"publication.by_month.{month:02}", count
    for timing in ("in_time", "late", "undated"):
        yield f"publication.{timing}", sum(getattr(part, timing) for part in publication.categories)


def _parts(name: str, parts: Iterable[CategoryStatistics]) -> Iterator[Entry]:
    for part in parts:
        yield f"{name}.{segment(part.label)}", part.total


def _tallies(name: str, tallies: Iterable[Tally]) -> Iterator[Entry]:
    for tally in tallies:
        yield f"{name}.{segment(tally.label)}", tally.count


def _requests(requests: RequestStatistics) -> Iterator[Entry]:
    for key, row in requests.rows:
        for column in (*APPLICANTS.values(), "total"):
            yield f"requests.{key}.{column}", getattr(row, column)
    yield from _tallies("requests_by_method", requests.by_method)
    yield "requests_closed.in_time", requests.closed_in_time
    yield "requests_closed.extended", requests.closed_extended
    for name, yuan in (("charged", requests.charged), ("waived", requests.waived)):
        yield f"requests_fees.{name}", yuan
        yield f"requests_fees.{name}_wan", yuan.scaleb(-4)


def _disputes(disputes: DisputeStatistics) -> Iterator[Entry]:
    for name in ("review", "direct_suit", "suit_after_review"):
        outcomes = getattr(disputes, name)
        for column in (*DISPUTE_OUTCOMES.values(), "total"):
            yield f"litigation.{name}.{column}", getattr(outcomes, column)
    yield "complaints", disputes.complaints
    yield "petitions", disputes.petitions


def _legal(legal: LegalStatistics) -> Iterator[Entry]:
    for name in ("rules", "normative_documents"):
        for field, count in asdict(getattr(legal, name)).items():
            yield f"proactive.{name}.{field}", count
    for name in ("licences", "penalties", "compulsions", "other_services"):
        yield f"proactive.{name}.decisions", getattr(legal, name)
    yield "proactive.fees.amount_yuan", legal.fees
    yield "proactive.fees.amount_wan", legal.fees_wan


def _media(media: Iterable[MediaAccount]) -> Iterator[Entry]:
    accounts = tuple(media)
    named = Counter(account.account for account in accounts)
    for account in accounts:
        # Two platforms may carry accounts of one name; then the platform tells them apart.
        shared = named[account.account] > 1
        name = segment(f"{account.platform}·{account.account}" if shared else account.account)
        for figure in ("subscribers", "readers", "reads", "posts", "top_reads", "widely_read"):
            yield f"media.{name}.{figure}", getattr(account, figure)
