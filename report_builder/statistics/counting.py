"""``Ledgers`` → ``Statistics``: the catalogue of figures evaluated over the year's frames."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.ledgers import sheets
from report_builder.statistics.axes import known_labels
from report_builder.statistics.catalogue import add_sums, cells
from report_builder.statistics.contributing_rows import RowsBehind
from report_builder.statistics.evaluating import Sources, evaluate
from report_builder.statistics.figures import Statistics
from report_builder.statistics.handed_in_twice import check_accounts, check_indicators
from report_builder.statistics.other_years import (
    leave_out_other_months,
    tell_other_applications,
    tell_other_cases,
    tell_other_days,
)
from report_builder.statistics.rows import CARRIED_IN, CARRIED_OUT, NEW, REQUEST_ROWS
from report_builder.statistics.shown_rows import ItemsByTitle, accounts, indicator_values, interpretations
from report_builder.statistics.sources.disputes import dispute_source, dispute_totals
from report_builder.statistics.sources.duties import (
    COLUMNS_OF_STOCK,
    document_source,
    document_totals,
    quantity_source,
)
from report_builder.statistics.sources.handed_in import indicator_source, media_source
from report_builder.statistics.sources.publication import (
    interpretation_source,
    publication_sources,
    withheld_source,
)
from report_builder.statistics.sources.requests import application_source, application_totals
from report_builder.statistics.sources.row_source import YearPeriod
from report_builder.statistics.tables import disputes, duties, handed_in, publication, requests
from report_builder.statistics.totals import settle_totals
from report_builder.statistics.working_days import ANNOUNCED

if TYPE_CHECKING:
    from report_builder.diagnostics import Findings
    from report_builder.ledgers.frames import Ledgers
    from report_builder.request_rows import RequestRow
    from report_builder.settings import Settings
    from report_builder.statistics.working_days import Calendar


class CountingBasis(Struct, frozen=True):
    """What a count rests on besides ledgers and settings.

    The calendar of working days, and the rows of the report format's table of applications.
    """

    calendar: Calendar = ANNOUNCED
    request_rows: tuple[RequestRow, ...] = REQUEST_ROWS


BASIS: Final = CountingBasis()

# How a table that is filled in calls the rows that count for some of its cells.
_ROWS_OF_TABLES: Final = {
    "received": NEW.label,
    "carried in": CARRIED_IN.label,
    "carried out": CARRIED_OUT.label,
    **{where: column for column, where in COLUMNS_OF_STOCK.items()},
}


def count_statistics(
    ledgers: Ledgers, settings: Settings, year: int, findings: Findings, basis: CountingBasis = BASIS
) -> Statistics:
    """The year's statistics; rows of other years are left out, each with a notice naming its cell."""
    period = YearPeriod(date(year, 1, 1), date(year, 12, 31))
    ledgers = leave_out_other_months(ledgers, period, findings)
    sources = gather_sources(ledgers, settings, period, basis)
    tell_other_days(ledgers, sources, period, findings)
    tell_other_applications(ledgers, sources, period, findings)
    sources = settle_totals(sources, ledgers, _ROWS_OF_TABLES, findings)
    tell_other_cases(ledgers, sources, period, findings)
    check_accounts(ledgers, findings)
    check_indicators(ledgers, sheets.WEBSITES, findings)
    check_indicators(ledgers, sheets.WORK, findings)
    return _statistics(ledgers, sources, settings, period, basis.request_rows)


def gather_sources(
    ledgers: Ledgers,
    settings: Settings,
    period: YearPeriod,
    basis: CountingBasis,
    outer: str = "",
) -> Sources:
    """The rows of every sheet as the figures ask for them; ``outer`` is a column that parts agencies."""
    calendar = basis.calendar
    rows = {
        **publication_sources(ledgers, period, settings, calendar, outer),
        publication.INTERPRETATIONS: interpretation_source(ledgers, period, calendar),
        publication.WITHHELD: withheld_source(ledgers, period),
        requests.APPLICATIONS: application_source(ledgers, period, calendar),
        disputes.CASES: dispute_source(ledgers, period),
        duties.DOCUMENTS: document_source(ledgers, period),
        duties.ENFORCEMENT: quantity_source(ledgers, sheets.ENFORCEMENT, "数量", period),
        duties.CHARGES: quantity_source(ledgers, sheets.CHARGES, "金额（元）", period),
        handed_in.ACCOUNTS: media_source(ledgers, outer),
        handed_in.WEBSITES: indicator_source(ledgers, sheets.WEBSITES, outer),
        handed_in.WORK: indicator_source(ledgers, sheets.WORK, outer),
    }
    outcomes = [row for row in basis.request_rows if row.is_outcome]
    totals = {
        requests.APPLICATIONS: application_totals(ledgers, outcomes),
        disputes.CASES: dispute_totals(ledgers),
        duties.DOCUMENTS: document_totals(ledgers),
    }
    return Sources(rows, totals)


def _statistics(
    ledgers: Ledgers,
    sources: Sources,
    settings: Settings,
    period: YearPeriod,
    request_rows: tuple[RequestRow, ...],
) -> Statistics:
    """Everything that the sources add up to."""
    groups = {group.name: group.categories for group in settings.category_groups}
    outcomes = [row for row in request_rows if row.is_outcome]
    counted = evaluate(sources, known_labels(settings, outcomes))[""]
    add_sums(counted.values, counted.labels, groups)
    every = {cell.path: cell.figure for cell in cells(counted.labels) if cell.path in counted.values}
    figures = {path: counted.values[path] for path, figure in every.items() if figure.in_file}
    return Statistics(
        agency=settings.name,
        year=period.first_day.year,
        first_day=period.first_day,
        last_day=period.last_day,
        figures=figures,
        details={path: counted.values[path] for path, figure in every.items() if not figure.in_file},
        labels=counted.labels,
        groups=groups,
        request_rows=request_rows,
        items=ItemsByTitle(ledgers, sources.rows[publication.ITEMS]),
        interpreted=interpretations(ledgers, sources.rows[publication.INTERPRETATIONS]),
        accounts=accounts(ledgers),
        websites=indicator_values(ledgers, sources.rows[handed_in.WEBSITES], figures, "websites"),
        rows=RowsBehind(ledgers, sources, counted.labels, groups),
        work=indicator_values(ledgers, sources.rows[handed_in.WORK], figures, "work"),
    )
