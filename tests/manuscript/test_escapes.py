"""What is no letter in a Word paragraph → a line that passes through Jinja, and back again."""

from __future__ import annotations

import pytest

from report_builder.manuscript.marks import PieceLook, begin_link
from report_builder.manuscript.word_narrative.escapes import (
    END,
    LOWERED,
    NOTE,
    RAISED,
    as_written,
    decode,
    encode,
    link,
    picture,
)


def test_an_authors_letters_come_back_as_they_were_and_forge_no_escape() -> None:
    typed = r"甲\S乙\P0;丙\H1;丁\\戊\N"

    assert decode(encode(typed)).text == typed
    assert decode(encode(typed)).pictures == ()
    assert as_written(encode(typed)) == typed


def test_signs_that_no_text_holds_are_left_out() -> None:
    assert encode("甲\x00\x0b\u200b\ufdd0\ufeff乙\t\n丙") == "甲乙\t\n丙"


def test_pictures_are_taken_out_of_a_line_in_their_order() -> None:
    found = decode(f"甲{picture(12)}乙{picture(0)}")

    assert (found.text, found.pictures) == ("甲乙", (12, 0))


def test_looks_notes_and_links_become_marks() -> None:
    line = f"{RAISED}2{END}{LOWERED}3{END}{NOTE}注{END}{link(1, '网站')}"

    assert decode(line, ("http://a.cn/", "http://b.cn/")).text == (
        f"{PieceLook.RAISED.value}2{PieceLook.PLAIN.value}{PieceLook.LOWERED.value}3{PieceLook.PLAIN.value}"
        f"{PieceLook.NOTE.value}注{PieceLook.PLAIN.value}{begin_link('http://b.cn/')}网站{PieceLook.PLAIN.value}"
    )


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        (f"10m{RAISED}3{END}。", "10m3。"),
        (f"甲{NOTE}注一{END}乙{NOTE}注二{END}", "甲乙"),
        (f"甲{picture(3)}{link(0, '网站')}", "甲网站"),
        (r"1\.甲\\乙", r"1.甲\乙"),
    ],
)
def test_an_author_sees_the_letters_alone(line: str, seen: str) -> None:
    assert as_written(line) == seen
