"""``Ledgers`` → ``Statistics``: every ledger counted for one year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from report_builder.statistics.disputes import count_disputes
from report_builder.statistics.figures import Statistics
from report_builder.statistics.interpretations import count_interpretations
from report_builder.statistics.legal import count_legal
from report_builder.statistics.media import count_media
from report_builder.statistics.publication import count_publication
from report_builder.statistics.readings import sum_readings
from report_builder.statistics.request_totals import take_totals
from report_builder.statistics.requests import count_requests
from report_builder.statistics.working_days import ANNOUNCED

if TYPE_CHECKING:
    from report_builder.diagnostics import Findings, Place
    from report_builder.ledgers.records import Ledgers
    from report_builder.settings import Settings
    from report_builder.statistics.working_days import Calendar


def count_statistics(
    ledgers: Ledgers, settings: Settings, year: int, findings: Findings, calendar: Calendar = ANNOUNCED
) -> Statistics:
    """The year's statistics; rows of other years are left out, each with a notice naming its cell."""
    first_day, last_day = date(year, 1, 1), date(year, 12, 31)
    published = [
        item
        for item in ledgers.published
        if _falls_in(year, item.published_on, item.origin.cell("公开日期"), findings)
    ]
    interpretations = [
        row
        for row in ledgers.interpretations
        if _falls_in(year, row.interpreted_on, row.origin.cell("解读日期"), findings)
    ]
    withheld = [
        row
        for row in ledgers.withheld
        if _falls_in(year, row.filed_on, row.origin.cell("备案日期"), findings)
    ]
    # A row that names only a month is of the year whose folder it lies in.
    enforcement = [
        row
        for row in ledgers.enforcement
        if row.year is None or _falls_in(year, row.year, row.origin.cell("日期"), findings)
    ]
    charges = [
        row
        for row in ledgers.charges
        if row.year is None or _falls_in(year, row.year, row.origin.cell("日期"), findings)
    ]
    requests = count_requests(ledgers.applications, first_day, last_day, findings)
    if ledgers.application_totals:
        requests = take_totals(ledgers.application_totals, requests, findings)
    return Statistics(
        agency=settings.name,
        year=year,
        first_day=first_day,
        last_day=last_day,
        publication=count_publication(published, ledgers.normative_documents, settings, calendar, findings),
        interpretations=count_interpretations(interpretations, calendar),
        requests=requests,
        disputes=count_disputes(ledgers.disputes, first_day, last_day, findings),
        legal=count_legal(ledgers.normative_documents, enforcement, charges, first_day, last_day),
        withheld=len(withheld),
        media=count_media(ledgers.media, findings),
        websites=sum_readings(ledgers.websites, findings),
        work=sum_readings(ledgers.work, findings),
    )


def _falls_in(year: int, day: date | int, place: Place, findings: Findings) -> bool:
    """Whether a row of some day, or of some year, is the year's; a notice names its cell where it is not."""
    if (day if isinstance(day, int) else day.year) == year:
        return True
    findings.notice(
        "statistics.other_year",
        place,
        f"这一行不在{year}年内，没有计入",
        evidence=f"日期：{day}",
        remedy="如果是日期填错了，请改正",
    )
    return False
