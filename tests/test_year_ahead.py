"""A year whose holidays are not announced yet, from `new` to `check`, and a calendar of the office's own."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from openpyxl import load_workbook

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[bytes]]


def begin(run: Run, data: Path) -> None:
    """Start 2027 with an application received on 20 January and answered on 22 February."""
    done = run("new", "2027", cwd=data.parent)
    assert done.returncode == 0, done.stderr.decode()
    (workbook,) = (data / "2027" / "ledgers").glob("*.xlsx")
    book = load_workbook(workbook)
    days = [None] * 6
    book["依申请公开"].append(
        ["2027-1", date(2027, 1, 20), "自然人", "网络", "预算", *days[:5], date(2027, 2, 22), "予以公开"]
    )
    book.save(workbook)


def codes_of(run: Run, data: Path) -> set[str]:
    """The codes that a check of 2027 tells."""
    done = run("check", "2027", "--json", cwd=data.parent)
    assert done.returncode == 0, done.stdout.decode()
    return {each["code"] for each in json.loads(done.stdout)["findings"]}


def test_a_year_not_announced_yet_is_counted_by_the_law_and_said_to_be(
    report_builder: Run, own_data: Path
) -> None:
    begin(report_builder, own_data)

    # Twenty working days: 18 weekdays in January and February without the four of the Spring Festival, and 2.
    told = codes_of(report_builder, own_data)

    assert "statistics.calendar_provisional" in told
    assert not told & {"timeliness.reply", "statistics.calendar"}


def test_a_calendar_beside_the_data_is_counted_by(report_builder: Run, own_data: Path) -> None:
    begin(report_builder, own_data)
    (own_data / "holidays.toml").write_text(
        '[2027]\nholidays = ["2027-02-05 至 2027-02-06"]\nworkdays = [2027-01-24, 2027-01-31]\n',
        encoding="utf-8",
    )

    told = codes_of(report_builder, own_data)

    assert "timeliness.reply" in told
    assert "statistics.calendar_provisional" not in told
