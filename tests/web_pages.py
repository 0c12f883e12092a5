"""A Word file → the web page that is painted of it, as a tree; and a table of it as a grid."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from golden_suqian import SUQIAN_2023, write_year
from lxml import html
from traces import set_pages

from report_builder.diagnostics import Findings
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.formats.definitions import load_format
from report_builder.painting.html.facts import facts_of
from report_builder.painting.html.page import paint_fragment, paint_html
from report_builder.pipeline import build
from report_builder.reports.reading import read_report_text
from report_builder.reports.recognition import recognise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.painting.html.links import OtherFormat
    from report_builder.reports.report import Report
    from report_builder.settings import Settings

ROOT: Final = Path(__file__).parent.parent
FORMATS: Final = ("guangxi-seven-part", "national-2019", "national-2021")


def report_in(docx: bytes) -> Report:
    """The report in a Word file."""
    formats = [load_format(ROOT / "styles" / name, Findings()) for name in FORMATS]
    return recognise(read_report_text(docx, "报告.docx"), [each for each in formats if each])


def web_page(docx: bytes, settings: Settings | None = None, formats: Sequence[OtherFormat] = ()) -> bytes:
    """The page of a Word file."""
    report = report_in(docx)
    return paint_html(report, set_pages(docx, Findings()), facts_of(report, settings), formats)


def tree(docx: bytes) -> html.HtmlElement:
    """The page of a Word file as a browser has it."""
    return html.document_fromstring(web_page(docx).decode())


def fragment(docx: bytes) -> str:
    """The fragment of a Word file."""
    return paint_fragment(report_in(docx), set_pages(docx, Findings())).decode()


def grid_of(table: html.HtmlElement) -> list[list[str]]:
    """What each place of a table says, row by row; a cell that spans places says it in each."""
    covered: dict[tuple[int, int], str] = {}
    rows = table.xpath(".//tr")
    for number, row in enumerate(rows):
        column = 0
        for cell in row.xpath("./td|./th"):
            while (number, column) in covered:
                column += 1
            for down in range(int(cell.get("rowspan", "1"))):
                for across in range(int(cell.get("colspan", "1"))):
                    covered[number + down, column + across] = cell.text_content()
    columns = max((column for _, column in covered), default=-1) + 1
    return [[covered[number, column] for column in range(columns)] for number in range(len(rows))]


@cache
def national_report() -> tuple[bytes, bytes]:
    """A report of national-2021 and the statistics.json that was built with it."""
    with TemporaryDirectory() as folder:
        write_year(Path(folder, "data"), SUQIAN_2023, older=(9, 977))
        request = BuildRequest(Path(folder, "data"), 2023, Path(folder, "out"), ROOT)
        built = outcome_of(build(request)).folder
        return next(built.glob("*.docx")).read_bytes(), (built / "statistics.json").read_bytes()
