"""``LastYear`` → the word 去年 of a narrative: the year before's figures under this year's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.manuscript.figure_words import figure_words
from report_builder.manuscript.words import NarrativeFault, View
from report_builder.statistics.catalogue import add_sums, labels_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.statistics.last_year import LastYear


class LastYearWords(View, frozen=True):
    """The year before (去年): groups of figures, and single ones."""

    _words: Mapping[str, object]

    def words(self) -> Mapping[str, object]:
        """The groups' words."""
        return self._words


class UnknownLastYear(View, frozen=True):
    """去年 where nothing is known of the year before."""

    _year: int

    def __bool__(self) -> bool:
        """False, so that {% if 去年 %} asks whether there is a year before."""
        return False

    def words(self) -> Mapping[str, object]:
        """None."""
        return {}

    def named(self, word: str) -> object:
        """Raise ``NarrativeFault``: there is no figure of that year."""
        raise NarrativeFault(
            code="narrative.unknown",
            message=f"没有{self._year}年的统计数据，“去年.{word}”查不到",
            word="去年",
            remedy=(
                f"请把上年的 statistics.json 放在 out/{self._year}，或者把上年的台账放在 "
                f"data/{self._year}/ledgers；都没有的，请直接写上年的数，"
                "或者把这一句写在 {% if 去年 %} 和 {% endif %} 之间"
            ),
        )


def last_year_words(last_year: LastYear | None, year: int) -> View:
    """What 去年 answers to."""
    if last_year is None:
        return UnknownLastYear(year)
    figures = dict(last_year.figures)
    labels = labels_in(figures)
    add_sums(figures, labels, {})
    words = figure_words(figures, labels, year)
    return LastYearWords({word: value for word, value in words.items() if value is not None})
