"""A part of an Office file (.docx, .xlsx) ↔ its XML, and the parts that it links to."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    import zipfile

BOOK: Final = "xl/workbook.xml"


def parse_part(data: bytes) -> etree._Element:
    """Its root, with no entity resolved and nothing fetched; raises ``etree.XMLSyntaxError``."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def spell_part(root: etree._Element) -> bytes:
    """The part as it is written: the same tree, the same bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def linked_parts(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """The parts of the same file that a part links to, by the links' identifiers (ECMA-376, part 2, 6.5)."""
    folder, name = posixpath.split(part)
    links = posixpath.join(folder, "_rels", f"{name}.rels")
    if links not in archive.namelist():
        return {}
    return {
        each.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip(
            "/"
        )
        for each in parse_part(archive.read(links)).iter("{*}Relationship")
        if each.get("TargetMode") != "External"
    }


def worksheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The parts of a workbook's sheets, by the names of the sheets."""
    links = linked_parts(archive, BOOK)
    found = {}
    for each in parse_part(archive.read(BOOK)).iter("{*}sheet"):
        link = next((value for key, value in each.attrib.items() if str(key).endswith("}id")), "")
        part = links.get(str(link), "")  # of one of two namespaces: the strict kind has its own
        if part in archive.namelist():
            found[each.get("name", "")] = part
    return found


def tables_of(archive: zipfile.ZipFile, sheet: str) -> dict[str, etree._Element]:
    """The tables that the owner of a sheet has made in it, by their parts; ``sheet`` is the sheet's part."""
    names = [name for name in linked_parts(archive, sheet).values() if name in archive.namelist()]
    return {
        name: parse_part(archive.read(name)) for name in names if posixpath.dirname(name).endswith("tables")
    }
