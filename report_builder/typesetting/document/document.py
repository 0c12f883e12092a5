"""A whole Word document as a value: its sections in their order, and what holds for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.typesetting.document.content import Block
    from report_builder.typesetting.document.paper import PageSection
    from report_builder.typesetting.fonts.latin import FontClass


class Document(Struct, frozen=True):
    """A whole document.

    ``note_separator`` is the paragraph whose height the line above the footnotes takes;
    ``even_and_odd`` says that even pages have their own headers and footers, ``compresses_marks``
    that full-width marks are closed up (ECMA-376 17.15.1.18), ``mirrors_margins`` that even pages
    swap their side margins (对称页边距). ``default_tab`` is 0 where the file does not say; ``font_classes``
    says of the fonts that it names, in small letters, of which class they are; ``numbered_notes`` of each
    footnote in its order whether it has a number, not a mark of its own.
    """

    title: str
    author: str
    subject: str
    language: str
    created: str
    sections: tuple[PageSection, ...]
    note_separator: tuple[Block, ...]
    even_and_odd: bool
    aligns_table_edge: bool
    compresses_marks: bool = False
    default_tab: float = 0.0
    mirrors_margins: bool = False
    numbered_notes: tuple[bool, ...] = ()
    font_classes: Mapping[str, FontClass] = field(default_factory=dict)
