"""A section, the heights of its headers and footers, and a page → the room that is left on it."""

from __future__ import annotations

from typing import Literal

import pytest
from msgspec.structs import replace

from report_builder.typesetting.document.paper import Geometry, PageSection
from report_builder.typesetting.pages.headers_and_footers import SectionLayout

PAPER = Geometry(width=600, height=800, top=100, bottom=90, left=80, right=60, header=40, footer=50)


def layout(  # noqa: PLR0913  what a section may have
    headers: dict[str, float] | None = None,
    footers: dict[str, float] | None = None,
    geometry: Geometry = PAPER,
    *,
    even_and_odd: bool = False,
    mirrors: bool = False,
    title_page: bool = False,
    opening: Literal["continuous", "nextPage"] = "nextPage",
) -> SectionLayout:
    section = PageSection(geometry, (), {}, {}, title_page=title_page, opening=opening)
    return SectionLayout(1, section, even_and_odd, mirrors, headers or {}, footers or {})


@pytest.mark.parametrize(("header", "top"), [(0, 100), (60, 100), (61, 101), (160, 200)])
def test_a_header_pushes_the_text_down_as_far_as_it_reaches_into_it(header: float, top: float) -> None:
    found = layout({"default": header}).geometry(1, opens=True)

    assert (found.top, found.bottom) == (top, 90)


@pytest.mark.parametrize(("footer", "bottom"), [(0, 90), (40, 90), (45, 95), (140, 190)])
def test_a_footer_pushes_the_text_up_as_far_as_it_reaches_into_it(footer: float, bottom: float) -> None:
    found = layout(footers={"default": footer}).geometry(1, opens=True)

    assert (found.top, found.bottom) == (100, bottom)


def test_twenty_points_are_left_to_the_text_however_tall_header_and_footer_are() -> None:
    for headers, footers in (
        ({"default": 9000.0}, {}),
        ({}, {"default": 9000.0}),
        ({"default": 400.0}, {"default": 9000.0}),
    ):
        found = layout(headers, footers).geometry(1, opens=True)

        assert found.height - found.top - found.bottom == 20


def test_margins_that_hold_are_not_pushed() -> None:
    held = replace(PAPER, holds_top=True, holds_bottom=True)

    assert layout({"default": 300}, {"default": 300}, held).geometry(1, opens=True) == held


@pytest.mark.parametrize(
    ("page", "opens", "top"), [(1, True, 130), (2, True, 130), (2, False, 120), (3, False, 110)]
)
def test_each_page_makes_room_for_the_header_that_it_takes(page: int, top: float, *, opens: bool) -> None:
    heights = {"default": 70.0, "even": 80.0, "first": 90.0}
    section = layout(heights, even_and_odd=True, title_page=True)

    assert section.geometry(page, opens=opens).top == top


def test_without_a_title_page_or_even_pages_of_their_own_all_pages_are_alike() -> None:
    heights = {"default": 70.0, "even": 80.0, "first": 90.0}

    assert {layout(heights).geometry(page, opens=page == 1).top for page in (1, 2, 3)} == {110}


def test_only_even_pages_of_a_section_that_mirrors_change_their_sides() -> None:
    sides = [layout(mirrors=True).geometry(page, opens=False) for page in (1, 2, 3)]

    assert [(each.left, each.right) for each in sides] == [(80, 60), (60, 80), (80, 60)]
    assert layout().geometry(2, opens=False).left == 80


@pytest.mark.parametrize(
    ("opening", "width", "height", "goes_on"),
    [
        ("continuous", 600, 800, True),
        ("continuous", 600.5, 799.5, True),
        ("continuous", 601, 800, False),
        ("continuous", 600, 801, False),
        ("nextPage", 600, 800, False),
    ],
)
def test_a_section_goes_on_below_another_on_paper_of_the_same_size(
    opening: Literal["continuous", "nextPage"], width: float, height: float, *, goes_on: bool
) -> None:
    before = layout(geometry=replace(PAPER, width=width, height=height))

    assert layout(opening=opening).goes_on_after(before) is goes_on
