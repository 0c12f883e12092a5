"""Open data before an independent judge: ``csvwvalidate`` of the library csvw."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import records
from browsers import barriers, shown
from documents import report_of_2016
from traces import set_pages
from web_pages import report_in

from report_builder.diagnostics import Findings
from report_builder.filing.open_data import METADATA, dataset_of, open_data_files
from report_builder.painting.html.facts import facts_of
from report_builder.painting.html.page import paint_html
from report_builder.statistics.counting import count_statistics

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

    from report_builder.statistics.figures import Statistics

pytestmark = pytest.mark.referee

PROACTIVE = "开放数据_主动公开政府信息情况.csv"


@pytest.fixture(scope="module")
def statistics() -> Statistics:
    """The statistics of the ledgers that tests share."""
    return count_statistics(records.ledgers(), records.settings(), 2016, Findings())


def validated(folder: Path, files: dict[str, bytes]) -> subprocess.CompletedProcess[str]:
    """What the judge says of files in a folder."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    program = Path(sys.executable).with_name("csvwvalidate")
    return subprocess.run([program, folder / METADATA], check=False, capture_output=True, text=True)


def test_the_files_are_what_their_description_says(statistics: Statistics, tmp_path: Path) -> None:
    done = validated(tmp_path, open_data_files(statistics))

    assert done.returncode == 0, done.stdout + done.stderr
    assert "OK" in done.stdout


def a_word_among_counts(files: dict[str, bytes]) -> None:
    files[PROACTIVE] = files[PROACTIVE].replace(b"\r\n", b"x\r\n").replace(b",0,", ",无,".encode())


def a_column_less(files: dict[str, bytes]) -> None:
    described = json.loads(files[METADATA])
    del described["tables"][0]["tableSchema"]["columns"][2]
    files[METADATA] = json.dumps(described, ensure_ascii=False).encode()


def a_row_twice(files: dict[str, bytes]) -> None:
    lines = files[PROACTIVE].splitlines(keepends=True)
    files[PROACTIVE] = b"".join([*lines, lines[-1]])


@pytest.mark.parametrize("spoil", [a_word_among_counts, a_column_less, a_row_twice])
def test_the_judge_would_tell_of_what_does_not_fit(
    statistics: Statistics, tmp_path: Path, spoil: Callable[[dict[str, bytes]], None]
) -> None:
    files = open_data_files(statistics)
    spoil(files)

    assert validated(tmp_path, files).returncode != 0


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_with_its_data_can_be_read_by_everybody(
    browser: Browser, statistics: Statistics, tmp_path: Path, width: int
) -> None:
    docx, files = report_of_2016(), open_data_files(statistics)
    report = report_in(docx)
    dataset = dataset_of(statistics, files)
    path = tmp_path / "page.html"
    path.write_bytes(paint_html(report, set_pages(docx, Findings()), facts_of(report, None), (), dataset))

    page, told = shown(browser, path, width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert told == []
    assert barriers(page) == []
