"""What a PDF's fonts and forms cost is weighed as often as the reader of letters pays it."""

from __future__ import annotations

import io
from struct import pack
from typing import TYPE_CHECKING

import pikepdf
import pytest
from sealed_pdfs import saved

from report_builder.budgets import USUAL
from report_builder.diagnostics import ReportError
from report_builder.reports.pdf.bounded_copies import bounded_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def made(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """A file of one page, changed."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        return saved(pdf)


def stopped(data: bytes) -> str:
    """What is said of a file that is refused; empty where it is not."""
    try:
        bounded_copy(data, "报告.pdf", USUAL)
    except ReportError as error:
        return " ".join(f"{each.code} {each.evidence}" for each in error.findings)
    return ""


def fonts(count: int, make: Callable[[pikepdf.Pdf], Mapping[str, object]]) -> bytes:
    """A page with so many fonts of these entries, which are made once."""

    def add(pdf: pikepdf.Pdf) -> None:
        entries = make(pdf)
        named = {
            f"/F{number}": pdf.make_indirect(pikepdf.Dictionary({"/Type": pikepdf.Name.Font, **entries}))
            for number in range(count)
        }
        pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(named))

    return made(add)


def table(codes: bytes) -> Callable[[pikepdf.Pdf], Mapping[str, object]]:
    return lambda pdf: {"/ToUnicode": pdf.make_stream(codes)}


def shared(key: str, inner: str, values: list[int]) -> Callable[[pikepdf.Pdf], Mapping[str, object]]:
    def make(pdf: pikepdf.Pdf) -> Mapping[str, object]:
        held = pdf.make_indirect(pikepdf.Array(values))
        return {key: pikepdf.Dictionary({inner: held}) if inner else held}

    return make


def endless_face(pdf: pikepdf.Pdf) -> Mapping[str, object]:
    subtable = pack(">HHLLL", 12, 0, 0, 0, 1) + pack(">LLL", 0, 0xFFFFFFFF, 0)
    codes = pack(">HHHHL", 0, 1, 3, 10, 12) + subtable
    face = pack(">LHHHH", 0x10000, 1, 0, 0, 0) + pack(">4sLLL", b"cmap", 0, 28, len(codes)) + codes
    descriptor = pikepdf.Dictionary(FontFile2=pdf.make_stream(face))
    return {"/DescendantFonts": pikepdf.Array([pikepdf.Dictionary(FontDescriptor=descriptor)])}


def wordy_face(pdf: pikepdf.Pdf) -> Mapping[str, object]:
    return {"/FontDescriptor": pikepdf.Dictionary(FontFile=pdf.make_stream(b"a " * 1_300_000))}


NUMBERS = [500] * 2_000


@pytest.mark.parametrize(
    "data",
    [
        fonts(1, table(b"<0000> <FFFFFF> <0041> endbfrange")),
        fonts(1, table(b"1 beginbfchar <0000> <FFFFFF> <0041> endbfrange")),
        fonts(200, table(b"1 beginbfchar " + b"<0001> <0041>\n" * 4_000 + b"endbfchar")),
        fonts(1, table(b"%" + b"a" * 1_000_001)),
        fonts(30, shared("/W", "", [0, 65_535, 500] * 2)),
        fonts(800, shared("/Widths", "", NUMBERS)),
        fonts(800, shared("/Encoding", "/Differences", NUMBERS)),
        fonts(1, endless_face),
        fonts(1, wordy_face),
    ],
)
def test_fonts_that_list_more_codes_than_there_are_are_refused(data: bytes) -> None:
    assert stopped(data).startswith("pdf.too_large 字体的编码表")


@pytest.mark.parametrize(
    "data",
    [
        fonts(10, table(b"1 beginbfchar " + b"<0001> <0041>\n" * 4_000 + b"endbfchar")),
        fonts(10, shared("/Widths", "", NUMBERS)),
        fonts(10, shared("/W", "", [0, 65_535, 500])),
    ],
)
def test_fonts_as_they_are_are_kept(data: bytes) -> None:
    assert stopped(data) == ""


@pytest.mark.parametrize(
    "contents", [b"a" * 1_000_001, b"1 " * 2_000_001, b"[ " * 2_000_001, b"n\n" * 600_001]
)
def test_words_and_instructions_without_end_are_refused(contents: bytes) -> None:
    def draw(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(contents)

    assert stopped(made(draw)).startswith("pdf.too_large 绘图指令")


def test_a_form_costs_all_that_it_may_name_each_time_that_it_is_shown() -> None:
    def draw(pdf: pikepdf.Pdf) -> None:
        font = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font))
        named = pikepdf.Dictionary({f"/F{number}": font for number in range(3_000)})
        form = pdf.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        form.Resources = pikepdf.Dictionary(Font=named)
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
        pdf.pages[0].Contents = pdf.make_stream(b"/X Do\n" * 1_000)

    assert stopped(made(draw)).startswith("pdf.too_large 绘图指令")


@pytest.mark.parametrize(
    ("coding", "said"),
    [("Identity-H", ""), ("UniGB-UCS2-H", ""), ("WinAnsiEncoding", "pdf.too_large 绘图指令超过 600000 条")],
)
def test_a_byte_that_may_be_a_letter_costs_as_much_as_two_that_are_one(coding: str, said: str) -> None:
    def draw(pdf: pikepdf.Pdf) -> None:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Encoding=pikepdf.Name(f"/{coding}"))
        pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
        shown = b"(" + b"a" * 400 + b") Tj "
        pdf.pages[0].Contents = pdf.make_stream(b"BT /F 9 Tf " + shown * 1_000 + b"ET")

    assert stopped(made(draw)) == said


def test_a_picture_shown_without_end_is_refused() -> None:
    def draw(pdf: pikepdf.Pdf) -> None:
        picture = pdf.make_stream(b"0", Subtype=pikepdf.Name.Image, Width=1, Height=1)
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=picture))
        pdf.pages[0].Contents = pdf.make_stream(b"/X Do\n" * 40_000)

    assert stopped(made(draw)).startswith("pdf.too_large 绘图指令")


def test_the_copy_has_the_instructions_alone_and_each_font_as_an_object_of_its_own() -> None:
    def draw(pdf: pikepdf.Pdf) -> None:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1)
        form = pdf.make_stream(b"% words\n q Q", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        pdf.pages[0].Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(F=font), XObject=pikepdf.Dictionary(X=form)
        )
        picture = b"BI /W 20 /H 20 /BPC 8 /CS /G ID " + b"E" * 400 + b" EI"
        pdf.pages[0].Contents = pdf.make_stream(
            b"% words\n" + picture + b"\n" + b" " * 5_000 + b"/X Do (% a) Tj"
        )

    with pikepdf.open(io.BytesIO(bounded_copy(made(draw), "报告.pdf", USUAL))) as pdf:
        page = pdf.pages[0]
        operators = [str(each.operator) for each in pikepdf.parse_content_stream(page)]
        assert operators == ["INLINE IMAGE", "Do", "Tj"]
        assert len(page.Contents.read_bytes()) < 100
        assert b"(% a)" in page.Contents.read_bytes()
        assert b"words" not in page.Resources.XObject.X.read_bytes()
        assert page.Resources.Font.F.is_indirect
