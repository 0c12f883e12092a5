"""A sentence → the figures in it, Arabic or Chinese, each with its unit and its place in the sentence."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from msgspec import Struct

from report_builder.numerals import HANZI_DIGITS, read_hanzi

# One character for one: a figure's place in the plain text is its place in the text as it was written.
_PLAIN: Final = str.maketrans("０１２３４５６７８９．％", "0123456789.%")

_UNITS: Final = (
    "个百分点|百分点|倍|个工作日|工作日|个部分|部分|人次|件次|"
    "[件条项次篇人起宗例个户份元页家名场期部年月日号届%]"
)
_FIGURE: Final = re.compile(
    rf"""(?:(?P<arabic>(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?)
            [ ]?(?P<early>[余多几])?(?P<times>万亿|亿|万|千|百)?
          |(?P<hanzi>[零〇一二两三四五六七八九十百千万]+))
        (?P<late>[余多几])?[ ]?(?P<unit>{_UNITS})?""",
    re.VERBOSE,
)
_TIMES: Final = {"": 0, "百": 2, "千": 3, "万": 4, "亿": 8, "万亿": 12}
_HANZI_YEAR: Final = re.compile("[零〇一二三四五六七八九]{4}")
_ESTIMATES: Final = ("约", "近", "逾", "超过", "不足", "至少")
_ESTIMATES_IN_HANZI: Final = ("数", "几", "上")


class WrittenNumber(Struct, frozen=True):
    """A figure: 万 and 亿 are multiplied out, so 2.5万元 is 25000 元; ``places`` counts the decimals written.

    ``rough`` marks an estimate (20余件, 近百件), which nothing can be compared with.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    places: int = 0
    rough: bool = False


@lru_cache(maxsize=4000)
def read_figures(text: str) -> tuple[WrittenNumber, ...]:
    """The figures of a text in their order; ordinals (第三) and hanzi without a unit are none."""
    plain = text.translate(_PLAIN)
    found = (_read(match, plain) for match in _FIGURE.finditer(plain))
    return tuple(figure for figure in found if figure is not None)


def _read(match: re.Match[str], plain: str) -> WrittenNumber | None:
    """The figure that was matched; ``None`` where the characters only look like one."""
    before = plain[: match.start()]
    unit = match["unit"] or ""
    if before.endswith("第"):
        return None
    rough = bool(match["early"] or match["late"]) or before.endswith(_ESTIMATES)
    if match["arabic"]:
        number = match["arabic"].replace(",", "")
        value = Decimal(number).scaleb(_TIMES[match["times"] or ""])
        places = len(number.partition(".")[2])
        return WrittenNumber(value, unit, match.start(), match.end(), places, rough)
    if not unit:
        return None
    if unit == "年" and _HANZI_YEAR.fullmatch(match["hanzi"]):
        year = "".join(str(HANZI_DIGITS[digit]) for digit in match["hanzi"])
        return WrittenNumber(Decimal(year), unit, match.start(), match.end())
    whole = read_hanzi(match["hanzi"])
    if whole is None:
        return None
    rough = rough or before.endswith(_ESTIMATES_IN_HANZI)
    return WrittenNumber(Decimal(whole), unit, match.start(), match.end(), 0, rough)
