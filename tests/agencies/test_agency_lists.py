"""A list of agencies → which of them a report, or a file by its name, is of."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.agencies.agency_lists import AgencyList

NAMES = ("临江县教育局", "临江县城关镇人民政府", "临江县交通运输局", "望江县教育局", "临江县审计局")
LISTED = AgencyList(Path("名单.xlsx"), NAMES)


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("临江县教育局2024年年报", "临江县教育局"),
        ("城关镇政府年报扫描件", "临江县城关镇人民政府"),
        ("交通运输局年度报告（定稿）", "临江县交通运输局"),
        ("审计局材料", "临江县审计局"),
        ("教育局材料", ""),  # of which county?
        ("丹江县审计局材料", ""),
        ("2024年年报", ""),
    ],
)
def test_a_file_is_of_the_agency_that_its_name_tells_and_of_none_where_it_may_be_two(
    stem: str, name: str
) -> None:
    assert LISTED.of_file(stem) == name
