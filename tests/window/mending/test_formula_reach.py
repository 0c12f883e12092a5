"""Which formulas were worked out from a cell: one that is missed would leave a wrong figure behind."""

from __future__ import annotations

import pytest
from lxml import etree

from report_builder.window.mending.formula_reach import WorkbookFormula, formulas_of, readers_of


def reads(text: str, cell: str = "C5", sheet: str = "甲表", of: str = "甲表") -> bool:
    """Whether a formula of a sheet was worked out from a cell of another or the same."""
    return bool(readers_of(cell, sheet, [WorkbookFormula(of, "Z99", text)]))


@pytest.mark.parametrize(
    "text",
    [
        "C5", "$C$5", "C$5+1", "SUM(C1:C9)", "SUM(A1:D5)", "SUM(D9:A1)", "SUM(C:C)", "SUM(A:D)", "SUM(5:5)",
        "甲表!C5", "'甲表'!C5", 'IF(A1="C9",C5,0)', 'INDIRECT("C5")', "OFFSET(A1,4,2)", "SUM(全年)",
        "SUM(表1[件数])", "C1:C9 C5", "-C5", "A1&C5", "SUM(A1,C5)", "",
    ],
)  # fmt: skip
def test_a_formula_that_reads_the_cell_is_found(text: str) -> None:
    assert reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "C4", "C55", "AC5", "SUM(C6:C9)", "SUM(D:F)", "SUM(6:9)", "乙表!C5", "'乙 表'!C5", "SUM(乙表!A1:Z99)",
        'IF(A1="C5",1,2)', "TRUE", "LOG10(A1)", "IF(A1>1,TRUE,FALSE)", "1+2",
    ],
)  # fmt: skip
def test_a_formula_that_reads_other_cells_is_not(text: str) -> None:
    assert not reads(text)


def test_a_formula_of_another_sheet_reads_by_that_sheets_name() -> None:
    assert reads("甲表!C5", of="乙表")
    assert not reads("C5", of="乙表")
    assert reads("'甲''表'!C5", sheet="甲'表", of="乙表")


def test_a_formula_that_is_shared_is_spelt_out_in_every_cell() -> None:
    root = etree.fromstring(
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="2">'
        '<c r="D2"><f t="shared" ref="D2:D3" si="0">B2*C2</f><v>6</v></c></row><row r="3">'
        '<c r="D3"><f t="shared" si="0"/><v>8</v></c></row></sheetData></worksheet>'
    )

    formulas = list(formulas_of("甲表", root))

    assert [each.text for each in formulas] == ["B2*C2", "B3*C3"]
    assert [each.cell for each in readers_of("C3", "甲表", formulas)] == ["D3"]
