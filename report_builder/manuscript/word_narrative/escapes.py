r"""A Word paragraph's text, raised letters, notes and pictures → a line that passes through Jinja, and back.

A backslash begins an escape, as it does in what the expressions write (Markdown's ``\.`` for a full stop that
is data); the author's own backslash is doubled. So neither an author nor a ledger can forge an escape.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from report_builder.manuscript.marks import PieceLook

RAISED: Final = r"\S"
LOWERED: Final = r"\B"
NOTE: Final = r"\N"
END: Final = r"\E"

_LOOKS: Final = {"S": PieceLook.RAISED, "B": PieceLook.LOWERED, "N": PieceLook.NOTE, "E": PieceLook.PLAIN}
_ESCAPE: Final = re.compile(r"\\(?:P([0-9]+);|(.))", re.DOTALL)
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


def decode(line: str) -> UnescapedLine:
    """A line read back after Jinja has filled it."""
    found: list[int] = []

    def put(match: re.Match[str]) -> str:
        if match[1]:
            found.append(int(match[1]))
            return ""
        look = _LOOKS.get(match[2])
        return look.value if look else match[2]

    return UnescapedLine(_ESCAPE.sub(put, line), tuple(found))


def as_written(line: str) -> str:
    """A line as its author sees it: no looks, no notes, no pictures."""
    without_notes = re.sub(r"\\N.*?\\E", "", line)
    return _ESCAPE.sub(lambda match: "" if match[1] or match[2] in _LOOKS else match[2], without_notes)
