"""A row of a sheet → its record, one function a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.ledgers import records
from report_builder.ledgers.vocabulary import APPLICANTS, PENDING

if TYPE_CHECKING:
    from report_builder.ledgers.rows import Row


def published_item(row: Row) -> records.PublishedItem:
    """A row of 主动公开."""
    return records.PublishedItem(
        title=row.text("信息名称"),
        document_number=row.text("文号"),
        category=row.category("信息类别"),
        made_on=row.day_or_none("制发日期"),
        published_on=row.day("公开日期"),
        channels=row.channels("公开渠道"),
        url=row.text("网址"),
        office=row.text("责任科室"),
        remark=row.text("备注"),
        origin=row.origin,
    )


def interpretation(row: Row) -> records.Interpretation:
    """A row of 政策解读."""
    return records.Interpretation(
        title=row.text("解读名称"),
        policy=row.text("解读对象"),
        policy_published_on=row.day_or_none("政策发布日期"),
        interpreted_on=row.day("解读日期"),
        form=row.text("解读形式"),
        channels=row.channels("公开渠道"),
        remark=row.text("备注"),
        origin=row.origin,
    )


def normative_document(row: Row) -> records.NormativeDocument:
    """A row of 规范性文件."""
    return records.NormativeDocument(
        title=row.text("文件名称"),
        document_number=row.text("文号"),
        kind=row.choice("文件类型"),
        made_on=row.day("制发日期"),
        abolished_on=row.day_or_none("废止日期"),
        remark=row.text("备注"),
        origin=row.origin,
    )


def enforcement_count(row: Row) -> records.EnforcementCount:
    """A row of 行政执法."""
    month, year = _month_and_year(row)
    return records.EnforcementCount(
        kind=row.choice("事项类型"),
        month=month,
        quantity=row.count("数量"),
        origin=row.origin,
        year=year,
    )


def charge(row: Row) -> records.Charge:
    """A row of 行政事业性收费."""
    month, year = _month_and_year(row)
    return records.Charge(
        item=row.text("项目名称"),
        month=month,
        amount=row.money("金额（元）"),
        origin=row.origin,
        year=year,
    )


def _month_and_year(row: Row) -> tuple[int | None, int | None]:
    """The month from 月份 or 日期, and the year that only a date tells."""
    month, day = row.month("月份"), row.day_or_none("日期")
    if day is None:
        return month, None
    if month is not None and month != day.month:
        row.fail(
            "ledger.month",
            "月份",
            f"月份是 {month} 月，与同一行的日期不符",
            evidence=f"日期（{row.origin.cell('日期').cell}）是 {day.isoformat()}",
            remedy="请核对，月份和日期填一项即可",
        )
    return day.month, day.year


def application(row: Row) -> records.Application:
    """A row of 依申请公开."""
    return records.Application(
        number=row.text("登记编号"),
        received_on=row.day("收到日期"),
        applicant=row.choice("申请人类型"),
        method=row.choice("申请方式"),
        subject=row.text("申请内容"),
        correction_asked_on=row.day_or_none("补正通知日期"),
        corrected_on=row.day_or_none("补正日期"),
        consultation_began_on=row.day_or_none("征求意见开始"),
        consultation_ended_on=row.day_or_none("征求意见结束"),
        extended_on=row.day_or_none("延期日期"),
        replied_on=row.day_or_none("答复日期"),
        outcome=row.choice("处理结果"),
        charged=row.money("收费金额（元）"),
        waived=row.money("减免金额（元）"),
        remark=row.text("备注"),
        origin=row.origin,
    )


def application_total(row: Row) -> records.ApplicationTotal:
    """A row of 依申请公开统计; blank cells count as nil, with a warning, since the form wants a figure."""
    written = [row.count_or_none(applicant) for applicant in APPLICANTS]
    total = row.count_or_none("总计")
    blank = [name for name, count in zip(APPLICANTS, written, strict=True) if count is None]
    if blank and not row.failed:
        row.table.findings.warn(
            "ledger.blank_as_nil",
            row.origin.cell(blank[0]),
            f"这一行有 {len(blank)} 格没有填，按 0 统计",
            evidence=f"没有填的是：{'、'.join(blank)}",
            remedy="没有的请填 0",
        )
    natural, business, research, nonprofit, legal, other = (count or 0 for count in written)
    counts = (natural, business, research, nonprofit, legal, other)
    return records.ApplicationTotal(
        label=row.choice("项目"),
        counts=counts,
        total=sum(counts) if total is None else total,
        origin=row.origin,
    )


def withheld_item(row: Row) -> records.WithheldItem:
    """A row of 不予公开备案."""
    return records.WithheldItem(
        title=row.text("信息名称"),
        ground=row.text("不予公开依据"),
        filed_on=row.day("备案日期"),
        origin=row.origin,
    )


def dispute(row: Row) -> records.Dispute:
    """A row of 复议诉讼; a case without an end or an outcome is still pending."""
    closed_on = row.day_or_none("审结日期")
    outcome = row.choice("结果")
    return records.Dispute(
        case_number=row.text("案号"),
        kind=row.choice("案件类型"),
        received_on=row.day("收到日期"),
        closed_on=closed_on,
        outcome=outcome or ("" if closed_on else PENDING),
        origin=row.origin,
    )


def media_reading(row: Row) -> records.MediaReading:
    """A row of 新媒体."""
    return records.MediaReading(
        platform=row.text("平台"),
        account=row.text("账号"),
        month=row.month("月份"),
        subscribers=row.count_or_none("订阅用户数"),
        readers=row.count_or_none("阅读人数"),
        reads=row.count_or_none("阅读次数"),
        posts=row.count_or_none("发布条数"),
        top_reads=row.count_or_none("单篇最高阅读量"),
        widely_read=row.count_or_none("阅读量过万条数"),
        origin=row.origin,
    )


def reading(row: Row) -> records.Reading:
    """A row of 政府网站 or 工作情况."""
    measure = row.measure("数量", "单位")
    return records.Reading(
        indicator=row.text("指标"),
        value=measure.number,
        unit=measure.unit,
        remark=row.text("备注"),
        origin=row.origin,
    )
