"""What a year's figures allow to be drawn, in words; and what is left out, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import records
from suqian_subject import with_figures

from report_builder.charts.selection import MOST_ROWS, select_charts
from report_builder.diagnostics import Findings, Place
from report_builder.statistics.counting import count_statistics
from report_builder.statistics.last_year import LastYear
from report_builder.statistics.paths import figures_by_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.charted_figures import Chart
    from report_builder.statistics.figures import Statistics


def statistics(picture: str = "") -> Statistics:
    """A year in which that was published, and nothing else happened."""
    return count_statistics(
        records.book(published=records.published(picture)), records.settings(), 2016, Findings()
    )


def with_accounts(picture: str) -> Statistics:
    """A year with these accounts, and nothing else."""
    return count_statistics(records.book(media=records.media(picture)), records.settings(), 2016, Findings())


def year(number: int, **counts: int) -> LastYear:
    """An earlier year of which that much is known: ``publication_total=3``."""
    figures = {name.replace("_", ".", 1): count for name, count in counts.items()}
    return LastYear(number, Place("statistics.json"), figures)


def chart(figures: Statistics, title: str, earlier: Sequence[LastYear] = ()) -> Chart:
    """The chart of that title."""
    return next(found for found in select_charts(figures, earlier).charts if found.title == title)


PUBLISHED = """
    政策文件 - 2016-01-04 统一平台、微信
    招生考试 - 2016-01-05 统一平台
    招生考试 - 2016-12-30 教育网
"""


def test_categories_stand_from_the_greatest_to_the_smallest() -> None:
    found = chart(statistics(PUBLISHED), "主动公开信息分类情况")

    assert found.panels[0].labels == ("招生考试", "政策文件")
    assert found.alternative == "条形图，主动公开信息分类情况。招生考试2条，政策文件1条。共3条。"


def test_a_category_without_items_is_not_shown() -> None:
    agency = records.settings(groups=(("信息", ("政策文件", "招生考试", "部门决算")),))
    rows = records.book(published=records.published(PUBLISHED))

    found = chart(count_statistics(rows, agency, 2016, Findings()), "主动公开信息分类情况")

    assert "部门决算" not in found.alternative


def test_the_smallest_of_very_many_categories_are_counted_together() -> None:
    names = [f"渠道{'甲' * number}" for number in range(1, 21)]
    rows = [f"政策文件 - 2016-01-04 {'、'.join(names[:number])}" for number in range(1, len(names) + 1)]

    panel = chart(statistics("\n".join(rows)), "主动公开信息渠道情况").panels[0]

    assert len(panel.labels) == MOST_ROWS
    assert panel.labels[-1] == "其余7项合计"
    assert sum(value or 0 for value in panel.series[0].values) == sum(range(1, 21))


def test_a_category_alone_is_no_chart() -> None:
    selection = select_charts(statistics("政策文件 - 2016-01-04 统一平台"), ())

    reasons = {left.title: left.reason for left in selection.left_out}
    assert reasons["主动公开信息分类情况"] == "只有“政策文件”一项，没有可以比较的"


def test_the_months_of_the_year_before_stand_beside_this_years() -> None:
    before = LastYear(2015, Place("x"), {f"publication.by_month.{month:02}": month for month in range(1, 13)})

    found = chart(statistics(PUBLISHED), "主动公开信息各月情况", [before])

    assert [one.name for one in found.panels[0].series] == ["2015年", "2016年"]
    assert "2015年：1月1条，2月2条" in found.alternative
    assert "2016年：1月2条，2月0条" in found.alternative


def test_months_of_an_older_year_are_not_taken_for_last_years() -> None:
    older = LastYear(2014, Place("x"), {f"publication.by_month.{month:02}": 1 for month in range(1, 13)})

    found = chart(statistics(PUBLISHED), "主动公开信息各月情况", [older])

    assert len(found.panels[0].series) == 1


def test_applications_are_shown_in_the_groups_of_the_table_and_add_up() -> None:
    counts = {
        "requests.granted.natural_person": 5,
        "requests.granted.business": 2,
        "requests.refused.1.natural_person": 1,
        "requests.refused.4.legal_service": 3,
        "requests.other.3.natural_person": 4,
    }

    found = chart(with_figures(statistics(), counts), "政府信息公开申请办理结果")

    assert found.alternative == (
        "堆积条形图，政府信息公开申请办理结果。自然人：予以公开5件，不予公开1件，其他处理4件；"
        "法人或其他组织：予以公开2件，不予公开3件，其他处理0件。共15件。"
    )


def test_applicants_of_one_kind_need_no_second_filling() -> None:
    granted = with_figures(statistics(), {"requests.granted.natural_person": 1})

    found = chart(granted, "政府信息公开申请办理结果")

    assert len(found.panels[0].series) == 1
    assert found.note == "共1件，申请人均为自然人"


def test_a_figure_of_an_account_that_nobody_filled_in_is_not_nil() -> None:
    accounts = with_accounts("微信 甲 - 5 7 9 - - -\n微博 乙 - 4 - 3 - - -")

    found = chart(accounts, "政务新媒体传播情况")

    assert "阅读人数（人）：微信“甲”7，微博“乙”无数据" in found.alternative


def test_a_single_account_is_shown_by_its_own_figures() -> None:
    found = chart(with_accounts("微信 甲 - 5 7 9 - - -"), "微信“甲”传播情况")

    assert found.panels[0].labels == ("订阅用户数（人）", "阅读人数（人）", "阅读次数（次）")


def test_a_year_between_that_is_absent_keeps_its_place() -> None:
    earlier = [year(2013, publication_total=1), year(2015, publication_total=2)]

    found = chart(statistics(PUBLISHED), "主要数据年度对比", earlier)

    assert (
        found.alternative
        == "柱形图，主要数据年度对比。主动公开信息：2013年1条，2014年无数据，2015年2条，2016年3条。"
    )


def test_years_long_past_are_not_shown() -> None:
    found = chart(
        statistics(PUBLISHED),
        "主要数据年度对比",
        [year(number, publication_total=1) for number in (2011, 2012)],
    )

    assert found.panels[0].labels[0] == "2012年"


def test_the_year_s_own_figures_are_those_of_statistics_json() -> None:
    figures = statistics(PUBLISHED)

    found = chart(figures, "主要数据年度对比", [year(2015, publication_total=2)])

    assert found.panels[0].series[0].values[-1] == figures_by_path(figures)["publication.total"]


def test_an_empty_year_has_no_chart_and_a_reason_for_each() -> None:
    selection = select_charts(statistics(), ())

    assert selection.charts == ()
    assert [left.title for left in selection.left_out] == [
        "主动公开信息分类情况",
        "主动公开信息各月情况",
        "主动公开信息渠道情况",
        "政府信息公开申请办理结果",
        "政务新媒体传播情况",
        "主要数据年度对比",
    ]
    assert all(left.reason for left in selection.left_out)


def test_years_that_are_all_nil_are_no_chart() -> None:
    selection = select_charts(statistics(), [year(2015, publication_total=0)])

    assert selection.left_out[-1].reason == "各年的数据都是0"
