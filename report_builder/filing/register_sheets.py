"""``归档登记.xlsx`` as bytes ↔ its rows; rows are added below the last, and nothing else in the file changes.

The file is its owner's: columns of one's own, other sheets, looks and notes stay byte for byte as they were.
So a row is put into the sheet's own part, and no library writes the workbook anew.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Final

from lxml import etree
from msgspec import Struct
from python_calamine import CalamineError, CalamineWorkbook

from report_builder.archives import DAMAGE, repack
from report_builder.budgets import USUAL, Budget
from report_builder.office_parts import parse_part, spell_part, tables_of, worksheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    RegisterCell = str | int

SHEET: Final = "归档登记"
# What a finished year notes; the three behind them are for whoever hands the packages over.
COLUMNS: Final = (
    "登记日期", "报告年度", "版本", "用途", "送交单位", "题名", "成文日期", "页数", "包文件",
    "包校验码（SHA-256）", "报告校验码（SHA-256）", "说明",
)  # fmt: skip
_BY_HAND: Final = ("送出日期", "签收人", "备注")
_EPOCH: Final = datetime(1980, 1, 1)  # noqa: DTZ001  zip files know no zones
_WIDTHS: Final = (12, 9, 6, 7, 34, 44, 12, 6, 44, 30, 30, 24, 12, 10, 20)
_HIGHEST_HEADER: Final = 10
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class UnfitRegisterError(Exception):
    """Why a file cannot be added to, in words for its owner."""


class RegisterRows(Struct, frozen=True):
    """The rows of a register by their columns' names; ``sheet`` is its sheet, the rest where it lies there.

    ``header`` and ``last`` are rows counted from 1, ``columns`` the columns counted from 0.
    """

    sheet: str
    rows: tuple[Mapping[str, str], ...]
    header: int
    last: int
    columns: Mapping[str, int]


def read_register(data: bytes, budget: Budget = USUAL) -> RegisterRows:
    """The rows of a register; raises ``UnfitRegisterError``."""
    grids = _grids(data, budget)
    named = [SHEET] if SHEET in grids else list(grids)
    for name in named:
        for number, row in enumerate(grids[name][:_HIGHEST_HEADER]):
            columns = {
                word: at for at, word in reversed(list(enumerate(map(_plain, row)))) if word in COLUMNS
            }
            if len(columns) * 2 > len(COLUMNS):
                return _rows(name, grids[name], number, columns)
    msg = f"没有表头：{'、'.join(COLUMNS[:5])}……"
    raise UnfitRegisterError(msg)


def _grids(data: bytes, budget: Budget) -> dict[str, list[list[object]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(each.file_size for each in archive.infolist()) > budget.tree_bytes:
                msg = f"展开后太大；{budget.way_out('unpacked_megabytes')}"
                raise UnfitRegisterError(msg)
        book = CalamineWorkbook.from_object(io.BytesIO(data))
        return {
            name: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
            for name in book.sheet_names
        }
    except (*DAMAGE, CalamineError) as fault:
        msg = "不是 Excel 工作簿（.xlsx），或者已经损坏、设了密码"
        raise UnfitRegisterError(msg) from fault


def _rows(
    sheet: str, grid: Sequence[Sequence[object]], header: int, columns: Mapping[str, int]
) -> RegisterRows:
    if missing := [name for name in COLUMNS if name not in columns]:
        msg = f"缺少的列：{'、'.join(missing)}"
        raise UnfitRegisterError(msg)
    filled = [number for number, row in enumerate(grid) if any(map(_plain, row))]
    rows = tuple(
        {name: _plain(grid[number][at]) for name, at in columns.items()}
        for number in filled
        if number > header
    )
    return RegisterRows(sheet, rows, header + 1, filled[-1] + 1, columns)


def _plain(value: object) -> str:
    """A cell as its words: a whole number without a point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def with_rows(data: bytes, rows: Sequence[Mapping[str, RegisterCell]], budget: Budget = USUAL) -> bytes:
    """The register with more rows below its last; raises ``UnfitRegisterError``."""
    found = read_register(data, budget)
    try:
        return _with_rows(data, rows, found)
    except (*DAMAGE, etree.XMLSyntaxError) as fault:
        msg = "工作簿的一部分已经损坏"
        raise UnfitRegisterError(msg) from fault


