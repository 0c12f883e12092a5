"""Set lines → lines turned for a cell whose text runs down or up the page (ECMA-376 17.18.93).

Text that runs down keeps its hanzi upright, one below the other; letters, figures and the marks that
have a direction lie on their side. Text that runs up lies on its side as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from msgspec.structs import replace

from report_builder.typesetting.placed.pages import Fill, GlyphRun, RuledLine
from report_builder.typesetting.placed.set_blocks import TurnedLine
from report_builder.typesetting.text.characters import is_east_asian_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_builder.typesetting.fonts.faces import Faces
    from report_builder.typesetting.placed.set_blocks import SetLine

# Where a hanzi's square lies on its baseline, as shares of its size.
_ABOVE: Final = 0.88
_MIDDLE: Final = 0.38
# 、，。． stand in the upper right of their square when text runs down (CLREQ 3.1.2).
_CORNER_MARKS: Final = frozenset("、，。．")
_CORNER_SHIFT: Final = 0.6
# Marks that turn with the text: brackets, dashes, dots in a row.
_TURNING: Final = frozenset("（）〔〕［］｛｝《》〈〉「」『』【】〖〗“”‘’—…～－―：；")
_DOWN: Final = 90
_Drawn = TypeVar("_Drawn", RuledLine, Fill)
_UP: Final = 270


def turn_lines(lines: Sequence[SetLine], faces: Faces, share: float, *, up: bool) -> list[TurnedLine]:
    """Turn a paragraph's lines; ``share`` is 0 where they are set to the top of text that runs down."""
    return [_turn(line, faces, share, up=up) for line in lines]


def _turn(line: SetLine, faces: Faces, share: float, *, up: bool) -> TurnedLine:
    extent = max((_end(run, faces) for run in line.runs), default=0.0)

    def turned(drawn: _Drawn) -> _Drawn:
        corners = (drawn.left, line.baseline + drawn.top), (drawn.right, line.baseline + drawn.bottom)
        points = [(below, extent - left) if up else (line.height - below, left) for left, below in corners]
        (left, right), (top, bottom) = (sorted(values) for values in zip(*points, strict=True))
        return replace(drawn, left=left, right=right, top=top, bottom=bottom)

    return TurnedLine(
        line.height,
        extent,
        1 - share if up else share,
        tuple(
            placed
            for run in line.runs
            for placed in (_upwards(run, line.height, extent) if up else _downwards(run, line.height, faces))
        ),
        tuple(turned(rule) for rule in line.rules),
        tuple(turned(fill) for fill in line.fills),
        line.notes,
    )


def _advances(run: GlyphRun, faces: Faces) -> Iterator[tuple[str, float]]:
    face = faces.face(run.look.face)
    for character in run.text:
        own = face.advance(character) if face.covers(character) else 1.0
        yield character, own * run.look.size * run.look.scale + run.spacing


def _end(run: GlyphRun, faces: Faces) -> float:
    return run.left + sum(advance for _, advance in _advances(run, faces))


def _upwards(run: GlyphRun, width: float, extent: float) -> Iterator[GlyphRun]:
    middle = width / 2 + _MIDDLE * run.look.size
    yield replace(run, left=middle, baseline=extent - run.left, turn=_UP)


def _downwards(run: GlyphRun, width: float, faces: Faces) -> Iterator[GlyphRun]:
    """A run character by character, upright where it can be."""
    size = run.look.size
    position = run.left
    for character, advance in _advances(run, faces):
        if is_east_asian_like(character) and character not in _TURNING:
            shift = _CORNER_SHIFT * size if character in _CORNER_MARKS else 0.0
            left = (width - size * run.look.scale) / 2 + shift
            yield replace(
                run, left=left, baseline=position + _ABOVE * size - shift, text=character, spacing=0.0
            )
        else:
            left = width / 2 - _MIDDLE * size
            yield replace(run, left=left, baseline=position, text=character, spacing=0.0, turn=_DOWN)
        position += advance
