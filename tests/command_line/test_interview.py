"""The questions of a first year, and what is guessed so that Enter is enough."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from report_builder.command_line.interview import ask_signing_day, interview
from report_builder.new_year.agency_file import AgencyAnswers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def answering(answers: Iterable[str | None]) -> Callable[[str, str], str]:
    """Somebody who gives these answers one after another, and presses Enter for ``None``."""
    given = iter(answers)

    def ask(_question: str, default: str) -> str:
        answer = next(given)
        return default if answer is None else answer

    return ask


def test_enter_takes_what_is_offered() -> None:
    answers = interview(answering(["柳州市教育局", *[None] * 7]), lambda _: None)

    assert answers == AgencyAnswers(
        name="柳州市教育局", short_name="市教育局", region="柳州市", office="柳州市教育局办公室"
    )


def test_a_government_is_one_by_its_name_or_by_the_answer() -> None:
    by_name = interview(answering(["柳州市人民政府", *[None] * 7]), lambda _: None)
    by_answer = interview(answering(["某管委会", "2", *[None] * 6]), lambda _: None)

    assert (by_name.kind, by_answer.kind) == ("government", "government")


def test_an_answer_that_cannot_be_used_is_asked_for_again() -> None:
    told: list[str] = []
    given = ["甲/乙局", "柳州市教育局", "3", "1", None, None, None, None, "5450", "545001", None]

    answers = interview(answering(given), told.append)

    assert (answers.name, answers.kind, answers.postcode) == ("柳州市教育局", "department", "545001")
    assert len(told) == 3


def test_the_day_of_signing_is_asked_for_until_it_can_be_one() -> None:
    told: list[str] = []

    day = ask_signing_day(
        answering(["明年一月", "2026-1-20", "2028-03-01", "2027年1月20日"]), told.append, 2026
    )

    assert day == date(2027, 1, 20)
    assert len(told) == 3
    assert "2027年1月20日" in told[0]


def test_the_day_of_signing_may_be_left_for_later() -> None:
    assert ask_signing_day(answering([None]), lambda _: None, 2026) is None
