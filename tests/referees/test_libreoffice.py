"""LibreOffice opens the built Word report, and finds in it the same text, lines and pages as we set."""

from __future__ import annotations

import re
import subprocess
import zipfile
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

import pytest
from libreoffice import without_controls
from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path

    from libreoffice import LibreOffice

pytestmark = pytest.mark.referee

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The marks that may hang past the end of a line. LibreOffice 7.4 leaves some of them out of its PDF's text.
HANGING: Final = "、，。：；"
TABLE_HEAD: Final = "统计指标单位统计数"
SHARE_OF_EQUAL_LINES: Final = 0.95


@pytest.fixture
def report(built: Path) -> Path:
    """The built Word report."""
    return next(built.glob("*.docx"))


@pytest.fixture
def by_libreoffice(report: Path, libreoffice: LibreOffice, tmp_path: Path) -> Path:
    """The Word report as LibreOffice prints it.

    It is shown without its content controls, beside which LibreOffice 7.4 leaves no space between scripts.
    """
    shown = tmp_path / "shown" / report.name
    shown.parent.mkdir()
    shown.write_bytes(without_controls(report.read_bytes()))
    libreoffice.convert([shown], "pdf", tmp_path)
    return tmp_path / report.with_suffix(".pdf").name


def text_of_word(docx: Path) -> str:
    """All the text of a Word report's body, without blanks."""
    with zipfile.ZipFile(docx) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    return re.sub(r"\s", "", "".join(piece.text or "" for piece in body.iter(f"{WORD}t")))


def pages_of_pdf(pdf: Path, pdftotext: str) -> list[list[str]]:
    """The lines of each page, without blanks and page numbers."""
    done = subprocess.run(
        [pdftotext, "-raw", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=True, timeout=60
    )
    pages = done.stdout.decode().removesuffix("\f").split("\f")
    lines = [[re.sub(r"\s", "", line) for line in page.splitlines()] for page in pages]
    return [[line for line in page if line and not re.fullmatch(r"—\d+—", line)] for page in lines]


def differences(wanted: str, found: str) -> list[tuple[str, str]]:
    """What stands in one text and not in the other: what is lacking, and what is too much, place by place."""
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    return [(wanted[a:b], found[c:d]) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]


def text_of(pages: list[list[str]]) -> str:
    """All the text of a PDF in one."""
    return "".join(line for page in pages for line in page)


def test_libreoffice_finds_the_text_of_the_word_report(
    report: Path, by_libreoffice: Path, pdftotext: str
) -> None:
    pages = pages_of_pdf(by_libreoffice, pdftotext)

    strange = [
        (lacking, added)
        for lacking, added in differences(text_of_word(report), text_of(pages))
        if (lacking not in HANGING or added) and (lacking or added != TABLE_HEAD)
    ]

    assert strange == []


def test_our_pdf_has_the_text_of_the_word_report_and_no_more(report: Path, pdftotext: str) -> None:
    pages = pages_of_pdf(report.with_suffix(".pdf"), pdftotext)

    strange = [
        (lacking, added)
        for lacking, added in differences(text_of_word(report), text_of(pages))
        if lacking or added != TABLE_HEAD  # repeated at the head of every page that the table runs over to
    ]

    assert strange == []


def test_the_pages_begin_where_libreoffice_begins_them(
    report: Path, by_libreoffice: Path, pdftotext: str
) -> None:
    ours = pages_of_pdf(report.with_suffix(".pdf"), pdftotext)
    theirs = pages_of_pdf(by_libreoffice, pdftotext)

    # Where a page begins is at issue, not where its first line ends: LibreOffice cuts 2016 in two there.
    assert [page[0][:8] for page in ours] == [page[0][:8] for page in theirs]


def test_the_lines_break_where_libreoffice_breaks_them(
    report: Path, by_libreoffice: Path, pdftotext: str
) -> None:
    ours, theirs = (
        [line.rstrip(HANGING) for page in pages_of_pdf(pdf, pdftotext) for line in page]
        for pdf in (report.with_suffix(".pdf"), by_libreoffice)
    )

    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    equal = sum(block.size for block in matcher.get_matching_blocks())

    assert equal / len(ours) >= SHARE_OF_EQUAL_LINES
