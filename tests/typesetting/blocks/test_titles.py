"""Titles in the structure and in the outline: they have no outline level in Word, and are headings here."""

from __future__ import annotations

import pytest
from documents import report_of_2016
from traces import set_pages
from word_files import paragraph, word_file

from report_builder.typesetting.placed.pages import Pages, StructureRole

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/>{properties}</w:style>'
    for style, name, properties in (
        ("T", "Title", ""),
        ("A", "附件标题", ""),
        ("H", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ("S", "Subtitle", ""),
    )
)


def styled(style: str, text: str) -> str:
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def headings(pages: Pages) -> list[tuple[int, str]]:
    return [(each.level, each.text) for each in pages.elements if each.role is StructureRole.HEADING]


def test_a_title_stands_above_the_headings_and_has_a_bookmark() -> None:
    body = styled("T", "年度报告") + styled("S", "（2016年）") + styled("H", "一、总体情况")

    pages = set_pages(word_file(body, styles=STYLES))

    assert headings(pages) == [(1, "年度报告"), (2, "一、总体情况")]
    assert [(each.level, each.text) for each in pages.bookmarks] == headings(pages)


def test_the_lines_of_a_title_are_one_in_the_outline() -> None:
    broken = styled("T", "柳州市教育局</w:t><w:br/><w:t>2016年年度</w:t><w:br/><w:t>报告")

    assert headings(set_pages(word_file(broken, styles=STYLES))) == [(1, "柳州市教育局 2016年年度报告")]


def test_headings_without_a_title_keep_their_levels() -> None:
    pages = set_pages(word_file(styled("H", "一、总体情况"), styles=STYLES))

    assert headings(pages) == [(1, "一、总体情况")]


@pytest.mark.parametrize("blank", ["", " "])
def test_a_title_that_says_nothing_is_no_bookmark(blank: str) -> None:
    pages = set_pages(word_file(styled("T", blank) + styled("H", "一、总体情况"), styles=STYLES))

    assert [(each.level, each.text) for each in pages.bookmarks] == [(1, "一、总体情况")]


def test_the_report_and_its_annex_are_in_the_outline_by_their_titles() -> None:
    pages = set_pages(report_of_2016())

    top = [each.text for each in pages.bookmarks if each.level == 1]
    assert top == ["柳州市教育局2016年政府信息公开工作年度报告", "政府信息公开情况统计表"]
    assert [each.text[:2] for each in pages.bookmarks if each.level == 2] == [
        "一、", "二、", "三、", "四、", "五、", "六、", "七、",
    ]  # fmt: skip
