"""The drawings of a set paragraph → figures of the structure, text set in its boxes, lines kept clear."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Finding, Place, Severity
from report_builder.typesetting.document.content import DocumentParagraph, Image, WordArt
from report_builder.typesetting.placed.pages import StructureElement, StructureRole
from report_builder.typesetting.placed.set_blocks import SetPart
from report_builder.typesetting.tables.table_drawing import paragraphs_of
from report_builder.typesetting.text.beside_drawings import FOLLOWS_TEXT
from report_builder.typesetting.text.lines import natural_width
from report_builder.typesetting.text.word_art import stretched
from report_builder.word.pictures import NAMELESS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.typesetting.document.content import Block, DrawingPart, Shape
    from report_builder.typesetting.placed.set_blocks import SetDrawing, SetLine
    from report_builder.typesetting.tables.block_setting import BlockSetting
    from report_builder.typesetting.text.lines import TextColumn
    from report_builder.typesetting.text.page_numbers import PageNumbers

_TOLERANCE: Final = 0.05


class BoxSetter(Struct, frozen=True):
    """Sets the drawings of one paragraph, whose element is ``element`` and whose parent is ``parent``.

    ``numbers`` is what page fields show: page numbers stand in text boxes in what WPS writes.
    """

    setter: BlockSetting
    column: TextColumn
    element: int
    parent: int
    paragraph: DocumentParagraph
    numbers: PageNumbers | None

    def set_drawings(self, lines: Sequence[SetLine]) -> list[SetLine]:
        """The lines with their drawings set, moved down where a drawing keeps them clear of itself."""
        done = [self._set_line(line) for line in lines]
        done = self._clear(done)
        # A paragraph starts, for what is anchored to it, with the space before it.
        above = self.paragraph.properties.space_before
        for index, line in enumerate(done):
            if line.drawings:
                drawings = tuple(replace(drawing, above=above) for drawing in line.drawings)
                done[index] = replace(line, drawings=drawings)
            above += line.height
        return done

    def _set_line(self, line: SetLine) -> SetLine:
        """A line with its drawings set; the notes that their boxes refer to stand below its page's text."""
        drawings = tuple(self._set(drawing) for drawing in line.drawings)
        blocks = [block for drawing in drawings for part in drawing.parts for block in part.paragraphs]
        found = tuple(
            note
            for paragraph, _ in paragraphs_of(blocks, 0.0)
            for inner in paragraph.lines
            for note in inner.notes
        )
        # A box in the line that its text has made taller makes its line taller.
        in_line = (each for each in drawings if each.drawing.anchor is None)
        growth = max((each.height - each.drawing.height for each in in_line), default=0.0)
        growth = max(growth, 0.0)
        return replace(
            line,
            height=line.height + growth,
            baseline=line.baseline + growth,
            drawings=drawings,
            notes=line.notes + found,
        )

    def _set(self, drawing: SetDrawing) -> SetDrawing:
        if drawing.drawing.anchor is None:
            self._check_line(drawing)
        return replace(
            drawing,
            measure=self.column.measure,
            parts=tuple(self._set_part(part) for part in drawing.drawing.parts),
        )

    def _check_line(self, drawing: SetDrawing) -> None:
        """Tell of a picture taller than its line of fixed height: Word shows a strip, here it is whole."""
        properties = self.paragraph.properties
        if properties.line_rule == "exact" and drawing.drawing.height > properties.line:
            self._tell(
                "docx.picture_in_exact_line",
                "这一段的行距是固定值，比其中的图片低；Word 里图片只露出一条，PDF 里已按图片加高这一行",
                f"行距 {properties.line:g} 磅，图片高 {drawing.drawing.height:.1f} 磅",
                "请在 Word 中把这一段的行距改为“单倍行距”",
                Severity.NOTICE,
            )

    def _set_part(self, part: DrawingPart) -> SetPart:
        if isinstance(part.shown, Image):
            return SetPart(part, part.width, part.height, self._figure(part.shown))
        if isinstance(part.shown, WordArt):
            words = stretched(
                part.shown, (part.width, part.height), self.setter.shaper, self.paragraph.ordinal
            )
            return SetPart(part, part.width, part.height, self.element, words=words)
        return self._set_box(part, part.shown)

    def _figure(self, image: Image) -> int:
        """A figure of the structure; every one must have an alternative text (ISO 14289-1, 7.3)."""
        if image.decorative or self._is_furniture():
            return self.setter.add_element(StructureElement(StructureRole.ARTIFACT, self.element))
        if not image.text:
            self._tell(
                "docx.no_alt_text",
                f"这一段的图片没有替代文字，读屏软件只能读出“{NAMELESS}”",
                "",
                "请在 Word 中右击图片，选“编辑替代文字”，用一句话写明图中的内容",
            )
        return self.setter.add_element(
            StructureElement(StructureRole.FIGURE, self.element, text=image.text or NAMELESS)
        )

    def _is_furniture(self) -> bool:
        """Whether the paragraph stands in a header or a footer, which no reading aid reads."""
        index: int | None = self.element
        while index is not None:
            if self.setter.elements[index].role is StructureRole.ARTIFACT:
                return True
            index = self.setter.elements[index].parent
        return False

    def _set_box(self, part: DrawingPart, shape: Shape) -> SetPart:
        """Set a box's text; its paragraphs stand beside the paragraph that it is anchored to."""
        margins = shape.margins
        aside = margins.left + margins.right
        width = part.width
        if shape.blocks and not shape.wraps and shape.grows:
            width = self._longest_line(shape.blocks) + aside
        column = replace(self.column, measure=max(width - aside, 1.0))
        parent = self.parent
        if shape.stands_in and shape.blocks:
            parent = self.setter.add_element(StructureElement(StructureRole.STAND_IN, parent))
        paragraphs, text_height = self.setter.set_stack(shape.blocks, column, parent, self.numbers)
        needed = text_height + margins.top + margins.bottom if paragraphs else 0.0
        height = needed if shape.grows and paragraphs else part.height
        if shape.stands_in:
            height = max(needed, part.height) if shape.grows else part.height
            # A frame too small for its words says nothing.
            paragraphs = paragraphs if needed <= height + _TOLERANCE else ()
            needed = min(needed, height)
        if needed > height + _TOLERANCE:
            self._tell(
                "docx.box_overflow",
                "这一段的文本框装不下其中的文字，文字排到了框外",
                f"框高 {height:.1f} 磅，文字高 {needed:.1f} 磅",
                "请在 Word 中把文本框加高，或者缩小其中的字号、行距",
            )
        return SetPart(part, width, height, self.element, paragraphs, text_height)

    def _longest_line(self, blocks: Sequence[Block]) -> float:
        return max(
            (
                natural_width(block, self.setter.shaper, self.numbers)
                for block in blocks
                if isinstance(block, DocumentParagraph)
            ),
            default=0.0,
        )

    def _clear(self, lines: list[SetLine]) -> list[SetLine]:
        """Move lines below the drawings that text stands clear of (上下型环绕)."""
        zones: list[tuple[float, float]] = []
        lowest = top = 0.0
        for line in lines:
            for drawing in line.drawings:
                if zone := self._zone(drawing, top):
                    zones.append(zone)
                elif self._covers_rows(drawing):
                    lowest = max(lowest, self._top(drawing, top) + drawing.height)
            top += line.height
        return _cleared(lines, _merged(zones), lowest)

    def _zone(self, drawing: SetDrawing, line_top: float) -> tuple[float, float] | None:
        """The heights, from the paragraph's top, that a drawing keeps for itself.

        One that stands by the page is kept clear of by the flow, which knows the page; not so in a cell.
        """
        anchor = drawing.drawing.anchor
        if anchor is None or anchor.wrap == "none":
            return None
        if anchor.vertical.base not in FOLLOWS_TEXT or anchor.vertical.align:
            if self.column.in_cell:
                self._tell(
                    "docx.wrapping",
                    "这一段的图片或文本框要求文字环绕，还不会这样排版，已放在它的位置上，文字不避让",
                    "",
                    "请在 PDF 中核对这一处；可以在 Word 中改成“嵌入型”，或相对于段落的“上下型环绕”",
                )
            return None
        if anchor.wrap == "beside":
            return None
        top = self._top(drawing, line_top)
        return top - anchor.above, top + drawing.height + anchor.below

    def _top(self, drawing: SetDrawing, line_top: float) -> float:
        """Where a drawing that follows the text stands, from the paragraph's top."""
        anchor = drawing.drawing.anchor
        if anchor is None:
            return line_top
        above = -line_top if anchor.vertical.base == "line" else self.paragraph.properties.space_before
        return anchor.vertical.offset - above

    def _covers_rows(self, drawing: SetDrawing) -> bool:
        """Whether a picture stands over the text of a cell, and so would over that of the next row."""
        anchor = drawing.drawing.anchor
        return (
            self.column.in_cell
            and anchor is not None
            and anchor.layer > 0
            and anchor.vertical.base in FOLLOWS_TEXT
            and any(isinstance(part.part.shown, Image) for part in drawing.parts)
        )

    def _tell(
        self, code: str, message: str, evidence: str, remedy: str, severity: Severity = Severity.WARNING
    ) -> None:
        """Tell once: headers and footers are set anew on every page."""
        shaper = self.setter.shaper
        place = Place(shaper.name, paragraph=self.paragraph.ordinal)
        finding = Finding(code, severity, place, message, evidence, remedy)
        if finding not in tuple(shaper.findings):
            shaper.findings.add(finding)


def _merged(zones: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stretches from the top down, those that meet as one: pictures side by side take their height once."""
    found: list[tuple[float, float]] = []
    for top, bottom in sorted(zones):
        if found and top < found[-1][1] + _TOLERANCE:
            found[-1] = (found[-1][0], max(found[-1][1], bottom))
        else:
            found.append((top, bottom))
    return found


def _cleared(lines: list[SetLine], zones: list[tuple[float, float]], lowest: float) -> list[SetLine]:
    """Lines with those that would reach into a zone moved below it.

    A zone below the last line makes that line taller, so that what follows stays clear as well; so does
    what is to be held down to ``lowest``.
    """
    cleared: list[SetLine] = []
    position = 0.0
    for line in lines:
        start = position
        for top, bottom in zones:
            if position + line.height > top + _TOLERANCE and position < bottom - _TOLERANCE:
                position = bottom
        push = position - start
        cleared.append(replace(line, height=line.height + push, baseline=line.baseline + push))
        position += line.height
    beyond = max([lowest, *(bottom for _, bottom in zones)]) - position
    if beyond > _TOLERANCE:
        cleared[-1] = replace(cleared[-1], height=cleared[-1].height + beyond)
    return cleared
