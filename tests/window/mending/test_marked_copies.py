"""A copy of a workbook for who has to mend it: the faults marked, every value as it was."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from planted_secrets import OWN, tells
from window_visits import visitor

from report_builder.window.apart import called_apart

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

MARKS = [
    ("新媒体", "D2", "error", "错误：订阅用户数写作“五千多”"),
    ("新媒体", "D2", "warning", "警告：再看一看"),
    ("新媒体", "第3行", "warning", "警告：这一行重复"),
    ("没有的表", "A1", "error", "错误：甲"),
]


def marked(data: bytes) -> bytes:
    """The copy, made in another process."""
    where = "report_builder.window.mending.marked_copies:mark_copy"
    copy = called_apart(where, data, ".xlsx", MARKS)
    assert isinstance(copy, bytes)
    return copy


def test_the_cells_are_marked_and_say_what_is_wrong(own_data: Path) -> None:
    path = own_data / "2016" / "ledgers" / "办公室.xlsx"

    book = load_workbook(BytesIO(marked(path.read_bytes())))

    sheet = book["新媒体"]
    assert sheet["D2"].comment.text == "错误：订阅用户数写作“五千多”\n\n警告：再看一看"
    assert sheet["D2"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["A3"].fill.fgColor.rgb == "FFFFEB9C"
    assert sheet["D3"].comment is None


def test_every_value_and_formula_is_as_it_was(own_data: Path) -> None:
    data = (own_data / "2016" / "ledgers" / "办公室.xlsx").read_bytes()

    before, after = load_workbook(BytesIO(data)), load_workbook(BytesIO(marked(data)))

    assert before.sheetnames == after.sheetnames
    for sheet in before:
        assert values(after[sheet.title]) == values(sheet)


def values(sheet: Worksheet) -> dict[str, object]:
    """Every cell that says something."""
    return {
        cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
    }


def test_the_same_copy_has_the_same_bytes(own_data: Path) -> None:
    data = (own_data / "2016" / "ledgers" / "办公室.xlsx").read_bytes()

    assert marked(data) == marked(data)


def test_the_page_offers_the_copy_of_a_workbook_with_faults(own_data: Path) -> None:
    visiting = visitor(own_data.parent)
    path = own_data / "2016" / "ledgers" / "办公室.xlsx"
    book = load_workbook(path)
    book["新媒体"]["D2"].value = "五千多"
    book.save(path)

    link = "/2016/ledgers/marked?name=%E5%8A%9E%E5%85%AC%E5%AE%A4.xlsx"
    assert link in visiting.get("/2016/ledgers").text
    answer = visiting.get("/2016/ledgers/marked?name=办公室.xlsx")

    assert answer.headers["content-disposition"].endswith(".xlsx")
    copy = load_workbook(BytesIO(answer.body))
    assert "五千多" in copy["新媒体"]["D2"].comment.text
    assert copy["新媒体"]["D2"].value == "五千多"
    assert path.read_bytes() != answer.body


def test_no_copy_is_made_of_what_is_no_ledger(own_data: Path) -> None:
    visiting = visitor(own_data.parent)

    assert visiting.get("/2016/ledgers/marked?name=../../agency.toml").status == 404


def test_the_copy_tells_nothing_of_the_computer_that_it_was_made_on(own_data: Path, tmp_path: Path) -> None:
    working = tmp_path / OWN
    working.mkdir()
    own_data.rename(working / "data")
    path = working / "data" / "2016" / "ledgers" / "办公室.xlsx"
    book = load_workbook(path)
    book["新媒体"]["D2"].value = "五千多"
    book.save(path)

    answer = visitor(working).get("/2016/ledgers/marked?name=办公室.xlsx")

    assert answer.status == 200
    assert "五千多" in str(load_workbook(BytesIO(answer.body))["新媒体"]["D2"].comment)
    assert not tells(answer.body)
