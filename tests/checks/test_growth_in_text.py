"""Percentages of growth → those that the two years' figures do not give."""

from __future__ import annotations

from typing import Final

import pytest
from golden_suqian import SUQIAN_2024
from prose import codes, prose
from suqian_subject import last_year, statistics

from report_builder.checks.growth_in_text import check_growth, check_multiples
from report_builder.statistics.paths import figures_by_path

FIGURES: Final = figures_by_path(statistics(SUQIAN_2024))


def check(text: str, *, with_last_year: bool = True) -> list[str]:
    """The messages about a text of 2024."""
    report = prose(f"# 总体情况\n{text}")
    found = check_growth(report, FIGURES, 2024, last_year().figures if with_last_year else None)
    return [finding.message for finding in found]


WRONG = "同比增长1.05%与两年的数算出来的不一致，应为增长1.08%"


@pytest.mark.parametrize(
    "text",
    [
        "受理申请3646件，上年3607件，同比增长1.05%。",
        "受理申请3646件，比上年的3607件增长1.05%。",
        "受理申请3646件，比2023年增加39件，增长1.05%。",
        "受理申请3646件（同比增加39件，增长1.05%）。",
    ],
)
def test_a_percentage_is_recomputed_from_the_figures_in_its_sentence(text: str) -> None:
    assert check(text, with_last_year=False) == [WRONG]
    assert check(text.replace("1.05", "1.08"), with_last_year=False) == []
    assert check(text.replace("1.05", "1.1"), with_last_year=False) == []


def test_the_growth_of_suqian_2024_as_printed_is_recomputed_from_last_years_statistics() -> None:
    text = "2024年，全市受理政府信息公开申请3646件，其中新收3525件、上年结转121件，同比增长1.05%。"

    assert check(text) == ["同比增长1.05%与两年的数算出来的不一致，应为增长0.40%"]
    assert check(text.replace("1.05", "1.08")) == []
    assert check("受理政府信息公开申请3646件，同比增长1.05%。") == [WRONG]


def test_without_last_years_figures_a_percentage_is_left_alone() -> None:
    assert check("受理政府信息公开申请3646件，同比增长1.05%。", with_last_year=False) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("被申请行政复议170件，同比下降61.4%。", []),
        ("被申请行政复议170件，同比增长61.4%。", ["应为下降61.4%"]),
        ("被提起行政诉讼77件，同比下降31.9%。", []),
        ("被提起行政诉讼77件，同比下降32.0%。", ["应为下降31.9%"]),
    ],
)
def test_a_fall_is_a_fall(text: str, found: list[str]) -> None:
    assert [message.partition("，")[2] for message in check(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "受理申请3646件，同比增长约1%。",
        "办结率提高1.05个百分点，上年为97%。",
        "公开率达100%，比上年提高。",
        "阅读量900次，同比增长12%。",
    ],
)
def test_what_cannot_be_recomputed_passes(text: str) -> None:
    assert check(text) == []


def test_the_line_is_told() -> None:
    report = prose("# 总体情况\n\n受理申请3646件，上年3607件，同比增长1.05%。")

    findings = list(check_growth(report, FIGURES, 2024, None))

    assert codes(findings) == ["text.growth"]
    assert str(findings[0].place) == "narrative.md › 第3行"
    assert findings[0].evidence.startswith("（3646－3607）÷3607")


@pytest.mark.parametrize(
    ("text", "quotient"), [("是上年的3倍", "1.0"), ("是上年的3.00倍", "1.00"), ("比上年增长2倍", "1.0")]
)
def test_a_multiple_is_recomputed_to_as_many_places_as_it_has(text: str, quotient: str) -> None:
    report = prose(f"# 总体情况\n全市新收申请3525件，{text}。")

    (found,) = check_multiples(report, FIGURES, last_year().figures)

    assert found.evidence.startswith(f"3525÷3511＝{quotient}；")


@pytest.mark.parametrize("text", ["是上年的1倍", "是上年的1.0倍", "是上年的约3倍"])
def test_a_multiple_that_is_right_or_rough_is_left_alone(text: str) -> None:
    report = prose(f"# 总体情况\n全市新收申请3525件，{text}。")

    assert list(check_multiples(report, FIGURES, last_year().figures)) == []
