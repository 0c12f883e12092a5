"""Pictures, text boxes and lines: in the line and anchored, and that no text of theirs is lost."""

from __future__ import annotations

import pytest
from drawing_files import (
    SPACES,
    alternatives,
    anchored,
    box,
    inline,
    line_of,
    picture,
    run,
    with_files,
)
from drawn_pages import FILES, LEFT, OLD_BOX, TOP, only_page, place_of, text
from traces import lines_of, set_pages
from word_files import PAGE, cell, paragraph, row, table, word_file

from report_builder.diagnostics import Findings
from report_builder.typesetting.placed.pages import StructureRole

RIGHT, BOTTOM = 11906 / 20 - 1474 / 20, 16838 / 20 - 1984 / 20


EXACT = '<w:spacing w:line="579" w:lineRule="exact"/>'


RED = line_of("FF0000", 1)


def codes(findings: Findings) -> list[str]:
    return [found.code for found in findings]


def test_a_picture_in_the_line_stands_on_the_baseline_and_takes_its_width() -> None:
    page = only_page(f"<w:p>{text('图')}{inline(picture('a.jpg'), 48, 36)}{text('文')}</w:p>")

    before, after = page.runs
    assert place_of(page) == pytest.approx((LEFT + 16, before.baseline - 36, 48, 36))
    assert after.left == pytest.approx(LEFT + 16 + 48)


def test_a_tall_picture_makes_its_line_tall() -> None:
    page = only_page(f"<w:p>{inline(picture('a.jpg'), 48, 200)}</w:p>" + paragraph("下一段"))

    (below,) = page.runs
    assert place_of(page)[1] == pytest.approx(TOP)
    assert below.baseline > TOP + 200


def test_a_picture_that_does_not_fit_goes_to_the_next_line() -> None:
    page = only_page(f"<w:p>{text('国' * 26)}{inline(picture('a.jpg'), 48, 16)}</w:p>")

    assert place_of(page)[0] == pytest.approx(LEFT)
    assert place_of(page)[1] > page.runs[0].baseline


def test_a_line_may_end_before_and_after_a_picture_between_words() -> None:
    body = f"<w:p>{text('word' * 12)}{inline(picture('a.jpg'), 40, 10)}{text('word' * 5)}</w:p>"

    assert lines_of(only_page(body)) == ["word" * 12, "word" * 5]


def test_lines_of_fixed_height_grow_with_a_picture_that_word_would_cut() -> None:
    findings = Findings()
    body = f"<w:p><w:pPr>{EXACT}</w:pPr>{inline(picture('a.jpg'), 48, 100)}</w:p>" + paragraph(
        "下一段", EXACT
    )

    page = only_page(body, findings)

    assert place_of(page)[1] == pytest.approx(TOP)
    assert page.runs[0].baseline == pytest.approx(TOP + 100 + 28.95)
    assert codes(findings) == ["docx.picture_in_exact_line"]


def test_spacing_in_lines_does_not_multiply_a_picture() -> None:
    double = '<w:spacing w:line="480" w:lineRule="auto"/>'
    body = f"<w:p><w:pPr>{double}</w:pPr>{inline(picture('a.jpg'), 48, 100)}</w:p>" + paragraph("下一段")

    page = only_page(body)

    assert page.runs[0].baseline < TOP + 100 + 2 * 16 + 16


def test_a_picture_is_a_figure_with_its_alternative_text() -> None:
    docx = with_files(word_file(f"<w:p>{inline(picture('a.jpg'), 48, 36, '局机关大楼')}</w:p>"), FILES)

    pages = set_pages(docx)

    figure = pages.elements[pages.pages[0].pictures[0].element]
    assert (figure.role, figure.text) == (StructureRole.FIGURE, "局机关大楼")


