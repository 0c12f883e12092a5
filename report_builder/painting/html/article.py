"""The blocks of a report → an article: headings, text, lists, tables, figures, and its notes at the end."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from report_builder.painting.html.blocks import FigureBlock, HeadingBlock, ListBlock, TextBlock, blocks_of
from report_builder.painting.html.charts import add_chart, figures_table
from report_builder.painting.html.elements import add, element
from report_builder.painting.html.inlines import InlineWriter
from report_builder.painting.html.shown_pictures import ShownPictures
from report_builder.painting.html.tables import write_table
from report_builder.reports.report import InlinePicture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from report_builder.painting.html.blocks import Block, TableBlock
    from report_builder.reports.report import Paragraph, Report
    from report_builder.typesetting.placed.pages import Pages

_ALIGNMENTS: Final = {"right": "right", "end": "right", "center": "middle"}
_DEEPEST: Final = 6


class ArticleWriter:
    """Writes a report; one that is ``plain`` is to stand among another page's looks.

    Without looks of its own a list would show its numbers twice, so one that writes them itself is left as
    paragraphs there.
    """

    def __init__(self, report: Report, pages: Pages, *, plain: bool = False) -> None:
        self.blocks = blocks_of(report)
        self.inlines = InlineWriter(ShownPictures(pages))
        self.plain = plain
        recorded = report.record.charts if report.record else ()
        self.charts = {each.digest: each.chart for each in recorded if each.chart}
        self.drawn = 0

    def write(self) -> Iterator[etree._Element]:
        """The elements below the title."""
        for block in self.blocks:
            yield from self._write(block)
        yield from self.inlines.notes_section()

    def _write(self, block: Block) -> Iterator[etree._Element]:
        if isinstance(block, HeadingBlock):
            level = min(block.level + 1, _DEEPEST)
            yield element(f"h{level}", *self.inlines.write(block.paragraph))
        elif isinstance(block, TextBlock):
            yield self._passage(block.paragraph)
        elif isinstance(block, ListBlock):
            yield from self._listing(block)
        elif isinstance(block, FigureBlock):
            yield self._illustration(block)
        else:
            yield self._tabulation(block)

    def _passage(self, paragraph: Paragraph) -> etree._Element:
        return element("p", *self.inlines.write(paragraph), class_=_ALIGNMENTS.get(paragraph.alignment, ""))

    def _listing(self, block: ListBlock) -> Iterator[etree._Element]:
        if block.kind == "written" and self.plain:
            yield from map(self._passage, block.items)
            return
        written = block.kind == "written"
        yield element(
            "ul" if block.kind == "signs" else "ol",
            *(element("li", *self.inlines.write(each, number=written)) for each in block.items),
            class_="written" if written else "",
            start=str(block.first) if block.first != 1 else "",
        )

    def _illustration(self, block: FigureBlock) -> etree._Element:
        figure = element("figure")
        for inline in block.paragraph.inlines:
            if isinstance(inline, InlinePicture):
                self._add_picture(figure, inline)
        if block.caption is not None:
            add(figure, element("figcaption", *self.inlines.write(block.caption)))
        return figure

    def _add_picture(self, figure: etree._Element, inline: InlinePicture) -> None:
        """A picture; one that the program has drawn of figures is drawn anew, with the figures.

        Of a chart of Word's own, which nobody here draws, its figures stand as a table.
        """
        if inline.figures is not None:
            add(
                figure,
                figures_table(inline.description, inline.figures)
                if inline.figures
                else self.inlines.stand_in(inline),
            )
            return
        description = inline.description
        picture = self.inlines.pictures.take(description)
        chart = self.charts.get(sha256(picture.data).hexdigest()) if picture else None
        if chart is None:
            add(figure, self.inlines.pictures.image(description, picture))
        else:
            self.drawn += 1
            add_chart(figure, chart, f"chart-{self.drawn}", plain=self.plain)

    def _tabulation(self, block: TableBlock) -> etree._Element:
        """A table in an area that can be moved sideways, by the keyboard too, where it is too wide."""
        name = f"t{block.table.number}"
        table = write_table(block.table, _caption(block, name), self.inlines.write_all)
        if self.plain:
            return table
        return element("div", table, class_="wide", role="region", aria_labelledby=name, tabindex="0")


def _caption(block: TableBlock, name: str) -> etree._Element:
    """What a table is called; one that repeats the heading above it is for those who hear it alone."""
    if not block.unit:
        return element("caption", block.called, id=name, class_="" if block.is_named else "unseen")
    called = element("span", block.called, class_="" if block.is_named else "unseen")
    return element("caption", called, " ", element("span", block.unit, class_="unit"), id=name)
