"""Settings that were switched on by halves: the line that is to blame is named, and not the one after it."""

from __future__ import annotations

import tomllib

import pytest

from report_builder.diagnostics import Findings, Place
from report_builder.settings import read_settings
from report_builder.toml_files import parse_toml

TEXT = """\
name = "甲局"
# channels = [
#   { name = "门户", kind = "政府网站" },
#   { name = "公众号", kind = "政务微信" },
# ]
# charts = "mono"
[contact]
office = "办公室"
# [red_head]
# number = "甲〔2026〕1号"
"""


def switched_on(*numbers: int) -> str:
    """The text with the # taken off these lines, counted from 1."""
    lines = TEXT.splitlines()
    return "\n".join(
        line.removeprefix("# ") if number in numbers else line for number, line in enumerate(lines, 1)
    )


@pytest.mark.parametrize(
    ("numbers", "line", "says"),
    [
        ([2], 2, "第3行到第5行行首的 # 没有去掉"),
        ([2, 3], 2, "第4行到第5行行首的 # 没有去掉"),
        ([2, 3, 4], 2, "第5行行首的 # 没有去掉"),
        ([3], 2, "这一行还是注释"),
        ([4], 2, "这一行还是注释"),
        ([3, 4, 5], 2, "这一行还是注释"),
    ],
)
def test_the_line_to_blame_is_named(numbers: list[int], line: int, says: str) -> None:
    findings = Findings()

    assert parse_toml(switched_on(*numbers).encode(), Place("agency.toml"), "settings", findings) is None

    (found,) = findings
    assert found.place is not None
    assert (found.place.line, says in found.message) == (line, True), found.message


@pytest.mark.parametrize("numbers", [[], [2, 3, 4, 5], [6], [9, 10]])
def test_what_is_switched_on_whole_is_no_fault(numbers: list[int]) -> None:
    assert tomllib.loads(switched_on(*numbers))


def test_a_bracket_in_a_text_or_a_comment_is_none() -> None:
    findings = Findings()

    parse_toml(b"a = \"[\" # {\nb = '{'\nc = \n", Place("a.toml"), "settings", findings)

    (found,) = findings
    assert found.message == "这一行不符合 TOML 写法"


def test_a_bracket_that_was_forgotten_is_blamed_where_it_was_opened() -> None:
    findings = Findings()

    parse_toml('rooms = ["甲", "乙"\nname = "丙"\n'.encode(), Place("a.toml"), "settings", findings)

    (found,) = findings
    assert found.place == Place("a.toml", line=1)
    assert found.message == "这一项的括号没有成对"


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ('charts = "mono"', "要写在所有方括号标题（如 [contact]）的上面"),
        ('number = "甲〔2026〕1号"', "这是 [red_head] 里的一项"),
    ],
)
def test_a_key_in_the_wrong_table_is_told_where_it_belongs(line: str, remedy: str) -> None:
    findings = Findings()

    read_settings(f'name = "甲局"\n[contact]\n{line}\n'.encode(), "agency.toml", findings)

    (found,) = [each for each in findings if each.message.startswith("不认识")]
    assert remedy in found.remedy
    assert found.place == Place("agency.toml", line=3)
