"""A look at a worksheet's bytes finds what a survey of its elements finds, and no cell gets by unseen."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, TypeAlias

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]  # ships no types
from hypothesis import given, reject
from lxml import etree
from openpyxl.styles import Font
from raw_worksheets import HEADS, PART, odd_worksheets, workbook, worksheet

from report_builder.budgets import Budget
from report_builder.diagnostics import Findings
from report_builder.ledgers.cells import UNSAVED_FORMULA
from report_builder.ledgers.opening import surveys, worksheet_scans
from report_builder.ledgers.opening.file_bytes import describe
from report_builder.ledgers.opening.grids import SheetGrid, read_grids
from report_builder.ledgers.opening.layouts import CellRange, SheetLayout
from report_builder.ledgers.opening.surveys import Survey, WorkbookFaultError
from report_builder.ledgers.opening.worksheet_scans import scan_worksheet
from report_builder.ledgers.opening.worksheet_surveys import survey_worksheet

if TYPE_CHECKING:
    from collections.abc import Callable

Seen: TypeAlias = tuple[dict[tuple[int, int], str], SheetLayout] | str

# A rectangle that a far cell goes beyond, and that costs a test no memory.
FEW_CELLS = 300_000
FAR = "Z60000"

ROWS = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>42371</v></c></row>'


def seen(survey: Callable[[], Survey]) -> Seen:
    try:
        found = survey()
    except WorkbookFaultError:
        return "refused"
    except etree.XMLSyntaxError:
        reject()  # what is no XML may be read or refused, as long as no cell gets by
    return found.faults, found.layout()


def begin() -> Survey:
    return Survey("表")


def scanned(part: bytes) -> Seen:
    return seen(lambda: scan_worksheet(lambda: io.BytesIO(part), begin))


def surveyed(part: bytes) -> Seen:
    return seen(lambda: survey_worksheet(io.BytesIO(part), begin()))


def read(part: bytes) -> tuple[tuple[SheetGrid, ...], list[str]]:
    """What is read of a part where memory has room for few cells."""
    findings = Findings()
    with NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(workbook(part))
        file.flush()
        grids = read_grids(describe(Path(file.name), Budget(cells=FEW_CELLS)), findings)
    return grids, [finding.code for finding in findings]


@given(odd_worksheets(far="XFD9"))
def test_a_scan_finds_what_a_survey_of_the_elements_finds(part: bytes) -> None:
    assert scanned(part) == surveyed(part)


@pytest.mark.parametrize("size", [1, 40, 200])
def test_a_scan_in_small_blocks_finds_what_a_survey_of_the_elements_finds(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worksheet_scans, "_BLOCK", size)

    @given(odd_worksheets(far="XFD9"))
    def compare(part: bytes) -> None:
        assert scanned(part) == surveyed(part)

    compare()


def test_a_sheet_longer_than_it_says_is_scanned_to_its_end() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(9_000, 12_000))
    fault = '<row r="200000"><c r="C200000" t="e"><v>#N/A</v></c></row>'
    part = worksheet(rows + fault, '<dimension ref="A1:A2"/>')

    survey = scan_worksheet(lambda: io.BytesIO(part), begin)

    assert survey.faults == {(199_999, 2): "#N/A"}
    assert survey.rows == 200_000


@given(odd_worksheets(far=FAR))
def test_no_cell_out_of_bounds_gets_to_the_engine(part: bytes) -> None:
    grids, _ = read(part)

    assert all(len(grid.rows) * len(grid.rows[0]) <= FEW_CELLS for grid in grids if grid.rows)


@pytest.mark.parametrize(
    "part",
    [
        worksheet(f'<row r="1"><c r="{FAR}"><v>1</v></c></row>'),
        worksheet(f'<row r="1"><c r="A1" r="{FAR}"><v>1</v></c></row>'),
        worksheet(f"<row r='1'><c r='{FAR}'><v>1</v></c></row>"),
        worksheet(f'<row r="1"><x:c r="{FAR}"><v>1</v></x:c></row>'),
        worksheet(f'<row r="1"><c\tr="{FAR}"><v>1</v></c></row>'),
        worksheet('<row r="60000"><c r="A60000"><v>1</v></c><c r="Z1"><v>1</v></c></row>'),
        worksheet('<row r="60000"><c><v>1</v></c></row><row r="1"><c r="Z1"><v>1</v></c></row>'),
        worksheet('<c r="A1"><v>1</v></c><row r="60000"/><c><v>1</v></c><c r="Z1"><v>1</v></c>'),
        worksheet(f'<c r="{FAR}"><v>1</v></c><row r="1"/>'),
        worksheet(f'<c r="{FAR}"><v>1</v></c><col/>'),
        worksheet(f'<mergeCell><c r="{FAR}"><v>1</v></c></mergeCell>'),
        worksheet(f'<foo><c r="{FAR}"><v>1</v></c></foo><row r="1"/>'),
        worksheet("", "<!-- <sheetData></sheetData> -->").replace(
            b"<sheetData></sheetData></work",
            f'<sheetData><c r="{FAR}"><v>1</v></c></sheetData></work'.encode(),
        ),
        worksheet(f'<row x="</sheetData><foo a="b">"><c r="{FAR}"><v>1</v></c></foo><sheetData>'),
        worksheet(f'<row x="</sheetData><!-- "><c r="{FAR}"><v>1</v></c> --><sheetData>'),
        worksheet(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{"9" * 7}"><c><v>1</v></c></row>'),
    ],
)
def test_a_far_cell_is_seen_however_it_is_written(part: bytes) -> None:
    grids, told = read(part)

    assert grids == ()
    assert told in (["file.too_large"], ["file.unreadable"])


def test_the_sheets_of_usual_programs_are_not_parsed_cell_by_cell() -> None:
    assert all(scan_worksheet(partial(io.BytesIO, part), begin).rows == 0 for part in usual_parts())


def test_a_sheet_of_a_million_rows_is_within_bounds() -> None:
    last = '<row r="1048576" spans="1:19"><c r="S1048576" t="str"><f>""</f><v></v></c></row>'

    assert scan_worksheet(lambda: io.BytesIO(worksheet(ROWS + last)), begin).rows == 0


def test_a_sheet_beyond_memory_is_refused() -> None:
    last = '<row r="1048576" spans="1:20"><c r="T1048576" t="str"><f>""</f><v></v></c></row>'

    with pytest.raises(WorkbookFaultError, match="第 1048576 行、第 20 列"):
        scan_worksheet(lambda: io.BytesIO(worksheet(ROWS + last)), begin)


def test_a_styled_cell_without_content_takes_no_room() -> None:
    last = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'

    assert scan_worksheet(lambda: io.BytesIO(worksheet(ROWS + last)), begin).faults == {}


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ('<c r="B7" s="0" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="B7" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="B7"><f>SUM(A1:A6)</f></c>', UNSAVED_FORMULA),
        ('<c r="B7"><f>SUM(A1:A6)</f><v/></c>', UNSAVED_FORMULA),
        ('<c r="B7" s="0"><f>A1&gt;2</f>\n<v></v>\n</c>', UNSAVED_FORMULA),
        ('<c r="B7" t="n"><f t="shared" si="0"/></c>', UNSAVED_FORMULA),
        ('<c r="B7" t="b"><f ca="1">TRUE</f><v></v></c>', UNSAVED_FORMULA),
        ('<c r="B7" t="str"><f>""</f><v></v></c>', None),
        ('<c r="B7"><f t="shared" ref="B7:B9" si="0">A7</f><v>5</v></c>', None),
        ('<c r="B7"><f t="shared" si="0"/><v>5</v></c>', None),
        ('<c r="B7" t="inlineStr"><is><t>a="e"</t></is></c>', None),
    ],
)
def test_a_formula_without_a_result_is_found_in_the_bytes(cell: str, fault: str | None) -> None:
    part = worksheet(f'{ROWS}<row r="7">{cell}</row>')

    assert scan_worksheet(lambda: io.BytesIO(part), begin).faults == ({(6, 1): fault} if fault else {})


def test_what_is_hidden_or_merged_is_found_in_the_bytes() -> None:
    rows = "".join(f'<row r="{row}" ht="15" hidden="{row in (3, 4)}"/>'.lower() for row in range(2, 6))
    part = worksheet(ROWS + rows, HEADS[1], '<mergeCells><mergeCell ref="A2:A5"/></mergeCells>')

    layout = scan_worksheet(lambda: io.BytesIO(part), begin).layout()

    assert layout == SheetLayout(
        hidden_rows=(range(2, 4),), hidden_columns=(range(1, 3),), merged=(CellRange(0, 1, 0, 4),)
    )


def test_too_many_formulas_without_a_result_are_not_taken_as_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surveys, "MAX_FAULTS", 10_000)
    rows = "".join(f'<row r="{row}"><c r="A{row}"><f>1</f></c></row>' for row in range(1, 10_002))

    with pytest.raises(WorkbookFaultError, match="1 万个以上的公式"):
        scan_worksheet(lambda: io.BytesIO(worksheet(rows)), begin)


def usual_parts() -> list[bytes]:
    """Sheets as three programs write them: text, numbers, days, formulas, styled cells, hidden rows."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["名称", "数量", "日期"], ["会议", 3, date(2016, 2, 5)], [None, 2.5, True]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet["A9"].font = Font(bold=True)
    book.save(saved := io.BytesIO())
    written = io.BytesIO()
    other = xlsxwriter.Workbook(written)
    page = other.add_worksheet()
    page.write_row(0, 0, ["名称", "数量", 3.5])
    page.write_formula(1, 1, "=IF(C1>3,1,2)", None, 1)
    page.write_formula(2, 1, '="x"', None, "x")
    page.write_blank(4, 0, None, other.add_format({"bold": True}))
    page.set_row(1, 30, None, {"hidden": True})
    other.close()
    libreoffice = worksheet(
        '<row r="1" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0"'
        ' collapsed="false"><c r="A1" s="0" t="s"><v>0</v></c><c r="B1" s="0" t="n"><v>3</v></c>'
        '<c r="C1" s="0" t="str"><f aca="false">A1&amp;""</f><v>x</v></c><c r="D1" s="1"/></row>'
    )
    return [zipfile.ZipFile(each).read(PART) for each in (saved, written)] + [libreoffice]
