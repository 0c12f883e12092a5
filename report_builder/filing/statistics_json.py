"""``Statistics`` and the filled annex → the bytes of ``statistics.json``."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from report_builder.quantities import plain_number
from report_builder.statistics.paths import figures_by_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_builder.formats.tables import AnnexTable
    from report_builder.statistics.declaring import Value
    from report_builder.statistics.figures import Statistics

    Json = dict[str, "Json"] | list["Json"] | str | int | None


# What the file is made of. A later version may have more figures; one that an earlier file lacks is unknown
# and never nil, and a file of a later version is read for the figures that are known here.
VERSION: Final = 1


def statistics_json(
    statistics: Statistics,
    annex: AnnexTable | None,
    format_name: str,
    shown: Mapping[str, str] | None = None,
) -> bytes:
    """Every figure nested by its path, keys in order; a decimal is a string, so that no reader rounds it.

    ``shown`` is the wording of each figure in the Word report by its control's tag.
    """
    tree: dict[str, Json] = {
        "version": VERSION,
        "agency": statistics.agency,
        "year": statistics.year,
        "format": format_name,
        "period": {"first_day": str(statistics.first_day), "last_day": str(statistics.last_day)},
    }
    _fill(tree, figures_by_path(statistics))
    if shown:
        tree["shown"] = dict(shown)
    if annex:
        tree["annex"] = {
            "title": annex.title,
            "columns": list(annex.columns),
            "rows": [
                {"label": row.label, "unit": row.unit, "value": row.value, "level": row.level, "key": row.key}
                for row in annex.rows
            ],
        }
    return _written(tree)


def summed_json(agency: str, year: int, figures: Mapping[str, Value], agencies: Sequence[str]) -> bytes:
    """The sum of many agencies' figures in the same shape; ``agencies`` are those that it is made of."""
    tree: dict[str, Json] = {
        "version": VERSION,
        "agency": agency,
        "year": year,
        "format": "",
        "period": {"first_day": f"{year}-01-01", "last_day": f"{year}-12-31"},
        "agencies": list(agencies),
    }
    _fill(tree, figures)
    return _written(tree)


def _fill(tree: dict[str, Json], figures: Mapping[str, Value]) -> None:
    for path, figure in figures.items():
        _place(tree, path.split("."), plain_number(figure) if isinstance(figure, Decimal) else figure)


def _written(tree: dict[str, Json]) -> bytes:
    return (json.dumps(tree, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _place(tree: dict[str, Json], steps: list[str], figure: Json) -> None:
    """Put a figure where its path leads; raises ``ValueError`` where a figure stands in the way."""
    for step in steps[:-1]:
        branch = tree.setdefault(step, {})
        if not isinstance(branch, dict):
            msg = f"{step!r} is a figure and cannot hold {steps!r}"
            raise ValueError(msg)  # noqa: TRY004  the paths are at fault, not a type
        tree = branch
    tree[steps[-1]] = figure
