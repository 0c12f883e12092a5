"""Columns of dates → the working days that applications took, just as the rule for one application says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from records import book, day

from report_builder.statistics.reply_limits import ApplicationDates, days_allowed, days_spent, is_late
from report_builder.statistics.reply_times import reply_times
from report_builder.statistics.working_day_columns import UNKNOWN, days_of, working_days_between
from report_builder.statistics.working_days import ANNOUNCED

if TYPE_CHECKING:
    from records import Row

LAST_DAY = date(2020, 12, 31)
COLUMNS = ("补正通知日期", "补正日期", "征求意见开始", "征求意见结束", "延期日期")
DAYS = st.integers(0, 400).map(lambda number: date(2019, 3, 1) + timedelta(days=number))


@st.composite
def cases(draw: st.DrawFn) -> Row:
    """An application with some of its dates, in an order that need not make sense."""
    dates = {column: draw(st.none() | DAYS) for column in (*COLUMNS, "答复日期")}
    return {"登记编号": "1", "收到日期": draw(DAYS), **dates}


@settings(deadline=None, max_examples=60)
@given(st.lists(cases(), min_size=1, max_size=8))
def test_a_column_is_measured_as_each_of_its_applications_is(rows: list[Row]) -> None:
    frame = book(applications=rows).frame("依申请公开")

    times = reply_times(frame, LAST_DAY, ANNOUNCED)

    for place, row in enumerate(rows):
        received, replied = row["收到日期"], row["答复日期"]
        assert isinstance(received, date)
        dates = ApplicationDates(received, *(row[column] for column in COLUMNS))  # type: ignore[arg-type]  # dates
        end = replied if isinstance(replied, date) and replied <= LAST_DAY else LAST_DAY
        spent = days_spent(dates, end, ANNOUNCED)
        assert times.spent[place] == (UNKNOWN if spent is None else spent)
        assert times.limit[place] == days_allowed(dates)
        assert times.is_late[place] == is_late(dates, end, ANNOUNCED)
        assert times.in_time[place] == (spent is not None and not is_late(dates, end, ANNOUNCED))


def test_days_that_are_missing_or_of_no_calendar_cannot_be_counted() -> None:
    rows: list[Row] = [
        {"收到日期": day("2020-01-02"), "答复日期": day("2020-01-06")},
        {"收到日期": day("2020-01-02")},
        {"收到日期": day("1999-01-04"), "答复日期": day("2020-01-06")},
        {"收到日期": day("2020-01-06"), "答复日期": day("2020-01-02")},
    ]
    frame = book(applications=rows).frame("依申请公开")

    counted = working_days_between(days_of(frame, "收到日期"), days_of(frame, "答复日期"), ANNOUNCED)

    assert counted.tolist() == [2, UNKNOWN, UNKNOWN, 0]
