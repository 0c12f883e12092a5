"""A filled Word document and its kept texts → the same with the texts: figures, scripts, notes, links.

A figure stands in a control (内容控件, ECMA-376 17.5.2), which is not seen in print, nor on the screen until
one clicks into it: then Word shows the figure's name above it. The tag is written twice: LibreOffice 7.4
keeps no tag, but it does keep the name of the control's prompt.
"""

from __future__ import annotations

from copy import deepcopy
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from report_builder.manuscript.footnotes import Footnotes
from report_builder.manuscript.inlines import Script, WebLink
from report_builder.manuscript.kept_texts import OPENING
from report_builder.report_files import TAG_PREFIX
from report_builder.reports.figure_record import ShownFigure
from report_builder.reports.report import Note, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.document import Document
    from lxml.etree import _Element

    from report_builder.manuscript.inlines import Letters
    from report_builder.manuscript.kept_texts import KeptTexts

_LONGEST_NAME: Final = 64
_FIRST_ID: Final = 20_000
_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def set_inlines(document: Document, kept: KeptTexts) -> None:
    """Put every kept text where its name stands, in the look of the run around it."""
    setter = _InlineSetter(document, kept)
    named = (text for text in document.element.iter(qn("w:t")) if OPENING in (text.text or ""))
    for run in dict.fromkeys([text.getparent() for text in named]):
        parent = None if run is None else run.getparent()
        if run is not None and parent is not None:
            place = parent.index(run)
            parent[place : place + 1] = list(setter.parts_of(run))
    setter.notes.write()


class _InlineSetter:
    """Sets the texts of one document; ``ids`` numbers controls, ``links`` are the ids of addresses so far."""

    def __init__(self, document: Document, kept: KeptTexts) -> None:
        self.document = document
        self.kept = kept
        self.notes = Footnotes(document)
        self.links: dict[str, str] = {}
        taken = {element.get(qn("w:val")) for element in document.element.iter(qn("w:id"))}
        self.ids = (number for number in count(_FIRST_ID) if str(number) not in taken)

    def parts_of(self, run: _Element) -> Iterator[_Element]:
        """A run as runs, controls, references and links, in their order."""
        properties = run.find(qn("w:rPr"))
        current = _like(properties)
        for child in run:
            if child is properties:
                continue
            if child.tag != qn("w:t"):
                current.append(deepcopy(child))
                continue
            for inline in self.kept.texts_in(child.text or ""):
                if isinstance(inline, Text):
                    current.append(_text(inline.text))
                    continue
                if len(current) > (properties is not None):
                    yield current
                    current = _like(properties)
                yield from self._set(inline, properties)
        if len(current) > (properties is not None):
            yield current

    def _set(
        self, inline: ShownFigure | Note | Script | WebLink, properties: _Element | None
    ) -> Iterator[_Element]:
        match inline:
            case ShownFigure():
                yield self._control(inline, properties)
            case Note():
                yield self.notes.refer(properties, inline.text)
            case Script():
                yield from self._letters(inline.letters, _scripted(properties, is_raised=inline.is_raised))
            case WebLink():
                link = self._link(inline.address)
                link.extend(self._letters(inline.letters, properties))
                yield link

    def _letters(self, letters: Iterable[Letters], properties: _Element | None) -> Iterator[_Element]:
        for each in letters:
            if isinstance(each, ShownFigure):
                yield self._control(each, properties)
            else:
                run = _like(properties)
                run.append(_text(each.text))
                yield run

    def _control(self, figure: ShownFigure, look: _Element | None) -> _Element:
        """A control around a run of its own; its children in the order that the schema asks for."""
        run = _like(look)
        run.append(_text(figure.text))
        control = etree.Element(qn("w:sdt"))
        properties = etree.SubElement(control, qn("w:sdtPr"))
        tag = TAG_PREFIX + figure.tag
        for name, value in (("alias", figure.name[:_LONGEST_NAME]), ("tag", tag), ("id", next(self.ids))):
            etree.SubElement(properties, qn(f"w:{name}")).set(qn("w:val"), str(value))
        prompt = etree.SubElement(properties, qn("w:placeholder"))
        etree.SubElement(prompt, qn("w:docPart")).set(qn("w:val"), tag)
        etree.SubElement(control, qn("w:sdtContent")).append(run)
        return control

    def _link(self, address: str) -> _Element:
        """A hyperlink (ECMA-376 17.16.22) that holds nothing yet."""
        if address not in self.links:
            relate = self.document.part.relate_to
            self.links[address] = relate(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        made: _Element = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{self.links[address]}"/>')
        return made


def _scripted(properties: _Element | None, *, is_raised: bool) -> _Element:
    """The look of a run whose letters are raised or lowered."""
    run = _like(properties)
    look = run.get_or_add_rPr()
    if is_raised:
        look.superscript = True
    else:
        look.subscript = True
    scripted: _Element = look
    return scripted


def _like(properties: _Element | None) -> Any:  # noqa: ANN401 - python-docx's element classes
    """An empty run that looks like another."""
    made: Any = parse_xml(f"<w:r {nsdecls('w')}/>")
    if properties is not None:
        made.append(deepcopy(properties))
    return made


def _text(text: str) -> _Element:
    element = etree.Element(qn("w:t"))
    element.set(_XML_SPACE, "preserve")
    element.text = text
    return element
