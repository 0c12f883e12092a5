"""新媒体, 政府网站 and 工作情况 → their rows, those of an account in the order of months."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.ledgers import sheets
from report_builder.statistics.sources.row_source import RowSource

if TYPE_CHECKING:
    import pandas as pd

    from report_builder.ledgers.frames import Ledgers

_OF_ONE_UNIT: Final = "of one unit"


def media_source(ledgers: Ledgers, outer: str = "") -> RowSource:
    """The accounts' figures under their names; the row of a whole year stands behind the months."""
    rows = ledgers.frame(sheets.MEDIA)
    named = rows.assign(名称=account_names(rows, outer))
    return RowSource(sheets.MEDIA, named.sort_values("月份", kind="stable", na_position="last"), {}, "")


def account_names(rows: pd.DataFrame, outer: str = "") -> pd.Series:
    """Each row's account; where two platforms have accounts of one name, the platform tells them apart."""
    if not len(rows):
        return rows["账号"]
    keys = [*([outer] if outer else []), "账号"]
    platforms = rows.groupby(keys, observed=True)["平台"].transform("nunique")
    return rows["账号"].where(platforms <= 1, rows["平台"] + "·" + rows["账号"])


def indicator_source(ledgers: Ledgers, sheet: str, outer: str = "") -> RowSource:
    """Indicators that departments hand in; what has another unit than the first cannot be added up."""
    rows = ledgers.frame(sheet)
    return RowSource(sheet, rows, {_OF_ONE_UNIT: ~differs_in_unit(rows, outer)}, "数量")


def differs_in_unit(rows: pd.DataFrame, outer: str = "") -> pd.Series:
    """Which rows have another unit than the first row of their indicator that has one."""
    given = rows["单位"].where(rows["单位"] != "")
    first = given.groupby([*([rows[outer]] if outer else []), rows["指标"]], observed=True).transform("first")
    return given.notna() & (given != first)
