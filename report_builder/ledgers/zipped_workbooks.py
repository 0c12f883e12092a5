"""The zip container of .xlsx and .ods → surveys of its sheets, with its expansion bounded."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final

from lxml import etree

from report_builder.ledgers.cells import UNKNOWN_ERROR, UNSAVED_FORMULA
from report_builder.ledgers.surveys import Survey, WorkbookFaultError, broken, encrypted

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_EXPANDED_BYTES: Final = 150_000_000
MAX_PARTS: Final = 5_000

_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def survey_zip(content: bytes) -> tuple[Survey, ...]:
    """The sheets of an .xlsx or .ods; raises ``WorkbookFaultError`` for one that must stay shut."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            _check_expansion(parts)
            names = set(parts.namelist())
            if "xl/workbook.xml" in names:
                return tuple(_survey_xlsx(parts))
            if "content.xml" in names:
                return tuple(_survey_ods(parts))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, ValueError) as fault:
        raise broken(what="文件不完整或已损坏") from fault
    except etree.XMLSyntaxError as fault:
        raise broken(what="文件内部的表格内容已损坏") from fault
    raise broken(what="它不是表格文件")


def _check_expansion(parts: zipfile.ZipFile) -> None:
    members = parts.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise encrypted()
    if len({member.filename.lower() for member in members}) < len(members):
        raise broken(what="文件内部有重名的部分")
    if len(members) > MAX_PARTS or sum(member.file_size for member in members) > MAX_EXPANDED_BYTES:
        raise WorkbookFaultError(
            code="file.too_large",
            message="展开后的内容过大，没有打开",
            remedy="请删去台账里的图片和多余的格式，或拆成几个文件",
        )
    # A member that expands beyond what the directory says fails its check sum here, before calamine sees it.
    for member in members:
        if member.filename.endswith(".xml"):
            parts.read(member)


def _elements(parts: zipfile.ZipFile, name: str, *tags: str) -> Iterator[etree._Element]:
    """The elements of a part with these local names as they end, dropped once they have been looked at.

    Local names only: calamine does not look at namespaces either, and must not see more than is seen here.
    """
    with parts.open(name) as stream:
        events = etree.iterparse(
            stream,
            events=("end",),
            tag=[f"{{*}}{tag}" for tag in tags],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        )
        for _, element in events:
            yield element
            element.clear(keep_tail=False)
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name; empty where absent."""
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), ""
    )


def _survey_xlsx(parts: zipfile.ZipFile) -> Iterator[Survey]:
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in _elements(parts, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    present = {name.lower(): name for name in parts.namelist()}
    for sheet in _elements(parts, "xl/workbook.xml", "sheet"):
        part = posixpath.normpath(posixpath.join("/xl", targets.get(_attribute(sheet, "id"), "")))
        name = present.get(part.lower().lstrip("/"))
        if name is not None:
            yield _survey_worksheet(parts, name, Survey(sheet.get("name", "")))


def _survey_worksheet(parts: zipfile.ZipFile, part: str, survey: Survey) -> Survey:
    row, column, parent = -1, -1, None
    for cell in _elements(parts, part, "c"):
        if cell.getparent() is not parent:
            parent = cell.getparent()
            row, column = _row_index(parent, row + 1), -1
        at, column = _address(cell, row, column + 1)
        if len(cell):
            survey.reach(at, column)
            if fault := _formula_fault(cell):
                survey.fault(at, column, fault)
    return survey


def _address(cell: etree._Element, row: int, column: int) -> tuple[int, int]:
    """Row and column of a cell; a writer may leave addresses out, and then cells follow one another."""
    written = cell.get("r", "")
    if not written:
        return row, column
    address = _ADDRESS.fullmatch(written)
    if address is None:
        raise broken(what="文件内部有不成样子的单元格地址")
    return int(address[2]) - 1, _column_index(address[1])


def _row_index(row: etree._Element | None, otherwise: int) -> int:
    number = "" if row is None else row.get("r", "")
    return int(number) - 1 if number.isdecimal() else otherwise


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _formula_fault(cell: etree._Element) -> str:
    values = {etree.QName(child).localname: child.text for child in cell if isinstance(child.tag, str)}
    if cell.get("t") == "e":
        return values.get("v") or UNKNOWN_ERROR
    # A formula that another program wrote without calculating; an empty text is a result (t="str").
    unsaved = "f" in values and values.get("v") is None and cell.get("t") != "str"
    return UNSAVED_FORMULA if unsaved else ""


def _survey_ods(parts: zipfile.ZipFile) -> Iterator[Survey]:
    if b"encryption-data" in parts.read("META-INF/manifest.xml"):
        raise encrypted()
    survey, row = None, 0
    for element in _elements(parts, "content.xml", "table", "table-row"):
        if etree.QName(element).localname == "table":
            yield survey or Survey(_attribute(element, "name"))
            survey = None
            continue
        if survey is None:
            survey, row = Survey(_sheet_name(element)), 0
        repeated = _repeated(element, "rows")
        _survey_ods_row(element, row, repeated, survey)
        row += repeated


def _sheet_name(row: etree._Element) -> str:
    return next((_attribute(table, "name") for table in row.iterancestors("{*}table")), "")


def _survey_ods_row(element: etree._Element, row: int, repeated: int, survey: Survey) -> None:
    column = 0
    for cell in element.iterchildren("{*}table-cell", "{*}covered-table-cell"):
        width = _repeated(cell, "columns")
        kinds = {str(value) for key, value in cell.attrib.items() if str(key).endswith("}value-type")}
        if kinds or len(cell):
            survey.reach(row + repeated - 1, column + width - 1)
        if "error" in kinds:
            survey.fault(row, column, "".join(str(part) for part in cell.itertext()).strip())
        column += width


def _repeated(element: etree._Element, what: str) -> int:
    return max(1, int(_attribute(element, f"number-{what}-repeated") or 1))