def test_a_picture_without_alternative_text_is_told_of_and_called_a_picture() -> None:
    findings = Findings()
    docx = with_files(
        word_file(paragraph("一") + f"<w:p>{inline(picture('a.jpg'), 48, 36, '')}</w:p>"), FILES
    )

    pages = set_pages(docx, findings)

    (finding,) = findings
    assert (finding.code, str(finding.place)) == ("docx.no_alt_text", "样张.docx › 第2段")
    assert pages.elements[pages.pages[0].pictures[0].element].text == "图片"


@pytest.mark.parametrize(
    ("across", "down", "corner"),
    [
        (("page", 100.0), ("page", 200.0), (100, 200)),
        (("margin", 10.0), ("margin", 20.0), (LEFT + 10, TOP + 20)),
        (("column", 10.0), ("paragraph", 5.0), (LEFT + 10, TOP + 5)),
        (("character", 3.0), ("line", 4.0), (LEFT + 2 * 16 + 3, TOP + 4)),
        (("page", "center"), ("page", "center"), ((595.3 - 60) / 2, (841.9 - 60) / 2)),
        (("margin", "right"), ("margin", "bottom"), (RIGHT - 60, BOTTOM - 60)),
        (("page", "outside"), ("page", "bottom"), (595.3 - 60, 841.9 - 60)),
        (("leftMargin", "center"), ("topMargin", "bottom"), ((LEFT - 60) / 2, TOP - 60)),
        (("column", 0.0), ("paragraph", -100.0), (LEFT, TOP - 100)),
        (("column", 0.0), ("paragraph", 900.0), (LEFT, 841.9 - 60)),
    ],
)
def test_an_anchored_picture_comes_out_in_its_place(
    across: tuple[str, float | str], down: tuple[str, float | str], corner: tuple[float, float]
) -> None:
    drawing = anchored(picture("seal.png"), 60, 60, across=across, down=down)

    page = only_page(f"<w:p>{text('二字')}{run(drawing)}</w:p>")

    assert place_of(page) == pytest.approx((*corner, 60, 60))
    assert lines_of(page) == ["二字"]


def test_a_paragraph_starts_with_the_space_before_it() -> None:
    drawing = anchored(picture("seal.png"), 60, 60)
    spaced = '<w:pPr><w:spacing w:before="400"/></w:pPr>'

    page = only_page(paragraph("一", EXACT) + f"<w:p>{spaced}{run(drawing)}{text('二')}</w:p>")

    assert place_of(page)[1] == pytest.approx(TOP + 28.95)


def test_a_seal_lies_behind_the_text_or_over_it_as_the_author_said() -> None:
    behind = anchored(picture("seal.png"), 60, 60, behind=True, order=7)
    over = anchored(picture("seal.png"), 60, 60, order=7)
    higher = anchored(picture("seal.png"), 60, 60, order=8)

    page = only_page(f"<w:p>{text('落款')}{run(behind)}{run(over)}{run(higher)}</w:p>")

    low, middle, high = (shown.layer for shown in page.pictures)
    assert low < 0 == page.runs[0].layer < middle < high


def test_text_stands_clear_below_a_picture_that_asks_for_it() -> None:
    drawing = anchored(picture("a.jpg"), 100, 80, wrap="wrapTopAndBottom")

    page = only_page(f"<w:p>{run(drawing)}{text('下面')}</w:p>")

    assert place_of(page)[1] == pytest.approx(TOP)
    assert page.runs[0].baseline > TOP + 80


def test_text_stands_clear_above_and_below_a_picture_further_down() -> None:
    drawing = anchored(picture("a.jpg"), 100, 80, down=("paragraph", 30.0), wrap="wrapTopAndBottom")
    body = f"<w:p><w:pPr>{EXACT}</w:pPr>{run(drawing)}{text('国' * 27 * 2)}</w:p>"

    page = only_page(body + paragraph("后", EXACT))

    tops = sorted({round(shown.baseline - 28.95 * 0.8 - TOP, 2) for shown in page.runs})
    assert tops == pytest.approx([0, 110, 138.95])


