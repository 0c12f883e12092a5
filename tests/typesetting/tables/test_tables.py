"""Tables: how wide, how high, with which lines, and what a page's end does to them."""

from __future__ import annotations

import io
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from set_tables import LEFT, column_edges, plain_table, set_body, wide
from table_files import CONTINUE, DOWN, RESTART, UP, span
from traces import faces, lines_of, set_pages
from word_files import cell, paragraph, row, table, word_file

from report_builder.diagnostics import Findings
from report_builder.painting.pdf import paint_pdf
from report_builder.typesetting.placed.pages import StructureRole

if TYPE_CHECKING:
    from report_builder.typesetting.placed.pages import Page


def across(page: Page) -> list[tuple[float, float]]:
    """A page's horizontal lines: height on the page and width of the line, from the top."""
    return sorted({(round(rule.top, 1), rule.width) for rule in page.rules if rule.top == rule.bottom})


STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr>
  <w:rFonts w:eastAsia="宋体" w:ascii="宋体" w:hAnsi="宋体"/><w:sz w:val="21"/>
</w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="正文"/></w:style>
<w:style w:type="paragraph" w:styleId="big"><w:name w:val="大"/><w:rPr><w:sz w:val="44"/></w:rPr></w:style>
<w:style w:type="table" w:styleId="grid"><w:name w:val="网格"/><w:rPr><w:sz w:val="18"/></w:rPr>
  <w:tblPr><w:tblBorders>
    <w:top w:val="single" w:sz="12"/><w:insideH w:val="single" w:sz="4"/>
  </w:tblBorders></w:tblPr></w:style>
<w:style w:type="table" w:styleId="strong"><w:name w:val="强调"/><w:basedOn w:val="grid"/>
  <w:tblPr><w:tblStyleRowBandSize w:val="1"/></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>
    <w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr>
  <w:tblStylePr w:type="firstCol"><w:rPr><w:color w:val="FF0000"/></w:rPr></w:tblStylePr>
  <w:tblStylePr w:type="band1Horz">
    <w:tcPr><w:shd w:val="clear" w:fill="D9E2F3"/></w:tcPr></w:tblStylePr>
