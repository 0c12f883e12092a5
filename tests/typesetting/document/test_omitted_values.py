"""A property's value → what of it is not set, by its name; what is set or asks for nothing has none."""

from __future__ import annotations

import pytest
from word_elements import element

from report_builder.typesetting.document.omitted_values import omitted_of


@pytest.mark.parametrize(
    ("name", "attributes", "omitted"),
    [
        ("eastAsianLayout", 'w:vert="1"', True),
        ("eastAsianLayout", 'w:vert="0" w:combine="1"', False),
        ("eastAsianLayout", "", False),
        ("mirrorIndents", "", True),
        ("mirrorIndents", 'w:val="0"', False),
        ("rtl", 'w:val="true"', True),
        ("specVanish", 'w:val="off"', False),
        ("textAlignment", 'w:val="center"', True),
        ("textAlignment", 'w:val="baseline"', False),
        ("textAlignment", 'w:val="auto"', False),
        ("textAlignment", "", False),
        ("shd", 'w:val="horzStripe"', True),
        ("shd", 'w:val="pct25"', False),
        ("shd", 'w:val="solid"', False),
        ("shd", "", False),
        ("framePr", "", False),
        ("framePr", 'w:xAlign="left" w:yAlign="top" w:x="1" w:y="0"', False),
        ("framePr", 'w:xAlign="center"', True),
        ("framePr", 'w:x="2"', True),
        ("framePr", 'w:y="200"', True),
        ("framePr", 'w:hAnchor="page"', True),
        ("framePr", 'w:vAnchor="page"', True),
        ("framePr", 'w:yAlign="center"', True),
        ("framePr", 'w:yAlign="bottom" w:vAnchor="page" w:xAlign="center"', False),
        ("jc", 'w:val="center"', False),
    ],
)
def test_a_value_that_is_not_set_is_named_by_its_property(
    name: str, attributes: str, *, omitted: bool
) -> None:
    assert list(omitted_of(name, element(f"<w:{name} {attributes}/>"))) == [name] * omitted


def test_a_bar_beside_a_paragraph_is_named_by_its_borders() -> None:
    bars = ('<w:bar w:val="single"/>', '<w:bar w:val="nil"/>', "<w:bar/>", '<w:top w:val="single"/>')

    found = [list(omitted_of("pBdr", element(f"<w:pBdr>{bar}</w:pBdr>"))) for bar in bars]

    assert found == [["pBdr"], [], [], []]


def test_a_dropped_capital_is_named_beside_where_its_frame_stands() -> None:
    frame = element('<w:framePr w:dropCap="drop" w:x="200"/>')

    assert list(omitted_of("framePr", frame)) == ["framePr", "dropCap"]
    assert list(omitted_of("framePr", element('<w:framePr w:dropCap="none"/>'))) == []
