"""A cell of a workbook that was written here → its words, as the window shows them again."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Severity
from report_builder.quantities import plain_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.ledgers.cells import RawCell

SEVERITIES: Final[Mapping[str, Severity]] = MappingProxyType({each.label: each for each in Severity})


def text_of(cell: RawCell) -> str:
    """A cell as a person reads it; a number to its last digit, a whole one without a point."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return plain_number(Decimal(repr(cell)))
    return str(cell).strip()
