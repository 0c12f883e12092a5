"""A report's list of annexes, and one annex more → its line in the list, and the marks of all."""

from __future__ import annotations

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Twips

from report_builder.manuscript.added_styles import ANNEX, ATTACHMENTS
from report_builder.manuscript.annex_list import list_annex
from report_builder.manuscript.templates import SIGNATURE


def with_annex(*listed: str, signed: bool = True, pages: tuple[str, ...] = ()) -> tuple[str, list[str]]:
    """The mark of an annex called 图解 behind those, and the report's paragraphs."""
    document = docx.Document()
    for name in (ATTACHMENTS, SIGNATURE, ANNEX):
        document.styles.add_style(name, 1)
    document.add_paragraph("正文。")
    for text in listed:
        document.add_paragraph(text, style=ATTACHMENTS)
    if signed:
        document.add_paragraph("某局", style=SIGNATURE)
    for page in pages:
        document.add_paragraph(page, style=ANNEX)
    end = document.add_paragraph("末")
    mark = list_annex(document, "图解", end._p)  # noqa: SLF001 - python-docx's own name for its element
    return mark, [each.text for each in document.paragraphs]


def test_the_first_annex_has_no_number_and_stands_above_the_signature() -> None:
    assert with_annex() == ("附件", ["正文。", "附件：图解", "某局", "末"])


def test_where_nobody_signs_the_list_ends_the_text() -> None:
    assert with_annex(signed=False) == ("附件", ["正文。", "附件：图解", "末"])


@pytest.mark.parametrize(("alone", "first"), [("附件：统计表", "附件：1.统计表"), ("统计表", "1.统计表")])
def test_an_annex_that_was_alone_becomes_the_first_of_two(alone: str, first: str) -> None:
    mark, texts = with_annex(alone, pages=("附件", "附件  ", "附件材料"))

    assert mark == "附件2"
    assert texts == ["正文。", first, "2.图解", "某局", "附件1", "附件1  ", "附件材料", "末"]


def test_an_annex_goes_on_from_the_highest_number() -> None:
    mark, texts = with_annex("附件：1.统计表", "2．名单", pages=("附件1",))

    assert mark == "附件3"
    assert texts == ["正文。", "附件：1.统计表", "2．名单", "3.图解", "某局", "附件1", "末"]


def test_lines_of_the_list_stay_together_and_hang_by_their_numbers() -> None:
    document = docx.Document()
    document.styles.add_style(ATTACHMENTS, 1)
    document.add_paragraph("附件：统计表", style=ATTACHMENTS)
    end = document.add_paragraph("末")

    list_annex(document, "图解", end._p)  # noqa: SLF001 - as above

    first, second = document.paragraphs[:2]
    assert first.paragraph_format.keep_with_next
    assert (first.paragraph_format.left_indent, first.paragraph_format.first_line_indent) == (
        Twips(1890), Twips(-1260),
    )  # fmt: skip
    assert second._p.find(f".//{qn('w:keepNext')}") is not None  # noqa: SLF001 - as above
    assert second.paragraph_format.first_line_indent == Twips(-315)
