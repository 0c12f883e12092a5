"""A narrative whose text was read for an earlier report → this report's own figures, findings and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import records
from narratives import compose, compose_file

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.ledgers.frames import Ledgers


def media(published: int | None) -> Ledgers:
    return records.book(media=[{"平台": "微博", "账号": "甲", "发布条数": published}])


def received(applications: int) -> Ledgers:
    day = records.day("2016-12-30")
    rows: records.Rows = [
        {"登记编号": str(number), "收到日期": day, "申请人类型": "自然人"} for number in range(applications)
    ]
    return records.book(applications=rows)


def test_the_same_text_shows_each_reports_own_figures(tmp_path: Path) -> None:
    text = '发布{{ 新媒体("甲").发布条数 }}条。'

    for published in (3, 40, 3):
        assert compose(tmp_path, text, media(published)).text() == [f"发布{published}条。"]


def test_a_figure_of_a_branch_that_was_not_taken_is_this_reports(tmp_path: Path) -> None:
    text = "{% if 申请.新收 == -1 %}共{{ 申请.新收 }}件{% else %}无{% endif %}。"

    for applications in (1, 2):
        composed = compose(tmp_path, text, received(applications))
        assert composed.manuscript is not None
        assert [each.text for each in composed.manuscript.unshown] == [str(applications)]


def test_what_only_one_years_ledgers_have_is_told_of_the_other(tmp_path: Path) -> None:
    text = '首行。\n\n发布{{ 新媒体("甲").发布条数 }}条。'

    assert compose(tmp_path, text, media(None)).told() == [("narrative.value", 3)]
    assert compose(tmp_path, text, media(5)).text() == ["首行。", "发布5条。"]
    assert compose(tmp_path, text, media(None)).told() == [("narrative.value", 3)]


def test_a_fault_is_told_each_time_and_of_the_file_that_has_it(tmp_path: Path) -> None:
    for name in ("甲.md", "乙.md", "甲.md"):
        for text, code in (("{{ 年 | 不存在 }}", "narrative.unknown"), ("{{ 年", "narrative.syntax")):
            (tmp_path / name).write_text(text, encoding="utf-8")
            (finding,) = compose_file(tmp_path / name).findings
            assert (finding.code, str(finding.place)) == (code, f"{name} › 第1行")


def test_a_changed_text_is_read_anew(tmp_path: Path) -> None:
    assert compose(tmp_path, "甲{{ 年 }}。").text() == ["甲2016。"]
    assert compose(tmp_path, "甲{{ 下年 }}。").text() == ["甲2017。"]


def test_the_list_of_headings_is_that_of_the_filled_text_each_time(tmp_path: Path) -> None:
    text = "有{{ 各部分标题 | 列举 }}。\n\n# 新收{{ 申请.新收 }}件"

    for number in (1, 2):
        assert compose(tmp_path, text, received(number)).text()[0] == f"有新收{number}件。"
