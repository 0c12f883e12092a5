"""A build whose settings ask for charts: they are in the Word report, in the PDF and on the check page."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn
from lxml import etree

from report_builder.drafts import BuildRequest, outcome_of
from report_builder.pipeline import build, check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TITLES = ["主动公开信息分类情况", "主动公开信息各月情况", "主动公开信息渠道情况", "微信“柳州教育”传播情况"]


def request_for(data: Path, charts: str) -> BuildRequest:
    """A build of the sample year with that line in its settings."""
    path = data / "2016" / "report.toml"
    path.write_text(f"{charts}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    return BuildRequest(data, 2016, data.parent / "out", data.parent)


def figures(element: pikepdf.Object) -> Iterator[str]:
    """The alternative text of every figure in a PDF's tag tree."""
    if isinstance(element, pikepdf.Array):
        for child in element:
            yield from figures(child)
    elif isinstance(element, pikepdf.Dictionary):
        if element.get("/S") == "/Figure":
            yield str(element.get("/Alt"))
        if "/K" in element:
            yield from figures(element["/K"])


def one(folder: Path, pattern: str) -> Path:
    """The only file of that kind."""
    (found,) = folder.glob(pattern)
    return found


@pytest.mark.parametrize("charts", ["charts = true", 'charts = "colour"'])
def test_the_charts_say_the_same_in_word_in_pdf_and_on_the_check_page(own_data: Path, charts: str) -> None:
    result = outcome_of(build(request_for(own_data, charts)))

    word = docx.Document(str(one(result.folder, "*.docx")))
    told = [str(each.get("descr")) for each in word.element.body.iter(qn("wp:docPr"))]
    with pikepdf.open(one(result.folder, "*.pdf")) as pdf:
        tagged = list(figures(pdf.Root["/StructTreeRoot"]))
    parser = etree.HTMLParser(encoding="utf-8")
    page = etree.fromstring((result.folder / "checks.html").read_bytes(), parser)
    shown = [str(each.get("alt")) for each in page.iterfind(".//figure/img")]
    captions = [str(each.text) for each in page.iterfind(".//figure/figcaption")]
    assert told == tagged == shown
    assert captions == [f"图{number}　{title}" for number, title in enumerate(TITLES, start=1)]
    assert [each.text for each in word.paragraphs if each.text.startswith("图")] == captions
    assert told[0].endswith("共169条。")
    assert "docx.picture" not in " ".join(found.code for found in result.findings)


def test_the_check_page_alone_has_the_charts_too(own_data: Path) -> None:
    request = request_for(own_data, "charts = true")

    findings = outcome_of(check(request)).findings

    page = (request.out / "2016" / "checks.html").read_text(encoding="utf-8")
    assert page.count("<figure") == len(TITLES)
    assert "img-src data:" in page
    assert "charts.left_out" in [found.code for found in findings]


def test_a_second_build_with_charts_gives_the_same_bytes(own_data: Path) -> None:
    request = request_for(own_data, "charts = true")

    sums = [
        {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in outcome_of(build(request)).folder.iterdir()
        }
        for _ in range(2)
    ]

    assert sums[0] == sums[1]


def test_without_the_setting_there_is_no_trace_of_charts(built: Path) -> None:
    page = (built / "checks.html").read_text(encoding="utf-8")

    word = docx.Document(str(one(built, "*.docx")))
    assert not re.search(r"img-src|<figure|图解", page)
    assert not any("图解" in paragraph.text for paragraph in word.paragraphs)
    assert len(word.inline_shapes) == 0
