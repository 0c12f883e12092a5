"""What stands in a cell → how wide it must be, and how wide it would like to be."""

from __future__ import annotations

import pytest
from traces import faces

from report_builder.diagnostics import Findings
from report_builder.typesetting.document.content import (
    Borders,
    Break,
    DocumentCell,
    DocumentParagraph,
    Inline,
    Margins,
    TextRun,
)
from report_builder.typesetting.document.properties import ParagraphProperties, RunProperties
from report_builder.typesetting.tables.cell_extents import cell_extent
from report_builder.typesetting.text.glyphs import Options, Shaper

LOOK = RunProperties(east_asian="仿宋_GB2312", ascii="仿宋_GB2312", high_ansi="仿宋_GB2312", size=10)
HAIR = 0.1


def extent(
    *inlines: Inline | str, more: tuple[DocumentParagraph, ...] = (), **indents: float
) -> tuple[float, float]:
    """What a cell asks for without its margins of 3 and 4: hanzi are 10 wide, figures 5, a hyphen 3.33."""
    parts = tuple(each if isinstance(each, Break | TextRun) else TextRun(str(each), LOOK) for each in inlines)
    properties = ParagraphProperties(**indents)  # type: ignore[arg-type]
    own = DocumentParagraph(properties, LOOK, parts, "", 1)
    cell = DocumentCell((own, *more), 0, 1, 1, Borders(), Margins(left=3, right=4), "top")
    found = cell_extent(cell, Shaper(faces(), "样张.docx", Findings(), Options()))
    return round(found.least - 7 - HAIR, 3), round(found.most - 7 - HAIR, 3)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("国国国", 10, 30),
        ("12345", 25, 25),
        ("12 345", 15, 28.33),
        ("国12国", 10, 35),
        ("12-345", 28.33, 28.33),
    ],
)
def test_a_cell_must_hold_its_longest_word_and_would_like_its_longest_line(
    text: str, least: float, most: float
) -> None:
    assert extent(text) == (least, most)


def test_a_word_is_as_wide_as_all_its_letters() -> None:
    assert extent("1" * 20)[0] == 10 * extent("11")[0]


def test_a_break_ends_a_line_and_a_word() -> None:
    assert extent("国国", Break.LINE, "国国国") == (10, 30)
    assert extent("11", Break.LINE, "1111") == extent("1111")


def test_indents_are_a_part_of_what_a_cell_asks_for_and_a_hanging_one_is_not() -> None:
    assert extent("国国", left=5, right=6, first_line=7) == (21, 38)
    assert extent("国国", left=5, right=6, first_line=-5) == (21, 31)


def test_an_empty_cell_asks_for_its_margins() -> None:
    assert extent() == (0, 0)


def test_of_several_paragraphs_each_may_be_the_widest() -> None:
    other = DocumentParagraph(ParagraphProperties(), LOOK, (TextRun("国" * 9, LOOK),), "", 2)

    assert extent("1111", more=(other,)) == (extent("1111")[0], 90)
