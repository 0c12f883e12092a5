"""The rows of 新媒体 → one ``MediaAccount`` an account, from the year's figures or the months'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.statistics.figures import MediaAccount

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.records import MediaReading

_NO_MONTH: Final = 13  # the row of a whole year stands behind the months


def count_media(readings: Iterable[MediaReading], findings: Findings) -> tuple[MediaAccount, ...]:
    """The accounts in the order in which the ledgers first name them."""
    accounts: dict[tuple[str, str], list[MediaReading]] = {}
    for reading in readings:
        accounts.setdefault((reading.platform, reading.account), []).append(reading)
    return tuple(_count_account(rows, findings) for rows in accounts.values())


def _count_account(rows: list[MediaReading], findings: Findings) -> MediaAccount:
    """An account's year: of its monthly rows, or of the one row without a month."""
    _check_periods(rows, findings)
    by_month = sorted(rows, key=lambda row: row.month or _NO_MONTH)
    subscribers = _filled(by_month, "subscribers")
    return MediaAccount(
        rows[0].platform,
        rows[0].account,
        subscribers=subscribers[-1] if subscribers else None,
        top_reads=max(_filled(rows, "top_reads"), default=None),
        readers=_sum(rows, "readers"),
        reads=_sum(rows, "reads"),
        posts=_sum(rows, "posts"),
        widely_read=_sum(rows, "widely_read"),
    )


def _filled(rows: Iterable[MediaReading], figure: str) -> list[int]:
    """A figure of every row that gives it."""
    return [value for row in rows if (value := getattr(row, figure)) is not None]


def _sum(rows: Iterable[MediaReading], figure: str) -> int | None:
    """The sum of a figure; ``None`` where no row gives it, which is not nil."""
    values = _filled(rows, figure)
    return sum(values) if values else None


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
