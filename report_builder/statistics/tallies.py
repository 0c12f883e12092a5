"""Some figures of a year under the names by which others ask for them; nothing is counted here."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.statistics.rows import APPLICANTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.request_rows import RequestRow
    from report_builder.statistics.declaring import Value


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


class Outcomes(Struct, frozen=True):
    """How the reviews or suits of one kind ended."""

    upheld: int = 0
    corrected: int = 0
    other: int = 0
    pending: int = 0

    @property
    def total(self) -> int:
        """总计: the sum of the four outcomes."""
        return self.upheld + self.corrected + self.other + self.pending


class DocumentStock(Struct, frozen=True):
    """Rules or normative documents: made in the year, abolished in the year, in force at its end."""

    issued: int = 0
    abolished: int = 0
    in_force: int = 0


class _CountedFigures(Struct, frozen=True):
    """Figures by path."""

    figures: Mapping[str, Value]

    def count(self, path: str) -> int:
        """A figure that is a count; raises ``KeyError`` for one that there is not."""
        return int(self.figures[path] or 0)

    def money(self, path: str) -> Decimal:
        """A figure that is a sum of money; raises ``KeyError`` for one that there is not."""
        return Decimal(self.figures[path] or 0)


class PublicationFigures(_CountedFigures, frozen=True):
    """Information published on the agency's own motion (主动公开)."""

    @property
    def total(self) -> int:
        """The items; one shown through several channels once."""
        return self.count("publication.total")

    @property
    def by_month(self) -> tuple[int, ...]:
        """Twelve counts."""
        return tuple(self.count(f"publication.by_month.{month:02}") for month in range(1, 13))


class RequestFigures(_CountedFigures, frozen=True):
    """Applications for disclosure (依申请公开); ``table`` has the rows of the statutory table."""

    table: tuple[RequestRow, ...]

    @property
    def outcomes(self) -> tuple[RequestRow, ...]:
        """The rows of the table that are outcomes."""
        return tuple(row for row in self.table if row.is_outcome)

    def row(self, key: str) -> ByApplicant:
        """A row by its key; raises ``KeyError`` for one that the table does not have."""
        return ByApplicant(*(self.count(f"requests.{key}.{column}") for column in APPLICANTS.values()))

    @property
    def rows(self) -> tuple[tuple[str, ByApplicant], ...]:
        """Every row of the table by its key."""
        return tuple((row.key, self.row(row.key)) for row in self.table)

    @property
    def charged(self) -> Decimal:
        """The fees charged, in yuan."""
        return self.money("requests_fees.charged")

    @property
    def waived(self) -> Decimal:
        """The fees waived, in yuan."""
        return self.money("requests_fees.waived")

    @property
    def closed_in_time(self) -> int:
        """按时办结."""
        return self.count("requests_closed.in_time")

    @property
    def closed_extended(self) -> int:
        """延期办结."""
        return self.count("requests_closed.extended")


class DisputeFigures(_CountedFigures, frozen=True):
    """Reviews (行政复议), suits (行政诉讼), complaints (举报投诉) and petitions (申诉)."""

    def outcomes(self, suit: str) -> Outcomes:
        """How the cases of one kind ended."""
        return Outcomes(*(self.count(f"litigation.{suit}.{field}") for field in Outcomes.__struct_fields__))

    @property
    def review(self) -> Outcomes:
        """行政复议."""
        return self.outcomes("review")

    @property
    def direct_suit(self) -> Outcomes:
        """未经复议直接起诉."""
        return self.outcomes("direct_suit")

    @property
    def suit_after_review(self) -> Outcomes:
        """复议后起诉."""
        return self.outcomes("suit_after_review")

    @property
    def complaints(self) -> int:
        """举报投诉."""
        return self.count("complaints")

    @property
    def petitions(self) -> int:
        """申诉."""
        return self.count("petitions")


class LegalFigures(_CountedFigures, frozen=True):
    """What art. 20 (1), (5), (6) and (8) of the 2019 regulation ask to be counted."""

    def stock(self, kind: str) -> DocumentStock:
        """Rules or normative documents."""
        counts = (self.count(f"proactive.{kind}.{field}") for field in DocumentStock.__struct_fields__)
        return DocumentStock(*counts)

    @property
    def rules(self) -> DocumentStock:
        """规章."""
        return self.stock("rules")

    @property
    def normative_documents(self) -> DocumentStock:
        """行政规范性文件."""
        return self.stock("normative_documents")

    @property
    def licences(self) -> int:
        """行政许可."""
        return self.count("proactive.licences.decisions")

    @property
    def penalties(self) -> int:
        """行政处罚."""
        return self.count("proactive.penalties.decisions")

    @property
    def compulsions(self) -> int:
        """行政强制."""
        return self.count("proactive.compulsions.decisions")

    @property
    def fees(self) -> Decimal:
        """行政事业性收费, in yuan."""
        return self.money("proactive.fees.amount_yuan")

    @property
    def fees_wan(self) -> Decimal:
        """The same in 万元, exact."""
        return self.money("proactive.fees.amount_wan")


class InterpretationFigures(_CountedFigures, frozen=True):
    """Interpretations (政策解读) given in the year."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.count("interpretations.total")

    @property
    def in_time(self) -> int:
        """Those within 3 working days."""
        return self.count("interpretations.in_time")
