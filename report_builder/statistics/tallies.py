"""Labels as they occur → how often each occurs, in a known order."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from report_builder.statistics.figures import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable


def count_labels(labels: Iterable[str], order: Iterable[str] = ()) -> tuple[Tally, ...]:
    """A tally for every label of ``order``, nil included, then for the others as they first occur."""
    counts = Counter(labels)
    known = dict.fromkeys([*order, *counts])
    return tuple(Tally(label, counts[label]) for label in known)
