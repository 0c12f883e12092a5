"""新媒体, 政府网站 and 工作情况 → their rows, those of an account in the order of months."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from report_builder.ledgers import sheets
from report_builder.ledgers.frames import texts
from report_builder.statistics.sources.row_source import RowSource

if TYPE_CHECKING:
    import pandas as pd

    from report_builder.ledgers.frames import Ledgers
    from report_builder.statistics.sources.row_source import Mask

_OF_ONE_UNIT: Final = "of one unit"


def media_source(ledgers: Ledgers, outer: str = "") -> RowSource:
    """The accounts' figures under their names; the row of a whole year stands behind the months."""
    rows = ledgers.frame(sheets.MEDIA)
    named = rows.assign(名称=texts(np.array(account_names(rows, outer), dtype=object)))
    return RowSource(sheets.MEDIA, named.sort_values("月份", kind="stable", na_position="last"), {}, "")


def account_names(rows: pd.DataFrame, outer: str = "") -> list[str]:
    """Each row's account; where two platforms have accounts of one name, the platform tells them apart."""
    accounts, platforms = list(zip(_parts(rows, outer), rows["账号"], strict=True)), rows["平台"].tolist()
    met: dict[tuple[str, str], set[str]] = {}
    for account, platform in zip(accounts, platforms, strict=True):
        met.setdefault(account, set()).add(platform)
    return [
        account[1] if len(met[account]) == 1 else f"{platform}·{account[1]}"
        for account, platform in zip(accounts, platforms, strict=True)
    ]


def indicator_source(ledgers: Ledgers, sheet: str, outer: str = "") -> RowSource:
    """Indicators that departments hand in; what has another unit than the first cannot be added up."""
    rows = ledgers.frame(sheet)
    return RowSource(sheet, rows, {_OF_ONE_UNIT: ~differs_in_unit(rows, outer)}, "数量")


def differs_in_unit(rows: pd.DataFrame, outer: str = "") -> Mask:
    """Which rows have another unit than the first row of their indicator that has one."""
    first: dict[tuple[str, str], str] = {}
    indicators = list(zip(_parts(rows, outer), rows["指标"], strict=True))
    differs = np.zeros(len(rows), bool)
    for number, (indicator, unit) in enumerate(zip(indicators, rows["单位"], strict=True)):
        differs[number] = bool(unit) and first.setdefault(indicator, unit) != unit
    return differs


def _parts(rows: pd.DataFrame, outer: str) -> list[str]:
    """The agency of each row, where several are counted at once."""
    return rows[outer].tolist() if outer else [""] * len(rows)
