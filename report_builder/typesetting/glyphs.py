"""A paragraph's inlines → glyphs: each character with its face, width and look."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Place
from report_builder.typesetting.characters import is_ambiguous, is_east_asian
from report_builder.typesetting.content import Break, FieldName, PageField, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.diagnostics import Findings
    from report_builder.typesetting.faces import Faces
    from report_builder.typesetting.properties import RunProperties

LINE_BREAK: Final = "\n"
PAGE_BREAK: Final = "\f"


@dataclass(frozen=True, slots=True)
class Look:
    """What neighbouring glyphs must share to be drawn in one run; ``spacing`` and the rest in points."""

    face: str
    size: float
    colour: str
    bold: bool
    spacing: float
    ascent: float
    descent: float


@dataclass(slots=True)
class GlyphString:
    """A paragraph's characters in order; the three lists run side by side.

    ``widths`` hold each character's advance and letter spacing. Breaks stand in as control
    characters without a width.
    """

    characters: list[str] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PageNumbers:
    """What page fields show."""

    page: int
    pages: int

    def show(self, name: FieldName) -> str:
        """The field's text."""
        return str(self.page if name is FieldName.PAGE else self.pages)


# The space between hanzi and letters or digits: Word's, as a share of the size.
WORD_SCRIPT_GAP: Final = 0.25
LIBREOFFICE_SCRIPT_GAP: Final = 0.2


@dataclass(frozen=True, slots=True)
class Options:
    """What word processors do differently, by name.

    ``script_gap`` is the space between hanzi and letters or digits, as a share of the size.
    """

    script_gap: float = WORD_SCRIPT_GAP


@dataclass(slots=True)
class Shaper:
    """Turns text into glyphs; says once of each font name and character that no face can set it."""

    faces: Faces
    name: str
    findings: Findings
    options: Options
    _measured: dict[tuple[RunProperties, str, str], tuple[float, Look]] = field(default_factory=dict)
    _looks: dict[Look, Look] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    def shape(
        self, inlines: Iterable[Text | PageField | Break], ordinal: int, numbers: PageNumbers | None
    ) -> GlyphString:
        """The glyphs of a paragraph; ``ordinal`` places what is found."""
        string = GlyphString()
        for inline in inlines:
            if isinstance(inline, Text):
                self._shape_text(inline.text, inline.properties, string, ordinal)
            elif isinstance(inline, PageField):
                shown = numbers.show(inline.name) if numbers else ""
                self._shape_text(shown, inline.properties, string, ordinal)
            else:
                self._add_break(inline, string)
        return string

    def look(self, properties: RunProperties) -> Look:
        """How the properties' East Asian face looks: an empty paragraph takes its height from it."""
        return self._measure(properties, properties.east_asian, "　")[1]

    def _add_break(self, kind: Break, string: GlyphString) -> None:
        string.characters.append(LINE_BREAK if kind is Break.LINE else PAGE_BREAK)
        string.widths.append(0.0)
        string.looks.append(string.looks[-1] if string.looks else _NO_LOOK)

    def _shape_text(self, text: str, properties: RunProperties, string: GlyphString, ordinal: int) -> None:
        for index, character in enumerate(text):
            if character in "\n\r\u00ad\u200b\ufeff":
                continue
            family = self._family(text, index, character, properties)
            key = (properties, family, character)
            measured = self._measured.get(key)
            if measured is None:
                self._check(family, character, ordinal)
                measured = self._measured[key] = self._measure(properties, family, character)
            string.characters.append(character)
            string.widths.append(measured[0])
            string.looks.append(measured[1])

    def _family(self, text: str, index: int, character: str, properties: RunProperties) -> str:
        """The font name that the character takes (ECMA-376 17.3.2.26)."""
        if is_east_asian(character):
            return properties.east_asian
        if not is_ambiguous(character):
            return properties.ascii if character < "\x80" else properties.high_ansi
        if properties.hint_east_asian or _among_hanzi(text, index):
            return properties.east_asian
        return properties.high_ansi

    def _measure(self, properties: RunProperties, family: str, character: str) -> tuple[float, Look]:
        face = self.faces.covering(family, character) or self.faces.for_family(family)
        size = properties.size
        advance = face.advance(character) if face.covers(character) else 1.0
        look = Look(
            face.name,
            size,
            properties.colour,
            properties.bold,
            properties.spacing,
            face.ascent * size,
            face.descent * size,
        )
        # Glyphs that look alike share one value, so that runs are gathered by identity.
        return advance * size + properties.spacing, self._looks.setdefault(look, look)

    def _check(self, family: str, character: str, ordinal: int) -> None:
        place = Place(self.name, paragraph=ordinal)
        if not self.faces.knows(family) and family not in self._told:
            self._told.add(family)
            self.findings.notice(
                "font.unknown",
                place,
                f"没有“{family}”这个字体，用“{self.faces.for_family(family).families[0]}”代替",
            )
        if (
            self.faces.covering(family, character) is None
            and character != "\t"
            and character not in self._told
        ):
            self._told.add(character)
            self.findings.error(
                "font.no_glyph",
                place,
                f"所有字体里都没有“{character}”（U+{ord(character):04X}）这个字，不能排进 PDF",
                remedy="请改用别的字，或者在 fonts 文件夹里放一个有这个字的字体",
            )


_NO_LOOK: Final = Look("", 0.0, "000000", bold=False, spacing=0.0, ascent=0.0, descent=0.0)


def _among_hanzi(text: str, index: int) -> bool:
    """Whether the nearest decided neighbour of an ambiguous character is East Asian."""
    neighbours = (*reversed(text[:index]), *text[index + 1 :])
    return next((is_east_asian(other) for other in neighbours if not is_ambiguous(other)), True)
