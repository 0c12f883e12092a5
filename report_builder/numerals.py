"""A number and the name of a format (ST_NumberFormat) → how pages write it; hanzi → the number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_DIGITS: Final = "〇一二三四五六七八九"
_LEGAL_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_TRADITIONAL_LEGAL_DIGITS: Final = "零壹貳參肆伍陸柒捌玖"
_UNITS: Final = ("", "十", "百", "千")
_LEGAL_UNITS: Final = ("", "拾", "佰", "仟")
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
HANZI_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_COUNTED: Final = frozenset("一二两三四五六七八九")

_WITHOUT: Final = frozenset(("none", "bullet"))
_ALPHABET: Final = 26
_MOST_ROMAN: Final = 3999
# Word repeats a letter (aa, bbb); nobody reads more of them than this.
_MOST_LETTERS: Final = 780
_TEN_THOUSAND: Final = 10_000
_CYCLE: Final = 60


def numeral(value: int, style: str) -> str | None:
    """The number in a format; plain digits beyond the format's range, ``None`` for an unknown format."""
    if style in _WITHOUT:
        return ""
    write = _STYLES.get(style)
    if write is None:
        return None
    return write(value) or str(value)


def read_hanzi(written: str) -> int | None:
    """A number below 100,000,000 in hanzi (一百三十四, 两万零五十); ``None`` for what is none (三四, 百)."""
    tens_of_thousands, wan, rest = written.rpartition("万")
    if not wan:
        return _below_ten_thousand(written)
    high = _below_ten_thousand(tens_of_thousands)
    low = _below_ten_thousand(rest.removeprefix("零")) if rest else 0
    return None if high is None or low is None else high * 10_000 + low


def _below_ten_thousand(written: str) -> int | None:
    """A number below 10,000 in hanzi."""
    if written in {"零", "〇"}:
        return 0
    total, rest = 0, written
    for unit, value in (("千", 1000), ("百", 100)):
        digit, is_there, below = rest.partition(unit)
        if is_there:
            if digit not in _COUNTED:
                return None
            total, rest = total + HANZI_DIGITS[digit] * value, below.removeprefix("零")
    tens, ten, ones = rest.rpartition("十")
    if not written or not {tens, ones} - {""} <= _COUNTED:
        return None
    return total + (HANZI_DIGITS.get(tens) or int(bool(ten))) * 10 + HANZI_DIGITS.get(ones, 0)


def _letters(value: int) -> str:
    """Letters as Word counts them: a … z, aa, bb … zz, aaa."""
    if not 0 < value <= _MOST_LETTERS:
        return ""
    times, index = divmod(value - 1, _ALPHABET)
    return chr(ord("a") + index) * (times + 1)


def _roman(value: int) -> str:
    if not 0 < value <= _MOST_ROMAN:
        return ""
    written = ""
    for unit, letters in _ROMAN:
        count, value = divmod(value, unit)
        written += letters * count
    return written


def _digit_by_digit(value: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(value)) if value >= 0 else ""


def _thousands(value: int, digits: str, units: tuple[str, ...], zero: str) -> str:
    """A number below ten thousand in words: 一千零二十; one ``zero`` for each row of missing units."""
    written = ""
    missing = False
    for place, digit in zip(range(len(units) - 1, -1, -1), f"{value:0{len(units)}d}", strict=True):
        if digit == "0":
            missing = bool(written)
            continue
        written += (zero if missing else "") + digits[int(digit)] + units[place]
        missing = False
    return written


def _in_words(value: int, digits: str, units: tuple[str, ...], zero: str) -> str:
    if not 0 <= value < _TEN_THOUSAND:
        return ""
    return _thousands(value, digits, units, zero) or zero


def _chinese(value: int) -> str:
    """Write 十, 十一, 一百零一: a ten that leads goes without its one."""
    written = _in_words(value, _DIGITS, _UNITS, "零")
    return written.removeprefix("一") if written.startswith("一十") else written


def _chinese_simple(value: int) -> str:
    """Write 十一, 九十九 and then 一○○, digit by digit with a circle for nought (MS-DOCX 2.4)."""
    hundred = 100
    return _chinese(value) if 0 <= value < hundred else _digit_by_digit(value, "○" + _DIGITS[1:])


def _japanese(value: int) -> str:
    """Write 十, 百一, 千二十: no one before a unit, nothing for what is missing."""
    if value == 0:
        return "〇"
    written = _in_words(value, _DIGITS, _UNITS, "")
    for unit in _UNITS[1:]:
        written = written.replace(f"一{unit}", unit)
    return written


def _one_of(characters: str) -> Callable[[int], str]:
    return lambda value: characters[value - 1] if 0 < value <= len(characters) else ""


def _row(first: int, count: int) -> str:
    return "".join(chr(first + index) for index in range(count))


def _full_width(value: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value)) if value >= 0 else ""


def _sexagenary(value: int) -> str:
    """Write 甲子, 乙丑 … 癸亥, the cycle of sixty."""
    if not 0 < value <= _CYCLE:
        return ""
    return _STEMS[(value - 1) % len(_STEMS)] + _BRANCHES[(value - 1) % len(_BRANCHES)]


_STYLES: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _one_of(_row(0x2460, 20)),
    "decimalEnclosedCircleChinese": _one_of(_row(0x2460, 20)),
    "decimalEnclosedFullstop": _one_of(_row(0x2488, 20)),
    "decimalEnclosedParen": _one_of(_row(0x2474, 20)),
    # Word encloses these in brackets, whatever their name says (MS-OI29500 2.1.540).
    "ideographEnclosedCircle": _one_of(_row(0x3220, 10)),
    "numberInDash": lambda value: f"- {value} -",
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperRoman": _roman,
    "chineseCounting": _chinese_simple,
    "taiwaneseCounting": _chinese_simple,
    "chineseCountingThousand": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _japanese,
    "ideographDigital": lambda value: _digit_by_digit(value, _DIGITS),
    "japaneseDigitalTenThousand": lambda value: _digit_by_digit(value, _DIGITS),
    "taiwaneseDigital": lambda value: _digit_by_digit(value, "○" + _DIGITS[1:]),
    "chineseLegalSimplified": lambda value: _in_words(value, _LEGAL_DIGITS, _LEGAL_UNITS, "零"),
    "ideographLegalTraditional": lambda value: _in_words(
        value, _TRADITIONAL_LEGAL_DIGITS, _LEGAL_UNITS, "零"
    ),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "chicago": lambda value: "*†‡§"[(value - 1) % 4] * ((value - 1) // 4 + 1) if value > 0 else "",
}
