r"""The words of an EQ field → a composition: ``\\o`` overlays, ``\\s`` raises, ``\\f`` makes a fraction …

The switches are those that Word's own help for the field describes. Chinese Word writes circled characters,
readings above hanzi and joined characters (带圈字符、拼音指南、合并字符) with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.typesetting.document.compositions import (
    BlankRoom,
    Boxed,
    Fenced,
    Fraction,
    Leaf,
    Matrix,
    Overlay,
    Raised,
    Root,
    Scripts,
    SideBySide,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from report_builder.typesetting.document.compositions import Across, Node
    from report_builder.typesetting.document.properties import RunProperties

Piece = tuple[str, "RunProperties"] | tuple["Node", "RunProperties"]
"""A part of an instruction: words as their run looks, or what another field in it shows."""

# Options of two letters by what stands after them: a number, a character, or nothing.
_NUMBERED: Final = frozenset(("co", "vs", "hs", "fo", "ba", "ai", "up", "di", "do"))
_MARKED: Final = frozenset(("lc", "rc", "bc", "fc", "vc"))
_PLAIN: Final = frozenset(("al", "ac", "ar", "ad", "li", "su", "pr", "in", "to", "bo", "le", "ri"))
_SWITCHES: Final = frozenset("abdfilorsx")
_ACROSS: Final[dict[str, Across]] = {"al": "left", "ac": "center", "ar": "right", "ad": "spread"}
_SIDES: Final = {"to": "top", "bo": "bottom", "le": "left", "ri": "right"}
_CLOSING: Final = {"(": ")", "[": "]", "{": "}", "<": ">", "（": "）"}
_OPERATORS: Final = {"su": "∑", "pr": "∏"}
# How far Word moves what a \s raises or lowers where no number says so.
_USUAL_RISE: Final = 2.0
_MOST_NESTED: Final = 30
_SEPARATORS: Final = ",;，；"


class _Sign(Struct, frozen=True):
    """A character of the instruction, or something that another field shows."""

    shown: str | Node
    properties: RunProperties


class _EqOptions(Struct):
    """What stands between a switch and its bracket."""

    names: list[str]
    numbers: dict[str, float]
    marks: dict[str, str]


def read_equation(pieces: Iterable[Piece]) -> Node | None:
    """The composition that an EQ field's instruction describes; ``None`` where it has no words."""
    signs: list[_Sign] = []
    for shown, properties in pieces:
        if isinstance(shown, str):
            signs += (_Sign(character, properties) for character in shown)
        else:
            signs.append(_Sign(shown, properties))
    reader = _EqFieldReader(signs)
    reader.skip_name()
    parts = reader.read_parts("")
    return SideBySide(parts) if parts else None


