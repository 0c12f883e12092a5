"""A format that asks for it gets a table of contents as Word makes one; another gets none."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest
from contents_years import NAME, built, headings
from docx.oxml.ns import qn

from report_builder.manuscript.added_styles import CONTENTS_ENTRY, style_for
from report_builder.manuscript.table_of_contents import add_contents

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from lxml.etree import _Element


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """A built report with a table of contents."""
    folder = built(tmp_path_factory.mktemp("office"), sections=3, sentences=2).folder
    return docx.Document(str(folder / f"{NAME}.docx"))


def style_of(paragraph: Paragraph) -> str:
    return str(paragraph.style.name) if paragraph.style else ""


def lines_of(document: Document) -> list[Paragraph]:
    return [each for each in document.paragraphs if style_of(each).startswith(("toc ", "TOC"))]


def within(document: Document, name: str) -> list[_Element]:
    """The elements of that name in the lines."""
    elements = (each._p for each in lines_of(document))  # noqa: SLF001  python-docx's own name for the element
    return [found for each in elements for found in each.iter(qn(name))]


def style_element(document: Document, style_id: str) -> _Element:
    styles: list[_Element] = list(document.styles.element.iter(qn("w:style")))
    return next(each for each in styles if each.get(qn("w:styleId")) == style_id)


def test_every_heading_has_a_line_in_the_style_of_its_level(report: Document) -> None:
    lines = [(style_of(each), each.text.partition("\t")[0]) for each in lines_of(report)]

    expected = [("TOC Heading", "目录")]
    for number, heading in zip("一二三", headings(3), strict=True):
        expected += [("toc 1", f"{number}、{heading}"), ("toc 2", f"（一）{heading}的开头")]
    assert lines == expected


def test_it_stands_behind_the_title_and_the_text_begins_on_a_page_of_its_own(report: Document) -> None:
    names = [style_of(each) for each in report.paragraphs]
    first = names.index("TOC Heading")
    behind = report.paragraphs[first + len(lines_of(report))]

    assert names[first - 1] == "Title"
    assert behind.paragraph_format.page_break_before


def test_the_field_begins_once_and_ends_once_and_every_line_refers_to_a_bookmark(report: Document) -> None:
    root = report.element
    turns = [each.get(qn("w:fldCharType")) for each in within(report, "w:fldChar")]
    codes = [str(each.text) for each in within(report, "w:instrText")]
    anchors = [each.get(qn("w:anchor")) for each in root.iter(qn("w:hyperlink"))]
    places = [each.get(qn("w:name")) for each in root.iter(qn("w:bookmarkStart"))]
    numbers = [each.get(qn("w:id")) for each in root.iter(qn("w:bookmarkStart"))]

    assert codes[0].split() == ["TOC", "\\o", '"1-2"', "\\h", "\\z", "\\t", '"附件标题,1"']
    assert codes[1:] == [f" PAGEREF {each} \\h " for each in anchors]
    assert [turns.count(each) for each in ("begin", "separate", "end")] == [7, 7, 7]
    assert (turns[0], turns[-1]) == ("begin", "end")
    assert anchors == places
    assert len(set(numbers)) == len(numbers)


def test_the_numbers_stand_at_the_margin_behind_dots(report: Document) -> None:
    (stop,) = style_element(report, "目录1").iter(qn("w:tab"))

    assert (stop.get(qn("w:val")), stop.get(qn("w:leader"))) == ("right", "dot")
    assert int(stop.get(qn("w:pos"), "")) == pytest.approx(8844, abs=2)  # 156 mm


def test_a_style_that_the_template_has_keeps_its_own_tabs(tmp_path: Path) -> None:
    folder = built(tmp_path, sections=2, sentences=1).folder
    document = docx.Document(str(folder / f"{NAME}.docx"))
    for line in lines_of(document):
        document.element.body.remove(line._p)  # noqa: SLF001  as above
    found = style_element(document, style_for(document, CONTENTS_ENTRY))
    (stop,) = found.iter(qn("w:tab"))
    stop.set(qn("w:pos"), "5000")

    add_contents(document)

    assert [each.get(qn("w:pos")) for each in found.iter(qn("w:tab"))] == ["5000"]


def test_a_table_right_behind_the_title_stays_behind_the_contents(tmp_path: Path) -> None:
    folder = built(tmp_path, sections=2, sentences=1).folder
    document = docx.Document(str(folder / f"{NAME}.docx"))
    for line in lines_of(document):
        document.element.body.remove(line._p)  # noqa: SLF001  as above
    title = next(each for each in document.paragraphs if style_of(each) == "Title")
    table = document.add_table(1, 1)._tbl  # noqa: SLF001  as above
    title._p.addnext(table)  # noqa: SLF001  as above

    add_contents(document)

    assert table.getprevious() is lines_of(document)[-1]._p  # noqa: SLF001  as above


def test_a_document_without_headings_gets_none() -> None:
    document = docx.Document()
    document.add_paragraph("标题", style="Title")
    before = len(document.paragraphs)

    add_contents(document)

    assert len(document.paragraphs) == before
    document.save(io.BytesIO())
