"""Where name and date stand on a report without a seal."""

from __future__ import annotations

from datetime import date

import pytest

from report_builder.manuscript.signature import signature_indents, signing_date, width_in_characters


def test_the_name_moves_left_where_the_date_is_longer() -> None:
    indents = signature_indents("柳州市教育局", "2016年12月31日")

    assert indents == (5, 2)


def test_a_name_longer_than_the_date_ends_two_characters_from_the_edge() -> None:
    indents = signature_indents("柳州市住房和城乡建设局", "2016年12月31日")

    assert indents == (2, 4)


@pytest.mark.parametrize("name", ["教育局", "柳州市教育局", "柳州市教育局办", "广西壮族自治区人民政府办公厅"])
@pytest.mark.parametrize("day", ["2016年12月31日", "2017年1月5日"])
def test_the_date_begins_two_characters_after_the_name(name: str, day: str) -> None:
    name_indent, date_indent = signature_indents(name, day)

    name_begins = -name_indent - width_in_characters(name)
    date_begins = -date_indent - width_in_characters(day)
    assert date_begins - name_begins == 2


def test_month_and_day_have_no_leading_nought() -> None:
    assert signing_date(date(2017, 1, 5)) == "2017年1月5日"


@pytest.mark.parametrize(
    ("name", "date", "indents"),
    [
        ("柳州市教育局", "2017年1月5日", (2, 0)),
        ("柳州市教育局", "2017年1月15日", (4.5, 2)),
        ("柳州市人民政府", "2017年1月5日", (2, 1)),
        ("局", "2017年1月5日", (9, 2)),
    ],
)
def test_a_date_as_long_as_the_name_is_no_longer_one(
    name: str, date: str, indents: tuple[float, float]
) -> None:
    assert signature_indents(name, date) == indents
