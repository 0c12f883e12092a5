"""Last year's ``Ledgers`` → the rows that belong into this year's blank workbook as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.ledgers import contract
from report_builder.ledgers.vocabulary import CARRIED_OUT, DIRECT_SUIT, REVIEW, SUIT_AFTER_REVIEW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from report_builder.ledgers.records import Application, Dispute, Ledgers, NormativeDocument

# Complaints are counted in the year in which they come in, and never again.
_CARRIED_CASES: Final = frozenset({REVIEW, DIRECT_SUIT, SUIT_AFTER_REVIEW})

# A row by its columns' names; columns without a value are left out.
CarriedRow = dict[str, "str | date | Decimal"]


class CarriedRows(Struct, frozen=True):
    """What last year hands on, each row with all its columns.

    ``unlisted`` applications are open in a 依申请公开统计 that no ledger lists one by one.
    """

    applications: tuple[CarriedRow, ...] = ()
    documents: tuple[CarriedRow, ...] = ()
    disputes: tuple[CarriedRow, ...] = ()
    unlisted: int = 0

    @property
    def by_sheet(self) -> Mapping[str, tuple[CarriedRow, ...]]:
        """The rows of each sheet that has any."""
        sheets = {
            contract.NORMATIVE_DOCUMENTS: self.documents,
            contract.APPLICATIONS: self.applications,
            contract.DISPUTES: self.disputes,
        }
        return {name: rows for name, rows in sheets.items() if rows}


def carry_rows(ledgers: Ledgers, last_day: date) -> CarriedRows:
    """Open applications (上年结转), documents in force and pending cases at the end of ``last_day``."""
    return CarriedRows(
        applications=tuple(
            _filled(_application(each))
            for each in ledgers.applications
            if each.received_on <= last_day and _is_open(each.replied_on, last_day)
        ),
        documents=tuple(
            _filled(_document(each))
            for each in ledgers.normative_documents
            if each.made_on <= last_day and _is_open(each.abolished_on, last_day)
        ),
        disputes=tuple(
            _filled(_dispute(each))
            for each in ledgers.disputes
            if each.kind in _CARRIED_CASES
            and each.received_on <= last_day
            and _is_open(each.closed_on, last_day)
        ),
        unlisted=0 if ledgers.applications else _unlisted(ledgers),
    )


def _is_open(ended_on: date | None, last_day: date) -> bool:
    """Whether something had no end by the last day; one entered ahead, in January, is the new year's."""
    return ended_on is None or ended_on > last_day


def _unlisted(ledgers: Ledgers) -> int:
    return sum(row.total for row in ledgers.application_totals if row.label == CARRIED_OUT)


def _filled(cells: Iterable[tuple[str, str | date | Decimal | None]]) -> CarriedRow:
    """The row without its empty cells; a nil sum of money was an empty cell or says no more than one."""
    return {column: value for column, value in cells if value}


def _application(row: Application) -> Iterator[tuple[str, str | date | Decimal | None]]:
    yield "登记编号", row.number
    yield "收到日期", row.received_on
    yield "申请人类型", row.applicant
    yield "申请方式", row.method
    yield "申请内容", row.subject
    yield "补正通知日期", row.correction_asked_on
    yield "补正日期", row.corrected_on
    yield "征求意见开始", row.consultation_began_on
    yield "征求意见结束", row.consultation_ended_on
    yield "延期日期", row.extended_on
    yield "答复日期", row.replied_on
    yield "处理结果", row.outcome
    yield "收费金额（元）", row.charged
    yield "减免金额（元）", row.waived
    yield "备注", row.remark


def _document(row: NormativeDocument) -> Iterator[tuple[str, str | date | None]]:
    yield "文件名称", row.title
    yield "文号", row.document_number
    yield "文件类型", row.kind
    yield "制发日期", row.made_on
    yield "废止日期", row.abolished_on
    yield "备注", row.remark


def _dispute(row: Dispute) -> Iterator[tuple[str, str | date | None]]:
    yield "案号", row.case_number
    yield "案件类型", row.kind
    yield "收到日期", row.received_on
    yield "审结日期", row.closed_on
    yield "结果", row.outcome
