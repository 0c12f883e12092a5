"""The runs of a ``w:p`` → text, fields and breaks; every element that is left out is named."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from report_builder.typesetting.content import Break, FieldName, PageField, Text
from report_builder.typesetting.formatting import read_run_format
from report_builder.typesetting.package import W

if TYPE_CHECKING:
    from lxml.etree import _Element

    from report_builder.typesetting.properties import RunProperties
    from report_builder.typesetting.styles import StyleSheet

# Containers whose runs read on as if they stood in the paragraph itself: links, insertions that a
# reader accepts, content controls, smart tags.
_CONTAINERS: Final = frozenset(
    "hyperlink ins moveTo smartTag sdt sdtContent customXml fldSimple dir bdo".split()
)
_SILENT: Final = frozenset(
    """
    annotationRef bookmarkEnd bookmarkStart commentRangeEnd commentRangeStart commentReference
    customXmlPr del delInstrText delText lastRenderedPageBreak moveFrom moveFromRangeEnd
    moveFromRangeStart moveToRangeEnd moveToRangeStart pPr permEnd permStart proofErr rPr
    sdtEndPr sdtPr smartTagPr
    """.split()
)
_CHARACTERS: Final = {"noBreakHyphen": "\u2011", "softHyphen": "", "tab": "\t", "ptab": "\t"}


@dataclass(slots=True)
class InlineReader:
    """Reads the runs of one paragraph, keeping track of the field that it may be inside of."""

    sheet: StyleSheet
    style: str
    unknown: set[str]
    found: list[Text | PageField | Break] = field(default_factory=list)
    _instruction: str | None = None
    _silenced: bool = False

    def read(self, element: _Element) -> None:
        """Take everything inside a paragraph or one of its containers."""
        for child in element:
            name = str(child.tag).removeprefix(W)
            if name == "r":
                self._read_run(child)
            elif name == "fldSimple" and (known := _page_field(child.get(f"{W}instr", ""))):
                self.found.append(PageField(known, self.sheet.run(self.style, "", {})))
            elif name in _CONTAINERS:
                self.read(child)
            elif name not in _SILENT:
                self.unknown.add(name)

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
        for child in run:
            self._read_run_child(child, properties)

    def _read_run_child(self, child: _Element, properties: RunProperties) -> None:
        name = str(child.tag).removeprefix(W)
        if name == "fldChar":
            self._turn_field(child.get(f"{W}fldCharType", ""), properties)
        elif name == "instrText":
            if self._instruction is not None:
                self._instruction += child.text or ""
        elif self._silenced or name in _SILENT:
            return
        elif name == "t":
            self._append(child.text or "", properties)
        elif name in _CHARACTERS:
            self._append(_CHARACTERS[name], properties)
        elif name in {"br", "cr"}:
            page = child.get(f"{W}type") == "page"
            self.found.append(Break.PAGE if page else Break.LINE)
        else:
            self.unknown.add(name)

    def _turn_field(self, turn: str, properties: RunProperties) -> None:
        """Follow a complex field (ECMA-376 17.16.18): page numbers are computed, others show their result."""
        if turn == "begin":
            self._instruction = ""
        elif turn in {"separate", "end"} and self._instruction is not None:
            if known := _page_field(self._instruction):
                self.found.append(PageField(known, properties))
                self._silenced = turn == "separate"
            self._instruction = None
        if turn == "end":
            self._silenced = False

    def _append(self, text: str, properties: RunProperties) -> None:
        if not text:
            return
        last = self.found[-1] if self.found else None
        if isinstance(last, Text) and last.properties == properties:
            self.found[-1] = Text(last.text + text, properties)
        else:
            self.found.append(Text(text, properties))


def _page_field(instruction: str) -> FieldName | None:
    word = (instruction.split() or [""])[0].upper()
    return FieldName(word) if word in set(FieldName) else None
