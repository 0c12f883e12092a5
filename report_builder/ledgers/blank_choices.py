"""Closed lists → the hidden sheet 选项 that a blank workbook's drop-down lists take their values from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from openpyxl.utils import get_column_letter, quote_sheetname

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET: Final = "选项"


class ChoiceLists(Struct):
    """The lists that were asked for, each once; a list in the cell itself ends at 255 characters."""

    sheet: Worksheet
    ranges: dict[tuple[str | int, ...], str] = field(default_factory=dict)

    def range_of(self, title: str, values: tuple[str | int, ...]) -> str:
        """The cells that hold a list, as a validation names them."""
        if values not in self.ranges:
            self.ranges[values] = self._write(title, values)
        return self.ranges[values]

    def _write(self, title: str, values: tuple[str | int, ...]) -> str:
        column = len(self.ranges) + 1
        for row, value in enumerate((title, *values), start=1):
            cell = self.sheet.cell(row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # a channel of the agency's own may begin with =
        letter = get_column_letter(column)
        return f"{quote_sheetname(SHEET)}!${letter}$2:${letter}${len(values) + 1}"
