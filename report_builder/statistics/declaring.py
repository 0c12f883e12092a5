"""What a figure is: its path and words, and how the rows of a sheet give it; nothing is counted here.

A path names its grouping: ``requests.{outcome}.{applicant}`` is counted by outcome and type of applicant.
What shows a figure (``statistics.json`` and ``.xlsx``, the narrative's words, charts, tables) asks here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final, TypeAlias

from msgspec import Struct

Value: TypeAlias = int | Decimal | None
# Of each axis: every label that is counted by, in order, and its step of a path.
Labels: TypeAlias = Mapping[str, Mapping[str, str]]

FIELD: Final = re.compile(r"\{(\w+)\}")
_NONE: Final[Mapping[str, str]] = MappingProxyType({})


class Aggregate(StrEnum):
    """What is made of the rows of a group."""

    COUNT = "count"
    SUM = "sum"
    EXACT_SUM = "sum of decimals"
    SUM_GIVEN = "sum of what is given"  # unknown, not nil, where no row gives it
    LAST = "last given"  # of the rows in their order
    GREATEST = "greatest given"

    @property
    def can_be_nil(self) -> bool:
        """Whether no row is nil, and not unknown."""
        return self in {Aggregate.COUNT, Aggregate.SUM, Aggregate.EXACT_SUM}


class Axis(Struct, frozen=True):
    """What rows are grouped by: a ``column`` of a source, under a ``name`` that stands in paths.

    ``noun`` is what its labels are. ``steps`` are the labels that it always has, each with its step of a
    path; to one that ``is_open`` those are added that occur, in the order in which they do. ``words`` are the
    narrative's where they are not the labels. Its steps in paths look like ``pattern``.
    """

    name: str
    column: str
    noun: str = ""
    steps: Mapping[str, str] = _NONE
    words: Mapping[str, str] = _NONE
    is_open: bool = False
    pattern: str = r"[^.]+"


class FigureDeclaration(Struct, frozen=True, kw_only=True, dict=True):
    """A figure, or a family of them by label.

    ``source`` names the rows, ``where`` those of them that count, ``measure`` and ``column`` what is made of
    them. Without a source it is the sum of the figures ``sum_of``, in which ``*`` stands for anything, with
    the decimal point moved by ``scale``. ``word`` is the narrative's: 申请.新收, 申请.方式({method}).
    ``caption`` and ``unit`` are how tables for people call it, ``listed`` the sheet of ``statistics.xlsx``
    that gives it a row of its own. ``in_file``: it stands in ``statistics.json``; ``in_every_file``: one that
    has no such count cannot be relied on. A new figure, or one that a format may add, is not in every file.
    """

    path: str
    source: str = ""
    where: str = ""
    measure: Aggregate = Aggregate.COUNT
    column: str = ""
    sum_of: tuple[str, ...] = ()
    scale: int = 0
    word: str = ""
    caption: str = ""
    unit: str = ""
    listed: str = ""
    in_file: bool = True
    in_every_file: bool = False

    @cached_property
    def axes(self) -> tuple[str, ...]:
        """The names of the axes that it is grouped by, in the order of its path."""
        return tuple(FIELD.findall(self.path))

    @property
    def stem(self) -> str:
        """What its paths begin with."""
        return self.path.partition("{")[0]

    def at(self, steps: Mapping[str, str]) -> str:
        """The path of the figure with these steps of its axes."""
        return self.path.format_map(steps) if self.axes else self.path


def segment(label: str) -> str:
    """A label as one step of a path: a full stop would begin another step."""
    return label.replace(".", "．")
