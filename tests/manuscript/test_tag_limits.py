"""What stands in braces is short, shallow and of few kinds: all else is a finding before anything runs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment
from narratives import compose

from report_builder.manuscript.tag_limits import limits_exceeded

if TYPE_CHECKING:
    from pathlib import Path

MONSTERS = {
    "a block that escapes": "{% autoescape true %}甲{% endautoescape %}",
    "a number without end": "{{ 1e999 }}",
    "a number that is none": "{{ 1e999 - 1e999 }}",
    "4,300 digits": "{{ " + "9" * 4300 + " }}",
    "5,000 digits": "{{ 1 + " + "9" * 5000 + " }}",
    "hexadecimal digits": "{{ 0x" + "f" * 9000 + " }}",
    "binary digits": "{{ 0b" + "1" * 90_000 + " }}",
    "brackets": "{{ " + "(" * 100_000 + "1" + ")" * 100_000 + " }}",
    "open brackets": "{{ " + "[" * 100_000 + " }}",
    "conditions": "{% if 年 %}" * 40_000 + "{% endif %}" * 40_000,
    "open conditions": "{% if 年 %}" * 40_000,
    "branches": "{% if 年 %}" + "{% elif 年 %}" * 40_000 + "{% endif %}",
    "denials": "{{ " + "not " * 100_000 + "年 }}",
    "signs": "{{ " + "-" * 100_000 + "1 }}",
    "a sum": "{{ " + "1+" * 100_000 + "1 }}",
    "a conjunction": "{{ " + "1 and " * 100_000 + "1 }}",
    "a chain of comparisons": "{{ " + "1 < " * 100_000 + "1 }}",
    "a list": "{{ " + "1," * 100_000 + "1 }}",
    "filters": "{{ 年" + "|月日" * 100_000 + " }}",
    "names of names": "{{ 年" + ".名" * 100_000 + " }}",
    "alternatives": "{{ " + "1 if 1 else " * 50_000 + "1 }}",
    "words of its own": "{% set 甲 = 年 %}" * 40_000,
    "figures": "{{ 年 }}" * 60_000,
}


@pytest.mark.parametrize("monster", MONSTERS)
def test_a_monster_is_a_finding_within_seconds(tmp_path: Path, monster: str) -> None:
    begun = time.perf_counter()

    composed = compose(tmp_path, f"# 标题\n\n{MONSTERS[monster]}\n")

    assert composed.manuscript is None
    assert {code for code, _ in composed.told()} <= {"narrative.forbidden", "narrative.syntax"}
    assert composed.told()[0][1] in {1, 3}
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize(
    "text",
    [
        "{% for 篇 in 解读.各篇 %}\n{{ 篇.名称 | 书名 }}于{{ 篇.解读日期 | 月日 }}解读。\n{% endfor %}",
        '{{ ((申请.新收 + 1) - 1.5) | 有无("收到", "申请", "件") }}',
        "{{ 123456789012345678 }}",
        "年.名 " * 500,
    ],
)  # fmt: skip
def test_what_people_write_is_within_the_limits(text: str) -> None:
    assert list(limits_exceeded(Environment(autoescape=True), text)) == []


def test_each_tag_that_is_too_long_is_told_once_with_its_line() -> None:
    text = "甲\n{{ 1e5 + 1e6 }}\n\n{{ 1 }}{{ " + "+" * 200 + " }}"

    told = list(limits_exceeded(Environment(autoescape=True), text))

    assert [line for line, _ in told] == [2, 4]


def exceeded(text: str) -> list[str]:
    return [fault for _, fault in limits_exceeded(Environment(autoescape=True), text)]


def test_a_tag_has_a_hundred_and_fifty_words_and_signs_at_most() -> None:
    assert exceeded("{{ " + "1 " * 150 + "}}") == []
    assert exceeded("{{ " + "1 " * 151 + "}}") == ["一对花括号里的内容太长，超过 150 个词和符号"]
    assert exceeded("{{ " + "1 " * 150 + "}}" + "{{ " + "1 " * 150 + "}}") == []
    assert exceeded("{% set 甲 = " + "1 " * 147 + "%}") == []


def test_brackets_stand_in_brackets_fifteen_deep_at_most() -> None:
    assert exceeded("{{ " + "(" * 15 + "1" + ")" * 15 + " }}") == []
    assert exceeded("{{ " + "(" * 16 + "1" + ")" * 16 + " }}") == ["括号套得太深，超过 15 层"]
    assert exceeded("{{ " + "(1)" * 20 + " }}") == []


def test_a_number_has_eighteen_digits_at_most() -> None:
    assert exceeded("{{ " + "9" * 18 + " }}{{ 1." + "9" * 18 + " }}") == []
    assert exceeded("{{ " + "9" * 19 + " }}") == [f"“{'9' * 19}”不是普通的数：最多 18 位，不用科学记数法"]
    assert exceeded("{{ " + "9" * 21 + " }}")[0].startswith(f"“{'9' * 20}”")


def test_two_thousand_tags_are_no_fault_and_one_more_is_with_its_line() -> None:
    assert exceeded("{{ 1 }}" * 2000) == []
    assert list(limits_exceeded(Environment(autoescape=True), "{{ 1 }}" * 2000 + "\n{{ 1 }}{{ 1e5 }}")) == [
        (2, "花括号超过 2000 处")
    ]
