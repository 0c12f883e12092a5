"""The rows of a year's ledgers as typed frames: one a sheet, and where each of its rows was read.

A frame has the columns ``file``, ``sheet`` (categories) and ``row`` (as a spreadsheet program numbers it),
then every declared column under its own name, whether or not a workbook has it: TEXT as ``str``, empty where
the cell is; CHOICE, CATEGORY and CHANNELS as a category of such texts, several channels joined by 、; DATE as
``datetime64[s]``; MONTH as ``Int8``, and beside it 年 as ``Int16`` and 期间, a longer time, as the number
106 for 1-6月, each missing where the row does not say; COUNT as ``Int64``, missing where the cell is empty,
which is not nil; NUMBER and MONEY as ``Decimal`` objects, ``None`` where a NUMBER is empty, nil where a MONEY
is. Rows stand in reading order.
"""

from __future__ import annotations

from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import numpy as np
import pandas as pd
from msgspec import Struct, field

from report_builder.diagnostics import Place
from report_builder.ledgers.cells import NIL
from report_builder.ledgers.declarations import LABELS, ColumnKind
from report_builder.ledgers.sheets import SHEETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from numpy.typing import NDArray
    from pandas.api.extensions import ExtensionArray

    from report_builder.ledgers.declarations import Column, Sheet
    from report_builder.ledgers.questions import Question

Value: TypeAlias = "str | int | date | Decimal | None"
FrameColumn: TypeAlias = "ExtensionArray | NDArray[Any]"

TEXT_TYPE: Final = pd.StringDtype(na_value=np.nan)  # what pandas calls "str"
FILE: Final = "file"
SHEET: Final = "sheet"
ROW: Final = "row"
PROVENANCE: Final = (FILE, SHEET, ROW)
YEAR: Final = "年"  # beside a column of months
SPAN: Final = "期间"  # likewise: the first month times 100, and the last
CHANNEL_MARK: Final = "、"
_MOST_LABEL_TYPES: Final = 256


class SheetOrigin(Struct, frozen=True):
    """Where a sheet was read from; ``columns`` gives each column name its letter.

    ``moved`` gives cells that stand elsewhere in the file their address, by row and column; a whole row's
    column is empty.
    """

    file: str
    sheet: str
    columns: Mapping[str, str]
    moved: Mapping[tuple[int, str], str] = field(default_factory=lambda: MappingProxyType({}))

    def cell(self, row: int, column: str) -> Place:
        """The place of a cell; of the whole row where the sheet has no such column."""
        moved = self.moved.get((row, column)) or self.moved.get((row, ""))
        if moved:
            return Place(self.file, self.sheet, moved)
        letter = self.columns.get(column, "")
        return Place(self.file, self.sheet, f"{letter}{row}" if letter else f"第{row}行")


class LedgerEntry(Struct, frozen=True):
    """One of the few rows that a finding speaks of."""

    values: Mapping[str, Value]
    origin: SheetOrigin

    @property
    def row(self) -> int:
        """Its number, as the spreadsheet program shows it."""
        return int(self.values[ROW])  # type: ignore[arg-type]  # every frame has it

    def __getitem__(self, column: str) -> Value:
        """What a cell holds; ``None`` for an empty one that is no text."""
        return self.values[column]

    def text(self, column: str) -> str:
        """What a cell of text or of a list holds."""
        return str(self.values[column])

    def day(self, column: str) -> date | None:
        """What a cell of dates holds."""
        return self.values[column]  # type: ignore[return-value]  # a date column holds dates

    def count(self, column: str) -> int:
        """What a cell of counts holds; nil where it is empty."""
        return int(self.values[column] or 0)  # type: ignore[arg-type]  # a column of counts holds numbers

    def money(self, column: str) -> Decimal:
        """What a cell of sums holds, in yuan."""
        return self.values[column] or NIL  # type: ignore[return-value]  # a column of sums holds Decimals

    def place(self, column: str = "") -> Place:
        """The place of a cell, or of the whole row."""
        return self.origin.cell(self.row, column)


class Ledgers(Struct, frozen=True):
    """A year's ledgers: every row converted, every cell's place known.

    ``frames`` by the sheets' names, ``origins`` by file and sheet; ``files`` are those that were counted, and
    ``handed_in`` the sheets that a workbook has, filled in or not; ``questions`` are those that were asked,
    answered or not.
    """

    frames: Mapping[str, pd.DataFrame] = field(default_factory=lambda: MappingProxyType({}))
    origins: Mapping[tuple[str, str], SheetOrigin] = field(default_factory=lambda: MappingProxyType({}))
    files: tuple[str, ...] = ()
    handed_in: frozenset[str] = frozenset()
    questions: tuple[Question, ...] = ()

    def frame(self, sheet: str) -> pd.DataFrame:
        """The rows of a sheet; none where no workbook has it."""
        found = self.frames.get(sheet)
        return empty_frame(sheet) if found is None else found

    def entries(self, frame: pd.DataFrame) -> Iterator[LedgerEntry]:
        """The rows of a frame one by one, for those that a finding tells of."""
        columns = [str(column) for column in frame.columns]
        for values in zip(*(_plain_values(frame[column].array) for column in columns), strict=True):
            yield self._entry(dict(zip(columns, values, strict=True)))

    def lookup(self, frame: pd.DataFrame) -> Callable[[int], LedgerEntry]:
        """Gives a row of a frame by its place, counted from 0, where a few of many are asked for."""
        columns = {str(name): values.array for name, values in frame.items()}
        return lambda place: self._entry({name: _plain(array[place]) for name, array in columns.items()})

    def _entry(self, row: dict[str, Value]) -> LedgerEntry:
        return LedgerEntry(row, self.origins[str(row[FILE]), str(row[SHEET])])


