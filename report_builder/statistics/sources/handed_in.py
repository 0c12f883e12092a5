"""新媒体, 政府网站 and 工作情况 → their rows, those of an account in the order of months."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.ledgers import sheets
from report_builder.statistics.declaring import segment
from report_builder.statistics.sources.source import Source

if TYPE_CHECKING:
    import pandas as pd

    from report_builder.ledgers.frames import Ledgers

_OF_ONE_UNIT: Final = "of one unit"


def media_source(ledgers: Ledgers) -> Source:
    """The accounts' figures under their names; the row of a whole year stands behind the months."""
    rows = ledgers.frame(sheets.MEDIA)
    named = rows.assign(名称=account_names(rows))
    return Source(sheets.MEDIA, named.sort_values("月份", kind="stable", na_position="last"), {}, "")


def account_names(rows: pd.DataFrame) -> pd.Series:
    """Each row's account; where two platforms have accounts of one name, the platform tells them apart."""
    platforms = rows.groupby("账号")["平台"].transform("nunique") if len(rows) else rows["row"]
    return rows["账号"].where(platforms <= 1, rows["平台"] + "·" + rows["账号"])


def indicator_source(ledgers: Ledgers, sheet: str) -> Source:
    """Indicators that departments hand in; what has another unit than the first cannot be added up."""
    rows = ledgers.frame(sheet)
    return Source(sheet, rows, {_OF_ONE_UNIT: ~differs_in_unit(rows)}, "数量")


def differs_in_unit(rows: pd.DataFrame) -> pd.Series:
    """Which rows have another unit than the first row of their indicator that has one."""
    given = rows["单位"].where(rows["单位"] != "")
    first = given.groupby(rows["指标"]).transform("first")
    return given.notna() & (given != first)