def _with_rows(data: bytes, rows: Sequence[Mapping[str, RegisterCell]], found: RegisterRows) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = worksheets(archive).get(found.sheet)
        if part is None:
            msg = "工作簿的结构不是通常的样子"
            raise UnfitRegisterError(msg)
        root = parse_part(archive.read(part))
        tables = tables_of(archive, part)
    body = root.find(f"{_MAIN}sheetData")
    if body is None:
        msg = "工作表里没有内容"
        raise UnfitRegisterError(msg)
    _make_room(body, found.last)
    looks = _looks(body, found)
    for number, row in enumerate(rows, start=found.last + 1):
        body.append(_row(number, row, found.columns, looks))
    last = found.last + len(rows)
    _stretch(root.find(f"{_MAIN}dimension"), last)
    for table in tables.values():
        if _bottom(table) == found.last:
            _stretch(table, last)
            _stretch(table.find(f"{_MAIN}autoFilter"), last)
    return repack(
        data, {part: spell_part(root), **{name: spell_part(table) for name, table in tables.items()}}
    )


def _make_room(body: etree._Element, last: int) -> None:
    """Take away what looks like rows below the last that says anything."""
    for row in list(body.iterfind(f"{_MAIN}row")):
        if row.get("r", "").isdecimal() and int(row.get("r", "")) > last:
            body.remove(row)


def _looks(body: etree._Element, found: RegisterRows) -> dict[int, str]:
    """How the cells of the last row look, by their columns; a header lends its looks to nobody."""
    looks: dict[int, str] = {}
    for row in body.iterfind(f"{_MAIN}row"):
        if row.get("r") == str(found.last) and found.last > found.header:
            for cell in row.iterfind(f"{_MAIN}c"):
                looks[_column(cell.get("r", ""))] = cell.get("s", "")
    return looks


def _row(
    number: int, row: Mapping[str, RegisterCell], columns: Mapping[str, int], looks: Mapping[int, str]
) -> etree._Element:
    made = etree.Element(f"{_MAIN}row", {"r": str(number)})
    for name, at in sorted(columns.items(), key=lambda each: each[1]):
        value = row.get(name, "")
        cell = etree.SubElement(made, f"{_MAIN}c", {"r": f"{_letters(at)}{number}"})
        if looks.get(at):
            cell.set("s", looks[at])
        if isinstance(value, int):
            etree.SubElement(cell, f"{_MAIN}v").text = str(value)
        elif value:
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t")
            text.text = _NOT_XML.sub("", value)
            text.set(_XML_SPACE, "preserve")
    return made


def _bottom(element: etree._Element) -> int:
    found = re.search(r"([0-9]+)$", element.get("ref", ""))
    return int(found[1]) if found else 0


def _stretch(element: etree._Element | None, last: int) -> None:
    """Let a range end with a row, if it has one."""
    if element is not None and ":" in element.get("ref", ""):
        element.set("ref", re.sub("[0-9]+$", str(max(last, _bottom(element))), element.get("ref", "")))


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _column(reference: str) -> int:
    column = 0
    for letter in re.sub("[^A-Z]", "", reference):
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def new_register(rows: Iterable[Mapping[str, RegisterCell]]) -> bytes:
    """A register with its first rows; the same rows give the same bytes."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # noqa: PLC0415  it carries no types

    saved = io.BytesIO()
    workbook = Workbook(saved, {"in_memory": True})
    workbook.set_properties({"title": SHEET, "created": _EPOCH})
    sheet = workbook.add_worksheet(SHEET)
    head = workbook.add_format({"bold": True, "border": 1, "bg_color": "#DDEBF7", "text_wrap": True})
    look = workbook.add_format({"border": 1, "valign": "top", "text_wrap": True})
    for at, (name, width) in enumerate(zip((*COLUMNS, *_BY_HAND), _WIDTHS, strict=True)):
        sheet.write_string(0, at, name, head)
        sheet.set_column(at, at, width)
    for number, row in enumerate(rows, start=1):
        for at, name in enumerate((*COLUMNS, *_BY_HAND)):
            value = row.get(name, "")
            if isinstance(value, int):
                sheet.write_number(number, at, value, look)
            else:
                sheet.write_string(number, at, _NOT_XML.sub("", value), look)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    workbook.close()
    return repack(saved.getvalue())
