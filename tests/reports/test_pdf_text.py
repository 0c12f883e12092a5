"""A PDF's text is read within bounds, whatever it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from sealed_pdfs import saved

from report_builder.reports.pdf_text import UnreadablePdfError, read_pdf_text

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE = b"1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar <41> <4E00> <42> <4E8C> endbfchar"


def drawn(contents: bytes, table: bytes = TABLE, form: bytes = b"(B) Tj") -> bytes:
    """A page with a font that is no object of its own, and a form."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        font = pikepdf.Dictionary(Subtype=pikepdf.Name.Type1, ToUnicode=pdf.make_stream(table))
        fonts = pikepdf.Dictionary(F=font)
        inner = pdf.make_stream(b"/F 9 Tf " + form, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        inner.Resources = pikepdf.Dictionary(Font=fonts)
        pdf.pages[0].Resources = pikepdf.Dictionary(Font=fonts, XObject=pikepdf.Dictionary(X=inner))
        pdf.pages[0].Contents = pdf.make_stream(contents)
        return saved(pdf)


def test_what_a_page_and_its_forms_show_is_read_by_the_fonts_own_table() -> None:
    assert read_pdf_text(drawn(b"/F 9 Tf (AB) Tj /X Do [(A) 5 (A)] TJ")).pages == ("一二二一一",)


def test_a_font_is_read_once_however_often_it_is_chosen() -> None:
    table = TABLE + b" 1 beginbfrange <43> <FF> <5000> endbfrange"

    assert read_pdf_text(drawn(b"/F 9 Tf (A) Tj " * 9_000, table)).pages == ("一" * 9_000,)


@pytest.mark.parametrize(
    "make",
    [
        lambda: drawn(b"n\n" * 800_001),
        lambda: drawn(b"1 " * 2_000_001),
        lambda: drawn(b"/X Do\n" * 40_000),
        lambda: drawn(b"/X Do\n" * 40, form=b"n\n" * 30_000),
        lambda: drawn(b"/F 9 Tf (A) Tj", TABLE + b" <0000> <FFFF> <0041> endbfrange" * 20),
        lambda: drawn(
            b"/F 9 Tf (A) Tj", TABLE + b" beginbfchar" + b"<41> <42>\n" * 1_000_001 + b" endbfchar"
        ),
        lambda: drawn(b"/F 9 Tf " + b"<" + b"4" * 10_000_002 + b"> Tj"),
        lambda: drawn(
            b"/F 9 Tf (" + b"A" * 900_000 + b") Tj" + b" /X Do" * 6, form=b"(" + b"A" * 900_000 + b") Tj"
        ),
        lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 400_001,
    ],
)
def test_what_never_ends_is_refused(make: Callable[[], bytes]) -> None:
    with pytest.raises(UnreadablePdfError, match="太多，不像一份报告"):
        read_pdf_text(make())


def test_what_is_no_name_chooses_no_font_and_shows_no_form() -> None:
    """Operands that hold others end with their owner; to ask them afterwards ended the process."""
    odd = b"<</A (x)>> Do <</A [1]>> 9 Tf [<</B [2]>>] Do "

    assert read_pdf_text(drawn(b"/F 9 Tf " + (odd + b"(A) Tj ") * 50)).pages == ("一" * 50,)
