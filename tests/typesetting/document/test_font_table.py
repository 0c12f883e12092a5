"""What a file says of its fonts → the class of each, so that letters in an unknown one stay what they are."""

from __future__ import annotations

import pytest
from word_elements import element

from report_builder.typesetting.document.font_table import read_font_classes


def classes(*said: str) -> dict[str, str]:
    fonts = "".join(f'<w:font w:name=" Font{number} ">{each}</w:font>' for number, each in enumerate(said))
    return dict(read_font_classes(element(f"<w:fonts>{fonts}</w:fonts>")))


def panose(digits: str) -> str:
    return f'<w:panose1 w:val="{digits}"/>'


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ('<w:charset w:val="86"/><w:family w:val="swiss"/>', "eastern"),
        ('<w:charset w:val="00"/><w:family w:val="swiss"/>', "sans"),
        ('<w:family w:val="roman"/>', "serif"),
        ('<w:family w:val="modern"/>', "mono"),
        ('<w:pitch w:val="fixed"/><w:family w:val="roman"/>', "mono"),
        (panose("020B0609020204030204"), "mono"),
        (panose("02020603050405020304"), "serif"),
        (panose("020A0603050405020304"), "serif"),
        (panose("020B0603050405020304"), "sans"),
        (panose("020F0603050405020304"), "sans"),
        (panose("02100603050405020304"), "serif"),
        (panose("020B0603050405020304") + '<w:family w:val="roman"/>', "serif"),
        (panose("05020102010507070707"), None),
        (panose("020B06"), None),
        (panose("02ZZ0603050405020304"), None),
        ('<w:family w:val="decorative"/>', None),
        ("", None),
    ],
)
def test_character_set_pitch_family_and_shape_say_the_class_in_this_order(
    said: str, found: str | None
) -> None:
    assert classes(said) == ({"font0": found} if found else {})


def test_every_font_of_which_something_is_said_is_listed() -> None:
    assert classes('<w:family w:val="roman"/>', "", '<w:family w:val="swiss"/>') == {
        "font0": "serif",
        "font2": "sans",
    }
    assert read_font_classes(None) == {}
