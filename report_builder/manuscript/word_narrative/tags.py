"""The ``{{ }}`` and ``{% %}`` of a paragraph as author and autocorrection left them → as Jinja reads them."""

from __future__ import annotations

import re
from typing import Final

from report_builder.manuscript.word_narrative.escapes import as_written

# A tag ends before the next one of its kind begins: what is never closed is looked through once only.
TAG: Final = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#(?:(?!\{#).)*?#\}", re.DOTALL)
_LONGEST_TAG: Final = 2_000

_BRACES: Final = (
    (re.compile("[{｛][{｛]"), "{{"),
    (re.compile("[}｝][}｝]"), "}}"),
    (re.compile("[{｛][%％]-?"), "{%"),
    (re.compile("-?[%％][}｝]"), "%}"),
    (re.compile("[{｛][#＃]"), "{#"),
    (re.compile("[#＃][}｝]"), "#}"),
)
# What a Chinese keyboard types for the marks of the language.
_FULL_WIDTH: Final = str.maketrans(
    "（）［］，．。｜＝！＜＞＋－０１２３４５６７８９\u3000\u00a0\t\n",
    "()[],..|=!<>+-0123456789    ",
)
# docxtpl wants to be told what a tag repeats; its users write {%p if …%} and {%tr for …%}.
_PREFIX: Final = re.compile(r"^\{%\s*(?:p|tr|tc|r)\s+")
_DOUBLE: Final = '"“”„‟＂'
_SINGLE: Final = "'‘’‛＇"
_OPENING: Final = {"“": "”", "‘": "’"}
# What may follow a quoted name; a quotation mark before anything else is a part of the name.
_AFTER: Final = re.compile(r"\s*(?:[),，）\]］|｜}=＝!！<＜>＞%]|$|(?:in|and|or|else|if|not|is)\b)")
_ORDER: Final = re.compile(r"\{%\s*(end)?(for|if)\b")


def tidy_tags(text: str) -> str:
    """The text with every tag as Jinja wants it, on one line; what stands outside of tags is left alone."""
    for pattern, brace in _BRACES:
        text = pattern.sub(brace, text)
    return TAG.sub(lambda match: _tidy(match.group()), text)


def _tidy(tag: str) -> str:
    if len(tag) > _LONGEST_TAG:  # nobody's typing
        return " ".join(tag.split("\n"))
    bare = _PREFIX.sub("{% ", as_written(tag))
    if bare.startswith("{#"):
        return " ".join(bare.split("\n"))
    inner = bare[2:-2].strip("-")
    return f"{bare[:2]}{_plain_code(inner)}{bare[-2:]}"


def _plain_code(code: str) -> str:
    """The code with plain signs and straight quotation marks, the names between them as they are."""
    done, position = [], 0
    while position < len(code):
        sign = code[position]
        end = _end_of_name(code, position) if sign in _DOUBLE + _SINGLE else 0
        if end:
            name = code[position + 1 : end].replace("\\", "\\\\").replace('"', '\\"')
            done.append('"{}"'.format(name.replace("\n", "")))
            position = end + 1
        else:
            done.append(sign.translate(_FULL_WIDTH))
            position += 1
    return "".join(done)


def _end_of_name(code: str, start: int) -> int:
    """Where the name that a quotation mark opens ends; 0 where nothing ends it.

    Names hold quotation marks of their own (“三公”经费), and autocorrection turns straight ones into curly
    ones of either direction.
    """
    sign = code[start]
    kin = _DOUBLE if sign in _DOUBLE else _SINGLE
    if sign not in _OPENING and sign in "\"'":
        straight = (end for end in range(start + 1, len(code)) if code[end] == sign)
        if end := next((end for end in straight if _AFTER.match(code, end + 1)), 0):
            return end
    depth = 0
    for end in range(start, len(code)):
        depth += (code[end] in _OPENING and code[end] in kin) - (code[end] == _OPENING.get(sign))
        if end > start and depth == 0 and code[end] in kin and _AFTER.match(code, end + 1):
            return end
    ends = (end for end in range(start + 1, len(code)) if code[end] in kin)
    return next((end for end in ends if _AFTER.match(code, end + 1)), 0)


def has_only_tags(text: str) -> bool:
    """Whether a paragraph only gives orders: it leaves no paragraph behind."""
    orders = [tag for tag in TAG.findall(text) if not tag.startswith("{{")]
    return bool(orders) and not TAG.sub("", text).strip() and len(orders) == len(TAG.findall(text))


def keep_end(text: str) -> str:
    """The text with its end kept: Jinja joins the next line to one that ends with ``%}``."""
    return re.sub(r"([%#]\})\s*$", r"+\1", text)


def as_typed(text: str) -> str:
    """A text without what ``keep_end`` has put into it."""
    return re.sub(r"\+([%#]\})$", r"\1", text)


def without_tags(text: str) -> str:
    """The author's own words."""
    return TAG.sub("", text)


def lift_row_tags(texts: list[str]) -> tuple[str, str]:
    """Take a {% for %} or {% if %} around all of a row's texts out of them: they repeat or drop the row.

    Gives what is to stand before the row and after it, empty where there is no such pair.
    """
    filled = [number for number, text in enumerate(texts) if text.strip()]
    if not filled:
        return "", ""
    first, last = filled[0], filled[-1]
    opening = re.match(r"\s*(\{%\s*(for|if)\b.*?%\})", texts[first])
    closing = re.search(r"(\{%\s*end(for|if)\s*%\})\s*$", texts[last])
    if not opening or not closing or opening[2] != closing[2] or not _is_left_open(texts[first]):
        return "", ""
    texts[last] = texts[last][: closing.start()]
    texts[first] = texts[first][opening.end() :]
    return opening[1], closing[1]


def _is_left_open(text: str) -> bool:
    """Whether more is opened in a text than is closed."""
    return sum(-1 if order[1] else 1 for order in _ORDER.finditer(text)) > 0
