"""A blank workbook → the same workbook with the named styles that its cells take."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from report_builder.ledgers.declarations import ColumnKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.dimensions import ColumnDimension

TITLE: Final = "台账标题"
CAPTION: Final = "台账小标题"
TEXT: Final = "台账说明"
HEADER: Final = "台账表头"
REQUIRED_HEADER: Final = "台账必填表头"
EXAMPLE: Final = "台账示例"
CARRIED: Final = "台账带入"
LABEL: Final = "台账项目"
HEADING: Final = "台账分组"

_FONT: Final = "宋体"
_SIZE: Final = 11
_TITLE_SIZE: Final = 16
_GREY: Final = "808080"
_PALE: Final = "F2F2F2"
_BLUE: Final = "DDEBF7"
_ORANGE: Final = "FCE4D6"
_GREEN: Final = "EAF4E4"
_GENERAL: Final = "General"

# Text columns are text to the spreadsheet as well, or it would make a date of the number 2016-1.
FORMATS: Final[Mapping[ColumnKind, str]] = MappingProxyType({
    ColumnKind.TEXT: "@",
    ColumnKind.CHOICE: "@",
    ColumnKind.CATEGORY: "@",
    ColumnKind.CHANNELS: "@",
    ColumnKind.DATE: "yyyy\\-mm\\-dd",
    ColumnKind.MONTH: "0",
    ColumnKind.COUNT: "0",
    ColumnKind.NUMBER: _GENERAL,
    ColumnKind.MONEY: "0.00",
})  # fmt: skip


def dress_column(column: ColumnDimension, kind: ColumnKind) -> None:
    """Make a column's empty cells look as they must when they are filled; openpyxl names no style there."""
    column.font = Font(name=_FONT, size=_SIZE)
    column.alignment = Alignment(vertical="center", wrap_text=True)
    column.number_format = FORMATS[kind]


def add_looks(workbook: Workbook) -> None:
    """Give a workbook every style by its name."""
    side = Side(style="thin", color=_GREY)
    box = Border(left=side, right=side, top=side, bottom=side)

    def add(name: str, font: Font, fill: str = "", *, horizontal: str = "left", boxed: bool = True) -> None:
        style = NamedStyle(
            name,
            font=font,
            alignment=Alignment(horizontal=horizontal, vertical="center", wrap_text=True),
            border=box if boxed else Border(),
            number_format=_GENERAL,
        )
        if fill:
            style.fill = PatternFill("solid", fgColor=fill)
        workbook.add_named_style(style)

    def font(size: int = _SIZE, *, bold: bool = False, italic: bool = False, color: str = "000000") -> Font:
        return Font(name=_FONT, size=size, bold=bold, italic=italic, color=color)

    add(TITLE, font(_TITLE_SIZE, bold=True), horizontal="center", boxed=False)
    add(CAPTION, font(bold=True), boxed=False)
    add(TEXT, font(), boxed=False)
    add(HEADER, font(bold=True), _BLUE, horizontal="center")
    add(REQUIRED_HEADER, font(bold=True), _ORANGE, horizontal="center")
    add(EXAMPLE, font(italic=True, color=_GREY), _PALE)
    add(CARRIED, font(), _GREEN)
    add(LABEL, font())
    add(HEADING, font(bold=True), _PALE)
