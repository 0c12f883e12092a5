"""A row and its record → findings where two of the row's cells cannot both be right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.ledgers.records import Application, Dispute
from report_builder.ledgers.vocabulary import DIRECT_SUIT, PENDING, REVIEW, SUIT_AFTER_REVIEW

if TYPE_CHECKING:
    from report_builder.ledgers.rows import Row

_WITH_OUTCOME: Final = frozenset({REVIEW, DIRECT_SUIT, SUIT_AFTER_REVIEW})
_REPLY: Final = frozenset({"答复日期", "处理结果"})
_END: Final = frozenset({"案件类型", "审结日期", "结果"})


def check_row(row: Row, record: object) -> None:
    """Fail a row whose cells contradict each other; cells that are wrong by themselves are left aside."""
    if isinstance(record, Application) and row.faults.isdisjoint(_REPLY):
        _check_reply(row, record)
    elif isinstance(record, Dispute) and row.faults.isdisjoint(_END):
        _check_dispute(row, record)
    _check_date_orders(row)


def _check_date_orders(row: Row) -> None:
    """Fail a row in which a later step is dated before an earlier one."""
    for order in row.table.contract.date_orders:
        earlier, later = row.dates.get(order.earlier), row.dates.get(order.later)
        if earlier is not None and later is not None and later < earlier:
            row.fail(
                "ledger.date_order",
                order.later,
                f"{order.later}（{later.isoformat()}）早于{order.earlier}（{earlier.isoformat()}）",
                evidence=f"{order.earlier}在 {row.origin.cell(order.earlier).cell}",
                remedy="请核对这两个日期",
            )


def _check_reply(row: Row, application: Application) -> None:
    named = f"登记编号“{application.number}”" if application.number else "这件申请"
    if application.outcome and application.replied_on is None:
        row.fail(
            "ledger.reply_incomplete",
            "答复日期",
            f"{named}填了处理结果，没有填答复日期",
            evidence=f"处理结果（{row.origin.cell('处理结果').cell}）是“{application.outcome}”",
            remedy="请补填答复日期；还没有答复的，请清空处理结果",
        )
    if application.replied_on is not None and not application.outcome:
        row.fail(
            "ledger.reply_incomplete",
            "处理结果",
            f"{named}填了答复日期，没有填处理结果",
            evidence=f"答复日期（{row.origin.cell('答复日期').cell}）是 {application.replied_on.isoformat()}",
            remedy="请补填处理结果；还没有答复的，请清空答复日期",
        )


def _check_dispute(row: Row, dispute: Dispute) -> None:
    named = f"案号“{dispute.case_number}”" if dispute.case_number else "这个案件"
    closed = dispute.closed_on
    where = f"审结日期（{row.origin.cell('审结日期').cell}）"
    if closed is None and dispute.outcome != PENDING:
        row.fail(
            "ledger.dispute_incomplete",
            "审结日期",
            f"{named}的结果是“{dispute.outcome}”，没有填审结日期",
            remedy=f"请补填审结日期；还没有审结的，结果请填“{PENDING}”",
        )
    elif closed is not None and dispute.outcome == PENDING:
        row.fail(
            "ledger.dispute_incomplete",
            "结果",
            f"{named}的结果是“{PENDING}”，却填了审结日期",
            evidence=f"{where}是 {closed.isoformat()}",
            remedy="请改填审结的结果，或清空审结日期",
        )
    elif closed is not None and not dispute.outcome and dispute.kind in _WITH_OUTCOME:
        row.fail(
            "ledger.dispute_incomplete",
            "结果",
            f"{named}填了审结日期，没有填结果",
            evidence=f"{where}是 {closed.isoformat()}",
            remedy="请补填结果",
        )
