"""What sheets and CSV files are called, and which declared sheet that means."""

from __future__ import annotations

import pytest

from report_builder.ledgers.sheet_names import is_note, read_name


@pytest.mark.parametrize("name", ["主动公开", "主动公开 ", " 主动公开", "主 动 公 开", "主动公开\u3000"])
def test_spaces_do_not_matter(name: str) -> None:
    named = read_name(name)

    assert (named.sheet, named.is_exact) == ("主动公开", True)


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("主动公开台账", "主动公开"),
        ("主动公开信息登记表", "主动公开"),
        ("政府信息主动公开情况", "主动公开"),
        ("依申请公开登记表", "依申请公开"),
        ("依申请公开统计表", "依申请公开统计"),
        ("2016年主动公开", "主动公开"),
        ("主动公开_20161231", "主动公开"),
        ("主动公开最终版", "主动公开"),
    ],
)
def test_what_only_says_that_it_is_a_ledger_does_not_matter(name: str, sheet: str) -> None:
    named = read_name(name)

    assert (named.sheet, named.rest, named.is_part) == (sheet, "", False)


@pytest.mark.parametrize(
    "name",
    [
        "主动公开（教务科）",
        "教务科-主动公开",
        "教务科主动公开",
        "主动公开-1科",
        "110中心-主动公开",
        "主动公开1月",
        "主动公开（1-3月）",
        "主动公开_上半年",
        "第二季度主动公开",
    ],
)
def test_a_department_and_a_month_tell_one_part_from_another(name: str) -> None:
    named = read_name(name)

    assert (named.sheet, named.rest, named.is_part) == ("主动公开", "", True)


@pytest.mark.parametrize(
    "name", ["主动公开2", "主动公开 (2)", "一、主动公开", "表1 主动公开", "附件2：主动公开"]
)
def test_a_number_may_be_that_of_a_copy(name: str) -> None:
    named = read_name(name)

    assert (named.sheet, named.rest, named.is_part, named.is_numbered) == ("主动公开", "", False, True)


@pytest.mark.parametrize(
    "name",
    [
        "主动公开 - 副本",
        "主动公开（旧）",
        "主动公开-草稿",
        "主动公开（不用）",
        "主动公开送审",
        "主动公开汇总",
    ],
)
def test_whatever_else_stands_beside_a_name_is_left_over(name: str) -> None:
    named = read_name(name)

    assert named.sheet == "主动公开"
    assert named.rest != ""


@pytest.mark.parametrize("name", ["不予主动公开", "未主动公开", "主动公开和依申请公开", "公开", "食堂"])
def test_the_contrary_two_at_once_and_strange_names_name_no_sheet(name: str) -> None:
    assert read_name(name).sheet == ""


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("行政执法（2015年）", (2015,)),
        ("2015-2016年度行政执法", (2015, 2016)),
        ("行政执法20151231", ()),
        ("行政执法2017-01-05", ()),
        ("行政执法2015", (2015,)),
        ("行政执法", ()),
    ],
)
def test_a_name_tells_its_years(name: str, years: tuple[int, ...]) -> None:
    assert read_name(name).years == years


@pytest.mark.parametrize("name", ["填表说明", "选项", "填表说明 ", "WpsReserved_CellImgList"])
def test_sheets_of_notes_and_of_the_program_hold_no_figures(name: str) -> None:
    assert is_note(name)
