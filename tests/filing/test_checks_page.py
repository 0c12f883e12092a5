"""``checks.html``: every finding once, the offending cells marked, nothing that a page may not hold."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

import pytest
import records
from lxml import etree
from msgspec.structs import replace

from report_builder.checks.lint.rules import RULES
from report_builder.diagnostics import Finding, Findings, Place, Severity
from report_builder.filing.checks_page import checks_html
from report_builder.formats.tables import AnnexRow, AnnexTable, FilledTable, PrintedCell
from report_builder.statistics.counting import count_statistics

ANNEX: Final = AnnexTable(
    "政府信息公开情况统计表",
    ("统计指标", "单位", "统计数"),
    (
        AnnexRow("一、主动公开情况", "——", "——", 1),
        AnnexRow("（一）主动公开政府信息数", "条", "3", 2, "publication.total"),
        AnnexRow("（二）专项经费（不包括人员经费）", "万元", "5.6", 2, "work.专项经费"),
    ),
)


def heads(*texts: str) -> tuple[PrintedCell, ...]:
    """A row of headings."""
    return tuple(PrintedCell(text=text) for text in texts)


def figures(label: str, key: str, *values: str) -> tuple[PrintedCell, ...]:
    """A row of figures under a label."""
    cells = (PrintedCell(text=text, key=f"{key}.{number}") for number, text in enumerate(values))
    return (PrintedCell(text=label), *cells)


REQUESTS: Final = FilledTable(
    name="收到和处理政府信息公开申请情况",
    section=3,
    widths=(60.0, 30.0, 30.0, 30.0),
    head_rows=2,
    rows=(
        (PrintedCell(text="勾稽关系", rows=2), PrintedCell(text="申请人情况", columns=3)),
        heads("自然人", "其他", "总计"),
        figures("一、本年新收政府信息公开申请数量", "requests.new", "60", "1", "61"),
        figures("（一）予以公开", "requests.granted", "59", "1", "60"),
        figures("3.其他", "requests.other.3", "1", "0", "1"),
        figures("（七）总计", "requests.total", "60", "1", "60"),
    ),
)
BLOCKS: Final = FilledTable(
    name="主动公开政府信息情况",
    section=2,
    widths=(60.0, 60.0),
    head_rows=0,
    rows=(
        (PrintedCell(text="第二十条第（一）项", columns=2, is_head=True),),
        heads("信息内容", "本年制发件数"),
        figures("规章", "proactive.rules", "2"),
        (PrintedCell(text="第二十条第（五）项", columns=2, is_head=True),),
        heads("信息内容", "本年处理决定数量"),
        figures("行政许可", "proactive.licences", "7"),
    ),
)


def finding(
    message: str, severity: Severity = Severity.ERROR, remedy: str = "", **place: str | int
) -> Finding:
    """A finding on the statistics."""
    where = Place("台账.xlsx", sheet="依申请公开统计", cell="C5") if not place else Place(**place)  # type: ignore[arg-type]  # drawn by name
    return Finding("statistics.unbalanced", severity, where, message, "相差 1", remedy)


def page(*findings: Finding) -> bytes:
    """The page of the small year with these findings."""
    statistics = count_statistics(records.ledgers(), records.settings(), 2016, Findings())
    return checks_html(findings, statistics, (REQUESTS, BLOCKS, ANNEX), records.settings(), 2016)


def parsed(data: bytes) -> etree._Element:
    """A page as a browser reads it."""
    return etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))


def classed(document: etree._Element, name: str) -> list[etree._Element]:
    """The elements of a class."""
    return [element for element in document.iter() if name in element.get("class", "").split()]


def text_of(element: etree._Element) -> str:
    """All of its text."""
    return "".join(str(piece) for piece in element.itertext())


def words(element: etree._Element | None) -> str:
    """Its text without the spaces between the lines."""
    return "" if element is None else re.sub(r"\s+", "", text_of(element))


def marked(*findings: Finding) -> list[str]:
    """The marked figures with the numbers of their findings, table by table."""
    return [words(cell) for cell in classed(parsed(page(*findings)), "marked")]


def test_the_page_is_one_chinese_document_with_headings_in_order() -> None:
    document = parsed(page(finding("甲"), finding("乙", Severity.WARNING)))

    levels = [int(str(heading.tag)[1]) for heading in document.iter("h1", "h2", "h3", "h4")]
    assert document.get("lang") == "zh-CN"
    assert document.findtext(".//title") == "柳州市教育局2016年政府信息公开工作年度报告核对情况"
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_every_id_is_one_of_a_kind_and_every_link_leads_to_one() -> None:
    document = parsed(page(finding("“自然人”一列：不等于"), finding("乙", Severity.NOTICE)))

    ids = [element.get("id") for element in document.iter() if element.get("id")]
    targets = {link.get("href", "").removeprefix("#") for link in document.iter("a")}
    labels = {element.get("aria-labelledby") for element in document.iter()} - {None}
    assert len(ids) == len(set(ids))
    assert targets | labels <= set(ids)


def test_every_finding_stands_on_the_page_once_under_its_severity_with_everything_it_says() -> None:
    found = [
        finding("警告甲", Severity.WARNING, "核对甲", file="2016/narrative.md", line=7),
        finding("错误乙", Severity.ERROR, "改正乙"),
        finding("提示丙", Severity.NOTICE, "知悉丙"),
        *(Finding(rule.code, rule.severity, None, f"{rule.title}：{rule.bad}", rule.bad) for rule in RULES),
    ]

    document = parsed(page(*found))

    shown = [words(each) for each in classed(document, "finding")]
    assert len(shown) == len(found)
    assert shown[0].startswith("1.错误乙位置台账.xlsx›依申请公开统计!C5依据相差1办法改正乙代号")
    for each in found:
        said = [
            re.sub(r"\s+", "", text)
            for text in (each.message, each.evidence, each.remedy, str(each.place or ""))
        ]
        assert sum(all(text in entry for text in said) for entry in shown) == 1, each
    sections = [words(heading) for heading in document.iter("h3")]
    assert [name[:2] for name in sections] == ["错误", "警告", "提示"]


def test_a_finding_that_two_checks_give_alike_is_told_once() -> None:
    assert len(classed(parsed(page(finding("甲"), finding("甲"))), "finding")) == 1


def test_what_the_data_say_is_text_and_never_markup() -> None:
    hostile = "</h4><script>alert(1)</script>&amp;\x00\x1b“<b>”{{ 7 * 7 }}"

    document = parsed(page(finding(hostile, remedy=hostile, file=f"{hostile}.xlsx")))

    assert document.findall(".//script") == []
    assert document.findall(".//b") == []
    [entry] = document.iter("h4")
    assert text_of(entry) == "1. </h4><script>alert(1)</script>&amp;〔U+0000〕〔U+001B〕“<b>”{{ 7 * 7 }}"


def test_the_page_asks_nothing_of_a_network_and_runs_no_script() -> None:
    data = page(finding("甲")).decode()

    assert re.findall(r"https?:|//[a-z]|url\(|@import|<script|<link|<img| on\w+=", data) == []
    assert "default-src 'none'" in data


@pytest.mark.parametrize(
    ("about", "figures"),
    [
        (("requests.granted.1",), ["1[1]"]),
        (("requests.new.1", "requests.new.2"), ["1[1]", "61[1]"]),
        (("proactive.rules.0",), ["2[1]"]),
        (("work.专项经费",), ["5.6[1]"]),
        (("requests.unknown.total",), []),
        ((), []),
    ],
)
def test_the_figures_are_marked_that_a_finding_is_about(about: tuple[str, ...], figures: list[str]) -> None:
    assert marked(replace(finding("“自然人”一列：不等于"), about=about)) == figures


def test_words_that_are_the_name_of_a_row_mark_no_figure() -> None:
    quoting = Finding("timeliness.interpretation", Severity.WARNING, None, "“行政许可”超过 3 个工作日才解读")

    assert marked(quoting) == []


def test_a_figure_with_many_findings_names_three_of_them() -> None:
    found = [replace(finding(f"{number}"), about=("proactive.rules.0",)) for number in range(5)]

    assert marked(*found) == ["2[1][2][3]…"]


def test_tables_have_captions_and_their_headings_a_scope() -> None:
    document = parsed(page())

    tables = list(document.iter("table"))
    assert [words(table.find("caption")) for table in tables][2:] == [REQUESTS.name, BLOCKS.name, ANNEX.title]
    assert {heading.get("scope") for heading in document.iter("th")} == {"col", "colgroup", "row"}
    assert [len(table.findall("tbody")) for table in tables] == [1, 1, 1, 2, 1]
    spans = [(cell.get("colspan"), cell.get("rowspan")) for cell in tables[2].iterfind("thead//th")]
    assert spans == [(None, "2"), ("3", None), (None, None), (None, None), (None, None)]


def test_the_page_can_be_signed() -> None:
    document = parsed(page())

    assert [words(line) for line in classed(document, "signing")[0]] == [
        "核对人：",
        "核对日期：",
        "审核人：",
        "审核日期：",
    ]


@pytest.mark.parametrize(
    ("severities", "says"),
    [
        ([], "没有发现错误和警告。"),
        ([Severity.NOTICE], "没有发现错误和警告。"),
        ([Severity.WARNING, Severity.NOTICE], "没有发现错误；有 1 处警告，请逐条核对后签字。"),
        ([Severity.WARNING, Severity.ERROR], "发现 1 处错误，改正以前不能生成报告。"),
    ],
)
def test_the_page_opens_with_its_conclusion(severities: list[Severity], says: str) -> None:
    document = parsed(page(*(finding("甲", severity) for severity in severities)))

    assert text_of(classed(document, "conclusion")[0]) == says


def test_a_page_is_made_even_where_nothing_could_be_read() -> None:
    document = parsed(checks_html([finding("甲")], None, (), None, 2016))

    assert words(document.find(".//h1")) == "2016年政府信息公开工作年度报告核对情况"
    assert "没有统计出数据" in words(document)
    assert document.xpath("//*[@id='tables']") == []


def test_the_same_findings_give_the_same_bytes() -> None:
    found = (finding("“自然人”一列：不等于"), finding("乙", Severity.NOTICE))

    assert page(*found) == page(*found)


def test_the_key_figures_are_those_of_the_statistics() -> None:
    statistics = count_statistics(records.ledgers(), records.settings(), 2016, Findings())

    document = parsed(checks_html([], statistics, (), records.settings(), 2016))

    rows = {words(row[0]): words(row[1]) for row in classed(document, "counts")[1].iter("tr")}
    assert rows["统计期限"] == "2016年1月1日至2016年12月31日"
    assert rows["本年新收政府信息公开申请"] == f"{dict(statistics.requests.rows)['new'].total}件"
