"""The figures of a report as it was built ↔ the part of the Word file that remembers them.

An edited report can so be told from a stale one, and a deleted figure from one that never was. The part is a
custom XML part: Word, WPS and LibreOffice keep it and show nothing of it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

import msgspec
from lxml import etree
from msgspec import Struct, field

from report_builder.charted_figures import Chart
from report_builder.report_files import RECORD_NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Mapping


_N: Final = f"{{{RECORD_NAMESPACE}}}"
_LARGEST_YEAR: Final = 9999
_MOST_PASSAGES: Final = 5_000
_MOST_CHARTS: Final = 100
_MOST_PANELS: Final = 20
_MOST_LABELS: Final = 200
_MOST_SERIES: Final = 50
_LARGEST_COUNT: Final = 10**15
_FORMAT_NAME: Final = re.compile(r"[\w-]{1,64}")


class ShownFigure(Struct, frozen=True):
    """A figure as the report shows it: ``tag`` says what and how, ``name`` is what people call it."""

    tag: str
    name: str
    text: str


class Origin(Struct, frozen=True):
    """Whose report of which year it is."""

    agency: str
    year: int


class RecordedChart(Struct, frozen=True):
    """A chart (图解) by its title: the SHA-256 of its picture, its figures in words, and what was drawn."""

    title: str
    digest: str
    alternative: str
    chart: Chart | None = None

    def shows_the_same(self, other: RecordedChart) -> bool:
        """Whether both are the same picture of the same figures; an older record has no more than these."""
        return (self.digest, self.alternative) == (other.digest, other.alternative)


class FigureRecord(Struct, frozen=True):
    """What a report showed when it was built.

    ``figures`` are those that its data give, by their tags; ``shown`` counts how often each stands in the
    report, and ``passages`` are its paragraphs, those of tables too, with a figure's tag in its place.
    ``rewordings`` are passages that a refresh would have liked to reword, as they stood and as they should
    stand; ``format_name`` is the format that the settings named, if they named one.
    """

    origin: Origin
    figures: Mapping[str, ShownFigure]
    shown: Counter[str] = field(default_factory=Counter)
    passages: tuple[str, ...] = ()
    rewordings: tuple[tuple[str, str], ...] = ()
    format_name: str = ""
    charts: tuple[RecordedChart, ...] = ()

    @property
    def texts(self) -> dict[str, str]:
        """The wording of every figure by its tag."""
        return {tag: figure.text for tag, figure in self.figures.items()}


def write_record(record: FigureRecord) -> bytes:
    """The part's bytes."""
    origin = {"agency": record.origin.agency, "year": str(record.origin.year)}
    if record.format_name:
        origin["format"] = record.format_name
    root = etree.Element(f"{_N}figures", origin, {None: RECORD_NAMESPACE})
    for tag, figure in record.figures.items():
        attributes = {"tag": tag, "name": figure.name, "shown": str(record.shown[tag])}
        etree.SubElement(root, f"{_N}figure", attributes).text = figure.text
    for passage in record.passages:
        etree.SubElement(root, f"{_N}passage").text = passage
    for passage, wording in record.rewordings:
        etree.SubElement(root, f"{_N}rewording", {"of": passage}).text = wording
    for chart in record.charts:
        attributes = {"title": chart.title, "sha256": chart.digest}
        element = etree.SubElement(root, f"{_N}chart", attributes)
        element.text = chart.alternative
        if chart.chart is not None:
            # In plain letters: a label may hold characters that XML does not.
            etree.SubElement(element, f"{_N}drawn").text = json.dumps(msgspec.to_builtins(chart.chart))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def read_record(data: bytes) -> FigureRecord | None:
    """The record in a custom XML part; ``None`` where the part is another program's or is damaged."""
    if RECORD_NAMESPACE.encode() not in data:
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
    passages = tuple(element.text or "" for element in islice(root.iter(f"{_N}passage"), _MOST_PASSAGES))
    rewordings = tuple(
        (element.get("of", ""), element.text or "")
        for element in islice(root.iter(f"{_N}rewording"), _MOST_PASSAGES)
    )
    charts = tuple(
        RecordedChart(
            element.get("title", ""), element.get("sha256", ""), element.text or "", _chart(element)
        )
        for element in islice(root.iter(f"{_N}chart"), _MOST_CHARTS)
    )
    origin = Origin(root.get("agency", ""), min(int(year[:5]), _LARGEST_YEAR))
    figures = {figure.tag: figure for figure, _ in found}
    # A file from elsewhere must not lead to a folder of its own choice.
    format_name = root.get("format", "") if _FORMAT_NAME.fullmatch(root.get("format", "")) else ""
    return FigureRecord(origin, figures, shown, passages, rewordings, format_name, charts)


def _chart(element: etree._Element) -> Chart | None:
    """What was drawn, where the record says so and it can be drawn again."""
    try:
        chart = msgspec.json.decode(element.findtext(f"{_N}drawn") or "null", type=Chart | None)
    except (msgspec.DecodeError, RecursionError):
        return None
    return chart if chart is not None and _can_be_drawn(chart) else None


def _can_be_drawn(chart: Chart) -> bool:
    """Whether a chart is of the kind that the program makes: few bars, none of them endless."""
    series = [one for panel in chart.panels for one in panel.series]
    return (
        0 < len(chart.panels) <= _MOST_PANELS
        and all(0 < len(panel.labels) <= _MOST_LABELS and panel.series for panel in chart.panels)
        and len(series) <= _MOST_SERIES
        and all(len(one.values) == len(panel.labels) for panel in chart.panels for one in panel.series)
        and all(value is None or 0 <= value <= _LARGEST_COUNT for one in series for value in one.values)
    )


def _figure(element: etree._Element) -> tuple[ShownFigure, int]:
    """A figure and how often it stands in the report."""
    times = element.get("shown", "")
    figure = ShownFigure(element.get("tag", ""), element.get("name", ""), element.text or "")
    return figure, int(times[:5]) if times.isascii() and times.isdigit() else 0
