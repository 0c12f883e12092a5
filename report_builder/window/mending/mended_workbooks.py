"""The bytes of an .xlsx, and what a cell should say → the bytes with that cell changed in its sheet's part.

No library writes the workbook anew: formulas, looks, pictures, charts and other sheets stay as they were.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Final

from lxml import etree

from report_builder.archives import DAMAGE, repack
from report_builder.office_parts import BOOK, parse_part, spell_part, tables_of, worksheets
from report_builder.window.mending.faults import UnmendableError
from report_builder.window.mending.formula_reach import column_number, formulas_of, readers_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_STYLES: Final = "xl/styles.xml"
_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,10})?")
_DAY: Final = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日)", re.ASCII)
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
# ECMA-376, part 1, 18.8.30: the numbers of the formats that show a date, those of Chinese Excel among them.
_DAYS: Final = frozenset({*range(14, 23), *range(27, 37), *range(50, 59)})
_TEXT: Final = 49
_SPELT: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_EPOCHS: Final = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


def mend_workbook(data: bytes, sheet: str, cell: str, typed: str) -> bytes:
    """The workbook with the cell changed; raises ``UnmendableError``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheets = worksheets(archive)
            if sheet not in sheets:
                raise UnmendableError(message=f"这份台账里没有“{sheet}”这张表")
            roots = {name: parse_part(archive.read(part)) for name, part in sheets.items()}
            is_1904 = _is_1904(archive)
            styles = parse_part(archive.read(_STYLES)) if _STYLES in archive.namelist() else None
            tables = [each.get("ref", "") for each in tables_of(archive, sheets[sheet]).values()]
        _refuse(roots, sheet, cell, tables)
        found = _cell(roots[sheet], cell)
        _write(found, typed, _format(styles, found.get("s", "0")), is_1904=is_1904)
        return repack(data, {sheets[sheet]: spell_part(roots[sheet])})
    except (*DAMAGE, etree.XMLSyntaxError) as fault:
        raise UnmendableError(message="工作簿的结构不是通常的样子，这里改不了") from fault


def _is_1904(archive: zipfile.ZipFile) -> bool:
    book = parse_part(archive.read(BOOK)).find("{*}workbookPr")
    return book is not None and book.get("date1904", "0") in {"1", "true"}


def _refuse(roots: Mapping[str, etree._Element], sheet: str, cell: str, tables: Iterable[str]) -> None:
    """Raise ``UnmendableError`` where changing the cell would change, or belie, something else."""
    if not _CELL.fullmatch(cell):
        raise UnmendableError(message=f"“{cell}”不是一格的位置")
    formulas = [each for name, root in roots.items() for each in formulas_of(name, root)]
    for each in formulas:
        if each.sheet == sheet and (each.cell == cell or (each.covers and _is_in(cell, each.covers))):
            raise UnmendableError(message=f"{cell} 是公式算出来的，这里不改公式")
    if read := readers_of(cell, sheet, formulas):
        places = "、".join(f"{each.sheet}!{each.cell}" for each in read[:3])
        more = f"等 {len(read)} 格" if len(read) > 3 else ""  # noqa: PLR2004  as many as are named
        raise UnmendableError(message=f"{places}{more}的公式可能用到 {cell}，在这里改，公式的结果不会跟着变")
    for merged in roots[sheet].iter("{*}mergeCell"):
        area = merged.get("ref", "")
        if _is_in(cell, area) and not area.startswith(f"{cell}:"):
            raise UnmendableError(message=f"{cell} 在合并的单元格 {area} 里")
    if any(_is_in(cell, _first_row(area)) for area in tables):
        raise UnmendableError(message=f"{cell} 是“表格”的标题")


def _is_in(cell: str, area: str) -> bool:
    ends = [_CELL.fullmatch(each) for each in area.replace("$", "").split(":")]
    found = _CELL.fullmatch(cell)
    if found is None or not ends or None in ends:
        return False
    first, last = ends[0], ends[-1]
    return (
        first is not None
        and last is not None
        and column_number(first[1]) <= column_number(found[1]) <= column_number(last[1])
        and int(first[2]) <= int(found[2]) <= int(last[2])
    )


def _first_row(area: str) -> str:
    first, _, last = area.partition(":")
    row = re.sub("[A-Z]", "", first)
    return f"{first}:{re.sub('[0-9]', '', last)}{row}"


def _cell(root: etree._Element, cell: str) -> etree._Element:
    """The cell's element, made in its place where the sheet has none."""
    body = root.find("{*}sheetData")
    found = _CELL.fullmatch(cell)
    if body is None or found is None:
        raise UnmendableError(message="工作表里没有内容")
    space = etree.QName(body).namespace
    row = _in_order(body, f"{{{space}}}row", found[2], lambda each: int(each.get("r", "0")), int(found[2]))
    column = column_number(found[1])
    return _in_order(row, f"{{{space}}}c", cell, _column_of, column)


def _column_of(cell: etree._Element) -> int:
    found = _CELL.fullmatch(cell.get("r", ""))
    if found is None:
        raise UnmendableError(message="工作表里的格没有写明位置")
    return column_number(found[1])


def _in_order(
    parent: etree._Element, tag: str, name: str, place: Callable[[etree._Element], int], wanted: int
) -> etree._Element:
    """The child at a place, or a new one between those before and behind it."""
    for child in parent.iterfind(tag):
        at = place(child)
        if at == wanted:
            return child
        if at > wanted:
            made = etree.Element(tag, {"r": name})
            child.addprevious(made)
            return made
    return etree.SubElement(parent, tag, {"r": name})


def _format(styles: etree._Element | None, style: str) -> str:
    """Whether a look shows a ``day``, ``text``, or anything."""
    looks = None if styles is None else styles.find("{*}cellXfs")
    if styles is None or looks is None or not style.isdecimal() or int(style) >= len(looks):
        return ""
    number = int(looks[int(style)].get("numFmtId", "0"))
    if number == _TEXT:
        return "text"
    if number in _DAYS:
        return "day"
    codes = {each.get("numFmtId"): each.get("formatCode", "") for each in styles.iter("{*}numFmt")}
    code = _SPELT.sub("", codes.get(str(number), "")).lower()
    return "text" if code.strip() == "@" else "day" if {"y", "d"} & set(code) else ""


def _write(cell: etree._Element, typed: str, look: str, *, is_1904: bool) -> None:
    """Let a cell say what was typed: a number or a day where its look takes one, and text otherwise."""
    for child in list(cell):
        cell.remove(child)
    for name in ("t", "cm", "vm"):
        cell.attrib.pop(name, None)
    space = etree.QName(cell).namespace
    day = _day(typed)
    if look == "day" and day is not None and day > _EPOCHS[is_1904]:
        etree.SubElement(cell, f"{{{space}}}v").text = str((day - _EPOCHS[is_1904]).days)
    elif look != "text" and _NUMBER.fullmatch(typed):
        etree.SubElement(cell, f"{{{space}}}v").text = typed
    elif typed:
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{{{space}}}is"), f"{{{space}}}t")
        text.text = _NOT_XML.sub("", typed)
        text.set(_XML_SPACE, "preserve")


def _day(typed: str) -> date | None:
    found = _DAY.fullmatch(typed)
    if found is None:
        return None
    year, *parts = (int(each) for each in found.groups() if each)
    try:
        return date(year, *parts)
    except ValueError:
        return None
