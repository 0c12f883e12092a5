"""The notes of lines that are placed on a sheet, and its room → which of their lines stand on it."""

from __future__ import annotations

import pytest

from report_builder.typesetting.pages.note_flow import NoteArea
from report_builder.typesetting.placed.set_blocks import SetLine, SetNote

SEPARATOR = 12.0


def note(*heights: float, space: float = 0.0) -> SetNote:
    """A note of lines so high, the first of them with some space above it."""
    return tuple(
        (0.0 if number else space, SetLine(height, 0.0, ())) for number, height in enumerate(heights)
    )


def test_notes_need_their_separator_and_all_lines_but_the_last_note_only_its_first() -> None:
    area = NoteArea()

    assert area.room_for([note(10, 10), note(7, 10, space=2)]) == SEPARATOR + 20 + 9
    assert area.room_for([note(7, 10)], taken=[note(10, 10)]) == SEPARATOR + 20 + 7
    assert area.room_for([], taken=[note(10, 10)]) == SEPARATOR + 20
    assert area.room_for([]) == 0


def test_below_other_notes_no_second_separator_is_needed() -> None:
    area = NoteArea()
    area.take([note(10)], 100, 700)

    assert area.room_for([note(8)]) == 8
    assert area.take([note(8)], 100, 650) == 8
    assert (area.base, area.height) == (700, SEPARATOR + 18)


def test_lines_that_find_no_room_wait_and_so_do_all_behind_them() -> None:
    area = NoteArea()

    taken = area.take([note(10, 10, 30, 5)], SEPARATOR + 25, 700)

    assert taken == SEPARATOR + 20
    assert [line.height for _, line in area.waiting] == [30, 5]
    assert area.room_for([note(8)]) == 0
    assert area.take([note(1)], 100, 700) == 0


def test_a_line_that_just_fits_is_taken() -> None:
    area = NoteArea()

    assert area.take([note(10)], SEPARATOR + 10, 700) == SEPARATOR + 10
    assert area.take([note(10)], 10 - 0.1, 700) == 0


@pytest.mark.parametrize(("heights", "left"), [((10, 10, 10, 10), 1), ((200, 10), 1)])
def test_what_goes_on_takes_two_thirds_of_the_next_sheet_and_one_line_at_least(
    heights: tuple[float, ...], left: int
) -> None:
    area = NoteArea()
    area.take([note(*heights)], 0, 700)
    area.clear()

    taken = area.open(66, 800)

    assert area.continued
    assert area.base == 800
    assert len(area.waiting) == left
    assert taken == area.height == SEPARATOR + sum(heights[: len(heights) - left])


def test_a_sheet_on_which_nothing_goes_on_is_not_a_continued_one() -> None:
    area = NoteArea()
    area.take([note(10, 10)], SEPARATOR + 10, 700)
    area.clear()
    area.open(300, 800)
    assert area.continued

    area.clear()

    assert (area.continued, area.lines, area.height) == (False, [], 0.0)
    assert area.open(300, 900) == 0
    assert not area.continued
