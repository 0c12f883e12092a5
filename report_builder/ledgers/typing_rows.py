"""A table of raw cells → its typed frame: every column converted, faulty rows left out and told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from report_builder.ledgers import cells
from report_builder.ledgers.amounts import NumberWithUnit
from report_builder.ledgers.consistency import check_rows
from report_builder.ledgers.conversions import convert_column
from report_builder.ledgers.dates import Month
from report_builder.ledgers.declarations import QUANTITIES, ColumnKind
from report_builder.ledgers.frames import (
    FILE,
    ROW,
    SHEET,
    SPAN,
    YEAR,
    empty_frame,
    labelled,
    texts,
    typed,
    whole,
)
from report_builder.ledgers.reading_notices import tell_merged, tell_rewordings
from report_builder.ledgers.row_faults import CellRemark, RowFaults
from report_builder.ledgers.sheets import DISPUTES
from report_builder.ledgers.vocabulary import PENDING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from numpy.typing import NDArray

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.cells import RawCell
    from report_builder.ledgers.choices import Vocabulary
    from report_builder.ledgers.conversions import ColumnValues
    from report_builder.ledgers.declarations import Column
    from report_builder.ledgers.frames import FrameColumn
    from report_builder.ledgers.tables import LedgerTable

_UNIT: Final = "单位"
_MOST_BLANK_TOLD: Final = 8


def frame_of_table(
    table: LedgerTable, vocabulary: Vocabulary, epoch: date, findings: Findings
) -> tuple[pd.DataFrame, NDArray[np.bool_]]:
    """Every record of a table, and a mask of those that are sound; what is wrong with the others is told."""
    if not len(table.records):  # a sheet that was handed out and not filled in
        return empty_frame(table.sheet.name), np.zeros(0, bool)
    converted = {
        name: convert_column(table.sheet.column(name), raw, vocabulary, epoch)
        for name, raw in table.lists.items()
    }
    faults = RowFaults(table.origin, table.numbers, np.zeros(len(table.records), bool))
    for column in table.sheet.columns:
        _take_faults(table, column, converted.get(column.name), faults)
    frame = _frame(table, converted, faults)
    check_rows(table.sheet, frame, table.records, faults)
    _settle(table, frame)
    faults.tell(findings)
    tell_rewordings(table, converted.values(), findings)
    tell_merged(table, findings)
    _tell_blank_as_nil(table, frame, table.records & ~faults.failed, findings)
    return some_rows(frame, table.records), ~faults.failed[table.records]


def some_rows(frame: pd.DataFrame, rows: NDArray[np.bool_]) -> pd.DataFrame:
    """Some rows of a frame, counted anew; all of them without a copy."""
    return frame if rows.all() else frame[rows].reset_index(drop=True)


def _take_faults(table: LedgerTable, column: Column, values: ColumnValues | None, faults: RowFaults) -> None:
    """What is wrong with single cells: blank where something must stand, not convertible, merged."""
    name, records = column.name, table.records
    if column.kind in QUANTITIES and (covered := table.merged.get(name)):
        rows = np.zeros(len(records), bool)
        rows[[row for row in covered if not cells.is_blank(table.raw[name][row])]] = True
        faults.fail("ledger.merged_quantity", name, rows & records, lambda row: _merged(name, table, row))
    if column.required:
        faults.fail(
            "ledger.cell_empty",
            name,
            records & table.is_blank(name),
            lambda _: CellRemark(f"{name}没有填", remedy="请补填；合并的单元格请取消合并，逐格填写"),
        )
    if values is None:
        _take_text_faults(table, name, faults)
        return
    wrong: dict[str, list[bool]] = {}
    for number, fault in enumerate(values.faults):
        if fault is not None:
            wrong.setdefault(fault.code, [False] * len(values.faults))[number] = True
    for code, of in wrong.items():

        def tell(row: int) -> CellRemark:
            fault = values.faults[values.distinct.codes[row]]
            return CellRemark(f"{name}{fault.message}", remedy=fault.remedy) if fault else CellRemark(name)

        faults.fail(code, name, records & values.distinct.rows(of), tell)


def _merged(name: str, table: LedgerTable, row: int) -> CellRemark:
    above = table.merged[name][row].row + 1
    return CellRemark(
        f"{name}与第{above}行合并成一格，分不清各行是多少", remedy="请取消合并，逐行填写；没有的填 0"
    )


def _take_text_faults(table: LedgerTable, name: str, faults: RowFaults) -> None:
    """Formula errors in free text, and numbers of which the spreadsheet program has lost the last digits."""
    if name not in table.texts or not table.texts[name].odd:
        return
    raw = table.raw[name]
    errors = [_formula_fault(name, cell) for cell in raw]
    faulty = np.asarray([error is not None for error in errors], dtype=bool) & table.records
    faults.fail("ledger.formula", name, faulty, lambda row: errors[row] or CellRemark(name))
    long = [
        isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) >= cells.MAX_EXACT_INTEGER
        for cell in raw
    ]
    faults.warn(
        "ledger.long_number",
        name,
        np.asarray(long, dtype=bool) & table.records,
        lambda row: CellRemark(
            f"{name}“{cells.shown(raw[row])}”是 16 位以上的数字，表格软件只保留前 15 位",
            remedy="请把这一列设为文本格式后重新填写，并核对末几位",
        ),
    )


def _formula_fault(name: str, cell: RawCell) -> CellRemark | None:
    """What is wrong with a cell of text that a formula should have filled."""
    try:
        cells.refuse_formula_error(cell)
    except cells.CellFaultError as fault:
        return CellRemark(f"{name}{fault.message}", remedy=fault.remedy)
    return None


def _frame(table: LedgerTable, converted: Mapping[str, ColumnValues], faults: RowFaults) -> pd.DataFrame:
    """All rows below the header with the columns that the sheet declares."""
    count = len(table.records)
    data: dict[str, FrameColumn] = {
        FILE: _constant(table.origin.file, count),
        SHEET: _constant(table.origin.sheet, count),
        ROW: table.numbers,
    }
    for column in table.sheet.columns:
        name, values = column.name, converted.get(column.name)
        if column.kind is ColumnKind.TEXT:
            given = table.texts.get(name)
            data[name] = _texts(given.cells if given else [""] * count)
        elif values is None:
            data[name] = typed(column, [None] * count)
        elif column.kind is ColumnKind.NUMBER:
            data[name] = _measures(values)
        else:
            data[name] = values.array()
        if column.kind is ColumnKind.MONTH:
            data[YEAR] = _of_months(values, count, lambda month: month.year)
            data[SPAN] = _of_months(
                values, count, lambda month: None if month.number else 100 * month.first + month.last
            )
    frame = pd.DataFrame(data, copy=False)
    _take_units(table, frame, converted, faults)
    _take_months(table, frame, faults)
    return frame


def _texts(cells_of: list[str]) -> FrameColumn:
    return texts(np.fromiter(cells_of, object, len(cells_of)))


def _constant(text: str, count: int) -> FrameColumn:
    return labelled(np.zeros(count, dtype="int8"), [text])


def _measures(values: ColumnValues) -> FrameColumn:
    numbers = np.empty(len(values.converted), dtype=object)
    numbers[:] = [value.number if isinstance(value, NumberWithUnit) else None for value in values.converted]
    return numbers[values.distinct.codes]


def _of_months(values: ColumnValues | None, count: int, told: Callable[[Month], int | None]) -> FrameColumn:
    """What the cells of a column of months say besides the month."""
    if values is None:
        return whole([None] * count, "int16")
    found = [told(value) if isinstance(value, Month) else None for value in values.converted]
    return whole(found, "int16")[values.distinct.codes]


def _take_units(
    table: LedgerTable, frame: pd.DataFrame, converted: Mapping[str, ColumnValues], faults: RowFaults
) -> None:
    """The unit that stands in a number's own cell, where the column of units has none."""
    for name, values in converted.items():
        if values.column.kind is ColumnKind.NUMBER:
            units = [value.unit if isinstance(value, NumberWithUnit) else "" for value in values.converted]
            if any(units):
                own = np.asarray(units, dtype=object)[values.distinct.codes]
                _take_own_units(table, frame, name, own, faults)


