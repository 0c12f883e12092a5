"""Everything that checks look at, in one value: a report, and what is known beside it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.reports.outline import agency_of, year_of
from report_builder.statistics.paths import figures_by_path
from report_builder.statistics.working_days import ANNOUNCED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from report_builder.formats.definitions import ReportFormat
    from report_builder.ledgers.frames import Ledgers
    from report_builder.reports.report import Report
    from report_builder.settings import Settings
    from report_builder.statistics.figures import Statistics
    from report_builder.statistics.last_year import LastYear
    from report_builder.statistics.working_days import Calendar

    Figures = Mapping[str, int | Decimal | None]

_GOVERNMENT = "人民政府"
_SHORTEST_NAME = 3


class Year(Struct, frozen=True):
    """A year's ledgers and figures, and the format that they are reported in.

    ``last_year`` is ``None`` where it is not known, ``report_format`` where there is none to be had.
    Not ``is_whole`` where the figures lack rows that were faulty.
    """

    ledgers: Ledgers
    statistics: Statistics
    last_year: LastYear | None
    settings: Settings
    is_whole: bool = True
    calendar: Calendar = ANNOUNCED
    report_format: ReportFormat | None = None


class Subject(Struct, frozen=True, dict=True):
    """A report and what is known beside it: the ``year`` that it was built from, or its ``archived`` figures.

    ``report_format`` is ``None`` where it is not recognised as such a report. ``last_problems`` is last
    year's text on problems, empty where not known; ``previous`` are last year's figures where only these are.
    """

    report: Report
    report_format: ReportFormat | None = None
    year: Year | None = None
    settings: Settings | None = None
    archived: Figures | None = None
    last_problems: str = ""
    previous: Figures | None = None

    @cached_property
    def figures(self) -> Figures:
        """What the text is compared with: the year's figures, or those of the file's own tables."""
        if self.year is not None:
            return figures_by_path(self.year.statistics)
        own = {path: cell.value for path, cell in self.report.cells.items()}
        return {**own, **(self.archived or {})}

    @property
    def reported_year(self) -> int:
        """The year that the report tells of, 0 where it does not say."""
        if self.year is not None:
            return self.year.statistics.year
        return year_of(self.report) or 0

    @property
    def names(self) -> tuple[str, ...]:
        """By which the report calls its agency: as the settings say, or ends of the name in its title."""
        if self.year is not None:
            return (self.year.settings.name, self.year.settings.short_name)
        name = agency_of(self.report)
        return tuple(name[start:] for start in range(len(name) - _SHORTEST_NAME + 1))

    @property
    def is_government(self) -> bool:
        """Whether it is the report of a government, and not of a department."""
        if self.year is not None:
            return self.year.settings.kind == "government"
        return agency_of(self.report).endswith(_GOVERNMENT)

    @property
    def last_figures(self) -> Figures | None:
        """Last year's figures, where they are known."""
        last = self.year.last_year if self.year else None
        return last.figures if last else self.previous

    @property
    def codes_off(self) -> frozenset[str]:
        """The checks that the settings switch off."""
        return self.settings.codes_off if self.settings else frozenset()
