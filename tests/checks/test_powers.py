"""Rules counted by agencies of every kind → a warning where they have no power to make any."""

from __future__ import annotations

import pytest
from golden_suqian import SUQIAN_2024
from msgspec.structs import replace
from records import book, documents, settings
from suqian_subject import statistics, stock, with_figures

from report_builder.checks.powers import check_powers

BOOK = book(documents=documents("办法 规章 2024-03-01 -"))


@pytest.mark.parametrize(
    ("kind", "name", "found"),
    [
        ("government", "宿迁市人民政府", False),
        ("government", "广西壮族自治区人民政府", False),
        ("government", "恩施土家族苗族自治州人民政府", False),
        ("government", "柳城县人民政府", True),
        ("government", "柳州市柳南区人民政府", True),
        ("government", "洛满镇人民政府", True),
        ("government", "某某街道办事处", True),
        ("department", "柳州市教育局", True),
        ("department", "柳州市教育局办公室", True),
        ("department", "广西壮族自治区人民政府办公厅", False),
        ("department", "柳州市人民政府办公室", False),
        ("government", "柳州市人民政府办公室", False),
        ("department", "柳城县人民政府办公室", True),
        ("government", "柳州市柳南区人民政府办公室", True),
        ("department", "国家税务总局", False),
    ],
)
def test_rules_are_made_by_provinces_cities_and_the_states_departments(
    kind: str, name: str, *, found: bool
) -> None:
    agency = replace(settings(), kind=kind, name=name)

    findings = list(check_powers(BOOK, statistics(SUQIAN_2024), agency))

    assert [(each.code, str(each.place)) for each in findings] == [
        ("powers.rules", "台账.xlsx › 规范性文件!C2")
    ] * found


def test_an_agency_without_rules_needs_no_power() -> None:
    year = with_figures(statistics(SUQIAN_2024), stock("rules", (0, 0, 0)))

    assert list(check_powers(book(), year, settings())) == []
