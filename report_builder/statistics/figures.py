"""The year's statistics as values: what the ledgers add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from report_builder.ledgers.records import Interpretation, PublishedItem, Reading


class Tally(Struct, frozen=True):
    """How many rows carry one label."""

    label: str
    count: int


class CategoryStatistics(Struct, frozen=True):
    """The items of one category of information (信息类别).

    Of the items whose 制发日期 is known, ``in_time`` were published within 20 working days and
    ``late`` were not; ``undated`` have no such date. ``by_month`` has twelve counts.
    """

    label: str
    total: int
    by_channel: tuple[Tally, ...]
    by_month: tuple[int, ...]
    in_time: int
    late: int
    undated: int


class PublicationStatistics(Struct, frozen=True):
    """Information published on the agency's own motion (主动公开), the year's items only.

    An item shown through several channels counts once in ``total``, once a channel in ``by_channel``
    and once a kind (政府网站, 政务微信 …) in ``by_channel_kind``, as the 统计表 demands.
    ``groups`` are the agency's own groupings of ``categories``; ``normative_documents`` are the items that
    the ledger of normative documents lists too (主动公开规范性文件数).
    """

    total: int
    categories: tuple[CategoryStatistics, ...]
    groups: tuple[CategoryStatistics, ...]
    by_channel: tuple[Tally, ...]
    by_channel_kind: tuple[Tally, ...]
    by_month: tuple[int, ...]
    items: tuple[PublishedItem, ...]
    normative_documents: int = 0


class InterpretationTiming(Struct, frozen=True):
    """An interpretation and the working days from its policy to it; ``None`` if the policy is undated."""

    interpretation: Interpretation
    working_days: int | None


class InterpretationStatistics(Struct, frozen=True):
    """Interpretations (政策解读) given in the year, in order of date; ``in_time`` within 3 working days."""

    total: int
    in_time: int
    timings: tuple[InterpretationTiming, ...]


class ByApplicant(Struct, frozen=True):
    """A row of the statutory table: one count for each type of applicant (申请人情况)."""

    natural_person: int = 0
    business: int = 0
    research: int = 0
    nonprofit: int = 0
    legal_service: int = 0
    other: int = 0

    @property
    def total(self) -> int:
        """总计: the sum of the six columns."""
        return (
            self.natural_person
            + self.business
            + self.research
            + self.nonprofit
            + self.legal_service
            + self.other
        )


class RequestStatistics(Struct, frozen=True):
    """Applications for disclosure (依申请公开) and what became of them.

    ``rows`` holds every row of the statutory table by its key (``new``, ``carried_in``, ``granted``,
    ``partial``, ``refused.1`` … ``carried_out``), in the table's order. ``by_method`` counts what was
    received in the year; money is in yuan.
    """

    rows: tuple[tuple[str, ByApplicant], ...]
    by_method: tuple[Tally, ...]
    closed_in_time: int
    closed_extended: int
    charged: Decimal
    waived: Decimal

    def row(self, key: str) -> ByApplicant:
        """A row by its key; raises ``KeyError`` for one that the table does not have."""
        return dict(self.rows)[key]


class DisputeOutcomes(Struct, frozen=True):
    """How the reviews or suits of one kind ended."""

    upheld: int = 0
    corrected: int = 0
    other: int = 0
    pending: int = 0

    @property
    def total(self) -> int:
        """总计: the sum of the four outcomes."""
        return self.upheld + self.corrected + self.other + self.pending


class DisputeStatistics(Struct, frozen=True):
    """Reviews (行政复议), suits (行政诉讼), complaints (举报投诉) and petitions (申诉)."""

    review: DisputeOutcomes
    direct_suit: DisputeOutcomes
    suit_after_review: DisputeOutcomes
    complaints: int
    petitions: int


class DocumentStock(Struct, frozen=True):
    """Rules or normative documents: made in the year, abolished in the year, in force at its end."""

    issued: int = 0
    abolished: int = 0
    in_force: int = 0


class LegalStatistics(Struct, frozen=True):
    """What art. 20 (1), (5), (6) and (8) of the 2019 regulation ask to be counted.

    ``fees`` in yuan; ``fees_wan`` the same in 万元, exact.
    """

    rules: DocumentStock
    normative_documents: DocumentStock
    licences: int
    penalties: int
    compulsions: int
    other_services: int
    fees: Decimal
    fees_wan: Decimal


class MediaAccount(Struct, frozen=True):
    """A new-media account's year: subscribers at its end, the sums of the rest, the best-read item.

    A figure that no row gives is ``None``, which is not nil.
    """

    platform: str
    account: str
    subscribers: int | None
    readers: int | None
    reads: int | None
    posts: int | None
    top_reads: int | None
    widely_read: int | None


class Statistics(Struct, frozen=True):
    """Everything the ledgers of one year add up to."""

    agency: str
    year: int
    first_day: date
    last_day: date
    publication: PublicationStatistics
    interpretations: InterpretationStatistics
    requests: RequestStatistics
    disputes: DisputeStatistics
    legal: LegalStatistics
    withheld: int
    media: tuple[MediaAccount, ...]
    websites: tuple[Reading, ...]
    work: tuple[Reading, ...]
