"""What was handed in → the sheets that nobody handed in or filled in, which count as nil."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.diagnostics import Place
from report_builder.ledgers.sheets import SHEETS, TOTALS_OF

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from report_builder.diagnostics import Findings


def tell_unfilled(
    folder: Path, entries: Mapping[str, int], faulty: frozenset[str], findings: Findings
) -> None:
    """Tell the sheets without a record, which may be a mistake; ``entries`` counts those of each sheet.

    A ``faulty`` sheet, without a header say, is told elsewhere. Rows or their totals: either will do.
    """
    place = Place(folder.as_posix())
    unfilled = [name for name in SHEETS if not entries.get(name) and name not in faulty]
    if len(unfilled) == len(SHEETS):
        findings.warn(
            "ledger.nothing_filled",
            place,
            "台账里一行也没有填，报告里的数都会是 0",
            remedy="请在台账里逐行填写；已经填好的，请确认放进了这个文件夹，并且保存过",
        )
        return
    either = {
        name: other for rows, totals in TOTALS_OF.items() for name, other in ((rows, totals), (totals, rows))
    }
    absent = [
        name for name in unfilled if either.get(name, name) in unfilled and name not in TOTALS_OF.values()
    ]
    if absent:
        what = f"这些工作表没有提供或者没有填，按没有此类事项统计：{'、'.join(absent)}"
        findings.notice("ledger.sheet_nil", place, what)
