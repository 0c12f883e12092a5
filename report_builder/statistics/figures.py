"""The year's statistics as one value: every figure by its path, and what is shown beside figures.

What others ask by name (``statistics.requests.row("new").total``) is looked up in the figures.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.statistics.tallies import (
    DisputeFigures,
    InterpretationFigures,
    LegalFigures,
    PublicationFigures,
    RequestFigures,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from report_builder.request_rows import RequestRow
    from report_builder.statistics.contributing_rows import ContributingRow, RowsBehind
    from report_builder.statistics.declaring import Labels, Value
    from report_builder.statistics.shown import Account, IndicatorValue, Interpretation, PublishedItem

_NONE: Final[Mapping[str, PublishedItem]] = MappingProxyType({})
_NOTHING: Final[Mapping[str, ContributingRow]] = MappingProxyType({})


class Statistics(Struct, frozen=True, kw_only=True):
    """Everything the ledgers of one year add up to.

    ``figures`` are those of ``statistics.json``, in the order of the tables, ``details`` others that the
    report shows, all by their paths; ``None`` where the ledgers do not give one. ``labels`` are those that
    they are counted by, ``groups`` the agency's groups of categories, ``request_rows`` the rows of the table
    of applications. ``items`` are the published items by title, ``interpreted`` stand in order of date.
    ``rows`` lead from figures to ledgers, ``carried`` are those of the year before that figures carry on.
    """

    agency: str
    year: int
    first_day: date
    last_day: date
    figures: Mapping[str, Value]
    details: Mapping[str, Value]
    labels: Labels
    groups: Mapping[str, tuple[str, ...]]
    request_rows: tuple[RequestRow, ...]
    items: Mapping[str, PublishedItem] = _NONE
    interpreted: tuple[Interpretation, ...] = ()
    accounts: tuple[Account, ...] = ()
    websites: tuple[IndicatorValue, ...] = ()
    work: tuple[IndicatorValue, ...] = ()
    rows: RowsBehind | None = None
    carried: Mapping[str, ContributingRow] = _NOTHING

    def rows_behind(self, path: str) -> Iterator[ContributingRow]:
        """The rows that add up to a figure; raises ``KeyError`` for one that there is not.

        Of what is carried on from the year before they are its figure, and the changes of this year.
        """
        if self.rows is None:
            return
        if path in self.carried:
            yield self.carried[path]
            yield from self.rows.behind(path.replace("in_force", "issued"))
            abolished = self.rows.behind(path.replace("in_force", "abolished"))
            yield from (replace(each, amount=-each.amount) for each in abolished)
        else:
            yield from self.rows.behind(path)

    def figure(self, path: str) -> Value:
        """A figure by its path; raises ``KeyError`` for one that there is not."""
        return self.figures[path] if path in self.figures else self.details[path]

    @property
    def publication(self) -> PublicationFigures:
        """主动公开."""
        return PublicationFigures(self.figures)

    @property
    def interpretations(self) -> InterpretationFigures:
        """政策解读."""
        return InterpretationFigures(self.figures)

    @property
    def requests(self) -> RequestFigures:
        """依申请公开."""
        return RequestFigures(self.figures, self.request_rows)

    @property
    def disputes(self) -> DisputeFigures:
        """复议诉讼."""
        return DisputeFigures(self.figures)

    @property
    def legal(self) -> LegalFigures:
        """What art. 20 asks for."""
        return LegalFigures(self.figures)

    @property
    def withheld(self) -> int:
        """不予公开备案."""
        return int(self.figures["withheld.total"] or 0)
