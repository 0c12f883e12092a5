"""Everything about a year that its checks look at, in one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.statistics.working_days import ANNOUNCED

if TYPE_CHECKING:
    from report_builder.formats.definitions import ReportFormat
    from report_builder.ledgers.records import Ledgers
    from report_builder.manuscript.blocks import Manuscript
    from report_builder.settings import Settings
    from report_builder.statistics.figures import Statistics
    from report_builder.statistics.last_year import LastYear
    from report_builder.statistics.working_days import Calendar


class Subject(Struct, frozen=True):
    """A year's ledgers, figures and text.

    ``last_year`` is ``None``, and ``last_problems`` (last year's text on problems) empty, where not known.
    Not ``is_whole`` where the figures lack rows that were faulty.
    """

    ledgers: Ledgers
    statistics: Statistics
    last_year: LastYear | None
    manuscript: Manuscript
    report_format: ReportFormat
    settings: Settings
    last_problems: str = ""
    is_whole: bool = True
    calendar: Calendar = ANNOUNCED
