"""The rows of 复议诉讼 → ``DisputeStatistics``: how reviews and suits ended, and complaints."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.ledgers.vocabulary import PENDING
from report_builder.statistics.figures import DisputeOutcomes, DisputeStatistics
from report_builder.statistics.rows import COMPLAINT, DISPUTE_OUTCOMES, PETITION, SUITS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.records import Dispute


class _Year(Struct, frozen=True):
    """The reporting period, and the findings that its cases give."""

    first_day: date
    last_day: date
    findings: Findings

    def outcome(self, case: Dispute) -> str | None:
        """How the case stands at the end of the year; ``None`` where it is another year's."""
        if case.received_on > self.last_day:
            self._leave_out(case, "收到日期")
            return None
        if case.closed_on and case.closed_on < self.first_day:
            self._leave_out(case, "审结日期")
            return None
        is_open = case.closed_on is None or case.closed_on > self.last_day
        return PENDING if is_open else case.outcome

    def received(self, case: Dispute) -> bool:
        """Whether the case came in during the year."""
        if self.first_day <= case.received_on <= self.last_day:
            return True
        self._leave_out(case, "收到日期")
        return False

    def _leave_out(self, case: Dispute, column: str) -> None:
        self.findings.notice(
            "statistics.other_year",
            case.origin.cell(column),
            f"这件不在{self.last_day.year}年内，没有计入",
            evidence=f"案号：{case.case_number}",
        )


def count_disputes(
    disputes: Sequence[Dispute], first_day: date, last_day: date, findings: Findings
) -> DisputeStatistics:
    """Cases closed in the year by outcome, open ones as pending; complaints by the day they came in."""
    year = _Year(first_day, last_day, findings)
    counts = Counter((case.kind, year.outcome(case)) for case in disputes if case.kind in SUITS)
    suits = {
        key: DisputeOutcomes(**{field: counts[kind, label] for label, field in DISPUTE_OUTCOMES.items()})
        for kind, key in SUITS.items()
    }
    complaints = [
        case.kind for case in disputes if case.kind in {COMPLAINT, PETITION} and year.received(case)
    ]
    return DisputeStatistics(
        review=suits["review"],
        direct_suit=suits["direct_suit"],
        suit_after_review=suits["suit_after_review"],
        complaints=complaints.count(COMPLAINT),
        petitions=complaints.count(PETITION),
    )
