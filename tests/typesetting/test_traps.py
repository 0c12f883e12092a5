"""Traps that other makers of Chinese documents were seen to fall into, each with the test that it deserves.

The traps were met by running the programs that do the same work: docxtpl, LibreOffice, reportlab's
Platypus, converters from Word to PDF. Where a test stands elsewhere, it is named here: undefined names
and the sandbox in ``tests/manuscript/test_narrative.py`` and ``test_filling.py``; the same bytes twice
in ``tests/test_same_bytes.py``; two lines kept with a heading in ``test_flow.py``.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from functools import cache
from itertools import groupby, pairwise
from statistics import mean
from typing import TYPE_CHECKING, Final

import pdfplumber
import pytest
from documents import DOCUMENTS, character_grid, filled, report_of_2016
from finished_pages import glyphs_of, lines_of
from sample_reports import report
from traces import faces
from word_files import paragraph, word_file

from report_builder.diagnostics import Findings, Severity
from report_builder.painting.pdf import paint_pdf
from report_builder.quantities import mm
from report_builder.typesetting.placed.pages import StructureRole
from report_builder.typesetting.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.typesetting.placed.pages import Pages

# GB/T 15834-2011, 5.1.1 to 5.1.9: what starts no line, and what ends none.
NEVER_FIRST: Final = set("。，、；：！？）〕］】》〉」』”’…％‰%℃·～/")
NEVER_LAST: Final = set("（〔［【《〈「『“‘№")
PARTED: Final = re.compile(r"——|……|\d\d|\d[.,]\d|[A-Za-z][A-Za-z]")
ROWS: Final = 22
# Text starts left of this, the annex and what is centred right of it.
EDGE_OF_TEXT: Final = 112.0
PAGE_NUMBER: Final = re.compile(r"—\d+—")
# Hanzi and marks that may not hang, no Latin letters and no digits among them.
FULL_LINE: Final = re.compile(r"[㐀-鿿（《》“”、]{27}[㐀-鿿]")


@cache
def pages_of(name: str) -> Pages:
    """A sample document as a user prints it; nothing of it may be lost."""
    findings = Findings()
    pages = typeset(DOCUMENTS[name](), f"{name}.docx", faces(), findings)
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []
    return pages


@cache
def pdf_of(name: str) -> bytes:
    """The same as a PDF."""
    return paint_pdf(pages_of(name), faces())


def paragraphs_of(pages: Pages) -> Iterator[list[str]]:
    """The lines of every element that holds text, also those on the next page."""
    found: dict[int, list[str]] = {}
    for page in pages.pages:
        for (element, _), runs in groupby(page.runs, key=lambda run: (run.element, round(run.baseline))):
            if pages.elements[element].role is not StructureRole.ARTIFACT:
                found.setdefault(element, []).append("".join(run.text for run in runs))
    yield from found.values()


def word_text(docx: bytes) -> str:
    """The text of a Word file's body, without blanks."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        body = archive.read("word/document.xml").decode()
    pieces = re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", body)
    written = "".join(pieces).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return "".join(written.split())


# --- line breaking (reportlab: 8 lines begin with ，、 and 3 end with （《“) ---
@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_line_starts_or_ends_with_a_mark_that_may_not(name: str) -> None:
    lines = [line.text for page in glyphs_of(pdf_of(name)) for line in lines_of(page)]

    assert [line for line in lines if line[0] in NEVER_FIRST or line[-1] in NEVER_LAST] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_dash_ellipsis_number_or_word_is_parted(name: str) -> None:
    parted = [
        (before[-5:], after[:5])
        for lines in paragraphs_of(pages_of(name))
        for before, after in pairwise(lines)
        if PARTED.fullmatch(before[-1:] + after[:1]) or PARTED.fullmatch(before[-2:] + after[:1])
    ]

    assert parted == []


# --- the grid of 28 by 22 (LibreOffice sets 18 characters a line in a character grid) ---
def test_the_character_grid_of_word_gives_28_characters_a_line() -> None:
    pages = typeset(character_grid(), "样张.docx", faces(), Findings())

    first = next(lines for lines in paragraphs_of(pages))

    assert len(first[1].rstrip("，。、")) == 28


def test_our_template_asks_for_lines_alone_so_that_all_programs_agree() -> None:
    with zipfile.ZipFile(io.BytesIO(report_of_2016())) as archive:
        grids = re.findall(r"<w:docGrid[^>]*>", archive.read("word/document.xml").decode())

    assert grids
    assert all('w:type="lines"' in grid and "charSpace" not in grid for grid in grids)


def test_a_full_page_of_the_finished_pdf_holds_22_lines_of_28_characters() -> None:
    pages = [
        [line for line in lines_of(page) if not PAGE_NUMBER.fullmatch(line.text)]
        for page in glyphs_of(pdf_of("2016"))
    ]
    full = [page for page in pages if len(page) == ROWS and page[0].left < EDGE_OF_TEXT]

    assert full
    for page in full:
        height = page[-1].baseline - page[0].baseline
        assert height == pytest.approx((ROWS - 1) / ROWS * mm(225), abs=0.5)


