"""Rows of 新媒体 → one account's year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records import book, media, settings

from report_builder.diagnostics import Findings
from report_builder.statistics.counting import count_statistics

if TYPE_CHECKING:
    from report_builder.statistics.declaring import Value


def count(picture: str) -> tuple[dict[str, list[Value]], list[str]]:
    """The figures of each account of the drawn rows, and the places of what is wrong."""
    findings = Findings()
    statistics = count_statistics(book(media=media(picture)), settings(), 2016, findings)
    accounts = {
        f"{each.platform} {each.account}": [
            figure for path, figure in statistics.figures.items() if path.startswith(f"media.{each.name}.")
        ]
        for each in statistics.accounts
    }
    return accounts, [f"{found.code} {found.place}" for found in findings.errors]


def test_a_row_without_a_month_is_the_year() -> None:
    accounts, faults = count("微信 柳州教育 - 5649 408220 683366 312 61352 9")

    assert faults == []
    assert accounts == {"微信 柳州教育": [5649, 408220, 683366, 312, 61352, 9]}


def test_months_give_the_last_subscribers_the_sums_and_the_best_read_item() -> None:
    accounts, faults = count("""
        微信 柳州教育 12 5649 100 200 10 900  0
        微信 柳州教育 1  5000 50  70  5  6000 1
        微博 柳州     1  80   1   2   3  4    -
    """)

    assert faults == []
    assert accounts == {
        "微信 柳州教育": [5649, 150, 270, 15, 6000, 1],
        "微博 柳州": [80, 1, 2, 3, 4, None],
    }


def test_a_figure_that_the_last_month_lacks_is_the_latest_known() -> None:
    accounts, _ = count("微信 甲 11 5600 - - - - -\n微信 甲 12 - - - - - -")

    assert accounts == {"微信 甲": [5600, None, None, None, None, None]}


def test_a_year_s_figure_beside_months_would_be_counted_twice() -> None:
    _, faults = count("微信 甲 - 1 1 1 1 1 1\n微信 甲 1 1 1 1 1 1 1")

    assert faults == ["statistics.media 台账.xlsx › 新媒体!C2"]


def test_a_month_given_twice_is_told_at_the_second() -> None:
    _, faults = count("微信 甲 3 1 1 1 1 1 1\n微信 甲 3 1 1 1 1 1 1")

    assert faults == ["statistics.media 台账.xlsx › 新媒体!C3"]


def test_accounts_of_one_name_on_two_platforms_each_have_their_own_year() -> None:
    accounts, faults = count("微信 甲 1 1 1 1 1 1 1\n微博 甲 1 2 2 2 2 2 2")

    assert faults == []
    assert [figures[0] for figures in accounts.values()] == [1, 2]


def test_months_of_another_year_are_left_out_with_one_notice_a_sheet() -> None:
    others = enumerate(media("微信 甲 11 5 5 5 5 5 5\n微信 甲 12 5 5 5 5 5 5"), start=5)
    rows = [*media("微信 甲 1 2 2 2 2 2 2"), *({**row, "年": 2015, "row": number} for number, row in others)]
    findings = Findings()

    statistics = count_statistics(book(media=rows), settings(), 2016, findings)

    assert statistics.figures["media.甲.posts"] == 2
    assert [(found.code, str(found.place)) for found in findings] == [
        ("statistics.other_year", "台账.xlsx › 新媒体!C5")
    ]
    assert "共 2 行：第 5至6 行" in str(next(iter(findings)))


def faults(picture: str) -> list[tuple[str, str]]:
    """The message of each error, and the cell where it stands."""
    findings = Findings()
    count_statistics(book(media=media(picture)), settings(), 2016, findings)
    return [(found.message, str(found.place).rpartition("!")[2]) for found in findings.errors]


def test_a_month_or_a_year_that_was_filled_in_twice_is_told_by_its_name() -> None:
    assert faults("微信 甲 3 1 1 1 1 1 0\n微信 甲 3 1 1 1 1 1 0") == [("“甲”3月的数据填了两次", "C3")]
    assert faults("微信 甲 - 1 1 1 1 1 0\n微信 甲 - 1 1 1 1 1 0") == [("“甲”全年的数据填了两次", "B3")]
    assert faults("微信 甲 3 1 1 1 1 1 0\n微信 乙 3 1 1 1 1 1 0\n微博 甲 3 1 1 1 1 1 0") == []


def test_a_year_beside_months_is_told_once_with_how_many_they_are() -> None:
    findings = Findings()
    picture = "微信 甲 - 1 1 1 1 1 0\n微信 甲 3 1 1 1 1 1 0\n微信 甲 4 1 1 1 1 1 0"

    count_statistics(book(media=media(picture)), settings(), 2016, findings)

    (found,) = findings.errors
    assert "既有全年数据，又有分月数据" in found.message
    assert found.evidence == "分月数据：2个月"
