"""A composition → its glyphs and lines in place, from its own left edge and baseline, and its extents."""

from __future__ import annotations

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
    Overlay,
    Raised,
    Root,
    Ruby,
    Scripts,
    SideBySide,
    Sized,
)
from report_builder.typesetting.document.content import TextRun
from report_builder.typesetting.placed.pages import RuledLine
from report_builder.typesetting.text.characters import is_east_asian
from report_builder.typesetting.text.glyph_runs import LINE_SHARE, UNDERLINE_SHARE, runs_of
from report_builder.typesetting.text.glyph_strings import Composed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from report_builder.typesetting.document.compositions import Node
    from report_builder.typesetting.document.properties import RunProperties
    from report_builder.typesetting.text.glyph_strings import GlyphString

# How far the ink of hanzi and of letters reaches above and below the baseline, in shares of the size.
_HANZI: Final = (0.88, 0.14)
_LETTERS: Final = (0.74, 0.22)
# The height at which the lines of fractions run, where signs such as + have their middle.
_AXIS: Final = 0.28
_FRACTION_GAP: Final = 0.1
_OVERHANG: Final = 0.08
_SUPERIOR: Final = 0.38
_INFERIOR: Final = 0.16
# How far below the top and bottom of a tall part its scripts begin.
_SCRIPT_DROP: Final = 0.3
_LIMIT_GAP: Final = 0.08
# A bracket grows where what it holds is higher than this share of its size; the middle of its own form.
_BRACKET: Final = 1.15
_BRACKET_MIDDLE: Final = 0.27
_CELL_GAP: Final = 0.6
_ROW_GAP: Final = 0.2
_BOX_GAP: Final = 0.15
_HOOK: Final = 0.55
_SHARES: Final = {"left": 0.0, "center": 0.5, "right": 1.0, "spread": 0.5}


def _joined(parts: Iterable[Composed], width: float, rules: Sequence[RuledLine] = ()) -> Composed:
    """Parts that are in their places already, as one."""
    placed = list(parts)
    return Composed(
        width,
        max((part.ascent for part in placed), default=0.0),
        max((part.descent for part in placed), default=0.0),
        tuple(run for part in placed for run in part.runs),
        (*(rule for part in placed for rule in part.rules), *rules),
        tuple(fill for part in placed for fill in part.fills),
    )


