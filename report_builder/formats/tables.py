"""A table as a format prints it, filled with a year's figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A printed row: ``level`` 1 for 一、, 2 for （一）, 3 for 1., 4 for 其中; ``value`` as it is printed.

    ``key`` is the figure's path in ``statistics.json``, ``annex.<id>`` where the table itself adds it up, or
    empty where the row is only a caption.
    """

    label: str
    unit: str
    value: str
    level: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """A filled table of three columns (统计指标, 单位, 统计数), to be set after the text as 附件."""

    title: str
    columns: tuple[str, str, str]
    rows: tuple[AnnexRow, ...]
