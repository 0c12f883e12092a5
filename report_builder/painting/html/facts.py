"""A report and the settings → what a government's web page says about it: 索引号, 发布机构, 成文日期 …"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.reports.dates import date_of
from report_builder.reports.outline import agency_of, year_of
from report_builder.settings import WebPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from report_builder.reports.report import Report
    from report_builder.settings import Settings


class PageFacts(Struct, frozen=True):
    """What the page says about the report, beside what the report says itself."""

    title: str
    agency: str
    year: int | None
    publisher: str
    signed_on: date | None
    asked: WebPage

    def shown(self) -> Iterator[tuple[str, str]]:
        """Names and values as the page shows them; what is not known is left out."""
        names = self.asked.names
        rows = (
            (names.index_number, self.asked.index_number),
            (names.publisher, self.publisher),
            (names.signed_on, spell_date(self.signed_on)),
            (names.title, self.title),
            (names.topic, self.asked.topic),
        )
        return ((name, value) for name, value in rows if value)

    @property
    def keywords(self) -> str:
        """What the page is found by."""
        year = f"{self.year}年" if self.year else ""
        return ",".join(filter(None, ("政府信息公开", "年度报告", self.agency, year, self.asked.topic)))

    @property
    def description(self) -> str:
        """The page in one sentence."""
        return f"{self.title}，由{self.publisher}发布。" if self.publisher else f"{self.title}。"


def facts_of(report: Report, settings: Settings | None) -> PageFacts:
    """What is known of a report; what the settings leave open is taken from the report itself."""
    asked = settings.web_page if settings else WebPage()
    agency = settings.name if settings else agency_of(report)
    return PageFacts(report.title, agency, year_of(report), asked.publisher or agency, date_of(report), asked)


def spell_date(day: date | None) -> str:
    """A day as official documents write it (GB/T 9704-2012, 7.3.5.3)."""
    return "" if day is None else f"{day.year}年{day.month}月{day.day}日"
