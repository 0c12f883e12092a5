"""``Statistics`` → every figure under one dotted name, the nesting of ``statistics.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.statistics.declaring import Value
    from report_builder.statistics.figures import Statistics


def figures_by_path(statistics: Statistics) -> Mapping[str, Value]:
    """The figures in the order of the tables; ``None`` where the ledgers do not give one."""
    return statistics.figures
