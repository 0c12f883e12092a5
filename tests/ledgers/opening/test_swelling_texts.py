"""Little files whose cells would hold more text than memory has: refused before anything is copied."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # ships no types
import xlwt  # type: ignore[import-untyped]  # ships no types

from report_builder.budgets import USUAL, Budget
from report_builder.ledgers.opening.binary_workbooks import records, workbook_stream
from report_builder.ledgers.opening.shared_texts import lengths_of_table
from report_builder.ledgers.opening.surveys import WorkbookFaultError
from report_builder.ledgers.opening.workbook_files import read_old_workbook, read_zipped_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

LONG: Final = "甲" * 30_000
TIMES: Final = USUAL.letters // len(LONG) + 1  # as often as a letter too many
CELL: Final = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
ROW: Final = "<table:table-row{}>{}</table:table-row>"


DOCUMENT: Final = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)
MANIFEST: Final = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def open_document(*rows: str) -> bytes:
    """An .ods of a sheet for each of these rows."""
    tables = (f'<table:table table:name="{name}">{row}</table:table>' for name, row in enumerate(rows))
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", DOCUMENT.format("".join(tables)))
    return saved.getvalue()


def shared(times: int) -> bytes:
    """An .xlsx in which cells name one long text."""
    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved) as book:
        sheet = book.add_worksheet("主动公开")
        for row in range(times):
            sheet.write_string(row, row % 2, LONG)
    return saved.getvalue()


def oddly_shared(times: int) -> bytes:
    """The same as no office program writes it."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(shared(times))) as source, zipfile.ZipFile(saved, "w") as target:
        for name in source.namelist():
            part = source.read(name).replace(b't="s"><v>0</v>', b" t='s' ><v >0</v>")
            target.writestr(name, part, zipfile.ZIP_DEFLATED)
    return saved.getvalue()


def old(times: int) -> bytes:
    """An .xls in which cells name one long text, behind others that fill records to their ends."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("主动公开")
    for number in range(3):
        sheet.write(number, 2, f"{number}" + "b" * 8_000 + "乙" * 5_000)
    for row in range(times):
        sheet.write(row, row % 2, LONG)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def repeated(times: int) -> bytes:
    """An .ods whose rows are alike."""
    return open_document(ROW.format(f' table:number-rows-repeated="{times}"', CELL.format("", LONG)))


def wide(times: int) -> bytes:
    """An .ods whose cells are alike, in rows that are alike."""
    alike = CELL.format(' table:number-columns-repeated="4"', LONG)
    return open_document(ROW.format(f' table:number-rows-repeated="{times // 4 + 1}"', alike))


def spaced(times: int) -> bytes:
    """An .ods whose cell has spaces that are only counted."""
    return open_document(ROW.format("", CELL.format("", f'<text:s text:c="{len(LONG) * times}"/>')))


def over_sheets(times: int) -> bytes:
    """An .ods whose sheets hold too much together."""
    row = ROW.format(f' table:number-rows-repeated="{times // 3 + 1}"', CELL.format("", LONG))
    return open_document(row, row, row)


@pytest.mark.parametrize("make", [shared, oddly_shared, old, repeated, wide, spaced, over_sheets])
def test_a_text_that_the_file_has_once_and_its_cells_too_often_is_refused(
    make: Callable[[int], bytes],
) -> None:
    read = read_old_workbook if make is old else read_zipped_workbook

    with pytest.raises(WorkbookFaultError) as refused:
        read(make(TIMES))

    assert refused.value.code == "file.too_large"
    assert "limits.unpacked_megabytes（现在是 600）" in refused.value.remedy
    assert [sheet.name for sheet in read(make(30)) if sheet.rows]


def test_the_setting_says_how_much_text_cells_may_hold() -> None:
    with pytest.raises(WorkbookFaultError):
        read_zipped_workbook(shared(30), Budget(unpacked_megabytes=5))


def test_the_lengths_of_old_texts_are_those_of_the_texts() -> None:
    texts = ["", "a" * 9_000, "乙" * 9_000, "丙", "d" * 32_000, "戊" * 32_000]
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for row, text in enumerate(texts):
        sheet.write(row, 0, text)

    assert sorted(lengths_of_table(table_of(book))) == sorted(len(text) for text in texts if text)


def table_of(book: xlwt.Workbook) -> list[bytes]:
    """The bodies of the records of a workbook's shared texts."""
    saved = io.BytesIO()
    book.save(saved)
    found, last = [], 0
    for kind, body in records(workbook_stream(saved.getvalue()), 0):
        last = kind if kind != 0x3C else last
        found += [body] if last == 0xFC else []
    return found
