"""A filled Word document with marked looks in its text → the same: letters raised, links and notes set."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from report_builder.manuscript.footnotes import Footnotes
from report_builder.manuscript.marks import MARKS, PieceLook, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from lxml.etree import _Element


_SPACES: Final = nsdecls("w")


def set_looks(document: Document) -> None:
    """Part every run where its letters are raised, lowered or a note's."""
    notes = Footnotes(document)
    marked = [text.getparent() for text in document.element.body.iter(qn("w:t")) if _has_marks(text)]
    links: dict[str, str] = {}
    for run in dict.fromkeys(marked):
        parent = None if run is None else run.getparent()
        if run is not None and parent is not None:
            place = parent.index(run)
            parent[place : place + 1] = list(_parted(run, notes, links))
    notes.write()


def _has_marks(text: _Element) -> bool:
    return any(mark in (text.text or "") for mark in MARKS)


def _parted(run: _Element, notes: Footnotes, links: dict[str, str]) -> Iterator[_Element]:
    """The run as runs of one look each, in their order."""
    properties = run.find(qn("w:rPr"))
    for child in run:
        if child is properties:
            continue
        if child.tag != qn("w:t"):
            yield _like(properties, deepcopy(child))
            continue
        for piece in pieces(child.text or ""):
            if piece.look is PieceLook.NOTE:
                yield notes.refer(properties, piece.text)
            elif piece.look is PieceLook.LINK:
                yield _link(_like(properties, _text(piece.text)), piece.address, notes.document, links)
            else:
                yield _set(_like(properties, _text(piece.text)), piece.look)


def _like(properties: _Element | None, content: _Element) -> Any:  # noqa: ANN401 - python-docx's element classes
    """A run that looks like another."""
    made: Any = parse_xml(f"<w:r {_SPACES}/>")
    if properties is not None:
        made.append(deepcopy(properties))
    made.append(content)
    return made


def _set(run: Any, look: PieceLook) -> Any:  # noqa: ANN401 - as above
    if look is PieceLook.RAISED:
        run.get_or_add_rPr().superscript = True
    elif look is PieceLook.LOWERED:
        run.get_or_add_rPr().subscript = True
    return run


def _link(run: _Element, address: str, document: Document, links: dict[str, str]) -> _Element:
    """The run in a hyperlink (ECMA-376 17.16.22); ``links`` are the ids of the addresses so far."""
    if address not in links:
        links[address] = document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    made: _Element = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{links[address]}"/>')
    made.append(run)
    return made


def _text(text: str) -> _Element:
    made: _Element = parse_xml(f'<w:t {_SPACES} xml:space="preserve"/>')
    made.text = text
    return made
