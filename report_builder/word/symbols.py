"""A character of a symbol font, or one that no face has → the Unicode character that looks like it."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Final

# Symbol fonts put their characters into the private area from U+F000; files write both forms.
_PRIVATE: Final = 0xF000
_LAST_PRIVATE: Final = 0xF0FF
_LAST_OF_FONT: Final = 0xFF
_SPACE: Final = 0x20
_DELETE: Final = 0x7F

# The mathematical letters 𝑆, 𝐇, 𝛼 … that Word writes into formulas: plain letters where no face has them.
_MATHEMATICAL: Final = {
    letter: plain
    for letter in map(chr, range(0x1D400, 0x1D800))
    if (plain := unicodedata.normalize("NFKC", letter)) != letter
}
# What has no form of its own: control characters, joiners and marks of order, the ends of lines.
_FORMLESS: Final = frozenset(("Cc", "Cf", "Zl", "Zp"))
_OBJECT: Final = "\ufffc"

_WINGDINGS: Final[dict[int, str]] = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x3F: "✍", 0x46: "☞",
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒",
    0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x78: "☒", 0x7C: "◆",
    0x80: "〇", 0x81: "①", 0x82: "②", 0x83: "③", 0x84: "④", 0x85: "⑤",
    0x86: "⑥", 0x87: "⑦", 0x88: "⑧", 0x89: "⑨", 0x8A: "⑩",
    **dict(zip(range(0x8C, 0x96), "❶❷❸❹❺❻❼❽❾❿", strict=True)),
    0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA2: "○", 0xA3: "○", 0xA4: "◎", 0xA6: "○", 0xA7: "▪",
    0xA8: "□", 0xAA: "◆", 0xAB: "★",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "→",
    0xFB: "✘", 0xFC: "✔", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip

_WINGDINGS_2: Final[dict[int, str]] = {
    0x4F: "✘", 0x50: "✔", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒",
    0x97: "●", 0x98: "•", 0x99: "●", 0x9A: "○", 0xA2: "■", 0xA3: "□", 0xAE: "◆",
}  # fmt: skip

_SYMBOL: Final[dict[int, str]] = {
    0x22: "∀", 0x24: "∃", 0x2A: "∗", 0x2D: "−", 0x27: "∋", 0x40: "≅",
    0x5C: "∴", 0x5E: "⊥", 0xA2: "′", 0xA3: "≤", 0xA5: "∞",
    0xA6: "ƒ", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠",
    0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓",
    0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…",
    0xBF: "↵", 0xC4: "⊗", 0xC5: "⊕", 0xC6: "∅", 0xC9: "⊃", 0xCA: "⊇", 0xCB: "⊄", 0xCC: "⊂", 0xCD: "⊆",
    0xCF: "∉", 0xD8: "¬", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓",
    0xE0: "◊", 0xE2: "®", 0xE3: "©", 0xE4: "™",
    0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD0: "∠", 0xD1: "∇", 0xD2: "®", 0xD3: "©", 0xD4: "™",
    0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xE5: "∑", 0xF2: "∫",
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
}  # fmt: skip

# A hyphen at which no line ends; it is painted, and copies, as the plain one.
NO_BREAK_HYPHEN: Final = "\u2011"
# What bullets, ticks and hyphens that few Chinese fonts have are painted as.
LIKENESSES: Final = {
    "▪": "■", "◼": "■", "◻": "□", "☐": "□", "❏": "□", "❑": "□", "❒": "□", "◦": "○", "❍": "○", "◯": "○",
    "❖": "◆", "♦": "◆", "➢": "→", "➔": "→", "►": "→", "✓": "√", "✔": "√", "✗": "×", "✘": "×",
    **_MATHEMATICAL,
    NO_BREAK_HYPHEN: "-", "‐": "-", "−": "-", "⋅": "·", "∙": "·", "ς": "σ", "ϕ": "φ", "ϑ": "θ",
}  # fmt: skip

_FONTS: Final = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


@cache
def is_unseen(character: str) -> bool:
    """Whether no page shows a character that a file holds: it chooses a form, an order, a place to break."""
    if character in {"\t", _OBJECT}:
        return character == _OBJECT
    selects = unicodedata.name(character, "").startswith("VARIATION SELECTOR")
    return selects or unicodedata.category(character) in _FORMLESS


@lru_cache(maxsize=1000)
def is_symbol_font(font: str) -> bool:
    """Whether the font's characters mean something else than their codes say."""
    return font.strip().casefold() in _FONTS


def plain_character(code: int, font: str) -> str | None:
    """The Unicode character that a symbol font shows for a code; ``None`` where it is not known.

    A code beyond the font's own is a character already, as all are of another font.
    """
    table = _FONTS.get(font.strip().casefold())
    short = code - _PRIVATE if _PRIVATE <= code <= _LAST_PRIVATE else code
    if table is None:
        # Neither a code of the private area nor a control character says what the font shows for it.
        return chr(code) if short == code and chr(code).isprintable() else None
    if short in table or short > _LAST_OF_FONT:
        return table.get(short, chr(short))
    # In Symbol digits and most marks are what they are; a space is a space in all of them.
    kept = short == _SPACE or (table is _SYMBOL and _SPACE < short < _DELETE)
    return chr(short) if kept else None


def plain_text(text: str, font: str) -> str | None:
    """A text set in a symbol font in plain characters; ``None`` where one of them is not known."""
    found = [plain_character(ord(character), font) for character in text]
    return None if None in found else "".join(character for character in found if character)
