"""``word/fontTable.xml`` → of which class each font is that the file names (ECMA-376 17.8.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.word.packages import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from report_builder.typesetting.fonts.latin import FontClass

# Character sets of Japanese, Korean and Chinese Windows (17.8.3.2).
_EAST_ASIAN: Final = frozenset(("80", "81", "82", "86", "88"))
_FAMILIES: Final[dict[str, FontClass]] = {"roman": "serif", "swiss": "sans", "modern": "mono"}
# PANOSE of a Latin text face: the kind of its serifs, those from 11 on without any; 9 is one width for all.
_LATIN_TEXT: Final = "02"
_FIRST_SANS: Final = 11
_LAST_SANS: Final = 15
_ONE_WIDTH: Final = "09"
_PANOSE_LENGTH: Final = 20


def read_font_classes(root: _Element | None) -> dict[str, FontClass]:
    """The class of each font by its name in small letters; one of which nothing is said is left out."""
    return dict(_classes(root)) if root is not None else {}


def _classes(root: _Element) -> Iterator[tuple[str, FontClass]]:
    for font in root.iterfind(f"{W}font"):
        if found := _class_of(font):
            yield font.get(f"{W}name", "").strip().casefold(), found


def _class_of(font: _Element) -> FontClass | None:
    def value(name: str) -> str:
        found = font.find(f"{W}{name}")
        return "" if found is None else found.get(f"{W}val", "")

    if value("charset").upper() in _EAST_ASIAN:
        return "eastern"
    panose = value("panose1")
    is_text = len(panose) == _PANOSE_LENGTH and panose.startswith(_LATIN_TEXT)
    if value("pitch") == "fixed" or (is_text and panose[6:8] == _ONE_WIDTH):
        return "mono"
    if found := _FAMILIES.get(value("family")):
        return found
    if not is_text:
        return None
    try:
        return "sans" if _FIRST_SANS <= int(panose[2:4], 16) <= _LAST_SANS else "serif"
    except ValueError:
        return None
