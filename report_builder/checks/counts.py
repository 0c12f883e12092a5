"""Figures by path → sums of them, unknown where one of them is unknown."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Figures = Mapping[str, int | Decimal | None]

REVIEWS: Final = ("litigation.review.total",)
SUITS: Final = ("litigation.direct_suit.total", "litigation.suit_after_review.total")


def total(figures: Figures, *paths: str) -> int | None:
    """The sum of some counts; ``None`` where one of them is not known."""
    found = [figures.get(path) for path in paths]
    return add(None if each is None else int(each) for each in found)


def request_count(figures: Figures, row: str, column: str = "total") -> int | None:
    """A cell of the table of applications; ``None`` where it is not known."""
    return total(figures, f"requests.{row}.{column}")


def add(counts: Iterable[int | None]) -> int | None:
    """The sum of counts; ``None`` where one is not known."""
    known = list(counts)
    return None if None in known else sum(each for each in known if each is not None)


def amount(figures: Figures, path: str) -> Decimal | None:
    """A figure that need not be whole."""
    found = figures.get(path)
    return None if found is None else Decimal(found)
