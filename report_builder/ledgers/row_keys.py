"""The rows of a frame → what makes each itself: its number, or its words and its day, however typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import is_normalized, normalize

import numpy as np
import pandas as pd

from report_builder.ledgers.declarations import Kind

if TYPE_CHECKING:
    from report_builder.ledgers.declarations import Likeness, Sheet

_NO_WORD: Final = re.compile(r"[\W_]+")
_SPACE: Final = re.compile(r"\s+")
# Marks that look alike and are typed for one another in numbers: 柳教〔2016〕1号, 2016-1.
_LIKE_MARKS: Final = str.maketrans({"〔": "(", "〕": ")", "[": "(", "]": ")", "–": "-", "—": "-", "−": "-"})
_REMARK: Final = "备注"


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
        columns = [sheet.number, next(column.name for column in sheet.columns if column.kind is Kind.DATE)]
    else:
        columns = [column.name for column in sheet.columns if column.name != _REMARK]
    part = frame[columns]
    decimals = [column for column in columns if part[column].dtype == object]
    return pd.util.hash_pandas_object(part.astype(dict.fromkeys(decimals, "str")), index=False)


def _item_keys(frame: pd.DataFrame, likeness: Likeness) -> pd.Series:
    """What makes rows alike: their words without marks, and their day."""
    keys = pd.util.hash_pandas_object(frame[likeness.day], index=False)
    for column in likeness.words:
        texts = frame[column].to_numpy(dtype=object)
        words = np.array(
            [
                # Most titles are plain, and need no closer look.
                text.casefold() if text.isalnum() and is_normalized("NFKC", text) else title_key(text)
                for text in texts
            ],
            dtype=object,
        )
        keys = keys * 31 + pd.util.hash_array(words, categorize=False)
    return keys


def number_key(number: str) -> str:
    """A number without what departments type differently: width, spaces, case, kinds of dash and bracket."""
    return _SPACE.sub("", normalize("NFKC", number)).translate(_LIKE_MARKS).casefold()


def title_key(title: str) -> str:
    """A title without marks, spaces, width and case."""
    return _NO_WORD.sub("", normalize("NFKC", title)).casefold()
