"""What stands in a line and is built of parts that do not follow one another: fractions, overlays, scripts.

EQ fields, formulas, readings above hanzi and two lines in one are all read into these values. Each says what
it is made of (``members``, in the order in which they are painted) and how it is ``spoken``: in one line of
plain characters, which is what is read out and found by a search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.typesetting.document.properties import RunProperties

Across = Literal["left", "center", "right", "spread"]


class Node(Struct, frozen=True):
    """Any composition."""

    @property
    def members(self) -> tuple[Node, ...]:
        """What it is made of."""
        return ()

    @property
    def spoken(self) -> str:
        """What it says."""
        return "".join(member.spoken for member in self.members)

    @property
    def is_formula(self) -> bool:
        """Whether it must be heard as something else than its characters in a row."""
        return any(member.is_formula for member in self.members)

    @property
    def leaves(self) -> Iterator[Leaf]:
        """Its characters."""
        for member in self.members:
            yield from member.leaves


class Leaf(Node, frozen=True):
    """Characters that look alike."""

    text: str
    properties: RunProperties

    @property
    def spoken(self) -> str:
        """The characters."""
        return self.text

    @property
    def leaves(self) -> Iterator[Leaf]:
        """Itself."""
        yield self


class SideBySide(Node, frozen=True):
    """Parts one after the other."""

    parts: tuple[Node, ...]

    @property
    def members(self) -> tuple[Node, ...]:
        """Its parts."""
        return self.parts


class Overlay(Node, frozen=True):
    """Parts that stand on the same place, such as a circle and the figure in it."""

    parts: tuple[Node, ...]
    across: Across = "center"

    @property
    def members(self) -> tuple[Node, ...]:
        """Its parts."""
        return self.parts


class Raised(Node, frozen=True):
    """A part so many points above its line, or below it; ``above`` and ``below`` keep more room clear."""

    part: Node
    rise: float = 0.0
    above: float = 0.0
    below: float = 0.0

    @property
    def members(self) -> tuple[Node, ...]:
        """Its part."""
        return (self.part,)


class Sized(Node, frozen=True):
    """A part in another size, as a share of its own."""

    part: Node
    share: float

    @property
    def members(self) -> tuple[Node, ...]:
        """Its part."""
        return (self.part,)


class Ruby(Node, frozen=True):
    """A base with its reading so many points above it (拼音指南)."""

    base: Node
    reading: Node
    rise: float
    across: Across = "center"

    @property
    def members(self) -> tuple[Node, ...]:
        """The base and its reading."""
        return (self.base, self.reading)


class BlankRoom(Node, frozen=True):
    """Room of so many points, negative to go back; with a line below it where it is ``ruled``."""

    width: float
    properties: RunProperties
    ruled: bool = False


class Boxed(Node, frozen=True):
    """A part with lines at some of its sides: of ``top``, ``bottom``, ``left``, ``right``."""

    part: Node
    sides: frozenset[str]
    properties: RunProperties

    @property
    def members(self) -> tuple[Node, ...]:
        """Its part."""
        return (self.part,)


class _Formula(Node, frozen=True):
    """What says something else than its characters in a row."""

    @property
    def is_formula(self) -> bool:
        """It is one."""
        return True


class Fraction(_Formula, frozen=True):
    """One part above another, with a line between them or without one."""

    upper: Node
    lower: Node
    ruled: bool = True

    @property
    def members(self) -> tuple[Node, ...]:
        """What stands above and what stands below."""
        return (self.upper, self.lower)

    @property
    def spoken(self) -> str:
        """The fraction on one line."""
        if self.ruled:
            return f"{_grouped(self.upper)}/{_grouped(self.lower)}"
        return f"({self.upper.spoken} {self.lower.spoken})"


class Scripts(_Formula, frozen=True):
    """A part with others beside it, above and below the line; or right over and under it (``centred``)."""

    base: Node
    upper: Node | None = None
    lower: Node | None = None
    centred: bool = False
    leading: bool = False

    @property
    def members(self) -> tuple[Node, ...]:
        """The base and what stands beside it."""
        return tuple(part for part in (self.base, self.upper, self.lower) if part is not None)

    @property
    def spoken(self) -> str:
        """The scripts with the marks that programs write for them."""
        scripts = "" if self.lower is None else f"_{_grouped(self.lower)}"
        scripts += "" if self.upper is None else f"^{_grouped(self.upper)}"
        return scripts + self.base.spoken if self.leading else self.base.spoken + scripts


class Root(_Formula, frozen=True):
    """A root, of the second degree where none is named."""

    radicand: Node
    degree: Node | None = None

    @property
    def members(self) -> tuple[Node, ...]:
        """The degree and the radicand."""
        return (self.radicand,) if self.degree is None else (self.degree, self.radicand)

    @property
    def spoken(self) -> str:
        """The root with its sign."""
        return f"{'' if self.degree is None else self.degree.spoken}√{_grouped(self.radicand)}"


class Fenced(_Formula, frozen=True):
    """A part between two brackets as high as it is; an empty one is not drawn."""

    part: Node
    opening: str
    closing: str
    properties: RunProperties

    @property
    def members(self) -> tuple[Node, ...]:
        """The brackets and what they hold."""
        return (Leaf(self.opening, self.properties), self.part, Leaf(self.closing, self.properties))


class Matrix(_Formula, frozen=True):
    """Rows of cells; ``down`` and ``aside`` are further space between them in points."""

    rows: tuple[tuple[Node, ...], ...]
    across: Across = "center"
    down: float = 0.0
    aside: float = 0.0

    @property
    def members(self) -> tuple[Node, ...]:
        """The cells row by row."""
        return tuple(cell for row in self.rows for cell in row)

    @property
    def spoken(self) -> str:
        """The rows one after the other."""
        return "；".join(" ".join(cell.spoken for cell in row) for row in self.rows)


def _grouped(node: Node) -> str:
    """A part in brackets where it is more than one word."""
    text = node.spoken
    return text if len(text) == 1 or text.isalnum() else f"({text})"
