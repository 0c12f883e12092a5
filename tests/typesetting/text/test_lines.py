"""Lines on the page: the grid of GB/T 9704, alignment, indents, heights."""

from __future__ import annotations

import pytest
from traces import faces, glyph_lefts, lines_of, set_pages
from word_files import PAGE, paragraph, word_file

from report_builder.diagnostics import Findings

# GB/T 9704-2012, 5.2: 156 mm by 225 mm hold 28 characters on each of 22 lines.
BODY = '<w:jc w:val="both"/><w:spacing w:line="579" w:lineRule="exact"/>'
CONDENSED = '<w:spacing w:val="-5"/>'
MEASURE = (11906 - 1587 - 1474) / 20


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    docx = word_file(paragraph("国" * 28 * 30, BODY, CONDENSED))

    first = set_pages(docx).pages[0]

    assert [len(line) for line in lines_of(first)] == [28] * 22


def test_a_justified_line_fills_the_measure_to_its_end() -> None:
    docx = word_file(paragraph("国" * 60, BODY, CONDENSED))

    run = set_pages(docx).pages[0].runs[0]

    right = run.left + 27 * (16 + run.spacing) + 16
    assert run.left == pytest.approx(1587 / 20)
    assert right == pytest.approx(1587 / 20 + MEASURE, abs=0.3)


def test_the_last_line_of_a_justified_paragraph_is_not_stretched() -> None:
    docx = word_file(paragraph("国" * 30, BODY))

    last = set_pages(docx).pages[0].runs[-1]

    assert last.spacing == 0


def test_a_centred_line_has_equal_room_on_both_sides() -> None:
    docx = word_file(paragraph("标题", '<w:jc w:val="center"/>'))

    run = set_pages(docx).pages[0].runs[0]

    assert run.left - 1587 / 20 == pytest.approx((MEASURE - 32) / 2)


@pytest.mark.parametrize(
    ("indent", "left"),
    [
        ('<w:ind w:firstLineChars="200"/>', 32.0),
        ('<w:ind w:firstLine="630"/>', 31.5),
        ('<w:ind w:firstLineChars="200" w:firstLine="630"/>', 32.0),
        ('<w:ind w:left="315"/>', 15.75),
        ('<w:ind w:left="630" w:hanging="315"/>', 15.75),
    ],
)
def test_an_indent_moves_the_first_line(indent: str, left: float) -> None:
    docx = word_file(paragraph("缩进", indent))

    run = set_pages(docx).pages[0].runs[0]

    assert run.left - 1587 / 20 == pytest.approx(left)


def test_digits_keep_a_quarter_em_from_hanzi() -> None:
    docx = word_file(paragraph("共26件"))

    page = set_pages(docx).pages[0]

    lefts = {character: left - 1587 / 20 for character, left in glyph_lefts(page)}
    assert lefts == pytest.approx({"共": 0, "2": 16 + 4, "6": 28, "件": 16 + 4 + 16 + 4})


def test_the_gap_can_be_switched_off_by_the_document() -> None:
    docx = word_file(paragraph("共26件", '<w:autoSpaceDN w:val="0"/>'))

    runs = set_pages(docx).pages[0].runs

    assert [run.text for run in runs] == ["共26件"]


def test_quotes_among_hanzi_are_set_in_the_chinese_face() -> None:
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312"/>'
    docx = word_file(paragraph("“三公”经费——2016", "", fonts))

    runs = set_pages(docx).pages[0].runs

    assert [(run.look.face, run.text) for run in runs] == [("FangSong", "“三公”经费——"), ("Roman", "2016")]


def test_a_character_that_a_face_lacks_comes_from_the_next_face_of_its_chain() -> None:
    docx = word_file(paragraph("王喆"))

    runs = set_pages(docx).pages[0].runs

    assert [(run.look.face, run.text) for run in runs] == [("FangSong", "王"), ("Kai", "喆")]


def test_a_font_that_nobody_knows_is_named_and_replaced() -> None:
    findings = Findings()
    docx = word_file(paragraph("正文", "", '<w:rFonts w:eastAsia="某某体"/>'))

    pages = set_pages(docx, findings)

    assert [found.code for found in findings] == ["font.unknown"]
    assert pages.pages[0].runs[0].look.face == faces().default


