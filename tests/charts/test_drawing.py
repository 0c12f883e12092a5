"""The pictures: their size, their inks, their bytes; and labels that would break a careless drawing."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Final

import pytest
from PIL import Image

from report_builder.charted_figures import BarArrangement, Chart, DrawnChart, Panel, Series
from report_builder.charts.bar_fills import INKS, WHITE, ChartStyle
from report_builder.charts.drawing import DPI, draw_charts
from report_builder.diagnostics import Findings

TYPE_AREA: Final = 442.2  # 156 mm
ROWS: Final = Chart(
    "分类", BarArrangement.ROWS, (Panel("条", ("政策文件", "招生考试"), (Series("", (3, 1)),)),), "共4条"
)
STACK: Final = Chart(
    "结果",
    BarArrangement.STACKED_ROWS,
    (Panel("件", ("予以公开", "不予公开"), (Series("自然人", (50, 20)), Series("法人", (30, 0)))),),
)
YEARS: Final = Chart(
    "对比",
    BarArrangement.COLUMNS,
    (
        Panel("条", ("2015年", "2016年"), (Series("", (None, 3), 1),), "公开"),
        Panel("件", ("2015年", "2016年"), (Series("", (0, 3), 1),), "申请"),
    ),
)
STYLES: Final = list(ChartStyle)


def draw(chart: Chart, style: ChartStyle = ChartStyle.MONO) -> DrawnChart:
    """One chart, of which there is nothing to tell."""
    findings = Findings()
    (drawn,) = draw_charts([chart], style, findings)
    assert list(findings) == []
    return drawn


def picture(drawn: DrawnChart) -> Image.Image:
    """The picture as colours."""
    return Image.open(io.BytesIO(drawn.png)).convert("RGB")


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2.2)."""

    def luminance(colour: str) -> float:
        levels = [level / 255 for level in bytes.fromhex(colour[1:])]
        red, green, blue = (
            level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4 for level in levels
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("chart", [ROWS, STACK, YEARS], ids=lambda chart: chart.title)
def test_a_picture_is_as_wide_as_the_type_area_and_crisp(chart: Chart, style: ChartStyle) -> None:
    drawn = draw(chart, style)
    pixels = picture(drawn).size

    assert drawn.width <= TYPE_AREA
    assert pixels == (round(drawn.width * DPI / 72), round(drawn.height * DPI / 72))
    assert len(drawn.png) < 60_000


@pytest.mark.parametrize("style", STYLES)
def test_a_second_drawing_gives_the_same_bytes(style: ChartStyle) -> None:
    assert draw(STACK, style).png == draw(STACK, style).png


def test_nothing_in_the_file_tells_of_its_maker() -> None:
    drawn = draw(ROWS)

    assert not any(word in drawn.png for word in (b"tEXt", b"iTXt", b"tIME", b"atplotlib"))


def test_black_and_white_has_no_colour_and_paper_is_white() -> None:
    shown = picture(draw(STACK))

    colours = {colour for _, colour in shown.getcolors(maxcolors=256) or []}

    assert all(len(set(colour)) == 1 for colour in colours if isinstance(colour, tuple))
    assert shown.getpixel((0, shown.height - 1)) == (255, 255, 255)


def test_hatching_tells_the_second_part_from_the_first_without_colour() -> None:
    shown = picture(draw(STACK)).convert("L")

    # Across the first bar, above its figures: dark without a break, then line after line.
    row = shown.crop((0, 100, shown.width, 101)).tobytes()
    changes = sum(one != other for one, other in pairwise(row))

    assert row.count(0x3D) > 600
    assert changes > 100


@pytest.mark.parametrize("style", STYLES)
def test_every_ink_stands_out_from_the_paper_and_under_its_figures(style: ChartStyle) -> None:
    inks = INKS[style]

    for ink in (*inks.series, inks.earlier):
        outline = ink.edge if ink.hatch else ink.fill
        assert contrast(outline, WHITE) >= 3
    assert all(contrast(ink.fill, ink.text) >= 4.5 for ink in inks.series)


def test_a_label_with_a_dollar_sign_or_a_very_long_one_is_only_text() -> None:
    labels = (
        "$x^2$与\\frac",
        "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "甲" * 500,
    )
    chart = Chart("长", BarArrangement.ROWS, (Panel("件", labels, (Series("", (1, 2, 3)),)),))

    drawn = draw(chart)

    assert drawn.width <= TYPE_AREA
    assert labels[1] in drawn.alternative


def test_a_character_that_no_face_has_is_marked_and_told() -> None:
    findings = Findings()
    chart = Chart("字", BarArrangement.ROWS, (Panel("件", ("ก", "乙"), (Series("", (1, 2)),)),))

    (drawn,) = draw_charts([chart], ChartStyle.MONO, findings)

    assert [(found.code, found.evidence) for found in findings] == [("charts.no_glyph", "ก（U+0E01）")]
    assert "ก1件" in drawn.alternative


def test_a_stroke_of_the_largest_count_does_not_hide_the_smallest() -> None:
    chart = Chart("大", BarArrangement.ROWS, (Panel("次", ("甲", "乙"), (Series("", (10**15, 1)),)),))

    assert draw(chart).alternative.endswith("甲1000000000000000次，乙1次。")
