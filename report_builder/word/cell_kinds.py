"""What stands in a cell → nothing, a figure, a year or words: what the heads of tables are told by."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Final

from report_builder.patterns import Pattern

# A figure, with what is counted behind it: 1,024, 25.18%, -3.5万元, 12 件; but no year and no month.
_FIGURE: Final = Pattern(r"[（(]?[-+−-]?[￥¥$]?\d[\d,，]*(?:[.．]\d+)?[)）]?\s*")
_LONGEST_UNIT: Final = 3
_NOT_COUNTED: Final = tuple("年月日季级类号期")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_PERIOD: Final = re.compile(r"\d{4}年(?:度|\d{1,2}月)?")
# A date, a telephone number, a code: made of digits for the most part.
_FEWEST_DIGITS: Final = 4
_LONGEST_CODE: Final = 24
_NOTHING: Final = frozenset(("", "-", "－", "—", "——", "/", "／", "\\", "无", "√", "×", "○", "…", "……", "*"))


class CellSays(IntEnum):
    """What the text of a cell is."""

    NOTHING = 0
    FIGURE = 1
    YEAR = 2
    WORDS = 3


def kind_of_text(text: str) -> CellSays:
    """What a cell's text is."""
    if text in _NOTHING:
        return CellSays.NOTHING
    if _YEAR.fullmatch(text):
        return CellSays.YEAR
    digits = sum(map(str.isdigit, text))
    if not digits:
        return CellSays.WORDS
    short = digits * 2 >= len(text) and len(text) <= _LONGEST_CODE
    is_code = digits >= _FEWEST_DIGITS and short and not _PERIOD.fullmatch(text)
    return CellSays.FIGURE if is_code or text.isdecimal() or _is_figure(text) else CellSays.WORDS


def _is_figure(text: str) -> bool:
    """Whether a text is a figure, alone or with a sign of shares or a unit behind it."""
    found = _FIGURE.match(text)
    unit = text[found.end() :] if found else text
    if found is None or unit in {"", "%", "％", "‰"}:
        return found is not None
    is_hanzi = all("\u4e00" <= character <= "\u9fff" or character == "㎡" for character in unit)
    return is_hanzi and len(unit) <= _LONGEST_UNIT and not unit.startswith(_NOT_COUNTED)
