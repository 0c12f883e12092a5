"""A report → its web page: what it says of itself, and nothing in it but text."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import pytest
import records
from documents import report_of_2016
from drawing_files import inline, photograph, picture, with_files
from lxml import html
from msgspec.structs import replace
from web_pages import fragment, national_report, report_in, tree, web_page
from word_files import cell, paragraph, row, table, word_file
from word_parts import field, mark, notes, of_runs, run

from report_builder.painting.html.facts import facts_of
from report_builder.painting.html.links import OtherFormat
from report_builder.settings import PageNames, WebPage

if TYPE_CHECKING:
    from report_builder.settings import Settings

TITLE: Final = paragraph("甲局2024年政府信息公开工作年度报告", '<w:jc w:val="center"/>')
HOSTILE: Final = "&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;quot;"


def asked(**values: str | PageNames) -> Settings:
    """Settings that say this of the web page."""
    return replace(records.settings(), web_page=WebPage(**values))  # type: ignore[arg-type]


def test_nothing_that_a_report_says_is_read_as_markup() -> None:
    body = TITLE + paragraph(HOSTILE) + table([1000], row(cell(HOSTILE)))

    page = tree(word_file(body))

    assert page.xpath("//script") == []
    said = "</p><script>alert(1)</script>&quot;"
    assert [each.text_content() for each in page.xpath("//article//p | //td")] == [said, said]


def test_an_alternative_text_cannot_end_its_attribute() -> None:
    shown = inline(picture("a.jpg"), 40, 30, "&quot; onerror=&quot;alert(1)")
    docx = with_files(word_file(TITLE + f"<w:p>{shown}</w:p>"), {"a.jpg": photograph()})

    (image,) = tree(docx).xpath("//figure/img")

    assert sorted(image.keys()) == ["alt", "height", "src", "width"]
    assert image.get("alt") == '" onerror="alert(1)'
    assert image.get("src").startswith("data:image/jpeg;base64,")


def test_the_policy_allows_the_page_s_own_looks_and_pictures_and_nothing_else() -> None:
    page = tree(word_file(TITLE))

    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = page.xpath("//style/text()")

    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'", f"style-src 'sha256-{digest}'", "img-src data:", "base-uri 'none'",
        "form-action 'none'",
    ]  # fmt: skip
    assert page.xpath("//@style | //script | //link | //iframe | //form") == []


def test_a_page_of_the_sample_loads_nothing_from_anywhere() -> None:
    page = web_page(report_of_2016()).decode()

    assert re.findall(r"(?:src|href)=\"(?!#|data:)[^\"]*", page) == []
    assert "@import" not in page
    assert "url(" not in page


def test_the_language_and_the_title_are_told() -> None:
    page = tree(word_file(TITLE))

    assert page.get("lang") == "zh-CN"
    assert page.xpath("//title/text()") == ["甲局2024年政府信息公开工作年度报告"]
    assert [each.text_content() for each in page.xpath("//h1")] == page.xpath("//title/text()")


@pytest.mark.parametrize(("first", "called"), [("说明", "说明"), ("字" * 90, "字" * 60 + "……")])
def test_a_file_without_a_title_is_called_by_its_first_words(first: str, called: str) -> None:
    page = tree(word_file(paragraph(first)))

    assert [each.text_content() for each in page.xpath("//h1")] == [called]
    assert page.xpath("//title/text()") == [called]


def test_facts_come_from_the_report_and_from_the_settings_under_the_settings_names() -> None:
    report = report_in(report_of_2016())
    names = PageNames(index_number="信息索引", topic="信息分类")

    known = dict(facts_of(report, None).shown())
    filled = dict(facts_of(report, asked(index_number="007", topic="教育", names=names)).shown())

    assert known == {
        "发布机构": "柳州市教育局",
        "成文日期": "2016年12月31日",
        "名称": "柳州市教育局2016年政府信息公开工作年度报告",
    }
    assert next(iter(filled.items())) == ("信息索引", "007")
    assert filled["信息分类"] == "教育"


def test_the_tags_of_government_pages_are_there() -> None:
    page = tree(report_of_2016())

    tags = {each.get("name"): each.get("content") for each in page.xpath("//meta[@name]")}

    assert tags["ArticleTitle"] == "柳州市教育局2016年政府信息公开工作年度报告"
    assert tags["ContentSource"] == "柳州市教育局"
    assert tags["Keywords"] == "政府信息公开,年度报告,柳州市教育局,2016年"


def test_links_lead_to_the_other_formats_by_their_spelt_names() -> None:
    formats = [OtherFormat("PDF 版", "年度报告 终稿#1.pdf", "application/pdf", 378_595)]

    page = html.document_fromstring(web_page(word_file(TITLE), formats=formats).decode())

    (link,) = page.xpath("//nav//a")
    assert link.text_content() == "PDF 版（370 KB）"
    assert link.get("href") == "%E5%B9%B4%E5%BA%A6%E6%8A%A5%E5%91%8A%20%E7%BB%88%E7%A8%BF%231.pdf"


def test_a_note_and_its_mark_lead_to_each_other() -> None:
    body = TITLE + of_runs(run("收到3件"), mark(1), run("。"))
    page = tree(word_file(body, parts=notes("footnote", "含上年结转1件。")))

    (marked,) = page.xpath("//sup/a")
    (note,) = page.xpath("//section[@class='notes']//li")

    assert marked.get("href") == f"#{note.get('id')}"
    assert note.xpath("./a/@href") == [f"#{marked.get('id')}"]
    assert note.text.strip() == "含上年结转1件。"


def test_what_no_page_may_hold_is_left_out_of_what_the_settings_say() -> None:
    page = web_page(word_file(TITLE), asked(index_number="00\x007", topic="教\ud800育")).decode()

    assert "<dd>007</dd>" in page
    assert "<dd>教育</dd>" in page


def test_the_fragment_has_no_looks_and_no_title() -> None:
    made = fragment(national_report()[0])

    found = html.fragment_fromstring(made, create_parent="div")
    assert found.xpath(".//@class | .//@style | .//style | .//h1 | .//script") == []
    assert found.xpath(".//h2")[0].text_content() == "一、总体情况"
    assert len(found.xpath("./table")) == 3


def test_the_same_report_gives_the_same_bytes() -> None:
    assert web_page(report_of_2016()) == web_page(report_of_2016())


def test_a_link_of_the_report_is_one_on_the_page_whatever_made_it() -> None:
    by_element = f'<w:hyperlink r:id="web">{run("公开")}{run("专栏")}</w:hyperlink>'
    by_field = field(' HYPERLINK "https://www.b.cn/乙" ', run("乙站"))
    body = TITLE + of_runs(run("见"), by_element, run("和"), by_field, run("。"))

    page = tree(word_file(body, links={"web": "http://www.a.cn/"}))

    links = page.xpath("//article//p//a")
    assert [(each.text_content(), each.get("href")) for each in links] == [
        ("公开专栏", "http://www.a.cn/"),
        ("乙站", "https://www.b.cn/%E4%B9%99"),
    ]
    assert page.xpath("string(//article//p)") == "见公开专栏和乙站。"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///c:/a.docx", "data:text/html,x"])
def test_an_address_that_runs_something_is_plain_text(address: str) -> None:
    body = TITLE + of_runs(
        f'<w:hyperlink r:id="web">{run("点这里")}</w:hyperlink>',
        field(f' HYPERLINK "{address}" ', run("那里")),
    )

    page = tree(word_file(body, links={"web": address}))

    assert page.xpath("//article//p//a") == []
    assert page.xpath("string(//article//p)") == "点这里那里"


def test_a_field_that_is_never_ended_leads_nowhere_in_the_next_paragraph() -> None:
    begun = field(' HYPERLINK "https://www.b.cn/" ', run("乙站")).rpartition("<w:r>")[0]

    page = tree(word_file(TITLE + of_runs(begun) + paragraph("另一段。")))

    assert [each.text_content() for each in page.xpath("//article//a")] in ([], ["乙站"])
