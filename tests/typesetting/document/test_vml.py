"""Drawings as older Word and WPS write them, and groups → their places on the page."""

from __future__ import annotations

import pytest
from drawing_files import (
    SPACES,
    anchored,
    box,
    line_of,
    picture,
    run,
)
from drawn_pages import LEFT, OLD_BOX, TOP, only_page, place_of, text
from traces import lines_of
from word_files import paragraph

OLD_LINE = (
    f'<w:pict {SPACES}><v:line from="0,10pt" to="400pt,10pt" strokecolor="red" strokeweight="4.5pt">'
    '<v:stroke linestyle="thickThin"/></v:line></w:pict>'
)


def test_a_box_of_older_word_has_its_place_its_border_and_its_margins() -> None:
    page = only_page(f"<w:p>{run(OLD_BOX)}</w:p>")

    (fill,), (shown,) = page.fills, page.runs
    assert (fill.left, fill.top, fill.right, fill.bottom) == pytest.approx((100, TOP + 10, 220, TOP + 50))
    assert (fill.colour, page.rules[0].colour, page.rules[0].width) == ("FFFF00", "FF0000", 2)
    assert shown.left == pytest.approx(101)


def test_a_picture_of_older_word_stands_in_the_line() -> None:
    old = (
        f'<w:pict {SPACES}><v:shape alt="旧图" style="width:1in;height:36pt">'
        '<v:imagedata r:id="a.jpg"/></v:shape></w:pict>'
    )

    page = only_page(f"<w:p>{text('图')}{run(old)}</w:p>")

    assert place_of(page) == pytest.approx((LEFT + 16, page.runs[0].baseline - 36, 72, 36))


@pytest.mark.parametrize(
    "drawing",
    [
        anchored(
            '<wps:wsp><wps:cNvCnPr/><wps:spPr><a:prstGeom prst="line"/>'
            + line_of("FF0000", 4.5, "thickThin")
            + "</wps:spPr><wps:bodyPr/></wps:wsp>",
            400,
            0,
            down=("paragraph", 10.0),
        ),
        OLD_LINE,
    ],
    ids=["DrawingML", "VML"],
)
def test_the_double_red_line_of_a_letterhead_is_a_thick_one_over_a_thin_one(drawing: str) -> None:
    page = only_page(f"<w:p>{run(drawing)}</w:p>")

    thick, thin = page.rules
    assert (thick.width, thin.width, thick.colour) == pytest.approx((2.7, 0.9, "FF0000"))
    assert (thick.left, thick.right, thin.left, thin.right) == pytest.approx((LEFT, LEFT + 400) * 2)
    assert (thick.top, thin.top) == pytest.approx((TOP + 10 - 0.9, TOP + 10 + 1.8))


def test_the_members_of_a_group_stand_in_their_places() -> None:
    space = 'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"'
    member = picture("seal.png").replace(
        "<pic:spPr>", '<pic:spPr><a:xfrm><a:off x="300" y="200"/><a:ext cx="100" cy="100"/></a:xfrm>'
    )
    words = box(paragraph("组内文字")).replace(
        "<wps:spPr>", '<wps:spPr><a:xfrm><a:off x="100" y="100"/><a:ext cx="200" cy="100"/></a:xfrm>'
    )
    group = (
        f'<wpg:wgp {space}><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/>'
        f'<a:chOff x="100" y="100"/><a:chExt cx="400" cy="200"/></a:xfrm></wpg:grpSpPr>'
        f"{words}{member}</wpg:wgp>"
    )

    page = only_page(f"<w:p>{run(anchored(group, 400, 100))}</w:p>")

    assert place_of(page) == pytest.approx((LEFT + 200, TOP + 50, 100, 50))
    assert lines_of(page) == ["组内文字"]


@pytest.mark.parametrize(
    "hidden",
    [
        anchored(box(paragraph("藏")), 90, 40).replace('id="1" name', 'hidden="1" id="1" name'),
        OLD_BOX.replace("position:absolute", "visibility:hidden;position:absolute"),
    ],
    ids=["DrawingML", "VML"],
)
def test_a_box_that_its_author_has_hidden_is_not_shown(hidden: str) -> None:
    assert lines_of(only_page(f"<w:p>{text('正文')}{run(hidden)}</w:p>")) == ["正文"]