def test_a_picture_as_wide_as_the_column_leaves_no_text_beside_it() -> None:
    drawing = anchored(picture("a.jpg"), 400, 80, wrap='wrapSquare wrapText="bothSides"')

    page = only_page(f"<w:p>{run(drawing)}{text('下面')}</w:p>")

    assert page.runs[0].baseline > TOP + 80


def test_one_alternative_of_two_is_set() -> None:
    drawing = anchored(box(paragraph("新框")), 120, 40)

    page = only_page(f"<w:p>{text('正文')}{alternatives(drawing, OLD_BOX)}</w:p>")

    assert sorted(shown.text for shown in page.runs) == ["新框", "正文"]


def test_an_alternative_of_unknown_kind_gives_way_to_its_fallback() -> None:
    offered = alternatives("<w:t>新</w:t>", OLD_BOX).replace("Requires=", 'xmlns:wps="urn:x" Requires=')

    page = only_page(f"<w:p>{offered}</w:p>")

    assert lines_of(page) == ["旧框"]


def test_a_text_box_has_its_place_its_border_and_its_fill() -> None:
    filled = '<a:solidFill><a:srgbClr val="FFF2CC"/></a:solidFill>' + line_of("C00000", 1.5)
    drawing = anchored(box(paragraph("框"), properties=filled), 120, 40, across=("page", 100.0))

    page = only_page(f"<w:p>{run(drawing)}</w:p>")

    (fill,), (shown,) = page.fills, page.runs
    assert (fill.left, fill.top, fill.right, fill.bottom) == pytest.approx((100, TOP, 220, TOP + 40))
    assert (len(page.rules), {rule.width for rule in page.rules}) == (4, {1.5})
    assert shown.left == pytest.approx(100 + 7.2)
    assert fill.layer == shown.layer == page.rules[0].layer > 0


@pytest.mark.parametrize(("anchor", "share"), [("t", 0.0), ("ctr", 0.5), ("b", 1.0)])
def test_text_stands_at_the_top_the_middle_or_the_bottom_of_its_box(anchor: str, share: float) -> None:
    body = f'<wps:bodyPr tIns="0" bIns="0" anchor="{anchor}"/>'
    drawing = anchored(box(paragraph("框", EXACT), body=body), 120, 100)

    page = only_page(f"<w:p>{run(drawing)}</w:p>")

    assert page.runs[0].baseline == pytest.approx(TOP + (100 - 28.95) * share + 28.95 * 0.8)


def test_text_that_overflows_its_box_is_kept_and_told_of() -> None:
    findings = Findings()
    drawing = anchored(box(paragraph("一") + paragraph("二")), 120, 30)

    page = only_page(f"<w:p>{run(drawing)}</w:p>", findings)

    assert lines_of(page) == ["一", "二"]
    assert codes(findings) == ["docx.box_overflow"]


def test_a_box_that_fits_its_text_is_as_tall_as_the_text() -> None:
    body = '<wps:bodyPr tIns="0" bIns="0"><a:spAutoFit/></wps:bodyPr>'
    two = paragraph("一", EXACT) + paragraph("二", EXACT)
    drawing = anchored(box(two, properties=line_of("000000", 1), body=body), 120, 30)

    page = only_page(f"<w:p>{run(drawing)}</w:p>")

    assert max(rule.bottom for rule in page.rules) == pytest.approx(TOP + 2 * 28.95)


def test_a_table_in_a_text_box_keeps_its_text() -> None:
    drawing = anchored(box(table([1000, 1000], row(cell("甲"), cell("乙"))) + paragraph("丙")), 200, 90)

    page = only_page(f"<w:p>{run(drawing)}</w:p>")

    assert lines_of(page) == ["甲乙", "丙"]


