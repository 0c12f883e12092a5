"""The lists of the settings (channels, groups of categories) ↔ rows of the form; comments stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import tomlkit
from msgspec import Struct
from tomlkit.items import AoT, Array

from report_builder.ledgers.vocabulary import CHANNEL_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping, Sequence

EMPTY_ROWS: Final = 3  # to be filled in
MOST_ROWS: Final = 200
_PARTED: Final = "、"


class RowsField(Struct, frozen=True):
    """A list as the form asks for it; each row has a name, and ``values`` or one of the ``choices``."""

    key: str
    label: str
    help: str
    name: str
    other: str
    word: str
    choices: tuple[str, ...] = ()


ROWS: Final = (
    RowsField(
        "channels",
        "公开渠道",
        "左边照台账“公开渠道”一列的写法；不要的，把名称删空",
        "渠道",
        "归类",
        "kind",
        CHANNEL_KINDS,
    ),
    RowsField(
        "category_groups",
        "信息类别",
        "填了以后，台账“信息类别”一列只能填这里列出的；几类之间用顿号隔开",
        "合计时叫作",
        "包括哪些类别",
        "categories",
    ),
)
Rows = tuple[tuple[str, str], ...]


def rows_in(tables: Mapping[str, object], field: RowsField) -> Rows:
    """The rows as the file has them."""
    found = tables.get(field.key)
    if not isinstance(found, list):
        return ()
    return tuple(_row(each, field) for each in found if isinstance(each, dict))


def _row(table: Mapping[str, object], field: RowsField) -> tuple[str, str]:
    other = table.get(field.word, "")
    told = _PARTED.join(map(str, other)) if isinstance(other, list) else str(other)
    return str(table.get("name", "")), told


def rows_typed(form: Mapping[str, str], field: RowsField, known: int) -> Rows:
    """The rows as they were filled in, those that the file has first; a row without a name is to go."""
    rows = [
        (form.get(f"{field.key}-name-{at}", "").strip(), form.get(f"{field.key}-other-{at}", "").strip())
        for at in range(min(known + EMPTY_ROWS, MOST_ROWS))
    ]
    return tuple(rows)


def write_rows(tables: MutableMapping[str, object], field: RowsField, typed: Rows) -> None:
    """Change the rows that were changed, add those that are new, and take away those without a name."""
    before = rows_in(tables, field)
    if [row for row in typed if row[0]] == list(before):
        return
    found = tables.get(field.key)
    if not isinstance(found, AoT | Array):
        found = tomlkit.array()
        found.multiline(multiline=True)
        tables[field.key] = found
        found = tables[field.key]
    assert isinstance(found, AoT | Array)  # noqa: S101  one of them by now
    for at, row in enumerate(typed[: len(before)]):
        if row[0] and row != before[at]:
            found[at].update(_entries(row, field))
    for at in reversed(range(len(before))):
        if at >= len(typed) or not typed[at][0]:
            del found[at]
    for row in typed[len(before) :]:
        if row[0]:
            _add(found, _entries(row, field))


def _entries(row: tuple[str, str], field: RowsField) -> dict[str, object]:
    if field.choices:
        return {"name": row[0], field.word: row[1] or field.choices[-1]}
    parts = [each.strip() for each in row[1].replace("，", _PARTED).replace(",", _PARTED).split(_PARTED)]
    return {"name": row[0], field.word: [each for each in parts if each]}


def _add(found: AoT | Array, entries: Mapping[str, object]) -> None:
    if isinstance(found, AoT):
        found.append(tomlkit.item(dict(entries)))
        return
    table = tomlkit.inline_table()
    table.update(entries)
    found.add_line(table)


def shown_rows(rows: Sequence[tuple[str, str]]) -> Rows:
    """The rows of the form: those that there are, and some to be filled in."""
    return (*rows, *([("", "")] * min(EMPTY_ROWS, MOST_ROWS - len(rows))))
