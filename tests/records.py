"""A few words about a row → the record that a ledger would have given, each with a place of its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Final

from report_builder.formats.tables import AnnexRow, AnnexTable
from report_builder.ledgers.contract import SHEETS
from report_builder.ledgers.records import (
    Application,
    ApplicationTotal,
    Charge,
    Dispute,
    EnforcementCount,
    Interpretation,
    Ledgers,
    MediaReading,
    NormativeDocument,
    Origin,
    PublishedItem,
    Reading,
    SheetOrigin,
)
from report_builder.settings import CategoryGroup, Channel, Contact, Settings

FILE: Final = "台账.xlsx"
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ANNEX: Final = AnnexTable(
    "政府信息公开情况统计表",
    ("统计指标", "单位", "统计数"),
    (
        AnnexRow("一、主动公开情况", "——", "——", 1),
        AnnexRow("（一）主动公开政府信息数", "条", "3", 2, "publication.total"),
        AnnexRow("专项经费", "万元", "5.6", 2, "work.专项经费"),
    ),
)


def origin(sheet: str, row: int = 2) -> Origin:
    """A row of a sheet whose columns stand in the contract's order, from A on."""
    columns = {column.name: _LETTERS[number] for number, column in enumerate(SHEETS[sheet].columns)}
    return Origin(SheetOrigin(FILE, sheet, columns), row)


def day(text: str) -> date:
    """2016-02-25 as a date."""
    return date.fromisoformat(text)


def optional_day(text: str) -> date | None:
    """A date, or none for an empty cell, which is drawn as ``-``."""
    return None if text == "-" else day(text)


def settings(
    channels: tuple[tuple[str, str], ...] = (
        ("统一平台", "政府网站"),
        ("教育网", "政府网站"),
        ("微信", "政务微信"),
    ),
    groups: tuple[tuple[str, tuple[str, ...]], ...] = (),
) -> Settings:
    """An agency with these channels and groups of categories."""
    return Settings(
        name="柳州市教育局",
        short_name="市教育局",
        kind="department",
        region="柳州市",
        contact=Contact(office="办公室", address="文惠路87号", postcode="545001", telephone="0772-2822960"),
        channels=tuple(Channel(name=name, kind=kind) for name, kind in channels),  # type: ignore[arg-type]  # drawn as text
        category_groups=tuple(CategoryGroup(name=name, categories=parts) for name, parts in groups),
    )


def published(picture: str) -> tuple[PublishedItem, ...]:
    """Rows drawn as ``信息类别 制发日期 公开日期 公开渠道``; ``-`` for an empty cell."""
    return tuple(
        PublishedItem(
            title=f"信息{row}",
            document_number="",
            category=category,
            made_on=optional_day(made),
            published_on=day(shown),
            channels=tuple(channels.split("、")),
            url="",
            office="",
            remark="",
            origin=origin("主动公开", row),
        )
        for row, (category, made, shown, channels) in _rows(picture)
    )


def interpretations(picture: str) -> tuple[Interpretation, ...]:
    """Rows drawn as ``解读名称 政策发布日期 解读日期``."""
    return tuple(
        Interpretation(
            title=title,
            policy="政策",
            policy_published_on=optional_day(policy),
            interpreted_on=day(given),
            form="",
            channels=(),
            remark="",
            origin=origin("政策解读", row),
        )
        for row, (title, policy, given) in _rows(picture)
    )


def applications(picture: str) -> tuple[Application, ...]:
    """Rows drawn as ``收到日期 申请人类型 申请方式 延期日期 答复日期 处理结果``."""
    return tuple(
        Application(
            number=f"{row - 1}",
            received_on=day(received),
            applicant=applicant,
            method=method.strip("-"),
            subject="",
            correction_asked_on=None,
            corrected_on=None,
            consultation_began_on=None,
            consultation_ended_on=None,
            extended_on=optional_day(extended),
            replied_on=optional_day(replied),
            outcome=outcome.strip("-"),
            charged=Decimal("10.50"),
            waived=Decimal(1),
            remark="",
            origin=origin("依申请公开", row),
        )
        for row, (received, applicant, method, extended, replied, outcome) in _rows(picture)
    )


