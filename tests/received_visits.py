"""What a leading group's office does in the window with what agencies hand in, as tests ask for it."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import TYPE_CHECKING, Final

import openpyxl
from foreign_reports import YEAR
from foreign_writers import by_python_docx, by_reportlab
from window_visits import Visitor, visitor

from report_builder.agencies.review import WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from foreign_reports import ForeignReport
    from window_visits import Answer

HERE: Final = f"/received/{YEAR}"
TODAY: Final = date(YEAR + 1, 1, 20)
FAULT: Final = "a row does not add up"
_FORM: Final = re.compile(
    r'name="mark" value="(?P<mark>[^"]*)"><input type="hidden" name="seen" value="(?P<seen>[^"]*)"'
)


def written(report: ForeignReport, write: object = by_python_docx) -> tuple[str, bytes]:
    """A report as an agency sends it, and its file's name."""
    suffix = "docx" if write is by_python_docx else "pdf"
    return f"{report.agency}年报.{suffix}", (by_python_docx if suffix == "docx" else by_reportlab)(report)


def come_in(folder: Path, today: date = TODAY) -> Visitor:
    (folder / "data").mkdir(exist_ok=True)
    return visitor(folder, today)


def done(visiting: Visitor, answer: Answer) -> Answer:
    """The page that a button leads to, once its work is done."""
    while answer.status == 303:
        answer = visiting.get(answer.headers["location"])
        while "正在处理" in answer.text:
            answer = visiting.get(f"{HERE}/working")
    return answer


def review(visiting: Visitor) -> Answer:
    return done(visiting, visiting.post(f"{HERE}/review"))


def name_of(sent: Mapping[str, bytes], number: int = 0) -> str:
    return list(sent)[number].partition("年报")[0]


def agency_page(visiting: Visitor, name: str) -> Answer:
    return visiting.get(f"{HERE}/agency?name={name}")


def forms(page: Answer) -> list[tuple[str, str]]:
    """Each finding's mark, and what the page has seen answered to it."""
    return [(found["mark"], unescape(found["seen"])) for found in _FORM.finditer(page.text)]


def in_workbook(folder: Path, sheet: str) -> list[dict[str, object]]:
    rows = openpyxl.load_workbook(folder / "收到的报告" / str(YEAR) / "审核" / WORKBOOK)[sheet].iter_rows(
        values_only=True
    )
    head = next(rows)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, but for locks."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in files if path.suffix != ".lock"
    }
