"""A character → its part in line breaking, by GB/T 15834-2011, 5.1, and CLREQ 3.1."""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from typing import Final


class CharacterKind(IntEnum):
    """What a character is to the line breaker."""

    IDEOGRAPH = 0
    OPENING = 1
    CLOSING = 2
    STOP = 3
    JOINED = 4
    LATIN = 5
    DIGIT = 6
    SPACE = 7
    GLUE = 8
    SYMBOL = 9
    OBJECT = 10


# 5.1.1 to 5.1.6: no line ends with these.
_OPENING: Final = frozenset("（〔［｛《〈「『【〖“‘([{＜￥＄£$¥〝№§")
# 5.1.1 to 5.1.9: no line starts with these.
_CLOSING: Final = frozenset("）〕］｝》〉」』】〗”’)]}＞%‰％℃°′″〞々〃·‧/／～-–ー")
# 5.1.1: the marks that may hang beyond the end of a line, one at a time.
_STOPS: Final = frozenset("。，、；：！？．")
_LATIN_STOPS: Final = frozenset("!,.:;?")
# 5.1.4, 5.1.5: —— and …… are one mark of two characters; … does not start a line, nor does a single —.
_JOINED: Final = frozenset("—…―")
_GLUE: Final = frozenset("\u00a0\u2011\u2060\u202f")
_SPACES: Final = frozenset(" \t\u2002\u2003\u2009")

_FIRST_EAST_ASIAN: Final = 0x2E80
_LATIN_END: Final = 0x0250
# To here there are the letters of Greek, Cyrillic and other scripts, words of which are parted nowhere.
_LETTERS_END: Final = 0x2000
_ASCII_END: Final = 0x80
# From here to the first hanzi there are marks and signs of no script of their own.
_PUNCTUATION: Final = "\u2000"


# What stands for a picture in a line of characters.
OBJECT: Final = "\ufffc"


@cache
def kind_of(character: str) -> CharacterKind:  # noqa: PLR0911 - a classification is a list of answers
    """What the character is to the line breaker."""
    if character in _SPACES:
        return CharacterKind.SPACE
    if character in _STOPS or character in _LATIN_STOPS:
        return CharacterKind.STOP
    if character in _OPENING:
        return CharacterKind.OPENING
    if character in _CLOSING:
        return CharacterKind.CLOSING
    if character in _JOINED:
        return CharacterKind.JOINED
    if character in _GLUE:
        return CharacterKind.GLUE
    if character == OBJECT:
        return CharacterKind.OBJECT
    if "0" <= character <= "9":
        return CharacterKind.DIGIT
    if is_east_asian(character) or is_ambiguous(character):
        return CharacterKind.IDEOGRAPH
    return CharacterKind.LATIN if character.isalnum() else CharacterKind.SYMBOL


@cache
def is_east_asian(character: str) -> bool:
    """Whether a character always takes the East Asian face (ECMA-376 17.3.2.26)."""
    return ord(character) >= _FIRST_EAST_ASIAN


@cache
def is_ambiguous(character: str) -> bool:
    """Whether a character takes the face of its surroundings: “ ” ‘ ’ … — · × ① and their like."""
    code = ord(character)
    if not _ASCII_END <= code < _FIRST_EAST_ASIAN:
        return False
    return not (character.isalpha() and code < _LETTERS_END)


def is_foreign_letter(character: str) -> bool:
    """Whether a letter is of a script that Chinese fonts have too, such as Greek: the file's hint decides."""
    return character.isalpha() and _LATIN_END <= ord(character) < _LETTERS_END


def may_hang(character: str) -> bool:
    """Whether a mark may stand beyond the end of a full line (行尾悬挂)."""
    return character in _STOPS or character in _LATIN_STOPS


_WORD: Final = frozenset({CharacterKind.LATIN, CharacterKind.DIGIT, CharacterKind.SYMBOL})
# Marks that hold a number or a word together when letters or digits follow: 12,345.67, 8:30, AC/DC, -5.
_INNER: Final = frozenset(",.:/-–·'’")
_HYPHENS: Final = frozenset("-–")
# 5.1.9: 分隔号 neither ends a line nor starts one; it is among the closing marks above as well.
_SOLIDI: Final = frozenset("/／")
_SCRIPT: Final = frozenset({CharacterKind.LATIN, CharacterKind.DIGIT})
_NEVER_FIRST: Final = frozenset(
    {CharacterKind.STOP, CharacterKind.CLOSING, CharacterKind.SPACE, CharacterKind.GLUE}
)
_NEVER_LAST: Final = frozenset({CharacterKind.OPENING, CharacterKind.GLUE})


