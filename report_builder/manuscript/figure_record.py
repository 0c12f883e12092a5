"""The figures of a report as it was built ↔ the part of the Word file that remembers them.

An edited report can so be told from a stale one, and a deleted figure from one that never was. The part is a
custom XML part: Word, WPS and LibreOffice keep it and show nothing of it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lxml import etree

from report_builder.manuscript.shown_figures import ShownFigure

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMESPACE: Final = "urn:report-builder:figures"
RECORD_PART: Final = re.compile(r"customXml/item[0-9]+\.xml")
MAX_RECORD_BYTES: Final = 10_000_000

_N: Final = f"{{{NAMESPACE}}}"
_LARGEST_YEAR: Final = 9999


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose report of which year it is."""

    agency: str
    year: int


@dataclass(frozen=True, slots=True)
class FigureRecord:
    """What a report showed when it was built.

    ``figures`` are those that its data give, by their tags; ``shown`` counts how often each stands in the
    report, and ``passages`` are its paragraphs outside of tables with a figure's tag in its place.
    """

    origin: Origin
    figures: Mapping[str, ShownFigure]
    shown: Counter[str] = field(default_factory=Counter)
    passages: tuple[str, ...] = ()

    @property
    def texts(self) -> dict[str, str]:
        """The wording of every figure by its tag."""
        return {tag: figure.text for tag, figure in self.figures.items()}


def write_record(record: FigureRecord) -> bytes:
    """The part's bytes."""
    root = etree.Element(
        f"{_N}figures", {"agency": record.origin.agency, "year": str(record.origin.year)}, {None: NAMESPACE}
    )
    for tag, figure in record.figures.items():
        attributes = {"tag": tag, "name": figure.name, "shown": str(record.shown[tag])}
        etree.SubElement(root, f"{_N}figure", attributes).text = figure.text
    for passage in record.passages:
        etree.SubElement(root, f"{_N}passage").text = passage
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def read_record(data: bytes) -> FigureRecord | None:
    """The record in a custom XML part; ``None`` where the part is another program's or is damaged."""
    if NAMESPACE.encode() not in data:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    year = root.get("year", "")
    if root.tag != f"{_N}figures" or root.getroottree().docinfo.doctype or not year.isdecimal():
        return None
    found = [_figure(element) for element in root.iter(f"{_N}figure")]
    shown = Counter({figure.tag: times for figure, times in found})
    passages = tuple(element.text or "" for element in root.iter(f"{_N}passage"))
    origin = Origin(root.get("agency", ""), min(int(year[:5]), _LARGEST_YEAR))
    return FigureRecord(origin, {figure.tag: figure for figure, _ in found}, shown, passages)


def _figure(element: etree._Element) -> tuple[ShownFigure, int]:
    """A figure and how often it stands in the report."""
    times = element.get("shown", "")
    figure = ShownFigure(element.get("tag", ""), element.get("name", ""), element.text or "")
    return figure, int(times[:5]) if times.isascii() and times.isdigit() else 0
