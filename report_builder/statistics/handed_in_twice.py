"""The rows of 新媒体, 政府网站 and 工作情况 → findings where two of them give the same thing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from report_builder.ledgers import sheets
from report_builder.statistics.sources.handed_in import differs_in_unit

if TYPE_CHECKING:
    from report_builder.diagnostics import Findings
    from report_builder.ledgers.frames import LedgerEntry, Ledgers


def check_accounts(ledgers: Ledgers, findings: Findings) -> None:
    """A month may be given once; a year's figure stands alone, or it would be counted twice."""
    rows = ledgers.frame(sheets.MEDIA)
    given: dict[tuple[str, str], list[int]] = {}
    names = list(zip(rows["平台"], rows["账号"], strict=True))
    for name, month in zip(names, rows["月份"].to_numpy(dtype=np.int64, na_value=0).tolist(), strict=True):
        given.setdefault(name, []).append(month)
    doubtful = {
        name
        for name, months in given.items()
        if len(set(months)) < len(months) or (0 in months and len(months) > 1)
    }
    if not doubtful:
        return
    accounts: dict[tuple[str, str], list[LedgerEntry]] = {}
    for entry in ledgers.entries(rows[[name in doubtful for name in names]]):
        accounts.setdefault((entry.text("平台"), entry.text("账号")), []).append(entry)
    for entries in accounts.values():
        _check_account(entries, findings)


def _check_account(entries: list[LedgerEntry], findings: Findings) -> None:
    """What one account has twice."""
    seen: dict[int, LedgerEntry] = {}
    for entry in entries:
        month = entry.count("月份")
        if month in seen:
            period = f"{month}月" if month else "全年"
            findings.error(
                "statistics.media",
                entry.place("月份" if month else "账号"),
                f"“{entry['账号']}”{period}的数据填了两次",
                evidence=f"另一处：{seen[month].place('账号')}",
                remedy="请删去重复的一行",
            )
        seen[month] = entry
    if 0 in seen and len(seen) > 1:
        findings.error(
            "statistics.media",
            seen[0].place("月份"),
            f"“{entries[0]['账号']}”既有全年数据，又有分月数据，会重复计算",
            evidence=f"分月数据：{len(seen) - 1}个月",
            remedy="两种填法只留一种",
        )


def check_indicators(ledgers: Ledgers, sheet: str, findings: Findings) -> None:
    """What departments hand in under one name is added up, which is told; units are never mixed."""
    rows = ledgers.frame(sheet)
    is_twice = rows["指标"].duplicated(keep=False).to_numpy()
    if not is_twice.any():
        return
    twice = rows[is_twice]
    other_unit = set(twice.index[differs_in_unit(rows)[is_twice]])
    sums: dict[str, Decimal] = {}
    first: dict[str, LedgerEntry] = {}
    with_unit: dict[str, LedgerEntry] = {}
    for index, entry in zip(twice.index, ledgers.entries(twice), strict=True):
        name, value = entry.text("指标"), Decimal(str(entry["数量"]))
        if entry["单位"] and index not in other_unit:
            with_unit.setdefault(name, entry)
        if name not in first:
            first[name], sums[name] = entry, value
        elif index in other_unit:
            _tell_units(entry, with_unit[name], findings)
        else:
            _tell_sum(entry, first[name], sums[name], findings)
            sums[name] += value


def _tell_units(entry: LedgerEntry, other: LedgerEntry, findings: Findings) -> None:
    findings.error(
        "statistics.units_differ",
        entry.place("单位"),
        f"“{entry['指标']}”在两处用了不同的单位，不能相加",
        evidence=f"这里是“{entry['单位']}”，{other.place('单位')} 是“{other['单位']}”",
        remedy="请改成同一个单位",
    )


def _tell_sum(entry: LedgerEntry, first: LedgerEntry, before: Decimal, findings: Findings) -> None:
    findings.notice(
        "statistics.summed",
        entry.place("指标"),
        f"“{entry['指标']}”填了不止一处，已相加",
        evidence=f"{before} 加 {entry['数量']}；另一处：{first.place('指标')}",
        remedy="如果是重复填报，请删去一处",
    )
