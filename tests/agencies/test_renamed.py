"""Names that a list lacks, and names of it without a report → which may be one agency renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_builder.agencies.agency_lists import read_list
from report_builder.agencies.renamed import likely_renamed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("临江县卫生和计划生育局", "临江县卫生健康局"),
        ("卫生和计划生育局", "临江县卫生健康局"),
        ("临江县国土资源局", "临江县自然资源局"),
        ("临江县环境保护局", "临江县生态环境局"),
        ("临江县工商行政管理局", "临江县市场监督管理局"),
        ("临江县安全生产监督管理局", "临江县应急管理局"),
        ("临江县旅游局", "临江县文化和旅游局"),
        ("临江县农业局", "临江县农业农村局"),
        ("临江县水利局", "临江县水务局"),
        ("临江县城关镇人民政府", "临江县城关街道办事处"),
        ("临江县住房和城乡规划建设局", "临江县住房和城乡建设局"),
    ],
)
def test_an_agency_that_was_renamed_is_known(old: str, new: str) -> None:
    assert likely_renamed([new], [old, "临江县审计局"]) == {old: new}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("临江县民政局", "临江县财政局"),
        ("临江县教育局", "临江县审计局"),
        ("临江县人力资源和社会保障局", "临江县医疗保障局"),
        ("临江县城市管理局", "临江县市场监督管理局"),
        ("临江县卫生局", "望江县卫生健康局"),
        ("临江县城关镇人民政府", "临江县望江镇人民政府"),
        ("临江县发展和改革局", "临江县旅游发展局"),
    ],
)
def test_two_agencies_are_not_taken_for_one(old: str, new: str) -> None:
    assert likely_renamed([new], [old]) == {}


def test_where_two_may_be_meant_nothing_is_guessed() -> None:
    assert likely_renamed(["临江县农业农村局"], ["临江县农业局", "临江县农业机械局"]) == {}
    assert likely_renamed(["临江县农业农村局", "临江县农业委员会"], ["临江县农业局"]) == {}


def test_a_former_name_of_the_list_is_the_agency_of_now(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(
        "单位,曾用名\n临江县卫生健康局,临江县卫生局、临江县卫生和计划生育局\n临江县水务局,\n",
        encoding="utf-8",
    )

    listed = read_list(path)

    assert listed.names == ("临江县卫生健康局", "临江县水务局")
    assert listed.find("临江县卫生和计划生育局") == listed.find("卫生局") == "临江县卫生健康局"
    assert listed.of_file("临江县卫生健康局（原临江县卫生局）2024年年报") == "临江县卫生健康局"