class _EqFieldReader(Struct):
    """Reads an instruction from left to right."""

    signs: Sequence[_Sign]
    place: int = 0
    depth: int = 0

    def _at(self, offset: int = 0) -> str:
        """The character so far ahead; empty at the end and for what is no character."""
        index = self.place + offset
        shown = self.signs[index].shown if index < len(self.signs) else ""
        return shown if isinstance(shown, str) else ""

    def _pair(self) -> str:
        """The two letters of an option after a backslash."""
        return (self._at(1) + self._at(2)).lower()

    def _skip_blanks(self) -> None:
        while self._at() == " ":
            self.place += 1

    def skip_name(self) -> None:
        """Go to what follows the field's name."""
        self._skip_blanks()
        while self._at().isascii() and self._at().isalpha():
            self.place += 1

    def read_parts(self, ends: str) -> tuple[Node, ...]:
        """Everything up to one of the characters that end it, at the outermost level without blanks."""
        found: list[Node] = []
        self._skip_blanks()
        inner = 0
        while self.place < len(self.signs):
            character = self._at()
            if not inner and character and character in ends:
                break
            inner += {"(": 1, ")": -1 if inner else 0}.get(character, 0)
            if character == "\\":
                found += self._read_switch()
            else:
                sign = self.signs[self.place]
                self.place += 1
                _take(found, sign.shown, sign.properties)
        return _without_end(found)

    def _read_switch(self) -> list[Node]:
        """What stands at a backslash: a switch with its elements, a general switch, or a plain character."""
        properties = self.signs[self.place].properties
        letter = self._at(1).lower()
        if letter == "*":
            self._skip_general()
            return []
        known = letter in _SWITCHES and letter != "" and self.depth < _MOST_NESTED
        self.place += 2
        if not known:
            found: list[Node] = []
            if self.place <= len(self.signs):
                sign = self.signs[self.place - 1]
                _take(found, sign.shown, sign.properties)
            return found
        options = self._read_options()
        elements = self._read_elements(single=letter in "bxd")
        found = [_COMPOSED[letter](elements, options, properties)]
        while letter == "s" and self._at() == "\\" and self._pair() in {"up", "do"}:
            options = self._read_options()
            found.append(_raised(self._read_elements(single=False), options, properties))
        return found

    def _skip_general(self) -> None:
        r"""Go past ``\\*`` and its word, which may stand in quotation marks."""
        self.place += 2
        self._skip_blanks()
        quoted = self._at() in {'"', "“"}
        self.place += quoted
        while self.place < len(self.signs) and self._at() not in ({'"', "”"} if quoted else {" ", "\\"}):
            self.place += 1
        self.place += quoted
        self._skip_blanks()

    def _read_options(self) -> _EqOptions:
        options = _EqOptions([], {}, {})
        while True:
            self._skip_blanks()
            pair = self._pair()
            if self._at() != "\\" or pair not in _NUMBERED | _MARKED | _PLAIN:
                return options
            self.place += 3
            options.names.append(pair)
            if pair in _NUMBERED:
                options.numbers[pair] = self._read_number()
            elif pair in _MARKED:
                self._skip_blanks()
                self.place += self._at() == "\\"
                options.marks[pair] = self._at()
                self.place += 1

    def _read_number(self) -> float:
        self._skip_blanks()
        digits = ""
        while self._at() in set("0123456789.-") - {""}:
            digits += self._at()
            self.place += 1
        try:
            return float(digits)
        except ValueError:
            return _USUAL_RISE

    def _read_elements(self, *, single: bool) -> list[Node]:
        """The elements in the brackets after a switch; none where there are no brackets."""
        self._skip_blanks()
        if self._at() not in {"(", "（"} or not self._at():
            return []
        closing = _CLOSING[self._at()]
        self.place += 1
        self.depth += 1
        separators = "" if single else self._separators(closing)
        found: list[Node] = []
        while True:
            found.append(SideBySide(self.read_parts(separators + closing)))
            if self.place >= len(self.signs) or self._at() == closing:
                self.place += 1
                break
            self.place += 1
        self.depth -= 1
        return found

    def _separators(self, closing: str) -> str:
        """What parts the elements here: a comma, or what stands in its place where there is none."""
        depth = 0
        seen: set[str] = set()
        index = self.place
        while index < len(self.signs):
            shown = self.signs[index].shown
            if shown == "\\":
                index += 1
            elif shown == closing and not depth:
                break
            elif isinstance(shown, str):
                depth += {"(": 1, ")": -1}.get(shown, 0)
                if not depth:
                    seen.add(shown)
            index += 1
        return next((mark for mark in _SEPARATORS if mark in seen), "")


def _take(found: list[Node], shown: str | Node, properties: RunProperties) -> None:
    """Add a character to those before it that look the same."""
    if not isinstance(shown, str):
        found.append(shown)
        return
    last = found[-1] if found else None
    if isinstance(last, Leaf) and last.properties == properties:
        found[-1] = Leaf(last.text + shown, properties)
    else:
        found.append(Leaf(shown, properties))


