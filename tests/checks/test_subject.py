"""A report, and what is known beside it → the figures, the year and the names that checks look for."""

from __future__ import annotations

from golden_suqian import SUQIAN_2023, SUQIAN_2024
from msgspec.structs import replace
from prose import prose
from suqian_subject import TEXT, subject

from report_builder.checks.subject import Subject

BY_YEAR = subject().subject


def test_of_a_year_figures_names_and_kind_are_those_of_its_ledgers_and_settings() -> None:
    assert BY_YEAR.figures["requests.total.total"] == sum(SUQIAN_2024.requests[-2][:-1])
    assert BY_YEAR.reported_year == 2024
    assert BY_YEAR.names == ("宿迁市人民政府", "市政府")
    assert BY_YEAR.is_government
    assert BY_YEAR.last_figures is not None
    assert BY_YEAR.last_figures["requests.new.total"] == sum(SUQIAN_2023.requests[0][:-1])


def test_without_a_year_a_report_goes_by_its_title() -> None:
    alone = Subject(prose(TEXT))

    assert alone.reported_year == 2024
    assert alone.is_government
    assert alone.last_figures is None
    assert alone.figures == {}


def test_a_report_may_call_its_agency_by_the_end_of_its_name_of_three_signs_at_least() -> None:
    alone = Subject(prose(TEXT, "柳州市教育局2024年政府信息公开工作年度报告"))

    assert alone.names == ("柳州市教育局", "州市教育局", "市教育局", "教育局")
    assert not alone.is_government
    assert Subject(prose(TEXT, "市局2024年政府信息公开工作年度报告")).names == ()


def test_a_report_without_a_year_in_its_title_is_of_the_year_that_its_text_tells_of_or_of_none() -> None:
    assert Subject(prose(TEXT, "年度报告")).reported_year == 2024
    assert Subject(prose("本机关依法公开信息。", "年度报告")).reported_year == 0


def test_figures_of_an_archive_stand_before_those_of_the_files_own_tables() -> None:
    assert Subject(prose(TEXT), archived={"requests.new.total": 5}).figures == {"requests.new.total": 5}


def test_what_the_settings_switch_off_is_off_and_without_settings_nothing_is() -> None:
    off = replace(subject().settings, switched_off=("text.growth",))

    assert Subject(prose(TEXT), settings=off).codes_off == {"text.growth"}
    assert Subject(prose(TEXT)).codes_off == frozenset()
