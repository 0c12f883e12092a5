r"""A Word paragraph's text, links, notes and pictures → a line that passes through Jinja, and back.

A backslash begins an escape, as it does in what the expressions write (Markdown's ``\.`` for a full stop that
is data); the author's own backslash is doubled. So neither an author nor a ledger can forge an escape.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.manuscript.marks import PieceLook, begin_link

if TYPE_CHECKING:
    from collections.abc import Sequence

RAISED: Final = r"\S"
LOWERED: Final = r"\B"
NOTE: Final = r"\N"
END: Final = r"\E"

_LOOKS: Final = {"S": PieceLook.RAISED, "B": PieceLook.LOWERED, "N": PieceLook.NOTE, "E": PieceLook.PLAIN}
_ESCAPE: Final = re.compile(r"\\(?:P([0-9]+);|H([0-9]+);|(.))", re.DOTALL)
# What no XML text or no narrative holds: control characters, noncharacters, a byte order mark.
_NO_TEXT: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


class UnescapedLine(Struct, frozen=True):
    """A line's text with the marks of ``marks``, and the numbers of the pictures that stood in it."""

    text: str
    pictures: tuple[int, ...]


def encode(text: str) -> str:
    """An author's letters as they may stand in a line."""
    return _NO_TEXT.sub("", text).replace("\\", "\\\\")


def picture(number: int) -> str:
    """What stands for a picture."""
    return f"\\P{number};"


def link(number: int, words: str) -> str:
    """Words that lead to the address of that number."""
    return f"\\H{number};{words}{END}"


def decode(line: str, addresses: Sequence[str] = ()) -> UnescapedLine:
    """A line read back after Jinja has filled it; ``addresses`` are those of its links, by number."""
    found: list[int] = []

    def put(match: re.Match[str]) -> str:
        if match[1]:
            found.append(int(match[1]))
            return ""
        if match[2]:
            return begin_link(addresses[int(match[2])])
        look = _LOOKS.get(match[3])
        return look.value if look else match[3]

    return UnescapedLine(_ESCAPE.sub(put, line), tuple(found))


def as_written(line: str) -> str:
    """A line as its author sees it: no looks, no notes, no pictures."""
    without_notes = re.sub(r"\\N.*?\\E", "", line)
    return _ESCAPE.sub(
        lambda match: "" if match[1] or match[2] or match[3] in _LOOKS else match[3], without_notes
    )
