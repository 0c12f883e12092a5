"""What the narrative's words stand for over a small year's figures (``records.ledgers``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import records
from narratives import compose

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("机关.全称", "柳州市教育局"),
        ("机关.联系.电话", "0772-2822960"),
        ("机关.查阅场所", "档案馆和图书馆"),
        ("年", "2016"),
        ("上年", "2015"),
        ("统计期限", "2016年1月1日至2016年12月31日"),
        ("期末 | 月份", "2016年12月"),
        ("时限.主动公开", "20"),
        ("名称.微信号", "lzjyj"),
        ("主动公开.总数", "3"),
        ('主动公开.类别("财务").按期', "1"),
        ('主动公开.类别("财务").逾期', "1"),
        ('主动公开.类别("财务招生").总数', "3"),
        ('主动公开.类别("财务").渠道("微信")', "1"),
        ('主动公开.渠道("统一平台")', "3"),
        ('条目("信息2").公开日期 | 日期', "2016年2月25日"),
        ('条目("《信息2》").公开日期', "2016年2月25日"),
        ('条目("信息3").渠道', "统一平台和微信"),
        ("解读.总数", "2"),
        ("解读.按期", "1"),
        ('解读("解读甲").工作日', "2"),
        ("申请.新收", "2"),
        ("申请.上年结转", "1"),
        ("申请.不予公开", "1"),
        ("申请.结转下年度", "1"),
        ('申请.方式("信函")', "1"),
        ("复议.总数", "1"),
        ("诉讼.总数", "0"),
        ("举报投诉", "1"),
        ("规范性文件.制发", "1"),
        ("执法.行政许可", "3"),
        ("收费.元", "12345.67"),
        ('新媒体("柳州教育").订阅用户数', "5649"),
        ('新媒体("柳州教育", "微信").单篇最高阅读量 | 超过("次")', "超过6万次"),
        ('网站("信息发布条数") | 概数("条")', "上千条"),
        ('工作("政府信息公开专项经费")', "5.6"),
        ('举报投诉 | 有无("收到", "举报投诉", "件")', "共收到举报投诉1件"),
        ('申请.新收 | 同比(1, "件")', "比上年增长100%"),
        ("申请.按期 | 占比(申请.办结)", "50%"),
        ('"甲" if 年 == 2016 else "乙"', "甲"),
    ],
)
def test_a_word_stands_for_its_figure(tmp_path: Path, expression: str, text: str) -> None:
    composed = compose(tmp_path, f"甲{{{{ {expression} }}}}乙")

    assert composed.text() == [f"甲{text}乙"]


def test_an_account_that_two_platforms_share_must_be_told_apart(tmp_path: Path) -> None:
    accounts = records.media("微信 柳州教育 - 1 1 1 1 1 1\n微博 柳州教育 - 2 2 2 2 2 2")
    year = records.ledgers(media=accounts)

    vague = compose(tmp_path, '{{ 新媒体("柳州教育").订阅用户数 }}', year)
    clear = compose(tmp_path, '{{ 新媒体("柳州教育", "微博").订阅用户数 }}', year)

    assert vague.told() == [("narrative.value", 1)]
    assert clear.text() == ["2"]


def test_a_figure_that_nobody_gave_is_not_nil(tmp_path: Path) -> None:
    year = records.ledgers(media=records.media("微信 柳州教育 - - 1 1 1 1 1"))

    composed = compose(tmp_path, '{{ 新媒体("柳州教育").订阅用户数 }}', year)

    assert composed.manuscript is None
    assert [finding.message for finding in composed.findings] == ["台账里没有填“订阅用户数”"]


def test_an_item_published_twice_is_known_by_its_first_day(tmp_path: Path) -> None:
    first, second, _ = records.small_year()["published"]
    year = records.ledgers(published=[{**second, "信息名称": first["信息名称"]}, first])

    composed = compose(tmp_path, f'{{{{ 条目("{first["信息名称"]}").公开日期 }}}}', year)

    assert composed.text() == ["2016年2月25日"]


@pytest.mark.parametrize(
    ("expression", "meant"),
    [
        ("机关.全衬", "全称"),
        ("申请.新受", "新收"),
        ('主动公开.类别("财物")', "财务"),
        ('解读("解读丙").工作日', "解读甲"),
        ('新媒体("柳州教育局").阅读次数', "柳州教育"),
        ('工作("专职人员")', "专职人员数"),
        ("名称.微信", "微信号"),
        ("机关.全称 | 书面", "书名"),
        ("统计期间", "统计期限"),
    ],
)
def test_an_unknown_word_brings_the_one_that_was_meant(tmp_path: Path, expression: str, meant: str) -> None:
    composed = compose(tmp_path, f"第一行\n\n{{{{ {expression} }}}}")

    assert composed.told()[0] == ("narrative.unknown", 3)
    assert f"“{meant}”" in next(iter(composed.findings)).remedy


def test_the_years_beside_the_reports_own_are_the_one_before_and_the_one_after(tmp_path: Path) -> None:
    composed = compose(
        tmp_path, "{{ 上年 }}、{{ 年 }}、{{ 下年 }}；{{ 期初 | 日期 }}、{{ 期末 | 日期 }}；{{ 统计期限 }}。"
    )

    assert composed.text() == [
        "2015、2016、2017；2016年1月1日、2016年12月31日；2016年1月1日至2016年12月31日。"
    ]
