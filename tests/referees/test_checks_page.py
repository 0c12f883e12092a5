"""``checks.html`` in a real browser: on a telephone, on a desk, on paper, and for those who hear it read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pdfplumber
import pytest
import records
from browsers import barriers, shown
from msgspec.structs import replace

from report_builder.charts.making import make_charts
from report_builder.charts.years import Years
from report_builder.checks.lint.rules import RULES
from report_builder.diagnostics import Finding, Findings, Place, Severity
from report_builder.filing.checks_page import checks_html
from report_builder.formats.annex import fill_annex
from report_builder.formats.definitions import load_format
from report_builder.formats.statutory import fill_tables
from report_builder.statistics.counting import count_statistics

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from report_builder.formats.tables import AnnexTable, FilledTable

CHECKOUT: Final = Path(__file__).parent.parent.parent
PHONE: Final = 390
DESK: Final = 1280
A4: Final = (595, 842)

pytestmark = pytest.mark.referee


def crowded() -> bytes:
    """A page with every table, chart and rule there is, and figures marked in rows and columns."""
    statistics = count_statistics(records.ledgers(), records.settings(), 2016, Findings())
    tables: list[AnnexTable | FilledTable] = []
    for name in ("national-2021", "guangxi-seven-part"):
        report_format = load_format(CHECKOUT / "styles" / name, Findings())
        assert report_format is not None
        tables += fill_tables(report_format.tables, statistics, Findings())
        if report_format.annex:
            tables.append(fill_annex(report_format.annex, statistics, Findings()))
    ledger = Place("data/2016/ledgers/办公室的台账（2016年12月31日定稿）.xlsx", "依申请公开统计", "C5")
    found = [
        Finding(
            "statistics.unbalanced",
            Severity.ERROR,
            ledger,
            "“自然人”一列：60 不等于 61",
            "相差 1",
            "请核对该列",
            about=("requests.new.natural_person",),
        ),
        Finding(
            "statistics.unbalanced",
            Severity.ERROR,
            ledger,
            "“予以公开”一行：60 不等于 61",
            "相差 1",
            "请核对该行",
            about=("requests.granted.total",),
        ),
        Finding(
            "statistics.unbalanced",
            Severity.ERROR,
            None,
            "“复议后起诉”一行：0 不等于 1",
            "x" * 300,
            "请核对",
            about=("litigation.suit_after_review.total",),
        ),
        *(
            Finding(
                rule.code,
                rule.severity,
                Place("2016/narrative.md", line=7),
                rule.title,
                rule.bad,
                rule.clause,
            )
            for rule in RULES
        ),
    ]
    settings = replace(records.settings(), charts="colour")
    nowhere = Path("no such folder")
    charts = make_charts(statistics, settings, Years(nowhere, nowhere, None), Findings())
    return checks_html(found, statistics, tables, settings, 2016, charts)


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The crowded page as a file."""
    path = tmp_path_factory.mktemp("page") / "checks.html"
    path.write_bytes(crowded())
    return path


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_page_fits_its_window_and_the_browser_has_no_complaint(
    browser: Browser, page_file: Path, width: int
) -> None:
    page, told = shown(browser, page_file, width)

    widths = page.evaluate("[document.documentElement.scrollWidth, document.body.scrollWidth]")

    assert max(widths) <= width
    assert told == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_chart_is_seen_whole_and_said_in_words(browser: Browser, page_file: Path, width: int) -> None:
    page, _ = shown(browser, page_file, width)

    charts = page.locator("img").evaluate_all(
        "all => all.map(one => [one.naturalWidth, one.alt.length, one.getBoundingClientRect().right])"
    )

    assert len(charts) >= 2
    for natural, words, right in charts:
        assert natural > 0
        assert words > 0
        assert right <= width


def test_the_built_page_fits_a_telephone_too(browser: Browser, built: Path) -> None:
    page, told = shown(browser, built / "checks.html", PHONE)

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert told == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_stands_in_the_way_of_a_reader_who_cannot_see(
    browser: Browser, page_file: Path, width: int
) -> None:
    page, _ = shown(browser, page_file, width)

    assert barriers(page) == []


def test_the_first_stop_of_the_keyboard_leads_to_the_findings(browser: Browser, page_file: Path) -> None:
    page, _ = shown(browser, page_file, DESK)

    page.keyboard.press("Tab")
    stop = page.evaluate(
        "[document.activeElement.className, document.activeElement.getBoundingClientRect().left]"
    )
    page.keyboard.press("Enter")

    assert stop == ["skip", 0]
    assert page.evaluate("document.activeElement.id") == "findings"


def test_a_mark_in_a_table_leads_to_its_finding(browser: Browser, page_file: Path) -> None:
    page, _ = shown(browser, page_file, DESK)

    page.locator("td.marked a").first.click()

    assert page.evaluate("document.querySelector(':target').className") == "finding error"


def test_the_printed_page_is_a4_and_leaves_nothing_out(
    browser: Browser, page_file: Path, tmp_path: Path
) -> None:
    page, _ = shown(browser, page_file, DESK)
    printed = tmp_path / "checks.pdf"

    page.pdf(path=printed, prefer_css_page_size=True, print_background=True)

    with pdfplumber.open(printed) as pdf:
        sizes = {(round(sheet.width), round(sheet.height)) for sheet in pdf.pages}
        text = re.sub(r"\s+", "", "".join(sheet.extract_text() for sheet in pdf.pages))
        inside = all(0 <= char["x0"] <= char["x1"] <= A4[0] for sheet in pdf.pages for char in sheet.chars)
    assert sizes == {A4}
    assert inside
    assert [rule.code for rule in RULES if rule.code not in text] == []
    assert all(word in text for word in ("核对人：", "审核日期：", "四、结转下年度继续办理", "复议后起诉"))
    assert "跳到核对出的问题" not in text
