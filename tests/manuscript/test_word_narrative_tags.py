"""Expressions as authors and autocorrection leave them → as Jinja reads them."""

from __future__ import annotations

import pytest

from report_builder.manuscript.word_narrative.tags import has_only_tags, keep_end, lift_row_tags, tidy_tags


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("｛｛ 年 ｝｝", "{{ 年 }}"),
        ("{｛ 机关。全称 }}", "{{ 机关.全称 }}"),
        ("｛％ if 年＝＝２０１６ ％｝", "{% if 年==2016 %}"),
        ("{%- endif -%}", "{% endif %}"),
        ("{%tr for 篇 in 解读.各篇 %}", "{% for 篇 in 解读.各篇 %}"),
        ("{{ 条目（“信息2”）.名称｜书名 }}", '{{ 条目("信息2").名称|书名 }}'),
        ("{{ 条目(”信息2”) }}", '{{ 条目("信息2") }}'),
        ("{{ 条目(‘信息2’) }}", '{{ 条目("信息2") }}'),
        ('{{ 条目(“信息2") }}', '{{ 条目("信息2") }}'),
        ("{{ 条目(“甲“三公”经费（2016）”) }}", '{{ 条目("甲“三公”经费（2016）") }}'),
        ('{{ 条目("甲“三公”") }}', '{{ 条目("甲“三公”") }}'),
        ("{{ 条目(“全面改薄”) }}与“三公”", '{{ 条目("全面改薄") }}与“三公”'),
        ("{{ 甲 | 有无(“收到”，“申请”，“件”) }}", '{{ 甲 | 有无("收到","申请","件") }}'),
        ("{{ 甲\n.乙 }}", "{{ 甲 .乙 }}"),
        ("{{\u00a0年\t}}", "{{ 年 }}"),
    ],
)
def test_a_tag_is_read_as_its_author_meant_it(typed: str, read: str) -> None:
    assert tidy_tags(typed) == read


@pytest.mark.parametrize("text", ["“三公”经费（2016）", "100％", "｛甲｝", "（{）", "一｜二"])
def test_what_stands_outside_of_tags_is_left_alone(text: str) -> None:
    assert tidy_tags(text) == text


@pytest.mark.parametrize("text", ["{{" * 200_000, "{%" * 200_000, "{{ “" + "“" * 200_000 + " }}"])
def test_tags_that_are_never_closed_are_left_alone_in_no_time(text: str) -> None:
    assert tidy_tags(text) == text


def test_a_paragraph_of_orders_leaves_none_behind() -> None:
    assert has_only_tags("{% if 年 %}{# 批注 #}")
    assert not has_only_tags("{% if 年 %}甲")
    assert not has_only_tags("{{ 年 }}")
    assert not has_only_tags("")


def test_the_end_of_a_text_is_kept() -> None:
    assert keep_end("甲{% endif %}") == "甲{% endif +%}"
    assert keep_end("甲{{ 年 }}") == "甲{{ 年 }}"


@pytest.mark.parametrize(
    ("texts", "lifted", "left"),
    [
        (["{% for 篇 in 甲 %}乙", "丙{% endfor %}"], ("{% for 篇 in 甲 %}", "{% endfor %}"), ["乙", "丙"]),
        (["{% if 甲 %}乙{% endif %}", "丙{% if 甲 %}丁{% endif %}"], ("", ""), None),
        (["{% for 篇 in 甲 %}乙{% endfor %}", "丙"], ("", ""), None),
        (["", ""], ("", ""), None),
    ],
)
def test_a_loop_around_a_row_is_lifted_out_of_its_cells(
    texts: list[str], lifted: tuple[str, str], left: list[str] | None
) -> None:
    before = list(texts)

    assert lift_row_tags(texts) == lifted

    assert texts == (left or before)
