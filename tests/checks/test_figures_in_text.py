"""What a text says of 宿迁市's year 2024 → where the tables say otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from golden_suqian import SUQIAN_2024
from prose import codes, prose
from suqian_subject import TEXT, statistics

from report_builder.checks.figures_in_text import check_figures_in_text
from report_builder.statistics.paths import figures_by_path

NAMES = ("宿迁市人民政府", "市政府")

if TYPE_CHECKING:
    from report_builder.diagnostics import Finding

FIGURES: Final = figures_by_path(statistics(SUQIAN_2024))


def check(text: str, heading: str = "政府信息公开申请和行政复议、行政诉讼情况") -> list[Finding]:
    """What is found in a text under a heading."""
    return list(check_figures_in_text(prose(f"# {heading}\n{text}"), FIGURES, 2024, NAMES))


def test_the_text_that_agrees_passes() -> None:
    assert list(check_figures_in_text(prose(TEXT), FIGURES, 2024)) == []


@pytest.mark.parametrize(
    "text",
    [
        "全市共收到政府信息公开申请3525件。",
        "本年度共办理政府信息公开申请3646件，已答复3521件，按时答复率100%。",
        "受理公民、法人和其他组织政府信息公开申请3525件，比2023年增加14件。",
        "办结依申请公开事项3521件，其中延期答复200件。",
        "全市共收到3525件政府信息公开申请。",
        "全市受理政府信息公开申请３６４６件。",
        "全市政府信息公开申请总量3,646件。",
        "上年结转121件，结转下年度继续办理125件。",
        "答复政府信息公开申请3521件。",
        "自然人申请3440件，商业企业申请75件。",
        "予以公开1431件，部分公开471件，不予公开92件，无法提供941件，不予处理117件，其他处理469件。",
        "属于国家秘密2件，本机关不掌握相关政府信息897件。",
    ],
)
def test_figures_of_the_table_pass(text: str) -> None:
    assert check(text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("全市共收到政府信息公开申请3526件。", "正文写的申请总量是3526件，统计表是 3525或3646"),
        ("市政府收到申请3526件。", "正文写的申请总量是3526件，统计表是 3525或3646"),
        ("全市各县区、各部门收到申请3526件。", "正文写的申请总量是3526件，统计表是 3525或3646"),
        ("沭阳县公开最多，全市收到申请3526件。", "正文写的申请总量是3526件，统计表是 3525或3646"),
        ("共受理公民、法人和其他组织的申请3625件。", "正文写的申请总量是3625件，统计表是 3525或3646"),
        ("办理申请3512件。", "正文写的办理的申请是3512件，统计表是 3521或3525或3646"),
        ("全市共收到3526件政府信息公开申请。", "正文写的申请总量是3526件，统计表是 3525或3646"),
        ("政府信息公开申请总量三千六百四十五件。", "正文写的申请总量是3645件，统计表是 3525或3646"),
        ("本年新收政府信息公开申请3646件。", "正文写的本年新收申请是3646件，统计表是 3525"),
        ("上年结转120件。", "正文写的上年结转是120件，统计表是 121"),
        ("结转下年度继续办理124件。", "正文写的结转下年度是124件，统计表是 125"),
        ("办结政府信息公开申请3520件。", "正文写的办理结果总计是3520件，统计表是 3521"),
        ("自然人申请3400件。", "正文写的自然人申请是3400件，统计表是 3440或3558"),
        ("不予公开93件。", "正文写的不予公开是93件，统计表是 92"),
        ("部分公开741件。", "正文写的部分公开是741件，统计表是 471"),
        ("信访举报投诉类申请88件。", "正文写的信访举报投诉类申请是88件，统计表是 87"),
    ],
)
def test_a_figure_of_applications_that_is_not_the_tables_is_told(text: str, message: str) -> None:
    findings = check(text)

    assert [(found.code, found.message) for found in findings] == [("text.requests", message)]
    assert findings[0].place is not None
    assert findings[0].place.line == 2


@pytest.mark.parametrize(
    "text",
    [
        "2023年收到政府信息公开申请3511件。",
        "申请量居前三位的是市自然资源局收到申请320件、市住建局收到申请210件、市公安局收到申请150件。",
        "沭阳县收到政府信息公开申请1200件，办结1190件，结转下年度10件，发生行政复议20件。",
        "新沂市收到政府信息公开申请120件。",
        "2024年，市政府办公室收到申请98件。",
        "全市16个部门收到政府信息公开申请共计1800件。",
        "近三年收到的申请量分别为3300件、3511件、3525件。",
        "受理各类咨询申请35件，收到企业申请85件，办结群众诉求50件。",
        "共收到提案建议申请公开50件，12345热线受理申请类诉求350件。",
        "上年收到政府信息公开申请3511件。",
        "通过网络收到政府信息公开申请2000件。",
        "收到政府信息公开申请3000余件。",
        "办理12345热线申请2000件。",
        "收到申请人补正材料8份。",
        "比上年多收到申请14件。",
        "报送不予公开备案3件。",
        "其中，某区收到政府信息公开申请500件。",
    ],
)
def test_a_figure_of_something_else_is_not_compared(text: str) -> None:
    assert check(text) == []


def test_a_section_that_does_not_speak_of_disclosure_is_left_alone() -> None:
    assert check("全市办理行政复议案件1200件，收到人大建议56件。", "法治建设情况") == []


def test_the_review_and_suit_figures_of_suqian_2024_as_printed_differ_from_the_table() -> None:
    findings = check("2024年，全市被申请行政复议134件，被提起行政诉讼57件。")

    assert [(found.code, found.message) for found in findings] == [
        ("text.disputes", "正文写的行政复议是134件，统计表是 170"),
        ("text.disputes", "正文写的行政诉讼是57件，统计表是 77"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "被申请行政复议170件，被提起行政诉讼77件。",
        "收到行政复议申请170件。",
        "发生170件行政复议、77件行政诉讼。",
        "行政复议、行政诉讼案件共247件。",
        "行政复议结果维持88件，尚未审结36件。",
        "复议后起诉52件。",
        "行政复议案件比上年减少270件。",
        "2023年行政复议案件440件。",
    ],
)
def test_what_the_table_bears_out_or_does_not_count_passes(text: str) -> None:
    assert check(text) == []


def test_reviews_and_suits_told_together_are_compared_with_their_sum() -> None:
    assert [found.message for found in check("行政复议、行政诉讼案件共246件。")] == [
        "正文写的行政复议、行政诉讼是246件，统计表是 247"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024年，未收到政府信息公开申请。", ["text.requests"]),
        ("本年度没有收到依申请公开政府信息的申请。", ["text.requests"]),
        ("未发生因政府信息公开申请行政复议、提起行政诉讼的情况。", ["text.disputes", "text.disputes"]),
        ("未发生行政诉讼案件。", ["text.disputes"]),
        ("没有行政复议被纠正。", ["text.universal"]),
        ("未收到复议机关的意见。", []),
    ],
)
def test_a_text_that_says_there_was_none_is_told_where_there_were_some(text: str, found: list[str]) -> None:
    assert codes(check(text)) == found
