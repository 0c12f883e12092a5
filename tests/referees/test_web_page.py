"""The web page of a report in a real browser: on a telephone, on a desk, on paper, and heard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pdfplumber
import pytest
from browsers import barriers, shown
from charted_reports import charted
from documents import DOCUMENTS, report_of_2016
from drawing_files import inline, photograph, picture, with_files
from web_pages import national_report, web_page
from word_files import cell, paragraph, row, table, word_file
from word_parts import level, listed, mark, notes, numbering, of_runs, run

from report_builder.painting.html.links import OtherFormat

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

PHONE: Final = 360
DESK: Final = 1280
A4: Final = (595, 842)
NAMES: Final = ("sample", "national", "crowded", "charts", "untitled")

pytestmark = pytest.mark.referee


def crowded() -> bytes:
    """A page with everything that a report may hold: lists, notes, a picture, wide and merged tables."""
    centred = '<w:jc w:val="center"/>'
    lists = numbering(level(0, "%1."), level(0, "●", "bullet"))
    wide = table(
        [700] * 12, row(*(cell(f"指标{number}") for number in range(12))), row(*map(cell, "123456789012"))
    )
    body = (
        paragraph("甲局2024年政府信息公开工作年度报告", centred)
        + paragraph("一、总体情况", '<w:outlineLvl w:val="0"/>')
        + listed("公开")
        + listed("解读")
        + listed("网站", 2)
        + listed("电话", 2)
        + of_runs(run("收到申请3件"), mark(1), run("。"))
        + f"<w:p>{inline(picture('a.jpg'), 420, 160, '政务服务大厅')}</w:p>"
        + paragraph("图1 政务服务大厅", centred)
        + paragraph("表1 各季度情况", centred)
        + paragraph("单位：件")
        + wide
        + paragraph("https://www.example.gov.cn/" + "a" * 120)
    )
    parts = {**lists, **notes("footnote", "含上年结转1件。")}
    docx = with_files(word_file(body, parts=parts), {"a.jpg": photograph(640, 240)})
    return web_page(docx, formats=[OtherFormat("PDF 版", "报告.pdf", "application/pdf", 100_000)])


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages as files."""
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "sample": web_page(report_of_2016()),
        "national": web_page(national_report()[0]),
        "crowded": crowded(),
        "charts": web_page(charted()),
        "untitled": web_page(DOCUMENTS["tables"]()),
    }
    for name, page in made.items():
        (folder / f"{name}.html").write_bytes(page)
    return {name: folder / f"{name}.html" for name in made}


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("name", NAMES)
def test_the_page_fits_its_window_and_the_browser_has_no_complaint(
    browser: Browser, pages: dict[str, Path], name: str, width: int
) -> None:
    page, told = shown(browser, pages[name], width)

    widths = page.evaluate("[document.documentElement.scrollWidth, document.body.scrollWidth]")

    assert max(widths) <= width
    assert told == []


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_stands_in_the_way_of_a_reader_who_cannot_see(
    browser: Browser, pages: dict[str, Path], name: str, width: int
) -> None:
    page, _ = shown(browser, pages[name], width)

    assert barriers(page) == []


def test_axe_would_have_found_a_barrier(browser: Browser, pages: dict[str, Path]) -> None:
    page, _ = shown(browser, pages["crowded"], DESK)

    page.evaluate(
        "document.documentElement.removeAttribute('lang'); document.images[0].removeAttribute('alt')"
    )

    assert {each.partition(":")[0] for each in barriers(page)} >= {"html-has-lang", "image-alt"}


def test_the_policy_keeps_what_was_put_in_from_running(
    browser: Browser, pages: dict[str, Path], tmp_path: Path
) -> None:
    spoilt = tmp_path / "spoilt.html"
    script = b"<script>document.title = 'owned'</script><style>p { color: red }</style>"
    spoilt.write_bytes(pages["sample"].read_bytes().replace(b"</main>", b"</main>" + script))

    page, told = shown(browser, spoilt, DESK)

    assert page.title() == "柳州市教育局2016年政府信息公开工作年度报告"
    assert page.evaluate("getComputedStyle(document.querySelector('p')).color") == "rgb(26, 26, 26)"
    assert len([each for each in told if "Content Security Policy" in each]) == 2


def test_the_looks_are_those_that_the_policy_allows(browser: Browser, pages: dict[str, Path]) -> None:
    page, _ = shown(browser, pages["sample"], DESK)

    assert page.evaluate("getComputedStyle(document.querySelector('article p')).textIndent") != "0px"


def test_a_wide_table_is_moved_by_the_keyboard(browser: Browser, pages: dict[str, Path]) -> None:
    page, _ = shown(browser, pages["national"], PHONE)

    area = page.locator("div.wide").nth(1)
    area.focus()

    assert page.evaluate("document.activeElement.className") == "wide"
    assert area.evaluate("area => area.scrollWidth > area.clientWidth")


@pytest.mark.parametrize("name", NAMES)
def test_the_printed_page_is_a4_and_leaves_nothing_out(
    browser: Browser, pages: dict[str, Path], tmp_path: Path, name: str
) -> None:
    page, _ = shown(browser, pages[name], DESK)
    printed = tmp_path / "page.pdf"
    said = page.evaluate("document.querySelector('article').textContent")

    page.pdf(path=printed, prefer_css_page_size=True, print_background=True)

    with pdfplumber.open(printed) as pdf:
        sizes = {(round(sheet.width), round(sheet.height)) for sheet in pdf.pages}
        chars = [char for sheet in pdf.pages for char in sheet.chars]
    assert sizes == {A4}
    assert all(char["x0"] >= 0 and char["x1"] <= A4[0] for char in chars)
    on_paper = "".join(char["text"] for char in chars)
    assert set(re.sub(r"\s", "", said)) <= set(on_paper)
    assert len(re.sub(r"\s", "", on_paper)) >= len(re.sub(r"\s", "", said))
