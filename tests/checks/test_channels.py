"""The channels of a year's items → one notice of those whose kind nobody has said, where kinds are shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from records import book, published, settings
from suqian_subject import subject

from report_builder.checks.channels import check_channels
from report_builder.diagnostics import Findings
from report_builder.formats.definitions import load_format

if TYPE_CHECKING:
    from report_builder.diagnostics import Finding

FORMAT = load_format(Path(__file__).parents[2] / "styles" / "guangxi-seven-part", Findings())


def told(*channels: str, year: int = 2024) -> list[Finding]:
    rows = published("\n".join(f"财务 {year}-01-02 {year}-01-05 {each}" for each in channels))
    case = replace(subject(), ledgers=book(published=rows), settings=settings(), report_format=FORMAT)
    return list(check_channels(case.year))


def test_channels_of_a_known_kind_are_not_told() -> None:
    assert told("统一平台", "教育网、微信") == []


def test_a_channel_of_no_known_kind_is_told_where_it_stands_first_with_the_line_to_add() -> None:
    (found,) = told("统一平台", "微信、抖音", "抖音")

    assert str(found.place) == "台账.xlsx › 主动公开!F3"
    assert found.message.startswith("公开渠道“抖音”没有归类")
    assert found.evidence == ""
    assert found.remedy.endswith('：\n  { name = "抖音", kind = "其他方式" },')
    assert "加上下面一行" in found.remedy


def test_several_channels_are_one_notice_that_tells_where_the_first_five_stand() -> None:
    names = ["县公报", "局微博", "局公众号", "门户网", "服务平台", "抖音"]

    (found,) = told(*names)

    assert "加上下面 6 行" in found.remedy
    assert found.evidence.count("在 台账.xlsx › 主动公开!F") == 5
    kinds = [line.partition('kind = "')[2].partition('"')[0] for line in found.remedy.split("\n")[1:]]
    assert kinds == ["政府公报", "政务微博", "政务微信", "政府网站", "政府网站", "其他方式"]


def test_items_of_another_year_and_formats_that_show_no_kinds_ask_for_none() -> None:
    assert told("抖音", year=2023) == []
    rows = published("财务 2024-01-02 2024-01-05 抖音")
    assert list(check_channels(replace(subject(), ledgers=book(published=rows)).year)) == []
