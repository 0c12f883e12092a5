"""Work done in another process comes to the same as here, and goes with whoever wanted it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from report_builder.command_line.fault_log import fault_record
from report_builder.diagnostics import ReportError
from report_builder.system_faults import FaultApartError
from report_builder.window.apart import apart, called_apart

if TYPE_CHECKING:
    from pathlib import Path


def test_each_step_is_named_and_the_outcome_comes_from_another_process(tmp_path: Path) -> None:
    steps = apart("tasks_apart:count", 3, tmp_path)
    named = []

    try:
        while True:
            named.append(next(steps))
    except StopIteration as done:
        last, process = done.value

    assert named == ["第0步", "第1步", "第2步"]
    assert last == 3
    assert process != os.getpid()


def test_who_closes_it_ends_it_before_its_next_step(tmp_path: Path) -> None:
    steps = apart("tasks_apart:count", 3, tmp_path)
    assert [next(steps), next(steps)] == ["第0步", "第1步"]

    steps.close()

    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "closed"]


@pytest.mark.parametrize(("task", "says"), [("find", "没有甲"), ("meet_a_shut_folder", "没有权限")])
def test_what_is_the_users_to_mend_is_told_as_if_it_had_been_met_here(task: str, says: str) -> None:
    with pytest.raises(ReportError) as met:
        called_apart(f"tasks_apart:{task}")

    assert says in str(met.value)


def test_a_fault_says_where_it_came_up_and_nothing_of_the_users() -> None:
    with pytest.raises(FaultApartError) as met:
        called_apart("tasks_apart:fail")

    record = fault_record(met.value, "window")
    assert "elsewhere: ZeroDivisionError" in record
    assert "tasks_apart.py" in record
    assert "张三" not in record


def test_what_is_written_to_standard_output_is_no_answer() -> None:
    assert called_apart("tasks_apart:chatter") == 7


def test_a_process_that_ends_without_a_word_is_a_fault_and_not_waited_for() -> None:
    with pytest.raises(FaultApartError):
        called_apart("tasks_apart:die")
