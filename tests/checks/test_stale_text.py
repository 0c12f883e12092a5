"""Texts with what was left from another year → a warning for each."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from prose import TITLE, codes, lines, prose
from suqian_subject import TEXT

from report_builder.checks.stale_text import check_stale_text
from report_builder.diagnostics import Place

BODY = "# 总体情况\n"


def test_the_years_own_text_passes() -> None:
    assert list(check_stale_text(prose(TEXT), 2024)) == []


@pytest.mark.parametrize(
    "text",
    [
        "编制了2023年政府信息公开工作年度报告。\n# 总体情况",
        "统计期限为2023年1月1日至2023年12月31日。\n# 总体情况",
        "数据截至2023年12月31日。\n# 总体情况",
        "数据截至２０２３年12月31日。\n# 总体情况",
        f"{BODY}2023年，全市收到申请3525件。",
        f"{BODY}2023年度全市制发文件50件。",
        f"{BODY}截至2023年12月底，共公开信息50条。",
        f"{BODY}全市2023年开展培训3次。",
        f"{BODY}2025年，全市收到申请3525件。",
    ],
)
def test_a_year_that_is_not_the_reports_is_told(text: str) -> None:
    assert codes(check_stale_text(prose(text), 2024)) == ["text.year"]


@pytest.mark.parametrize(
    "text",
    [
        "公开《市政府2023年政府信息公开工作年度报告》。\n# 总体情况",
        "本报告电子版自2025年1月20日起可以下载。\n# 总体情况",
        f"{BODY}与2023年相比，申请量上升。",
        f"{BODY}2023年收到申请3511件，2024年收到3525件。",
        f"{BODY}2023年12月印发的方案继续实施。",
        f"{BODY}2023年结转的121件申请都已办结。",
        f"{BODY}2023年部门决算报告按期公布。",
        f"{BODY}2025年，全市将继续完善公开目录。",
        f"{BODY}落实《2023年政务公开工作要点》（国办发〔2023〕1号）。",
        f"{BODY}到2030年，建成统一的平台。",
        f"{BODY}针对2023年存在的问题，已全部整改到位。",
        f"{BODY}2023年指出的三个问题都已解决。",
        f"{BODY}2023年底前完成的事项已公开。",
        f"{BODY}在2023年全国政务公开评估中获得优秀。",
        f"{BODY}2023年财政决算于8月公开。",
        f"{BODY}2025年部门预算按期公开。",
        f"{BODY}对2023年公开的行政规范性文件开展清理。",
        f"{BODY}2021年起，不再收取费用。",
    ],
)
def test_another_year_that_has_its_reason_passes(text: str) -> None:
    assert list(check_stale_text(prose(text), 2024)) == []


def test_a_title_with_another_year_is_told() -> None:
    findings = check_stale_text(prose(BODY, TITLE.replace("2024", "2023")), 2024)

    assert [(found.code, str(found.place)) for found in findings] == [("text.year", "narrative.md")]


def test_a_title_is_told_at_its_own_place_or_without_one_at_its_file() -> None:
    report = prose(BODY, TITLE.replace("2024", "2023"))
    places = (Place("报告.docx", paragraph=3), None)

    found = [next(check_stale_text(replace(report, title_place=place), 2024)) for place in places]

    assert [str(each.place) for each in found] == ["报告.docx › 第3段", "narrative.md"]


def test_a_footnote_is_read_too() -> None:
    found = list(check_stale_text(prose(f"全市公开信息50条。^数据截至2023年12月31日。\n{BODY}"), 2024))

    assert lines(found) == [("text.year", 1)]
