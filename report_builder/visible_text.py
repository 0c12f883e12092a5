"""A text of anybody's → the same to read, with what a screen or a page would obey spelt out instead.

Control and escape characters move the cursor and colour or rename the window; the marks of writing direction
(UAX #9) turn a file's name round; what has no width hides in it. All are shown by their numbers: 〔U+202E〕.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from report_builder.patterns import Pattern

if TYPE_CHECKING:
    from re import Match

# Cc, Cf, Zl, Zp and noncharacters, but for the line feed and the tab. Variation selectors, which tell the
# forms of rare Chinese characters apart, are Mn. Undecodable bytes of names (PEP 383) are left to the stream.
_OBEYED: Final = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
)
# What stands for undecodable bytes of names (PEP 383), which UTF-8 has no way to spell.
_NO_TEXT: Final = Pattern("[\ud800-\udfff]")
_UNSEEN: Final = Pattern(f"[{_OBEYED}]")
_UNSEEN_IN_A_LINE: Final = Pattern(f"[\n\t{_OBEYED}]")


def visible(text: str) -> str:
    """The text with its lines as they are."""
    if text.replace("\n", "").isprintable():  # as most are, and told at once
        return text
    return _UNSEEN.sub(_spell, text)


def visible_line(text: str) -> str:
    """The text in one line, as of a file's or a sheet's name."""
    if text.isprintable():
        return text
    return _UNSEEN_IN_A_LINE.sub(_spell, text)


def written(text: str) -> str:
    """The text as a file can hold it: visible, and without what stands for undecodable bytes of names."""
    return visible(text if text.isprintable() else _NO_TEXT.sub("", text))


def spelt_name(name: str) -> str:
    """A file's name as any other file can hold it: bytes that are no text are spelt by their numbers."""
    return name if name.isprintable() else _NO_TEXT.sub(lambda found: f"\\x{ord(found[0]) & 0xFF:02x}", name)


def visible_json(text: str) -> str:
    """JSON that means the same, with these characters escaped (RFC 8259, 7)."""
    return _UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)


def _spell(found: Match[str]) -> str:
    return f"〔U+{ord(found[0]):04X}〕"
