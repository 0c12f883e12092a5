"""Rows of 新媒体 → one account's year."""

from __future__ import annotations

from records import media

from report_builder.diagnostics import Findings
from report_builder.statistics.figures import MediaAccount
from report_builder.statistics.media import count_media


def count(picture: str) -> tuple[tuple[MediaAccount, ...], list[str]]:
    """The accounts of the drawn rows, and the places of what is wrong."""
    findings = Findings()
    return count_media(media(picture), findings), [f"{found.code} {found.place}" for found in findings.errors]


def test_a_row_without_a_month_is_the_year() -> None:
    accounts, faults = count("微信 柳州教育 - 5649 408220 683366 312 61352 9")

    assert faults == []
    assert accounts == (MediaAccount("微信", "柳州教育", 5649, 408220, 683366, 312, 61352, 9),)


def test_months_give_the_last_subscribers_the_sums_and_the_best_read_item() -> None:
    accounts, faults = count("""
        微信 柳州教育 12 5649 100 200 10 900  0
        微信 柳州教育 1  5000 50  70  5  6000 1
        微博 柳州教育 1  80   1   2   3  4    -
    """)

    assert faults == []
    assert accounts == (
        MediaAccount("微信", "柳州教育", 5649, 150, 270, 15, 6000, 1),
        MediaAccount("微博", "柳州教育", 80, 1, 2, 3, 4, None),
    )


def test_a_figure_that_the_last_month_lacks_is_the_latest_known() -> None:
    accounts, _ = count("微信 甲 11 5600 - - - - -\n微信 甲 12 - - - - - -")

    assert accounts == (MediaAccount("微信", "甲", 5600, None, None, None, None, None),)


def test_a_year_s_figure_beside_months_would_be_counted_twice() -> None:
    _, faults = count("微信 甲 - 1 1 1 1 1 1\n微信 甲 1 1 1 1 1 1 1")

    assert faults == ["statistics.media 台账.xlsx › 新媒体!C2"]


def test_a_month_given_twice_is_told_at_the_second() -> None:
    _, faults = count("微信 甲 3 1 1 1 1 1 1\n微信 甲 3 1 1 1 1 1 1")

    assert faults == ["statistics.media 台账.xlsx › 新媒体!C3"]
