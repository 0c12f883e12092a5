"""The year's figures → a list to choose from: their Chinese names, their values, how a text writes them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.manuscript.figure_words import expression_of
from report_builder.manuscript.shown_figures import name_of
from report_builder.quantities import plain_number
from report_builder.statistics.catalogue import FIGURES, cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.statistics.figures import Statistics

MOST_OFFERED: Final = 40


class OfferedFigure(Struct, frozen=True):
    """A figure that a text may show, and what is to be written to show it."""

    name: str
    caption: str
    value: str
    unit: str
    expression: str


def offer_figures(statistics: Statistics, wanted: str) -> tuple[list[OfferedFigure], bool]:
    """The figures whose names have all the words that are wanted, those that are not nil first.

    And whether there are more of them than these.
    """
    words = wanted.split()
    found = [each for each in _all(statistics) if all(word in _searched(each) for word in words)]
    found.sort(key=lambda each: each.value == "0")
    return list(islice(found, MOST_OFFERED)), len(found) > MOST_OFFERED


def _searched(figure: OfferedFigure) -> str:
    return f"{figure.name}{figure.caption}{figure.expression}"


def _all(statistics: Statistics) -> Iterator[OfferedFigure]:
    values = {**statistics.figures, **statistics.details}
    for cell in cells(statistics.labels, [each for each in FIGURES if each.word]):
        value = values.get(cell.path)
        if value is not None:
            expression = expression_of(cell)
            yield OfferedFigure(
                name_of(expression),
                cell.caption,
                plain_number(value),
                cell.figure.unit,
                f"{{{{ {expression} }}}}",
            )
