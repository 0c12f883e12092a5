"""Figures, days and names → the words an official report has for them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from report_builder.manuscript import wording
from report_builder.quantities import YearOnYear


def test_nil_is_told_as_not_having_happened() -> None:
    assert wording.happened(0, "收到", "政府信息公开申请", "件") == "未收到政府信息公开申请"


def test_what_happened_is_told_with_its_count_and_measure_word() -> None:
    assert wording.happened(3, "收到", "政府信息公开申请", "件") == "共收到政府信息公开申请3件"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("5.60"), "5.6元"),
        (Decimal("1E+3"), "1000元"),
        (Decimal("0.00"), "0元"),
        (10, "10元"),
        (Decimal("1.23456"), "1.2346元"),
    ],
)
def test_a_count_has_neither_exponent_nor_idle_zeros_nor_more_than_four_decimals(
    value: Decimal | int, text: str
) -> None:
    assert wording.counted(value, "元") == text


def test_a_date_is_not_padded() -> None:
    assert wording.full_date(date(2016, 2, 5)) == "2016年2月5日"


def test_a_day_of_the_month_just_named_is_told_by_tongyue() -> None:
    first, second, later = date(2016, 6, 3), date(2016, 6, 30), date(2016, 7, 1)

    told = [wording.same_month_or(day, first) for day in (second, later, date(2017, 6, 3))]

    assert told == ["同月", "2016年7月", "2017年6月"]


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (2, "多条"),
        (9, "多条"),
        (10, "十多条"),
        (35, "数十条"),
        (139, "上百条"),
        (312, "数百条"),
        (1186, "上千条"),
        (9425, "数千条"),
        (10250, "上万条"),
        (61352, "数万条"),
        (150_000, "数十万条"),
        (1_500_000, "上百万条"),
        (200_000_000, "数亿条"),
    ],
)
def test_a_rough_count_is_written_in_hanzi(count: int, text: str) -> None:
    assert wording.roughly(count, "条") == text


@pytest.mark.parametrize("count", [0, 1])
def test_less_than_two_is_no_rough_count(count: int) -> None:
    with pytest.raises(ValueError, match="概数"):
        wording.roughly(count, "条")


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (61352, "超过6万次"),
        (60000, "达6万次"),
        (683366, "超过68万次"),
        (5649, "超过5000次"),
        (130_000_000, "超过1亿次"),
    ],
)
def test_a_round_figure_is_exceeded_or_reached(count: int, text: str) -> None:
    assert wording.more_than(count, "次") == text


def test_a_small_count_before_a_measure_word_is_liang_not_er() -> None:
    assert [wording.hanzi_count(count) for count in (2, 7, 12)] == ["两", "七", "十二"]


@pytest.mark.parametrize("count", [0, 100])
def test_a_count_beyond_hanzi_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="汉字"):
        wording.hanzi_count(count)


@pytest.mark.parametrize(
    ("title", "marked"),
    [
        ("工作要点", "《工作要点》"),
        ("关于印发《工作要点》的通知", "《关于印发〈工作要点〉的通知》"),
        ("落实〈计划〉的办法（2015-2020年）", "《落实〈计划〉的办法（2015-2020年）》"),
        ("《已有书名号》", "《已有书名号》"),
        ("《甲》和《乙》对照表", "《〈甲〉和〈乙〉对照表》"),
        ("转发《关于印发〈要点〉的通知》的通知", "《转发〈关于印发《要点》的通知〉的通知》"),
    ],
)
def test_titles_nest_as_double_and_single_marks(title: str, marked: str) -> None:
    assert wording.title_marked(title) == marked


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["甲"], "甲"),
        (["甲", "乙"], "甲和乙"),
        (["甲", "乙", "丙"], "甲、乙和丙"),
        (["《甲》", "《乙》", "《丙》"], "《甲》《乙》和《丙》"),
        (["“甲”", "“乙”", "丙", "丁"], "“甲”“乙”、丙和丁"),
        (["政策和解读", "公开"], "政策和解读以及公开"),
        (["申请行政复议、提起诉讼", "收费", "其他"], "申请行政复议、提起诉讼，收费，以及其他"),
    ],
)
def test_names_are_listed_as_the_standard_has_it(names: list[str], text: str) -> None:
    assert wording.listed(names) == text


def test_a_share_is_told_to_one_place() -> None:
    assert [wording.percentage(part, 16) for part in (2, 16, 1)] == ["12.5%", "100%", "6.3%"]


def test_a_share_of_nil_is_refused() -> None:
    with pytest.raises(ValueError, match="占比"):
        wording.percentage(0, 0)


@pytest.mark.parametrize(
    ("this_year", "last_year", "text"),
    [
        (9, 8, "比上年增长12.5%"),
        (7, 8, "比上年下降12.5%"),
        (0, 8, "比上年下降100%"),
        (8, 8, "与上年持平"),
        (0, 0, "与上年持平"),
        (3, 0, "比上年增加3件"),
        (10_001, 10_000, "与上年基本持平"),
    ],
)
def test_a_count_is_compared_with_last_years(this_year: int, last_year: int, text: str) -> None:
    assert wording.compared(YearOnYear(this_year, last_year), "件") == text


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("甲，\n乙", "甲，乙"),
        ("全文\n2016年", "全文2016年"),
        ("Word\nreport", "Word report"),
        ("甲  \n\n　　乙", "甲乙"),
        ("甲 乙", "甲 乙"),
    ],
)
def test_a_line_break_leaves_a_space_between_latin_words_only(text: str, joined: str) -> None:
    assert wording.on_one_line(text) == joined
