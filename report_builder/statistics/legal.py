"""The rows of 规范性文件, 行政执法 and 行政事业性收费 → ``LegalStatistics`` (2019 regulation, art. 20)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from report_builder.statistics.figures import DocumentStock, LegalStatistics
from report_builder.statistics.rows import ENFORCEMENT, NORMATIVE_DOCUMENTS, RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_builder.ledgers.records import Charge, EnforcementCount, NormativeDocument


def count_legal(
    documents: Sequence[NormativeDocument],
    enforcement: Iterable[EnforcementCount],
    charges: Iterable[Charge],
    first_day: date,
    last_day: date,
) -> LegalStatistics:
    """Rules and normative documents, decisions, and administrative charges of the year."""
    decisions = _sum_decisions(enforcement)
    fees = sum((charge.amount for charge in charges), Decimal(0))
    return LegalStatistics(
        rules=_count_stock(documents, RULES, first_day, last_day),
        normative_documents=_count_stock(documents, NORMATIVE_DOCUMENTS, first_day, last_day),
        licences=decisions["licences"],
        penalties=decisions["penalties"],
        compulsions=decisions["compulsions"],
        other_services=decisions["other_services"],
        fees=fees,
        fees_wan=fees.scaleb(-4),
    )


def _sum_decisions(enforcement: Iterable[EnforcementCount]) -> dict[str, int]:
    """The year's decisions of each kind, by its key."""
    by_kind: Counter[str] = Counter()
    for row in enforcement:
        by_kind[row.kind] += row.quantity
    return {key: by_kind[kind] for kind, key in ENFORCEMENT.items()}


def _count_stock(
    documents: Iterable[NormativeDocument], kind: str, first_day: date, last_day: date
) -> DocumentStock:
    """Documents made (本年制发) and abolished (本年废止) in the year, and in force (现行有效) at its end."""
    lives = [(each.made_on, each.abolished_on or date.max) for each in documents if each.kind == kind]
    return DocumentStock(
        issued=sum(first_day <= made <= last_day for made, _ in lives),
        abolished=sum(first_day <= abolished <= last_day for _, abolished in lives),
        in_force=sum(made <= last_day < abolished for made, abolished in lives),
    )
