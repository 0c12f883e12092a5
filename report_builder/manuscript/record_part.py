"""A finished Word document and what is known of its figures → the same with the part that remembers them."""

from __future__ import annotations

import re
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree
from msgspec.structs import replace

from report_builder.manuscript.shown_figures import (
    CLOSING,
    OPENING,
)
from report_builder.report_files import RECORD_NAMESPACE
from report_builder.reports.body import BodyReader, read_paragraph
from report_builder.reports.figure_record import FigureRecord, write_record
from report_builder.reports.report import Figure
from report_builder.word.packages import W
from report_builder.word.styles import HiddenText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument


_LONGEST_NAME: Final = 64
_FIRST_ID: Final = 20_000
_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_WHOLE_FIGURE: Final = re.compile(f"({OPENING}[0-9]+[^{CLOSING}]*{CLOSING})")

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
# Any number will do that no other program gives its own parts.
_ITEM_ID: Final = "{6F0D2C1E-41B7-4B1F-9E0A-2D5C7A90B3E4}"
_PROPERTIES: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    f'<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="{_OFFICE}/customXml"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{RECORD_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)
_RECORD_TYPE: Final = "application/xml"
_PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def attach_record(document: WordDocument, record: FigureRecord) -> None:
    """Put in the record, with what the finished text shows."""
    root = document.element
    reader = BodyReader(record.origin.agency)
    reader.read(root, root.body)
    body = tuple(reader.finished())
    shown = Counter(each.tag for line in body for each in line.inlines if isinstance(each, Figure))
    passages = (*(line.passage for line in body), *_notes(document))
    _attach(document, replace(record, shown=shown, passages=tuple(filter(str.strip, passages))))


def _notes(document: WordDocument) -> Iterator[str]:
    """The paragraphs of the document's footnotes."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            root = etree.fromstring(relation.target_part.blob)
            yield from (read_paragraph(each, HiddenText()) for each in root.iter(f"{W}p"))


def _attach(document: WordDocument, record: FigureRecord) -> None:
    """Put the record among the parts, under a number that the template does not use."""
    package = document.part.package
    taken = {str(part.partname) for part in package.iter_parts()}
    number = next(each for each in count(1) if f"/customXml/item{each}.xml" not in taken)
    part = Part(PackURI(f"/customXml/item{number}.xml"), _RECORD_TYPE, write_record(record), package)
    described = PackURI(f"/customXml/itemProps{number}.xml")
    part.relate_to(
        Part(described, _PROPERTIES_TYPE, _PROPERTIES.encode(), package),
        f"{_OFFICE}/relationships/customXmlProps",
    )
    document.part.relate_to(part, f"{_OFFICE}/relationships/customXml")
