"""A table as a format prints it, filled with a year's figures."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class AnnexRow(Struct, frozen=True):
    """A printed row: ``level`` 1 for 一、, 2 for （一）, 3 for 1., 4 for 其中; ``value`` as it is printed.

    ``key`` is the figure's path in ``statistics.json``, ``annex.<id>`` where the table itself adds it up, or
    empty where the row is only a caption.
    """

    label: str
    unit: str
    value: str
    level: int
    key: str = ""


class AnnexTable(Struct, frozen=True):
    """A filled table of three columns (统计指标, 单位, 统计数), to be set after the text as 附件."""

    title: str
    columns: tuple[str, str, str]
    rows: tuple[AnnexRow, ...]


class Alignment(StrEnum):
    """Where a cell's text stands across the cell."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class PrintedCell(Struct, frozen=True, kw_only=True):
    """A printed cell over ``columns`` columns and ``rows`` rows of the grid.

    ``key`` is the figure's path in ``statistics.json``, several joined by ``+`` where they are added up,
    empty where the cell has none; ``is_vertical`` text runs from top to bottom.
    """

    text: str
    key: str = ""
    columns: int = 1
    rows: int = 1
    is_head: bool = False
    is_vertical: bool = False
    align: Alignment = Alignment.CENTER


class FilledTable(Struct, frozen=True, kw_only=True):
    """A filled table of a section: each row has the cells that begin in it, from left to right.

    ``section`` counts from 1; ``widths`` are the grid's columns in points; ``is_small`` chooses the smaller
    of the template's two kinds of styles, and a ``size`` of its own wins over theirs; the first ``head_rows``
    rows are repeated on every page. One that ``keeps_together`` is not parted by a page's end.
    """

    name: str
    section: int
    widths: tuple[float, ...]
    is_small: bool = False
    size: float | None = None
    head_rows: int
    keeps_together: bool = False
    rows: tuple[tuple[PrintedCell, ...], ...]
