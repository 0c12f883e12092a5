"""A report's paragraphs and tables → headings, lists, tables with captions, and figures."""

from __future__ import annotations

import pytest
from word_files import cell, paragraph, row, table, word_file
from word_parts import level, listed, numbering

from report_builder.painting.html.blocks import HeadingBlock, ListBlock, TableBlock, blocks_of
from report_builder.reports.reading import read_report_text
from report_builder.reports.recognition import recognise

CENTRED = '<w:jc w:val="center"/>'
TITLE = paragraph("甲局2024年政府信息公开工作年度报告", CENTRED)
TABLE = table([1000, 1000], row(cell("项目"), cell("数量")), row(cell("申请"), cell("3")))


def outline(depth: int) -> str:
    """The properties of a heading."""
    return f'<w:outlineLvl w:val="{depth - 1}"/>'


def told(body: str, parts: dict[str, str] | None = None) -> list[str]:
    """The blocks of a body, each in one line."""
    report = recognise(read_report_text(word_file(TITLE + body, parts=parts), "报告.docx"), [])
    lines = []
    for block in blocks_of(report):
        if isinstance(block, HeadingBlock):
            lines.append(f"h{block.level} {block.paragraph.text}")
        elif isinstance(block, ListBlock):
            lines.append(f"{block.kind} {block.first} " + "|".join(each.text for each in block.items))
        elif isinstance(block, TableBlock):
            lines.append(f"table {block.called} {block.unit} {block.is_named}")
        else:
            lines.append(block.paragraph.text)
    return lines


def test_the_title_is_the_page_s_and_no_block() -> None:
    assert told(paragraph("正文一句。")) == ["正文一句。"]


def test_no_level_of_headings_is_skipped() -> None:
    body = paragraph("一、甲", outline(1)) + paragraph("1.乙", outline(3)) + paragraph("（一）丙", outline(2))

    assert told(body) == ["h1 一、甲", "h2 1.乙", "h2 （一）丙"]


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (paragraph("表1 申请情况", CENTRED), "table 表1 申请情况  True"),
        (paragraph("申请情况", CENTRED) + paragraph("单位：件"), "table 申请情况 单位：件 True"),
        (paragraph("二、申请情况", outline(1)), "table 申请情况  False"),
        (paragraph("申请情况如下。", CENTRED), "table 甲局2024年政府信息公开工作年度报告  False"),
    ],
)
def test_a_table_is_called_by_the_line_in_the_middle_above_it_or_by_its_heading(
    above: str, expected: str
) -> None:
    assert told(above + TABLE)[-1] == expected


def test_tables_of_one_name_are_told_apart() -> None:
    body = paragraph("二、申请情况", outline(1)) + TABLE + paragraph("又一句。") + TABLE

    assert told(body)[1::2] == ["table 申请情况  False", "table 申请情况（2）  False"]


def test_a_caption_is_taken_out_of_the_text() -> None:
    assert told(paragraph("正文。") + paragraph("申请情况", CENTRED) + TABLE + paragraph("又一句。")) == [
        "正文。",
        "table 申请情况  True",
        "又一句。",
    ]


def test_paragraphs_that_count_themselves_are_a_list_and_one_alone_is_none() -> None:
    body = "".join(map(paragraph, ("1.甲。", "2.乙。", "总之。", "1.丙。", "3.丁。")))

    assert told(body) == ["written 1 1.甲。|2.乙。", "总之。", "1.丙。", "3.丁。"]


def test_word_s_own_lists_are_counted_or_have_signs() -> None:
    parts = numbering(level(0, "%1."), level(0, "●", "bullet"))
    body = listed("甲") + listed("乙") + listed("丙", 2) + listed("丁", 2) + paragraph("戊")

    assert told(body, parts) == ["counted 1 甲|乙", "signs 1 丙|丁", "戊"]


def test_a_line_of_a_table_of_contents_is_left_out() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>'
    docx = word_file(
        TITLE + paragraph("一、总体情况……3", '<w:pStyle w:val="toc"/>') + paragraph("正文。"), styles=styles
    )

    blocks = blocks_of(recognise(read_report_text(docx, "报告.docx"), []))

    assert [block.paragraph.text for block in blocks if not isinstance(block, TableBlock | ListBlock)] == [
        "正文。"
    ]
