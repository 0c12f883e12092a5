"""A sheet's grid → itself, or the ledgers that a statutory table pasted as it stands holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.ledgers.article_blocks import blocks_of_article
from report_builder.ledgers.dispute_columns import rows_of_cases
from report_builder.ledgers.official_parts import OfficialPart

if TYPE_CHECKING:
    from report_builder.diagnostics import Findings
    from report_builder.ledgers.opening.grids import SheetGrid


def parts_of(grid: SheetGrid, findings: Findings) -> tuple[OfficialPart, ...]:
    """The ledgers of a sheet: one, save where it is a statutory table of several."""
    cases = rows_of_cases(grid)
    if cases is not None:
        return (cases,)
    return blocks_of_article(grid, findings) or (OfficialPart(grid),)
