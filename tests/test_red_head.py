"""A year built with a red head, its pages made pictures and measured (GB/T 9704-2012, 7.2 and 7.4)."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

import pytest
from golden_suqian import SUQIAN_2023, write_year
from msgspec.structs import replace
from page_marks import Band, bands, black, picture, red

from report_builder.drafts import BuildRequest, outcome_of
from report_builder.pipeline import build
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from pathlib import Path

# The type area (5.2.1).
WIDTH: Final = 156.0
HEIGHT: Final = 225.0
# A line of 三号 (29 pt), and half a millimetre for the room that a face leaves around its characters.
LINE: Final = 10.23
NEAR: Final = 0.5
RED_HEAD: Final = """
[red_head]
number = "某政发〔2024〕7号"
secrecy = "秘密★1年"
copied_to = ["市委办公室", "市人大常委会办公室"]
"""
YEARS: Final = {"guangxi-seven-part": 2016, "national-2019": 2020, "national-2021": 2023}


@pytest.fixture(scope="module", params=YEARS)
def pdf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The year's report with a red head in each of the formats."""
    year = YEARS[request.param]
    folder = tmp_path_factory.mktemp("red")
    data = folder / "data"
    if year == 2016:
        shutil.copytree(packaged_folder("data"), data)
    else:
        write_year(data, replace(SUQIAN_2023, year=year), older=(9, 977))
    settings = data / str(year) / "report.toml"
    before = settings.read_text(encoding="utf-8") if settings.exists() else ""
    settings.write_text(f"{before}{RED_HEAD}", encoding="utf-8")
    result = outcome_of(build(BuildRequest(data, year, folder / "out", folder)))
    [path] = result.folder.glob("*.pdf")
    return path


def test_the_mark_is_red_and_centred_35_mm_below_the_head_of_the_type_area(pdf: Path) -> None:
    mark, _rule = bands(red(picture(pdf, 0)))

    assert mark.top == pytest.approx(35.0, abs=NEAR)
    assert mark.left == pytest.approx(WIDTH - mark.right, abs=2 * NEAR)
    assert mark.height == pytest.approx(42 * 25.4 / 72, abs=1.5)  # 初号


def test_the_number_stands_two_blank_lines_below_the_mark_and_4_mm_above_the_rule(pdf: Path) -> None:
    seen = picture(pdf, 0)
    mark, rule = bands(red(seen))
    number = next(band for band in bands(black(seen)) if band.top > mark.bottom)

    assert number.top - mark.bottom == pytest.approx(2 * LINE + 5.5, abs=1.0)  # a line is taller than its ink
    assert rule.top - number.bottom == pytest.approx(4.0, abs=NEAR)
    assert number.left == pytest.approx(WIDTH - number.right, abs=2 * NEAR)


def test_the_red_rule_is_as_wide_as_the_type_area(pdf: Path) -> None:
    _, rule = bands(red(picture(pdf, 0)))

    assert (rule.left, rule.right) == pytest.approx((0.0, WIDTH), abs=0.2)
    assert 0.3 < rule.height < 0.7


def test_the_title_stands_two_blank_lines_below_the_rule_and_the_page_shows_text(pdf: Path) -> None:
    seen = picture(pdf, 0)
    _, rule = bands(red(seen))

    below = [band for band in bands(black(seen)) if rule.bottom + 1 < band.top < HEIGHT]

    assert below[0].top - rule.bottom == pytest.approx(2 * LINE + 3.5, abs=1.0)
    assert len(below) > 4  # the title's lines, and some of the text (7.3.3)


def test_the_secrecy_stands_flush_left_on_the_second_line(pdf: Path) -> None:
    seen = picture(pdf, 0)
    mark, _ = bands(red(seen))

    [secrecy] = [band for band in bands(black(seen)) if band.bottom < mark.top]

    assert secrecy.left == pytest.approx(0.0, abs=NEAR)
    assert LINE < secrecy.top < secrecy.bottom < 2 * LINE


def rules(pdf: Path) -> list[Band]:
    """The rules of the 版记 on the last page: thin bands as wide as the type area, the lowest three."""
    found = bands(black(picture(pdf, -1)), gap=1)
    return [band for band in found if band.height < 0.7 and band.width > WIDTH - 1][-3:]


def test_the_imprint_stands_between_rules_of_035_and_025_mm_the_last_on_the_lower_edge(pdf: Path) -> None:
    first, middle, last = found = rules(pdf)

    assert [first.height, middle.height, last.height] == pytest.approx([0.35, 0.25, 0.35], abs=0.09)
    assert all((rule.left, rule.right) == pytest.approx((0.0, WIDTH), abs=0.2) for rule in found)
    assert last.bottom == pytest.approx(HEIGHT, abs=0.3)


def test_its_lines_stand_one_character_in_from_both_sides(pdf: Path) -> None:
    first, middle, last = rules(pdf)
    within = [band for band in bands(black(picture(pdf, -1)), gap=1) if first.bottom < band.top < last.top]

    lines = [band for band in within if band.height > 1]

    character = 14 * 25.4 / 72
    assert [band.left for band in lines] == pytest.approx([character] * len(lines), abs=0.7)
    assert WIDTH - lines[-1].right == pytest.approx(character, abs=0.7)
    assert lines[-1].top > middle.bottom
