"""``styles/requests.toml`` → the rows of the statutory table of applications, which formats may add to."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct, convert

from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

NEW: Final = "new"
CARRIED_IN: Final = "carried_in"
TOTAL: Final = "total"
CARRIED_OUT: Final = "carried_out"
_NO_OUTCOMES: Final = frozenset({NEW, CARRIED_IN, TOTAL, CARRIED_OUT})


class RequestRow(Struct, frozen=True):
    """A row of the table of applications: its printed ``number``, and any ``heading`` it stands under.

    ``key`` is its name in ``statistics.json``.
    """

    key: str
    label: str
    number: str
    heading: str = ""

    @property
    def printed(self) -> str:
        """The row's whole label: （三）不予公开：1.属于国家秘密."""
        return f"{self.heading}：{self.number}{self.label}" if self.heading else f"{self.number}{self.label}"

    @property
    def is_outcome(self) -> bool:
        """Whether it is an outcome, of which every finished application has one."""
        return self.key not in _NO_OUTCOMES

    @property
    def group(self) -> str:
        """What the rows under one heading have in common: refused of refused.1."""
        return self.key.partition(".")[0]

    @property
    def group_label(self) -> str:
        """What they are called together, without a number: 不予公开."""
        return self.heading.partition("）")[2] or self.label


class _File(Struct, frozen=True):
    """The file as it is written."""

    rows: tuple[RequestRow, ...]


@cache
def shipped_rows() -> tuple[RequestRow, ...]:
    """The rows that ``statistics.json`` has in every year, in the table's order."""
    path = packaged_folder("styles") / "requests.toml"
    return convert(tomllib.loads(path.read_text(encoding="utf-8")), _File).rows


def row_of(rows: Iterable[RequestRow], key: str) -> RequestRow:
    """A row by its key; raises ``KeyError`` for one that there is not."""
    for row in rows:
        if row.key == key:
            return row
    raise KeyError(key)
