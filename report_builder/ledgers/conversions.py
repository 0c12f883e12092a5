"""A column's raw cells → values of its kind, each distinct cell converted once, and what is wrong with it.

A cell that is wrong is known by its fault, one that was written otherwise than it reads by its reading; both
belong to the distinct cell, and the codes tell which rows have it.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
from msgspec import Struct

from report_builder.ledgers import cells
from report_builder.ledgers.amounts import convert_count, convert_measure, convert_money
from report_builder.ledgers.cells import NIL, CellFaultError
from report_builder.ledgers.choices import choose, choose_channels
from report_builder.ledgers.dates import Month, convert_date, convert_month
from report_builder.ledgers.declarations import LABELS, ColumnKind
from report_builder.ledgers.frames import CHANNEL_MARK, labelled, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from report_builder.ledgers.cells import Converted, RawCell
    from report_builder.ledgers.choices import Vocabulary
    from report_builder.ledgers.declarations import Column
    from report_builder.ledgers.frames import FrameColumn

    Convert = Callable[[RawCell], Converted[Any]]

_TRUTHS: Final = (0, 1)
_LINE_BREAKS: Final = str.maketrans({"\r": CHANNEL_MARK, "\n": CHANNEL_MARK})


class Distinct(Struct, frozen=True):
    """The distinct cells of a column, and for each row which of them it has."""

    codes: NDArray[np.int64]
    cells: Sequence[RawCell]

    def rows(self, of: Sequence[bool]) -> NDArray[np.bool_]:
        """The rows whose cell is one of some."""
        return np.asarray(of, dtype=bool)[self.codes]


class ColumnValues(Struct, frozen=True):
    """A column's distinct cells ``converted``: the ``faults`` of some, and what others were ``read_as``."""

    column: Column
    distinct: Distinct
    converted: Sequence[object]
    faults: Sequence[CellFaultError | None]
    read_as: Sequence[str | None]

    def array(self) -> FrameColumn:
        """The column of a frame, as ``frames`` declares it."""
        kind, codes = self.column.kind, self.distinct.codes
        if kind in LABELS:
            values = [str(value or "") for value in self.converted]
            place = {name: number for number, name in enumerate(dict.fromkeys(values))}
            at = np.asarray([place[value] for value in values], dtype="int32")
            return labelled(at[codes], list(place))
        if kind is ColumnKind.DATE:
            days = np.asarray([value or "NaT" for value in self.converted], dtype="datetime64[s]")
            return days[codes]
        if kind is ColumnKind.MONTH:
            numbers = [value.number if isinstance(value, Month) else None for value in self.converted]
            return whole(numbers, "int8")[codes]
        if kind is ColumnKind.COUNT:
            counts = [value if isinstance(value, int) else None for value in self.converted]
            return whole(counts, "int64")[codes]
        amounts = np.empty(len(self.converted), dtype=object)
        amounts[:] = [
            NIL if value is None and kind is ColumnKind.MONEY else value for value in self.converted
        ]
        return amounts[codes]


def distinct(raw: Sequence[RawCell]) -> Distinct:
    """The distinct cells of a column; 1 and TRUE are kept apart, which are one to a hash table."""
    places: defaultdict[RawCell, int] = defaultdict(count().__next__)
    codes = np.fromiter(map(places.__getitem__, raw), "int64", len(raw))
    found = list(places)
    if any(value in _TRUTHS for value in found if type(value) is not str) and bool in set(map(type, raw)):
        return distinct([cells.shown(cell) if isinstance(cell, bool) else cell for cell in raw])
    return Distinct(codes, found)


def convert_column(column: Column, raw: Distinct, vocabulary: Vocabulary, epoch: date) -> ColumnValues:
    """Every distinct cell of a column that is no free text, converted."""
    convert = _converter(column, vocabulary, epoch)
    values: list[object] = []
    faults: list[CellFaultError | None] = []
    read_as: list[str | None] = []
    for cell in raw.cells:
        value, fault, reading = _convert(cell, column, convert)
        values.append(value)
        faults.append(fault)
        read_as.append(reading)
    return ColumnValues(column, raw, values, faults, read_as)


def _convert(
    cell: RawCell, column: Column, convert: Convert
) -> tuple[object, CellFaultError | None, str | None]:
    """A cell's value, its fault, and how it was read where that differs from what it says."""
    if cells.is_blank(cell):
        return None, None, None
    try:
        cells.refuse_formula_error(cell)
        converted = convert(cell)
    except CellFaultError as fault:
        if not column.required and cells.is_placeholder(cell):
            return None, None, "空白"
        return None, fault, None
    return converted.value, None, str(converted.value) if converted.tidied else None


def _converter(column: Column, vocabulary: Vocabulary, epoch: date) -> Convert:
    """What turns a cell of the column into its value."""
    if column.kind is ColumnKind.DATE:
        return lambda cell: convert_date(cell, epoch)
    if column.kind is ColumnKind.CHANNELS:
        return lambda cell: _joined(choose_channels(_lines(cell), vocabulary.channels))
    choices = vocabulary.choices(column)
    if choices is not None:
        return lambda cell: choose(cells.convert_text(cell).value, choices)
    converters: dict[ColumnKind, Convert] = {
        ColumnKind.MONTH: convert_month,
        ColumnKind.COUNT: convert_count,
        ColumnKind.NUMBER: convert_measure,
        ColumnKind.MONEY: convert_money,
    }
    return converters[column.kind]


def _lines(cell: RawCell) -> str:
    """A cell's text with 、 where its lines end."""
    return cells.convert_text(cell.translate(_LINE_BREAKS) if isinstance(cell, str) else cell).value


def _joined(channels: Converted[tuple[str, ...]]) -> Converted[str]:
    return cells.Converted(CHANNEL_MARK.join(channels.value), channels.tidied)


class FreeTexts(Struct, frozen=True):
    """A column of free text: its cells, and what a look at all of them at once has told.

    ``blank``, ``marked`` and ``odd`` are false where no cell is empty, begins with the mark of an example, or
    was anything but plain text.
    """

    cells: list[str]
    blank: bool = True
    marked: bool = True
    odd: bool = True

    def is_blank(self) -> NDArray[np.bool_]:
        """The rows whose cell is empty."""
        if not self.blank:
            return np.zeros(len(self.cells), bool)
        return np.asarray([not text for text in self.cells], dtype=bool)


def convert_texts(raw: Sequence[RawCell]) -> FreeTexts:
    """Every cell of a column of free text; a column of nothing but plain text, as most are, at once."""
    try:
        together = "".join(cast("Sequence[str]", raw))
    except TypeError:  # numbers or dates among them
        together = "\n"
    if together.isprintable():
        texts = cast("list[str]", raw)
        plain = [text.strip() for text in texts] if " " in together else texts
        marked, odd = cells.EXAMPLE_MARK in together, "#" in together
        return FreeTexts(plain, blank=not all(plain), marked=marked, odd=odd)
    return FreeTexts([cells.convert_text(cell).value for cell in raw])
