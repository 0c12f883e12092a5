"""The Word template that ships: that it is what its script makes, and keeps to GB/T 9704-2012."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

import docx
import pytest
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips
from lxml import etree
from make_national_template import TEMPLATES
from make_template import TEMPLATE, make_template
from shown_styles import shown_style

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document

LEVELS: Final = ("一级标题", "二级标题", "三级标题", "四级标题")
BODY: Final = (*LEVELS, "正文")


@pytest.fixture(scope="module")
def template() -> Document:
    return docx.Document(str(TEMPLATE))


def part(name: str) -> str:
    with zipfile.ZipFile(TEMPLATE) as archive:
        return archive.read(name).decode()


def test_the_committed_template_is_what_its_script_makes() -> None:
    assert TEMPLATE.read_bytes() == make_template()


def test_the_type_area_is_156_by_225_millimetres(template: Document) -> None:
    page = template.sections[0]
    sides = (page.page_width, page.left_margin, page.right_margin)
    heights = (page.page_height, page.top_margin, page.bottom_margin)
    assert None not in (*sides, *heights)

    width, height = (whole - first - last for whole, first, last in (sides, heights))  # type: ignore[operator]

    assert abs(width - Mm(156)) < Pt(0.1)
    assert abs(height - Mm(225)) < Pt(0.25)


@pytest.mark.parametrize("name", BODY)
def test_twenty_two_exact_lines_fill_the_page(template: Document, name: str) -> None:
    spacing = shown_style(template, name).paragraph_format

    assert spacing.line_spacing_rule is WD_LINE_SPACING.EXACTLY
    assert spacing.line_spacing == Twips(580)
    assert abs(22 * Twips(580) - Mm(225)) < Pt(0.25)


@pytest.mark.parametrize("name", BODY)
def test_condensed_characters_stand_twenty_eight_to_a_line(template: Document, name: str) -> None:
    properties = shown_style(template, name).element.rPr
    spacing = int(properties.find(qn("w:spacing")).get(qn("w:val")))
    size = int(properties.find(qn("w:sz")).get(qn("w:val")))

    pitch = size / 2 + spacing / 20

    assert 28 * pitch <= 442.25 < 29 * pitch


@pytest.mark.parametrize(
    ("name", "face", "size"),
    [
        ("标题", "方正小标宋简体", 22), ("一级标题", "黑体", 16), ("二级标题", "楷体_GB2312", 16),
        ("三级标题", "仿宋_GB2312", 16), ("四级标题", "仿宋_GB2312", 16), ("正文", "仿宋_GB2312", 16),
        ("附件", "黑体", 16), ("附件标题", "方正小标宋简体", 22), ("表格", "宋体", 12), ("表头", "黑体", 12),
        ("版记", "仿宋_GB2312", 14), ("页码", "宋体", 14),
    ],
)  # fmt: skip
def test_each_part_has_its_official_face_and_size(
    template: Document, name: str, face: str, size: float
) -> None:
    found = shown_style(template, name)

    assert found.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == face
    assert found.font.size == Pt(size)
    assert not found.font.bold


def test_headings_carry_their_level_for_the_navigation_pane(template: Document) -> None:
    levels = [
        shown_style(template, name).element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) for name in LEVELS
    ]

    assert levels == ["0", "1", "2", "3"]


@pytest.mark.parametrize(
    ("name", "word_name"),
    [("标题", "Title"), *((name, f"heading {number}") for number, name in enumerate(LEVELS, start=1))],
)
def test_a_heading_is_what_every_program_knows_as_one(template: Document, name: str, word_name: str) -> None:
    assert shown_style(template, name).element.find(qn("w:name")).get(qn("w:val")) == word_name


@pytest.mark.parametrize("path", [TEMPLATE, *TEMPLATES], ids=lambda path: path.parent.name)
def test_no_run_says_more_of_its_look_than_that_quotation_marks_are_chinese(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(f"word/{part}.xml") for part in ("document", "footer1", "footer2")]

    said = {
        (each.tag, *each.items())
        for part in parts
        for look in etree.fromstring(part).iter(qn("w:rPr"))
        for each in look
    }

    assert said == {
        (qn("w:rFonts"), (qn("w:hint"), "eastAsia")),
        (qn("w:rStyle"), (qn("w:val"), "签发人姓名")),
    }


def test_a_style_hangs_on_no_other_so_that_restyling_moves_nothing_else(template: Document) -> None:
    bases = {found.base_style.name for found in template.styles if found.base_style}

    assert bases == {"Normal"}


def test_odd_pages_are_numbered_on_the_right_and_even_pages_on_the_left(template: Document) -> None:
    section = template.sections[0]

    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]

    assert template.settings.odd_and_even_pages_header_footer
    assert (odd.text, even.text) == ("— 1 —", "— 1 —")
    assert "PAGE" in "".join(text.text or "" for text in odd._p.iter(qn("w:instrText")))  # noqa: SLF001 - the field
    assert shown_style(template, "页码").paragraph_format.right_indent == Pt(14)
    assert even.paragraph_format.left_indent == Pt(14)


def test_the_table_says_its_columns_and_repeats_its_head(template: Document) -> None:
    table = template.tables[0]._tbl  # noqa: SLF001 - the grid has no public face

    widths = [int(column.get(qn("w:w"), "0")) for column in table.tblGrid.iter(qn("w:gridCol"))]

    assert sum(widths) == 8845
    assert len(widths) == 3
    assert [layout.get(qn("w:type")) for layout in table.iter(qn("w:tblLayout"))] == ["fixed"]
    assert [len(list(row.iter(qn("w:tblHeader")))) for row in table.tr_lst[:2]] == [1, 0]


@pytest.mark.parametrize("trace", ["theme", "ja-JP", "MS Mincho", "Calibri", "python-docx"])
def test_nothing_is_left_over_from_a_foreign_default(trace: str) -> None:
    names = set(zipfile.ZipFile(io.BytesIO(TEMPLATE.read_bytes())).namelist())

    assert not any(trace in name for name in names)
    assert trace not in part("word/styles.xml") + part("word/document.xml") + part("docProps/core.xml")
