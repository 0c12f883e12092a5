"""A paragraph's inlines → glyphs: each character with its face, width and manner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.diagnostics import Place
from report_builder.typesetting.document.content import (
    Break,
    Composition,
    Destination,
    Drawing,
    NoteSpan,
    PageField,
    TextRun,
)
from report_builder.typesetting.fonts.latin import class_of_name
from report_builder.typesetting.fonts.missing_characters import STAND_IN, MissingCharacters, width_of_stand_in
from report_builder.typesetting.placed.pages import GlyphLook
from report_builder.typesetting.text.characters import (
    OBJECT,
    is_ambiguous,
    is_east_asian,
    is_east_asian_like,
    is_foreign_letter,
)
from report_builder.typesetting.text.composing import Composer
from report_builder.typesetting.text.fitting import fit_widths, joined
from report_builder.typesetting.text.glyph_strings import NO_MANNER, GlyphManner, GlyphString
from report_builder.typesetting.text.neighbours import among_hanzi, deciding, deciding_after
from report_builder.typesetting.text.page_numbers import tell_of_nothing
from report_builder.word.symbols import LIKENESSES, NO_BREAK_HYPHEN, is_unseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from report_builder.diagnostics import Findings
    from report_builder.typesetting.document.content import DocumentParagraph, Inline, Span
    from report_builder.typesetting.document.properties import RunProperties
    from report_builder.typesetting.fonts.faces import Face, Faces
    from report_builder.typesetting.fonts.latin import FontClass
    from report_builder.typesetting.text.fitting import Stretch
    from report_builder.typesetting.text.page_numbers import PageNumbers

# Where tabs reach that no paragraph sets (默认制表位), if the file does not say (17.15.1.25); files of Word's
# in Chinese say two characters of 10.5 pt.
DEFAULT_TAB: Final = 36.0
LINE_BREAK: Final = "\n"
PAGE_BREAK: Final = "\f"
COLUMN_BREAK: Final = "\v"
_BREAKS: Final = {Break.LINE: LINE_BREAK, Break.PAGE: PAGE_BREAK, Break.COLUMN: COLUMN_BREAK}

# The space between hanzi and letters or digits: Word's and LibreOffice's, as a share of the size.
WORD_SCRIPT_GAP: Final = 0.25
LIBREOFFICE_SCRIPT_GAP: Final = 0.2

# Word sets superior and inferior characters at two thirds of the size, a third of it up or a sixth down.
_SCRIPT_SIZE: Final = 2 / 3
_SUPERSCRIPT_RISE: Final = 1 / 3
_SUBSCRIPT_RISE: Final = -1 / 6
_SHIFTS: Final = {"superscript": _SUPERSCRIPT_RISE, "subscript": _SUBSCRIPT_RISE}


class Options(Struct, frozen=True):
    """What word processors do differently, by name.

    ``script_gap`` is the space between hanzi and letters or digits, as a share of the size.
    ``spaces_out_scripts`` says that letter spacing also follows the last character before another
    script begins; LibreOffice leaves it out there. ``hangs_after_latin`` and ``hangs_in_cells`` say
    where a mark may hang beyond a line's end; in LibreOffice it may not. ``leads_hanzi`` says that a line
    of hanzi in single spacing is higher than their face.
    """

    script_gap: float = WORD_SCRIPT_GAP
    spaces_out_scripts: bool = True
    hangs_after_latin: bool = True
    hangs_in_cells: bool = True
    leads_hanzi: bool = True


AS_IN_LIBREOFFICE: Final = Options(
    script_gap=LIBREOFFICE_SCRIPT_GAP,
    spaces_out_scripts=False,
    hangs_after_latin=False,
    hangs_in_cells=False,
    leads_hanzi=False,
)


# A glyph's advance with its spacing, its manner and the character that is painted; and those of some
# properties by their characters, or by font name and character where neighbours choose the font.
_Glyph = tuple[float, GlyphManner, str]
_Glyphs = dict[str | tuple[str, str], _Glyph]


class Shaper(Struct):
    """Turns text into glyphs; says once of each font name that no face has it.

    ``grid_space`` is what a character grid (每行字数) adds to every hanzi, negative to condense;
    ``compress`` says that the document wants full-width marks closed up (标点压缩), ``default_tab`` how
    far apart the stops are that no paragraph sets; ``absences`` gathers the characters that no face has,
    ``font_classes`` says of the fonts that the file names, in small letters, of which class they are.
    """

    faces: Faces
    name: str
    findings: Findings
    options: Options
    grid_space: float = 0.0
    compress: bool = False
    default_tab: float = DEFAULT_TAB
    absences: MissingCharacters = field(default_factory=MissingCharacters)
    font_classes: Mapping[str, FontClass] = field(default_factory=dict)
    _measured: dict[tuple[RunProperties, float], _Glyphs] = field(default_factory=dict)
    _known_glyphs: dict[tuple[int, float], tuple[RunProperties, _Glyphs]] = field(default_factory=dict)
    _manners: dict[GlyphManner, GlyphManner] = field(default_factory=dict)
    _known_manners: dict[tuple[int, str, str, float], tuple[RunProperties, GlyphManner]] = field(
        default_factory=dict
    )
    _told: set[str] = field(default_factory=set)
    _latin: dict[str, str] = field(default_factory=dict)
    _ahead: dict[int, tuple[tuple[Inline, ...], GlyphString]] = field(default_factory=dict)

    def turn_to_grid(self, space: float) -> None:
        """Set what follows on another character grid, or on none."""
        self.grid_space = space

    def shape_ahead(self, paragraph: DocumentParagraph) -> GlyphString:
        """The glyphs of a paragraph to be measured, kept for when it is set."""
        inlines = paragraph.inlines
        string = self.shape(inlines, paragraph.ordinal, None)
        if inlines and not any(isinstance(inline, PageField) for inline in inlines):
            self._ahead[id(inlines)] = (inlines, string)
        return string

    def shape(self, inlines: Iterable[Inline], ordinal: int, numbers: PageNumbers | None) -> GlyphString:
        """The glyphs of a paragraph; ``ordinal`` places what is found."""
        ahead = self._ahead.pop(id(inlines), None)
        if ahead is not None and ahead[0] is inlines:
            return ahead[1]
        string = GlyphString()
        fitted: list[Stretch] = []
        inlines = list(inlines)
        following = deciding_after(inlines)
        for index, inline in enumerate(inlines):
            if isinstance(inline, TextRun):
                start = len(string.characters)
                self._shape_text(inline.text, inline.properties, string, ordinal, following[index])
                joined(fitted, start, len(string.characters), inline.properties.fit)
                if inline.span is not None:
                    self._give_owner(string, start, inline.span)
            elif isinstance(inline, Destination):
                string.places.append((len(string.characters), inline.name))
            elif isinstance(inline, PageField):
                shown = numbers.show(inline) if numbers else inline.result
                if not shown:
                    tell_of_nothing(inline, Place(self.name, paragraph=ordinal), self.findings)
                self._shape_text(shown, inline.properties, string, ordinal)
            elif isinstance(inline, Composition):
                self._add_composition(inline, string, ordinal)
            elif isinstance(inline, Drawing):
                _add_drawing(inline, string)
            else:
                self._add_break(inline, string)
        fit_widths(string, fitted)
        return string

    def _give_owner(self, string: GlyphString, start: int, span: Span) -> None:
        """Mark the glyphs from ``start`` on as a span's, so that they make runs of their own."""
        if span not in string.spans:
            string.spans.append(span)
        if isinstance(span, NoteSpan):
            string.marks.update(range(start, len(string.manners)))
        owner = string.spans.index(span) + 1
        for index in range(start, len(string.manners)):
            manner = replace(string.manners[index], owner=owner)
            string.manners[index] = self._manners.setdefault(manner, manner)

    def _add_composition(self, inline: Composition, string: GlyphString, ordinal: int) -> None:
        """Take a composition as if it were a character; its line is as high as its largest ones ask for."""
        composed = Composer(lambda run: self.shape((run,), ordinal, None)).compose(inline.node)
        manners = [self.manner(leaf.properties) for leaf in inline.node.leaves] or [NO_MANNER]
        strut = max(manners, key=lambda manner: manner.look.size)
        manner = GlyphManner(
            strut.look,
            ascent=max(composed.ascent, strut.ascent),
            descent=max(composed.descent, strut.descent),
            leading=strut.leading
            if composed.ascent + composed.descent < strut.ascent + strut.descent
            else 0.0,
            composed=composed,
        )
        string.characters.append(OBJECT)
        string.widths.append(composed.width)
        string.manners.append(manner)
        if inline.span is not None:
            self._give_owner(string, len(string.manners) - 1, inline.span)

    def manner(self, properties: RunProperties) -> GlyphManner:
        """How the properties' East Asian face is set: an empty paragraph takes its height from it."""
        return self._measure(properties, properties.east_asian, "　")[1]

    def _add_break(self, kind: Break, string: GlyphString) -> None:
        string.characters.append(_BREAKS[kind])
        string.widths.append(0.0)
        string.manners.append(string.manners[-1] if string.manners else NO_MANNER)

    def _shape_text(
        self, text: str, properties: RunProperties, string: GlyphString, ordinal: int, following: str = ""
    ) -> None:
        """Add the glyphs of a text; ``following`` is the first character after it that is of a script."""
        measured = self._glyphs_in(properties)
        missing = self.absences.missing
        start = len(string.characters)
        for index, character in enumerate(text):
            found = measured.get(character)
            if found is None:
                if is_unseen(character):
                    continue
                leading = ""
                if is_ambiguous(character):
                    leading = deciding(reversed(string.characters[:start]))
                family = self._family((leading, text, following), index, character, properties, ordinal)
                found = self._glyph(family, character, properties, ordinal)
            elif missing and found[1].absent:
                self.absences.miss(found[1].absent, ordinal)
            string.characters.append(found[2])
            string.widths.append(found[0])
            string.manners.append(found[1])

    def _glyphs_in(self, properties: RunProperties) -> _Glyphs:
        """The glyphs of some properties that are known: comparing all of these takes longer than setting."""
        key = (id(properties), self.grid_space)
        known = self._known_glyphs.get(key)
        if known is None:
            measured = self._measured.setdefault((properties, self.grid_space), {})
            known = self._known_glyphs[key] = (properties, measured)
        return known[1]

    def _glyph(self, family: str, character: str, properties: RunProperties, ordinal: int) -> _Glyph:
        """A character's glyph; kept by the character alone where no neighbour has a say in it."""
        measured = self._glyphs_in(properties)
        found = measured.get((family, character))
        if found is None:
            shown = self._shown(family, character)
            kept = character if character == NO_BREAK_HYPHEN else shown
            found = measured[family, character] = (*self._measure(properties, family, shown), kept)
            if found[1].absent:
                self.absences.miss(shown, ordinal)
            else:
                self.absences.meet(shown, ordinal)
        elif found[1].absent:
            self.absences.miss(found[1].absent, ordinal)
        if properties.hint_east_asian or not is_ambiguous(character):
            measured[character] = found
        return found

    def _shown(self, family: str, character: str) -> str:
        """The character that is painted: a likeness where no face has the one that is written."""
        covered = character != NO_BREAK_HYPHEN and self.faces.covering(family, character) is not None
        return character if covered else LIKENESSES.get(character, character)

    def _family(
        self,
        texts: tuple[str, str, str],
        index: int,
        character: str,
        properties: RunProperties,
        ordinal: int,
    ) -> str:
        """The font name that the character takes (ECMA-376 17.3.2.26)."""
        if is_east_asian(character):
            return self._known(properties.east_asian, ordinal)
        if not is_ambiguous(character):
            if properties.hint_east_asian and is_foreign_letter(character):
                return self._known(properties.east_asian, ordinal)
            return self._latin_known(
                properties.ascii if character < "\x80" else properties.high_ansi, ordinal
            )
        if properties.hint_east_asian or among_hanzi(*texts, index):
            return self._known(properties.east_asian, ordinal)
        return self._latin_known(properties.high_ansi, ordinal)

    def _measure(self, properties: RunProperties, family: str, character: str) -> tuple[float, GlyphManner]:
        face = self.faces.covering(family, character)
        absent = "" if face or character == "\t" else character
        scale = properties.scale
        if absent:
            character, scale = STAND_IN, scale * width_of_stand_in(absent)
            face = self.faces.covering(family, character)
        face = face or self.faces.for_family(family)
        manner = self._manner_in(face, properties, absent, is_hanzi=is_east_asian_like(absent or character))
        share = _SCRIPT_SIZE if properties.script in _SHIFTS else 1.0
        size = properties.size * share
        advance = (face.advance(character) if face.covers(character) else 1.0) * size * scale
        return advance + manner.spacing, manner

    def _manner_in(
        self, face: Face, properties: RunProperties, absent: str, *, is_hanzi: bool
    ) -> GlyphManner:
        """How a face sets characters of some properties; only hanzi stand on a character grid."""
        grid_space = self.grid_space if is_hanzi else 0.0
        key = (id(properties), face.name, absent, grid_space)
        known = self._known_manners.get(key)
        if known is not None:
            return known[1]
        shift = _SHIFTS.get(properties.script, 0.0)
        size = properties.size * (_SCRIPT_SIZE if shift else 1.0)
        scale = properties.scale * (width_of_stand_in(absent) if absent else 1.0)
        manner = GlyphManner(
            look=GlyphLook(face.name, size, properties.colour, properties.bold, properties.italic, scale),
            spacing=properties.spacing + grid_space,
            ascent=face.ascent * properties.size,
            descent=face.descent * properties.size,
            leading=self._leading(face) * properties.size,
            rise=properties.rise + shift * properties.size,
            underline=properties.underline,
            strike=properties.strike or properties.double_strike,
            double_strike=properties.double_strike,
            border=properties.border,
            emphasis=properties.emphasis,
            shading=properties.shading,
            absent=absent,
        )
        # Glyphs set alike share one value, so that runs are gathered by identity.
        manner = self._manners.setdefault(manner, manner)
        self._known_manners[key] = (properties, manner)
        return manner

    def _leading(self, face: Face) -> float:
        """What a line in single spacing is higher than its face, in em."""
        return face.leading if self.options.leads_hanzi else 0.0

    def _known(self, family: str, ordinal: int) -> str:
        """A font's name; says once that no face has it, and the default face stands in."""
        if family not in self._told and not self.faces.knows(family):
            self._tell_of_stand_in(family, self.faces.for_family(family), ordinal)
        return family

    def _latin_known(self, family: str, ordinal: int) -> str:
        """The same for letters; those of a font that nobody knows are set in a face of its class."""
        found = self._latin.get(family)
        if found is None:
            found, face = family, None
            if not self.faces.knows(family):
                kind = self.font_classes.get(family.strip().casefold()) or class_of_name(family)
                face = self.faces.of_class(kind)
                found = face.families[0] if face else family
                if family not in self._told:
                    self._tell_of_stand_in(family, face or self.faces.for_family(family), ordinal)
            self._latin[family] = found
        return found

    def _tell_of_stand_in(self, family: str, face: Face, ordinal: int) -> None:
        self._told.add(family)
        self.findings.notice(
            "font.unknown",
            Place(self.name, paragraph=ordinal),
            f"没有“{family}”这个字体，用“{face.families[0]}”代替",
        )


def _add_drawing(drawing: Drawing, string: GlyphString) -> None:
    """Take a drawing: one in the line as if it were a character, an anchored one beside them."""
    if drawing.anchor is not None:
        string.anchors.append((len(string.characters), drawing))
        return
    string.characters.append(OBJECT)
    string.widths.append(drawing.width)
    string.manners.append(GlyphManner(GlyphLook("", 0.0), ascent=drawing.height, drawing=drawing))
