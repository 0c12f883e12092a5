"""The rows of 新媒体 → one ``MediaAccount`` an account, from the year's figures or the months'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from report_builder.statistics.figures import MediaAccount

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.records import MediaReading

_SUMMED: Final = ("readers", "reads", "posts", "widely_read")
_FIGURES: Final = ("subscribers", "top_reads", *_SUMMED)


def count_media(readings: Iterable[MediaReading], findings: Findings) -> tuple[MediaAccount, ...]:
    """The accounts in the order in which the ledgers first name them."""
    accounts: dict[tuple[str, str], list[MediaReading]] = {}
    for reading in readings:
        accounts.setdefault((reading.platform, reading.account), []).append(reading)
    return tuple(_count_account(rows, findings) for rows in accounts.values())


def _count_account(rows: list[MediaReading], findings: Findings) -> MediaAccount:
    """An account's year: of its monthly rows, or of the one row without a month."""
    _check_periods(rows, findings)
    # "Int64" knows a figure that nobody filled in from nil.
    frame = pd.DataFrame(
        [[row.month, *(getattr(row, figure) for figure in _FIGURES)] for row in rows],
        columns=["month", *_FIGURES],
    ).astype("Int64")
    by_month = frame.sort_values("month", kind="stable")
    return MediaAccount(
        rows[0].platform,
        rows[0].account,
        subscribers=_figure(by_month["subscribers"].dropna().tail(1).max()),
        top_reads=_figure(frame["top_reads"].max()),
        readers=_figure(frame["readers"].sum(min_count=1)),
        reads=_figure(frame["reads"].sum(min_count=1)),
        posts=_figure(frame["posts"].sum(min_count=1)),
        widely_read=_figure(frame["widely_read"].sum(min_count=1)),
    )


def _check_periods(rows: list[MediaReading], findings: Findings) -> None:
    """A month may be given once; a year's figure stands alone, or it would be counted twice."""
    seen: dict[int | None, MediaReading] = {}
    for row in rows:
        if row.month in seen:
            period = f"{row.month}月" if row.month else "全年"
            findings.error(
                "statistics.media",
                row.origin.cell("月份" if row.month else "账号"),
                f"“{row.account}”{period}的数据填了两次",
                evidence=f"另一处：{seen[row.month].origin.cell('账号')}",
                remedy="请删去重复的一行",
            )
        seen[row.month] = row
    if None in seen and len(seen) > 1:
        findings.error(
            "statistics.media",
            seen[None].origin.cell("月份"),
            f"“{rows[0].account}”既有全年数据，又有分月数据，会重复计算",
            evidence=f"分月数据：{len(seen) - 1}个月",
            remedy="两种填法只留一种",
        )


def _figure(value: float | None) -> int | None:
    """A counted figure; ``None`` where no row gives it."""
    return None if pd.isna(value) else int(value)