@pytest.mark.parametrize(
    ("stop", "left"),
    [
        # 17.15.1.25: every half inch where the file does not say.
        ("", 36),
        ('<w:tabs><w:tab w:val="left" w:pos="2000"/></w:tabs>', 100),
        ('<w:tabs><w:tab w:val="right" w:pos="2000"/></w:tabs>', 100 - 32),
        ('<w:tabs><w:tab w:val="center" w:pos="2000"/></w:tabs>', 100 - 16),
    ],
)
def test_a_tab_reaches_to_its_stop(stop: str, left: float) -> None:
    docx = word_file(f"<w:p><w:pPr>{stop}</w:pPr><w:r><w:t>一二</w:t><w:tab/><w:t>丙丁</w:t></w:r></w:p>")

    runs = set_pages(docx).pages[0].runs

    assert [run.text for run in runs] == ["一二", "丙丁"]
    assert runs[1].left - 1587 / 20 == pytest.approx(left)


@pytest.mark.parametrize(
    ("own", "lefts"),
    [
        ("", [150, 300]),
        ('<w:tab w:val="left" w:pos="4500"/>', [150, 225]),
        ('<w:tab w:val="clear" w:pos="3000"/><w:tab w:val="left" w:pos="4500"/>', [225, 300]),
    ],
)
def test_a_paragraphs_tab_stops_come_to_those_of_its_style(own: str, lefts: list[float]) -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="t"/><w:pPr><w:tabs>'
        '<w:tab w:val="left" w:pos="3000"/><w:tab w:val="left" w:pos="6000"/></w:tabs></w:pPr></w:style>'
    )
    text = "<w:r><w:tab/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>"
    tabs = f'<w:pPr><w:pStyle w:val="t"/><w:tabs>{own}</w:tabs></w:pPr>'

    findings = Findings()
    runs = set_pages(word_file(f"<w:p>{tabs}{text}</w:p>", styles=style), findings).pages[0].runs

    assert [run.left - 1587 / 20 for run in runs] == pytest.approx(lefts)


@pytest.mark.parametrize(
    ("spacing", "grid", "space"),
    [
        ('w:before="100"', "", 5),
        ('w:beforeLines="50" w:before="100"', "", 6),
        ('w:beforeLines="50" w:before="100"', '<w:docGrid w:type="lines" w:linePitch="312"/>', 7.8),
        ('w:beforeAutospacing="1" w:before="100"', "", 14),
    ],
)
def test_a_space_in_lines_or_left_to_word_wins_over_the_one_in_points(
    spacing: str, grid: str, space: float
) -> None:
    line = '<w:spacing w:line="400" w:lineRule="exact" {}/>'
    body = paragraph("甲", line.format("")) + paragraph("乙", line.format(spacing))

    runs = set_pages(word_file(body, section=PAGE + grid)).pages[0].runs

    assert runs[1].baseline - runs[0].baseline == pytest.approx(20 + space)


def test_an_underline_runs_below_its_characters_only() -> None:
    docx = word_file(paragraph("下划线", "", '<w:u w:val="single"/>'))

    page = set_pages(docx).pages[0]

    (rule,) = page.rules
    assert (rule.left, rule.right) == pytest.approx((1587 / 20, 1587 / 20 + 48))
    assert rule.top > page.runs[0].baseline


def test_each_emphasised_character_has_a_dot_below() -> None:
    docx = word_file(paragraph("着重", "", '<w:em w:val="dot"/>'))

    page = set_pages(docx).pages[0]

    assert [fill.round for fill in page.fills] == [True, True]


def test_a_superscript_is_smaller_and_higher() -> None:
    docx = word_file(
        "<w:p><w:r><w:t>平方米</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr>"
        "<w:t>2</w:t></w:r></w:p>"
    )

    base, raised = set_pages(docx).pages[0].runs

    assert raised.look.size < base.look.size
    assert raised.baseline < base.baseline


