"""The rows of a frame → what makes each itself: its number, or its words and its day, however typed."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final
from unicodedata import category, normalize

import numpy as np
import pandas as pd

from report_builder.ledgers.declarations import ColumnKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.ledgers.declarations import Likeness, Sheet

_NO_WORD: Final = re.compile(r"[\W_]+")
_SPACE: Final = re.compile(r"\s+")
# Marks that look alike and are typed for one another in numbers: 柳教〔2016〕1号, 2016-1.
_LIKE_MARKS: Final = str.maketrans({"〔": "(", "〕": ")", "[": "(", "]": ")", "–": "-", "—": "-", "−": "-"})
_REMARK: Final = "备注"
_BETWEEN: Final = "\ue000"  # for private use, and in nobody's title
_JAMO: Final = range(0x1160, 0x1200)  # letters of Hangul that join those before them
_FEW_LETTERS: Final = 40
_AT_ONCE: Final = 50_000


class RowKeys:
    """The keys of each sheet's rows, worked out once a frame."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[pd.DataFrame, pd.Series]] = {}

    def of(self, sheet: Sheet, frame: pd.DataFrame) -> pd.Series:
        """A number that rows have in common where they are the same thing.

        A register's rows are known by their number and day, or by their words and day; rows of figures are
        the same where everything is.
        """
        known = self._known.get(sheet.name)
        if known is None or known[0] is not frame:
            known = self._known[sheet.name] = frame, _keys(sheet, frame)
        return known[1]


def _keys(sheet: Sheet, frame: pd.DataFrame) -> pd.Series:
    if sheet.likeness:
        return _item_keys(frame, sheet.likeness)
    if sheet.number:
        columns = [
            sheet.number,
            next(column.name for column in sheet.columns if column.kind is ColumnKind.DATE),
        ]
    else:
        columns = [column.name for column in sheet.columns if column.name != _REMARK]
    part = frame[columns]
    decimals = [column for column in columns if part[column].dtype == object]
    return pd.util.hash_pandas_object(part.astype(dict.fromkeys(decimals, "str")), index=False)


def _item_keys(frame: pd.DataFrame, likeness: Likeness) -> pd.Series:
    """What makes rows alike: their words without marks, and their day."""
    keys = pd.util.hash_pandas_object(frame[likeness.day], index=False)
    for column in likeness.words:
        texts = frame[column].tolist()
        parts = (texts[start : start + _AT_ONCE] for start in range(0, len(texts), _AT_ONCE))
        words = np.array([key for part in parts for key in title_keys(part)], dtype=object)
        keys = keys * 31 + pd.util.hash_array(words, categorize=False)
    return keys


def number_key(number: str) -> str:
    """A number without what departments type differently: width, spaces, case, kinds of dash and bracket."""
    return _SPACE.sub("", normalize("NFKC", number)).translate(_LIKE_MARKS).casefold()


def title_keys(titles: Sequence[str]) -> list[str]:
    """The keys of many titles, worked out for all of them at once where no letter hangs on its neighbours."""
    together = _BETWEEN.join(titles)
    letters = _letters(together) - {_BETWEEN}
    if together.count(_BETWEEN) != len(titles) - 1 or any(map(_may_compose, letters)):
        return [title_key(title) for title in titles]
    changed = [(letter, key) for letter in letters if (key := title_key(letter)) != letter]
    if len(changed) > _FEW_LETTERS or {letter for letter, _ in changed} & set(
        "".join(key for _, key in changed)
    ):
        return together.translate({ord(letter): key for letter, key in changed}).split(_BETWEEN)
    for letter, key in changed:
        together = together.replace(letter, key)
    return together.split(_BETWEEN)


def _letters(text: str) -> set[str]:
    """The different letters of a long text."""
    has = np.zeros(sys.maxunicode + 1, bool)
    has[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")] = True
    return set(map(chr, np.flatnonzero(has).tolist()))


def _may_compose(letter: str) -> bool:
    """Whether the letter, or what it stands for, may become one with the letter before it (UAX #15)."""
    return any(category(each)[0] == "M" or ord(each) in _JAMO for each in normalize("NFKC", letter))


def title_key(title: str) -> str:
    """A title without marks, spaces, width and case."""
    return _NO_WORD.sub("", normalize("NFKC", title)).casefold()