</w:style>
"""


def styled(look: str, count: int = 3) -> str:
    rows = "".join(row(wide(f"{number}甲", 2000), wide(f"{number}乙", 2000)) for number in range(count))
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="strong"/>{look}</w:tblPr><w:tblGrid/>{rows}</w:tbl>'


def test_a_look_says_which_parts_of_a_table_its_style_sets_apart() -> None:
    page = set_body(styled('<w:tblLook w:val="00A0"/>'), STYLES).pages[0]

    looks = {run.text: (run.look.bold, run.look.colour) for run in page.runs}
    assert looks["0甲"] == (True, "FF0000")
    assert looks["0乙"] == (True, "000000")
    assert looks["1甲"] == (False, "FF0000")
    assert [fill.colour for fill in page.fills] == ["4472C4"] * 2 + ["D9E2F3"] * 2


def test_a_look_of_attributes_wins_over_its_number() -> None:
    look = '<w:tblLook w:val="00A0" w:firstRow="0" w:firstColumn="0" w:noHBand="1"/>'

    page = set_body(styled(look), STYLES).pages[0]

    assert page.fills == ()
    assert not any(run.look.bold for run in page.runs)


def test_a_tables_style_gives_its_type_below_that_of_the_paragraphs_style() -> None:
    rows = row(cell("甲"), cell(paragraph("乙", '<w:pStyle w:val="big"/>')))
    body = f'<w:tbl><w:tblPr><w:tblStyle w:val="grid"/></w:tblPr><w:tblGrid/>{rows}</w:tbl>{paragraph("丙")}'

    sizes = {run.text: run.look.size for run in set_body(body, STYLES).pages[0].runs}

    assert sizes == {"甲": 9, "乙": 22, "丙": 10.5}


def test_borders_come_from_the_style_that_a_style_is_based_on() -> None:
    page = set_body(styled(""), STYLES).pages[0]

    assert [width for _, width in across(page)] == [1.5, 0.5, 0.5]


@pytest.mark.parametrize(
    ("shading", "colour"),
    [
        ('<w:shd w:val="clear" w:fill="d9e2f3"/>', "D9E2F3"),
        ('<w:shd w:val="pct20" w:color="auto" w:fill="auto"/>', "CCCCCC"),
        ('<w:shd w:val="solid" w:color="FF0000" w:fill="auto"/>', "FF0000"),
    ],
)
def test_a_cells_shading_fills_all_of_it(shading: str, colour: str) -> None:
    page = set_body(plain_table("", row(cell("甲", shading), cell("乙")), grid=(2000, 2000))).pages[0]

    (fill,) = page.fills

    assert (fill.colour, round(fill.left - LEFT), round(fill.right - LEFT)) == (colour, 0, 100)


def test_a_shading_that_names_no_colour_fills_nothing() -> None:
    shading = '<w:shd w:val="clear" w:fill="javascript"/>'

    assert set_body(plain_table("", row(cell("甲", shading)), grid=(2000,))).pages[0].fills == ()


def bordered_pair(upper: str, lower: str) -> Page:
    """Two cells, one above the other, with borders of their own between them."""
    rows = [
        row(cell("上", f"<w:tcBorders><w:bottom {upper}/></w:tcBorders>" if upper else "")),
        row(cell("下", f"<w:tcBorders><w:top {lower}/></w:tcBorders>" if lower else "")),
    ]
    return set_body(table([2000], *rows)).pages[0]


@pytest.mark.parametrize(
    ("upper", "lower", "width", "colour"),
    [
        ('w:val="single" w:sz="12"', 'w:val="single" w:sz="4"', 1.5, "000000"),
        ('w:val="nil"', 'w:val="single" w:sz="8"', 1.0, "000000"),
        ('w:val="single" w:sz="2"', "", 0.25, "000000"),
        (
            'w:val="single" w:sz="8" w:color="FFFF00"',
            'w:val="single" w:sz="8" w:color="0000FF"',
            1.0,
            "0000FF",
        ),
        ('w:val="nil"', 'w:val="nil"', None, ""),
    ],
    ids=["heavier", "nil gives way", "a cell's own over the table's", "darker", "nil on both sides"],
)
def test_of_two_borders_on_one_edge_the_standard_chooses(
    upper: str, lower: str, width: float | None, colour: str
) -> None:
    page = bordered_pair(upper, lower)

    rules = sorted((rule for rule in page.rules if rule.top == rule.bottom), key=lambda rule: rule.top)
    inner = [(rule.width, rule.colour) for rule in rules[1:-1]]
    assert inner == ([] if width is None else [(width, colour)])


@pytest.mark.parametrize(
    ("kind", "lines", "dashed"), [("double", 2, False), ("triple", 3, False), ("dashed", 1, True)]
)
def test_a_border_is_drawn_as_its_kind(kind: str, lines: int, dashed: bool) -> None:  # noqa: FBT001 - a table's column
    page = bordered_pair(f'w:val="{kind}" w:sz="6"', "")

    rules = sorted((rule for rule in page.rules if rule.top == rule.bottom), key=lambda rule: rule.top)[1:-1]
    assert len(rules) == lines
    assert all((rule.dash > 0) == dashed for rule in rules)


def test_a_diagonal_runs_from_corner_to_corner() -> None:
    borders = '<w:tcBorders><w:tl2br w:val="single" w:sz="4"/></w:tcBorders>'
    page = set_body(table([2000], row(cell("甲", borders)))).pages[0]

    (slant,) = [rule for rule in page.rules if rule.left != rule.right and rule.top != rule.bottom]

    assert slant.right - slant.left == pytest.approx(100)


def test_a_merged_cell_ends_with_the_border_of_its_last_part() -> None:
    none = '<w:tcBorders><w:bottom w:val="nil"/></w:tcBorders>'
    thick = '<w:tcBorders><w:bottom w:val="single" w:sz="24"/></w:tcBorders>'
    rows = [row(cell("合", RESTART + none), cell("甲")), row(cell("", CONTINUE + thick), cell("乙"))]

    assert 3.0 in {width for _, width in across(set_body(table([2000, 2000], *rows)).pages[0])}


def test_text_that_runs_down_stands_upright_one_character_below_the_other() -> None:
    rows = [
        row(
            cell("本年结果" if not number else "", (CONTINUE if number else RESTART) + DOWN),
            cell(str(number)),
        )
        for number in range(5)
    ]
    page = set_body(table([600, 2000], *rows)).pages[0]

    label = [run for run in page.runs if run.text in "本年结果"]

    assert [run.text for run in label] == list("本年结果")
    assert len({round(run.left, 2) for run in label}) == 1
    assert {run.turn for run in label} == {0}
    gaps = {round(b.baseline - a.baseline, 1) for a, b in pairwise(label)}
    assert gaps == {16}


def test_brackets_and_figures_lie_on_their_side_in_text_that_runs_down() -> None:
    page = set_body(table([600], row(cell("（二）2", DOWN)))).pages[0]

    assert {run.text: run.turn for run in page.runs} == {"（": 90, "二": 0, "）": 90, "2": 90}


def test_text_that_runs_up_lies_on_its_side_as_a_whole() -> None:
    (run,) = set_body(table([600], row(cell("项目", UP)))).pages[0].runs

    assert (run.text, run.turn) == ("项目", 270)


def test_text_that_runs_down_goes_on_in_a_column_to_the_left_where_its_row_has_a_height() -> None:
    page = set_body(
        table([1200], row(cell("一二三四五六", DOWN), properties='<w:trHeight w:val="1100"/>'))
    ).pages[0]

    columns = {
        run.left: "".join(each.text for each in page.runs if each.left == run.left) for run in page.runs
    }

    assert [columns[left] for left in sorted(columns, reverse=True)] == ["一二三", "四五六"]


def test_a_row_grows_for_text_that_runs_down() -> None:
    page = set_body(table([600, 2000], row(cell("一二三四五六", DOWN), cell("右")))).pages[0]

    (top, _), (bottom, _) = across(page)
    assert bottom - top == pytest.approx(6 * 16 + 0.5, abs=0.2)


@pytest.mark.parametrize(("align", "share"), [("top", 0), ("center", 0.5), ("bottom", 1)])
def test_text_stands_in_its_cell_as_it_is_aligned(align: str, share: float) -> None:
    properties = '<w:trHeight w:val="2000" w:hRule="exact"/>'
    top = set_body(table([2000], row(cell("甲"), properties=properties))).pages[0].runs[0].baseline

    page = set_body(
        table([2000], row(cell("甲", f'<w:vAlign w:val="{align}"/>'), properties=properties))
    ).pages[0]

    line = page.runs[0].baseline - top
    assert line == pytest.approx((100 - 0.5 - 18) * share, abs=3)


def test_a_fixed_row_too_low_for_its_text_grows_and_is_told_of() -> None:
    findings = Findings()
    tall = row(
        cell(paragraph("一") + paragraph("二")), properties='<w:trHeight w:val="400" w:hRule="exact"/>'
    )

    page = set_pages(word_file(table([2000], tall)), findings).pages[0]

    assert [each.code for each in findings] == ["docx.clipped"]
    (top, _), (bottom, _) = across(page)
    assert page.runs[-1].baseline < bottom
    assert bottom - top > 20


def test_a_fixed_row_with_tight_leading_keeps_its_height() -> None:
    page = set_body(
        table([2000], row(cell("一"), properties='<w:trHeight w:val="280" w:hRule="exact"/>'))
    ).pages[0]

    (top, _), (bottom, _) = across(page)
    assert bottom - top == pytest.approx(14)


def test_an_empty_cell_that_hides_its_mark_takes_no_height() -> None:
    page = set_body(
        table([2000], row(cell("", "<w:hideMark/>"), properties='<w:trHeight w:val="60"/>'))
    ).pages[0]

    (top, _), (bottom, _) = across(page)
    assert bottom - top < 5


def test_a_table_in_a_cell_is_a_table() -> None:
    inner = table([1000, 1000], row(cell("内一"), cell("内二")))
    outer = table([1000, 5000], row(cell("外"), cell(paragraph("前") + inner + paragraph("后"))))

    pages = set_body(outer)

    with pdfplumber.open(io.BytesIO(paint_pdf(pages, faces()))) as document:
        found = [found.extract() for found in document.pages[0].find_tables()]
    assert [["内一", "内二"]] in found
    assert sum(element.role is StructureRole.TABLE for element in pages.elements) == 2


def test_cells_merged_the_older_way_are_one() -> None:
    rows = row(cell("合并", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("丙"))

    assert len(column_edges(set_body(table([1000, 1000, 1000], rows)).pages[0])) == 3


def test_text_of_a_cell_that_goes_on_from_nothing_is_not_lost() -> None:
    page = set_body(
        table([1000, 1000], row(cell("甲"), cell("乙")), row(cell("丙", CONTINUE), cell("丁")))
    ).pages[0]

    assert Counter("".join(run.text for run in page.runs)) == Counter("甲乙丙丁")


def test_a_deleted_row_is_not_shown() -> None:
    body = table([1000], row(cell("留")), row(cell("删"), properties="<w:del/>"))

    page = set_pages(word_file(body), Findings()).pages[0]

    assert lines_of(page) == ["留"]


def test_tables_as_deep_as_a_file_may_nest_them_are_set() -> None:
    body = paragraph("底")
    for _ in range(30):
        body = table([8000], row(cell(body + paragraph(""))))
    findings = Findings()

    pages = set_pages(word_file(body + paragraph("")), findings)

    assert "底" in "".join(run.text for page in pages.pages for run in page.runs)


def test_what_is_not_set_of_a_table_is_named() -> None:
    findings = Findings()
    properties = '<w:bidiVisual/><w:tblCellSpacing w:w="20" w:type="dxa"/>'

    set_pages(word_file(plain_table(properties, row(cell("甲")))), findings)

    assert sorted(each.code for each in findings) == ["docx.unsupported"] * 2


CONTENTS = st.sampled_from(["across", "down", "up", "nested", "long"])


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 24),
    st.lists(
        st.tuples(
            st.lists(st.tuples(CONTENTS, st.integers(0, 90)), min_size=1, max_size=4),
            st.sampled_from(["", "<w:cantSplit/>", "<w:tblHeader/>", '<w:trHeight w:val="900"/>']),
        ),
        min_size=1,
        max_size=8,
    ),
    st.booleans(),
)
def test_no_character_is_lost_whatever_stands_in_the_cells(
    lines: int,
    rows: list[tuple[list[tuple[str, int]], str]],
    merged: bool,  # noqa: FBT001 - drawn
) -> None:
    names = iter("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃")
    expected: Counter[str] = Counter()
    made: list[str] = []
    for index, (cells, properties) in enumerate(rows):
        texts = [cell("", CONTINUE if index else RESTART)] if merged else []
        for kind, length in cells:
            name = next(names, "国")
            expected[name] += length
            text = paragraph(name * length)
            if kind == "nested":
                text = table([900], row(cell(text)), row(cell(""))) + paragraph("")
            texts.append(cell(text, {"down": DOWN, "up": UP}.get(kind, "")))
        made.append(row(*texts, properties=properties))
    body = "".join(paragraph("") for _ in range(lines)) + table([1500] * 5, *made)
    findings = Findings()

    pages = set_pages(word_file(body), findings).pages

    found = Counter(character for page in repeated_left_out(pages) for character in page)
    assert +expected == Counter({name: found[name] for name in +expected})


def repeated_left_out(pages: tuple[Page, ...]) -> list[str]:
    """Each page's text without that of heads that are shown again."""
    artifact = 1
    return ["".join(run.text for run in page.runs if run.element != artifact) for page in pages]


def test_gaps_in_a_row_keep_the_structures_grid_full() -> None:
    rows = [
        row(cell("甲"), cell("乙"), cell("丙")),
        row(cell("丁"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        row(cell("合", span(2))),
    ]
    pages = set_body(table([1000, 1000, 1000], *rows))

    row_elements = [index for index, each in enumerate(pages.elements) if each.role is StructureRole.ROW]
    columns = [sum(each.columns for each in pages.elements if each.parent == index) for index in row_elements]
    assert columns == [3, 3, 3]


def test_a_tables_alternative_text_goes_into_the_structure() -> None:
    properties = '<w:tblCaption w:val="统计表"/><w:tblDescription w:val="按申请人类型"/>'

    pages = set_body(plain_table(properties, row(cell("甲"))))

    assert [each.text for each in pages.elements if each.role is StructureRole.TABLE] == [
        "统计表。按申请人类型"
    ]
