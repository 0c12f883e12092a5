"""A sealed PDF says what was built, or the page and the words where it does not are told."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

import pikepdf
import pytest
from sealed_pdfs import bomb, rewritten, saved, sealed
from traces import faces, set_pages
from word_files import paragraph, word_file

from report_builder.budgets import USUAL
from report_builder.checks.sealed_pdf import compare_sealed
from report_builder.painting.pdf import paint_pdf
from report_builder.reports.pdf_text import read_pdf_text

if TYPE_CHECKING:
    from collections.abc import Callable

SECOND_PAGE = paragraph("二、没有收到申请。", "<w:pageBreakBefore/>")


@cache
def built(first: str = "一、全年公开26条。", more: str = SECOND_PAGE) -> bytes:
    return paint_pdf(set_pages(word_file(paragraph(first) + more)), faces())


def found(data: bytes, wanted: bytes | None = None) -> list[tuple[str, str]]:
    told = compare_sealed(data, wanted or built(), "盖章.pdf")
    return [(each.code, each.evidence) for each in told]


def test_the_text_is_read_page_by_page() -> None:
    assert read_pdf_text(built()).pages == ("一、全年公开26条。", "二、没有收到申请。")


def test_a_seal_changes_nothing_of_the_text() -> None:
    assert found(sealed(built())) == []


def test_another_figure_on_a_page_is_told_with_both() -> None:
    assert found(sealed(built("一、全年公开62条。"))) == [
        ("sealed.differs", "盖章的：……一、全年公开62条。……；这份报告：……一、全年公开26条。……")
    ]


def test_a_page_more_is_told() -> None:
    longer = built(more=SECOND_PAGE + SECOND_PAGE)

    assert found(sealed(longer)) == [("sealed.differs", "盖章的有 3 页，这份报告有 2 页")]


def test_words_painted_with_the_seal_are_told() -> None:
    with pikepdf.open(io.BytesIO(built())) as pdf:
        font = next(iter(pdf.pages[0].resources.Font.keys())).encode()
    stamped = sealed(built(), stamp=b"BT " + font + b" 12 Tf <0102> Tj ET", page=0)

    assert [code for code, _ in found(stamped)] == ["sealed.differs"]


def test_letters_whose_font_tells_nothing_are_not_guessed() -> None:
    with pikepdf.open(io.BytesIO(built())) as pdf:
        for font in pdf.pages[0].resources.Font.values():
            del font["/ToUnicode"]
        mute = saved(pdf)

    assert {code for code, _ in found(sealed(mute))} == {"sealed.differs"}


def scanned() -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        return saved(pdf)


def locked() -> bytes:
    with pikepdf.open(io.BytesIO(built())) as pdf:
        written = io.BytesIO()
        pdf.save(written, encryption=pikepdf.Encryption(user="a", owner="b"))
        return written.getvalue()


def misshapen() -> bytes:
    with pikepdf.open(io.BytesIO(built())) as pdf:
        pdf.pages[0].obj.Contents = 5
        return saved(pdf)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (misshapen, "不是 PDF，或者已经损坏"),
        (scanned, "可能是扫描件：整页都是图片"),
        (locked, "设有打开密码"),
        (lambda: b"%PDF-1.7 nonsense", "不是 PDF，或者已经损坏"),
        (lambda: b"", "不是 PDF，或者已经损坏"),
        (
            lambda: bomb(USUAL.tree_bytes + 10),
            f"有一页的内容展开后太大；{USUAL.way_out('unpacked_megabytes')}",
        ),
    ],
)
def test_what_cannot_be_read_is_told(make: Callable[[], bytes], why: str) -> None:
    assert found(make()) == [("sealed.unreadable", why)]


def test_a_page_of_another_programs_making_is_read_through_its_forms() -> None:
    with pikepdf.open(io.BytesIO(built())) as pdf:
        page = pdf.pages[0]
        page.contents_coalesce()
        form = pikepdf.Stream(pdf, page.obj.Contents.read_bytes())
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox, form.Resources = page.mediabox, page.resources
        page.obj.Contents = pikepdf.Stream(pdf, b"/Whole Do")
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/Whole": form}))
        flattened = saved(pdf)

    assert found(sealed(flattened)) == []


def test_a_letter_shown_twice_is_seen() -> None:
    swapped = rewritten(built(), 0, b") Tj", b") Tj (\\001) Tj")

    assert found(sealed(swapped)) == [
        ("sealed.differs", "盖章的：……一、全年公开一26条。……；这份报告：……一、全年公开26条。……")
    ]


def test_a_long_page_is_quoted_from_a_little_before_the_first_sign_that_differs() -> None:
    words = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈"
    text = f"{words}公开26条{words}"

    ((code, evidence),) = found(sealed(built(text.replace("26", "27"))), built(text))

    assert code == "sealed.differs"
    assert evidence.startswith("盖章的：……生丽水玉出昆冈公开27条天地")
    assert "；这份报告：……生丽水玉出昆冈公开26条天地" in evidence


def test_a_page_that_breaks_off_is_compared_as_far_as_it_goes() -> None:
    with pikepdf.open(io.BytesIO(built())) as pdf:
        pdf.pages[0].contents_coalesce()
        contents = pdf.pages[0].obj.Contents
        contents.write(contents.read_bytes()[:-40] + b"(")
        broken = saved(pdf)

    assert all(code.startswith("sealed.") for code, _ in found(broken))


def with_note(number: int = 0, **entries: object) -> bytes:
    """The sealed PDF with an annotation on its first page."""
    with pikepdf.open(io.BytesIO(sealed(built()))) as pdf:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 99, 99], F=number)
        for key, value in entries.items():
            note[f"/{key}"] = value
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])
        pdf.Root.AcroForm.Fields.append(pdf.pages[0].Annots[0])
        return saved(pdf)


def with_picture(side: int) -> bytes:
    """The sealed PDF with a square picture over its first page."""
    with pikepdf.open(io.BytesIO(sealed(built()))) as pdf:
        picture = pikepdf.Stream(pdf, b"0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        picture.Width, picture.Height, picture.BitsPerComponent = 1, 1, 8
        picture.ColorSpace = pikepdf.Name.DeviceGray
        name = pdf.pages[0].add_resource(pdf.make_indirect(picture), pikepdf.Name.XObject)
        drawn = f"q {side / 2} 0 0 {side} 0 0 cm q 2 0 0 1 0 0 cm {name} Do Q Q"
        pdf.pages[0].contents_add(drawn.encode())
        return saved(pdf)


@pytest.mark.parametrize("kind", [pikepdf.Name.FreeText, pikepdf.Name.Stamp])
def test_a_note_over_the_page_is_told_with_what_it_says(kind: pikepdf.Name) -> None:
    assert found(with_note(Subtype=kind, Contents="公开62条")) == [("sealed.covered", "批注写着：公开62条")]


@pytest.mark.parametrize(
    "data",
    [
        with_note(Subtype=pikepdf.Name.Link),
        with_note(2, Subtype=pikepdf.Name.FreeText),
        with_note(4, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig),
        with_picture(150),
    ],
)
def test_a_link_a_hidden_note_and_what_is_a_seal_s_size_cover_nothing(data: bytes) -> None:
    assert found(data) == []


def test_a_picture_as_large_as_half_a_page_is_told() -> None:
    assert found(with_picture(500)) == [("sealed.covered", "比印章大得多")]


def test_another_face_may_draw_other_letters() -> None:
    with pikepdf.open(io.BytesIO(sealed(built()))) as pdf:
        (font, *_) = pdf.pages[0].resources.Font.values()
        descriptor = (font.DescendantFonts[0] if "/DescendantFonts" in font else font).FontDescriptor
        file = next(descriptor[key] for key in ("/FontFile2", "/FontFile3") if key in descriptor)
        file.write(file.read_bytes() + b"\0")
        swapped = saved(pdf)

    assert found(swapped) == [("sealed.not_proved", "")]