def _take_own_units(
    table: LedgerTable, frame: pd.DataFrame, name: str, own: NDArray[np.object_], faults: RowFaults
) -> None:
    given = frame[_UNIT].to_numpy(dtype=object)
    differ = table.records & (own != "") & (given != "") & (own != given)
    faults.fail(
        "ledger.number",
        name,
        differ,
        lambda row: CellRemark(
            f"{name}带的单位是“{own[row]}”，“{_UNIT}”一列填的是“{given[row]}”",
            remedy=f"请核对，{name}只填数字，单位写到“{_UNIT}”一列",
        ),
    )
    frame[_UNIT] = pd.Series(np.where(given == "", own, given), dtype="str")


def _take_months(table: LedgerTable, frame: pd.DataFrame, faults: RowFaults) -> None:
    """The month and the year from the date, where there is one; both must say the same."""
    if "月份" not in frame or "日期" not in frame:
        return
    days = frame["日期"]
    if np.isnat(days.to_numpy()).all():
        return
    months, years = days.dt.month.astype("Int8"), days.dt.year.astype("Int16")
    spans = frame[SPAN]
    differs = (
        (frame["月份"] != months).fillna(value=False)
        | (frame[YEAR] != years).fillna(value=False)
        | ((months < spans // 100) | (months > spans % 100)).fillna(value=False)
    )
    differ = (differs & days.notna()).to_numpy(bool)
    faults.fail(
        "ledger.month",
        "月份",
        differ & table.records,
        lambda row: CellRemark(
            f"{_month_written(frame, row)}，与同一行的日期不符",
            f"日期（{table.origin.cell(int(table.numbers[row]), '日期').cell}）是 {days.iloc[row]:%Y-%m-%d}",
            "请核对，月份和日期填一项即可",
        ),
    )
    frame["月份"] = months.fillna(frame["月份"])
    frame[YEAR] = years.fillna(frame[YEAR])
    frame[SPAN] = spans.mask(days.notna())


def _month_written(frame: pd.DataFrame, row: int) -> str:
    """What a row's month says, before the date is looked at."""
    month, year, span = (frame[name].iloc[row] for name in ("月份", YEAR, SPAN))
    said = f"{span // 100} 至 {span % 100}" if pd.isna(month) and pd.notna(span) else month
    return f"月份是 {'' if pd.isna(year) else f'{year} 年 '}{said} 月"


def _settle(table: LedgerTable, frame: pd.DataFrame) -> None:
    """What follows from other cells: a case without an end or an outcome is pending."""
    if table.sheet.name == DISPUTES:
        is_open = frame["审结日期"].isna() & (frame["结果"] == "")
        outcome = frame["结果"].astype("str").mask(is_open, PENDING)
        frame["结果"] = outcome.astype("category")


def _tell_blank_as_nil(
    table: LedgerTable, frame: pd.DataFrame, sound: NDArray[np.bool_], findings: Findings
) -> None:
    """Blank cells of a statutory table count as nil, which is told once a sheet: the form wants a figure."""
    sheet = table.sheet
    if not sheet.is_table or not sound.any():
        return
    counts = [
        column.name for column in sheet.columns if column.kind is ColumnKind.COUNT and column.name != "总计"
    ]
    blank = frame[counts].isna().to_numpy() & sound[:, np.newaxis]
    if not blank.any():
        return
    row, column = divmod(int(np.flatnonzero(blank)[0]), len(counts))
    label = sheet.columns[0].name
    rows = np.flatnonzero(blank.any(axis=1))
    named = "、".join(str(frame[label].iloc[each]) for each in rows[:_MOST_BLANK_TOLD].tolist())
    findings.warn(
        "ledger.blank_as_nil",
        table.origin.cell(int(table.numbers[row]), counts[column]),
        f"有 {int(blank.sum())} 格没有填，按 0 统计",
        evidence=f"没有填全的行：{named}{'等' if len(rows) > _MOST_BLANK_TOLD else ''}",
        remedy="没有的请填 0",
    )
