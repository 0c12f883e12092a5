"""The filled narrative in Markdown → its headings, paragraphs and list items, each with its source line."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from msgspec import Struct, field

from report_builder.manuscript.marks import PieceLook, begin_link
from report_builder.manuscript.numbering import DEEPEST
from report_builder.manuscript.shown_figures import CLOSING, NUMBERED, OPENING
from report_builder.manuscript.wording import on_one_line
from report_builder.word.links import is_public

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_builder.diagnostics import Findings
    from report_builder.manuscript.expressions import FilledText
    from report_builder.manuscript.marks import MarkedInset
    from report_builder.manuscript.narrative_source import NarrativeSource


class ElementKind(Enum):
    """What the author's marks make of a text."""

    HEADING = auto()
    PARAGRAPH = auto()
    NUMBERED = auto()
    BULLET = auto()
    INSET = auto()


class TextElement(Struct, frozen=True):
    """A text with its kind: ``level`` of a heading; ``typed`` number of an item; ``starts`` its list.

    A paragraph with a level begins with a number of that level, as one of （一） does that is no heading.
    """

    kind: ElementKind
    text: str
    line: int
    level: int = 0
    typed: int = 0
    starts: bool = False
    inset: MarkedInset | None = None
    is_caption: bool = False


# What a report's text does not have, by the parser's name for it.
_UNSUPPORTED: Final = {
    "fence": "代码",
    "code_inline": "代码（` 号）",
    "html_block": "HTML 标记",
    "html_inline": "HTML 标记",
    "blockquote": "引用（> 号）",
    "table": "表格",
    "hr": "分隔线",
    "image": "图片",
}
_MARKUP: Final = {"em": "斜体", "strong": "加粗"}
# The marks around a figure in an address, as the parser writes them.
_ENCODED_MARKS: Final = re.compile(f"{quote(OPENING)}[0-9]+{quote(NUMBERED)}|{quote(CLOSING)}")
_BREAKS: Final = ("softbreak", "hardbreak")
_LISTS: Final = {"ordered_list": ElementKind.NUMBERED, "bullet_list": ElementKind.BULLET}
_SENTENCE_ENDS: Final = ("。", "！", "？")

# CommonMark wants a space after #; Chinese input often leaves a wide one, or none.
_HEADING_SIGNS: Final = re.compile(r"^(#{1,6})[ \t\u3000]*(?=[^#\s])")
# Paragraphs are often indented by wide spaces, which CommonMark takes for text.
_WIDE_INDENT: Final = re.compile(r"^[ \t]*\u3000[ \t\u3000]*")


def parse_markdown(
    filled: FilledText, source: NarrativeSource, findings: Findings
) -> tuple[TextElement, ...]:
    """The narrative's elements in their order; what a report cannot have is reported and left out."""
    text = "\n".join(_HEADING_SIGNS.sub(r"\1 ", _WIDE_INDENT.sub("", line)) for line in filled.lines)
    reader = _MarkdownReader(filled.origins, source, findings)
    return tuple(reader.read(SyntaxTreeNode(_parser().parse(text)).children))


@cache
def _parser() -> MarkdownIt:
    """The parser, which keeps nothing of a text."""
    return MarkdownIt("commonmark").enable("table").disable(["code", "lheading", "reference"])


