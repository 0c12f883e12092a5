"""A TOML text that cannot be read, and the line where its reader stopped → the brackets that are to blame.

People switch a setting on by taking the # off its line. Where it runs over several lines and some keep
theirs, the reader stops far below, at a line that is right.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from msgspec import Struct

# A string or a comment, in neither of which a bracket counts (TOML 1.0.0, String, Comment); or a bracket.
_PIECE: Final = re.compile(
    r"\"(?:\\.|[^\"\\\n])*\"?|'[^'\n]*'?|(?P<comment>#.*)|(?P<open>[\[{])|(?P<close>[\]}])"
)
_COMMENT: Final = re.compile(r"\s*#")
_ELEMENT: Final = re.compile(r"\s*#?\s*\{")
_OPENS_A_VALUE: Final = re.compile(r"\s*#\s*[A-Za-z_]+\s*=\s*\[\s*$")


class BracketFault(Struct, frozen=True):
    """The line that is to blame, counted from 1, what is wrong with it, and the way out."""

    line: int
    message: str
    remedy: str


def blame_brackets(text: str, stopped: int) -> BracketFault | None:
    """The brackets that are to blame for a reader's stop at a line; ``None`` where it is another fault."""
    lines = text.splitlines()
    if not 0 < stopped <= len(lines):
        return None
    opened = _open_at(lines[: stopped - 1])
    if opened is not None:
        return _unclosed(lines, opened, stopped)
    above = stopped - 2
    if lines[stopped - 1].lstrip().startswith(("{", "]")):
        while above >= 0 and _ELEMENT.match(lines[above]):
            above -= 1
        if above >= 0 and _OPENS_A_VALUE.match(lines[above]):
            message = "这一行还是注释，下面有的行却去掉了 #"
            remedy = "请把这一行到“]”一行行首的 # 都去掉；不用这一项的，都加上 #"
            return BracketFault(above + 1, message, remedy)
    return None


def _open_at(lines: list[str]) -> int | None:
    """The line, counted from nought, of a value's bracket that is still open at the end of the lines."""
    opened: list[int] = []
    for number, line in enumerate(lines):
        if not opened and line.lstrip().startswith("["):
            continue  # the head of a table
        for piece in _PIECE.finditer(line):
            if piece["open"]:
                opened.append(number)
            elif piece["close"] and opened:
                opened.pop()
    return opened[0] if opened else None


def _unclosed(lines: list[str], opened: int, stopped: int) -> BracketFault:
    left = [number for number in range(opened + 1, stopped - 1) if _COMMENT.match(lines[number])]
    if left and re.search(r"[\]}]", "".join(lines[number] for number in left)):
        first, last = left[0] + 1, _last_of_value(lines, left) + 1
        which = f"第{first}行" if first == last else f"第{first}行到第{last}行"
        message = f"这一项写了几行，{which}行首的 # 没有去掉"
        return BracketFault(
            opened + 1, message, f"请把{which}行首的 # 也去掉；不用这一项的，在这一行行首加上 #"
        )
    return BracketFault(opened + 1, "这一项的括号没有成对", "请在这一项的末尾补上“]”或者“}”，要用英文半角")


def _last_of_value(lines: list[str], left: list[int]) -> int:
    """The commented line that closes the value: the first that is only a bracket, or the last of a run."""
    for number in left:
        if re.fullmatch(r"\s*#\s*\]\s*,?\s*", lines[number]):
            return number
    return next((line for line, below in pairwise(left) if below != line + 1), left[-1])
