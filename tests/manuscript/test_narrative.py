"""A narrative in Markdown → the manuscript: numbers, structure, and everything that it may not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import records
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from narratives import compose

from report_builder.manuscript.blocks import BlockKind
from report_builder.manuscript.narrative import read_unfilled

if TYPE_CHECKING:
    from pathlib import Path


def test_headings_items_and_measures_are_numbered(tmp_path: Path) -> None:
    composed = compose(
        tmp_path,
        """
        开头。

        # 基本情况

        ## 机制

        ### 制度

        #### 细则

        1. 第一项。
        2. 第二项。

        ## 内容

        # 问题

        - 做好发布。
        - 做好回应。
        """,
    )

    assert composed.text() == [
        "开头。",
        "# 基本情况",
        "（一）机制",
        "1.制度",
        "（1）细则",
        "1.第一项。",
        "2.第二项。",
        "（二）内容",
        "# 问题",
        "一是做好发布。",
        "二是做好回应。",
    ]
    assert list(composed.findings) == []


def test_the_manuscript_knows_its_title_kinds_and_lines(tmp_path: Path) -> None:
    manuscript = compose(tmp_path, "开头。\n\n# 甲\n\n## 乙\n\n正文。").manuscript

    assert manuscript is not None
    assert manuscript.title == "柳州市教育局2016年政府信息公开工作年度报告"
    assert (manuscript.sections[0].number, manuscript.sections[0].line) == (1, 3)
    assert [(block.kind, block.line) for block in manuscript.sections[0].blocks] == [
        (BlockKind.SUBHEADING, 5),
        (BlockKind.PARAGRAPH, 7),
    ]


def test_right_numbers_typed_by_the_author_are_taken_without_a_word(tmp_path: Path) -> None:
    composed = compose(
        tmp_path, "# 一、甲\n\n## （一）乙\n\n## (二)丙\n\n### 1．丁\n\n# 二、戊\n\n- 一是，己。"
    )

    assert composed.text() == ["# 甲", "（一）乙", "（二）丙", "1.丁", "# 戊", "一是己。"]
    assert composed.told() == []


@pytest.mark.parametrize(
    ("text", "line", "right"),
    [
        ("# 二、甲", 1, "“一、”"),
        ("# 甲\n\n## 一、乙", 3, "“（一）”"),
        ("# 甲\n\n1. 乙\n3. 丙", 4, "“2.”"),
        ("- 二是甲。", 1, "“一是”"),
    ],
)
def test_a_wrong_number_is_put_right_and_told(tmp_path: Path, text: str, line: int, right: str) -> None:
    composed = compose(tmp_path, text)

    assert composed.told() == [("narrative.number", line)]
    assert f"已改为{right}" in next(iter(composed.findings)).message


def test_a_year_at_the_head_of_a_heading_is_no_number(tmp_path: Path) -> None:
    composed = compose(tmp_path, "# 甲\n\n### 2016年工作\n\n### 3.5万元经费")

    assert composed.text() == ["# 甲", "1.2016年工作", "2.3.5万元经费"]


def test_items_carried_on_after_a_paragraph_keep_counting(tmp_path: Path) -> None:
    composed = compose(tmp_path, "1. 甲。\n\n补充。\n\n2. 乙。\n\n# 新\n\n1. 丙。")

    assert composed.text() == ["1.甲。", "补充。", "2.乙。", "# 新", "1.丙。"]
    assert composed.told() == []


def test_items_that_a_loop_numbers_alike_are_counted(tmp_path: Path) -> None:
    composed = compose(tmp_path, "{% for 篇 in 解读.各篇 %}\n1. {{ 篇.名称 | 书名 }}。\n{% endfor %}\n")

    assert composed.text() == ["1.《解读甲》。", "2.《解读乙》。"]


def test_the_list_of_headings_is_made_of_the_headings(tmp_path: Path) -> None:
    composed = compose(
        tmp_path,
        "共{{ 各部分标题 | 个数 | 汉字 }}个部分：{{ 各部分标题 }}。\n\n# 一、{{ 年 }}年情况\n\n# 其他",
    )

    assert composed.text()[0] == "共两个部分：2016年情况和其他。"


def test_a_broken_line_is_joined_without_a_space(tmp_path: Path) -> None:
    composed = compose(tmp_path, "　　第一行，\n　　第二行{{ 年 }}\n年。")

    assert composed.text() == ["第一行，第二行2016年。"]


def test_two_paragraphs_without_an_empty_line_between_are_told(tmp_path: Path) -> None:
    composed = compose(tmp_path, "第一段。\n第二段。")

    assert composed.text() == ["第一段。第二段。"]
    assert composed.told() == [("narrative.joined", 1)]


def test_a_heading_sign_without_a_space_is_still_a_heading(tmp_path: Path) -> None:
    composed = compose(tmp_path, "#甲\n\n##　乙")

    assert composed.text() == ["# 甲", "（一）乙"]


def test_an_indented_paragraph_is_no_code(tmp_path: Path) -> None:
    composed = compose(tmp_path, "    四个空格开头。\n\n\t制表符开头。")

    assert composed.text() == ["四个空格开头。", "制表符开头。"]


def test_emphasis_is_left_out_and_told(tmp_path: Path) -> None:
    composed = compose(tmp_path, "甲**乙**丙，\n\n*丁*。")

    assert composed.text() == ["甲乙丙，", "丁。"]
    assert composed.told() == [("narrative.markup", 1), ("narrative.markup", 3)]


@pytest.mark.parametrize(
    "text",
    [
        "<div>块</div>",
        "行内<b>粗</b>体",
        "![图](x.png)",
        "| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |",
        "```\n代码\n```",
        "一段`代码`",
        "> 引用",
        "---",
        "##### 第五级",
        "- 甲\n  - 乙",
        "## 开头里的二级标题",
    ],
)
def test_what_a_report_cannot_have_is_an_error_with_its_line(tmp_path: Path, text: str) -> None:
    composed = compose(tmp_path, f"第一段。\n\n{text}")

    assert composed.manuscript is None
    assert {code for code, _ in composed.told()} == {"narrative.unsupported"}
    assert composed.told()[0][1] in {3, 4}


def test_a_tables_lines_are_reported_in_the_source_not_in_the_filled_text(tmp_path: Path) -> None:
    composed = compose(
        tmp_path,
        """
        {# 一条
        两行的批注 #}
        {% set 甲 = 条目("信息2") %}
        {% if 年 == 2016 %}
        {{ 甲.公开日期 }}。
        {% endif %}

        > 引用
        """,
    )

    assert composed.told() == [("narrative.unsupported", 8)]


HOSTILE = [
    "# 标题",
    "*星号*",
    "1. 编号",
    "- 列表",
    "<b>标记</b>",
    "[链接](x)",
    "`码`",
    "{{ 年 }}",
    "a_b_c",
    "\\",
    "&amp;",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_in_a_workbook_comes_out_as_it_is(tmp_path: Path, title: str) -> None:
    explained = {**records.interpretations("甲 - 2016-01-01")[0], "解读名称": title}
    year = records.ledgers(interpretations=[explained])

    composed = compose(tmp_path, "{% for 篇 in 解读.各篇 %}\n{{ 篇.名称 }}\n{% endfor %}", year)

    assert composed.text() == [title]
    assert composed.told() == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    title=st.text(
        alphabet=st.one_of(
            st.sampled_from("#*_`<>[]()!|\\-+.1&; \t\n=~{}%\u3000甲，。"), st.characters(codec="utf-8")
        ),
        min_size=1,
        max_size=30,
    )
)
def test_no_title_can_change_the_structure(tmp_path: Path, title: str) -> None:
    given = {**records.interpretations("甲 - 2016-01-01")[0], "解读名称": title}
    year = records.ledgers(interpretations=[given])

    composed = compose(
        tmp_path, "{% for 篇 in 解读.各篇 %}\n甲{{ 篇.名称 }}乙\n\n{{ 篇.名称 }}丙\n{% endfor %}", year
    )

    assert len(composed.text()) == 2
    assert composed.manuscript is not None
    assert composed.manuscript.sections == ()
    assert composed.told() == []


def test_another_years_narrative_is_read_without_filling_it_its_lines_where_they_were(tmp_path: Path) -> None:
    path = tmp_path / "narrative.md"
    path.write_text(
        "{# 说明\n第二行 #}\n{{ 查不到 }}开头。\n\n# 问题\n\n不足{{ 年 }}之处。\n", encoding="utf-8"
    )

    manuscript = read_unfilled(path)

    assert manuscript is not None
    assert [block.text for block in manuscript.opening] == ["开头。"]
    assert [(each.heading, each.line) for each in manuscript.sections] == [("问题", 5)]
    assert manuscript.sections[0].blocks[0].text == "不足之处。"


def test_another_years_narrative_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    assert read_unfilled(tmp_path / "narrative.md") is None
