"""A shading → the one colour that is painted for it."""

from __future__ import annotations

import pytest
from word_elements import element

from report_builder.typesetting.document.shadings import read_fill


@pytest.mark.parametrize(
    ("attributes", "colour"),
    [
        ('w:val="clear" w:fill="d9e2f3"', "D9E2F3"),
        ('w:val="clear" w:fill="auto"', ""),
        ('w:fill="12345"', ""),
        ('w:fill="GGGGGG"', ""),
        ("", ""),
        ('w:val="solid" w:color="FF0000" w:fill="00FF00"', "FF0000"),
        ('w:val="solid"', "000000"),
        ('w:val="pct20"', "CCCCCC"),
        ('w:val="pct25" w:color="FF0000" w:fill="0000FF"', "4000BF"),
        ('w:val="pct100" w:color="FF0000"', "FF0000"),
        ('w:val="pct500" w:color="FF0000"', "FF0000"),
        ('w:val="pct"', ""),
        ('w:val="pct1x" w:fill="00FF00"', "00FF00"),
        ('w:val="horzStripe" w:color="FF0000" w:fill="00FF00"', "00FF00"),
    ],
)
def test_a_pattern_becomes_the_mixture_of_its_colours(attributes: str, colour: str) -> None:
    assert read_fill(element(f"<w:shd {attributes}/>")) == colour


def test_without_a_shading_there_is_no_colour_to_take() -> None:
    assert read_fill(None) is None
