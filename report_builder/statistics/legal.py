"""The rows of 规范性文件, 行政执法 and 行政事业性收费 → ``LegalStatistics`` (2019 regulation, art. 20)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from report_builder.statistics.figures import DocumentStock, LegalStatistics
from report_builder.statistics.rows import ENFORCEMENT, NORMATIVE_DOCUMENTS, RULES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from report_builder.ledgers.records import Charge, EnforcementCount, NormativeDocument

_DAYS = ["made_on", "abolished_on"]


def count_legal(
    documents: Iterable[NormativeDocument],
    enforcement: Iterable[EnforcementCount],
    charges: Iterable[Charge],
    first_day: date,
    last_day: date,
) -> LegalStatistics:
    """Rules and normative documents, decisions, and administrative charges of the year."""
    frame = pd.DataFrame(
        [(document.kind, document.made_on, document.abolished_on) for document in documents],
        columns=["kind", *_DAYS],
    )
    frame[_DAYS] = frame[_DAYS].astype("datetime64[s]")
    decisions = _sum_decisions(enforcement)
    fees = sum((charge.amount for charge in charges), Decimal(0))
    return LegalStatistics(
        rules=_count_stock(frame[frame["kind"] == RULES], first_day, last_day),
        normative_documents=_count_stock(frame[frame["kind"] == NORMATIVE_DOCUMENTS], first_day, last_day),
        licences=decisions["licences"],
        penalties=decisions["penalties"],
        compulsions=decisions["compulsions"],
        other_services=decisions["other_services"],
        fees=fees,
        fees_wan=fees.scaleb(-4),
    )


def _sum_decisions(enforcement: Iterable[EnforcementCount]) -> dict[str, int]:
    """The year's decisions of each kind, by its key."""
    rows = tuple(enforcement)
    quantities = pd.Series([row.quantity for row in rows], dtype="int64")
    by_kind = quantities.groupby([row.kind for row in rows]).sum()
    return {key: int(by_kind.get(kind, 0)) for kind, key in ENFORCEMENT.items()}


def _count_stock(documents: pd.DataFrame, first_day: date, last_day: date) -> DocumentStock:
    """Documents made (本年制发) and abolished (本年废止) in the year, and in force (现行有效) at its end."""
    first, last = pd.Timestamp(first_day), pd.Timestamp(last_day)
    made, abolished = documents["made_on"], documents["abolished_on"]
    return DocumentStock(
        issued=int(made.between(first, last).sum()),
        abolished=int(abolished.between(first, last).sum()),
        in_force=int(((made <= last) & ~(abolished <= last)).sum()),
    )