def test_a_full_line_of_the_finished_pdf_holds_28_characters_in_156_millimetres() -> None:
    rows = [
        list(row)
        for page in glyphs_of(pdf_of("2016"))
        for _, row in groupby(page, key=lambda glyph: round(glyph.baseline, 1))
    ]
    full = [row for row in rows if FULL_LINE.fullmatch("".join(glyph.text for glyph in row))]

    assert full
    for row in full:
        assert row[0].left == pytest.approx(mm(28), abs=0.5)
        assert row[-1].left + 16 - row[0].left == pytest.approx(mm(156), abs=0.5)
        assert mean(after.left - before.left for before, after in pairwise(row)) == pytest.approx(
            (mm(156) - 16) / 27, abs=0.02
        )


# --- text lost with exit code 0 (office2pdf, aspose-words-foss, docquill, docx-to-pdf-native) ---
@pytest.mark.parametrize("name", DOCUMENTS)
def test_pdfium_reads_every_character_of_the_word_file(name: str) -> None:
    written = Counter(word_text(DOCUMENTS[name]()))

    read = Counter(glyph.text for page in glyphs_of(pdf_of(name)) for glyph in page)

    assert written - read == Counter()


@pytest.mark.parametrize("name", ["2016", "figures", "marks", "python-docx"])
def test_pdfplumber_reads_every_character_of_the_word_file(name: str) -> None:
    written = Counter(word_text(DOCUMENTS[name]()))

    with pdfplumber.open(io.BytesIO(pdf_of(name))) as pdf:
        read = Counter(char["text"] for page in pdf.pages for char in page.chars)

    assert written - read == Counter()


def test_marks_of_markup_in_the_text_are_text() -> None:
    docx = filled(report("A&B<甲>乙 & “丙” </w:t> 丁"))

    pages = typeset(docx, "样张.docx", faces(), Findings())

    text = "".join(run.text for page in pages.pages for run in page.runs)
    assert "A&B<甲>乙&“丙”</w:t>丁" in text.replace(" ", "")


# --- faces (reportlab: digits in 黑体 blank; typst: “ ” in Latin shapes) ---
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_character_is_set_in_a_face_that_has_it(name: str) -> None:
    blank = {
        (run.look.face, character)
        for page in pages_of(name).pages
        for run in page.runs
        for character in run.text
        if not faces().face(run.look.face).covers(character)
    }

    assert blank == set()


@pytest.mark.parametrize("name", ["2016", "long", "titles"])
def test_chinese_quotation_marks_dashes_and_ellipses_are_as_wide_as_hanzi(name: str) -> None:
    latin = [
        run.text
        for page in pages_of(name).pages
        for run in page.runs
        if run.look.face == "Roman" and set(run.text) & set("“”‘’—…")
    ]

    assert latin == []


# --- keeping with the next paragraph (dxpdf, word2pdf: whole paragraphs, half-empty pages) ---
def test_what_is_kept_with_the_next_paragraph_fills_its_page_first() -> None:
    exact = '<w:spacing w:line="579" w:lineRule="exact"/>'
    docx = word_file(
        "".join(paragraph(f"行{number}", exact) for number in range(10))
        + paragraph("国" * 27 * 13, exact + "<w:keepNext/>")
        + paragraph("下一段", exact)
    )

    pages = typeset(docx, "样张.docx", faces(), Findings()).pages

    assert len({round(run.baseline) for run in pages[0].runs}) >= 20


# --- the Word file itself (python-docx: no gridCol, 明朝, thumbnail, the time of day) ---
def test_the_word_report_carries_nothing_that_its_maker_did_not_mean() -> None:
    with zipfile.ZipFile(io.BytesIO(report_of_2016())) as archive:
        names = set(archive.namelist())
        body = archive.read("word/document.xml").decode()
        everything = "".join(archive.read(name).decode() for name in names if name.endswith(".xml"))
        moments = {entry.date_time for entry in archive.infolist()}

    assert body.count("<w:tblGrid>") == body.count("<w:tbl>") > 0
    assert body.count("<w:gridCol ") == 3
    assert not {name for name in names if "thumbnail" in name or "stylesWithEffects" in name}
    assert not {"ＭＳ 明朝", "MS Mincho", "ja-JP"} & set(re.findall(r'"([^"]*)"', everything))
    assert len(moments) == 1


# --- the outline of the report ---
@pytest.mark.parametrize("name", ["2016", "long", "titles"])
def test_no_level_of_headings_is_skipped(name: str) -> None:
    levels = [element.level for element in pages_of(name).elements if element.role is StructureRole.HEADING]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
