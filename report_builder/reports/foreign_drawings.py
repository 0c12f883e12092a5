"""Word's own charts and SmartArt drawings → what each says: nobody here draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.reports.report import InlinePicture
from report_builder.word.charts import read_chart, words_of_smart_art
from report_builder.word.packages import R, W
from report_builder.word.pictures import description_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from report_builder.word.packages import Package

_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_SMART_ART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


class ForeignDrawings(Struct, frozen=True):
    """The charts and SmartArt drawings of a document; without its package none is found."""

    package: Package | None = None

    def shown_by(self, drawing: _Element) -> Iterator[InlinePicture]:
        """Those that a drawing shows; one in a text box of it is the box's own."""
        for element in drawing.iter(_CHART, _SMART_ART):
            if next(element.iterancestors(f"{W}txbxContent", str(drawing.tag)), None) is drawing:
                yield self._told(drawing, element)

    def _told(self, drawing: _Element, element: _Element) -> InlinePicture:
        """What its part says, with its alternative text where it has one."""
        root = self._part(element.get(f"{R}id") or element.get(f"{R}dm") or "")
        kind, said = "图表", ""
        figures: tuple[tuple[str, ...], ...] = ()
        if element.tag == _SMART_ART:
            kind, said = "图形", "" if root is None else "；".join(words_of_smart_art(root))
        elif root is not None:
            chart = read_chart(root)
            said, figures = chart.title, chart.rows
        described = description_of(next(drawing.iter(f"{_WP}docPr"), None))
        return InlinePicture("：".join(dict.fromkeys(filter(None, (described, said)))) or kind, figures)

    def _part(self, link_id: str) -> _Element | None:
        if self.package is None:
            return None
        link = self.package.relationships(self.package.main_part).get(link_id)
        return None if link is None or link.external else self.package.xml(link.target)
