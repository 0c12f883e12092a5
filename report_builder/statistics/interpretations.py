"""The rows of 政策解读 → ``InterpretationStatistics``: each interpretation and how soon it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.statistics.figures import InterpretationStatistics, InterpretationTiming
from report_builder.statistics.working_days import INTERPRETATION_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.ledgers.records import Interpretation
    from report_builder.statistics.working_days import Calendar


def count_interpretations(
    interpretations: Iterable[Interpretation], calendar: Calendar
) -> InterpretationStatistics:
    """The year's interpretations in order of date; those of one day in the ledger's order."""
    timings = tuple(
        InterpretationTiming(
            interpretation,
            None
            if interpretation.policy_published_on is None
            else calendar.count(interpretation.policy_published_on, interpretation.interpreted_on),
        )
        for interpretation in sorted(interpretations, key=lambda row: row.interpreted_on)
    )
    return InterpretationStatistics(
        total=len(timings),
        in_time=sum(
            timing.working_days is not None and timing.working_days <= INTERPRETATION_LIMIT
            for timing in timings
        ),
        timings=timings,
    )
