"""What stands in a cell → nothing, a figure, a year or words: what the heads of tables are told by."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Final

# A figure, with what is counted behind it: 1,024, 25.18%, -3.5万元, 12 件; but no year and no month.
_FIGURE: Final = re.compile(
    r"[（(]?[-+−-]?[￥¥$]?\d[\d,，]*(?:[.．]\d+)?[)）]?\s*(?:[%％‰]|(?!年|月|日|季|级|类|号|期)[㎡\u4e00-\u9fff]{1,3})?"
)
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
    short = digits * 2 >= len(text) and len(text) <= _LONGEST_CODE
    is_code = digits >= _FEWEST_DIGITS and short and not _PERIOD.fullmatch(text)
    return CellSays.FIGURE if is_code or _FIGURE.fullmatch(text) else CellSays.WORDS
