"""Many like faults in a folder → few findings, each with a count, the first places and the way out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest
from ledger_kinds import YEAR, Case, build_case

if TYPE_CHECKING:
    from pathlib import Path

HEADER: Final = "信息名称,信息类别,公开日期,公开渠道\n"


def test_thousands_of_bad_days_are_one_finding_with_their_number(tmp_path: Path) -> None:
    rows = "".join(f"第{number}号通报,防汛,{YEAR}-02-30,临江水利网\n" for number in range(3000))

    found = build_case(Case("", {"主动公开.csv": HEADER + rows}), tmp_path).findings

    (told,) = [each for each in found if each.code == "ledger.date"]
    assert "3000" in f"{told.message}{told.evidence}".replace(",", "")
    assert told.remedy
    assert len(str(told)) < 1000


def test_thousands_of_different_bad_days_are_one_finding(tmp_path: Path) -> None:
    rows = "".join(f"第{number}号通报,防汛,{number}日前后,临江水利网\n" for number in range(2000))

    found = build_case(Case("", {"主动公开.csv": HEADER + rows}), tmp_path).findings

    (told,) = [each for each in found if each.code == "ledger.date"]
    assert len(str(told)) < 1000


def test_a_word_that_is_no_choice_names_the_near_ones_and_not_all(tmp_path: Path) -> None:
    rows = (
        "登记编号  收到日期  申请人类型  答复日期  处理结果\n"
        "1  2024-12-02  自然人  2024-12-05  不予公开（秘密）"
    )

    found = build_case(Case("", {"台账.xlsx": {"依申请公开": rows}}), tmp_path).findings

    (told,) = [each for each in found if each.code == "ledger.choice"]
    assert "属于国家秘密" in told.remedy
    assert told.remedy.count("、") <= 10


def test_blanks_in_a_table_of_totals_are_told_once_a_sheet(tmp_path: Path) -> None:
    totals = (
        "项目  自然人  商业企业  科研机构  社会公益组织  法律服务机构  其他  总计\n"
        "本年新收政府信息公开申请数量  3  -  -  -  -  -  3\n予以公开  2  -  -  -  -  -  2\n"
        "部分公开  1  -  -  -  -  -  1\n总计  3  -  -  -  -  -  3\n结转下年度继续办理  0  -  -  -  -  -  0"
    )

    found = build_case(Case("", {"台账.xlsx": {"依申请公开统计": totals}}), tmp_path).findings

    assert Counter(each.code for each in found)["ledger.blank_as_nil"] <= 1


@pytest.mark.parametrize("count", [3, 40])
def test_channels_without_a_kind_are_not_told_where_the_report_shows_none(tmp_path: Path, count: int) -> None:
    rows = "".join(f"第{number}号通报,防汛,{YEAR}-06-03,政府公报\n" for number in range(count))

    found = build_case(Case("", {"主动公开.csv": HEADER + rows}), tmp_path).findings

    assert "statistics.channel" not in {each.code for each in found}
