"""The rows of the ledgers as values: one frozen record a row, each knowing its cells' places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from report_builder.diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal


class SheetOrigin(Struct, frozen=True):
    """Where a sheet was read from; ``columns`` gives each column name its letter."""

    file: str
    sheet: str
    columns: Mapping[str, str]


class Origin(Struct, frozen=True):
    """Where a record was read from; ``row`` counts from 1, as the spreadsheet program shows it."""

    source: SheetOrigin
    row: int

    def cell(self, column: str) -> Place:
        """The place of one of this record's cells; of the whole row where the column is absent."""
        letter = self.source.columns.get(column, "")
        cell = f"{letter}{self.row}" if letter else f"第{self.row}行"
        return Place(self.source.file, self.source.sheet, cell)


class PublishedItem(Struct, frozen=True):
    """A row of 主动公开: one piece of information published on the agency's own motion."""

    title: str
    document_number: str
    category: str
    made_on: date | None
    published_on: date
    channels: tuple[str, ...]
    url: str
    office: str
    remark: str
    origin: Origin


class Interpretation(Struct, frozen=True):
    """A row of 政策解读: one interpretation of a policy."""

    title: str
    policy: str
    policy_published_on: date | None
    interpreted_on: date
    form: str
    channels: tuple[str, ...]
    remark: str
    origin: Origin


class NormativeDocument(Struct, frozen=True):
    """A row of 规范性文件: a rule (规章) or normative document (行政规范性文件)."""

    title: str
    document_number: str
    kind: str
    made_on: date
    abolished_on: date | None
    remark: str
    origin: Origin


class EnforcementCount(Struct, frozen=True):
    """A row of 行政执法: decisions of one kind, in one month (1 to 12) if the ledger says which.

    ``year`` is known only where the ledger gives a date.
    """

    kind: str
    month: int | None
    quantity: int
    origin: Origin
    year: int | None = None


class Charge(Struct, frozen=True):
    """A row of 行政事业性收费; ``amount`` in yuan, ``year`` known only where the ledger gives a date."""

    item: str
    month: int | None
    amount: Decimal
    origin: Origin
    year: int | None = None


class Application(Struct, frozen=True):
    """A row of 依申请公开; ``outcome`` is the table's own label without its number, or empty while open.

    ``charged`` and ``waived`` in yuan.
    """

    number: str
    received_on: date
    applicant: str
    method: str
    subject: str
    correction_asked_on: date | None
    corrected_on: date | None
    consultation_began_on: date | None
    consultation_ended_on: date | None
    extended_on: date | None
    replied_on: date | None
    outcome: str
    charged: Decimal
    waived: Decimal
    remark: str
    origin: Origin


class ApplicationTotal(Struct, frozen=True):
    """A row of 依申请公开统计: the statutory table filled directly; counts in the six applicant columns."""

    label: str
    counts: tuple[int, int, int, int, int, int]
    total: int
    origin: Origin


class WithheldItem(Struct, frozen=True):
    """A row of 不予公开备案: information withheld and put on file."""

    title: str
    ground: str
    filed_on: date
    origin: Origin


class Dispute(Struct, frozen=True):
    """A row of 复议诉讼: a review, a suit or a complaint."""

    case_number: str
    kind: str
    received_on: date
    closed_on: date | None
    outcome: str
    origin: Origin


class MediaReading(Struct, frozen=True):
    """A row of 新媒体: an account's figures, of one month (1 to 12) or, without a month, of the year."""

    platform: str
    account: str
    month: int | None
    subscribers: int | None
    readers: int | None
    reads: int | None
    posts: int | None
    top_reads: int | None
    widely_read: int | None
    origin: Origin


class Reading(Struct, frozen=True):
    """A row of 政府网站 or 工作情况: an indicator, its value and unit."""

    indicator: str
    value: Decimal
    unit: str
    remark: str
    origin: Origin


class Ledgers(Struct, frozen=True):
    """A year's ledgers, every row converted and every cell's place known; each sheet in reading order."""

    published: tuple[PublishedItem, ...] = ()
    interpretations: tuple[Interpretation, ...] = ()
    normative_documents: tuple[NormativeDocument, ...] = ()
    enforcement: tuple[EnforcementCount, ...] = ()
    charges: tuple[Charge, ...] = ()
    applications: tuple[Application, ...] = ()
    application_totals: tuple[ApplicationTotal, ...] = ()
    withheld: tuple[WithheldItem, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    media: tuple[MediaReading, ...] = ()
    websites: tuple[Reading, ...] = ()
    work: tuple[Reading, ...] = ()
    files: tuple[str, ...] = field(default=())
