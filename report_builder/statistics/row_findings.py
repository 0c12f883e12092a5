"""Rows that something is to be told of → a finding each, and one for all that are beyond a page of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from report_builder.diagnostics import Finding, Findings
    from report_builder.ledgers.frames import LedgerEntry, Ledgers

MOST_TOLD: Final = 20


def tell_rows(
    ledgers: Ledgers, rows: pd.DataFrame, finding_of: Callable[[LedgerEntry], Finding], findings: Findings
) -> None:
    """A finding for each of the first rows; of more than these, the last one says how many there are."""
    if not len(rows):
        return
    told = [finding_of(entry) for entry in ledgers.entries(rows.iloc[:MOST_TOLD])]
    if len(rows) > MOST_TOLD:
        told[-1] = replace(told[-1], message=f"{told[-1].message}（同样的共{len(rows)}行，其余不再逐行列出）")
    findings.extend(told)
