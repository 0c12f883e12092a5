"""Hanzi in single spacing: as high as Word sets them, in whole rows of a grid; no other spacing changes."""

from __future__ import annotations

import pytest
from traces import faces, set_pages
from word_files import PAGE, paragraph, word_file

from report_builder.diagnostics import Findings
from report_builder.typesetting.text.glyphs import AS_IN_LIBREOFFICE, Options
from report_builder.typesetting.typeset import typeset

GRID = PAGE + '<w:docGrid w:type="lines" w:linePitch="312"/>'
HANZI = ("宋体", "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体")


def fonts(name: str, size: float) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/><w:sz w:val="{2 * size:g}"/>'


def document(name: str, size: float, spacing: str = "", section: str = PAGE, text: str = "国") -> bytes:
    """Two lines of one font."""
    return word_file(paragraph(text, spacing, fonts(name, size)) * 2, section=section)


def pitch(docx: bytes, options: Options | None = None) -> float:
    """The distance between a document's two lines."""
    pages = typeset(docx, "样张.docx", faces(), Findings(), options or Options())
    first, second = (run.baseline for run in pages.pages[0].runs)
    return second - first


@pytest.mark.parametrize("name", HANZI)
@pytest.mark.parametrize("size", [10.5, 12, 14, 16, 22])
def test_a_line_of_hanzi_is_three_tenths_higher_than_its_face(name: str, size: float) -> None:
    assert pitch(document(name, size)) == pytest.approx(1.3 * size)


@pytest.mark.parametrize(("size", "rows"), [(10.5, 1), (12, 1), (14, 2), (16, 2), (22, 2), (26, 3)])
def test_on_a_grid_it_takes_as_many_whole_rows_as_it_needs(size: float, rows: int) -> None:
    assert pitch(document("宋体", size, section=GRID)) == pytest.approx(15.6 * rows)


@pytest.mark.parametrize(
    ("spacing", "height"),
    [
        ('<w:spacing w:line="579" w:lineRule="exact"/>', 28.95),
        ('<w:spacing w:line="320" w:lineRule="atLeast"/>', 16),
        ('<w:spacing w:line="400" w:lineRule="atLeast"/>', 20),
        ('<w:spacing w:line="360" w:lineRule="auto"/>', 1.5 * 1.3 * 16),
    ],
)
def test_spacing_that_the_file_gives_in_points_stays_as_it_is(spacing: str, height: float) -> None:
    assert pitch(document("仿宋_GB2312", 16, spacing)) == pytest.approx(height)


@pytest.mark.parametrize(("name", "height"), [("Times New Roman", 1.1499), ("Arial", 1.1499)])
def test_a_line_of_latin_letters_has_its_faces_own_height(name: str, height: float) -> None:
    assert pitch(document(name, 20, text="Latin")) == pytest.approx(height * 20, abs=0.02)


def test_half_of_what_is_added_stands_above_the_line() -> None:
    (page,) = set_pages(word_file(paragraph("国", "", fonts("宋体", 20)))).pages

    assert page.runs[0].baseline == pytest.approx(2098 / 20 + (0.859 + 0.15) * 20)


def test_libreoffice_adds_nothing() -> None:
    assert pitch(document("宋体", 14), AS_IN_LIBREOFFICE) == pytest.approx(14)