class Composer(Struct, frozen=True):
    """Sets compositions; ``shape`` gives the glyphs of a run as they are in the text around them."""

    shape: Callable[[TextRun], GlyphString]

    def compose(self, node: Node, share: float = 1.0) -> Composed:  # noqa: PLR0911 - a list of kinds
        """Set a composition, all sizes in it multiplied by ``share``."""
        match node:
            case Leaf():
                return self._leaf(node, share)
            case SideBySide(parts):
                return self._series(parts, share)
            case Sized(part, own):
                return self.compose(part, share * own)
            case Overlay(parts, across):
                return _overlaid([self.compose(part, share) for part in parts], across)
            case Ruby(base, reading, rise, across):
                return _overlaid(
                    [self.compose(base, share), self.compose(reading, share).at(0, -rise)], across
                )
            case Raised(part, rise, higher, lower):
                found = self.compose(part, share).at(0.0, -rise)
                return replace(found, ascent=found.ascent + higher, descent=found.descent + lower)
        return self._built(node, share)

    def _built(self, node: Node, share: float) -> Composed:  # noqa: PLR0911 - a list of kinds
        """Set a composition that draws lines or brackets of its own, or that has more than one row."""
        match node:
            case Fraction():
                return self._fraction(node, share)
            case Scripts():
                return self._scripts(node, share)
            case Root():
                return self._root(node, share)
            case Fenced():
                return self._fenced(node, share)
            case Matrix():
                return self._grid(node, share)
            case Boxed():
                return self._boxed(node, share)
            case BlankRoom(width, properties, ruled):
                return _gap(width, properties, share, ruled=ruled)
        return Composed()

    def _leaf(self, leaf: Leaf, share: float) -> Composed:
        properties = replace(leaf.properties, size=leaf.properties.size * share)
        string = self.shape(TextRun(leaf.text, properties))
        runs = list(runs_of(string, 0, string.widths, 0.0))
        hanzi = any(map(is_east_asian, leaf.text))
        ascent, descent = _HANZI if hanzi else _LETTERS
        return Composed(
            sum(string.widths),
            max((run.manner.rise + ascent * run.manner.look.size for run in runs), default=0.0),
            max((descent * run.manner.look.size - run.manner.rise for run in runs), default=0.0),
            tuple(placed for run in runs for placed in run.glyphs(0)),
            tuple(rule for run in runs for rule in run.rules()),
            tuple(fill for run in runs for fill in run.fills()),
        )

    def _series(self, parts: Iterable[Node], share: float) -> Composed:
        placed: list[Composed] = []
        left = 0.0
        for part in parts:
            found = self.compose(part, share)
            placed.append(found.at(left))
            left += found.width
        return _joined(placed, left)

    def _fraction(self, node: Fraction, share: float) -> Composed:
        look = _look(node, share)
        upper, lower = self.compose(node.upper, share), self.compose(node.lower, share)
        overhang = _OVERHANG * look.size
        width = max(upper.width, lower.width) + 2 * overhang
        gap = _FRACTION_GAP * look.size
        axis = -_AXIS * look.size
        upper = upper.at((width - upper.width) / 2, axis - gap - upper.descent)
        lower = lower.at((width - lower.width) / 2, axis + gap + lower.ascent)
        bar = RuledLine(overhang / 2, axis, width - overhang / 2, axis, LINE_SHARE * look.size, look.colour)
        return _joined([upper, lower], width, [bar] if node.ruled else [])

    def _scripts(self, node: Scripts, share: float) -> Composed:
        base = self.compose(node.base, share)
        size = _look(node, share).size
        upper = Composed() if node.upper is None else self.compose(node.upper, share)
        lower = Composed() if node.lower is None else self.compose(node.lower, share)
        if node.centred:
            width = max(base.width, upper.width, lower.width)
            gap = _LIMIT_GAP * size
            stack = [base.at((width - base.width) / 2)]
            if node.upper is not None:
                stack.append(upper.at((width - upper.width) / 2, -base.ascent - gap - upper.descent))
            if node.lower is not None:
                stack.append(lower.at((width - lower.width) / 2, base.descent + gap + lower.ascent))
            return _joined(stack, width)
        up = max(_SUPERIOR * size, base.ascent - _SCRIPT_DROP * size)
        down = max(_INFERIOR * size, base.descent - _INFERIOR * size / 2)
        if node.upper is not None and node.lower is not None:
            # Neither reaches into the other.
            apart = max(upper.descent + lower.ascent - up - down, 0.0)
            up, down = up + apart / 2, down + apart / 2
        aside = max(upper.width, lower.width)
        left = 0.0 if node.leading else base.width
        parts = [base.at(aside if node.leading else 0.0)]
        parts += [upper.at(left, -up)] if node.upper is not None else []
        parts += [lower.at(left, down)] if node.lower is not None else []
        return _joined(parts, base.width + aside)

    def _root(self, node: Root, share: float) -> Composed:
        look = _look(node, share)
        radicand = self.compose(node.radicand, share)
        thin = LINE_SHARE * look.size
        top = -radicand.ascent - _FRACTION_GAP * look.size
        foot = max(radicand.descent, 0.0)
        degree = Composed() if node.degree is None else self.compose(node.degree, share * 0.6)
        hook = _HOOK * look.size
        start = max(degree.width - hook / 2, 0.0)
        middle = (top + foot) / 2
        corners = (
            (start, middle + thin),
            (start + hook / 4, middle),
            (start + hook / 2, foot),
            (start + hook, top),
            (start + hook + radicand.width + thin, top),
        )
        rules = [
            RuledLine(*corners[index], *corners[index + 1], thin, look.colour)
            for index in range(len(corners) - 1)
        ]
        parts = [degree.at(0.0, middle - degree.descent - thin)] if node.degree is not None else []
        parts.append(radicand.at(start + hook))
        joined = _joined(parts, start + hook + radicand.width + thin, rules)
        return replace(joined, ascent=max(joined.ascent, -top + thin))

    def _fenced(self, node: Fenced, share: float) -> Composed:
        inner = self.compose(node.part, share)
        placed: list[Composed] = []
        left = 0.0
        for part in (node.opening, inner, node.closing):
            found = part if isinstance(part, Composed) else self._bracket(part, node, inner, share)
            placed.append(found.at(left))
            left += found.width
        return _joined(placed, left)

    def _bracket(self, sign: str, node: Fenced, inner: Composed, share: float) -> Composed:
        """A bracket as high as what it holds, about the middle of it."""
        if not sign:
            return Composed()
        size = node.properties.size * share
        height = inner.ascent + inner.descent
        if height <= _BRACKET * size:
            return self._leaf(Leaf(sign, node.properties), share)
        grown = height / size
        look = replace(node.properties, scale=node.properties.scale / grown)
        middle = (inner.descent - inner.ascent) / 2
        return self._leaf(Leaf(sign, look), share * grown).at(0.0, middle + _BRACKET_MIDDLE * size * grown)

    def _grid(self, node: Matrix, share: float) -> Composed:
        size = _look(node, share).size
        rows = [[self.compose(cell, share) for cell in row] for row in node.rows]
        columns = max((len(row) for row in rows), default=0)
        widths = [max((row[at].width for row in rows if at < len(row)), default=0.0) for at in range(columns)]
        aside, gap = _CELL_GAP * size + node.aside, _ROW_GAP * size + node.down
        placed: list[Composed] = []
        top = 0.0
        for row in rows:
            ascent = max((cell.ascent for cell in row), default=0.0)
            left = 0.0
            for cell, width in zip(row, widths, strict=False):
                shift = (width - cell.width) * _SHARES[node.across]
                placed.append(cell.at(left + shift, top + ascent))
                left += width + aside
            top += ascent + max((cell.descent for cell in row), default=0.0) + gap
        height = max(top - gap, 0.0)
        whole = _joined(placed, max(sum(widths) + aside * (columns - 1), 0.0))
        return whole.at(0.0, -height / 2 - _AXIS * size)

    def _boxed(self, node: Boxed, share: float) -> Composed:
        size = node.properties.size * share
        gap = _BOX_GAP * size
        inner = self.compose(node.part, share).at(gap)
        right, top, bottom = inner.width + 2 * gap, -inner.ascent - gap, inner.descent + gap
        edges = {
            "top": (0.0, top, right, top),
            "bottom": (0.0, bottom, right, bottom),
            "left": (0.0, top, 0.0, bottom),
            "right": (right, top, right, bottom),
        }
        rules = [
            RuledLine(*edge, LINE_SHARE * size, node.properties.colour)
            for side, edge in edges.items()
            if side in node.sides
        ]
        return replace(_joined([inner], right, rules), ascent=-top, descent=bottom)


def _overlaid(parts: Sequence[Composed], across: str) -> Composed:
    width = max((part.width for part in parts), default=0.0)
    return _joined([part.at((width - part.width) * _SHARES[across]) for part in parts], width)


def _gap(width: float, properties: RunProperties, share: float, *, ruled: bool) -> Composed:
    size = properties.size * share
    below = UNDERLINE_SHARE * size
    line = RuledLine(0.0, below, width, below, LINE_SHARE * size, properties.colour)
    return Composed(width, rules=(line,) if ruled and width > 0 else ())


class _NodeLook(Struct, frozen=True):
    """The size and the colour that a composition's own lines take."""

    size: float
    colour: str


def _look(node: Node, share: float) -> _NodeLook:
    """Those of its largest characters."""
    leaf = max(node.leaves, key=lambda leaf: leaf.properties.size, default=None)
    return (
        _NodeLook(10.0 * share, "000000")
        if leaf is None
        else _NodeLook(leaf.properties.size * share, leaf.properties.colour)
    )
