"""``styles.xml`` → the cascade: document defaults, style chain, direct formatting → properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.typesetting.document.formatting import read_paragraph_format, read_run_format
from report_builder.typesetting.document.numbering import Numbering
from report_builder.typesetting.document.properties import ParagraphProperties, RunProperties
from report_builder.typesetting.document.themes import Theme
from report_builder.word.packages import W

if TYPE_CHECKING:
    from lxml.etree import _Element

    from report_builder.typesetting.document.properties import ParagraphOverrides, RunOverrides
    from report_builder.typesetting.document.table_styles import CellFormat

_MAX_DEPTH: Final = 20
NO_LIST: Final = "0"


class Style(Struct, frozen=True):
    """One style's own settings, and the style that it is based on."""

    name: str
    based_on: str
    paragraph: ParagraphOverrides
    run: RunOverrides


class StyleSheet(Struct, frozen=True):
    """Every style of a document, ready to be resolved."""

    paragraph_default: ParagraphProperties
    run_default: RunProperties
    default_style: str
    styles: dict[str, Style]
    theme: Theme = field(default_factory=Theme)
    numbering: Numbering = field(default_factory=Numbering)
    _paragraphs: dict[tuple[str, bool], ParagraphProperties] = field(default_factory=dict)
    _runs: dict[str, RunProperties] = field(default_factory=dict)

    def _chain(self, style_id: str) -> list[Style]:
        """The style and what it is based on, the base first; a circle ends where it closes."""
        chain: list[Style] = []
        while (style := self.styles.get(style_id)) and style not in chain and len(chain) < _MAX_DEPTH:
            chain.append(style)
            style_id = style.based_on
        return chain[::-1]

    def beneath(self, paragraph: ParagraphOverrides, run: RunOverrides) -> StyleSheet:
        """The same styles on other defaults: those that a table's style sets (ECMA-376 17.7.2)."""
        return replace(
            self,
            paragraph_default=self.paragraph_default.overridden(paragraph),
            run_default=replace(self.run_default, **self.theme.resolve(run)),
            _paragraphs={},
            _runs={},
        )

    def _known(self, style_id: str) -> str:
        """A paragraph style's id; the default style's where there is none by that name (17.3.1.27)."""
        return style_id if style_id in self.styles else self.default_style

    def style_name(self, style_id: str) -> str:
        """The name that Word shows for a style; the default style's for an empty id."""
        style = self.styles.get(self._known(style_id))
        return style.name if style else ""

    def paragraph(self, style_id: str, direct: ParagraphOverrides) -> ParagraphProperties:
        """A paragraph's properties: defaults, then its style's chain, then its own formatting."""
        style_id = self._known(style_id)
        # List 0 takes a paragraph out of its style's list, and so out of that list's indents.
        listed = direct.get("list_id") != NO_LIST
        key = (style_id, listed)
        if key not in self._paragraphs:
            resolved = self.paragraph_default
            for style in self._chain(style_id):
                resolved = self._set(resolved, style.paragraph, listed=listed)
            self._paragraphs[key] = resolved
        base = self._paragraphs[key]
        return self._set(base, direct, listed=listed) if direct else base

    def _set(
        self, base: ParagraphProperties, own: ParagraphOverrides, *, listed: bool
    ) -> ParagraphProperties:
        """What a style or a paragraph sets; the indents of the list that it enters come first (17.9.23)."""
        if listed and ("list_id" in own or "list_level" in own):
            list_id = own.get("list_id", base.list_id)
            level = self.numbering.level(list_id, own.get("list_level", base.list_level))
            if level is not None:
                base = base.overridden(level.paragraph)
        return base.overridden(own)

    def run(self, paragraph_style: str, character_style: str, direct: RunOverrides) -> RunProperties:
        """A run's properties: its paragraph's style, its character style, then its own formatting."""
        base = self._run_base(self._known(paragraph_style))
        for style in self._chain(character_style):
            base = replace(base, **style.run)
        return replace(base, **self.theme.resolve(direct)) if direct else base

    def _run_base(self, style_id: str) -> RunProperties:
        if style_id not in self._runs:
            resolved = self.run_default
            for style in self._chain(style_id):
                resolved = replace(resolved, **style.run)
            self._runs[style_id] = resolved
        return self._runs[style_id]


class CellSheets(Struct):
    """The style sheets of a document's cells, each made once for what its table's style gives."""

    _outside: StyleSheet | None = None
    _by_format: dict[str, StyleSheet] = field(default_factory=dict)
    _known: dict[int, tuple[CellFormat, StyleSheet]] = field(default_factory=dict)

    def for_cell(self, around: StyleSheet, given: CellFormat) -> StyleSheet:
        """The sheet for a cell; a nested table's cells take nothing from the outer one.

        ``around`` is that of the text around it: the first cell of all stands in no other.
        """
        self._outside = self._outside or around
        known = self._known.get(id(given))
        if known is None:
            sheet = self._outside
            if given.paragraph or given.run:
                key = f"{given.paragraph}{given.run}"
                if key not in self._by_format:
                    self._by_format[key] = self._outside.beneath(given.paragraph, given.run)
                sheet = self._by_format[key]
            known = self._known[id(given)] = (given, sheet)
        return known[1]


def read_styles(
    root: _Element | None, unknown: set[str], theme: Theme | None = None, numbering: Numbering | None = None
) -> StyleSheet:
    """The style sheet of a document; names of settings that are not understood go into ``unknown``."""
    theme, numbering = theme or Theme(), numbering or Numbering()
    if root is None:
        return StyleSheet(ParagraphProperties(), RunProperties(), "", {}, theme, numbering)
    run_default = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    paragraph_default = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
    styles: dict[str, Style] = {}
    default_style = ""
    for element in root.iterfind(f"{W}style"):
        style_id = element.get(f"{W}styleId", "")
        if not style_id:
            # Nothing can refer to it, and no paragraph without a style may come to have it.
            continue
        styles[style_id] = _read_style(element, unknown, theme, numbering)
        is_default = element.get(f"{W}default", "0") in {"1", "true", "on"}
        if is_default and element.get(f"{W}type") == "paragraph":
            default_style = style_id
    return StyleSheet(
        ParagraphProperties().overridden(read_paragraph_format(paragraph_default, unknown)),
        replace(RunProperties(), **theme.resolve(read_run_format(run_default, unknown))),
        default_style,
        styles,
        theme,
        numbering,
    )


def _read_style(element: _Element, unknown: set[str], theme: Theme, numbering: Numbering) -> Style:
    name = element.find(f"{W}name")
    based_on = element.find(f"{W}basedOn")
    paragraph = read_paragraph_format(element.find(f"{W}pPr"), unknown)
    if "list_id" in paragraph and "list_level" not in paragraph:
        # 17.9.25: a style that names only its list stands on the level that the list keeps for it.
        style_id = element.get(f"{W}styleId", "")
        paragraph["list_level"] = numbering.level_of_style(paragraph["list_id"], style_id)
    return Style(
        name="" if name is None else name.get(f"{W}val", ""),
        based_on="" if based_on is None else based_on.get(f"{W}val", ""),
        paragraph=paragraph,
        run=theme.resolve(read_run_format(element.find(f"{W}rPr"), unknown)),
    )
