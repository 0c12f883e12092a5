"""The rows of ``requests.toml`` and those that a format adds → the rows of its table of applications."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.request_rows import RequestRow, shipped_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_builder.formats.table_definitions import AddedRow
    from report_builder.toml_lines import Keys

_KEY: Final = re.compile(r"[a-z_]+(?:\.[a-z0-9_]+)?")


def with_added(added: Iterable[AddedRow]) -> tuple[RequestRow, ...]:
    """The shipped rows, and each added one behind the row that it names."""
    rows = [*shipped_rows()]
    for each in added:
        place = next(number for number, row in enumerate(rows, start=1) if row.key == each.after)
        rows.insert(place, RequestRow(each.key, each.label, each.number, each.heading))
    return tuple(rows)


def check_rows(added: Iterable[AddedRow]) -> Iterator[tuple[Keys, str]]:
    """Each added row that cannot be, with the key at which it stands: it is an outcome among outcomes."""
    keys = {row.key: row.is_outcome for row in shipped_rows()}
    labels = {row.label for row in shipped_rows()}
    for number, row in enumerate(added):
        place: Keys = ("request_rows", number)
        if not keys.get(row.after, False):
            yield (*place, "after"), f"“{row.after}”不是办理结果的一行，“{row.label}”不能排在它后面"
        if not _KEY.fullmatch(row.key) or row.key in keys:
            yield (
                (*place, "key"),
                f"“{row.key}”不能用作新一行的名称：用小写英文字母，中间可以有一个点，不能重复",
            )
        if row.label in labels:
            yield (*place, "label"), f"表里已经有“{row.label}”一行"
        keys[row.key] = True
        labels.add(row.label)
