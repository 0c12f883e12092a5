"""``holidays.toml`` as an office writes it → a calendar, or every fault in the file with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from records import day

from report_builder.diagnostics import Findings
from report_builder.statistics.holidays_file import load_calendar

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.statistics.working_days import Calendar


def load(folder: Path, text: str, findings: Findings | None = None) -> Calendar | None:
    """The calendar of a data folder with such a file."""
    (folder / "holidays.toml").write_text(text, encoding="utf-8")
    return load_calendar(folder, Findings() if findings is None else findings)


def test_days_and_spans_are_off_and_worked_as_the_notice_says(tmp_path: Path) -> None:
    calendar = load(
        tmp_path,
        """
        # 国务院办公厅关于2027年部分节假日安排的通知
        [2027]
        holidays = ["2027-1-1至2027-1-3", "2027-02-05 至 2027-02-12", 2027-04-05]
        workdays = ["2027-02-20", 2027-02-21]
        """,
    )

    assert calendar is not None
    assert not calendar.is_provisional(2027)
    assert calendar.is_provisional(2028)
    assert calendar.count(day("2027-02-04"), day("2027-02-22")) == 8
    assert calendar.count(day("2027-04-02"), day("2027-04-05")) == 0


def test_without_a_file_the_program_s_own_calendar_holds(tmp_path: Path) -> None:
    calendar = load_calendar(tmp_path, Findings())

    assert calendar is not None
    assert calendar.is_provisional(2027)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[2027]\nworkdays = []\n", 1, "缺少"),
        ("[二〇二七]\nholidays = []\n", None, "TOML"),
        ('["27年"]\nholidays = []\n', 1, "不是年份"),
        ("[2027]\nholidays = [2027-02-05]\nrest = []\n", 3, "不认识"),
        ('[2027]\nholidays = ["春节七天"]\n', 2, "不是日期"),
        ('[2027]\nholidays = ["2027-02-30"]\n', 2, "不是日期"),
        ('[2027]\nholidays = ["2027-02-12 至 2027-02-05"]\n', 2, "写反"),
        ('[2027]\nholidays = ["2027-02-05 至 2027-12-05"]\n', 2, "相隔太远"),
        ("[2027]\nholidays = [2028-02-05]\n", 2, "不属于"),
        ("[2027]\nholidays = [2027-02-05]\nworkdays = [2027-02-05]\n", 3, "又写在"),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_line(
    tmp_path: Path, text: str, line: int | None, said: str
) -> None:
    findings = Findings()

    assert load(tmp_path, text, findings) is None
    (found,) = findings
    assert found.place is not None
    assert said in found.message
    assert line is None or found.place.line == line


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    findings = Findings()

    load(tmp_path, '[2027]\nholidays = ["一", "二"]\n[2028]\nholidays = ["三"]\n', findings)

    assert len(findings.errors) == 3


@pytest.mark.parametrize(
    ("entry", "is_fault"),
    [
        ("2026-12-31至2027-01-03", False),
        ("2026-12-01", False),
        ("2026-11-30", True),
        ("2028-12-31", True),
        ("2025-12-31", True),
        ("2028-01-01", True),
    ],
)
def test_only_the_december_before_may_belong_to_a_year_s_holidays(
    tmp_path: Path, entry: str, *, is_fault: bool
) -> None:
    findings = Findings()

    load(tmp_path, f'[2027]\nholidays = ["{entry}"]\n', findings)

    assert [found.code for found in findings] == ["settings.invalid"] * is_fault
