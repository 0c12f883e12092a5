"""Tables beside LibreOffice's: the same words on the same pages, in the same lines; and veraPDF's verdict."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pdfplumber
import pytest
from table_files import TABLE_DOCUMENTS
from traces import faces

from report_builder.diagnostics import Findings
from report_builder.painting.pdf import paint_pdf
from report_builder.typesetting.text.glyphs import Options
from report_builder.typesetting.typeset import typeset

if TYPE_CHECKING:
    from libreoffice import LibreOffice

pytestmark = pytest.mark.referee

DRIVER: Final = Path(__file__).with_name("VeraCheck.java")


def words_of(pdf: Path) -> list[list[str]]:
    """The words of each page: pieces of lines with no gap in them."""
    with pdfplumber.open(pdf) as document:
        return [
            sorted(word["text"] for word in page.extract_words(x_tolerance=4, y_tolerance=2))
            for page in document.pages
        ]


@pytest.fixture(scope="module")
def painted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every document with tables as a PDF of ours."""
    folder = tmp_path_factory.mktemp("tables")
    found: dict[str, Path] = {}
    for name, docx in TABLE_DOCUMENTS.items():
        found[name] = folder / f"{name}.pdf"
        # LibreOffice adds nothing to hanzi in single spacing; all else is as users have it.
        pages = typeset(docx, found[name].name, faces(), Findings(), Options(leads_hanzi=False))
        found[name].write_bytes(paint_pdf(pages, faces()))
    return found


@pytest.fixture(scope="module")
def by_libreoffice(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same documents by LibreOffice, in one folder."""
    folder = tmp_path_factory.mktemp("tables-office")
    for name, docx in TABLE_DOCUMENTS.items():
        (folder / f"{name}.docx").write_bytes(docx)
    libreoffice.convert(sorted(folder.glob("*.docx")), "pdf", folder)
    return folder


@pytest.mark.parametrize("name", TABLE_DOCUMENTS)
def test_the_words_of_a_table_stand_on_the_pages_where_libreoffice_puts_them(
    name: str, painted: dict[str, Path], by_libreoffice: Path
) -> None:
    assert words_of(painted[name]) == words_of(by_libreoffice / f"{name}.pdf")


def test_tables_over_pages_are_archival_and_accessible(
    verapdf: tuple[str, ...], painted: dict[str, Path]
) -> None:
    done = subprocess.run(
        [*verapdf, str(DRIVER), "2a,ua1", *map(str, painted.values())],
        capture_output=True,
        check=True,
        timeout=240,
    )

    assert [line.split("\t")[2:] for line in done.stdout.decode().splitlines()] == [[""]] * 2 * len(painted)
