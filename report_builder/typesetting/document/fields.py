"""A field that its file has no result for → what it shows, where its words stand in the instruction.

What cannot be known without Word, such as a date or a heading's text, is named as a field without a result.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.numerals import numeral
from report_builder.typesetting.document.compositions import Leaf, SideBySide
from report_builder.typesetting.document.content import Composition, FormulaSpan, TextRun
from report_builder.typesetting.document.eq_fields import read_equation
from report_builder.word.packages import W
from report_builder.word.symbols import plain_character

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.etree import _Element

    from report_builder.typesetting.document.compositions import Node
    from report_builder.typesetting.document.content import Inline, Span
    from report_builder.typesetting.document.eq_fields import Piece
    from report_builder.typesetting.document.properties import RunProperties

# Fields that show nothing by what they are: entries of indexes, settings, prompts, data.
_SHOWS_NOTHING: Final = frozenset(
    "ADDIN ADVANCE ASK BIDIOUTLINE CONTROL DATA EMBED FILLIN FORMTEXT HYPERLINK NEXT NEXTIF PRINT PRIVATE RD "
    "SET SHAPE SKIPIF TA TC XE".split()
)
_WORDS: Final = re.compile(r'"((?:[^"\\]|\\.)*)"|“([^”]*)”|(\S+)')
# What the general switch \* names → the file's names of number formats (ECMA-376 17.16.4.3.1, 17.18.59).
_STYLES: Final = {
    "Arabic": "decimal",
    "ArabicDash": "numberInDash",
    "ALPHABETIC": "upperLetter",
    "alphabetic": "lowerLetter",
    "ROMAN": "upperRoman",
    "Roman": "upperRoman",
    "roman": "lowerRoman",
    "CHINESENUM1": "ideographDigital",
    "CHINESENUM2": "chineseLegalSimplified",
    "CHINESENUM3": "chineseCountingThousand",
    "GB1": "decimalEnclosedFullstop",
    "GB2": "decimalEnclosedParen",
    "GB3": "decimalEnclosedCircleChinese",
    "GB4": "ideographEnclosedCircle",
    "CIRCLENUM": "decimalEnclosedCircle",
    "DBCHAR": "decimalFullWidth",
    "SBCHAR": "decimal",
    "ZODIAC1": "ideographTraditional",
    "ZODIAC2": "ideographZodiac",
    "ZODIAC3": "ideographZodiacTraditional",
}
_LEVELS: Final = 9
# The formats of Word's own lists for LISTNUM, level by level (17.16.5.34).
_LISTS: Final = {
    "NUMBERDEFAULT": (
        ("", "decimal", ")"), ("", "lowerLetter", ")"), ("", "lowerRoman", ")"),
        ("(", "decimal", ")"), ("(", "lowerLetter", ")"), ("(", "lowerRoman", ")"),
        ("", "decimal", "."), ("", "lowerLetter", "."), ("", "lowerRoman", "."),
    ),
    "OUTLINEDEFAULT": (
        ("", "upperRoman", "."), ("", "upperLetter", "."), ("", "decimal", "."),
        ("", "lowerLetter", ")"), ("(", "decimal", ")"), ("(", "lowerLetter", ")"),
        ("(", "lowerRoman", ")"), ("(", "lowerLetter", ")"), ("(", "lowerRoman", ")"),
    ),
}  # fmt: skip
_LEGAL: Final = "LEGALDEFAULT"
_OFF: Final = frozenset(("0", "false", "off"))
_ANSI: Final = range(0x80, 0x100)
_DOUBLE: Final = range(0x8140, 0xFEFF)


class FieldNumbers(Struct):
    """How far the fields that number themselves have counted, by kind and level (AUTONUM, LISTNUM)."""

    counts: dict[str, list[int]] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)

    def next(self, kind: str, level: int, start: int | None = None) -> tuple[int, ...]:
        """Count one of a level; every level's number by then."""
        counts = self.counts.setdefault(kind, [0] * _LEVELS)
        counts[level] = counts[level] + 1 if start is None else start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        return tuple(counts)


