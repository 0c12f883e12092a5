"""The body of a Word narrative → its paragraphs as lines, tables by cells, each with what tells its level."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.manuscript.word_narrative import escapes, tags
from report_builder.manuscript.word_narrative.objects import UnsupportedContent
from report_builder.manuscript.word_narrative.table_shapes import CellIndex, read_grid
from report_builder.word.packages import W
from report_builder.word.revisions import is_deleted_mark
from report_builder.word.styles import PLAIN, outline_level, value, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from report_builder.manuscript.word_narrative.paragraph_text import InlineReader
    from report_builder.manuscript.word_narrative.table_shapes import TableShape
    from report_builder.word.list_numbers import ListCounters
    from report_builder.word.styles import ParagraphStyle


_WRAPPERS: Final = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
_NO_LIST: Final = frozenset(("", "0"))
_SENTENCE_END: Final = re.compile(r"[。！？；：][”’」）)》]*\s*$")
# A new paragraph that its author began with Shift+Enter: indented, numbered, or led by a label (地址：).
_BEGINS_ANEW: Final = re.compile(
    r"[ \t]*(?:\u3000| {2}|[一二三四五六七八九十]{1,3}(?:、|是)|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.．、](?!\d)|[^，。；：\s]{2,8}：)"
)


class NarrativeLine(Struct, frozen=True):
    """A paragraph, or a part of one that a break parts; ``paragraph`` counts all of the file's from 1.

    ``level`` is that of a heading's style, 0 for text; ``number`` is what Word writes before it.
    A line of a table has its ``cell``; one that ``is_order`` only repeats or drops a row.
    """

    paragraph: int
    text: str
    level: int = 0
    number: str = ""
    is_title: bool = False
    alignment: str = ""
    cell: CellIndex | None = None
    is_order: bool = False


class LineReader(Struct):
    """Walks a body; ``grids`` are the tables that it has met, by number."""

    inlines: InlineReader
    styles: Mapping[str, ParagraphStyle]
    counters: ListCounters
    numbers: Mapping[_Element, int]
    grids: list[TableShape] = field(default_factory=list)
    _carried: str = ""

    def read(self, blocks: _Element) -> Iterator[NarrativeLine]:
        """The lines of a body or of what wraps a part of it."""
        for block in blocks:
            if block.tag == f"{W}p":
                yield from self._paragraph(block)
            elif block.tag == f"{W}tbl":
                yield from self._table(block)
            elif block.tag in _WRAPPERS:
                yield from self.read(block)
            elif block.tag == f"{W}altChunk":
                refused = UnsupportedContent("插入的另一个文件", "", "请把那个文件的文字复制到正文里")
                self.inlines.reporter.refuse(0, refused)

    def _paragraph(self, element: _Element) -> Iterator[NarrativeLine]:
        number = self.numbers[element]
        style = self.styles.get(value(element, "pPr/pStyle"), self.styles.get("", PLAIN))
        if style.is_contents:
            self.inlines.reporter.leave_out(None, "目录", remedy="目录由程序另外生成，正文里不用写")
            return
        text = self._carried + self.inlines.read(element, number)
        self._carried = ""
        if is_deleted_mark(element.find(f"{W}pPr")):
            self._carried = text
            return
        outline = value(element, "pPr/outlineLvl")
        level = outline_level(outline) if outline else style.level
        alignment = value(element, "pPr/jc") or style.alignment
        written = self._list_number(element, style) if text.strip() else ""
        is_title = style.is_title or alignment == "center"
        for order, part in enumerate(self._parts(text, number, is_title=is_title)):
            yield NarrativeLine(
                number,
                part if tags.has_only_tags(part) else tags.keep_end(part),
                0 if order else level,
                "" if order else written,
                is_title=style.is_title,
                alignment=alignment,
            )

    def _list_number(self, element: _Element, style: ParagraphStyle) -> str:
        own = value(element, "pPr/numPr/numId")
        list_id = own or style.list_id
        index = value(element, "pPr/numPr/ilvl")
        if list_id in _NO_LIST:
            return ""
        return self.counters.next_number(list_id, whole(index, style.list_level))

    def _parts(self, text: str, number: int, *, is_title: bool) -> Iterator[str]:
        """The paragraphs that breaks (Shift+Enter) make of one; a break within a sentence is none."""
        gathered: list[str] = []
        end = ""  # of what was gathered, tags aside
        for line in tags.tidy_tags(text).split("\n"):
            if gathered and (_SENTENCE_END.search(end) or _BEGINS_ANEW.match(line)):
                yield self._gather(gathered, number, is_title=is_title)
                gathered, end = [], ""
            if line.strip():
                gathered.append(line)
                end = tags.without_tags(line).strip() or end
        yield self._gather(gathered, number, is_title=is_title)

    def _gather(self, lines: Sequence[str], number: int, *, is_title: bool) -> str:
        text = "\n".join(lines)
        if len(lines) > 1 and not is_title:
            self.inlines.reporter.join(number, escapes.as_written(text))
        return _joined(text)

    def _table(self, element: _Element) -> Iterator[NarrativeLine]:
        table = len(self.grids)
        grid = read_grid(element)
        self.grids.append(grid)
        for row, cells in enumerate(grid.cells):
            lines = [
                NarrativeLine(self.numbers[paragraph], text, alignment=value(paragraph, "pPr/jc"), cell=place)
                for column, cell in enumerate(cells)
                if not grid.shapes[row][column].continues  # it is covered by the one above
                for place in [CellIndex(table, row, column)]
                for paragraph, text in self._cell(cell)
            ]
            yield from _with_orders(lines)

    def _cell(self, cell: _Element) -> Iterator[tuple[_Element, str]]:
        """A cell's paragraphs; one at least, so that an empty cell keeps its place."""
        for paragraph in cell.iter(f"{W}p"):
            number = self.numbers[paragraph]
            holder = next(paragraph.iterancestors(f"{W}tc", f"{W}txbxContent"), None)
            if holder is cell:
                style = self.styles.get(value(paragraph, "pPr/pStyle"), self.styles.get("", PLAIN))
                text = self.inlines.read(paragraph, number, in_table=True)
                written = self._list_number(paragraph, style) if text.strip() else ""
                yield paragraph, _joined(tags.tidy_tags(f"{written}{text}"))
            elif holder is not None and holder.tag == f"{W}tc":
                refused = UnsupportedContent("表格里的表格", "", "请把里面的表格移到外面，单独成表")
                self.inlines.reporter.refuse(number, refused)


