"""How far a draft has come, and what was found → the bytes of ``checks.html``, whole or as far as it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Finding, Severity
from report_builder.filing.checks_page import checks_html
from report_builder.finding_codes import CATALOGUE
from report_builder.told_folders import ToldFolders
from report_builder.year_folders import comparison_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.drafts import Draft
    from report_builder.formats.tables import AnnexTable, FilledTable

# Rows at fault are not counted: what is left of a year whose ledgers have such errors is no year's figures.
_BEFORE_COUNTING: Final = ("ledger.", "file.", "settings.")


def bare_of_ledgers(findings: Iterable[Finding], report: str) -> tuple[Finding, ...]:
    """The findings as they may leave the house: only of the ``report`` itself its own words are told.

    Of ledgers and settings it is said what was found, and where, and nothing of what stands there.
    """
    return tuple(
        each
        if each.code == "finish.even_so" or (each.place is not None and each.place.file == report)
        else Finding(each.code, each.severity, each.place, CATALOGUE[each.code], about=each.about)
        for each in findings
    )


def comparison_beside(draft: Draft) -> str:
    """The name of the page on which the year stands beside the year before, where there is one."""
    year = draft.request.year
    path = comparison_file(draft.request.out, year, year - 1)
    return path.name if path.is_file() else ""


def checks_page(draft: Draft, comparison: str = "") -> bytes:
    """The page as bytes; it leads to the ``comparison`` that lies beside it."""
    request = draft.request
    styles = request.working_folder / "styles"
    folders = ToldFolders.of(((request.data, "data"), (request.out, "out"), (styles, "styles")))
    told = [folders.finding(finding) for finding in draft.findings]
    is_counted = not any(
        finding.severity is Severity.ERROR and finding.code.startswith(_BEFORE_COUNTING) for finding in told
    )
    statistics = draft.statistics if is_counted else None
    tables = _tables(draft) if statistics is not None else []
    return checks_html(told, statistics, tables, draft.settings, request.year, draft.charts, comparison)


def _tables(draft: Draft) -> list[AnnexTable | FilledTable]:
    """The format's tables, statutory ones first."""
    if draft.tables is None:
        return []
    annex = [draft.tables.annex] if draft.tables.annex else []
    return [*draft.tables.statutory, *annex]
