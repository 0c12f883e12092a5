"""A ledger's sheet while it is read: what it is, where its header stands, and whom to ask and tell."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.diagnostics import Place

if TYPE_CHECKING:
    from report_builder.diagnostics import Findings
    from report_builder.ledgers.declarations import Sheet
    from report_builder.ledgers.frames import SheetOrigin
    from report_builder.ledgers.headers import Header
    from report_builder.ledgers.opening.grids import SheetGrid
    from report_builder.ledgers.questions import Questions


class OpenSheet(Struct, frozen=True):
    """A grid whose ledger and header are known; ``year`` is the report's."""

    grid: SheetGrid
    sheet: Sheet
    header: Header
    origin: SheetOrigin
    year: int
    questions: Questions
    findings: Findings

    @property
    def file_name(self) -> str:
        """The name of the workbook."""
        return PurePath(self.grid.file).name

    @property
    def place(self) -> Place:
        """The whole sheet as a place."""
        return Place(self.grid.file, self.grid.sheet)
