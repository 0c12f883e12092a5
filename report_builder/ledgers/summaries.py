"""The quantities of all workbooks → a sheet that only adds up all the others, which is asked about."""

from __future__ import annotations

import re
from decimal import Decimal
from math import log10
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Place
from report_builder.ledgers.frames import FILE, SHEET
from report_builder.ledgers.questions import LEAVE_OUT, Question
from report_builder.ledgers.sheets import SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.questions import Questions

    Source = tuple[str, str]

_SUMMARY: Final = re.compile("汇总|合计|总表|总计|全年|年度")
_FEWEST_SOURCES: Final = 3
_MOST_NAMED: Final = 6
_NIL: Final = Decimal(0)
_ENOUGH_DIGITS: Final = 2.0  # of its figures together: fewer equal a sum by chance


def leave_out_summaries(
    frames: Mapping[str, pd.DataFrame], questions: Questions, findings: Findings
) -> dict[str, pd.DataFrame]:
    """The frames without the sheets that somebody says only add up others."""
    return {name: _settle(name, frame, questions, findings) for name, frame in frames.items()}


def _settle(name: str, frame: pd.DataFrame, questions: Questions, findings: Findings) -> pd.DataFrame:
    for (file, sheet), sums in list(_summaries(name, frame)):
        parts = frame[[FILE, SHEET]].drop_duplicates()
        others = [
            f"{PurePath(one).name} › {other}"
            for one, other in parts.itertuples(index=False, name=None)
            if (one, other) != (file, sheet)
        ]
        question = Question(
            "ledger.handed_in_twice",
            Place(file, sheet),
            f"各项数量正好等于其他 {len(others)} 张“{name}”之和，像是它们的汇总，都计入就会重复",
            f"其他各张：{'、'.join(others[:_MOST_NAMED])}{'等' if len(others) > _MOST_NAMED else ''}",
            "请只留分表或者只留汇总",
            (
                name,
                PurePath(file).name,
                sheet,
                *others,
                *(f"{label} {total}" for label, total in sums.items()),
            ),
        )
        if questions.ask(question, findings) == LEAVE_OUT:
            frame = frame[(frame[FILE] != file) | (frame[SHEET] != sheet)].reset_index(drop=True)
    return frame


def _summaries(name: str, frame: pd.DataFrame) -> Iterator[tuple[Source, Mapping[str, Decimal]]]:
    """The sheets of which every label's sum is that of all the others together, with their sums."""
    amounts = SHEETS[name].amounts
    if amounts is None or frame.empty or len(frame[[FILE, SHEET]].drop_duplicates()) < _FEWEST_SOURCES:
        return
    sums: dict[Source, dict[str, Decimal]] = {}
    totals: dict[str, Decimal] = {}
    columns = [FILE, SHEET, amounts.label, amounts.quantity]
    for file, sheet, label, quantity in frame[columns].itertuples(index=False, name=None):
        own = sums.setdefault((str(file), str(sheet)), {})
        own[str(label)] = own.get(str(label), _NIL) + Decimal(str(quantity))
        totals[str(label)] = totals.get(str(label), _NIL) + Decimal(str(quantity))
    counted = {label: total for label, total in totals.items() if total}
    if sum(any(own.values()) for own in sums.values()) < _FEWEST_SOURCES:
        return
    for source, own in sums.items():
        if counted and all(own.get(label, _NIL) * 2 == total for label, total in counted.items()):
            digits = sum((log10(float(abs(own[label])) + 1) for label in counted), 0.0)
            if digits >= _ENOUGH_DIGITS or any(map(_SUMMARY.search, (PurePath(source[0]).stem, source[1]))):
                yield source, own
