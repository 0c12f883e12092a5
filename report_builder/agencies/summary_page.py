"""What became of many agencies → one page of HTML: who has no report and why, and all of them in a table."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from report_builder import __version__
from report_builder.agencies.agency_folders import OUT
from report_builder.agencies.agency_jobs import AgencyOutcome
from report_builder.diagnostics import Severity
from report_builder.finding_codes import CATALOGUE
from report_builder.page_templates import page_template
from report_builder.year_folders import CHECKS

if TYPE_CHECKING:
    from jinja2 import Template

    from report_builder.agencies.agency_jobs import AgencyResult, BatchResult

_MOST_TOLD: Final = 20  # errors of one agency


def summary_html(done: BatchResult, with_seconds: bool) -> bytes:  # noqa: FBT001
    """The page as UTF-8; without seconds the same results give the same bytes on any machine."""
    page = _template().render(
        done=done,
        tally=Counter(each.outcome for each in done.results),
        outcomes=tuple(AgencyOutcome),
        severities=tuple(Severity),
        built=AgencyOutcome.BUILT,
        most=_MOST_TOLD,
        with_seconds=with_seconds,
        meanings=CATALOGUE,
        version=__version__,
    )
    return page.encode("utf-8")


@cache
def _template() -> Template:
    """The page without its results."""
    return page_template("report_builder.agencies", "summary_page", functions={"checks_link": _checks_link})


def _checks_link(result: AgencyResult, year: int) -> str:
    """The way from the summary's folder to an agency's own page of checks."""
    path = f"../{result.name}/{OUT}/{year}/{CHECKS}"
    return quote(path, errors="surrogateescape")
