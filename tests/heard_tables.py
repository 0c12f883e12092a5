"""A PDF → its tables as a reader of the tag tree has them, and which headers are heard with a cell."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pdfplumber
import pikepdf
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pikepdf import Object


class HeardCell(Struct, frozen=True):
    """A cell: where it begins (from 0), how far it reaches, what it says and what its tag says of it."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    tag: str
    scope: str
    name: str
    headers: tuple[str, ...]


class HeardTable(Struct, frozen=True):
    """A table's cells in reading order."""

    cells: tuple[HeardCell, ...]

    def at(self, row: int, column: int) -> HeardCell:
        """The cell that covers a place."""
        return next(
            cell
            for cell in self.cells
            if cell.row <= row < cell.row + cell.rows and cell.column <= column < cell.column + cell.columns
        )

    def heard(self, cell: HeardCell) -> list[str]:
        """The headers of a cell (ISO 32000-2, 14.8.5.7): those it names, or those above and left of it."""
        if cell.headers:
            named = {each.name: each.text for each in self.cells if each.name}
            return [named[name] for name in cell.headers]
        above = self._towards(
            ((row, column) for column in range(cell.column, cell.column + cell.columns))
            for row in range(cell.row - 1, -1, -1)
        )
        left = self._towards(
            ((row, column) for row in range(cell.row, cell.row + cell.rows))
            for column in range(cell.column - 1, -1, -1)
        )
        columns = [each.text for each in reversed(above) if each.scope in {"Column", "Both"}]
        return columns + [each.text for each in reversed(left) if each.scope in {"Row", "Both"}]

    def _towards(self, steps: Iterator[Iterator[tuple[int, int]]]) -> list[HeardCell]:
        """Header cells on the way to an edge; the search ends where data follows a header."""
        found: dict[HeardCell, None] = {}
        for step in steps:
            met = {self.at(*place): None for place in step}
            headers = [cell for cell in met if cell.tag == "TH"]
            if found and not headers:
                break
            found.update(dict.fromkeys(headers))
        return list(found)

    def figures(self) -> dict[tuple[int, int], list[str]]:
        """Each data cell with a digit in it, by its place, and what is heard with it."""
        return {
            (cell.row, cell.column): self.heard(cell)
            for cell in self.cells
            if cell.tag == "TD" and any(map(str.isdigit, cell.text))
        }


def heard_tables(pdf: bytes) -> list[HeardTable]:
    """The tables of a PDF's tag tree."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        texts: dict[tuple[int, int], str] = {}
        for number, page in enumerate(document.pages):
            for char in page.chars:
                if char["mcid"] is not None:
                    key = (number, char["mcid"])
                    texts[key] = texts.get(key, "") + char["text"]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        pages = {page.obj.objgen: number for number, page in enumerate(file.pages)}

        def text_of(element: Object) -> str:
            page = element.get("/Pg")
            return "".join(
                text_of(kid)
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
                else texts.get(_place(kid, page, pages), "")
                for kid in _kids(element)
            )

        return [
            HeardTable(tuple(_cells(table, text_of)))
            for table in _elements(file.Root.StructTreeRoot)
            if str(table.S) == "/Table"
        ]


def _place(kid: Object, page: Object | None, pages: dict[tuple[int, int], int]) -> tuple[int, int]:
    if isinstance(kid, pikepdf.Dictionary):
        return pages[kid.Pg.objgen], int(kid.MCID)
    assert page is not None
    return pages[page.objgen], int(kid)


def _kids(element: Object) -> list[Object]:
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _elements(element: Object) -> Iterator[Object]:
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _cells(table: Object, text_of: Callable[[Object], str]) -> Iterator[HeardCell]:
    taken: set[tuple[int, int]] = set()
    rows = [kid for kid in _kids(table) if str(kid.S) == "/TR"]
    for row, element in enumerate(rows):
        column = 0
        for cell in _kids(element):
            attributes = cell.get("/A", pikepdf.Dictionary())
            while (row, column) in taken:
                column += 1
            high, wide = int(attributes.get("/RowSpan", 1)), int(attributes.get("/ColSpan", 1))
            covered = {(row + down, column + right) for down in range(high) for right in range(wide)}
            assert not covered & taken, "cells overlap"
            taken |= covered
            yield HeardCell(
                row,
                column,
                high,
                wide,
                "".join(text_of(cell).split()),
                str(cell.S)[1:],
                str(attributes.get("/Scope", ""))[1:],
                str(cell.get("/ID", "")),
                tuple(map(str, attributes.get("/Headers", ()))),
            )
            column += wide
