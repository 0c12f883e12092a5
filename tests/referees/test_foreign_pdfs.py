"""Reports as other programs print them → every cell of every table, as their Word file has it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

import pytest
from foreign_reports import two_years
from foreign_writers import as_web_page, by_python_docx
from golden_suqian import SUQIAN_2023, write_year
from libreoffice import without_controls
from msgspec.structs import replace
from web_pages import report_in, web_page

from report_builder.diagnostics import Findings
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.formats.library import load_formats
from report_builder.pipeline import build
from report_builder.reports.any_file import read_any_file
from report_builder.reports.recognition import recognise
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from pathlib import Path

    from libreoffice import LibreOffice
    from playwright.sync_api import Browser

    from report_builder.reports.report import Report

pytestmark = pytest.mark.referee

YEARS: Final = {"guangxi-seven-part": 2016, "national-2019": 2020, "national-2021": 2023}


@pytest.fixture(scope="module", params=YEARS)
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of ours in each format: the Word file, its PDF beside it."""
    year = YEARS[request.param]
    folder = tmp_path_factory.mktemp("own")
    if year == 2016:
        shutil.copytree(packaged_folder("data"), folder / "data")
    else:
        write_year(folder / "data", replace(SUQIAN_2023, year=year), older=(9, 977))
    result = outcome_of(build(BuildRequest(folder / "data", year, folder / "out", folder)))
    [path] = result.folder.glob("*.docx")
    return path


def read(path: Path) -> Report:
    formats = load_formats(packaged_folder("styles"), Findings())
    return recognise(read_any_file(path.read_bytes(), path.name).report, formats)


def written(report: Report) -> dict[str, str]:
    return {path: cell.written for path, cell in report.cells.items()}


def demand_equal(pdf: Path, docx: Path) -> None:
    """The same figures, sections and words."""
    found, word = read(pdf), report_in(docx.read_bytes())

    assert written(found) == written(word)
    assert len(written(found)) > 20
    assert found.title == word.title
    assert [(each.heading, each.tables) for each in found.sections] == [
        (each.heading, each.tables) for each in word.sections
    ]
    texts = [["".join(each.text.split()) for each in one.opening] for one in (found, word)]
    assert texts[0][-len(texts[1]) :] == texts[1]


def test_our_own_pdf_is_read_whole(report: Path) -> None:
    demand_equal(report.with_suffix(".pdf"), report)


def test_the_pdf_that_libreoffice_makes_is_read_whole(
    report: Path, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    plain = tmp_path / "报告.docx"
    plain.write_bytes(without_controls(report.read_bytes()))

    libreoffice.convert([plain], "pdf", tmp_path)

    demand_equal(tmp_path / "报告.pdf", report)


def print_page(browser: Browser, page: str, path: Path) -> None:
    opened = browser.new_page()
    opened.set_content(page)
    path.write_bytes(opened.pdf(format="A4", print_background=True))
    opened.close()


def test_the_pdf_that_chromium_prints_is_read_whole(report: Path, browser: Browser, tmp_path: Path) -> None:
    print_page(browser, web_page(report.read_bytes()).decode(), tmp_path / "网页.pdf")

    demand_equal(tmp_path / "网页.pdf", report)


def test_a_table_that_libreoffice_or_chromium_part_between_pages_is_read_whole(
    libreoffice: LibreOffice, browser: Browser, tmp_path: Path
) -> None:
    foreign = two_years(5)[1]
    (tmp_path / "文件.docx").write_bytes(by_python_docx(foreign))
    libreoffice.convert([tmp_path / "文件.docx"], "pdf", tmp_path)
    print_page(browser, as_web_page(foreign), tmp_path / "网页.pdf")

    assert written(read(tmp_path / "文件.docx")) == foreign.cells
    assert written(read(tmp_path / "文件.pdf")) == foreign.cells
    assert written(read(tmp_path / "网页.pdf")) == foreign.cells
