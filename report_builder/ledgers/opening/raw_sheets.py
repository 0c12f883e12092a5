"""A sheet as its file gives it: its name, its raw cells and its looks, before it is known what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from report_builder.ledgers.opening.layouts import SheetLayout

if TYPE_CHECKING:
    from report_builder.ledgers.cells import RawCell


class RawSheet(Struct, frozen=True):
    """The cells of a sheet from A1 on, each row as long as the longest; an empty cell is an empty text."""

    name: str
    rows: list[list[RawCell]]
    layout: SheetLayout = field(default_factory=SheetLayout)


def filled_up(rows: list[list[RawCell]]) -> list[list[RawCell]]:
    """The rows, each made as long as the longest."""
    width = max(map(len, rows), default=0)
    for row in rows:
        row.extend([""] * (width - len(row)))
    return rows
