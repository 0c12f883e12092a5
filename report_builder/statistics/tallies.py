"""Labels as they occur → how often each occurs, in a known order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from report_builder.statistics.figures import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable


def count_labels(labels: Iterable[str], order: Iterable[str] = ()) -> tuple[Tally, ...]:
    """A tally for every label of ``order``, nil included, then for the others as they first occur."""
    occurring = pd.Series(list(labels), dtype="object")
    counts = occurring.value_counts(sort=False)
    known = list(dict.fromkeys([*order, *occurring.unique()]))
    return tuple(Tally(label, int(counts.get(label, 0))) for label in known)
