"""The days that a year counts working days between → which years the calendar has to know, and does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from prose import codes
from records import applications, book, day, interpretations, published
from suqian_subject import subject

from report_builder.checks.calendar import check_calendar, reply_years

if TYPE_CHECKING:
    from report_builder.ledgers.frames import Ledgers

FIRST, LAST = day("2024-01-01"), day("2024-12-31")


def years(picture: str, **others: str) -> set[int]:
    """The years of an application's days; others are days of further columns."""
    rows = [
        {**row, **{name: day(written) for name, written in others.items()}} for row in applications(picture)
    ]
    return reply_years(book(applications=rows), FIRST, LAST)


def test_every_day_of_an_application_has_its_year_known_and_so_has_the_last_of_the_year() -> None:
    assert years("2024-03-01 自然人 网络 - 2024-03-08 予以公开") == {2024}
    assert years("2023-12-20 自然人 网络 - - -") == {2023, 2024}
    assert years("2023-12-20 自然人 网络 - 2024-01-08 予以公开", 征求意见开始="2022-12-25") == {
        2022,
        2023,
        2024,
    }
    assert years("2024-12-20 自然人 网络 - 2025-01-08 予以公开") == {2024}


def test_without_applications_no_year_has_to_be_known() -> None:
    assert years("") == set()
    assert years("2022-03-01 自然人 网络 - 2022-03-08 予以公开") == set()


def told(ledgers: Ledgers) -> list[str]:
    return codes(check_calendar(replace(subject(), ledgers=ledgers).year))


def test_a_year_that_the_calendar_does_not_know_is_told_once_for_all() -> None:
    early = published("财务 1998-02-22 2024-02-25 统一平台\n财务 1998-03-22 2024-03-25 统一平台")

    assert told(book(published=early)) == ["statistics.calendar"]
    assert told(book(interpretations=interpretations("解读甲 1998-06-08 2024-06-13"))) == [
        "statistics.calendar"
    ]


def test_what_was_published_in_another_year_or_has_no_day_to_count_from_asks_for_no_year() -> None:
    rows = published("财务 1998-02-22 1998-02-25 统一平台\n财务 - 2024-02-25 统一平台")

    assert told(book(published=rows)) == []
