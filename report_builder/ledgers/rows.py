"""A grid under its header → rows whose cells are asked for by column and kind, every fault told once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import Struct, field

from report_builder.ledgers import cells
from report_builder.ledgers.amounts import Measure, convert_count, convert_measure, convert_money
from report_builder.ledgers.asides import judge
from report_builder.ledgers.cells import CellFaultError, Converted
from report_builder.ledgers.choices import choose, choose_channels
from report_builder.ledgers.contract import Kind
from report_builder.ledgers.dates import convert_date, convert_month
from report_builder.ledgers.lines import lines_below
from report_builder.ledgers.records import Origin
from report_builder.ledgers.understandings import Understandings, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.asides import Aside
    from report_builder.ledgers.cells import RawCell
    from report_builder.ledgers.choices import Vocabulary
    from report_builder.ledgers.contract import SheetContract
    from report_builder.ledgers.headers import Header
    from report_builder.ledgers.lines import Line
    from report_builder.ledgers.opening.grids import Grid
    from report_builder.ledgers.opening.layouts import Span
    from report_builder.ledgers.records import SheetOrigin

T = TypeVar("T")

_QUANTITIES: Final = frozenset({Kind.COUNT, Kind.NUMBER, Kind.MONEY})
_LABELS: Final = frozenset({Kind.CHOICE, Kind.CATEGORY, Kind.CHANNELS})
_MOST_NAMED: Final = 8


class Table(Struct):
    """A sheet whose header is known.

    ``understood`` gathers what was taken otherwise than written, ``unfilled`` the listed rows without
    a number; ``entries`` counts the rows that held a record, right or wrong.
    """

    grid: Grid
    header: Header
    contract: SheetContract
    origin: SheetOrigin
    vocabulary: Vocabulary
    findings: Findings
    understood: Understandings = field(default_factory=Understandings)
    unfilled: list[Row] = field(default_factory=list)
    entries: int = 0

    def rows(self) -> Iterator[Row]:
        """The rows that hold records, top down; afterwards tells what was understood of them."""
        unseen = self.grid.layout.hidden_rows_among(len(self.grid.rows))
        names = {
            self.grid.rows[self.header.row][column]: name for name, column in self.header.columns.items()
        }
        closed = False
        for line in lines_below(self.grid, self.header):
            aside = judge(line, self.contract, names, closed=closed)
            closed = aside is not None and (closed or aside.closes)
            if aside is not None:
                self._tell_aside(line, aside)
                continue
            row = self._row(line)
            if self._is_unfilled(row):
                self.unfilled.append(row)
                continue
            if line.row in unseen:
                self.understood.hidden_rows.append(line.row)
            self.entries += 1
            yield row
        self.understood.tell(self.origin, self.findings)
        self._tell_hidden_columns()
        if self.entries:
            self._tell_unfilled()

    def _is_unfilled(self, row: Row) -> bool:
        """Whether only the label stands of a row that the blank workbook lists."""
        label, *others = self.contract.columns
        return (
            self.contract.lists_rows
            and not cells.is_blank(row.cells.get(label.name, ""))
            and all(
                cells.is_blank(row.cells.get(each.name, "")) for each in others if each.kind in _QUANTITIES
            )
        )

    def _tell_unfilled(self) -> None:
        """Tell of listed rows without a number among others; a sheet without any has just not been used."""
        if not self.unfilled:
            return
        label = self.contract.columns[0].name
        named = "、".join(str(row.cells[label]).strip() for row in self.unfilled[:_MOST_NAMED])
        more = "等" if len(self.unfilled) > _MOST_NAMED else ""
        number = next(each.name for each in self.contract.columns if each.kind in _QUANTITIES)
        counted = "按 0 统计" if self.contract.totals_are_rows else "按没有填报处理"
        self.findings.notice(
            "ledger.row_unfilled",
            self.unfilled[0].origin.cell(number),
            f"有 {len(self.unfilled)} 行没有填数量，{counted}",
            evidence=f"没有填的是：{named}{more}",
            remedy="确实没有的请填 0；用不着的行可以留着",
        )

    def _row(self, line: Line) -> Row:
        """The row of a line, with what a merged cell says to each of its rows."""
        cells_of = dict(line.cells)
        row = Row(self, Origin(self.origin, line.row + 1), cells_of)
        for name, span in line.merged.items():
            value = self.grid.rows[span.row][span.column]
            if cells.is_blank(value):
                continue
            cells_of[name] = value
            if self.contract.column(name).kind in _QUANTITIES:
                row.fail_merged(name, span)
            else:
                self.understood.note_merged(name, span)
        return row

    def _tell_aside(self, line: Line, aside: Aside) -> None:
        place = Origin(self.origin, line.row + 1).cell("")
        if aside.misleads:
            self.findings.error(
                "ledger.header_again",
                place,
                aside.reason,
                remedy="请把下面的行按上面表头的列次序移好，或另放到一张工作表",
            )
        elif aside.reason:
            self.findings.notice("ledger.row_skipped", place, aside.reason)

    def _tell_hidden_columns(self) -> None:
        columns = self.grid.layout.hidden_columns_among(len(self.grid.rows[self.header.row]))
        unseen = [name for name, column in self.header.columns.items() if column in columns]
        if told := [name for name in unseen if self._has_entries(name)]:
            place = Origin(self.origin, self.header.row + 1).cell(told[0])
            self.findings.notice("ledger.hidden", place, f"隐藏的列照常读取：{'、'.join(told)}")

    def _has_entries(self, column: str) -> bool:
        index = self.header.columns[column]
        return any(not cells.is_blank(row[index]) for row in self.grid.rows[self.header.row + 1 :])


class Row(Struct):
    """One row of a ledger.

    A cell that is wrong or lacking puts its column among the ``faults``, tells why, and gives a stand-in, so
    that every fault of the row is told; a failed row's record must not be used.
    """

    table: Table
    origin: Origin
    cells: Mapping[str, RawCell]
    faults: set[str] = field(default_factory=set)
    dates: dict[str, date] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether any of the row's cells is wrong or lacking."""
        return bool(self.faults)

    def text(self, column: str) -> str:
        """A text, empty where the cell is."""
        cell = self.cells.get(column, "")
        if isinstance(cell, int | float) and abs(cell) >= cells.MAX_EXACT_INTEGER:
            self.table.findings.warn(
                "ledger.long_number",
                self.origin.cell(column),
                f"{column}“{cells.shown(cell)}”是 16 位以上的数字，表格软件只保留前 15 位",
                remedy="请把这一列设为文本格式后重新填写，并核对末几位",
            )
        return self._convert(column, Kind.TEXT, cells.convert_text) or ""

    def day(self, column: str) -> date:
        """A required date."""
        return self.day_or_none(column) or cells.STAND_IN_DAY

    def day_or_none(self, column: str) -> date | None:
        """A date, or ``None`` where the cell is empty."""
        found = self._convert(column, Kind.DATE, self._to_date)
        if found is not None:
            self.dates[column] = found
        return found

    def month(self, column: str) -> int | None:
        """A month, 1 to 12, or ``None`` where the cell is empty."""
        return self._convert(column, Kind.MONTH, convert_month)

    def count(self, column: str) -> int:
        """A required count."""
        return self._convert(column, Kind.COUNT, convert_count) or 0

    def count_or_none(self, column: str) -> int | None:
        """A count, or ``None`` where the cell is empty, which is not nil."""
        return self._convert(column, Kind.COUNT, convert_count)

    def measure(self, column: str, unit_column: str) -> Measure:
        """A number and its unit, which has a column of its own but may stand in the number's cell."""
        found = self._convert(column, Kind.NUMBER, convert_measure) or Measure(cells.NIL)
        unit = self.text(unit_column)
        if found.unit and unit and found.unit != unit:
            self.fail(
                "ledger.number",
                column,
                f"{column}带的单位是“{found.unit}”，“{unit_column}”一列填的是“{unit}”",
                remedy=f"请核对，{column}只填数字，单位写到“{unit_column}”一列",
            )
        return Measure(found.number, unit or found.unit)

    def money(self, column: str) -> Decimal:
        """A sum in yuan; nil where the cell is empty."""
        return self._convert(column, Kind.MONEY, convert_money) or cells.NIL

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
        """Tell a fault of one of the row's cells, after which the row has failed."""
        self.faults.add(column)
        self.table.findings.error(code, self.origin.cell(column), message, evidence, remedy)

    def fail_merged(self, column: str, span: Span) -> None:
        """Fail a row whose quantity is merged with another's, since nobody can tell how much is whose."""
        self.fail(
            "ledger.merged_quantity",
            column,
            f"{column}与第{span.row + 1}行合并成一格，分不清各行是多少",
            remedy="请取消合并，逐行填写；没有的填 0",
        )

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
            if not declared.required and cells.is_placeholder(cell):
                self._note_tidied(column, cell, "空白")
                return None
            self.fail(fault.code, column, f"{column}{fault.message}", remedy=fault.remedy)
            return None
        if converted.tidied:
            self._note_tidied(column, cell, _reading_of(converted.value))
        return converted.value

    def _note_tidied(self, column: str, cell: RawCell, reading: str) -> None:
        is_label = self.table.contract.column(column).kind in _LABELS
        wording = Wording(column, cells.shown(cell).strip(), reading, is_label)
        self.table.understood.note_wording(wording, self.origin.cell(column))

    def _to_date(self, cell: RawCell) -> Converted[date]:
        return convert_date(cell, self.table.grid.layout.epoch)


def _text(cell: RawCell) -> str:
    return cells.convert_text(cell).value


def _reading_of(value: object) -> str:
    return "、".join(value) if isinstance(value, tuple) else str(value)
