"""Last year's ``Ledgers`` → what this year's blank workbook takes over, as each sheet declares it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

import pandas as pd
from msgspec import Struct

from report_builder.ledgers.declarations import ColumnKind
from report_builder.ledgers.sheets import APPLICATION_TOTALS, APPLICATIONS, SHEETS
from report_builder.ledgers.vocabulary import APPLICANTS, CARRIED_IN, CARRIED_OUT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from report_builder.ledgers.declarations import CarryOverRule, Sheet
    from report_builder.ledgers.frames import LedgerEntry, Ledgers, Value

# A row by its columns' names; columns without a value are left out.
CarriedRow: TypeAlias = "dict[str, Value]"

_NONE: Final[Mapping[str, int]] = MappingProxyType({})


class CarriedRows(Struct, frozen=True):
    """What last year hands on: the rows of each sheet that has any, with all their columns.

    ``carried_in`` are the applications, by type of applicant, that only a 依申请公开统计 counts as open,
    where no workbook lists applications one by one; ``unlisted`` is their number where some workbook does.
    """

    by_sheet: Mapping[str, tuple[CarriedRow, ...]]
    carried_in: Mapping[str, int] = _NONE
    unlisted: int = 0

    def known_cells(self, sheet: str) -> Mapping[str, Mapping[str, Value]]:
        """What is known of the rows that a sheet lists, by their labels."""
        return {CARRIED_IN: self.carried_in} if sheet == APPLICATION_TOTALS and self.carried_in else {}


def carry_rows(ledgers: Ledgers, last_day: date) -> CarriedRows:
    """Open applications (上年结转), documents in force and pending cases at the end of ``last_day``."""
    rows = {
        name: _rows(ledgers, sheet, sheet.carrying, last_day)
        for name, sheet in SHEETS.items()
        if sheet.carrying is not None
    }
    open_ones = _left_open(ledgers)
    total = sum(open_ones.values())
    is_listed = len(ledgers.frame(APPLICATIONS)) > 0
    return CarriedRows(
        {name: carried for name, carried in rows.items() if carried},
        carried_in=open_ones if total and not is_listed else _NONE,
        unlisted=total if is_listed else 0,
    )


def _rows(ledgers: Ledgers, sheet: Sheet, carrying: CarryOverRule, last_day: date) -> tuple[CarriedRow, ...]:
    """The rows that had begun by the last day and not ended; what ended in January is the new year's."""
    frame, last = ledgers.frame(sheet.name), pd.Timestamp(last_day)
    ended = frame[carrying.ended]
    goes_over = (frame[carrying.begun] <= last) & (ended.isna() | (ended > last))
    if carrying.kinds:
        goes_over &= frame[carrying.kind].isin(carrying.kinds)
    return tuple(_filled(sheet, entry) for entry in ledgers.entries(frame[goes_over]))


def _filled(sheet: Sheet, entry: LedgerEntry) -> CarriedRow:
    """The row without its empty cells; a nil sum of money was an empty cell or says no more than one."""
    cells = {column.name: entry[column.name] for column in sheet.columns}
    money = {column.name for column in sheet.columns if column.kind is ColumnKind.MONEY}
    return {
        name: value
        for name, value in cells.items()
        if value not in {None, ""} and (value or name not in money)
    }


def _left_open(ledgers: Ledgers) -> dict[str, int]:
    """结转下年度继续办理 of the tables that were filled in, by type of applicant."""
    table = ledgers.frame(APPLICATION_TOTALS)
    carried_out = table.loc[table["项目"] == CARRIED_OUT, list(APPLICANTS)]
    return {name: int(carried_out[name].fillna(0).sum()) for name in APPLICANTS}
