"""Texts that leave out what they must tell → a warning for each."""

from __future__ import annotations

import pytest
from prose import codes, lines, prose
from suqian_subject import TEXT

from report_builder.checks.demanded_text import check_demanded_text, problems_text

PROBLEMS = problems_text(prose(TEXT))


def test_a_full_text_passes() -> None:
    assert list(check_demanded_text(prose(TEXT), 2024, is_government=True)) == []


@pytest.mark.parametrize(
    ("left_out", "told"),
    [("工作考核", "工作考核"), ("开展社会评议", "社会评议"), ("，未发生责任追究", "责任追究")],
)
def test_a_government_tells_of_assessment_and_accountability(left_out: str, told: str) -> None:
    text = TEXT.replace(left_out, "")

    findings = list(check_demanded_text(prose(text), 2024, is_government=True))

    assert [(found.code, found.message) for found in findings] == [
        ("text.assessment", f"人民政府的年度报告没有写{told}的结果")
    ]
    assert list(check_demanded_text(prose(text), 2024, is_government=False)) == []


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        ("坚持主动公开", "主动公开"),
        ("规范政府信息管理", "政府信息管理"),
        ("加强平台建设", "政府信息公开平台建设"),
        ("完善监督保障", "监督保障"),
    ],
)
def test_the_survey_has_five_aspects(left_out: str, told: str) -> None:
    findings = list(check_demanded_text(prose(TEXT.replace(left_out, "")), 2024, is_government=True))

    assert lines(findings) == [("text.aspects", 2)]
    assert findings[0].message == f"“总体情况”没有写到{told}"


def test_neither_was_asked_for_before_2019() -> None:
    text = "# 总体情况\n做了工作。"

    assert list(check_demanded_text(prose(text), 2018, is_government=True)) == []


@pytest.mark.parametrize(
    "problems",
    [
        "无",
        "无。",
        "暂无。",
        "没有问题。",
        "本年度没有存在问题。",
        "工作还有差距，今后将继续努力，进一步提高公开水平。",
    ],
)
def test_problems_that_say_nothing_are_told(problems: str) -> None:
    text = TEXT.replace(PROBLEMS, problems)

    assert codes(check_demanded_text(prose(text), 2024, is_government=True)) == ["text.problems"]


def test_problems_that_are_last_years_again_are_told_with_their_likeness() -> None:
    last = PROBLEMS.replace("季度", "月").replace("部分单位", "个别单位")

    findings = list(check_demanded_text(prose(TEXT), 2024, last, is_government=True))

    assert codes(findings) == ["text.repeated"]
    assert "9" in findings[0].message


def test_problems_of_their_own_year_pass() -> None:
    last = (
        "公开渠道不够丰富，新媒体发布的信息偏少。下一步将办好微信公众号，增加图解和视频，方便群众阅读和转发。"
    )

    assert list(check_demanded_text(prose(TEXT), 2024, last, is_government=True)) == []


def test_a_long_text_of_few_different_signs_is_compared_sign_by_sign() -> None:
    last = "公开的范围还不够具体。" * 30
    text = TEXT.replace(PROBLEMS, f"今年新增一条。{last}")

    (found,) = check_demanded_text(prose(text), 2024, last, is_government=True)

    assert (found.code, found.message[-6:]) == ("text.repeated", "99% 相同")
