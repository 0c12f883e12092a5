"""A value and a word that a narrative asks of it → the answer, or the author's fault; nothing of Python."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import asdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Value = TypeVar("Value")

MAX_SUGGESTED: Final = 12

_NEAR: Final = 0.45
_SPACES: Final = re.compile(r"\s+")


class NarrativeFault(Exception):  # noqa: N818 - a fault of the narrative's author, not an error of the program
    """A word that cannot be answered: the finding's code, what is wrong, and the way out."""

    def __init__(self, *, code: str, message: str, word: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.word = word
        self.remedy = remedy


def unknown(*, kind: str, word: str, known: Iterable[str]) -> NarrativeFault:
    """The fault of a word that nothing answers to, with the one that was probably meant."""
    return NarrativeFault(
        code="narrative.unknown",
        message=f"查不到{kind}“{word}”",
        word=word,
        remedy=suggestion(word, tuple(known)),
    )


def unfit(*, message: str, word: str = "", remedy: str = "") -> NarrativeFault:
    """The fault of a value that is missing or is used where it does not fit."""
    return NarrativeFault(code="narrative.value", message=message, word=word, remedy=remedy)


def suggestion(word: str, known: tuple[str, ...]) -> str:
    """What may be written in the place of a word that is not known."""
    near = get_close_matches(word, known, 1, _NEAR)
    meant = f"您要写的可能是“{near[0]}”" if near else ""
    if len(known) > MAX_SUGGESTED or not known:
        return meant or "请核对写法是否与台账或设置一致"
    choices = f"可写：{'、'.join(known)}"
    return f"{choices}（{meant}）" if meant else choices


class View(Struct, frozen=True):
    """A value as the narrative sees it: ``words`` are all that can be asked of it."""

    def __bool__(self) -> bool:
        """Whether this year has such a thing, as {% if 去年 %} asks: always, but for a year before it."""
        return True

    def words(self) -> Mapping[str, object]:
        """Every word with its value: the fields."""
        return asdict(self)

    def label(self) -> str:
        """How a narrative writes this value where it is one of several: 解读("…"); empty where it is not."""
        return ""

    def named(self, word: str) -> object:
        """The value of a word; raises ``NarrativeFault`` for an unknown word or a figure that nobody gave."""
        words = self.words()
        if word not in words:
            raise unknown(kind="项目", word=word, known=words)
        if words[word] is None:
            raise unfit(message=f"台账里没有填“{word}”", word=word, remedy="请在台账里补填，或者改写这一句")
        return words[word]


class Lookup(View, Generic[Value], frozen=True, dict=True):
    """Values found by a name in brackets, as 条目("…"); ``kind`` says what the names are names of."""

    kind: str
    entries: Mapping[str, Value]

    @cached_property
    def _by_key(self) -> dict[str, str]:
        """The name of every entry by what two people write alike."""
        return {_key(name): name for name in self.entries}

    def words(self) -> Mapping[str, object]:
        """None: a lookup has only its brackets."""
        return {}

    def __call__(self, name: object) -> Value:
        """The value of a name; raises ``NarrativeFault`` for one that the ledgers do not have."""
        if not isinstance(name, str):
            raise unfit(message=f"括号里应当是{self.kind}，写在英文引号里", word=str(name))
        if _key(name) not in self._by_key:
            raise unknown(kind=self.kind, word=name, known=self.entries)
        return self.entries[self._by_key[_key(name)]]


def _key(name: str) -> str:
    """A name without what two people write differently: spaces and the marks of a title."""
    bare = _SPACES.sub("", name).translate(str.maketrans("〈〉", "《》"))
    return bare[1:-1] if _is_one_title(bare) else bare


def _is_one_title(name: str) -> bool:
    """Whether the mark that a name begins with is closed by the one that it ends with, others within."""
    depth = 0
    for place, sign in enumerate(name):
        depth += (sign == "《") - (sign == "》")
        if depth == 0:
            return 0 < place == len(name) - 1
    return False
