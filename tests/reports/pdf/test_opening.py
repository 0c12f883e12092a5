"""How much of a PDF is gone through: what it says is counted before anything is made of it."""

from __future__ import annotations

import re

import pikepdf
import pytest
from sealed_pdfs import saved

from report_builder.budgets import USUAL
from report_builder.reports.pdf.opening import TooManyObjectsError, code_sections, count_words, opened_pdf


@pytest.mark.parametrize(
    "endless",
    [
        b"1 0 obj\n" * 400_001,
        b"<<>>" * 400_001,
        b"<</Prev 9>>" * 50_001,
        b"startxref 9\n" * 50_001,
        b"<</Type/ObjStm/N 1000000000>>",
    ],
)
def test_what_takes_for_ever_to_open_is_refused_unopened(endless: bytes) -> None:
    with pytest.raises(TooManyObjectsError), opened_pdf(b"%PDF-1.7\n" + endless, USUAL):
        pass


def test_a_file_that_numbers_more_objects_than_it_may_have_is_refused() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        data = saved(pdf)
    lying = re.sub(rb"/Size [0-9]+", b"/Size 9000000", data)
    assert lying != data

    with pytest.raises(TooManyObjectsError), opened_pdf(lying, USUAL):
        pass


@pytest.mark.parametrize(
    ("written", "count"),
    [
        (b"BT /F 9 Tf (ab cd) Tj [<00> 5] TJ ET", 15),
        (b"  \n", 0),
        (b"a b c d e", 4),
        (b"a" * 1_000_001, 4),
    ],
)
def test_words_are_counted_as_far_as_asked_and_an_endless_one_is_too_many(written: bytes, count: int) -> None:
    assert count_words(written, 15 if count == 15 else 3) == count


def test_the_parts_of_a_table_of_codes_go_to_their_closing_words_whatever_they_began_with() -> None:
    table = b"<0> endcidrange 1 beginbfchar <1> beginbfchar <2> endbfrange beginbfchar <3>"

    assert list(code_sections(table)) == [(b"cidrange", b"<0> "), (b"bfrange", b" <2> ")]
