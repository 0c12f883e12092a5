"""Rows and records → findings where two cells of a row, or two rows, cannot both be right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from report_builder.ledgers.vocabulary import DIRECT_SUIT, PENDING, REVIEW, SUIT_AFTER_REVIEW

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.records import (
        Application,
        ApplicationTotal,
        Dispute,
        Ledgers,
        Origin,
        PublishedItem,
    )
    from report_builder.ledgers.rows import Row

T = TypeVar("T")

_WITH_OUTCOME: Final = frozenset({REVIEW, DIRECT_SUIT, SUIT_AFTER_REVIEW})


def check_date_orders(row: Row) -> None:
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


def check_records(ledgers: Ledgers, findings: Findings) -> None:
    """Tell what cannot be right in the records of a year, row by row and between rows."""
    for application in ledgers.applications:
        _check_reply(application, findings)
    for dispute in ledgers.disputes:
        _check_dispute(dispute, findings)
    _check_repeated_numbers(ledgers, findings)
    _check_repeated_items(ledgers.published, findings)
    _check_repeated_table_rows(ledgers.application_totals, findings)


def _check_reply(application: Application, findings: Findings) -> None:
    origin, number = application.origin, application.number
    if application.outcome and application.replied_on is None:
        findings.error(
            "ledger.reply_incomplete",
            origin.cell("答复日期"),
            f"登记编号“{number}”填了处理结果，没有填答复日期",
            evidence=f"处理结果（{origin.cell('处理结果').cell}）是“{application.outcome}”",
            remedy="请补填答复日期；还没有答复的，请清空处理结果",
        )
    if application.replied_on is not None and not application.outcome:
        findings.error(
            "ledger.reply_incomplete",
            origin.cell("处理结果"),
            f"登记编号“{number}”填了答复日期，没有填处理结果",
            evidence=f"答复日期（{origin.cell('答复日期').cell}）是 {application.replied_on.isoformat()}",
            remedy="请补填处理结果；还没有答复的，请清空答复日期",
        )


def _check_dispute(dispute: Dispute, findings: Findings) -> None:
    origin, closed = dispute.origin, dispute.closed_on
    where = f"审结日期（{origin.cell('审结日期').cell}）"
    if closed is None and dispute.outcome != PENDING:
        findings.error(
            "ledger.dispute_incomplete",
            origin.cell("审结日期"),
            f"案号“{dispute.case_number}”的结果是“{dispute.outcome}”，没有填审结日期",
            remedy=f"请补填审结日期；还没有审结的，结果请填“{PENDING}”",
        )
    elif closed is not None and dispute.outcome == PENDING:
        findings.error(
            "ledger.dispute_incomplete",
            origin.cell("结果"),
            f"案号“{dispute.case_number}”的结果是“{PENDING}”，却填了审结日期",
            evidence=f"{where}是 {closed.isoformat()}",
            remedy="请改填审结的结果，或清空审结日期",
        )
    elif closed is not None and not dispute.outcome and dispute.kind in _WITH_OUTCOME:
        findings.error(
            "ledger.dispute_incomplete",
            origin.cell("结果"),
            f"案号“{dispute.case_number}”填了审结日期，没有填结果",
            evidence=f"{where}是 {closed.isoformat()}",
            remedy="请补填结果",
        )


def _check_repeated_numbers(ledgers: Ledgers, findings: Findings) -> None:
    for record, first in _repeated(ledgers.applications, lambda one: one.number):
        findings.error(
            "ledger.duplicate_number",
            record.origin.cell("登记编号"),
            f"登记编号“{record.number}”重复",
            evidence=_first_at(record.origin, first.origin, "登记编号"),
            remedy="同一件申请请只留一行；两件不同的申请请各给一个编号",
        )
    for case, first_case in _repeated(ledgers.disputes, lambda one: one.case_number):
        findings.error(
            "ledger.duplicate_case",
            case.origin.cell("案号"),
            f"案号“{case.case_number}”重复",
            evidence=_first_at(case.origin, first_case.origin, "案号"),
            remedy="同一案件请只留一行",
        )


def _check_repeated_items(items: Iterable[PublishedItem], findings: Findings) -> None:
    # 统计表: the same information shown through several channels counts once.
    for item, first in _repeated(items, lambda one: (one.title, one.published_on)):
        findings.warn(
            "ledger.duplicate_item",
            item.origin.cell("信息名称"),
            f"“{item.title}”（{item.published_on.isoformat()} 公开）登记了两次",
            evidence=_first_at(item.origin, first.origin, "信息名称"),
            remedy="如果是同一条信息，请只留一行，各渠道用“、”连写在“公开渠道”里",
        )


def _check_repeated_table_rows(totals: Iterable[ApplicationTotal], findings: Findings) -> None:
    """Several departments may each give a table, but one table has each row once."""
    for total, first in _repeated(totals, lambda one: (one.origin.source.file, one.label)):
        findings.error(
            "ledger.duplicate_row",
            total.origin.cell("项目"),
            f"“{total.label}”出现了两次",
            evidence=_first_at(total.origin, first.origin, "项目"),
            remedy="请只留一行",
        )


def _repeated(records: Iterable[T], key: Callable[[T], Hashable]) -> list[tuple[T, T]]:
    """Each record whose key has been met before, with the first that had it."""
    first: dict[Hashable, T] = {}
    return [
        (record, found)
        for record in records
        if (found := first.setdefault(key(record), record)) is not record
    ]


def _first_at(here: Origin, first: Origin, column: str) -> str:
    """The first place in full, or only its cell where it stands on the same sheet."""
    place = first.cell(column)
    same = here.source is first.source
    return f"第一次出现在 {place.cell if same else place}"
