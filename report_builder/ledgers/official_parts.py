"""A part of a table as a notice prints it: a ledger under the header of its declared sheet."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.ledgers.cells import half_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_builder.ledgers.cells import RawCell
    from report_builder.ledgers.opening.grids import SheetGrid

CellIndex = tuple[int, int]
WHOLE_ROW: Final = -1


class OfficialPart(Struct, frozen=True):
    """A grid that can only be the ledger ``name``.

    ``moved`` gives cells that do not stand where the file has them their own row and column, all from 0; the
    column ``WHOLE_ROW`` stands for a row as such.
    """

    grid: SheetGrid
    name: str = ""
    moved: Mapping[CellIndex, CellIndex] = field(default_factory=lambda: MappingProxyType({}))


def holds_figures(cells: Sequence[RawCell]) -> bool:
    """Whether a row above a table belongs to another one: a title has at most the year as a number."""
    return sum(half_width(cell).isdigit() for cell in cells) > 1