@cache
def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two neighbouring characters."""
    left, right = kind_of(before), kind_of(after)
    if right in _NEVER_FIRST or left in _NEVER_LAST or before in _SOLIDI:
        return False
    if right is CharacterKind.JOINED:
        return left is CharacterKind.JOINED and before != after
    return not (right in _WORD and (left in _WORD or before in _INNER))


def may_break_at(characters: list[str], index: int) -> bool:
    """Whether a line may end before a character, seen with more than one neighbour.

    A dash of two characters may start a line, a single — that joins may not (GB/T 15834-2011, 5.1.9).
    A line may end after a hyphen inside of a word, as in Word, but not after a minus sign, nor before a
    figure: 0772-2822960 and 2016-02-25 are one number each (GB/T 15835-2011, 5.1.7.2; UAX #14, LB25). The –
    between two years joins two numbers.
    """
    before, after = characters[index - 1], characters[index]
    if after == "—":
        double = characters[index : index + 2] == ["—", "—"]
        return double and before != "—" and before not in _SOLIDI and kind_of(before) not in _NEVER_LAST
    if before in _HYPHENS and index > 1 and kind_of(after) in _SCRIPT:
        parts = before == "–" or kind_of(after) is CharacterKind.LATIN
        return parts and kind_of(characters[index - 2]) in _SCRIPT
    return may_break(before, after)


@cache
def is_inside_word(before: str, after: str) -> bool:
    """Whether two neighbouring characters are letters or digits of one word or number."""
    return kind_of(before) in _SCRIPT and kind_of(after) in _SCRIPT


@cache
def has_script_gap(before: str, after: str) -> bool:
    """Whether a small space parts the two: an ideograph beside a letter or a digit."""
    left, right = kind_of(before), kind_of(after)
    if left is CharacterKind.IDEOGRAPH:
        return right in _SCRIPT and is_east_asian(before)
    return right is CharacterKind.IDEOGRAPH and left in _SCRIPT and is_east_asian(after)


# Marks whose ink stands in one half of their square (GB/T 15834-2011, 5.1.10; CLREQ 3.1.6).
_BLANK_AFTER: Final = frozenset("）〕］｝》〉」』】〗”’。，、；：！？．")
_BLANK_BEFORE: Final = frozenset("（〔［｛《〈「『【〖“‘")


def is_blank_after(character: str) -> bool:
    """Whether the right half of a full-width mark is empty."""
    return character in _BLANK_AFTER


def is_blank_before(character: str) -> bool:
    """Whether the left half of a full-width mark is empty."""
    return character in _BLANK_BEFORE


@cache
def may_close_up(before: str, after: str) -> bool:
    """Whether two meeting full-width marks have an empty half between them that may be taken out."""
    if before in _BLANK_AFTER:
        return after in _BLANK_AFTER or after in _BLANK_BEFORE
    return before in _BLANK_BEFORE and after in _BLANK_BEFORE


def stand_plainly(before: CharacterKind, after: CharacterKind) -> bool:
    """Whether nothing is to be done between two characters, as is so for most: hanzi, or a word's letters."""
    if before is CharacterKind.IDEOGRAPH:
        return after is CharacterKind.IDEOGRAPH
    return before in _SCRIPT and after in _SCRIPT


def script_at(characters: list[str], index: int) -> bool:
    """Whether a character is of East Asian script; spaces, “ ” — … take that of what leads to them."""
    for character in reversed(characters[: index + 1]):
        if is_east_asian(character):
            return True
        if "!" <= character < _PUNCTUATION and character != "\u00a0":
            return False
    return True


@cache
def may_stretch(before: str, after: str) -> bool:
    """Whether justification may widen the gap between two characters: not inside a word or a number."""
    left, right = kind_of(before), kind_of(after)
    if left is CharacterKind.SPACE:
        return True
    if left is CharacterKind.JOINED and right is CharacterKind.JOINED:
        return False
    return is_east_asian_like(before) or is_east_asian_like(after)


@cache
def is_east_asian_like(character: str) -> bool:
    """Whether a character stands on the hanzi grid: hanzi, and the marks set as wide as one."""
    return is_east_asian(character) or is_ambiguous(character)