def application_totals(picture: str) -> tuple[ApplicationTotal, ...]:
    """Rows drawn as ``项目 自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计``."""
    return tuple(
        ApplicationTotal(
            label, (int(a), int(b), int(c), int(d), int(e), int(f)), int(total), origin("依申请公开统计", row)
        )
        for row, (label, a, b, c, d, e, f, total) in _rows(picture)
    )


def disputes(picture: str) -> tuple[Dispute, ...]:
    """Rows drawn as ``案件类型 收到日期 审结日期 结果``."""
    return tuple(
        Dispute(
            f"{row - 1}号",
            kind,
            day(received),
            optional_day(closed),
            outcome.strip("-"),
            origin("复议诉讼", row),
        )
        for row, (kind, received, closed, outcome) in _rows(picture)
    )


def documents(picture: str) -> tuple[NormativeDocument, ...]:
    """Rows drawn as ``文件名称 文件类型 制发日期 废止日期``."""
    return tuple(
        NormativeDocument(
            title,
            "",
            kind,
            day(made),
            optional_day(abolished),
            "",
            origin("规范性文件", row),
        )
        for row, (title, kind, made, abolished) in _rows(picture)
    )


def media(picture: str) -> tuple[MediaReading, ...]:
    """Rows drawn as ``平台 账号 月份 订阅 阅读人数 阅读次数 发布 最高 过万``."""
    readings = []
    for row, (platform, account, *figures) in _rows(picture):
        month, *rest = (None if figure == "-" else int(figure) for figure in figures)
        subscribers, readers, reads, posts, top, wide = rest
        readings.append(
            MediaReading(
                platform, account, month, subscribers, readers, reads, posts, top, wide, origin("新媒体", row)
            )
        )
    return tuple(readings)


def readings(sheet: str, picture: str) -> tuple[Reading, ...]:
    """Rows drawn as ``指标 数量 单位``."""
    return tuple(
        Reading(indicator, Decimal(value), unit.strip("-"), "", origin(sheet, row))
        for row, (indicator, value, unit) in _rows(picture)
    )


def enforcement(**quantities: int) -> tuple[EnforcementCount, ...]:
    """One row a kind."""
    return tuple(
        EnforcementCount(kind, None, quantity, origin("行政执法", row))
        for row, (kind, quantity) in enumerate(quantities.items(), start=2)
    )


def charges(*amounts: str) -> tuple[Charge, ...]:
    """One row an amount, in yuan."""
    return tuple(
        Charge("考试费", None, Decimal(amount), origin("行政事业性收费", row))
        for row, amount in enumerate(amounts, start=2)
    )


def ledgers() -> Ledgers:
    """Ledgers of a small year in which every sheet has something to count."""
    return Ledgers(
        published=published("""
            财务   2016-02-22 2016-02-25 统一平台
            财务   2016-03-01 2016-04-28 统一平台、微信
            招生   -          2016-06-13 教育网、统一平台、微信
        """),
        interpretations=interpretations("解读甲 2016-06-08 2016-06-13\n解读乙 2016-06-20 2016-06-30"),
        normative_documents=documents("信息2 行政规范性文件 2016-02-22 -"),
        enforcement=enforcement(行政许可=3),
        charges=charges("12345.60", "0.07"),
        applications=applications("""
            2015-12-20 自然人   网络 -          2016-01-08 予以公开
            2016-03-01 商业企业 信函 2016-03-20 2016-04-10 属于国家秘密
            2016-12-20 自然人   当面 -          -          -
        """),
        disputes=disputes("行政复议 2016-03-01 2016-05-01 结果维持\n举报投诉 2016-04-01 - -"),
        media=media("微信 柳州教育 - 5649 408220 683366 312 61352 9"),
        websites=readings("政府网站", "信息发布条数 1186 条"),
        work=readings("工作情况", "专职人员数 2 人\n兼职人员数 8 人\n政府信息公开专项经费 5.6 万元"),
        files=(FILE,),
    )


def _rows(picture: str) -> list[tuple[int, list[str]]]:
    """The words of each line, and its row in the sheet."""
    numbers = count(2)
    return [(next(numbers), line.split()) for line in picture.splitlines() if line.strip()]
