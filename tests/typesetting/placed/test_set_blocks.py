"""What has been set → how high it is, and what stays together with what."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from report_builder.typesetting.document.content import (
    Borders,
    DocumentCell,
    DocumentRow,
    DocumentTable,
    Drawing,
    DrawingPart,
    Margins,
    Shape,
)
from report_builder.typesetting.document.properties import Border, ParagraphProperties
from report_builder.typesetting.placed.set_blocks import (
    SetCell,
    SetDrawing,
    SetLine,
    SetParagraph,
    SetPart,
    SetRow,
    SetTable,
    TurnedLine,
    gap_between,
    stack_height,
)

CELL = DocumentCell((), 0, 1, 1, Borders(), Margins(top=3, bottom=4), "top")


def paragraph(*lines: float, keeps: bool = False, **borders: Border) -> SetParagraph:
    properties = ParagraphProperties(keep_next=keeps, **borders)  # type: ignore[arg-type]  # by their names
    return SetParagraph(properties, "", tuple(SetLine(line, 0, ()) for line in lines), 0, 0, 1)


def cell(*blocks: SetParagraph, turned: tuple[TurnedLine, ...] = ()) -> SetCell:
    return SetCell(CELL, 0, 50, blocks, 1, turned)


def row(*cells: SetCell) -> SetRow:
    return SetRow(DocumentRow((), 0, "auto", header=False, can_split=True), cells, 10)


@pytest.mark.parametrize(
    ("cells", "keeps"),
    [
        ((cell(paragraph(1, keeps=True)), cell(paragraph(1))), True),
        ((cell(paragraph(1), paragraph(1, keeps=True)), cell(paragraph(1, keeps=True))), False),
        ((cell(), cell(paragraph(1, keeps=True))), False),
        ((), False),
    ],
)
def test_a_row_keeps_with_the_next_one_where_the_first_paragraph_of_its_first_cell_does(
    cells: tuple[SetCell, ...], *, keeps: bool
) -> None:
    assert row(*cells).keeps_next is keeps


def test_a_paragraph_is_as_high_as_its_lines_and_the_borders_above_and_below_with_their_gaps() -> None:
    found = paragraph(10, 12, border_top=Border(2, space=3), border_bottom=Border(1, space=4))

    assert (found.head, found.foot, found.height) == (5, 5, 32)
    assert paragraph(10).height == 10


def test_a_cell_is_as_high_as_its_text_with_its_margins_and_turned_text_as_it_is_long() -> None:
    turned = (TurnedLine(10, 40, 0, ()), TurnedLine(10, 60, 0, ()))

    assert (cell(paragraph(10), paragraph(20)).height, cell(turned=turned).height) == (37, 67)
    assert [each.empty for each in (cell(), cell(paragraph(1)), cell(turned=turned))] == [True, False, False]


def test_a_drawing_of_one_part_is_as_large_as_its_text_made_it_and_of_more_as_it_was_drawn() -> None:
    part = SetPart(DrawingPart(0, 0, 30, 20, Shape(form="rectangle", border=None)), 30, 50, 1)
    drawing = SetDrawing(Drawing(30, 20, ()), 0, parts=(part,))

    assert (drawing.width, drawing.height) == (30, 50)
    both = replace(drawing, parts=(part, part))
    assert (both.width, both.height) == (30, 20)


ONE = (False,)


def spaced(before: float, after: float, style: str = "", *, contextual: bool = False) -> SetParagraph:
    properties = ParagraphProperties(space_before=before, space_after=after, contextual_spacing=contextual)
    return SetParagraph(properties, style, (SetLine(10, 0, ()),), 0, 0, 1)


def rows(*heads: bool) -> SetTable:
    made = tuple(replace(row(), row=replace(row().row, header=head)) for head in heads)
    return SetTable(DocumentTable((), (), Borders(), 0.0, "left"), (), made, 1, 2)


def test_of_two_spaces_that_meet_the_larger_counts_and_among_equals_that_ask_for_it_none() -> None:
    assert gap_between(spaced(0, 5), spaced(7, 0)) == 7
    assert gap_between(spaced(0, 9), spaced(7, 0)) == 9
    assert gap_between(None, spaced(7, 0)) == 7
    assert gap_between(spaced(0, 5), rows(*ONE)) == 5
    assert gap_between(rows(*ONE), spaced(7, 0)) == 7
    assert gap_between(spaced(0, 5, "甲"), spaced(7, 0, "甲", contextual=True)) == 0
    assert gap_between(spaced(0, 5, "甲"), spaced(7, 0, "乙", contextual=True)) == 7
    assert gap_between(rows(*ONE), spaced(7, 0, contextual=True)) == 7


def test_a_stack_has_the_spaces_between_its_blocks_and_around_them() -> None:
    assert stack_height([spaced(1, 2), spaced(3, 4), rows(*ONE)]) == 1 + 10 + 3 + 10 + 4 + 13
    assert stack_height([spaced(1, 2)]) == 13
    assert stack_height([]) == 0


@pytest.mark.parametrize(
    ("heads", "count"),
    [
        ((True, False), 1),
        ((True, True, False, True), 2),
        ((False, True), 0),
        ((True, True), 0),
        ((), 0),
    ],
)
def test_the_first_rows_that_are_heads_are_repeated_but_never_all_rows(
    heads: tuple[bool, ...], count: int
) -> None:
    assert rows(*heads).header_rows == count
    assert rows(*heads).height == 3 + 10 * len(heads)