class ShownField(Struct, frozen=True):
    """A field to be shown: its instruction, the paragraph's outline level, its form's data if it has any.

    ``empty`` says that the file has a result for it, of which nothing is seen.
    """

    pieces: Sequence[Piece]
    outline: int | None = None
    form: _Element | None = None
    empty: bool = False
    span: Span | None = None

    @property
    def instruction(self) -> str:
        """Its words without their looks."""
        return "".join(shown for shown, _ in self.pieces if isinstance(shown, str))

    @property
    def look(self) -> RunProperties | None:
        """How its first words look."""
        return next(
            (look for shown, look in self.pieces if not isinstance(shown, str) or shown.strip()), None
        )

    def text(self, shown: str) -> list[Inline]:
        """Plain text in the field's place."""
        look = self.look
        return [TextRun(shown, look, self.span)] if shown and look else []


def show_field(shown: ShownField, numbers: FieldNumbers, unknown: set[str]) -> list[Inline]:
    """What stands in a field's place; the name of one that cannot be shown goes into ``unknown``."""
    name = first_word(shown.instruction)
    show = _SHOWN.get(name)
    if show is not None:
        return show(shown, numbers, unknown)
    if name and not shown.empty and name not in _SHOWS_NOTHING:
        unknown.add(f"没有结果的域 {name}")
    return []


def first_word(instruction: str) -> str:
    """The name of a field."""
    name = (instruction.split() or [""])[0].upper()
    return "=" if name.startswith("=") else name


def number_style(instruction: str) -> str:
    r"""The format of a number that ``\\*`` asks for, by the file's names of formats; empty for none."""
    named = re.findall(r"\\\*\s*(\S+)", instruction)
    return next((_STYLES[name] for name in named if name in _STYLES), "")


def words_of(instruction: str) -> list[str]:
    """The words of an instruction, those in quotation marks whole."""
    found = _WORDS.findall(instruction)
    return [quoted.replace('\\"', '"') or curly or plain for quoted, curly, plain in found]


def _switches(words: Sequence[str]) -> dict[str, str]:
    r"""The word after each ``\\x``; the switches themselves without their backslash."""
    pairs = zip(words, [*words[1:], ""], strict=True)
    return {word[1:].lower(): following for word, following in pairs if word.startswith("\\")}


def _equation(shown: ShownField, _: FieldNumbers, __: set[str]) -> list[Inline]:
    node = read_equation(shown.pieces)
    return [] if node is None else composed_inlines(node, shown.span)


def composed_inlines(node: Node, span: Span | None) -> list[Inline]:
    """A composition in a line: what follows in a row may part at the line's end."""
    owner = FormulaSpan(node.spoken) if node.is_formula and node.spoken.strip() else span
    parts = node.parts if isinstance(node, SideBySide) else (node,)
    return [
        TextRun(part.text, part.properties, owner) if isinstance(part, Leaf) else Composition(part, owner)
        for part in parts
    ]


def _symbol(shown: ShownField, _: FieldNumbers, unknown: set[str]) -> list[Inline]:
    words = words_of(shown.instruction)
    code = _code(words[1]) if len(words) > 1 else None
    switches = _switches(words)
    font = switches.get("f", "")
    text = None if code is None else plain_character(code, font)
    if text is not None and not font and "u" not in switches:
        text = _of_code_page(code or 0)
    if text is None:
        unknown.add(f"符号 {font} {' '.join(words[1:2])}")
        return []
    return shown.text(text)


def _code(word: str) -> int | None:
    """A character's code in figures, or the character itself."""
    try:
        code = int(word, 16) if word.lower().startswith("0x") else int(word)
    except ValueError:
        return ord(word) if len(word) == 1 else None
    return code if 0 <= code <= sys.maxunicode else None


def _of_code_page(code: int) -> str:
    """The character that a code means on Chinese Windows, where no font and no standard is named."""
    try:
        if code in _ANSI:
            return bytes([code]).decode("cp1252")
        if code in _DOUBLE:
            return code.to_bytes(2, "big").decode("gbk")
    except UnicodeDecodeError:
        pass
    return chr(code)


def _quote(shown: ShownField, _: FieldNumbers, __: set[str]) -> list[Inline]:
    words = words_of(shown.instruction)[1:]
    kept: list[str] = []
    skips = False
    for word in words:
        if not skips and not word.startswith("\\"):
            kept.append(word)
        skips = word in {"\\*", "\\@", "\\#"}
    return shown.text(" ".join(kept))