def test_page_numbers_in_text_boxes_stand_at_the_outer_edge_of_every_page() -> None:
    number = "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText>"
    number += "<w:fldChar w:fldCharType='end'/></w:r></w:p>"
    body = '<wps:bodyPr wrap="none" lIns="0" rIns="0" tIns="0" bIns="0"><a:spAutoFit/></wps:bodyPr>'
    drawing = anchored(box(number, body=body), 144, 144, across=("margin", "outside"))
    docx = word_file(
        paragraph("一") + paragraph("二", "<w:pageBreakBefore/>"),
        section='<w:footerReference w:type="default" r:id="footer"/>' + PAGE,
        parts={"footer": f"<w:ftr><w:p>{run(drawing)}</w:p></w:ftr>"},
    )

    first, second = (page.runs[-1] for page in set_pages(docx).pages)

    assert (first.text, second.text) == ("1", "2")
    assert (first.left, second.left) == pytest.approx((RIGHT - 8, LEFT))


def test_a_picture_in_a_header_is_found_by_the_headers_own_links_and_is_no_figure() -> None:
    findings = Findings()
    docx = word_file(
        paragraph("正文"),
        section='<w:headerReference w:type="default" r:id="header"/>' + PAGE,
        parts={"header": f"<w:hdr><w:p>{inline(picture('a.jpg'), 20, 20, '')}</w:p></w:hdr>"},
    )

    pages = set_pages(with_files(docx, FILES, part="header"), findings)

    assert len(pages.pages[0].pictures) == 1
    assert StructureRole.FIGURE not in {element.role for element in pages.elements}
    assert codes(findings) == []


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (anchored(box(paragraph("字"), properties=line_of("FF0000", 1), form="star5"), 90, 40), "star5"),
        (
            anchored(box(paragraph("字")).replace("<wps:spPr>", '<wps:spPr><a:xfrm rot="5400000"/>'), 90, 40),
            "旋转",
        ),
        (anchored(box(paragraph("字"), body='<wps:bodyPr vert="eaVert"/>'), 90, 40), "竖排"),
        (f"<w:drawing {SPACES}/><w:t>字</w:t>", "drawing"),
    ],
)
def test_what_is_not_drawn_is_named_and_its_text_is_kept(body: str, named: str) -> None:
    findings = Findings()

    page = only_page(f"<w:p>{run(body)}</w:p>", findings)

    assert lines_of(page) == ["字"]
    assert [found.code for found in findings if named in found.message] == ["docx.unsupported"]


def test_a_picture_in_a_cell_that_may_be_low_is_kept() -> None:
    shown = f"<w:p>{inline(picture('a.jpg'), 20, 20)}</w:p>"

    page = only_page(table([2000], row(cell(shown, "<w:hideMark/>"))) + paragraph("后"))

    assert len(page.pictures) == 1


def test_a_picture_that_moves_to_the_next_page_takes_its_line_with_it() -> None:
    body = "".join(paragraph(f"行{number}", EXACT) for number in range(20))
    shown = f"<w:p>{inline(picture('a.jpg'), 48, 100)}</w:p>"

    first, second = set_pages(with_files(word_file(body + shown), FILES)).pages

    assert (len(first.pictures), len(second.pictures)) == (0, 1)
    assert second.pictures[0].top == pytest.approx(TOP)


def test_the_outline_of_an_ellipse_runs_around_its_area() -> None:
    page = only_page(
        f"<w:p>{text('字')}{run(anchored(box('<w:p/>', properties=RED, form='ellipse'), 90, 40))}</w:p>"
    )

    starts = [(rule.left, rule.top) for rule in page.rules]
    ends = [(rule.right, rule.bottom) for rule in page.rules]
    assert ends == [*starts[1:], pytest.approx(starts[0])]
    across, down = zip(*starts, strict=True)
    assert (min(across), max(across)) == pytest.approx((LEFT, LEFT + 90))
    assert (min(down), max(down)) == pytest.approx((TOP, TOP + 40))


def test_the_text_after_a_column_break_stands_on_the_next_page() -> None:
    docx = word_file('<w:p><w:r><w:t>前</w:t><w:br w:type="column"/><w:t>后</w:t></w:r></w:p>')

    assert [lines_of(page) for page in set_pages(docx).pages] == [["前"], ["后"]]
