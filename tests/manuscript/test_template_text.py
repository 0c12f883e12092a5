"""The title, signature and date of a narrative in Word, which the template makes → left out, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sample_names import NAME
from word_narratives import aligned, compose_word, told

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "title",
    [
        (NAME,),
        ("柳州市教育局", "2016年政府信息公开工作年度报告"),
        ("{{ 机关.全称 }}{{ 年 }}年", "政府信息公开 工作年度报告", "（2016年12月31日）"),
    ],
)
def test_the_reports_own_title_is_left_out(tmp_path: Path, title: tuple[str, ...]) -> None:
    composed = compose_word(tmp_path, *title, "开头。")

    assert composed.text() == ["开头。"]
    assert told(composed) == [("narrative.left_out", 1)]


def test_another_title_is_left_out_with_a_warning(tmp_path: Path) -> None:
    composed = compose_word(
        tmp_path, aligned("柳州市教育局2015年政府信息公开工作年度报告", "center"), "开头。"
    )

    assert composed.text() == ["开头。"]
    assert told(composed) == [("narrative.title", 1)]
    assert "2015年" in next(iter(composed.findings)).evidence


@pytest.mark.parametrize(
    "signature",
    [
        ("柳州市教育局", "2016年12月31日"),
        ("附件：统计表", "柳州市 教育局", "２０１６年１２月３１日"),
        ("柳州市教育局　2016年12月31日",),
        ("二〇一六年十二月三十一日",),
        ("柳州市教育局",),
    ],
)
def test_the_signature_is_left_out(tmp_path: Path, signature: tuple[str, ...]) -> None:
    composed = compose_word(tmp_path, "一、情况", "正文。", *signature)

    assert composed.text() == ["# 情况", "正文。"]
    assert told(composed) == [("narrative.left_out", 3)]


def test_what_stands_behind_the_signature_is_told(tmp_path: Path) -> None:
    composed = compose_word(
        tmp_path, "正文。", "柳州市教育局", "2016年12月31日", "附件", "统计表", "送：办公室"
    )

    assert composed.text() == ["正文。"]
    assert told(composed) == [("narrative.left_out", 2), ("narrative.signature", 4)]


@pytest.mark.parametrize("written", ["2017年1月20日", "二〇一七年一月二十日", "２０１７年１月２０日"])
@pytest.mark.parametrize("place", ["below the title", "behind the text"])
def test_a_date_that_is_not_the_report_s_is_named_wherever_it_stands(
    tmp_path: Path, written: str, place: str
) -> None:
    above, behind = ((NAME, written), ()) if place == "below the title" else ((), ("柳州市教育局", written))

    composed = compose_word(tmp_path, *above, "一、情况", "正文。", *behind)

    (found,) = [each for each in composed.findings if each.code == "narrative.signature"]
    assert "报告暂用 2016年12月31日" in found.message
    assert "2017年1月20日" in found.evidence or "二〇一七年" in found.evidence
    assert "signed_on = 2017-01-20" in found.remedy
    assert composed.text() == ["# 情况", "正文。"]


def test_a_date_of_no_calendar_is_named_too(tmp_path: Path) -> None:
    composed = compose_word(tmp_path, "一、情况", "正文。", "柳州市教育局", "2017年2月30日")

    assert ("narrative.signature", 4) in told(composed)


def test_another_signature_is_told(tmp_path: Path) -> None:
    composed = compose_word(
        tmp_path, "正文。", aligned("市教育局办公室", "right"), aligned("2016年12月31日", "right")
    )

    assert composed.text() == ["正文。"]
    assert [code for code, _ in told(composed)] == ["narrative.signature", "narrative.left_out"]


def test_a_date_in_the_text_is_no_signature(tmp_path: Path) -> None:
    composed = compose_word(tmp_path, "以下情况截至：", "2016年12月31日", "正文。")

    assert composed.text() == ["以下情况截至：", "2016年12月31日", "正文。"]
