"""Other programs on a report with a table of contents: the same numbers, and sound to Word."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

import pikepdf
import pytest
from conftest import find_referee
from contents_years import NAME, built
from test_report_pages import numbers_in
from verapdf import FLAVOURS, judge

if TYPE_CHECKING:
    from pathlib import Path

    from libreoffice import LibreOffice

pytestmark = pytest.mark.referee


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built year whose table of contents takes more than a page."""
    return built(tmp_path_factory.mktemp("office"), sections=12, sentences=4).folder


def test_libreoffice_shows_the_same_numbers_and_leads_to_the_same_pages(
    folder: Path, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    """It sets the pages itself: each heading stands on the page that our table names."""
    report = folder / f"{NAME}.docx"

    libreoffice.convert([report], "pdf", tmp_path)

    told = numbers_in(report)
    whole = [find_referee("pdftotext"), "-layout", str(tmp_path / f"{NAME}.pdf"), "-"]
    shown = subprocess.run(whole, capture_output=True, check=True, text=True).stdout
    pages = ["".join(page.split()) for page in shown.split("\f")]
    with pikepdf.open(tmp_path / f"{NAME}.pdf") as pdf:
        places = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        links = [each for page in pdf.pages for each in page.obj.get("/Annots", ())]
        led = {places[(each.get("/Dest") or each.A.D)[0].objgen] for each in links}
    lines = {
        heading: int(line[1])
        for heading in told
        if (line := re.search(rf"{re.escape(heading)}\.+([0-9]+)", "".join(shown.split())))
    }
    assert {heading: int(str(lines[heading])[: len(str(told[heading]))]) for heading in lines} == told
    assert {
        heading: max(number for number, page in enumerate(pages, start=1) if heading in page)
        for heading in told
    } == told
    assert led == set(told.values())


def test_the_pdf_is_archival_and_accessible(folder: Path, verapdf: tuple[str, ...]) -> None:
    pdf = folder / f"{NAME}.pdf"

    assert judge(verapdf, [pdf]) == {(NAME, flavour): [] for flavour in FLAVOURS}


def test_word_accepts_the_file(folder: Path, open_xml_sdk: tuple[str, ...]) -> None:
    report = folder / f"{NAME}.docx"

    told = subprocess.run([*open_xml_sdk, str(report)], capture_output=True, check=False).stdout

    assert json.loads(told)["errors"] == []
