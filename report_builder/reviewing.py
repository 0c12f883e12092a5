"""How far a draft has come, and what was found → the bytes of ``checks.html``, whole or as far as it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Finding, Findings, Severity
from report_builder.filing.checks_page import checks_html
from report_builder.finding_codes import CATALOGUE
from report_builder.formats.annex import fill_annex
from report_builder.formats.statutory import fill_tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from report_builder.drafting import Reached
    from report_builder.formats.definitions import ReportFormat
    from report_builder.formats.tables import AnnexTable, FilledTable
    from report_builder.statistics.figures import Statistics

# Rows at fault are not counted: what is left of a year whose ledgers have such errors is no year's figures.
_BEFORE_COUNTING: Final = ("ledger.", "file.", "settings.")


class Folders(Struct, frozen=True):
    """The folders of a run, which the page calls ``data`` and ``out`` wherever they are.

    So the page reads alike, byte by byte, on another machine, and tells nobody how this one is laid out.
    """

    data: Path
    out: Path

    def shorten(self, finding: Finding) -> Finding:
        """The finding with its paths told from these folders on."""
        place = finding.place
        return replace(
            finding,
            place=place and replace(place, file=self._shorten(place.file)),
            message=self._shorten(finding.message),
            evidence=self._shorten(finding.evidence),
            remedy=self._shorten(finding.remedy),
        )

    def _shorten(self, text: str) -> str:
        for name, folder in (("data", self.data), ("out", self.out)):
            if folder.name:  # a mere dot would be found everywhere
                for spelt in (str(folder), folder.as_posix()):
                    text = name if text == spelt else text
                    text = text.replace(f"{spelt}/", f"{name}/").replace(f"{spelt}\\", f"{name}/")
        return text


def bare_of_ledgers(findings: Iterable[Finding], report: str) -> list[Finding]:
    """The findings as they may leave the house: only of the ``report`` itself its own words are told.

    Of ledgers and settings it is said what was found, and where, and nothing of what stands there.
    """
    return [
        each
        if each.code == "finish.even_so" or (each.place is not None and each.place.file == report)
        else Finding(each.code, each.severity, each.place, CATALOGUE[each.code], about=each.about)
        for each in findings
    ]


def checks_page(findings: Iterable[Finding], reached: Reached, folders: Folders, year: int) -> bytes:
    """The page as bytes."""
    told = [folders.shorten(finding) for finding in findings]
    is_counted = not any(
        finding.severity is Severity.ERROR and finding.code.startswith(_BEFORE_COUNTING) for finding in told
    )
    statistics = reached.statistics if is_counted else None
    tables = _tables(statistics, reached.report_format)
    return checks_html(told, statistics, tables, reached.settings, year, reached.charts)


def _tables(
    statistics: Statistics | None, report_format: ReportFormat | None
) -> list[AnnexTable | FilledTable]:
    """The format's tables, statutory ones first; what filling them finds has been told by the draft."""
    if statistics is None or report_format is None:
        return []
    tables: list[AnnexTable | FilledTable] = [*fill_tables(report_format.tables, statistics, Findings())]
    if report_format.annex:
        tables.append(fill_annex(report_format.annex, statistics, Findings()))
    return tables
