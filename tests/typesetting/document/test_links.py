"""Links: where they may lead, the area that each line of one takes, the place that an inner one finds."""

from __future__ import annotations

import pytest
from traces import lines_of, set_pages
from word_files import cell, paragraph, row, table, word_file
from word_parts import field, of_runs, run

from report_builder.diagnostics import Findings
from report_builder.typesetting.placed.pages import Pages, StructureRole

BOOKMARK = '<w:bookmarkStart w:id="1" w:name="附件"/>'


def outer(text: str) -> str:
    """A hyperlink to the address that the file lists as ``web``."""
    return f'<w:hyperlink r:id="web">{run(text)}</w:hyperlink>'


def inner(text: str, name: str = "附件") -> str:
    """A hyperlink to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}">{run(text)}</w:hyperlink>'


def addresses(pages: Pages) -> list[tuple[str, str]]:
    """What each link says and where it leads."""
    return [(link.text, link.address) for page in pages.pages for link in page.links]


@pytest.mark.parametrize("address", ["http://a.cn/", "https://a.cn/b?c=1#d", "mailto:a@b.cn"])
def test_a_link_to_the_web_or_to_a_mailbox_is_kept(address: str) -> None:
    pages = set_pages(word_file(of_runs(run("见"), outer("网站"), run("。")), links={"web": address}))

    assert addresses(pages) == [("网站", address)]
    assert lines_of(pages.pages[0]) == ["见网站。"]


@pytest.mark.parametrize("address", ["file:///c:/a.exe", "javascript:alert(1)", "附件.xlsx", "http://[", ""])
def test_any_other_link_stays_text_and_is_told_of(address: str) -> None:
    findings = Findings()
    body = paragraph("第一段") + of_runs(outer("附件"), outer("又一处"))

    pages = set_pages(word_file(body, links={"web": address}), findings)

    assert addresses(pages) == []
    assert lines_of(pages.pages[0]) == ["第一段", "附件又一处"]
    (found,) = findings
    assert (found.code, str(found.place)) == ("docx.link", "样张.docx › 第2段")
    assert "2 处" in found.message
    assert address in found.evidence


@pytest.mark.parametrize(
    ("instruction", "address"),
    [
        (' HYPERLINK "https://a.cn/" ', "https://a.cn/"),
        (" hyperlink https://a.cn/ ", "https://a.cn/"),
        (' HYPERLINK "https://a.cn/" \\l "三" \\o "提示" \\h ', "https://a.cn/#三"),
        (' HYPERLINK \\l "附件" ', "#附件"),
    ],
)
def test_a_field_leads_where_its_instruction_says(instruction: str, address: str) -> None:
    body = BOOKMARK + of_runs(run("见"), field(instruction, run("此处")), run("。"))

    assert addresses(set_pages(word_file(body))) == [("此处", address)]


def test_a_simple_field_may_be_a_link_too() -> None:
    simple = f"<w:fldSimple w:instr='HYPERLINK \"https://a.cn/\"'>{run('网站')}</w:fldSimple>"

    assert addresses(set_pages(word_file(of_runs(simple)))) == [("网站", "https://a.cn/")]


def test_a_field_inside_another_does_not_end_it() -> None:
    page_number = field(" PAGEREF 附件 ", run("3"))
    body = BOOKMARK + of_runs(field(' HYPERLINK \\l "附件" ', run("一、概述 ") + page_number), run("后文"))

    pages = set_pages(word_file(body))

    assert addresses(pages) == [("一、概述 3", "#附件")]
    assert lines_of(pages.pages[0]) == ["一、概述 3后文"]


def test_a_link_takes_an_area_on_each_of_its_lines() -> None:
    body = of_runs(run("国" * 20), outer("网" * 20), run("国"), properties='<w:ind w:left="0"/>')

    (page,) = set_pages(word_file(body, links={"web": "http://a.cn/"})).pages

    assert [(link.text, round(link.left, 1), round(link.right, 1)) for link in page.links] == [
        ("网" * 7, round(79.35 + 320, 1), round(79.35 + 432, 1)),
        ("网" * 13, 79.3, round(79.35 + 208, 1)),
    ]
    for link in page.links:
        baselines = {run.baseline for run in page.runs if run.element == link.element}
        assert any(link.top < baseline < link.bottom for baseline in baselines)


def test_two_links_that_touch_stay_two() -> None:
    pages = set_pages(word_file(of_runs(outer("甲"), outer("乙")), links={"web": "http://a.cn/"}))

    assert [text for text, _ in addresses(pages)] == ["甲", "乙"]
    assert len({link.element for link in pages.pages[0].links}) == 2


def test_a_link_is_an_element_of_its_paragraph() -> None:
    pages = set_pages(word_file(of_runs(run("见"), outer("网站")), links={"web": "http://a.cn/"}))

    (link,) = pages.pages[0].links
    element = pages.elements[link.element]
    assert element.role is StructureRole.LINK
    assert element.parent == pages.pages[0].runs[0].element


@pytest.mark.parametrize(
    "target",
    [
        of_runs(BOOKMARK, run("附件"), properties="<w:pageBreakBefore/>"),
        BOOKMARK + of_runs(run("附件"), properties="<w:pageBreakBefore/>"),
        of_runs('<w:r><w:br w:type="page"/></w:r>', BOOKMARK, run("附件")),
        paragraph("", "<w:pageBreakBefore/>") + table([4000], row(cell(of_runs(BOOKMARK, run("附件"))))),
    ],
    ids=["in a paragraph", "before a paragraph", "in the middle of one", "in a cell"],
)
def test_an_inner_link_finds_the_line_of_its_bookmark(target: str) -> None:
    pages = set_pages(word_file(of_runs(inner("见附件")) + target))

    assert addresses(pages) == [("见附件", "#附件")]
    assert [mark.name for mark in pages.pages[0].targets] == []
    (found,) = pages.pages[1].targets
    baseline = next(run.baseline for run in pages.pages[1].runs if run.text == "附件")
    assert found.name == "附件"
    assert baseline - 24 < found.top < baseline


def test_a_link_to_a_bookmark_that_is_not_there_is_told_of() -> None:
    findings = Findings()

    pages = set_pages(word_file(of_runs(inner("见附件", "无"))), findings)

    assert addresses(pages) == []
    assert [found.code for found in findings] == ["docx.link"]


def test_a_link_in_a_header_is_text_alone() -> None:
    section = '<w:headerReference w:type="default" r:id="header1"/>'
    header = {"header1": f"<w:hdr>{of_runs(inner('见附件'))}</w:hdr>"}

    pages = set_pages(word_file(BOOKMARK + paragraph("正文"), section=section, parts=header))

    assert "见附件" in lines_of(pages.pages[0])
    assert addresses(pages) == []
