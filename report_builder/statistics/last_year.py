"""The figures of the year before by their path → ``LastYear``: those that this year must follow from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.statistics.rows import APPLICANTS
from report_builder.statistics.tallies import ByApplicant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.diagnostics import Place
    from report_builder.statistics.declaring import Value


class LastYear(Struct, frozen=True):
    """The year before's figures by their path, and the place that they were read from.

    Applications received, handled and carried, the totals of disputes and what art. 20 has counted are always
    there; any other figure may be absent.
    """

    year: int
    place: Place
    figures: Mapping[str, Value]

    @property
    def carried_out(self) -> ByApplicant:
        """结转下年度继续办理: what this year's 上年结转 must equal, column by column."""
        return ByApplicant(*(self.count(f"requests.carried_out.{column}") for column in APPLICANTS.values()))

    @property
    def rules_in_force(self) -> int:
        """规章现行有效件数 at the end of the year."""
        return self.count("proactive.rules.in_force")

    @property
    def normative_documents_in_force(self) -> int:
        """行政规范性文件现行有效件数 at the end of the year."""
        return self.count("proactive.normative_documents.in_force")

    def count(self, path: str) -> int:
        """A figure that is a count; nil where the year before did not have it."""
        figure = self.figures.get(path)
        return int(figure) if figure else 0
