"""A year built with a red head, its pages made pictures and measured (GB/T 9704-2012, 7.2 and 7.4)."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

import numpy as np
import pypdfium2  # type: ignore[import-untyped]  # it carries no types
import pytest
from golden_suqian import SUQIAN_2023, write_year
from msgspec import Struct
from msgspec.structs import replace

from report_builder.drafting import BuildRequest
from report_builder.pipeline import build
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Marks = NDArray[np.bool_]

# The type area (5.2.1): 37 mm below the sheet's head, 28 mm from its left edge, 156 by 225 mm.
TOP: Final = 37.0
LEFT: Final = 28.0
WIDTH: Final = 156.0
HEIGHT: Final = 225.0
# A line of 三号 (29 pt), and half a millimetre for the room that a face leaves around its characters.
LINE: Final = 10.23
NEAR: Final = 0.5
_DPI: Final = 300
_MM: Final = 25.4 / _DPI
RED_HEAD: Final = """
[red_head]
number = "某政发〔2024〕7号"
secrecy = "秘密★1年"
copied_to = ["市委办公室", "市人大常委会办公室"]
"""
YEARS: Final = {"guangxi-seven-part": 2016, "national-2019": 2020, "national-2021": 2023}


class Band(Struct, frozen=True):
    """Rows of ink and how far they reach, in millimetres from the corner of the type area."""

    top: float
    bottom: float
    left: float
    right: float

    @property
    def height(self) -> float:
        """From its first row to its last."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """From its first column to its last."""
        return self.right - self.left


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
    result = build(BuildRequest(data, year, folder / "out", folder), lambda _: None)
    [path] = result.folder.glob("*.pdf")
    return path


def picture(pdf: Path, number: int) -> NDArray[np.int_]:
    """A page as it is seen, its last one for -1."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[number % len(document)]
    return np.asarray(page.render(scale=_DPI / 72).to_pil().convert("RGB")).astype(int)


def red(seen: NDArray[np.int_]) -> Marks:
    """Where a page is red."""
    found: Marks = (seen[:, :, 0] > 180) & (seen[:, :, 1] < 110) & (seen[:, :, 2] < 110)
    return found


def black(seen: NDArray[np.int_]) -> Marks:
    """Where a page is black."""
    found: Marks = seen.max(axis=2) < 110
    return found


def bands(marks: Marks, gap: int = 3) -> Iterator[Band]:
    """Each band of ink from the head of the page down; white rows up to ``gap`` part none."""
    rows = np.flatnonzero(marks.any(axis=1))
    for group in np.split(rows, np.flatnonzero(np.diff(rows) > gap) + 1):
        columns = np.flatnonzero(marks[group[0] : group[-1] + 1].any(axis=0))
        top, bottom, left, right = group[0], group[-1] + 1, columns[0], columns[-1] + 1
        yield Band(top * _MM - TOP, bottom * _MM - TOP, left * _MM - LEFT, right * _MM - LEFT)


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
