"""What a narrative in Markdown says wrongly → findings, each with its line."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
import records
from narratives import compose, compose_file

from report_builder.budgets import USUAL

if TYPE_CHECKING:
    from pathlib import Path


def test_every_unknown_word_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    composed = compose(
        tmp_path,
        """
        {{ 机构.全称 }}、{{ 机关.全衬 }}

        # {{ 条目("没有的信息").公开日期 }}

        {% if 申请.新收 %}{{ 申请.无此项 }}{% endif %}
        """,
    )

    assert composed.manuscript is None
    assert composed.told() == [("narrative.unknown", line) for line in (1, 1, 3, 5)]


def test_a_finding_quotes_the_line_around_the_word(tmp_path: Path) -> None:
    composed = compose(tmp_path, f"{'甲' * 100}{{{{ 机关.全衬 }}}}{'乙' * 100}")

    evidence = next(iter(composed.findings)).evidence
    assert "机关.全衬" in evidence
    assert len(evidence) < 60


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("甲\n\n{{ 年 ", 3),
        ("{% if 年 %}\n甲", 1),
        ("{% 年 %}", 1),
        ("甲\n{{ 年.. }}", 2),
    ],
)
def test_a_mistyped_expression_is_told_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    composed = compose(tmp_path, text)

    assert composed.manuscript is None
    assert [code for code, _ in composed.told()] == ["narrative.syntax"]
    assert composed.told()[0][1] in {line, text.count("\n") + 1}


@pytest.mark.parametrize(
    "text",
    [
        "{{ 机关.__class__ }}",
        "{{ 机关.全称.__class__.__mro__ }}",
        '{{ 机关.全称.format("x") }}',
        "{{ 机关.words() }}",
        "{{ 主动公开.类别.entries }}",
        "{{ 期末.replace }}",
        "{{ 机关['全称'] }}",
        "{{ ''.join }}",
        "{{ self }}",
        "{{ range(9) }}",
        "{{ 机关.全称 | attr('x') }}",
        "{{ 机关.全称 | center(999999999) }}",
        "{{ 'a' * 999999999 }}",
        "{{ 9 ** 9 ** 9 ** 9 }}",
        "{{ 'a' ~ 'b' }}",
        "{{ 年 is defined }}",
        "{% include 'x' %}",
        "{% macro 甲() %}{{ 甲() }}{% endmacro %}",
        "{% set 机关 = 年 %}",
        "{% set 甲 = 年 + 年 %}",
        "{% set 甲 %}块{% endset %}",
        "{% filter 书名 %}甲{% endfilter %}",
        "{% for 甲 in 解读.各篇 recursive %}{% endfor %}",
        "{% for 甲 in 解读.各篇 %}{% for 乙 in 解读.各篇 %}{% endfor %}{% endfor %}",
        "{{ 条目(*解读.各篇) }}",
        "{{ 年(1) }}",
    ],
)
def test_nothing_but_the_reports_own_words_can_be_reached(tmp_path: Path, text: str) -> None:
    composed = compose(tmp_path, text)

    assert composed.manuscript is None
    assert {code for code, _ in composed.told()} <= {"narrative.forbidden", "narrative.unknown"}
    assert composed.told()[0][1] == 1


@pytest.mark.parametrize(
    "text",
    [
        "{{ 申请 }}",
        "{{ 年 == 2016 }}",
        "{{ 年 | 日期 }}",
        '{{ 申请.新收 | 有无("收到") }}',
        "{{ 条目(1) }}",
        "{{ 条目() }}",
        "{{ 年 > 解读 }}",
    ],
)
def test_a_value_used_wrongly_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    composed = compose(tmp_path, f"甲\n\n{text}")

    assert composed.manuscript is None
    assert composed.told() == [("narrative.value", 3)]


def test_a_mark_repeated_in_a_line_is_told_once(tmp_path: Path) -> None:
    composed = compose(tmp_path, "**甲**乙**丙**，`丁``戊`")

    assert composed.told() == [("narrative.markup", 1), ("narrative.unsupported", 1)]


@pytest.mark.parametrize(
    "text",
    [
        f"{{{{ 年{'-1' * 3000} }}}}",
        "{% if 年 %}" * 30 + "{% endif %}" * 30,
        "{% if 年 %}" + "{% elif 年 %}" * 3000 + "{% endif %}",
    ],
)
def test_an_expression_nested_without_end_is_refused(tmp_path: Path, text: str) -> None:
    composed = compose(tmp_path, text)

    assert composed.manuscript is None
    assert {code for code, _ in composed.told()} <= {"narrative.syntax", "narrative.forbidden"}


def test_a_loop_that_repeats_too_much_is_stopped(tmp_path: Path) -> None:
    given = records.interpretations("甲 - 2016-01-01")
    year = records.ledgers(interpretations=given * 4000)

    composed = compose(
        tmp_path, f"{{% for 篇 in 解读.各篇 %}}\n{'很长的一句话。' * 20}\n{{% endfor %}}", year
    )

    assert [code for code, _ in composed.told()] == ["narrative.too_long"]


def test_a_narrative_from_notepad_is_read_with_its_mark_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "narrative.md"
    path.write_bytes(dedent("# 甲\r\n\r\n正文，\r\n接上行。\r\n").encode("utf-8-sig"))

    assert compose_file(path).text() == ["# 甲", "正文，接上行。"]


def test_a_narrative_in_another_encoding_is_told_how_to_save_it(tmp_path: Path) -> None:
    path = tmp_path / "narrative.md"
    path.write_bytes("# A\n\n正文".encode("gb18030"))

    composed = compose_file(path)

    assert composed.told() == [("narrative.encoding", 3)]


def test_a_missing_narrative_is_told(tmp_path: Path) -> None:
    assert compose_file(tmp_path / "narrative.md").told() == [("file.missing", None)]


def test_a_narrative_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "narrative.md"
    path.write_bytes(b"a" * (USUAL.text_bytes + 1))

    assert compose_file(path).told() == [("file.too_large", None)]


def test_more_headings_than_ordinals_are_refused(tmp_path: Path) -> None:
    composed = compose(tmp_path, "# 甲\n\n" * 101)

    assert composed.told() == [("narrative.unsupported", 199)]


def nested(conditions: int) -> str:
    return "{% if 年 %}" * conditions + "甲" + "{% endif %}" * conditions


def branched(branches: int) -> str:
    return "{% if 年 %}甲" + "{% elif 年 %}乙" * branches + "{% endif %}"


LOOP = "{% for 篇 in 解读.各篇 %}"
ENDED = "{% endfor %}"
DENIED = "{% if not 去年 %}"
LAST_NEW = "{{ 去年.申请.新收 }}"


@pytest.mark.parametrize(
    ("fitting", "larger"),
    [
        (nested(19), nested(20)),
        (branched(20), branched(21)),
        (f"{LOOP}甲{ENDED}" * 2, f"{LOOP}{LOOP}甲{ENDED}{ENDED}"),
        ("{{ " + "1-" * 20 + "年 }}", "{{ " + "1-" * 40 + "年 }}"),
        ("{{ 申请.新收 | 汉字 }}", "{{ 申请.新收 | upper }}"),
        ("{% set 甲 = 年 %}{{ 甲 }}", "{% set 甲 = 年 + 1 %}"),
        (f"{LOOP}甲{ENDED}", f"{LOOP.replace(' %', ' recursive %')}甲{ENDED}"),
        (f"{LOOP.replace(' %', ' if 篇.名称 %')}甲{ENDED}", f"{LOOP.replace(' %', ' if 没有 %')}甲{ENDED}"),
        (f"{LOOP.replace('篇 in', '年份 in')}甲{ENDED}", f"{LOOP.replace('篇 in', '年 in')}甲{ENDED}"),
        (f"{{% if 去年 %}}{LAST_NEW}{{% endif %}}", f"{{% if 年 %}}{LAST_NEW}{{% endif %}}"),
        (
            f"{{% if not 去年 %}}甲{{% else %}}{LAST_NEW}{{% endif %}}",
            f"{{% if not 去年 %}}{LAST_NEW}{{% endif %}}",
        ),
        ("{% if 去年 and 去年.申请.新收 %}乙{% endif %}", "{% if 去年 or 去年.申请.新收 %}乙{% endif %}"),
        ("{{ 去年.申请.新收 if 去年 else 年 }}", "{{ 年 if 去年 else 去年.申请.新收 }}"),
    ],
)
def test_what_a_narrative_may_write_has_its_bounds(tmp_path: Path, fitting: str, larger: str) -> None:
    assert compose(tmp_path, f"正文{fitting}。").told() == []
    assert compose(tmp_path, f"正文{larger}。").manuscript is None


def test_a_word_of_a_loop_stands_in_the_loop_only(tmp_path: Path) -> None:
    composed = compose(
        tmp_path, "{% for 篇 in 解读.各篇 %}{{ 篇.名称 }}{% else %}{{ 篇.名称 }}{% endfor %}{{ 篇.名称 }}"
    )

    assert composed.told() == [("narrative.unknown", 1), ("narrative.unknown", 1)]
