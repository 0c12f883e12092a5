"""Which expressions of a narrative show a figure, and by what tag each is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from narratives import compose

from report_builder.manuscript.inlines import letters_of
from report_builder.reports.figure_record import ShownFigure

if TYPE_CHECKING:
    from pathlib import Path


def figures(folder: Path, text: str) -> list[tuple[str, str]]:
    """The tag and the text of every figure in the blocks."""
    manuscript = compose(folder, text).manuscript
    assert manuscript is not None
    blocks = [*manuscript.opening, *(block for section in manuscript.sections for block in section.blocks)]
    texts = [block.inlines for block in blocks] + [section.inlines for section in manuscript.sections]
    found = [each for text in texts for each in letters_of(text) if isinstance(each, ShownFigure)]
    return [(figure.tag, figure.text) for figure in found]


def test_a_number_and_a_day_are_figures_in_the_wording_that_they_have(tmp_path: Path) -> None:
    shown = figures(
        tmp_path,
        '新收{{ 申请.新收 }}件，{{ 申请.新收 | 有无("收到", "申请", "件") }}，截至{{ 期末 | 月份 }}。',
    )

    assert [tag for tag, _ in shown] == ["申请.新收", '申请.新收|有无("收到","申请","件")', "期末|月份"]
    assert shown[2][1] == "2016年12月"


@pytest.mark.parametrize(
    "expression", ["年", "上年", "机关.全称", "机关.查阅场所 | 列举", "时限.主动公开", "各部分标题 | 个数"]
)
def test_what_no_data_change_is_no_figure(tmp_path: Path, expression: str) -> None:
    assert figures(tmp_path, f"甲{{{{ {expression} }}}}。\n\n# 标题") == []


def test_the_period_of_the_report_is_a_figure(tmp_path: Path) -> None:
    assert figures(tmp_path, "{{ 统计期限 }}。") == [("统计期限", "2016年1月1日至2016年12月31日")]


def test_a_word_of_the_authors_own_stands_for_what_it_was_set_to(tmp_path: Path) -> None:
    shown = figures(tmp_path, "{% set 某 = 申请 %}\n{{ 某.新收 }}件。")

    assert [tag for tag, _ in shown] == ["申请.新收"]


def test_a_word_that_is_set_twice_is_known_by_its_line(tmp_path: Path) -> None:
    shown = figures(tmp_path, "{% set 某 = 申请 %}\n{{ 某.新收 }}\n{% set 某 = 解读 %}\n{{ 某.总数 }}")

    assert [tag for tag, _ in shown] == ["申请.新收", "某@3.总数"]


def test_the_figures_of_a_loop_are_known_by_the_items_that_they_belong_to(tmp_path: Path) -> None:
    shown = figures(tmp_path, "{% for 篇 in 解读.各篇 %}{{ 篇.解读日期 | 日期 }}、{% endfor %}完。")

    assert [tag for tag, _ in shown] == ['解读("解读甲").解读日期|日期', '解读("解读乙").解读日期|日期']


def test_a_figure_in_a_heading_keeps_its_mark(tmp_path: Path) -> None:
    assert figures(tmp_path, "# 新收{{ 申请.新收 }}件")[0][0] == "申请.新收"


def test_a_line_broken_before_a_figure_in_hanzi_gets_no_space(tmp_path: Path) -> None:
    composed = compose(tmp_path, '全年：\n{{ 申请.新收 | 有无("收到", "申请", "件") }}\n和其他。')

    assert " " not in composed.text()[0]


def test_the_figures_of_a_branch_not_taken_are_known_too(tmp_path: Path) -> None:
    manuscript = compose(
        tmp_path, "{% if 申请.新收 < 0 %}{{ 申请.办结 }}件{% else %}无{% endif %}"
    ).manuscript

    assert manuscript is not None
    assert [figure.tag for figure in manuscript.unshown] == ["申请.办结"]
    assert manuscript.figures == ()


def test_marks_do_not_show_in_the_text_that_is_checked(tmp_path: Path) -> None:
    composed = compose(tmp_path, "# 收{{ 申请.新收 }}件\n\n共{{ 申请.新收 }}件。")

    assert not any("\ufdd0" <= letter <= "\ufdef" for letter in "".join(composed.text()))


def test_marks_that_an_author_types_are_left_out(tmp_path: Path) -> None:
    assert figures(tmp_path, "甲\ufdd80\ufdd99件\ufdda。") == []
