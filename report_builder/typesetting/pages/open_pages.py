"""Set blocks and a place on the page → runs and rules with their final coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.typesetting.blocks.paragraph_borders import edge_rules
from report_builder.typesetting.document.content import Image, Shape, WordArt
from report_builder.typesetting.pages.placing import LinePlace, find_corner
from report_builder.typesetting.pages.strokes import stroke_shape
from report_builder.typesetting.placed.border_lines import width_of
from report_builder.typesetting.placed.moving import moved
from report_builder.typesetting.placed.pages import (
    Fill,
    GlyphRun,
    Link,
    Page,
    PlacedPicture,
    RuledLine,
    Target,
)
from report_builder.typesetting.tables.table_drawing import put_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_builder.typesetting.document.paper import Geometry
    from report_builder.typesetting.placed.set_blocks import (
        SetBlock,
        SetDrawing,
        SetLine,
        SetParagraph,
        SetPart,
    )


class OpenPage(Struct):
    """A page while it is being filled; ``opens_section`` tells a section's first page.

    ``number`` is what its page number counts, ``blank`` says that it only fills the back of a leaf.
    ``outer_right`` says that its outer edge is the right one, as an odd page's is.
    """

    geometry: Geometry
    section: int
    opens_section: bool
    number: int = 1
    blank: bool = False
    runs: list[GlyphRun] = field(default_factory=list)
    rules: list[RuledLine] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    pictures: list[PlacedPicture] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    outer_right: bool = True

    def draw(
        self,
        runs: Iterable[GlyphRun] = (),
        rules: Iterable[RuledLine] = (),
        fills: Iterable[Fill] = (),
    ) -> None:
        """Take what has its place on the page already."""
        self.runs += runs
        self.rules += rules
        self.fills += fills

    def put_line(self, line: SetLine, left: float, top: float, element: int | None = None) -> None:
        """Place a line's runs; ``element`` stands in for the runs' own where it is given."""
        baseline = top + line.baseline
        for run in line.runs:
            owner = run.element if element is None else element
            self.runs.append(
                GlyphRun(
                    run.left + left,
                    baseline + run.baseline,
                    run.look,
                    run.text,
                    owner,
                    run.spacing,
                    absent=run.absent,
                )
            )
        if line.rules or line.fills:
            self.rules += (moved(rule, left, baseline) for rule in line.rules)
            self.fills += (moved(fill, left, baseline) for fill in line.fills)
        if line.places:
            self.targets += (Target(name, top) for name in line.places)
        if element is None and line.links:
            # Links of page furniture would need an element of the structure, which furniture has not.
            self.links += (moved(link, left, baseline) for link in line.links)
        for drawing in line.drawings:
            self.put_drawing(drawing, LinePlace(left, top, baseline, outer_right=self.outer_right), element)

    def put_drawing(self, drawing: SetDrawing, spot: LinePlace, element: int | None = None) -> None:
        """Place a drawing and what stands in its boxes, all of it in the drawing's own layer."""
        anchor = drawing.drawing.anchor
        layer = 0 if anchor is None else anchor.layer
        left, top = find_corner(drawing, self.geometry, spot)
        inner = OpenPage(self.geometry, self.section, opens_section=False, outer_right=self.outer_right)
        for part in drawing.parts:
            inner._put_part(part, left + part.part.left, top + part.part.top, element)
        self.fills += (replace(fill, layer=layer) for fill in inner.fills)
        self.rules += (replace(rule, layer=layer) for rule in inner.rules)
        self.runs += (replace(run, layer=layer) for run in inner.runs)
        self.pictures += (replace(picture, layer=layer) for picture in inner.pictures)
        self.links += inner.links
        self.targets += inner.targets

    def _put_part(self, part: SetPart, left: float, top: float, element: int | None) -> None:
        shown = part.part.shown
        right, bottom = left + part.width, top + part.height
        if isinstance(shown, Image):
            owner = part.element if element is None else element
            self.pictures.append(PlacedPicture(left, top, right, bottom, shown.data, owner))
            return
        if isinstance(shown, WordArt):
            self.runs += (
                replace(
                    word,
                    left=word.left + left,
                    baseline=word.baseline + top,
                    element=part.element if element is None else element,
                )
                for word in part.words
            )
            return
        if shown.fill and shown.form != "line":
            self.fills.append(Fill(left, top, right, bottom, shown.fill, round=shown.form == "ellipse"))
        self.rules += stroke_shape(shown, left, top, part.width, part.height)
        self.put_stack(part.paragraphs, left + shown.margins.left, top + _text_top(part, shown), element)

    def put_paragraph(
        self, paragraph: SetParagraph, left: float, top: float, element: int | None = None
    ) -> None:
        """Place a whole paragraph with its borders."""
        properties = paragraph.properties
        borders = (left + paragraph.left, left + paragraph.right)
        if properties.border_top:
            self.rules += edge_rules(properties, borders, top, at_foot=False)
        position = top + paragraph.head
        for line in paragraph.lines:
            self.put_line(line, left, position, element)
            position += line.height
        if properties.border_bottom:
            lower = position + paragraph.foot - width_of(properties.border_bottom)
            self.rules += edge_rules(properties, borders, lower, at_foot=True)

    def put_stack(
        self, blocks: Sequence[SetBlock], left: float, top: float, element: int | None = None
    ) -> None:
        """Place blocks one below the other with the spaces between them."""
        put_blocks(self, blocks, left, top, element)

    def page(self, numeral: str) -> Page:
        """The finished page, its number written so."""
        return Page(
            self.geometry.width,
            self.geometry.height,
            tuple(self.runs),
            tuple(self.rules),
            tuple(self.fills),
            tuple(self.pictures),
            tuple(self.links),
            tuple(self.targets),
            numeral,
        )


def _text_top(part: SetPart, shape: Shape) -> float:
    """How far below a box's upper edge its text starts."""
    margins = shape.margins
    spare = part.height - part.text_height - margins.top - margins.bottom
    return margins.top + max(spare, 0.0) * {"top": 0.0, "center": 0.5, "bottom": 1.0}[shape.vertical]
