"""A section's blocks before another on the same sheet → columns that end as evenly as they can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.typesetting.pages.regions import least_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.typesetting.pages.flow import Flow
    from report_builder.typesetting.placed.set_blocks import SetBlock


def balance(flow: Flow, blocks: Sequence[SetBlock]) -> None:
    """Make the columns of a flow no higher than the blocks need, where its sheet holds them all."""
    if flow.layout is None or not flow.layout.section.geometry.columns:
        return
    room = flow.bottom - flow.top

    def fits(height: float) -> bool:
        trial = flow.trial(height)
        trial.place(blocks)
        return len(trial.sheets) == 1

    flow.end_columns(least_height(room / (2 * len(flow.columns)), room, fits))
