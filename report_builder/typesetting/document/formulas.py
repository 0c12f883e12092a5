"""An ``m:oMath`` → a composition (ECMA-376 22.1): fractions, scripts, roots, sums, brackets, matrices."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.typesetting.document.compositions import (
    BlankRoom,
    Boxed,
    Fenced,
    Fraction,
    Leaf,
    Matrix,
    Root,
    Scripts,
    SideBySide,
    Sized,
)
from report_builder.word.packages import W

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from report_builder.typesetting.document.compositions import Node
    from report_builder.typesetting.document.properties import RunProperties

M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FORMULAS: Final = frozenset((f"{M}oMath", f"{M}oMathPara"))
_OFF: Final = frozenset(("0", "false", "off"))
# The sizes that Word gives scripts, and fractions that stand in a line of text.
_SCRIPT: Final = 0.7
_INLINE: Final = 0.75
_SIGN: Final = 1.4
_THIN: Final = 0.17
# Word's own face for formulas; its letters are those of the text's face here.
_MATH_FACE: Final = "Cambria Math"
_TEXT_FACE: Final = "Times New Roman"
# Accents that combine with the letter below them, as signs of their own.
_ACCENTS: Final = {
    "\u0302": "^",
    "\u0303": "~",
    "\u0307": "·",
    "\u0308": "¨",
    "\u20d7": "→",
    "\u0301": "´",
    "": "^",
}
_BARS: Final = frozenset(("\u0304", "\u0305", "\u00af"))
_BESIDE: Final = frozenset("∫∬∭∮")
_MOST_NESTED: Final = 30


class FormulaReader(Struct):
    """Reads formulas; ``look`` gives the properties of a run of one.

    ``displayed`` says that the formula has a line of its own.
    """

    look: Callable[[_Element], RunProperties]
    displayed: bool = False
    depth: int = 0

    def read(self, element: _Element) -> Node:
        """Everything in an element, in its order."""
        self.depth += 1
        parts = [] if self.depth > _MOST_NESTED else [part for child in element for part in self._part(child)]
        self.depth -= 1
        return parts[0] if len(parts) == 1 else SideBySide(tuple(parts))

    def _part(self, element: _Element) -> Iterator[Node]:
        tag = str(element.tag)
        if tag == f"{M}r":
            yield from self._run(element)
        elif tag == f"{W}r":
            text = "".join(each.text or "" for each in element.iter(f"{W}t"))
            if text:
                yield Leaf(text, self._plain(element))
        elif (build := _BUILT.get(tag.removeprefix(M))) is not None:
            yield build(self, element)
        elif not tag.endswith("Pr") and tag not in {f"{W}del", f"{W}moveFrom"}:
            yield self.read(element)

    def _run(self, element: _Element) -> Iterator[Node]:
        """A run: its letters lie on their side unless it says otherwise (22.1.2.111)."""
        text = "".join(each.text or "" for each in element.iterfind(f"{M}t"))
        aligned = next(element.iterancestors(f"{M}eqArr"), None) is not None
        text = text.replace("&", "") if aligned else text
        properties = self._plain(element)
        own = element.find(f"{M}rPr")
        style = _value(own, "sty")
        upright = style in {"p", "b"} or (own is not None and _is_on(own.find(f"{M}nor")))
        bold = properties.bold or style in {"b", "bi"}
        for letters, characters in groupby(text, _is_letter):
            italic = letters and not upright
            yield Leaf("".join(characters), replace(properties, italic=italic, bold=bold))

    def _plain(self, run: _Element) -> RunProperties:
        """The properties of a run, in the text's face where they name Word's own face for formulas."""
        found = self.look(run)
        named = (found.ascii, found.high_ansi, found.east_asian)
        latin, high, hanzi = (_TEXT_FACE if name == _MATH_FACE else name for name in named)
        return replace(found, ascii=latin, high_ansi=high, east_asian=hanzi)

    def child(self, element: _Element, name: str) -> Node:
        """A part of an element by its name; nothing where it has none."""
        found = element.find(f"{M}{name}")
        return SideBySide(()) if found is None else self.read(found)

    def script(self, element: _Element, name: str) -> Node:
        """A part in the size of scripts."""
        return Sized(self.child(element, name), _SCRIPT)

    def own_look(self, element: _Element) -> RunProperties:
        """The properties of what an element draws itself: those that it says, or those of its first run."""
        run = next(element.iter(f"{M}r"), None)
        return self._plain(element if run is None else run)


def _value(properties: _Element | None, name: str, default: str = "") -> str:
    found = None if properties is None else properties.find(f"{M}{name}")
    return default if found is None else found.get(f"{M}val", default)


def _is_on(element: _Element | None) -> bool:
    return element is not None and element.get(f"{M}val", "1") not in _OFF


def _hides(properties: _Element | None, name: str) -> bool:
    return properties is not None and _is_on(properties.find(f"{M}{name}"))


def _is_letter(character: str) -> bool:
    """Whether a character is a variable's: a letter of the Latin or the Greek alphabet."""
    return character.isalpha() and character < "\u2000"


