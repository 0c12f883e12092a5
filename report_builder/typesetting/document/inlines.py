"""The runs of a ``w:p`` → text, fields and breaks; every element that is left out is named."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.typesetting.document.content import (
    Break,
    Destination,
    FieldName,
    NoteSpan,
    PageField,
    Text,
)
from report_builder.typesetting.document.formatting import read_run_format
from report_builder.word.packages import W
from report_builder.word.symbols import is_symbol_font, plain_character
from report_builder.word.walk import Turn, Walk, shown_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.etree import _Element

    from report_builder.typesetting.document.content import Drawing, Inline, Span
    from report_builder.typesetting.document.links import LinkReader
    from report_builder.typesetting.document.notes import NoteReader
    from report_builder.typesetting.document.properties import RunProperties
    from report_builder.typesetting.document.styles import StyleSheet
    from report_builder.word.walk import Step

_NOTES: Final = frozenset(("footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef"))
# Fields whose result the file does not hold, or not for long.
_OMITTED_FIELDS: Final = frozenset(("SECTIONPAGES", "FORMCHECKBOX", "FORMDROPDOWN"))
# How high Word and LibreOffice set the letters that are no capitals in the text.
_SMALL_CAPITAL: Final = 0.8
_CHARACTERS: Final = {"noBreakHyphen": "\u2011", "softHyphen": "", "tab": "\t", "ptab": "\t"}


class _Field(Struct):
    """A field that has begun: the span that it stands in itself, and whether its result is left out."""

    outer: Span | None
    in_result: bool = False
    silenced: bool = False


class InlineReader(Struct):
    """Reads the runs of one paragraph, keeping track of the fields that it may be inside of."""

    sheet: StyleSheet
    style: str
    links: LinkReader
    notes: NoteReader
    drawings: Callable[[_Element], Iterable[Drawing]]
    unknown: set[str]
    found: list[Inline] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)
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

    def _take(self, step: Step) -> None:
        if step.turn is Turn.FIELD and step.run is not None:
            self._turn_field(step, self._look(step.run))
        elif step.turn is Turn.OPENS:
            self._open(step.element, step.name)
        elif step.turn is Turn.CLOSES:
            self._close(step.element)
        elif step.turn is Turn.BOOKMARK:
            self.found.append(Destination(step.element.get(f"{W}name", "")))
        elif step.turn is Turn.UNKNOWN:
            self.unknown.add(step.name)
        elif step.turn is Turn.SHOWN and step.run is not None and not self._is_silenced():
            self._read_content(step.element, step.name, self._look(step.run))

    def _look(self, run: _Element) -> RunProperties:
        """A run's properties, worked out once."""
        if self._properties is None or run is not self._run:
            format_element = run.find(f"{W}rPr")
            style = None if format_element is None else format_element.find(f"{W}rStyle")
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
            instruction = element.get(f"{W}instr", "")
            if known := _page_field(instruction):
                self.found.append(PageField(known, self.sheet.run(self.style, "", {})))
                self._fields.append(_Field(self._span, in_result=True, silenced=True))
            else:
                self._check_field(instruction)
                self._span = self.links.of_field(instruction) or self._span

    def _close(self, element: _Element) -> None:
        if element.tag == f"{W}fldSimple" and _page_field(element.get(f"{W}instr", "")):
            self._fields.pop()
        self._span = self._outer.pop()

    def _read_content(self, child: _Element, name: str, properties: RunProperties) -> None:
        """What a run shows: its text, and what stands in the text."""
        if name == "t":
            self._append(shown_text(child), properties)
        elif name in _CHARACTERS:
            self._append(_CHARACTERS[name], properties)
        elif name in {"br", "cr"}:
            # The next column of a page with one is on the next page.
            page = child.get(f"{W}type") in {"page", "column"}
            self.found.append(Break.PAGE if page else Break.LINE)
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
            self.unknown.add(name)
        elif mark.text:
            self.found.append(mark)
        else:
            # Marks of the author's own (17.11.7) follow in the same run.
            self._span = mark.span

    def _is_silenced(self) -> bool:
        """Whether a field stands here that shows something else, or its instruction."""
        return any(each.silenced or not each.in_result for each in self._fields)

    def _turn_field(self, step: Step, properties: RunProperties) -> None:
        """Follow a complex field (ECMA-376 17.16.18): page numbers are computed, others show their result."""
        turn = step.element.get(f"{W}fldCharType", "")
        if turn == "begin":
            self._fields.append(_Field(self._span))
            return
        current = self._fields[-1]
        if not current.in_result:
            self._start_result(current, step.instruction, properties)
        if turn == "end":
            self._fields.pop()
            self._span = current.outer

    def _start_result(self, begun: _Field, instruction: str, properties: RunProperties) -> None:
        begun.in_result = True
        if self._is_silenced():
            return
        if known := _page_field(instruction):
            begun.silenced = True
            if not properties.hidden:
                self.found.append(PageField(known, properties))
        else:
            self._check_field(instruction)
            self._span = self.links.of_field(instruction) or self._span

    def _check_field(self, instruction: str) -> None:
        """Name a field whose result cannot be shown, or may be out of date."""
        self.unknown.update(_OMITTED_FIELDS & {_first_word(instruction)})

    def _append(self, text: str, properties: RunProperties) -> None:
        if is_symbol_font(properties.ascii):
            text, properties = self._in_plain_font(text, properties)
        for piece, look in _capitalized(text, properties):
            self._append_plain(piece, look)

    def _append_plain(self, text: str, properties: RunProperties) -> None:
        last = self.found[-1] if self.found else None
        if isinstance(last, Text) and last.properties == properties and last.span is self._span:
            text = last.text + text
            self.found.pop()
        self.found.append(Text(text, properties, self._span))

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
    word = _first_word(instruction)
    return FieldName(word) if word in set(FieldName) else None


def _first_word(instruction: str) -> str:
    return (instruction.split() or [""])[0].upper()
