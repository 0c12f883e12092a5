"""``Statistics`` and the filled annex → the bytes of ``statistics.json``."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from report_builder.quantities import plain_number
from report_builder.statistics.paths import figures_by_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.formats.tables import AnnexTable
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
    for path, figure in figures_by_path(statistics).items():
        _place(tree, path.split("."), plain_number(figure) if isinstance(figure, Decimal) else figure)
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
