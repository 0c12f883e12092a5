"""LibreOffice opens the built Word report, and finds in it the same text, lines and pages as we set."""

from __future__ import annotations

import re
import subprocess
import zipfile
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

import pytest
from libreoffice import without_controls
from lxml import etree

pytestmark = pytest.mark.referee

CHECKOUT: Final = Path(__file__).parent.parent.parent
WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The marks that may hang past the end of a line. LibreOffice 7.4 leaves some of them out of its PDF's text.
HANGING: Final = "、，。：；"
TABLE_HEAD: Final = "统计指标单位统计数"
SHARE_OF_EQUAL_LINES: Final = 0.95

FONTS_CONF: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <include>{fonts}/30-gongwen.conf</include>
</fontconfig>
"""


@pytest.fixture
def report(built: Path) -> Path:
    """The built Word report."""
    return next(built.glob("*.docx"))


@pytest.fixture
def by_libreoffice(report: Path, soffice: str, tmp_path: Path) -> Path:
    """The Word report as LibreOffice prints it: our faces, a profile of its own, nothing of the system's.

    It is shown without its content controls, beside which LibreOffice 7.4 leaves no space between scripts.
    """
    shown = tmp_path / "shown" / report.name
    shown.parent.mkdir()
    shown.write_bytes(without_controls(report.read_bytes()))
    fonts_conf = tmp_path / "fonts.conf"
    fonts_conf.write_text(
        FONTS_CONF.format(fonts=CHECKOUT / "fonts", cache=tmp_path / "cache"), encoding="utf-8"
    )
    subprocess.run(
        [
            soffice, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(shown),
        ],
        env={
            "FONTCONFIG_FILE": str(fonts_conf), "HOME": str(tmp_path),
            "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        timeout=180,
    )  # fmt: skip
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
