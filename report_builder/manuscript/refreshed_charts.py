"""The charts of a refreshed report and those drawn from the data now → the same pictures with new figures.

A picture is known by its bytes: Word, WPS and LibreOffice keep them, wherever it is moved to. One that was
replaced or compressed by hand, or whose chart has another shape now, is left and named.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Finding, Place, Severity
from report_builder.manuscript.kept_texts import clean
from report_builder.reports.figure_record import RecordedChart
from report_builder.word.xml_text import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_builder.charted_figures import DrawnChart
    from report_builder.word.packages import Package

_MEDIA: Final = "word/media/"
_PNG_SIZE: Final = slice(16, 24)  # width and height in the header (PNG, 11.2.2)


class Redrawn(Struct, frozen=True):
    """The text with new alternative texts, the new pictures by their parts, and the record of both."""

    document: bytes
    pictures: Mapping[str, bytes]
    charts: tuple[RecordedChart, ...]
    findings: tuple[Finding, ...]


def redraw_charts(
    package: Package, document: bytes, old: Sequence[RecordedChart], charts: Sequence[DrawnChart]
) -> Redrawn:
    """Put each chart whose figures changed in the place of the picture that it was."""
    pictures: dict[str, bytes] = {}
    kept, done, left = [], [], [each.title for each in charts if each.title not in {one.title for one in old}]
    drawn = {chart.title: chart for chart in charts}
    parts = _media(package) if old else {}
    for each in old:
        chart, picture = drawn.get(each.title), parts.get(each.digest)
        now = recorded_chart(chart) if chart else each
        was, becomes = _description(each), _description(now)
        is_new = not now.shows_the_same(each)
        if chart and picture and is_new and was in document and _same_shape(package, picture, chart.png):
            document = document.replace(was, becomes)
            pictures[picture] = chart.png
            done.append(each.title)
        elif chart is None or is_new:
            left.append(each.title)
            now = each
        kept.append(now)
    return Redrawn(document, pictures, tuple(kept), _tell(package.name, done, left))


def recorded_chart(chart: DrawnChart) -> RecordedChart:
    """What a report remembers of a chart."""
    digest = sha256(chart.png).hexdigest()
    return RecordedChart(chart.title, digest, clean(chart.alternative), chart.chart)


def _description(chart: RecordedChart) -> bytes:
    """The alternative text as it stands in the text's part."""
    return 'descr="{}"'.format(escape(chart.alternative).replace('"', "&quot;")).encode()


def _media(package: Package) -> dict[str, str]:
    """The pictures' parts by their digests."""
    names = [name for name in package.names() if name.startswith(_MEDIA)]
    return {sha256(package.file(name) or b"").hexdigest(): name for name in names}


def _same_shape(package: Package, picture: str, png: bytes) -> bool:
    """Whether the new picture fills the old one's frame without being stretched."""
    return (package.file(picture) or b"")[_PNG_SIZE] == png[_PNG_SIZE]


def _tell(name: str, done: Sequence[str], left: Sequence[str]) -> tuple[Finding, ...]:
    findings = []
    if done:
        message = f"图解中的“{'”、“'.join(done)}”已按现在的数重画"
        findings.append(Finding("refresh.charts_redrawn", Severity.NOTICE, Place(name), message))
    if left:
        message = f"图解中的“{'”、“'.join(left)}”没有重画，报告里还是原来的图"
        remedy = "请运行 report-builder build 重新生成，从新的报告里把图解复制过来"
        findings.append(Finding("refresh.charts", Severity.WARNING, Place(name), message, remedy=remedy))
    return tuple(findings)
