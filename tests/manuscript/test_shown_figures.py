"""A figure's tag and name, and the wordings that say the same."""

from __future__ import annotations

import pytest

from report_builder.manuscript.shown_figures import (
    FigureList,
    letters_in,
    marked,
    name_of,
    tag_of,
    without_figure_marks,
)
from report_builder.reports.figure_record import ShownFigure
from report_builder.reports.figure_wording import renumbered, says_the_same
from report_builder.reports.report import Text


def test_a_tag_fits_into_a_word_file_whatever_the_expression() -> None:
    long = f'条目("{"招" * 80}").公开日期|日期'

    assert tag_of("申请.新收") == "申请.新收"
    assert len(f"stat:{tag_of(long)}") <= 64
    assert tag_of(long) != tag_of(long.replace("公开", "制发"))


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ('申请.新收|有无("收到","申请","件")', "申请·新收"),
        ('主动公开.类别("教育信息").总数', "主动公开·类别·教育信息·总数"),
        ('新媒体("柳州教育","微信").阅读次数', "新媒体·柳州教育·微信·阅读次数"),
        ("统计期限", "统计期限"),
    ],
)
def test_a_figures_name_reads_as_the_words_of_the_narrative(expression: str, name: str) -> None:
    assert name_of(expression) == name


def test_one_tag_never_stands_for_two_texts() -> None:
    figures = FigureList()

    for text in ("3", "5", "3"):
        figures.take("数@4", "数", text)

    assert [figure.tag for figure in figures.figures] == ["数@4", "数@4~2", "数@4"]


def test_marks_leave_no_trace_in_the_text() -> None:
    assert without_figure_marks(f"共{marked(12, '3件')}。") == "共3件。"


def test_a_marked_figure_is_the_figure_of_its_number_only_where_it_still_says_so() -> None:
    figures = [ShownFigure("申请.新收", "申请·新收", "3件")]

    kept = tuple(letters_in(f"共{marked(0, '3件')}。", figures))
    changed = tuple(letters_in(f"共{marked(0, '4件')}。", figures))
    unknown = tuple(letters_in(f"共{marked(7, '3件')}。", figures))

    assert kept == (Text("共"), figures[0], Text("。"))
    assert changed == (Text("共"), Text("4件"), Text("。"))
    assert unknown == (Text("共"), Text("3件"), Text("。"))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("3件", "3件"),
        ("１２ 件", "12件"),
        ("10,250", "10250"),
        ("收到申请3件", "共收到政府信息公开申请3件"),
        ("没有收到申请", "未收到政府信息公开申请"),
        ("较上年增长12.5%", "比上年增长12.5%"),
        ("6万多次", "超过6万次"),
        ("2016-1-3", "2016-1-3"),
    ],
)
def test_other_words_around_the_same_number_say_the_same(text: str, other: str) -> None:
    assert says_the_same(text, other)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("4件", "3件"),
        ("共收到申请1件", "未收到申请"),
        ("比上年下降12.5%", "比上年增长12.5%"),
        ("2016年2月", "2016年2月25日"),
        ("", "3"),
        ("2016年6月", "同月"),
        ("近6万次", "超过6万次"),
        ("不足5649人", "5649人"),
        ("比上年增长12.5个百分点", "比上年增长12.5%"),
        ("-3", "3"),
    ],
)
def test_another_number_or_the_other_direction_does_not(text: str, other: str) -> None:
    assert not says_the_same(text, other)


def test_the_authors_own_words_take_the_new_number() -> None:
    assert renumbered("收到群众申请3件", "共收到申请3件", "共收到申请5件") == "收到群众申请5件"


@pytest.mark.parametrize(
    ("text", "new"), [("收到申请3件", "未收到申请"), ("较上年增长3%", "比上年下降3%"), ("8件", "共收到5件")]
)
def test_words_that_would_not_fit_the_new_number_are_given_up(text: str, new: str) -> None:
    assert renumbered(text, "共收到申请3件" if "%" not in text else "比上年增长3%", new) is None