def test_a_character_grid_sets_28_characters_a_line_as_word_does() -> None:
    grid = PAGE + '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-848"/>'
    docx = word_file(paragraph("国" * 60, BODY), section=grid)

    page = set_pages(docx).pages[0]

    lefts = [left for _, left in glyph_lefts(page)]
    assert [len(line) for line in lines_of(page)] == [28, 28, 4]
    assert lefts[-1] - lefts[-2] == pytest.approx(15.79, abs=0.01)


COMPRESS = {"settings": '<w:settings><w:characterSpacingControl w:val="compressPunctuation"/></w:settings>'}


def test_marks_close_up_where_the_document_asks_for_it() -> None:
    docx = word_file(paragraph("甲）（乙"), parts=COMPRESS)

    lefts = [left - 1587 / 20 for _, left in glyph_lefts(set_pages(docx).pages[0])]

    assert lefts == pytest.approx([0, 16, 24, 40])


def test_a_mark_at_the_end_of_a_justified_line_stands_half_beyond_its_square() -> None:
    text = "国" * 26 + "。" + "国" * 10
    docx = word_file(paragraph(text, BODY + '<w:overflowPunct w:val="0"/>'), parts=COMPRESS)

    page = set_pages(docx).pages[0]

    mark = next(left for character, left in glyph_lefts(page) if character == "。")
    assert mark + 8 == pytest.approx(1587 / 20 + MEASURE, abs=0.05)


def test_an_opening_mark_starts_a_line_flush_where_the_paragraph_asks_for_it() -> None:
    docx = word_file(paragraph("（甲）", "<w:topLinePunct/>"), parts=COMPRESS)

    page = set_pages(docx).pages[0]

    assert glyph_lefts(page)[0][1] == pytest.approx(1587 / 20 - 8)


@pytest.mark.parametrize(("leader", "length"), [("dot", 16 * 0.06), ("hyphen", 4.0), ("underscore", 0.0)])
def test_what_leads_along_a_tab_reaches_from_the_text_to_the_stop(leader: str, length: float) -> None:
    stop = f'<w:tabs><w:tab w:val="right" w:pos="4000" w:leader="{leader}"/></w:tabs>'
    docx = word_file(f"<w:p><w:pPr>{stop}</w:pPr><w:r><w:t>一二</w:t><w:tab/><w:t>丙丁</w:t></w:r></w:p>")

    page = set_pages(docx).pages[0]

    (rule,) = page.rules
    assert (rule.left, rule.right) == pytest.approx((1587 / 20 + 32, 1587 / 20 + 200 - 32))
    assert rule.top == rule.bottom == page.runs[0].baseline
    assert rule.dash == pytest.approx(length)


def test_default_tab_stops_stand_where_the_document_says() -> None:
    settings = {"settings": '<w:settings><w:defaultTabStop w:val="420"/></w:settings>'}
    docx = word_file("<w:p><w:r><w:t>一二</w:t><w:tab/><w:t>丙丁</w:t></w:r></w:p>", parts=settings)

    runs = set_pages(docx).pages[0].runs

    assert runs[1].left - 1587 / 20 == pytest.approx(42)


def test_a_word_is_parted_where_the_paragraph_asks_for_it() -> None:
    text = "国" * 26 + "international"

    kept = set_pages(word_file(paragraph(text, BODY))).pages[0]
    parted = set_pages(word_file(paragraph(text, BODY + '<w:wordWrap w:val="0"/>'))).pages[0]

    assert lines_of(kept)[1] == "international"
    assert lines_of(parted)[1] != "international"
    assert "".join(lines_of(parted)) == text


def test_a_line_to_be_filled_in_is_drawn_to_its_stop() -> None:
    stop = '<w:tabs><w:tab w:val="right" w:pos="4000" w:leader="underscore"/></w:tabs>'
    docx = word_file(f"<w:p><w:pPr>{stop}</w:pPr><w:r><w:t>签名</w:t><w:tab/></w:r></w:p>")

    (rule,) = set_pages(docx).pages[0].rules

    assert (rule.left, rule.right) == pytest.approx((1587 / 20 + 32, 1587 / 20 + 200))
