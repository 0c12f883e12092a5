"""The page of two reports in a real browser: on a telephone, on a desk, and for those who hear it read."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

import pytest
from browsers import barriers, shown
from earlier_reports import write_year_before

from report_builder.comparing import CompareRequest, compare_reports
from report_builder.drafts import outcome_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

PHONE: Final = 390
DESK: Final = 1280

pytestmark = pytest.mark.referee


@pytest.fixture(scope="module")
def page_file(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample year beside a year before that differs in words and figures."""
    office = tmp_path_factory.mktemp("office")
    shutil.copytree(built, office / "out" / "2016")
    carried = {"requests.carried_out.natural_person": 2, "requests.carried_out.total": 2}
    write_year_before(built, office / "out" / "2015", 2015, carried)
    request = CompareRequest((2015, 2016), office / "data", office / "out", office)
    return outcome_of(compare_reports(request)).target


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_page_fits_its_window_and_the_browser_has_no_complaint(
    browser: Browser, page_file: Path, width: int
) -> None:
    page, told = shown(browser, page_file, width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert told == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_stands_in_the_way_of_a_reader_who_cannot_see(
    browser: Browser, page_file: Path, width: int
) -> None:
    page, _ = shown(browser, page_file, width)

    assert barriers(page) == []


def test_a_section_of_the_table_leads_to_its_text(browser: Browser, page_file: Path) -> None:
    page, _ = shown(browser, page_file, DESK)

    page.locator(".shares a").nth(1).click()

    assert page.evaluate("document.querySelector(':target').tagName") == "H3"
