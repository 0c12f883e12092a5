"""A filled Word document with marks around its figures → the same with a content control around each.

A control (内容控件, ECMA-376 17.5.2) is not seen in print, nor on the screen until one clicks into it: then
Word shows the figure's name above it. The tag is written twice: LibreOffice 7.4 keeps no tag, but it does
keep the name of the control's prompt.
"""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy
from itertools import count
from typing import TYPE_CHECKING, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree
from msgspec.structs import replace

from report_builder.manuscript.shown_figures import (
    CLOSING,
    MARKED_FIGURE,
    OPENING,
    without_figure_marks,
)
from report_builder.report_files import RECORD_NAMESPACE, TAG_PREFIX
from report_builder.reports.body import BodyReader, read_paragraph
from report_builder.reports.figure_record import FigureRecord, write_record
from report_builder.reports.report import Figure
from report_builder.word.packages import W
from report_builder.word.styles import HiddenText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument
    from lxml.etree import _Element

    from report_builder.reports.figure_record import ShownFigure


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


def set_figures(document: WordDocument, figures: Sequence[ShownFigure], record: FigureRecord) -> None:
    """Turn the document's marks into controls, and put in the record, with what the finished text shows."""
    root = document.element
    _ControlSetter(root, figures).set_all()
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


class _ControlSetter:
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