def _without_end(found: list[Node]) -> tuple[Node, ...]:
    while found and isinstance(last := found[-1], Leaf):
        found.pop()
        if kept := last.text.rstrip(" "):
            found.append(Leaf(kept, last.properties))
            break
    return tuple(found)


def _one(elements: Sequence[Node], index: int = 0) -> Node:
    return elements[index] if index < len(elements) else SideBySide(())


def _across(options: _EqOptions, default: Across) -> Across:
    return next((_ACROSS[name] for name in reversed(options.names) if name in _ACROSS), default)


def _array(elements: Sequence[Node], options: _EqOptions, _: RunProperties) -> Node:
    columns = max(int(options.numbers.get("co", 1)), 1)
    rows = tuple(tuple(elements[start : start + columns]) for start in range(0, len(elements), columns))
    down, aside = options.numbers.get("vs", 0.0), options.numbers.get("hs", 0.0)
    return Matrix(rows, _across(options, "left"), down, aside)


def _bracket(elements: Sequence[Node], options: _EqOptions, properties: RunProperties) -> Node:
    opening, closing = options.marks.get("lc", ""), options.marks.get("rc", "")
    if both := options.marks.get("bc", ""):
        opening, closing = both, _CLOSING.get(both, both)
    elif not options.marks:
        opening, closing = "(", ")"
    return Fenced(_one(elements), opening, closing, properties)


def _displaced(elements: Sequence[Node], options: _EqOptions, properties: RunProperties) -> Node:
    width = options.numbers.get("fo", 0.0) - options.numbers.get("ba", 0.0)
    return SideBySide((BlankRoom(width, properties, ruled="li" in options.names), *elements))


def _fraction(elements: Sequence[Node], _: _EqOptions, __: RunProperties) -> Node:
    return Fraction(_one(elements), _one(elements, 1))


def _integral(elements: Sequence[Node], options: _EqOptions, properties: RunProperties) -> Node:
    named = (_OPERATORS[name] for name in options.names if name in _OPERATORS)
    sign = next(iter((*options.marks.values(), *named)), "∫")
    centred = sign in _OPERATORS.values() and "in" not in options.names
    lower, upper = _one(elements), _one(elements, 1)
    return SideBySide((Scripts(Leaf(sign, properties), upper, lower, centred), *elements[2:]))


def _list(elements: Sequence[Node], _: _EqOptions, properties: RunProperties) -> Node:
    parts: list[Node] = []
    for element in elements:
        parts += (Leaf(",", properties), element) if parts else (element,)
    return SideBySide(tuple(parts))


def _overlay(elements: Sequence[Node], options: _EqOptions, _: RunProperties) -> Node:
    return Overlay(tuple(elements), _across(options, "center"))


def _root(elements: Sequence[Node], _: _EqOptions, __: RunProperties) -> Node:
    return Root(elements[-1], elements[0] if len(elements) > 1 else None) if elements else SideBySide(())


def _raised(elements: Sequence[Node], options: _EqOptions, _: RunProperties) -> Node:
    part = Matrix(tuple((element,) for element in elements), "left") if len(elements) > 1 else _one(elements)
    rise = options.numbers.get("up", 0.0) - options.numbers.get("do", 0.0)
    return Raised(part, rise, options.numbers.get("ai", 0.0), options.numbers.get("di", 0.0))


def _boxed(elements: Sequence[Node], options: _EqOptions, properties: RunProperties) -> Node:
    sides = frozenset(_SIDES[name] for name in options.names if name in _SIDES)
    return Boxed(_one(elements), sides or frozenset(_SIDES.values()), properties)


_COMPOSED: Final[dict[str, Callable[[Sequence[Node], _EqOptions, RunProperties], Node]]] = {
    "a": _array,
    "b": _bracket,
    "d": _displaced,
    "f": _fraction,
    "i": _integral,
    "l": _list,
    "o": _overlay,
    "r": _root,
    "s": _raised,
    "x": _boxed,
}