def _fraction(reader: FormulaReader, element: _Element) -> Node:
    kind = _value(element.find(f"{M}fPr"), "type", "bar")
    upper, lower = reader.child(element, "num"), reader.child(element, "den")
    if kind in {"lin", "skw"}:
        return SideBySide((upper, Leaf("/", reader.own_look(element)), lower))
    found = Fraction(upper, lower, ruled=kind != "noBar")
    return found if reader.displayed else Sized(found, _INLINE)


def _superior(reader: FormulaReader, element: _Element) -> Node:
    return Scripts(reader.child(element, "e"), upper=reader.script(element, "sup"))


def _inferior(reader: FormulaReader, element: _Element) -> Node:
    return Scripts(reader.child(element, "e"), lower=reader.script(element, "sub"))


def _both(reader: FormulaReader, element: _Element) -> Node:
    upper, lower = reader.script(element, "sup"), reader.script(element, "sub")
    return Scripts(reader.child(element, "e"), upper, lower, leading=element.tag == f"{M}sPre")


def _root(reader: FormulaReader, element: _Element) -> Node:
    properties = element.find(f"{M}radPr")
    degree = (
        None
        if _hides(properties, "degHide") or element.find(f"{M}deg") is None
        else reader.child(element, "deg")
    )
    return Root(reader.child(element, "e"), None if degree is None or not degree.spoken else degree)


def _delimited(reader: FormulaReader, element: _Element) -> Node:
    properties = element.find(f"{M}dPr")
    look = reader.own_look(element)
    parts: list[Node] = []
    for held in element.iterfind(f"{M}e"):
        if parts:
            parts.append(Leaf(_value(properties, "sepChr", "|"), look))
        parts.append(reader.read(held))
    return Fenced(
        SideBySide(tuple(parts)), _value(properties, "begChr", "("), _value(properties, "endChr", ")"), look
    )


def _sum(reader: FormulaReader, element: _Element) -> Node:
    """A sum, a product or an integral with its limits (22.1.2.70)."""
    properties = element.find(f"{M}naryPr")
    sign = _value(properties, "chr", "∫")
    look = reader.own_look(element)
    beside = _value(properties, "limLoc") == "subSup" or sign in _BESIDE or not reader.displayed
    lower = None if _hides(properties, "subHide") else reader.script(element, "sub")
    upper = None if _hides(properties, "supHide") else reader.script(element, "sup")
    base = Sized(Leaf(sign, look), _SIGN if reader.displayed else 1.0)
    head = base if lower is None and upper is None else Scripts(base, upper, lower, centred=not beside)
    return SideBySide((head, BlankRoom(look.size * _THIN, look), reader.child(element, "e")))


def _function(reader: FormulaReader, element: _Element) -> Node:
    look = reader.own_look(element)
    return SideBySide(
        (reader.child(element, "fName"), BlankRoom(look.size * _THIN, look), reader.child(element, "e"))
    )


def _limit(reader: FormulaReader, element: _Element) -> Node:
    limit = reader.script(element, "lim")
    if element.tag == f"{M}limLow":
        return Scripts(reader.child(element, "e"), lower=limit, centred=True)
    return Scripts(reader.child(element, "e"), upper=limit, centred=True)


def _accent(reader: FormulaReader, element: _Element) -> Node:
    sign = _value(element.find(f"{M}accPr"), "chr", "\u0302")
    look = reader.own_look(element)
    held = reader.child(element, "e")
    if sign in _BARS:
        return Boxed(held, frozenset(("top",)), look)
    return Scripts(held, upper=Sized(Leaf(_ACCENTS.get(sign, sign), look), _SCRIPT), centred=True)


def _barred(reader: FormulaReader, element: _Element) -> Node:
    """A line over or under a part; a brace is drawn as a line as well."""
    properties = next((child for child in element if str(child.tag).endswith("Pr")), None)
    side = "top" if _value(properties, "pos", "bot") == "top" else "bottom"
    return Boxed(reader.child(element, "e"), frozenset((side,)), reader.own_look(element))


def _bordered(reader: FormulaReader, element: _Element) -> Node:
    return Boxed(
        reader.child(element, "e"), frozenset(("top", "bottom", "left", "right")), reader.own_look(element)
    )


def _column(reader: FormulaReader, element: _Element) -> Node:
    return Matrix(tuple((reader.read(held),) for held in element.iterfind(f"{M}e")), "left")


def _matrix(reader: FormulaReader, element: _Element) -> Node:
    rows = element.iterfind(f"{M}mr")
    return Matrix(tuple(tuple(reader.read(held) for held in row.iterfind(f"{M}e")) for row in rows))


_BUILT: Final[dict[str, Callable[[FormulaReader, _Element], Node]]] = {
    "acc": _accent,
    "bar": _barred,
    "borderBox": _bordered,
    "d": _delimited,
    "eqArr": _column,
    "f": _fraction,
    "func": _function,
    "groupChr": _barred,
    "limLow": _limit,
    "limUpp": _limit,
    "m": _matrix,
    "nary": _sum,
    "rad": _root,
    "sPre": _both,
    "sSub": _inferior,
    "sSubSup": _both,
    "sSup": _superior,
}
