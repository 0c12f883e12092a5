"""A filled Word file with marks around its figures → the same with a content control around each.

A control (内容控件, ECMA-376 17.5.2) is not seen in print, nor on the screen until one clicks into it: then
Word shows the figure's name above it. The tag is written twice: LibreOffice 7.4 keeps no tag, but it does
keep the name of the control's prompt.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from copy import deepcopy
from itertools import count
from typing import TYPE_CHECKING, Final

from lxml import etree

from report_builder.manuscript.edited_reports import DOCUMENT, FOOTNOTES
from report_builder.manuscript.edited_text import TAG_PREFIX, read_text
from report_builder.manuscript.shown_figures import (
    CLOSING,
    MARKED_FIGURE,
    OPENING,
    ShownFigure,
    without_figure_marks,
)
from report_builder.manuscript.templates import W
from report_builder.report_files import RECORD_NAMESPACE
from report_builder.reports.figure_record import FigureRecord, Origin, write_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

_LONGEST_NAME: Final = 64
_FIRST_ID: Final = 20_000
_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_WHOLE_FIGURE: Final = re.compile(f"({OPENING}[0-9]+[^{CLOSING}]*{CLOSING})")

_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_DOCUMENT_RELATIONS: Final = "word/_rels/document.xml.rels"
_CONTENT_TYPES: Final = "[Content_Types].xml"
# Any number will do that no other program gives its own parts.
_ITEM_ID: Final = "{6F0D2C1E-41B7-4B1F-9E0A-2D5C7A90B3E4}"
_PROPERTIES: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    f'<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="{_OFFICE}/customXml"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{RECORD_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)
_PROPERTIES_RELATION: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/relationships/customXmlProps" Target="itemProps{{number}}.xml"/></Relationships>'
)


def with_controls(
    docx: bytes,
    figures: Sequence[ShownFigure],
    unshown: Sequence[ShownFigure],
    origin: Origin,
    format_name: str = "",
) -> bytes:
    """The file with its marks turned into controls, and with a record of what they show."""
    with zipfile.ZipFile(io.BytesIO(docx)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    document = etree.fromstring(parts[DOCUMENT])
    _Setter(document, figures).set_all()
    parts[DOCUMENT] = _bytes(document)
    _attach(parts, _record(parts, [*figures, *unshown], origin, format_name))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return made.getvalue()


def _record(
    parts: Mapping[str, bytes], figures: Sequence[ShownFigure], origin: Origin, format_name: str
) -> FigureRecord:
    """What the finished text shows."""
    read = read_text(parts[DOCUMENT], "")
    notes = read_text(parts[FOOTNOTES], "").paragraphs if FOOTNOTES in parts else ()
    shown = Counter(control.tag for control in read.controls)
    passages = tuple(filter(str.strip, (*read.paragraphs, *notes)))
    return FigureRecord(
        origin, {figure.tag: figure for figure in figures}, shown, passages, format_name=format_name
    )


class _Setter:
    """Sets controls in a text; ``ids`` numbers them."""

    def __init__(self, document: _Element, figures: Sequence[ShownFigure]) -> None:
        self.document = document
        self.figures = figures
        taken = {element.get(f"{W}val") for element in document.iter(f"{W}id")}
        self.ids = (number for number in count(_FIRST_ID) if str(number) not in taken)

    def set_all(self) -> None:
        """Part every run that holds a figure."""
        for run in [text.getparent() for text in self.document.iter(f"{W}t") if OPENING in (text.text or "")]:
            parent = None if run is None else run.getparent()
            if run is not None and parent is not None:  # a run of two figures is parted once
                place = parent.index(run)
                parent[place : place + 1] = list(self._parted(run))

    def _parted(self, run: _Element) -> Iterator[_Element]:
        """The run as runs and controls, in their order."""
        properties = run.find(f"{W}rPr")
        current = _like(run, properties)
        for child in run:
            if child is properties:
                continue
            if child.tag != f"{W}t":
                current.append(deepcopy(child))
                continue
            for piece in filter(None, _WHOLE_FIGURE.split(child.text or "")):
                figure = self._figure(piece)
                if figure is None:
                    current.append(_text(without_figure_marks(piece)))
                    continue
                if len(current) > (properties is not None):
                    yield current
                    current = _like(run, properties)
                yield self._control(figure, _like(run, properties))
        if len(current) > (properties is not None):
            yield current

    def _figure(self, piece: str) -> ShownFigure | None:
        """The figure between a piece's marks, if it is what the marks say."""
        match = MARKED_FIGURE.fullmatch(piece)
        number = int(match[1]) if match else len(self.figures)
        figure = self.figures[number] if number < len(self.figures) else None
        return figure if figure and match and figure.text == match[2] else None

    def _control(self, figure: ShownFigure, run: _Element) -> _Element:
        """A control around a run of its own; its children in the order that the schema asks for."""
        run.append(_text(figure.text))
        control = etree.Element(f"{W}sdt")
        properties = etree.SubElement(control, f"{W}sdtPr")
        tag = TAG_PREFIX + figure.tag
        for name, value in (("alias", figure.name[:_LONGEST_NAME]), ("tag", tag), ("id", next(self.ids))):
            etree.SubElement(properties, f"{W}{name}").set(f"{W}val", str(value))
        prompt = etree.SubElement(properties, f"{W}placeholder")
        etree.SubElement(prompt, f"{W}docPart").set(f"{W}val", tag)
        etree.SubElement(control, f"{W}sdtContent").append(run)
        return control


def _like(run: _Element, properties: _Element | None) -> _Element:
    """An empty run that looks like another."""
    made = etree.Element(run.tag, dict(run.attrib))
    if properties is not None:
        made.append(deepcopy(properties))
    return made


def _text(text: str) -> _Element:
    element = etree.Element(f"{W}t")
    element.set(_XML_SPACE, "preserve")
    element.text = text
    return element


def _attach(parts: dict[str, bytes], record: FigureRecord) -> None:
    """Put the record among the parts, under a number that the template does not use."""
    number = next(each for each in count(1) if f"customXml/item{each}.xml" not in parts)
    part = f"customXml/item{number}.xml"
    parts[part] = write_record(record)
    parts[f"customXml/itemProps{number}.xml"] = _PROPERTIES.encode()
    parts[f"customXml/_rels/item{number}.xml.rels"] = _PROPERTIES_RELATION.format(number=number).encode()
    relations = etree.fromstring(parts[_DOCUMENT_RELATIONS])
    taken = {relation.get("Id") for relation in relations}
    relation = {
        "Id": next(f"rIdFigures{each}" for each in count(1) if f"rIdFigures{each}" not in taken),
        "Type": f"{_OFFICE}/relationships/customXml",
        "Target": f"../{part}",
    }
    etree.SubElement(relations, f"{{{_RELATIONS}}}Relationship", relation)
    parts[_DOCUMENT_RELATIONS] = _bytes(relations)
    parts[_CONTENT_TYPES] = _bytes(_typed(parts, number))


def _typed(parts: Mapping[str, bytes], number: int) -> _Element:
    """The list of the parts' kinds with those of the record."""
    types = etree.fromstring(parts[_CONTENT_TYPES])
    if all(each.get("Extension") != "xml" for each in types):
        default = etree.Element(
            f"{{{_TYPES}}}Default", {"Extension": "xml", "ContentType": "application/xml"}
        )
        types.insert(0, default)
    properties = {
        "PartName": f"/customXml/itemProps{number}.xml",
        "ContentType": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    }
    etree.SubElement(types, f"{{{_TYPES}}}Override", properties)
    return types


def _bytes(root: _Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