def _with_orders(lines: Sequence[NarrativeLine]) -> Iterator[NarrativeLine]:
    """A row's lines between the {% for %} and the {% endfor %} that its author wrote inside of them."""
    whole = "".join(line.text for line in lines)
    if tags.has_only_tags(whole):
        yield NarrativeLine(lines[0].paragraph, whole.strip(), is_order=True)
        return
    texts = [line.text for line in lines]
    before, after = tags.lift_row_tags(texts)
    if before:
        yield NarrativeLine(lines[0].paragraph, before, is_order=True)
    for line, text in zip(lines, texts, strict=True):
        yield NarrativeLine(line.paragraph, tags.keep_end(text), alignment=line.alignment, cell=line.cell)
    if after:
        yield NarrativeLine(lines[-1].paragraph, after, is_order=True)


def _joined(text: str) -> str:
    """A text without the spaces at its ends and the tabs in it, which only made a look."""
    words = re.sub(r"[\t\n]+", "\n", text.replace("\u00a0", " ")).strip(" \n\u3000\u2002\u2003")
    return _BREAK_AT_CHINESE.sub("", words).replace("\n", " ")


# A break between two of these is a break in the look only: Chinese has no space between words.
_CHINESE: Final = r"\u2e80-\u303f\u3040-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef‘’“”…—·"
_BREAK_AT_CHINESE: Final = re.compile(rf"(?<=[{_CHINESE}}}])\n|\n(?=[{_CHINESE}{{])")
