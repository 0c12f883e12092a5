"""Expressions as authors and autocorrection leave them in Word → as Jinja reads them; orders around a row."""

from __future__ import annotations

import pytest

from report_builder.manuscript.word_narrative import tags


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("｛｛ 年 ｝｝", "{{ 年 }}"),
        ("{｛ 年 }｝", "{{ 年 }}"),
        ("｛％ if 甲 ％｝乙{%- endif -%}", "{% if 甲 %}乙{% endif %}"),
        ("｛＃ 批（注） ＃｝", "{# 批（注） #}"),
        ("{# 一\n二 #}", "{# 一 二 #}"),
        ("{{ 类别（“财务”）．总数 ｜ 汉字 }}", '{{ 类别("财务").总数 | 汉字 }}'),
        ("{{ 类别(”财务“)。总数 }}", '{{ 类别("财务").总数 }}'),
        ("{{ 类别(‘财务’) }}", '{{ 类别("财务") }}'),
        ("{{ 类别('财务') }}", '{{ 类别("财务") }}'),
        ("{{ 类别(“公开“三公”经费”) }}", '{{ 类别("公开“三公”经费") }}'),
        ('{{ 类别("甲"乙") }}', '{{ 类别("甲\\"乙") }}'),
        ('{{ 类别("甲乙 }}', '{{ 类别("甲乙 }}'),
        ("{{ 类别(“甲乙 }}", "{{ 类别(“甲乙 }}"),
        ("{{ 类别('甲\"乙) }}", "{{ 类别('甲\"乙) }}"),
        ("{{ 年＋１－0 }}", "{{ 年+1-0 }}"),
        ("{{ 年\t名\n称 }}", "{{ 年 名 称 }}"),
        ("{%p if 甲 %}乙{%tr for 丙 in 丁 %}", "{% if 甲 %}乙{% for 丙 in 丁 %}"),
        ("{%prefix %}", "{%prefix %}"),
        ("{% if 甲 == “乙” %}", '{% if 甲 == "乙" %}'),
        ("正文（一）“引”，。", "正文（一）“引”，。"),
        ("{ 年 }", "{ 年 }"),
        ("{{ 没有完", "{{ 没有完"),
    ],
)
def test_a_tag_is_tidied_and_what_stands_around_it_is_not(typed: str, read: str) -> None:
    assert tags.tidy_tags(typed) == read


def test_a_tag_of_more_than_two_thousand_signs_is_only_put_on_one_line() -> None:
    long = "{{ " + "甲（\n" * 700 + "}}"
    short = "{{ " + "甲（\n" * 600 + "}}"

    assert tags.tidy_tags(long) == long.replace("\n", " ")
    assert tags.tidy_tags(short) == short.replace("\n", " ").replace("（", "(")


@pytest.mark.parametrize(
    ("text", "is_only"),
    [
        ("{% if 甲 %}", True),
        (" {% if 甲 %} {# 注 #} ", True),
        ("{% if 甲 %}乙", False),
        ("{% if 甲 %}{{ 乙 }}", False),
        ("{{ 乙 }}", False),
        ("", False),
    ],
)
def test_a_paragraph_of_orders_alone_leaves_none_behind(text: str, *, is_only: bool) -> None:
    assert tags.has_only_tags(text) is is_only


def test_a_line_that_ends_with_an_order_keeps_its_end_and_is_shown_as_it_was_typed() -> None:
    assert [tags.keep_end(text) for text in ("甲{% endif %}", "甲{# 注 #} ", "{{ 年 }}")] == [
        "甲{% endif +%}", "甲{# 注 +#}", "{{ 年 }}",
    ]  # fmt: skip
    assert tags.as_typed("甲{% endif +%}") == "甲{% endif %}"


def test_an_authors_own_words_are_those_outside_of_tags() -> None:
    assert tags.without_tags("共{{ 年 }}年{% if 甲 %}乙{# 丙 #}") == "共年乙"


@pytest.mark.parametrize(
    ("texts", "around", "left"),
    [
        (["{% for 甲 in 乙 %}丙", "丁{% endfor %}"], ("{% for 甲 in 乙 %}", "{% endfor %}"), ["丙", "丁"]),
        (["", " {% if 甲 %}丙", "{% endif %} ", ""], ("{% if 甲 %}", "{% endif %}"), ["", "丙", "", ""]),
        (["{% for 甲 in 乙 %}丙{% endfor %}"], ("", ""), ["{% for 甲 in 乙 %}丙{% endfor %}"]),
        (["{% if 甲 %}丙{% endif %}", "{% if 乙 %}丁{% endif %}"], ("", ""), None),
        (["{% if 甲 %}丙", "{% endfor %}"], ("", ""), None),
        (["丙{% if 甲 %}", "{% endif %}"], ("", ""), None),
        (["{% if 甲 %}丙", "{% endif %}丁"], ("", ""), None),
        (["", " "], ("", ""), None),
        (["{% if 甲 %}{% if 乙 %}丙{% endif %}", "{% endif %}"], ("{% if 甲 %}", "{% endif %}"), [
            "{% if 乙 %}丙{% endif %}", "",
        ]),
    ],
)  # fmt: skip
def test_orders_around_all_of_a_row_are_lifted_out_of_it(
    texts: list[str], around: tuple[str, str], left: list[str] | None
) -> None:
    before = list(texts)

    assert tags.lift_row_tags(texts) == around
    assert texts == (before if left is None else left)
