"""Sentences with 其中, and openings that announce parts → what does not add up."""

from __future__ import annotations

import pytest
from prose import codes, lines, prose

from report_builder.checks.lists_in_text import check_announced_parts, check_lists

SOUND = [
    "受理3646件，其中新收3525件、上年结转121件。",
    "受理申请98件，其中市公安局48件、市自然资源和规划局17件、市住建局15件、市人社局9件、市教育局7件、市民政局2件。",
    "发布信息10219条，其中网站8140条、新媒体2079条。",
    "收取信息处理费2230元，其中880元、1080元、270元。",
    "收到申请10件，其中：自然人5件；商业企业3件；其他2件。",
    "收到申请10件（其中自然人6件、其他4件），办结9件。",
    "共有工作人员10人，其中专职2人、兼职8人，接受培训30人次。",
    "召开会议3次，其中专题会议2次、工作会议1次，举办培训班5次。",
    "召开会议3次，其中专题会议2次，举办培训班5次。",
    "公开文件26项，其中24项在20个工作日内发布。",
    "公开信息139条，其中教育督导20条、招生考试30条等。",
    "受理3646件，其中新收3525件，同比增加14件，上年结转121件。",
    "受理二十件，其中自然人十五件、其他五件。",
    "收到10件，其中网络6件、信函4件；办结9件，其中公开5件、不予公开4件。",
    "其中，发布政策解读5篇。",
    "新收申请3525件，其中自然人3440件，占97.6%；办结3521件。",
    "行政复议170件，其中维持88件、纠正18件、其他28件、尚未审结36件；行政诉讼77件。",
    "收到申请近百件，其中自然人60余件、其他5件。",
]


@pytest.mark.parametrize("text", SOUND)
def test_a_list_that_adds_up_or_names_some_only_passes(text: str) -> None:
    assert list(check_lists(prose(f"# 总体情况\n{text}"))) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("受理3646件，其中新收3525件、上年结转120件。", "总数是3646件，各项是 3525＋120＝3645"),
        ("收到申请10件（其中自然人6件、其他5件）。", "总数是10件，各项是 6＋5＝11"),
        ("收到申请10件，其中：自然人5件；商业企业3件；其他1件。", "总数是10件，各项是 5＋3＋1＝9"),
        ("公开文件26项，其中28项按期发布。", "总数是26项，各项是 28"),
        ("公开信息50条，其中教育督导20条、招生考试40条等。", "总数是50条，各项是 20＋40＝60"),
        ("收到10件，其中网络6件、信函4件；办结9件，其中公开5件、不予公开3件。", "总数是9件，各项是 5＋3＝8"),
        ("收到10件，其中网络6件、信函3件；办结9件，其中公开5件、不予公开4件。", "总数是10件，各项是 6＋3＝9"),
    ],
)
def test_a_list_that_does_not_add_up_is_told_with_its_sum(text: str, told: str) -> None:
    findings = list(check_lists(prose(f"# 总体情况\n\n{text}")))

    assert lines(findings) == [("text.parts", 3)]
    assert told in findings[0].message


@pytest.mark.parametrize(
    ("opening", "found"),
    [
        ("全文共两个部分。", []),
        ("本报告由2个部分组成。", []),
        ("全文共六个部分。", ["text.section_count"]),
        ("本报告由三部分组成。", ["text.section_count"]),
        ("大部分数据来自统计表，一部分来自台账。", []),
    ],
)
def test_the_announced_number_of_parts_is_that_of_the_sections(opening: str, found: list[str]) -> None:
    manuscript = prose(f"{opening}\n# 总体情况\n文件共分九个部分。\n# 其他\n无。")

    assert codes(check_announced_parts(manuscript)) == found


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("近百人参加，收到申请10件，其中自然人6件、其他5件。", True),
        ("30人参加，收到申请近10件，其中自然人6件、其他5件。", False),
        ("30人参加，收到申请10件，其中自然人6件、其他5件。", True),
        ("其中自然人6件、其他5件，共10件。", False),
    ],
)
def test_a_list_divides_the_last_count_before_it_unless_that_is_rough(text: str, *, is_told: bool) -> None:
    assert codes(check_lists(prose(f"# 总体情况\n{text}"))) == ["text.parts"] * is_told