def _button(shown: ShownField, _: FieldNumbers, __: set[str]) -> list[Inline]:
    """The words of a button: all but the field's name and that of the macro, each as it looks."""
    found: list[Inline] = []
    skipped = 0
    inside = False
    for piece, look in shown.pieces:
        if not isinstance(piece, str):
            found.append(Composition(piece, shown.span))
            continue
        kept = ""
        for character in piece:
            if skipped == 2 and (found or kept or character != " "):  # noqa: PLR2004 - the name and the macro
                kept += character
            elif skipped < 2:  # noqa: PLR2004 - as above
                skipped += inside and character == " "
                inside = character != " "
        if kept:
            found.append(TextRun(kept, look, shown.span))
    return found


def _automatic(shown: ShownField, numbers: FieldNumbers, _: set[str]) -> list[Inline]:
    """A paragraph's own number (AUTONUM 1., AUTONUMLGL 1.1., AUTONUMOUT I.), by its outline level."""
    words = words_of(shown.instruction)
    name = words[0].upper()
    level = min(_LEVELS - 1 if shown.outline is None else shown.outline, _LEVELS - 1)
    counts = numbers.next(name, level)
    mark = _switches(words).get("s", ".")[:1]
    if name == "AUTONUMOUT":
        return shown.text(_numbered("OUTLINEDEFAULT", counts, level if shown.outline is not None else 0))
    if name == "AUTONUMLGL":
        own = [str(count) for count in counts[: level + 1] if count]
        return shown.text(mark.join(own) + ("" if "e" in _switches(words) else mark))
    style = number_style(shown.instruction) or "decimal"
    return shown.text((numeral(counts[level], style) or str(counts[level])) + mark)


def _listed(shown: ShownField, numbers: FieldNumbers, _: set[str]) -> list[Inline]:
    """The next number of a list inside a paragraph."""
    words = words_of(shown.instruction)
    named = words[1] if len(words) > 1 and not words[1].startswith("\\") else ""
    name = named.upper() if named.upper() in {*_LISTS, _LEGAL} else "NUMBERDEFAULT"
    switches = _switches(words)
    wanted, start = _whole(switches.get("l", "")), _whole(switches.get("s", ""))
    level = numbers.levels.get(name, 0) if wanted is None else min(max(wanted, 1), _LEVELS) - 1
    numbers.levels[name] = level
    return shown.text(_numbered(name, numbers.next(f"LISTNUM {name}", level, start), level))


def _numbered(name: str, counts: Sequence[int], level: int) -> str:
    if name == _LEGAL:
        return "".join(f"{count or 1}." for count in counts[: level + 1])
    before, style, after = _LISTS[name][level]
    number = counts[level] or max(counts)
    return f"{before}{numeral(number, style) or number}{after}"


def _whole(word: str) -> int | None:
    return int(word) if word.isdecimal() else None


def _checkbox(shown: ShownField, _: FieldNumbers, __: set[str]) -> list[Inline]:
    box = None if shown.form is None else shown.form.find(f"{W}checkBox")
    states = [] if box is None else [box.find(f"{W}checked"), box.find(f"{W}default")]
    state = next((each for each in states if each is not None), None)
    return shown.text("☐" if state is None or state.get(f"{W}val", "true") in _OFF else "☑")


def _choice(shown: ShownField, _: FieldNumbers, __: set[str]) -> list[Inline]:
    choices = None if shown.form is None else shown.form.find(f"{W}ddList")
    if choices is None:
        return []
    chosen = [choices.find(f"{W}result"), choices.find(f"{W}default")]
    index = next((_whole(each.get(f"{W}val", "")) for each in chosen if each is not None), 0) or 0
    entries = [entry.get(f"{W}val", "") for entry in choices.iterfind(f"{W}listEntry")]
    return shown.text(entries[index] if index < len(entries) else "")


_SHOWN: Final[dict[str, Callable[[ShownField, FieldNumbers, set[str]], list[Inline]]]] = {
    "AUTONUM": _automatic,
    "AUTONUMLGL": _automatic,
    "AUTONUMOUT": _automatic,
    "EQ": _equation,
    "FORMCHECKBOX": _checkbox,
    "FORMDROPDOWN": _choice,
    "GOTOBUTTON": _button,
    "LISTNUM": _listed,
    "MACROBUTTON": _button,
    "QUOTE": _quote,
    "SYMBOL": _symbol,
}
