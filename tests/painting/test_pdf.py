"""The finished PDF, read back."""

from __future__ import annotations

import io

import pdfplumber
import pikepdf
import pytest
from traces import faces, set_pages
from word_files import cell, paragraph, row, table, word_file

from report_builder.painting.pdf import paint_pdf


def paint(body: str) -> bytes:
    return paint_pdf(set_pages(word_file(body)), faces())


def read(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return "".join(page.extract_text() for page in document.pages)


@pytest.mark.parametrize("text", ["2016年共公开139条", "“三公”经费——《办法》……", "𠳐𬬭", "王喆", "A&B<甲>"])
def test_text_copies_as_it_was_written(text: str) -> None:
    written = text.replace("&", "&amp;").replace("<", "&lt;")

    copied = read(paint(paragraph(written)))

    assert copied.replace(" ", "") == text


def test_two_paintings_are_the_same_to_the_byte() -> None:
    body = paragraph("同样的输入，同样的字节")

    assert paint(body) == paint(body)


def test_the_environment_leaves_no_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = paint(paragraph("正文"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    assert paint(paragraph("正文")) == plain


def test_every_glyph_stands_where_the_pages_say() -> None:
    pages = set_pages(word_file(paragraph("国" * 60, '<w:jc w:val="both"/>', '<w:spacing w:val="-5"/>')))

    with pdfplumber.open(io.BytesIO(paint_pdf(pages, faces()))) as document:
        glyphs = document.pages[0].chars

    run = pages.pages[0].runs[0]
    assert glyphs[0]["x0"] == pytest.approx(run.left, abs=0.01)
    assert glyphs[27]["x0"] == pytest.approx(run.left + 27 * (16 + run.spacing), abs=0.05)


def test_only_embedded_faces_are_listed() -> None:
    pdf = paint(paragraph("正文"))

    assert b"Helvetica" not in pdf


def test_bold_text_is_painted_with_an_outline() -> None:
    plain, bold = paint(paragraph("加粗")), paint(paragraph("加粗", "", "<w:b/>"))

    assert read(bold) == read(plain)
    assert bold != plain


def test_a_tables_alternative_text_is_its_summary() -> None:
    described = table([3000], row(cell("甲"))).replace("<w:tblPr>", '<w:tblPr><w:tblCaption w:val="统计表"/>')

    with pikepdf.open(io.BytesIO(paint(described))) as document:
        (made,) = (each for each in document.objects if _is_table(each))
        summary = str(made.A.Summary)

    assert summary == "统计表"


def _is_table(each: pikepdf.Object) -> bool:
    return isinstance(each, pikepdf.Dictionary) and each.get("/S") == pikepdf.Name.Table