def _plain(value: Any) -> Value:  # noqa: ANN401  whatever a column holds
    """A value of a column as a plain one: a date without a time, ``None`` for what is missing."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return cast("Value", value.item()) if isinstance(value, np.generic) else cast("Value", value)


def _plain_values(values: ExtensionArray) -> list[Value]:
    """A column as plain values: dates without a time, ``None`` for what is missing."""
    if isinstance(values.dtype, (pd.CategoricalDtype, pd.StringDtype)):
        return [str(value) for value in values]
    if values.dtype.kind == "M":
        return [None if pd.isna(value) else value.date() for value in values]
    return [None if value is None or value is pd.NA else value for value in values.tolist()]


def typed(column: Column, values: Sequence[Value]) -> FrameColumn:
    """A column's values, ``None`` for an empty cell, as the array that its kind demands."""
    if column.kind is ColumnKind.TEXT:
        return _texts(values)
    if column.kind in LABELS:
        return pd.Categorical(_texts(values))
    if column.kind is ColumnKind.DATE:
        return np.asarray([value or "NaT" for value in values], dtype="datetime64[s]")
    if column.kind is ColumnKind.MONTH:
        return whole(_counts(values), "int8")
    if column.kind is ColumnKind.COUNT:
        return whole(_counts(values), "int64")
    nil = NIL if column.kind is ColumnKind.MONEY else None
    amounts = np.empty(len(values), dtype=object)
    amounts[:] = [nil if value is None else value for value in values]
    return amounts


def labelled(codes: NDArray[np.integer], labels: Sequence[str]) -> FrameColumn:
    """A column of labels by their numbers, counted from 0: each must be one of a label."""
    return pd.Categorical.from_codes(codes, dtype=_label_type(tuple(labels)), validate=False)


@lru_cache(maxsize=_MOST_LABEL_TYPES)
def _label_type(labels: tuple[str, ...]) -> pd.CategoricalDtype:
    """The type of a column of such labels: making one takes longer than the column of a few rows."""
    return pd.CategoricalDtype(pd.Index(labels, dtype=TEXT_TYPE))


def texts(values: NDArray[np.object_]) -> FrameColumn:
    """A column of texts."""
    return pd.array(values, dtype=TEXT_TYPE, copy=False)


def _texts(values: Sequence[Value]) -> FrameColumn:
    return texts(np.fromiter(("" if value is None else value for value in values), object, len(values)))


def _counts(values: Sequence[Value]) -> Sequence[int | None]:
    return cast("Sequence[int | None]", values)


def whole(values: Sequence[int | None], kind: str) -> FrameColumn:
    """Whole numbers, each of which may be missing, as numpy calls their ``kind``."""
    missing = np.fromiter((value is None for value in values), bool, len(values))
    numbers = np.fromiter((value or 0 for value in values), kind, len(values))
    return pd.arrays.IntegerArray(numbers, missing)


@cache
def empty_frame(sheet: str) -> pd.DataFrame:
    """The frame of a sheet without rows, which nobody changes: it is asked for again and again."""
    return frame_of(SHEETS[sheet], ())


def frame_of(sheet: Sheet, rows: Iterable[Mapping[str, Value]]) -> pd.DataFrame:
    """The frame of rows given as values by column; what a row leaves out is an empty cell.

    A row may say where it was read (``file``, ``sheet``, ``row``); without that it stands in no file, under
    the sheet's own name, from row 2 on.
    """
    given = list(rows)
    data: dict[str, FrameColumn] = {
        FILE: pd.Categorical(_texts([str(row.get(FILE, "")) for row in given])),
        SHEET: pd.Categorical(_texts([str(row.get(SHEET, sheet.name)) for row in given])),
        ROW: np.asarray([row.get(ROW, number) for number, row in enumerate(given, start=2)], dtype="int64"),
    }
    for column in sheet.columns:
        data[column.name] = typed(column, [row.get(column.name) for row in given])
        if column.kind is ColumnKind.MONTH:
            for name in (YEAR, SPAN):
                data[name] = whole(_counts([row.get(name) for row in given]), "int16")
    return pd.DataFrame(data)
