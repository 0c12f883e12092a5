"""A grid under its header → rows whose cells are asked for by column and kind, every fault told once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from report_builder.ledgers import cells
from report_builder.ledgers.cells import CellFaultError, Converted
from report_builder.ledgers.choices import choose, choose_channels, key_of
from report_builder.ledgers.contract import Kind
from report_builder.ledgers.records import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from report_builder.diagnostics import Findings, Place
    from report_builder.ledgers.cells import RawCell
    from report_builder.ledgers.choices import Vocabulary
    from report_builder.ledgers.contract import SheetContract
    from report_builder.ledgers.grids import Grid
    from report_builder.ledgers.headers import Header
    from report_builder.ledgers.records import SheetOrigin

T = TypeVar("T")

_TOTALS: Final = frozenset({"合计", "总计", "小计"})
_SIGNATURE: Final = re.compile(
    r"(?:填表|填报|制表|审核|审批|复核|单位负责|联系)(?:人|日期|时间|单位|电话)?(?:签字|签章)?[:：].*",
    re.DOTALL,
)


@dataclass(slots=True)
class Table:
    """A sheet whose header is known; ``tidied`` gathers what was understood otherwise than written."""

    grid: Grid
    header: Header
    contract: SheetContract
    origin: SheetOrigin
    vocabulary: Vocabulary
    findings: Findings
    tidied: dict[tuple[str, str, str], list[Place]] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """The rows that hold records, top down; afterwards tells what was tidied in them."""
        for index in range(self.header.row + 1, len(self.grid.rows)):
            written = self.grid.rows[index]
            found = {name: written[column] for name, column in self.header.columns.items()}
            row = Row(self, Origin(self.origin, index + 1), found)
            if not self._passes_over(row, [cell for cell in written if not cells.is_blank(cell)]):
                yield row
        self._tell_tidied()

    def _passes_over(self, row: Row, filled: list[RawCell]) -> bool:
        known = [cell for cell in row.cells.values() if not cells.is_blank(cell)]
        first = str(filled[0]) if filled else ""
        if not self.contract.totals_are_rows and key_of(first) in _TOTALS:
            self._tell_passed_over(row, f"是“{key_of(first)}”行，没有读取：合计由程序计算")
            return True
        if filled and all(_SIGNATURE.fullmatch(str(cell).strip()) for cell in filled):
            self._tell_passed_over(row, "是填表人、审核人一类的落款，没有读取")
            return True
        return not known or (len(known) == 1 and key_of(str(known[0])) in self.contract.section_rows)

    def _tell_passed_over(self, row: Row, what: str) -> None:
        self.findings.notice("ledger.row_skipped", row.origin.cell(""), what)

    def _tell_tidied(self) -> None:
        for (column, written, value), places in self.tidied.items():
            more = f"，同样的写法共 {len(places)} 处" if len(places) > 1 else ""
            message = f"{column}写作“{written}”，按“{value}”读取{more}"
            self.findings.notice("ledger.tidied", places[0], message)


@dataclass(slots=True)
class Row:
    """One row of a ledger.

    A cell that is wrong or lacking marks the row as ``failed``, tells why, and gives a stand-in, so that
    every fault of the row is told; a failed row's record must not be used.
    """

    table: Table
    origin: Origin
    cells: Mapping[str, RawCell]
    failed: bool = False
    dates: dict[str, date] = field(default_factory=dict)

    def text(self, column: str) -> str:
        """A text, empty where the cell is."""
        cell = self.cells.get(column, "")
        if isinstance(cell, int) and abs(cell) >= cells.MAX_EXACT_INTEGER:
            self.table.findings.warn(
                "ledger.long_number",
                self.origin.cell(column),
                f"{column}“{cell}”是 16 位以上的数字，表格软件只保留前 15 位",
                remedy="请把这一列设为文本格式后重新填写，并核对末几位",
            )
        return self._convert(column, Kind.TEXT, cells.convert_text) or ""

    def day(self, column: str) -> date:
        """A required date."""
        return self.day_or_none(column) or cells.STAND_IN_DAY

    def day_or_none(self, column: str) -> date | None:
        """A date, or ``None`` where the cell is empty."""
        found = self._convert(column, Kind.DATE, cells.convert_date)
        if found is not None:
            self.dates[column] = found
        return found

    def month(self, column: str) -> int | None:
        """A month, 1 to 12, or ``None`` where the cell is empty."""
        return self._convert(column, Kind.MONTH, cells.convert_month)

    def count(self, column: str) -> int:
        """A required count."""
        return self._convert(column, Kind.COUNT, cells.convert_count) or 0

    def count_or_none(self, column: str) -> int | None:
        """A count, or ``None`` where the cell is empty, which is not nil."""
        return self._convert(column, Kind.COUNT, cells.convert_count)

    def number(self, column: str) -> Decimal:
        """A number; nil where the cell is empty."""
        return self._convert(column, Kind.NUMBER, cells.convert_number) or cells.NIL

    def money(self, column: str) -> Decimal:
        """A sum in yuan; nil where the cell is empty."""
        return self._convert(column, Kind.MONEY, cells.convert_money) or cells.NIL

    def choice(self, column: str) -> str:
        """A value of the column's closed list, empty where the cell is."""
        choices = self.table.contract.column(column).choices
        if choices is None:
            return self.text(column)
        return self._convert(column, Kind.CHOICE, lambda cell: choose(_text(cell), choices)) or ""

    def category(self, column: str) -> str:
        """One of the agency's categories of information (信息类别)."""
        choices = self.table.vocabulary.categories
        return self._convert(column, Kind.CATEGORY, lambda cell: choose(_text(cell), choices)) or ""

    def channels(self, column: str) -> tuple[str, ...]:
        """The channels of publication (公开渠道) that a cell joins by 、."""
        choices = self.table.vocabulary.channels
        return self._convert(column, Kind.CHANNELS, lambda cell: choose_channels(_text(cell), choices)) or ()

    def fail(self, code: str, column: str, message: str, evidence: str = "", remedy: str = "") -> None:
        """Tell a fault of one of the row's cells, and mark the row as failed."""
        self.failed = True
        self.table.findings.error(code, self.origin.cell(column), message, evidence, remedy)

    def _convert(self, column: str, kind: Kind, convert: Callable[[RawCell], Converted[T]]) -> T | None:
        declared = self.table.contract.column(column)
        if declared.kind is not kind:
            msg = f"{column} is declared as {declared.kind}, not {kind}"
            raise ValueError(msg)
        cell = self.cells.get(column, "")
        if cells.is_blank(cell):
            if declared.required:
                self.fail(
                    "ledger.cell_empty",
                    column,
                    f"{column}没有填",
                    remedy="请补填；合并的单元格请取消合并，逐格填写",
                )
            return None
        try:
            cells.refuse_formula_error(cell)
            converted = convert(cell)
        except CellFaultError as fault:
            self.fail(fault.code, column, f"{column}{fault.message}", remedy=fault.remedy)
            return None
        if converted.tidied:
            key = (column, cells.shown(cell).strip(), _reading_of(converted.value))
            self.table.tidied.setdefault(key, []).append(self.origin.cell(column))
        return converted.value


def _text(cell: RawCell) -> str:
    return cells.convert_text(cell).value


def _reading_of(value: object) -> str:
    return "、".join(value) if isinstance(value, tuple) else str(value)