class _MarkdownReader(Struct, frozen=True):
    """Walks the parser's tree; ``told`` holds what was told of which line, so that it is told once."""

    origins: Sequence[int]
    source: NarrativeSource
    findings: Findings
    told: set[tuple[int, str]] = field(default_factory=set)

    def read(self, blocks: Iterable[SyntaxTreeNode]) -> Iterator[TextElement]:
        """The elements, one after another."""
        for block in blocks:
            line = self._line(block)
            if block.type in _UNSUPPORTED:
                self._refuse(line, _UNSUPPORTED[block.type])
            elif block.type in _LISTS:
                yield from self._list(block)
            elif block.type == "heading":
                yield self._heading(block, line)
            else:
                yield TextElement(ElementKind.PARAGRAPH, self._text(block), line)

    def _heading(self, block: SyntaxTreeNode, line: int) -> TextElement:
        level = int(block.tag[1:])
        if level > DEEPEST:
            self._refuse(line, f"第{level}级标题", f"标题最多{DEEPEST}级，从 # 到 ####")
        return TextElement(ElementKind.HEADING, self._text(block), line, level=level)

    def _list(self, block: SyntaxTreeNode) -> Iterator[TextElement]:
        """The items of a list; what follows an item's first paragraph is a paragraph of its own."""
        for position, item in enumerate(block.children):
            paragraphs = [each for each in item.children if each.type == "paragraph"]
            for other in item.children:
                if other.type != "paragraph":
                    self._refuse(self._line(other), "列表里的列表、标题或其他格式")
            for order, paragraph in enumerate(paragraphs):
                text, line = self._text(paragraph), self._line(paragraph)
                if order:
                    yield TextElement(ElementKind.PARAGRAPH, text, line)
                else:
                    yield TextElement(_LISTS[block.type], text, line, 0, int(item.info or 0), position == 0)

    def _text(self, block: SyntaxTreeNode) -> str:
        """The block's text on one line."""
        pieces: list[str] = []
        self._collect(block.children, self._first_row(block), pieces)
        text = "".join(pieces)
        self._tell_joined(text, block)
        return on_one_line(text)

    def _collect(self, inlines: Iterable[SyntaxTreeNode], row: int, pieces: list[str]) -> int:
        """Gather the texts of inline nodes from a row on, and give the row where they end.

        Markup is told and left out.
        """
        for inline in inlines:
            here = self._origin(row)
            if inline.type in _BREAKS:
                row += 1
                pieces.append("\n")
            elif inline.type in _UNSUPPORTED:
                self._refuse(here, _UNSUPPORTED[inline.type])
            elif inline.children:
                if inline.type in _MARKUP:
                    self._drop(here, _MARKUP[inline.type])
                address = self._address(inline, here)
                pieces.append(begin_link(address) if address else "")
                row = self._collect(inline.children, row, pieces)
                pieces.append(PieceLook.PLAIN.value if address else "")
            else:
                pieces.append(inline.content)
        return row

    def _address(self, inline: SyntaxTreeNode, line: int) -> str:
        """Where a link leads; empty for anything else, and for what no report may lead to."""
        if inline.type != "link":
            return ""
        address = _ENCODED_MARKS.sub("", str(inline.attrs.get("href", "")))
        if is_public(address):
            return address
        self._drop(line, "链接", "报告里的链接只通向 http、https、mailto 地址，这个链接没有采用")
        return ""

    def _tell_joined(self, text: str, block: SyntaxTreeNode) -> None:
        """Tell of a line that ends like a paragraph but has no empty line after it."""
        row = self._first_row(block)
        for offset, line in enumerate(text.split("\n")[:-1]):
            if line.rstrip().endswith(_SENTENCE_ENDS):
                self.findings.notice(
                    "narrative.joined",
                    self.source.place(self._origin(row + offset)),
                    "这一行和下一行之间没有空行，合成了一段",
                    self.source.quote(self._origin(row + offset)),
                    "如果要分成两段，请在中间空一行",
                )

    def _refuse(
        self, line: int, what: str, remedy: str = "请改成标题、段落或列表；表格由程序按格式生成"
    ) -> None:
        if self._was_told(line, what):
            return
        message = f"正文里不能用{what}"
        self.findings.error(
            "narrative.unsupported", self.source.place(line), message, self.source.quote(line), remedy
        )

    def _drop(self, line: int, what: str, message: str = "") -> None:
        if self._was_told(line, what):
            return
        message = message or f"正文的字体由模板决定，{what}没有采用"
        self.findings.notice("narrative.markup", self.source.place(line), message, self.source.quote(line))

    def _was_told(self, line: int, what: str) -> bool:
        told = (line, what) in self.told
        self.told.add((line, what))
        return told

    def _first_row(self, block: SyntaxTreeNode) -> int:
        return block.map[0] if block.map else 0

    def _line(self, block: SyntaxTreeNode) -> int:
        return self._origin(self._first_row(block))

    def _origin(self, row: int) -> int:
        """The source's line of a row of the filled text."""
        return self.origins[min(row, len(self.origins) - 1)]
