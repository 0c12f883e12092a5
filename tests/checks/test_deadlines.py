"""Rows of 依申请公开 → the legal limits that were not kept, with their working days and cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from records import applications, book, day, settings

from report_builder.checks.calendar import reply_years
from report_builder.checks.deadlines import check_deadlines, check_issue_date
from report_builder.statistics.working_days import ANNOUNCED

if TYPE_CHECKING:
    from report_builder.diagnostics import Finding

# The Mid-Autumn and National holidays of 2024 and their make-up days lie behind the first of these.
RECEIVED = "2024-09-20"


def check(  # noqa: PLR0913  a column each
    received: str,
    replied: str = "-",
    extended: str = "-",
    *,
    asked: str = "",
    corrected: str = "",
    consulted: str = "",
) -> list[Finding]:
    """What is found of one application in the year of its receipt."""
    outcome = "予以公开" if replied != "-" else "-"
    (row,) = applications(f"{received} 自然人 网络 {extended} {replied} {outcome}")
    began, _, ended = consulted.partition("~")
    others = {"补正通知日期": asked, "补正日期": corrected, "征求意见开始": began, "征求意见结束": ended}
    rows = book(applications=[{**row, **{name: day(written) for name, written in others.items() if written}}])
    first, last = day(f"{received[:4]}-01-01"), day(f"{received[:4]}-12-31")
    return list(check_deadlines(rows, first, last, ANNOUNCED))


def told(findings: list[Finding]) -> list[tuple[str, str, str]]:
    """The code, the cell and the message of each finding."""
    return [(found.code, str(found.place).rpartition("!")[2], found.message) for found in findings]


def test_a_reply_on_the_twentieth_working_day_is_in_time() -> None:
    assert check(RECEIVED, "2024-10-23") == []


def test_a_reply_on_the_twenty_first_working_day_is_told_with_its_cell_and_days() -> None:
    assert told(check(RECEIVED, "2024-10-24")) == [
        ("timeliness.reply", "K2", "登记编号“1”第21个工作日才答复，超过20个工作日")
    ]


def test_an_extension_adds_twenty_working_days_and_no_more() -> None:
    assert check(RECEIVED, "2024-11-20", "2024-10-20") == []
    assert told(check(RECEIVED, "2024-11-21", "2024-10-20")) == [
        ("timeliness.reply", "K2", "登记编号“1”第41个工作日才答复，超过40个工作日")
    ]


def test_an_extension_told_after_the_limit_is_late_itself() -> None:
    assert told(check(RECEIVED, "2024-11-20", "2024-10-24")) == [
        ("timeliness.extension", "J2", "登记编号“1”第21个工作日才告知延期，已经超过20个工作日")
    ]


def test_the_time_of_a_consultation_does_not_count() -> None:
    late = check("2024-03-01", "2024-04-01")
    consulted = check("2024-03-01", "2024-04-01", consulted="2024-03-08~2024-03-11")

    assert [found.code for found in late] == ["timeliness.reply"]
    assert consulted == []


def test_a_consultation_does_not_excuse_more_than_its_own_days() -> None:
    findings = check("2024-03-01", "2024-04-02", consulted="2024-03-08~2024-03-11")

    assert told(findings) == [("timeliness.reply", "K2", "登记编号“1”第21个工作日才答复，超过20个工作日")]
    assert "征求意见1个工作日不计入" in findings[0].evidence


def test_a_third_party_has_fifteen_working_days() -> None:
    assert check("2024-03-01", "2024-04-01", consulted="2024-03-01~2024-03-22") == []
    assert told(check("2024-03-01", "2024-04-01", consulted="2024-03-01~2024-03-25")) == [
        ("timeliness.third_party", "I2", "登记编号“1”征求意见用了16个工作日，超过15个工作日")
    ]


def test_the_clock_starts_anew_with_the_correction() -> None:
    corrected = {"asked": "2024-03-05", "corrected": "2024-03-11"}

    assert check("2024-03-01", "2024-04-09", asked="2024-03-05", corrected="2024-03-11") == []
    assert told(check("2024-03-01", "2024-04-10", **corrected)) == [
        ("timeliness.reply", "K2", "登记编号“1”第21个工作日才答复，超过20个工作日")
    ]


def test_while_a_correction_is_awaited_no_limit_runs() -> None:
    assert check("2024-03-01", asked="2024-03-05") == []


def test_a_correction_is_asked_for_within_seven_working_days() -> None:
    assert check("2024-03-01", asked="2024-03-12") == []
    assert told(check("2024-03-01", asked="2024-03-13")) == [
        ("timeliness.correction", "F2", "登记编号“1”第8个工作日才通知补正，超过7个工作日")
    ]


def test_an_application_open_at_the_end_of_the_year_within_its_limit_is_no_fault() -> None:
    assert check("2024-12-20") == []


def test_an_application_open_at_the_end_of_the_year_past_its_limit_is_told() -> None:
    assert told(check("2024-11-01")) == [
        ("timeliness.unanswered", "K2", "登记编号“1”到2024年末已过42个工作日还没有答复，超过20个工作日")
    ]


def test_an_application_answered_late_on_the_last_day_of_the_year_is_no_open_one() -> None:
    assert told(check("2024-11-01", "2024-12-31")) == [
        ("timeliness.reply", "K2", "登记编号“1”第42个工作日才答复，超过20个工作日")
    ]


def test_the_days_are_accounted_for_by_every_date_that_counts() -> None:
    (late,) = check(
        "2024-01-02", "2024-04-12", "2024-02-01", asked="2024-01-04", corrected="2024-01-15",
        consulted="2024-01-16~2024-01-17",
    )  # fmt: skip

    assert late.evidence == (
        "收到：2024-01-02；补正：2024-01-15（期限自此重新计算）；征求意见1个工作日不计入；"
        "延期：2024-02-01（加20个工作日）；答复：2024-04-12"
    )


def test_an_application_answered_next_year_is_open_at_the_end_of_this_one() -> None:
    assert [found.code for found in check("2024-11-01", "2025-01-10")] == ["timeliness.unanswered"]


@pytest.mark.parametrize(
    ("replied", "extended", "expected"),
    [
        ("2019-03-22", "-", []),
        ("2019-03-25", "-", ["timeliness.reply"]),
        ("2019-04-15", "2019-03-20", []),
        ("2019-04-16", "2019-03-20", ["timeliness.reply"]),
    ],
)
def test_what_came_before_the_revision_had_fifteen_working_days_and_fifteen_more(
    replied: str, extended: str, expected: list[str]
) -> None:
    assert [found.code for found in check("2019-03-01", replied, extended)] == expected


@pytest.mark.parametrize(
    ("received", "replied", "days"), [("2019-05-14", "2019-06-05", 16), ("2019-05-15", "2019-06-14", 21)]
)
def test_the_revision_holds_for_what_came_on_its_first_day(received: str, replied: str, days: int) -> None:
    [late] = check(received, replied)

    assert f"第{days}个工作日" in late.message


def test_the_old_regulation_set_no_limit_to_a_correction() -> None:
    assert check("2019-03-01", asked="2019-04-30") == []


@pytest.mark.parametrize(
    ("first", "told_of"), [("2024-01-02", ["timeliness.correction"]), ("2024-01-03", [])]
)
def test_what_was_late_on_the_first_day_of_the_year_is_this_years(first: str, told_of: list[str]) -> None:
    (row,) = applications("2023-12-01 自然人 网络 - - -")
    rows = book(applications=[{**row, "补正通知日期": day("2024-01-02")}])

    found = check_deadlines(rows, day(first), day("2024-12-31"), ANNOUNCED)

    assert [each.code for each in found] == told_of


def test_what_another_year_has_told_is_not_told_again() -> None:
    (row,) = applications("2023-11-01 自然人 网络 - 2024-06-03 予以公开")
    rows = book(applications=[{**row, "补正通知日期": day("2023-11-30"), "补正日期": day("2024-05-31")}])

    assert list(check_deadlines(rows, day("2024-01-01"), day("2024-12-31"), ANNOUNCED)) == []


def test_days_of_the_next_year_are_no_days_that_this_year_counts() -> None:
    (row,) = applications("2026-12-10 自然人 网络 - 2027-01-20 予以公开")
    rows = book(applications=[{**row, "征求意见开始": day("2026-12-20"), "征求意见结束": day("2027-01-10")}])

    assert reply_years(rows, day("2026-01-01"), day("2026-12-31")) == {2026}


@pytest.mark.parametrize(
    ("kind", "year", "signed_on", "late"),
    [
        ("department", 2024, "2025-01-31", False),
        ("department", 2024, "2025-02-01", True),
        ("government", 2024, "2025-03-31", False),
        ("government", 2024, "2025-04-01", True),
        ("department", 2018, "2019-03-31", False),
        ("department", 2018, "2019-04-01", True),
        ("department", 2024, "2024-12-31", False),
        ("department", 2024, "2024-01-20", True),
    ],
)
def test_the_report_itself_has_a_deadline(kind: str, year: int, signed_on: str, *, late: bool) -> None:
    agency = replace(settings(), kind=kind, signed_on=day(signed_on))

    assert [found.code for found in check_issue_date(agency, year)] == ["timeliness.report"] * late


def test_a_report_without_a_date_of_issue_is_not_late() -> None:
    assert list(check_issue_date(settings(), 2024)) == []
