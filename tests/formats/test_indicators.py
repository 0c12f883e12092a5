"""What the shipped formats want to be told in 工作情况."""

from __future__ import annotations

from report_builder.diagnostics import Findings
from report_builder.formats.definitions import load_format
from report_builder.formats.indicators import WantedIndicator, indicators_of
from report_builder.resources import packaged_folder


def wanted(name: str) -> tuple[WantedIndicator, ...]:
    report_format = load_format(packaged_folder("styles") / name, Findings())
    assert report_format is not None
    return indicators_of(report_format)


def test_the_annex_wants_what_no_ledger_counts() -> None:
    named = wanted("guangxi-seven-part")

    assert named[0] == WantedIndicator("回应公众关注热点或重大舆情数", "次")
    assert named[-1] == WantedIndicator("接受培训人员数", "人次")
    assert len(named) == 15


def test_an_indicator_beside_a_counted_figure_is_not_wanted() -> None:
    assert "主动公开政府信息数" not in {each.name for each in wanted("guangxi-seven-part")}


def test_an_indicator_that_may_be_left_out_is_not_wanted() -> None:
    assert "涉及个人隐私答复数" not in {each.name for each in wanted("guangxi-seven-part")}


def test_an_indicator_that_is_taken_off_another_is_wanted_once() -> None:
    named = [each.name for each in wanted("national-2019")]

    assert named[:2] == ["行政许可上一年项目数量", "行政许可本年项目数量"]
    assert len(named) == len(set(named)) == 12


def test_the_form_of_2021_wants_nothing_but_the_ledgers() -> None:
    assert wanted("national-2021") == ()
