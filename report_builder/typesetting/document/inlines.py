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
from report_builder.typesetting.document.drawings import ALTERNATIVES, choose_alternative
from report_builder.typesetting.document.formatting import read_run_format
from report_builder.word.packages import W
from report_builder.word.symbols import is_symbol_font, plain_character

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.etree import _Element

    from report_builder.typesetting.document.content import Drawing, Inline, Span
    from report_builder.typesetting.document.links import LinkReader
    from report_builder.typesetting.document.notes import NoteReader
    from report_builder.typesetting.document.properties import RunProperties
    from report_builder.typesetting.document.styles import StyleSheet

# Containers whose runs read on as if they stood in the paragraph itself: insertions that a reader
# accepts, content controls, smart tags.
_CONTAINERS: Final = frozenset("ins moveTo smartTag sdt sdtContent customXml dir bdo".split())
_SILENT: Final = frozenset(
    """
    annotationRef bookmarkEnd commentRangeEnd commentRangeStart commentReference
    continuationSeparator customXmlPr del delInstrText delText lastRenderedPageBreak moveFrom moveFromRangeEnd
    moveFromRangeStart moveToRangeEnd moveToRangeStart pPr permEnd permStart proofErr rPr
    sdtEndPr sdtPr separator smartTagPr
    """.split()
)
_NOTES: Final = frozenset(("footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef"))
# Fields whose result the file does not hold, or not for long.
_OMITTED_FIELDS: Final = frozenset(("SECTIONPAGES", "FORMCHECKBOX", "FORMDROPDOWN"))
# How high Word and LibreOffice set the letters that are no capitals in the text.
_SMALL_CAPITAL: Final = 0.8
_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS: Final = str.maketrans("\r\n", "  ")
_CHARACTERS: Final = {"noBreakHyphen": "\u2011", "softHyphen": "", "tab": "\t", "ptab": "\t"}


class _Field(Struct):
    """A complex field that has begun: its instruction so far, and the span that it stands in itself."""

    outer: Span | None
    instruction: str = ""
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

    def read(self, element: _Element) -> None:
        """Take everything inside a paragraph or one of its containers."""
        for child in element:
            name = str(child.tag).removeprefix(W)
            if name == "r":
                self._read_run(child)
            elif name == "fldSimple":
                self._read_simple_field(child, child.get(f"{W}instr", ""))
            elif name == "hyperlink":
                self._read_link(child, self.links.of_element(child))
            elif name in _CONTAINERS:
                self.read(child)
            elif name == ALTERNATIVES:
                chosen = choose_alternative(child)
                if chosen is not None:
                    self.read(chosen)
            elif name == "bookmarkStart":
                self.found.append(Destination(child.get(f"{W}name", "")))
            elif name not in _SILENT:
                self.unknown.add(name)

    def _read_simple_field(self, element: _Element, instruction: str) -> None:
        if known := _page_field(instruction):
            self.found.append(PageField(known, self.sheet.run(self.style, "", {})))
        else:
            self._check_field(instruction)
            self._read_link(element, self.links.of_field(instruction))

    def _read_link(self, element: _Element, link: Span | None) -> None:
        outer, self._span = self._span, link or self._span
        self.read(element)
        self._span = outer

    def _read_run(self, run: _Element) -> None:
        format_element = run.find(f"{W}rPr")
        style = None if format_element is None else format_element.find(f"{W}rStyle")
        properties = self.sheet.run(
            self.style,
            "" if style is None else style.get(f"{W}val", ""),
            read_run_format(format_element, self.unknown),
        )
        if properties.hidden:
            return
        outer = self._span
        for child in run:
            self._read_run_child(child, properties)
        if isinstance(self._span, NoteSpan):
            self._span = outer

    def _read_run_child(self, child: _Element, properties: RunProperties) -> None:
        name = str(child.tag).removeprefix(W)
        if name == "fldChar":
            self._turn_field(child.get(f"{W}fldCharType", ""), properties)
        elif name == "instrText":
            if self._fields and not self._fields[-1].in_result:
                self._fields[-1].instruction += child.text or ""
        elif name not in _SILENT and not self._is_silenced():
            self._read_content(child, name, properties)

    def _read_content(self, child: _Element, name: str, properties: RunProperties) -> None:
        """What a run shows: its text, and what stands in the text."""
        if name == "t":
            self._append(_shown_text(child), properties)
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
        elif name == ALTERNATIVES:
            chosen = choose_alternative(child)
            for each in () if chosen is None else chosen:
                self._read_run_child(each, properties)
        else:
            self.unknown.add(name)
            # The characters that a reading aid (17.3.3.25) stands over are text like any other.
            for base in child.iterfind(f"{W}rubyBase"):
                self.read(base)

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

    def _turn_field(self, turn: str, properties: RunProperties) -> None:
        """Follow a complex field (ECMA-376 17.16.18): page numbers are computed, others show their result."""
        if turn == "begin":
            self._fields.append(_Field(self._span))
        elif self._fields and turn == "separate":
            self._start_result(self._fields[-1], properties)
        elif self._fields and turn == "end":
            ended = self._fields[-1]
            if not ended.in_result:
                self._start_result(ended, properties)
            self._fields.pop()
            self._span = ended.outer

    def _start_result(self, begun: _Field, properties: RunProperties) -> None:
        begun.in_result = True
        if self._is_silenced():
            return
        if known := _page_field(begun.instruction):
            self.found.append(PageField(known, properties))
            begun.silenced = True
        else:
            self._check_field(begun.instruction)
            self._span = self.links.of_field(begun.instruction) or self._span

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


def _shown_text(element: _Element) -> str:
    """The characters of a ``w:t``: a line's end in the file is a blank, and blanks around them must be meant.

    That they are is said by ``xml:space``, here or further out (XML 1.0, 2.10).
    """
    text = (element.text or "").replace("\r\n", " ").translate(_BLANKS)
    trimmed = text.strip(" ")
    if trimmed == text:
        return text
    said = (each.get(_XML_SPACE) for each in (element, *element.iterancestors()))
    return text if next(filter(None, said), "") == "preserve" else trimmed


def _page_field(instruction: str) -> FieldName | None:
    word = _first_word(instruction)
    return FieldName(word) if word in set(FieldName) else None


def _first_word(instruction: str) -> str:
    return (instruction.split() or [""])[0].upper()
