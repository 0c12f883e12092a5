"""A table as a notice prints it → the parts of it that are ledgers, each under the header of a declared sheet."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.ledgers.opening.grids import SheetGrid

CellIndex = tuple[int, int]
WHOLE_ROW = -1


class OfficialPart(Struct, frozen=True):
    """A grid that can only be the ledger ``name``.

    ``moved`` gives cells that do not stand where the file has them their own row and column, all from 0; the
    column ``WHOLE_ROW`` stands for a row as such.
    """

    grid: SheetGrid
    name: str = ""
    moved: Mapping[CellIndex, CellIndex] = field(default_factory=lambda: MappingProxyType({}))
