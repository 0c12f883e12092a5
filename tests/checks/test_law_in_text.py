"""What the text cites of the law, and the addresses in it, right and wrong."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from prose import TITLE, codes, lines, prose
from sample_reports import SETTINGS

from report_builder.checks.law_in_text import check_filled_in, check_law

REGULATION = "《中华人民共和国政府信息公开条例》"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (f"根据{REGULATION}（国令第771号）编制。", 2024),
        (f"根据{REGULATION}（国务院令第 492 号）编制。", 2024),
        (f"根据{REGULATION}（国令第711号）编制。", 2018),
        ("按照国办公开办函〔2019〕60号的格式编制。", 2023),
        ("按照国办公开办函〔2021〕13号的格式编制。", 2023),
        ("申请均在法定的15个工作日内答复。", 2023),
        ("申请均在法定的20个工作日内答复。", 2016),
    ],
)
def test_what_is_not_the_law_of_the_year_is_told(text: str, year: int) -> None:
    assert codes(check_law(prose(f"{text}\n# 总体情况"), year)) == ["text.law"]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (f"{REGULATION}（2007年4月5日国令第492号公布，2019年4月3日国令第711号修订）施行。", 2024),
        (f"根据{REGULATION}（国务院令第711号）编制。", 2024),
        (f"根据{REGULATION}（国令第492号）编制。", 2016),
        ("按照国办公开办函〔2021〕30号的格式编制。", 2023),
        ("按照国办公开办函〔2019〕60号的格式编制。", 2020),
        ("《保障农民工工资支付条例》（国务院令第724号）全文公开。", 2024),
        ("申请平均在15个工作日内答复。", 2023),
        ("规范性文件在规定的20个工作日内公开。", 2016),
        ("申请均在法定的20个工作日内答复。", 2023),
    ],
)
def test_what_is_the_law_of_the_year_is_left_alone(text: str, year: int) -> None:
    assert list(check_law(prose(f"{text}\n# 总体情况"), year)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("联系电话：〔请填写电话〕。", ["text.unfilled"]),
        ("收到申请××件。", ["text.unfilled"]),
        ("收到申请{ 申请.新收 }件。", ["text.unfilled"]),
        ("邮编：54500。", ["text.contact"]),
        ("电话：0772-282296。", ["text.contact"]),
        ("电话：0772-2822960，邮编：545001。", []),
        ("联系电话：（0772）2822960、12345。", []),
        ("咨询电话：010-66098888-801，传真：13800138000。", []),
    ],
)
def test_stand_ins_and_numbers_that_reach_nobody_are_told(text: str, found: list[str]) -> None:
    assert codes(check_filled_in(prose(f"{text}\n# 总体情况"))) == found


def test_a_number_of_the_settings_is_told_where_it_is_to_be_put_right() -> None:
    settings = replace(SETTINGS, contact=replace(SETTINGS.contact, telephone="0772-282296"))
    report = prose("电话：0772-282296。\n邮编：54500。\n# 总体情况")

    of_settings, of_text = check_filled_in(report, settings)

    assert of_settings.place is not None
    assert (of_settings.place.file, of_settings.place.part) == ("agency.toml", "telephone")
    assert of_text.place is not None
    assert of_text.place.file == report.file


@pytest.mark.parametrize(
    "text",
    [
        "根据《中华人民共和国政府信息公开条例》（国令第492号）编制。\n# 总体情况",
        "# 总体情况\n全年没有收取检索、复制、邮寄等费用。",
        "# 政府信息公开的收费及减免情况\n没有收取费用。",
    ],
)
def test_the_regulation_of_2008_is_told_from_2019_on(text: str) -> None:
    assert codes(check_law(prose(text), 2024)) == ["text.law"]
    assert list(check_law(prose(text, TITLE.replace("2024", "2016")), 2016)) == []


def test_the_regulation_of_2019_cannot_be_cited_before_it_was_made() -> None:
    text = "根据《中华人民共和国政府信息公开条例》（国令第711号）编制。\n# 总体情况"

    assert lines(check_law(prose(text, TITLE.replace("2024", "2018")), 2018)) == [("text.law", 1)]
    assert list(check_law(prose(text), 2024)) == []


@pytest.mark.parametrize(
    ("text", "year", "found"),
    [
        ("对申请的答复，全年未超过法定期限15个工作日。", 2023, ["text.law"]),
        ("收到申请12件。规范性文件在法定的15个工作日内报送。", 2023, []),
        ("规范性文件在法定的15个工作日内报送。申请都已答复。", 2023, []),
        ("在法定的15个工作日内送达，按时办结。", 2023, ["text.law"]),
        ("申请在规定的20个工作日内补正。", 2016, []),
        ("申请在规定的10个工作日内答复。", 2023, []),
        ("征求第三方意见的，法定期限15个工作日内答复。", 2023, []),
        ("申请在规定的15个工作日内答复。", 2018, []),
    ],
)
def test_a_limit_is_one_of_replies_where_its_own_clause_speaks_of_them(
    text: str, year: int, found: list[str]
) -> None:
    assert codes(check_law(prose(f"{text}\n# 总体情况"), year)) == found


def test_of_a_revised_regulation_both_decrees_are_right_only_where_the_revision_is_told() -> None:
    both = f"根据{REGULATION}（国令第492号、国令第711号）编制。"

    assert codes(check_law(prose(f"{both}\n# 总体情况"), 2024)) == ["text.law"]
    assert codes(check_law(prose(f"{both.replace('编制', '修订')}\n# 总体情况"), 2024)) == []
