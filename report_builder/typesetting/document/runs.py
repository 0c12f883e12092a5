"""The runs of a ``w:p`` → text, fields and breaks; every element that is left out is named."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.typesetting.document.compositions import Leaf
from report_builder.typesetting.document.content import (
    Break,
    Composition,
    Destination,
    FieldName,
    FormulaSpan,
    NoteSpan,
    PageField,
    TextRun,
)
from report_builder.typesetting.document.fields import (
    FieldNumbers,
    ShownField,
    composed_inlines,
    first_word,
    number_style,
    show_field,
)
from report_builder.typesetting.document.formatting import number, read_run_format
from report_builder.typesetting.document.formulas import FORMULAS, FormulaReader, M
from report_builder.typesetting.document.joined_lines import above_hanzi
from report_builder.word.children import first_child
from report_builder.word.packages import W
from report_builder.word.symbols import is_symbol_font, plain_character
from report_builder.word.walk import Turn, Walk, shown_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.etree import _Element

    from report_builder.typesetting.document.content import Drawing, Inline, Span
    from report_builder.typesetting.document.eq_fields import Piece
    from report_builder.typesetting.document.links import LinkReader
    from report_builder.typesetting.document.notes import NoteReader
    from report_builder.typesetting.document.properties import RunProperties
    from report_builder.typesetting.document.styles import StyleSheet
    from report_builder.word.walk import Step

_NOTES: Final = frozenset(("footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef"))
# How high Word and LibreOffice set the letters that are no capitals in the text.
_SMALL_CAPITAL: Final = 0.8
_CHARACTERS: Final = {"noBreakHyphen": "\u2011", "softHyphen": "", "tab": "\t", "ptab": "\t"}


class _FieldInParagraph(Struct):
    """A field that has begun: its instruction so far, and the span that it stands in itself.

    ``simple`` is the element of one that is no complex field.
    ``silenced`` says that its result is not shown as the file has it, ``result`` is what that says;
    ``shown`` is how much the paragraph had shown when it began.
    """

    outer: Span | None
    form: _Element | None = None
    simple: _Element | None = None
    pieces: list[Piece] = field(default_factory=list)
    in_result: bool = False
    silenced: bool = False
    result: str = ""
    shown: int = 0

    @property
    def instruction(self) -> str:
        """Its instruction as plain text."""
        return "".join(shown for shown, _ in self.pieces if isinstance(shown, str))


class RunReader(Struct):
    """Reads the runs of one paragraph, keeping track of the fields that it may be inside of.

    ``numbers`` are those that fields give themselves, ``outline`` is the paragraph's level; ``displays``
    says that there is a formula on a line of its own.
    """

    sheet: StyleSheet
    style: str
    links: LinkReader
    notes: NoteReader
    drawings: Callable[[_Element], Iterable[Drawing]]
    unknown: set[str]
    found: list[Inline] = field(default_factory=list)
    numbers: FieldNumbers = field(default_factory=FieldNumbers)
    outline: int | None = None
    displays: bool = False
    _bases: list[list[Inline]] = field(default_factory=list)
    _shown: int = 0
    _fields: list[_FieldInParagraph] = field(default_factory=list)
    _span: Span | None = None
    _outer: list[Span | None] = field(default_factory=list)
    _run: _Element | None = None
    _properties: RunProperties | None = None

    def read(self, paragraph: _Element) -> None:
        """Take everything that a reader of the accepted text meets in a paragraph."""
        around: Span | None = None
        run: _Element | None = None
        for step in Walk(self._hides).steps(paragraph):
            if step.run is not run:
                # Marks of the author's own (17.11.7) end with their run.
                self._span = around if isinstance(self._span, NoteSpan) else self._span
                run, around = step.run, self._span
            self._take(step)
        self._span = around if isinstance(self._span, NoteSpan) else self._span
        while self._fields:
            # A field that goes on in the next paragraph; of a page's number that is all there is.
            if self._fields[-1].silenced:
                self._end_field(self.sheet.run(self.style, "", {}))
            else:
                self._fields.pop()

    def _take(self, step: Step) -> None:
        if step.turn is Turn.SHOWN and step.run is not None:
            self._read_content(step.element, step.name, self._look(step.run))
        elif step.turn is Turn.FIELD and step.run is not None:
            self._turn_field(step.element, self._look(step.run))
        elif step.turn is Turn.INSTRUCTION and step.run is not None:
            self._read_instruction(step.element, self._look(step.run))
        elif step.turn is Turn.OPENS:
            self._open(step.element, step.name)
        elif step.turn is Turn.CLOSES:
            self._close(step.element)
        elif step.turn is Turn.BOOKMARK:
            self.found.append(Destination(step.element.get(f"{W}name", "")))
        elif step.turn is Turn.UNKNOWN and step.element.tag in FORMULAS:
            self._read_formula(step.element)
        elif step.turn is Turn.UNKNOWN:
            self.unknown.add(step.name)

    def _look(self, run: _Element) -> RunProperties:
        """A run's properties, worked out once."""
        if self._properties is None or run is not self._run:
            format_element = first_child(run, f"{W}rPr")
            style = first_child(format_element, f"{W}rStyle")
            self._run = run
            self._properties = self.sheet.run(
                self.style,
                "" if style is None else style.get(f"{W}val", ""),
                read_run_format(format_element, self.unknown),
            )
        return self._properties

    def _hides(self, run: _Element) -> bool:
        return self._look(run).hidden

    def _open(self, element: _Element, name: str) -> None:
        """Begin a link, a simple field or a control; the field of a page's number shows what is computed."""
        self._outer.append(self._span)
        if name == "hyperlink":
            self._span = self.links.of_element(element) or self._span
        elif name == "fldSimple":
            look = self.sheet.run(self.style, "", {})
            begun = _FieldInParagraph(
                self._span, simple=element, pieces=[(element.get(f"{W}instr", ""), look)]
            )
            self._fields.append(begun)
            # Without a run there is no result, not even an empty one.
            if next(element.iter(f"{W}r"), None) is not None:
                self._start_result(begun)

        elif name == "ruby":
            self._bases.append(self.found)
            self.found = []

    def _close(self, element: _Element) -> None:
        if element.tag == f"{W}ruby":
            base, self.found = self.found, self._bases.pop()
            self.found += above_hanzi(base, *self._reading(element))
        if any(each.simple is element for each in self._fields):
            while self._fields[-1].simple is not element:
                self._fields.pop()
            self._end_field(self.sheet.run(self.style, "", {}))
        self._span = self._outer.pop()

    def _reading(self, ruby: _Element) -> tuple[list[Leaf], float, str]:
        """The reading of a base, how far above it stands, and where (17.3.3.23)."""

        def half_points(name: str) -> float:
            element = ruby.find(f"{W}rubyPr/{W}{name}")
            return 0.0 if element is None else (number(element, "val") or 0.0) / 2

        size = half_points("hps")
        looks = ((run, self._look(run)) for run in ruby.iterfind(f"{W}rt//{W}r"))
        leaves = [
            Leaf(shown_text(text), replace(look, size=size or look.size))
            for run, look in looks
            for text in run.iterfind(f"{W}t")
            if text.text and not look.hidden
        ]
        align = ruby.find(f"{W}rubyPr/{W}rubyAlign")
        return leaves, half_points("hpsRaise"), "" if align is None else align.get(f"{W}val", "")

    def _read_formula(self, element: _Element) -> None:
        """Read a formula; one that has a line of its own is displayed in full size."""
        displayed = element.tag != f"{M}oMath"
        node = FormulaReader(self._look, displayed).read(element)
        self._show(composed_inlines(node, FormulaSpan(node.spoken)))
        self.displays = self.displays or displayed

    def _read_instruction(self, element: _Element, properties: RunProperties) -> None:
        """Take words of an instruction, whose look may be that of what the field shows."""
        if element.tag == f"{W}instrText" and self._fields:
            self._fields[-1].pieces.append((element.text or "", properties))
        elif (outer := self._silencer()) and not outer.in_result:
            outer.pieces.append((shown_text(element), properties))

    def _read_content(self, child: _Element, name: str, properties: RunProperties) -> None:
        """What a run shows: its text, and what stands in the text."""
        if computed := self._silencer():
            computed.result += shown_text(child) if name == "t" else ""
            return
        self._shown += 1
        if name == "t":
            self._append(shown_text(child), properties)
        elif name in _CHARACTERS:
            self._append(_CHARACTERS[name], properties)
        elif name in {"br", "cr"}:
            kinds = {"page": Break.PAGE, "column": Break.COLUMN}
            self.found.append(kinds.get(child.get(f"{W}type", ""), Break.LINE))
        elif name == "sym" or name in _NOTES:
            self._read_mark(child, name, properties)
        elif name in {"drawing", "pict", "object"}:
            self.found.extend(self.drawings(child))
        else:
            self.unknown.add(name)

    def _read_mark(self, element: _Element, name: str, properties: RunProperties) -> None:
        if name == "sym":
            self._read_symbol(element, properties)
        else:
            self._read_note(element, name, properties)

    def _read_symbol(self, element: _Element, properties: RunProperties) -> None:
        """Read ``w:sym`` (17.3.3.30), a character named by its code in a font."""
        font, code = element.get(f"{W}font", ""), element.get(f"{W}char", "")
        try:
            plain = plain_character(int(code, 16), font)
        except (ValueError, OverflowError):
            plain = None
        if plain is None:
            self.unknown.add(f"符号 {font} {code}")
        else:
            self._append(plain, properties)

    def _read_note(self, element: _Element, name: str, properties: RunProperties) -> None:
        """Read a note's reference, or the mark that the note itself starts with."""
        kind = name.removesuffix("Reference").removesuffix("Ref")
        if name.endswith("Ref"):
            mark = self.notes.own_mark(properties)
        else:
            mark = self.notes.refer(element, kind, properties)
        if mark is None:
            # A note's own mark is nothing outside of a note; npm's docx puts one beside each separator.
            self.unknown.update(() if name.endswith("Ref") else (name,))
        elif mark.text:
            self.found.append(mark)
        else:
            # Marks of the author's own (17.11.7) follow in the same run.
            self._span = mark.span

    def _silencer(self) -> _FieldInParagraph | None:
        """The innermost field here that shows something else, or whose instruction this is."""
        if not self._fields:
            return None
        return next((each for each in reversed(self._fields) if each.silenced or not each.in_result), None)

    def _turn_field(self, element: _Element, properties: RunProperties) -> None:
        """Follow a complex field (ECMA-376 17.16.18): page numbers are computed, others show their result."""
        turn = element.get(f"{W}fldCharType", "")
        if turn == "begin":
            self._fields.append(_FieldInParagraph(self._span, first_child(element, f"{W}ffData")))
        elif self._fields and self._fields[-1].simple is None:
            if turn == "separate":
                self._start_result(self._fields[-1])
            else:
                self._end_field(properties)

    def _start_result(self, begun: _FieldInParagraph) -> None:
        begun.in_result = True
        begun.shown = self._shown
        if self._silencer() is None:
            begun.silenced = _page_field(begun.instruction) is not None
            self._span = self.links.of_field(begun.instruction) or self._span

    def _end_field(self, properties: RunProperties) -> None:
        """Show a page number, or what a field shows that the file has no result for."""
        ended = self._fields[-1]
        has_result = ended.in_result
        if not has_result:
            self._start_result(ended)
        self._fields.pop()
        self._span = ended.outer
        if properties.hidden:
            return
        if ended.silenced and (known := _page_field(ended.instruction)):
            self._show([PageField(known, properties, ended.result, number_style(ended.instruction))])
        elif not ended.result and ended.shown == self._shown:
            shown = ShownField(ended.pieces, self.outline, ended.form, has_result, self._span)
            self._show(show_field(shown, self.numbers, self.unknown))

    def _show(self, inlines: Iterable[Inline]) -> None:
        """Take what a field shows: into the text, or into the instruction of the field around it."""
        outer = self._silencer()
        for inline in inlines:
            if outer is None:
                self._shown += 1
                self._put(inline)
            elif not outer.in_result and isinstance(inline, TextRun):
                outer.pieces.append((inline.text, inline.properties))
            elif not outer.in_result and isinstance(inline, Composition):
                leaf = next(iter(inline.node.leaves), None)
                look = self.sheet.run(self.style, "", {}) if leaf is None else leaf.properties
                outer.pieces.append((inline.node, look))

    def _put(self, inline: Inline) -> None:
        if isinstance(inline, TextRun):
            around, self._span = self._span, inline.span
            self._append(inline.text, inline.properties)
            self._span = around
        else:
            self.found.append(inline)

    def _append(self, text: str, properties: RunProperties) -> None:
        if is_symbol_font(properties.ascii):
            text, properties = self._in_plain_font(text, properties)
        if properties.capitals or properties.small_capitals:
            for piece, look in _capitalized(text, properties):
                self._append_plain(piece, look)
        elif text:
            self._append_plain(text, properties)

    def _append_plain(self, text: str, properties: RunProperties) -> None:
        last = self.found[-1] if self.found else None
        if isinstance(last, TextRun) and last.properties == properties and last.span is self._span:
            text = last.text + text
            self.found.pop()
        self.found.append(TextRun(text, properties, self._span))

    def _in_plain_font(self, text: str, properties: RunProperties) -> tuple[str, RunProperties]:
        """Text of a symbol font in plain characters and the paragraph's own font."""
        font = properties.ascii
        found = [plain_character(ord(character), font) for character in text]
        if None in found:
            self.unknown.add(f"符号 {font}")
        own = self.sheet.run(self.style, "", {})
        plain = replace(properties, east_asian=own.east_asian, ascii=own.ascii, high_ansi=own.high_ansi)
        return "".join(character or "" for character in found), plain


def _capitalized(text: str, properties: RunProperties) -> Iterator[tuple[str, RunProperties]]:
    """The text in pieces that look alike: in capitals where these are asked for (17.3.2.5 and 17.3.2.33)."""
    if properties.capitals:
        text = text.upper()
    elif properties.small_capitals:
        small = replace(properties, size=properties.size * _SMALL_CAPITAL)
        for is_small, letters in groupby(text, key=str.islower):
            yield "".join(letters).upper(), small if is_small else properties
        return
    if text:
        yield text, properties


def _page_field(instruction: str) -> FieldName | None:
    word = first_word(instruction)
    return FieldName(word) if word in set(FieldName) else None
