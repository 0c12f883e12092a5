"""The rows of a table and those that a format demands → which is which, by their labels and their order.

A label may be shortened, numbered otherwise or worded a little otherwise. What is a demanded row to the
letter is no other one's, and rows stand for demanded rows in the order of both: so one that is missing never
takes the figures of a later one that is called the same.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NUMBERING: Final = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.．、])"
)
_BESIDE: Final = str.maketrans("", "", '，。、；：:,.“”"（）()')
_SAME_WORDS: Final = (
    ("本年度", "本年"), ("上年度", "上年"), ("上一年", "上年"), ("下一年度", "下年"), ("下年度", "下年"),
    ("合计", "总计"),
)  # fmt: skip
_DENIALS: Final = "不未非无"
_ALIKE: Final = 0.85
# So much of a label is enough to know it by where the rest was left off, or where words of it were left out.
_TELLING: Final = 4
_SHORTENED: Final = 0.4
SAME: Final = 3
NEARLY: Final = 2
OTHER: Final = 0

# How well each demanded row fits each line of a table: ``SAME``, ``NEARLY`` or ``OTHER``.
Grades = tuple[tuple[int, ...], ...]


def align(grades: Sequence[Sequence[int]]) -> dict[int, int]:
    """The line of each demanded row that has one, by their numbers.

    The best choice in which both go on in their order, and then rows that stand elsewhere, where nothing else
    is called so.
    """
    exact = {line for row in grades for line, grade in enumerate(row) if grade == SAME}
    grades = [
        [OTHER if grade == NEARLY and line in exact else grade for line, grade in enumerate(row)]
        for row in grades
    ]
    found = _in_order(grades)
    taken = set(found.values())
    for number, row in enumerate(grades):
        elsewhere = [line for line, grade in enumerate(row) if grade == SAME and line not in taken]
        if number not in found and len(elsewhere) == 1:
            is_only = sum(other[elsewhere[0]] == SAME for other in grades) == 1
            if is_only:
                found[number] = elsewhere[0]
                taken.add(elsewhere[0])
    return found


def _in_order(grades: Sequence[Sequence[int]]) -> dict[int, int]:
    """The longest common sequence of both, weighted; of equals the earliest lines."""
    rows, lines = len(grades), len(grades[0]) if grades else 0
    best = [[0] * (lines + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        own, below = best[row], best[row + 1]
        for line in range(lines - 1, -1, -1):
            grade = grades[row][line]
            with_it = grade + below[line + 1] if grade else 0
            own[line] = max(with_it, below[line], own[line + 1])
    found: dict[int, int] = {}
    row = line = 0
    while row < rows and line < lines:
        grade = grades[row][line]
        if grade and best[row][line] == grade + best[row + 1][line + 1]:
            found[row] = line
            row, line = row + 1, line + 1
        elif best[row][line] == best[row][line + 1]:
            line += 1
        else:
            row += 1
    return found


def grade_labels(one: str, other: str) -> int:
    """Whether two labels are the same, nearly, or another one's."""
    return grade_bare(bare_label(one), bare_label(other))


@lru_cache(maxsize=2000)
def bare_label(label: str) -> str:
    """A label without its number, marks and spaces, its years said one way."""
    words = _NUMBERING.sub("", "".join(label.split())).translate(_BESIDE)
    for written, usual in _SAME_WORDS:
        words = words.replace(written, usual)
    return words


@lru_cache(maxsize=20_000)
def grade_bare(first: str, second: str) -> int:
    """The same of two labels that ``bare_label`` gave."""
    if first and first == second:
        return SAME
    short, long = sorted((first, second), key=len)
    if len(short) >= _TELLING and long.startswith(short):
        return NEARLY
    if not short or _denials(short) != _denials(long):
        return OTHER
    is_shortened = len(short) >= max(_TELLING, _SHORTENED * len(long)) and _is_within(short, long)
    return NEARLY if is_shortened or _is_alike(short, long) else OTHER


def _is_alike(short: str, long: str) -> bool:
    """Whether most letters of two labels are the same, in the same order."""
    if len(short) < _ALIKE * len(long):
        return False
    matcher = SequenceMatcher(None, short, long, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _denials(words: str) -> Mapping[str, int]:
    """不予公开 and 予以公开 share nearly all of their letters."""
    return Counter(letter for letter in words if letter in _DENIALS)


def _is_within(short: str, long: str) -> bool:
    """Whether the letters of one stand in the other in their order."""
    rest = iter(long)
    return all(letter in rest for letter in short)
