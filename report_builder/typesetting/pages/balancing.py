"""A section's blocks before another on the same sheet → columns that end as evenly as they can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.typesetting.pages.regions import ColumnStretch, least_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.typesetting.blocks.set_blocks import SetBlock
    from report_builder.typesetting.pages.flow import Flow


def balance(flow: Flow, blocks: Sequence[SetBlock]) -> None:
    """Make the columns of a flow no higher than the blocks need, where its sheet holds them all."""
    columns = [ColumnStretch(flow.shift, flow.top, flow.bottom), *flow.regions]
    top, room = flow.top, flow.bottom - flow.top

    def fits(height: float) -> bool:
        trial = type(flow)(flow.elements, flow.artifact, flow.layout)
        sheet = replace(flow.sheet, runs=[], rules=[], fills=[], pictures=[], links=[], targets=[])
        trial.sheets.append(sheet)
        trial.floor = top + height
        trial.regions = [replace(column, bottom=top + height) for column in columns]
        trial.fill(trial.regions.pop(0))
        trial.fresh = flow.fresh
        trial.place(blocks)
        return len(trial.sheets) == 1

    height = least_height(room / (2 * len(columns)), room, fits)
    flow.bottom = top + height
    flow.regions = [replace(column, bottom=top + height) for column in columns[1:]]
