"""Set blocks and a place on the page → runs and rules with their final coordinates."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from report_builder.typesetting.pages import Fill, GlyphRun, Page, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.typesetting.blocks import SetParagraph
    from report_builder.typesetting.content import Geometry
    from report_builder.typesetting.lines import SetLine
    from report_builder.typesetting.properties import Border


_Drawn = TypeVar("_Drawn", Rule, Fill)


@dataclass(slots=True)
class Sheet:
    """A page while it is being filled; ``opens_section`` tells a section's first page."""

    geometry: Geometry
    section: int
    opens_section: bool
    runs: list[GlyphRun] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)

    def put_line(self, line: SetLine, left: float, top: float, element: int | None = None) -> None:
        """Place a line's runs; ``element`` stands in for the runs' own where it is given."""
        baseline = top + line.baseline
        for run in line.runs:
            owner = run.element if element is None else element
            self.runs.append(
                GlyphRun(run.left + left, baseline + run.baseline, run.look, run.text, owner, run.spacing)
            )
        self.rules += (_moved(rule, left, baseline) for rule in line.rules)
        self.fills += (_moved(fill, left, baseline) for fill in line.fills)

    def put_border(self, border: Border | None, left: float, right: float, top: float) -> None:
        """Draw a horizontal border whose upper edge is ``top``."""
        if border and border.width:
            middle = top + border.width / 2
            self.rules.append(Rule(left, middle, right, middle, border.width, border.colour))

    def put_paragraph(
        self, paragraph: SetParagraph, left: float, top: float, element: int | None = None
    ) -> None:
        """Place a whole paragraph with its borders."""
        properties = paragraph.properties
        borders = (left + paragraph.left, left + paragraph.right)
        self.put_border(properties.border_top, *borders, top)
        position = top + paragraph.head
        for line in paragraph.lines:
            self.put_line(line, left, position, element)
            position += line.height
        if properties.border_bottom:
            self.put_border(
                properties.border_bottom, *borders, position + paragraph.foot - properties.border_bottom.width
            )

    def put_stack(
        self, paragraphs: Iterable[SetParagraph], left: float, top: float, element: int | None = None
    ) -> None:
        """Place paragraphs one below the other with the spaces between them."""
        after = 0.0
        for paragraph in paragraphs:
            top += max(after, paragraph.properties.space_before)
            self.put_paragraph(paragraph, left, top, element)
            top += paragraph.height
            after = paragraph.properties.space_after

    def page(self) -> Page:
        """The finished page."""
        return Page(
            self.geometry.width, self.geometry.height, tuple(self.runs), tuple(self.rules), tuple(self.fills)
        )


def _moved(drawn: _Drawn, left: float, top: float) -> _Drawn:
    """A rule or a fill moved from a line's own origin to its place on the page."""
    return replace(
        drawn,
        left=drawn.left + left,
        right=drawn.right + left,
        top=drawn.top + top,
        bottom=drawn.bottom + top,
    )
