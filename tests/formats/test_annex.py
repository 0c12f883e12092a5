"""A year's statistics and the Guangxi format → the filled 统计表."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from records import applications, book, ledgers, media, readings, settings, small_year

from report_builder.diagnostics import Findings, Severity
from report_builder.formats.annex import fill_annex
from report_builder.formats.annex_definitions import (
    AnnexCheck,
    AnnexDefinition,
    AnnexRowDefinition,
)
from report_builder.formats.definitions import load_format
from report_builder.formats.tables import AnnexRow, AnnexTable
from report_builder.statistics.counting import count_statistics

if TYPE_CHECKING:
    from report_builder.ledgers.frames import Ledgers

SHIPPED = Path(__file__).parents[2] / "styles" / "guangxi-seven-part"


def guangxi() -> AnnexDefinition:
    """The annex that ships."""
    loaded = load_format(SHIPPED, Findings())
    assert loaded is not None
    assert loaded.annex is not None
    return loaded.annex


def fill(rows: Ledgers, definition: AnnexDefinition) -> tuple[AnnexTable, Findings]:
    """The table of 2016, and what was found while filling it."""
    statistics = count_statistics(rows, settings(), 2016, Findings())
    findings = Findings()
    return fill_annex(definition, statistics, findings), findings


def row(table: AnnexTable, label: str) -> AnnexRow:
    """The row whose label holds these words."""
    return next(row for row in table.rows if label in row.label)


def test_every_applications_row_of_the_old_table_gets_its_outcomes() -> None:
    replies = "\n".join(
        f"2016-03-01 自然人 网络 - 2016-03-08 {outcome}"
        for outcome in (
            "予以公开", "予以公开", "部分公开", "属于国家秘密", "保护第三方合法权益", "属于行政执法案卷",
            "属于行政查询事项", "本机关不掌握相关政府信息", "补正后申请内容仍不明确", "信访举报投诉类申请",
            "要求提供公开出版物", "其他",
        )
    )  # fmt: skip

    table, findings = fill(ledgers(applications=applications(replies)), guangxi())

    labels = [
        "收到申请数", "网络申请数", "申请办结数", "申请答复数", "已主动公开范围", "同意公开答复",
        "同意部分公开", "不同意公开", "涉及国家秘密", "涉及商业秘密", "涉及个人隐私", "不是《条例》",
        "其他情形", "信息不存在", "更改补充", "其他途径",
    ]  # fmt: skip
    assert [row(table, label).value for label in labels] == [
        "12", "12", "12", "11", "1", "2", "1", "4", "1", "1", "0", "1", "1", "1", "1", "1",
    ]  # fmt: skip
    assert findings.errors == ()


def test_the_table_prints_captions_figures_and_money() -> None:
    table, _ = fill(ledgers(), guangxi())

    assert table.columns == ("统计指标", "单位", "统计数")
    assert table.rows[0] == AnnexRow("一、主动公开情况", "——", "——", 1)
    assert table.rows[1].value == "3"
    assert table.rows[1].key == "publication.total"
    assert row(table, "专项经费").value == "5.6"
    assert row(table, "专项经费").key == "work.政府信息公开专项经费"
    assert row(table, "工作人员数").value == "10"
    assert row(table, "收取的费用").value == "0.0021"


def test_an_indicator_that_nobody_gave_prints_nought_and_is_a_warning() -> None:
    table, findings = fill(ledgers(), guangxi())

    missing = [found for found in findings if found.code == "annex.missing"]
    assert row(table, "接受培训人员数").value == "0"
    assert {found.severity for found in missing} == {Severity.WARNING}
    assert any("接受培训人员数" in found.message for found in missing)
    assert not any("个人隐私" in found.message for found in missing)


def test_an_indicator_that_the_table_does_not_know_is_no_matter() -> None:
    rows = ledgers(work=small_year()["work"] + readings("工作情况", "受理申请的场所数 2 个"))

    _, findings = fill(rows, guangxi())

    assert not any("受理申请的场所数" in str(found) for found in findings)


def annex(*rows: AnnexRowDefinition, checks: tuple[AnnexCheck, ...] = ()) -> AnnexDefinition:
    """A table of these rows."""
    return AnnexDefinition(title="表", columns=("统计指标", "单位", "统计数"), rows=rows, checks=checks)


def test_a_figure_reported_for_a_row_wins_over_the_counted_one_and_is_told() -> None:
    definition = annex(
        AnnexRowDefinition(
            label="（一）主动公开政府信息数（不同渠道计1条）",
            unit="条",
            level=2,
            figure="publication.total",
            work="主动公开政府信息数",
        )
    )
    rows = ledgers(work=readings("工作情况", "（一）主动公开政府信息数 1186 条"))

    table, findings = fill(rows, definition)

    assert table.rows[0].value == "1186"
    assert [(found.code, str(found.place)) for found in findings] == [
        ("annex.overridden", "台账.xlsx › 工作情况!B2")
    ]


def test_a_unit_that_is_not_the_table_s_is_an_error() -> None:
    definition = annex(AnnexRowDefinition(label="专项经费", unit="万元", level=2, work="专项经费"))

    _, findings = fill(book(work=readings("工作情况", "专项经费 56000 元")), definition)

    assert [(found.code, str(found.place)) for found in findings.errors] == [
        ("statistics.units_differ", "台账.xlsx › 工作情况!C2")
    ]


def test_rows_that_contradict_each_other_are_told_with_their_figures() -> None:
    definition = annex(
        AnnexRowDefinition(id="all", label="1.总次数", unit="次", level=3, work="总次数"),
        AnnexRowDefinition(id="head", label="其中：主要负责同志", unit="次", level=4, work="主要负责同志"),
        checks=(
            AnnexCheck(rule="at_most", whole="all", parts=("head",)),
            AnnexCheck(rule="sum", whole="all", parts=("head",), severity="warning"),
        ),
    )
    rows = book(work=readings("工作情况", "总次数 2 次\n主要负责同志 3 次"))

    _, findings = fill(rows, definition)

    assert [(found.severity, found.message, found.evidence) for found in findings] == [
        (Severity.ERROR, "统计表“总次数”2，小于其中的一行", "所属各行：“主要负责同志”3"),
        (Severity.WARNING, "统计表“总次数”2，不等于所属各行之和", "所属各行：“主要负责同志”3"),
    ]


def test_a_misspelt_path_is_an_error_and_an_unused_name_is_nil() -> None:
    definition = annex(
        AnnexRowDefinition(label="甲", unit="件", level=3, figure="requests.nwe.total"),
        AnnexRowDefinition(label="乙", unit="条", level=3, figure="publication.by_category.没有这一类"),
    )

    table, findings = fill(book(media=media("")), definition)

    assert [found.code for found in findings.errors] == ["format.invalid"]
    assert table.rows[1].value == "0"


def test_a_reply_after_the_limit_is_in_neither_row_and_no_contradiction() -> None:
    late = applications("""
        2016-03-01 自然人 网络 -          2016-03-22 予以公开
        2016-03-01 自然人 网络 -          2016-06-01 予以公开
        2016-03-01 自然人 网络 2016-03-20 2016-04-10 予以公开
    """)

    table, findings = fill(ledgers(applications=late), guangxi())

    labels = ("申请办结数", "按时办结数", "延期办结数")
    assert [row(table, label).value for label in labels] == ["3", "1", "1"]
    assert "annex.unbalanced" not in {found.code for found in findings}


def test_parts_that_do_not_make_their_whole_are_told_although_a_reply_was_late() -> None:
    late = applications("2016-03-01 自然人 网络 - 2016-06-01 予以公开")
    work = readings("工作情况", "按时办结数 5 件")

    _, findings = fill(ledgers(applications=late, work=work), guangxi())

    [found] = [each for each in findings if each.code == "annex.unbalanced"]
    assert "“申请办结数”1，不等于所属各行之和" in found.message
