"""Word's own charts and SmartArt drawings → what each says: nobody here draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.reports.report import InlinePicture
from report_builder.word.charts import read_chart, words_of_smart_art
from report_builder.word.packages import R, W
from report_builder.word.pictures import description_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from report_builder.word.packages import Package

_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_SMART_ART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_KINDS: Final = {"chart": "图表", "diagramData": "图形"}


def foreign_drawings(package: Package) -> dict[str, InlinePicture]:
    """What the document's charts and SmartArt drawings say, by the ids of their links."""
    links = package.relationships(package.main_part).items()
    return {
        name: told
        for name, each in links
        if each.kind in _KINDS and not each.external and (told := _read(package, each.kind, each.target))
    }


def _read(package: Package, kind: str, target: str) -> InlinePicture | None:
    root = package.xml(target)
    if root is None:
        return None
    if kind == "chart":
        chart = read_chart(root)
        return InlinePicture(chart.title, chart.rows)
    return InlinePicture("；".join(words_of_smart_art(root)), ())


def foreign_in(drawing: _Element, known: Mapping[str, InlinePicture]) -> Iterator[InlinePicture]:
    """Those that a drawing shows; one in a text box of it is the box's own."""
    for element in drawing.iter(_CHART, _SMART_ART):
        box = next(element.iterancestors(f"{W}txbxContent", str(drawing.tag)), None)
        link = element.get(f"{R}id") or element.get(f"{R}dm") or ""
        if box is drawing and link in known:
            told = known[link]
            described = description_of(next(drawing.iter(f"{_WP}docPr"), None))
            named = dict.fromkeys(filter(None, (described, told.description)))
            kind = "图形" if element.tag == _SMART_ART else "图表"
            yield InlinePicture("：".join(named) or kind, told.figures)
