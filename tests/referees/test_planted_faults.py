"""Sixty reports with a planted fault and sixty sound ones, made by five programs: told, and left alone."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from conftest import find_referee, miss_referee
from foreign_reports import FAULTS, faulty, two_years
from foreign_writers import NUMERALS, as_web_page, by_python_docx, by_reportlab

from report_builder.agencies.reviewed_reports import receive, review
from report_builder.budgets import USUAL
from report_builder.diagnostics import Findings, Severity
from report_builder.formats.library import load_formats
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foreign_reports import ForeignReport
    from libreoffice import LibreOffice
    from playwright.sync_api import Browser

pytestmark = pytest.mark.referee

WRITERS: Final = ("python-docx", "reportlab", "LibreOffice", "Chromium", "docx of npm")
KINDS: Final = tuple(FAULTS)[:12]
NPM_DOCX: Final = "REPORT_BUILDER_NPM_DOCX"
SCRIPT: Final = Path(__file__).parent.parent / "foreign_writer.mjs"
Years = tuple["ForeignReport", "ForeignReport"]


def planted() -> dict[str, tuple[Years, str]]:
    """Twelve kinds by name and writer, with the code that has to tell each."""
    return {
        f"{number}-{kind}": (faulty(1000 + 10 * number + kind, name), FAULTS[name][1])
        for number, _ in enumerate(WRITERS)
        for kind, name in enumerate(KINDS)
    }


def sound() -> dict[str, tuple[Years, str]]:
    return {
        f"{number}-{kind}": (two_years(2000 + 20 * number + kind), "")
        for number, _ in enumerate(WRITERS)
        for kind in range(12)
    }


def by_npm(reports: Mapping[str, ForeignReport], folder: Path) -> None:
    """Word files by the package docx."""
    modules = os.environ.get(NPM_DOCX, "")  # noqa: TID251  where the machine has it
    if not modules:
        miss_referee(f"{NPM_DOCX} does not name a folder in which npm has put docx")
    told = {}
    for name, report in reports.items():
        tables, sections = report.tables(), []
        numbers = {heading: number for number, (heading, _) in enumerate(two_years(1)[1].sections, start=1)}
        for count, (heading, texts) in enumerate(report.sections):
            rows = tables.get(numbers[heading])
            sections.append({"heading": f"{NUMERALS[count]}、{heading}", "texts": texts, "rows": rows})
        told[name] = {
            "title": report.title,
            "opening": report.opening,
            "sections": sections,
            "agency": report.agency,
            "signed": report.signed,
        }
    source = folder / "reports.json"
    source.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    command = [find_referee("node"), str(SCRIPT), modules, str(source), str(folder)]
    subprocess.run(command, check=True, timeout=300, capture_output=True)


def made(
    reports: Mapping[str, tuple[Years, str]], folder: Path, libreoffice: LibreOffice, browser: Browser
) -> dict[str, bytes]:
    """Every report by its writer."""
    chosen = {name: years[1] for name, (years, _) in reports.items()}
    files: dict[str, bytes] = {}
    for name, report in chosen.items():
        if name[0] in "02":
            files[name] = by_python_docx(report)
        elif name[0] == "1":
            files[name] = by_reportlab(report)
        elif name[0] == "3":
            page = browser.new_page()
            page.set_content(as_web_page(report))
            files[name] = page.pdf(format="A4")
            page.close()
    sources = []
    for name in (each for each in chosen if each[0] == "2"):
        (folder / f"{name}.docx").write_bytes(files[name])
        sources.append(folder / f"{name}.docx")
    libreoffice.convert(sources, "pdf", folder)
    files |= {path.stem: path.with_suffix(".pdf").read_bytes() for path in sources}
    by_npm({name: report for name, report in chosen.items() if name[0] == "4"}, folder)
    return files | {name: (folder / f"{name}.docx").read_bytes() for name in chosen if name[0] == "4"}


def told(data: bytes, last: ForeignReport) -> set[str]:
    """The codes of errors and doubts of a report, beside the year before by python-docx."""
    formats = load_formats(packaged_folder("styles"), Findings())
    before = receive(by_python_docx(last), Path("上年.docx"), "上年.docx", formats, USUAL)
    found = review(receive(data, Path("报告"), "报告", formats, USUAL), formats, before)
    return {each.code for each in found if each.severity is not Severity.NOTICE}


def test_at_least_95_of_100_planted_faults_are_told(
    tmp_path: Path, libreoffice: LibreOffice, browser: Browser
) -> None:
    reports = planted()
    files = made(reports, tmp_path, libreoffice, browser)

    untold = [name for name, (years, code) in reports.items() if code not in told(files[name], years[0])]

    assert len(files) == 60
    assert len(untold) <= 3, untold


def test_no_sound_report_gives_a_false_alarm(
    tmp_path: Path, libreoffice: LibreOffice, browser: Browser
) -> None:
    reports = sound()
    files = made(reports, tmp_path, libreoffice, browser)

    alarms = {name: found for name, (years, _) in reports.items() if (found := told(files[name], years[0]))}

    assert len(files) == 60
    assert alarms == {}
