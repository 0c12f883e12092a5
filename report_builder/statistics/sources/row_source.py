"""The rows that figures are counted of, which of them count for what, and the year that is counted."""

from __future__ import annotations

from datetime import date  # noqa: TC003  msgspec reads the annotation at run time
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from report_builder.statistics.working_day_columns import Days

    Mask = NDArray[np.bool_]


class YearPeriod(Struct, frozen=True):
    """The reporting year by its first and last day."""

    first_day: date
    last_day: date

    @property
    def first(self) -> np.datetime64:
        """The first day, as columns are compared with it."""
        return np.datetime64(self.first_day, "s")

    @property
    def last(self) -> np.datetime64:
        """The last day, as columns are compared with it."""
        return np.datetime64(self.last_day, "s")

    def holds(self, days: Days) -> Mask:
        """Which days are of the year."""
        return (days >= self.first) & (days <= self.last)


class RowSource(Struct, frozen=True):
    """Rows of a ``sheet``, the conditions (``masks``) by name, and the column whose cell stands for a row.

    Several rows may come of one of the sheet's own. Where a row is not one thing but many, ``quantity`` is
    the column that is added up, and the column ``named_by`` names each row's cell.
    """

    sheet: str
    frame: pd.DataFrame
    masks: Mapping[str, Mask]
    cell: str
    quantity: str = ""
    named_by: str = ""


def parted(
    frame: pd.DataFrame, column: str, parts: Callable[[str], Sequence[str]], name: str
) -> pd.DataFrame:
    """A row for every part of a column's text, with the part under ``name``; none where there is no part.

    ``parts`` is asked once for every text that occurs.
    """
    texts = frame[column].astype("category")
    per_text = [list(parts(str(text))) for text in texts.cat.categories]
    labels = list(dict.fromkeys(label for each in per_text for label in each))
    place = {label: number for number, label in enumerate(labels)}
    lengths = np.array([len(each) for each in per_text], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)
    flat = np.array([place[label] for each in per_text for label in each], dtype=np.int64)
    codes = texts.cat.codes.to_numpy().astype(np.int64)
    times = lengths[codes] if len(codes) else np.zeros(0, dtype=np.int64)
    rows = np.repeat(np.arange(len(frame)), times)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    found = flat[starts[codes[rows]] + within] if len(rows) else np.zeros(0, dtype=np.int64)
    return frame.iloc[rows].assign(**{name: coded(found, labels)})


def coded(codes: NDArray[np.integer], labels: Sequence[str]) -> pd.Categorical[str]:
    """A column of labels by their numbers, counted from 0; none where a number is below it."""
    return pd.Categorical.from_codes(codes, categories=pd.Index(labels))
