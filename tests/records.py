"""A few words about a row → the row that a ledger would have given, each with a place of its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Final, TypeAlias

from report_builder.formats.tables import AnnexRow, AnnexTable
from report_builder.ledgers import sheets
from report_builder.ledgers.declarations import ColumnKind
from report_builder.ledgers.frames import Ledgers, SheetOrigin, frame_of
from report_builder.ledgers.sheets import SHEETS
from report_builder.settings import CategoryGroup, Channel, Contact, Settings

if TYPE_CHECKING:
    from report_builder.ledgers.declarations import Column
    from report_builder.ledgers.frames import Value

Row: TypeAlias = "dict[str, Value]"
Rows: TypeAlias = "list[Row]"

FILE: Final = "台账.xlsx"
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHEET_OF: Final = {
    "published": sheets.PUBLISHED,
    "interpretations": sheets.INTERPRETATIONS,
    "documents": sheets.NORMATIVE_DOCUMENTS,
    "document_totals": sheets.DOCUMENT_TOTALS,
    "enforcement": sheets.ENFORCEMENT,
    "charges": sheets.CHARGES,
    "applications": sheets.APPLICATIONS,
    "application_totals": sheets.APPLICATION_TOTALS,
    "withheld": sheets.WITHHELD,
    "disputes": sheets.DISPUTES,
    "dispute_totals": sheets.DISPUTE_TOTALS,
    "media": sheets.MEDIA,
    "websites": sheets.WEBSITES,
    "work": sheets.WORK,
}
ANNEX: Final = AnnexTable(
    "政府信息公开情况统计表",
    ("统计指标", "单位", "统计数"),
    (
        AnnexRow("一、主动公开情况", "——", "——", 1),
        AnnexRow("（一）主动公开政府信息数", "条", "3", 2, "publication.total"),
        AnnexRow("专项经费", "万元", "5.6", 2, "work.专项经费"),
    ),
)


def book(**given: Rows) -> Ledgers:
    """Ledgers of these rows, each sheet's columns from A on in their order; a row may say its own file."""
    rows = {SHEET_OF[name]: [{"file": FILE, **row} for row in rows] for name, rows in given.items()}
    files = tuple(dict.fromkeys(str(row["file"]) for each in rows.values() for row in each))
    return Ledgers(
        frames={sheet: frame_of(SHEETS[sheet], each) for sheet, each in rows.items()},
        origins={
            (str(row["file"]), sheet): SheetOrigin(str(row["file"]), sheet, _letters(sheet))
            for sheet, each in rows.items()
            for row in each
        },
        files=files or (FILE,),
        handed_in=frozenset(rows),
    )


def _letters(sheet: str) -> dict[str, str]:
    return {column.name: _LETTERS[number] for number, column in enumerate(SHEETS[sheet].columns)}


def day(text: str) -> date:
    """2016-02-25 as a date."""
    return date.fromisoformat(text)


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


def published(picture: str) -> Rows:
    """Rows drawn as ``信息类别 制发日期 公开日期 公开渠道``; ``-`` for an empty cell."""
    rows = _drawn(picture, "信息类别 制发日期 公开日期 公开渠道")
    return [{"信息名称": f"信息{row['row']}", **row} for row in rows]


def interpretations(picture: str) -> Rows:
    """Rows drawn as ``解读名称 政策发布日期 解读日期``."""
    return [{"解读对象": "政策", **row} for row in _drawn(picture, "解读名称 政策发布日期 解读日期")]


def applications(picture: str) -> Rows:
    """Rows drawn as ``收到日期 申请人类型 申请方式 延期日期 答复日期 处理结果``."""
    rows = _drawn(picture, "收到日期 申请人类型 申请方式 延期日期 答复日期 处理结果")
    fees: Row = {"收费金额（元）": Decimal("10.50"), "减免金额（元）": Decimal(1)}
    return [{"登记编号": f"{number}", **fees, **row} for number, row in enumerate(rows, start=1)]


def application_totals(picture: str) -> Rows:
    """Rows drawn as ``项目 自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计``."""
    return _drawn(picture, "项目 自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计")


def disputes(picture: str) -> Rows:
    """Rows drawn as ``案件类型 收到日期 审结日期 结果``."""
    rows = _drawn(picture, "案件类型 收到日期 审结日期 结果")
    return [{"案号": f"{number}号", **row} for number, row in enumerate(rows, start=1)]


def dispute_totals(picture: str) -> Rows:
    """Rows drawn as ``案件类型 结果维持 结果纠正 其他结果 尚未审结 总计``."""
    return _drawn(picture, "案件类型 结果维持 结果纠正 其他结果 尚未审结 总计")


def documents(picture: str) -> Rows:
    """Rows drawn as ``文件名称 文件类型 制发日期 废止日期``."""
    return _drawn(picture, "文件名称 文件类型 制发日期 废止日期")


def document_totals(picture: str) -> Rows:
    """Rows drawn as ``文件类型 本年制发数量 本年废止数量 现行有效数量``."""
    return _drawn(picture, "文件类型 本年制发数量 本年废止数量 现行有效数量")


def media(picture: str) -> Rows:
    """Rows drawn as ``平台 账号 月份 订阅 阅读人数 阅读次数 发布 最高 过万``."""
    return _drawn(picture, " ".join(column.name for column in SHEETS["新媒体"].columns))


def readings(sheet: str, picture: str) -> Rows:
    """Rows drawn as ``指标 数量 单位``."""
    return _drawn(picture, "指标 数量 单位", sheet)


def withheld(picture: str) -> Rows:
    """Rows drawn as ``信息名称 不予公开依据 备案日期``."""
    return _drawn(picture, "信息名称 不予公开依据 备案日期")


def enforcement(**quantities: int) -> Rows:
    """One row a kind."""
    return [
        {"事项类型": kind, "数量": quantity, "row": row}
        for row, (kind, quantity) in enumerate(quantities.items(), start=2)
    ]


def charges(*amounts: str) -> Rows:
    """One row an amount, in yuan."""
    return [
        {"项目名称": "考试费", "金额（元）": Decimal(amount), "row": row}
        for row, amount in enumerate(amounts, start=2)
    ]


def of_file(file: str, rows: Rows) -> Rows:
    """The rows as another workbook has them."""
    return [{**row, "file": file} for row in rows]


def small_year() -> dict[str, Rows]:
    """The rows of a small year in which every sheet has something to count."""
    return {
        "published": published("""
            财务   2016-02-22 2016-02-25 统一平台
            财务   2016-03-01 2016-04-28 统一平台、微信
            招生   -          2016-06-13 教育网、统一平台、微信
        """),
        "interpretations": interpretations("解读甲 2016-06-08 2016-06-13\n解读乙 2016-06-20 2016-06-30"),
        "documents": documents("信息2 行政规范性文件 2016-02-22 -"),
        "enforcement": enforcement(行政许可=3),
        "charges": charges("12345.60", "0.07"),
        "applications": applications("""
            2015-12-20 自然人   网络 -          2016-01-08 予以公开
            2016-03-01 商业企业 信函 2016-03-20 2016-04-10 属于国家秘密
            2016-12-20 自然人   当面 -          -          -
        """),
        "disputes": disputes("行政复议 2016-03-01 2016-05-01 结果维持\n举报投诉 2016-04-01 - -"),
        "media": media("微信 柳州教育 - 5649 408220 683366 312 61352 9"),
        "websites": readings("政府网站", "信息发布条数 1186 条"),
        "work": readings("工作情况", "专职人员数 2 人\n兼职人员数 8 人\n政府信息公开专项经费 5.6 万元"),
    }


def ledgers(**others: Rows) -> Ledgers:
    """Ledgers of the small year, or with other rows in some sheets."""
    return book(**{**small_year(), **others})


def _drawn(picture: str, columns: str, sheet: str = "") -> Rows:
    """The rows of a picture, each cell converted as its column demands; ``-`` is an empty cell."""
    named = columns.split()
    declared = _declared(sheet, named)
    return [
        {
            "row": row,
            **{
                name: _value(declared[name].kind, word)
                for name, word in zip(named, words, strict=True)
                if word != "-"
            },
        }
        for row, words in _rows(picture)
    ]


def _declared(sheet: str, named: list[str]) -> dict[str, Column]:
    """The columns of the sheet that is meant, or of the first that has them all."""
    for each in (SHEETS[sheet],) if sheet else SHEETS.values():
        found = {column.name: column for column in each.columns}
        if found.keys() >= set(named):
            return found
    raise KeyError(" ".join(named))


def _value(kind: ColumnKind, word: str) -> Value:
    if kind is ColumnKind.DATE:
        return day(word)
    if kind in {ColumnKind.COUNT, ColumnKind.MONTH}:
        return int(word)
    return Decimal(word) if kind in {ColumnKind.NUMBER, ColumnKind.MONEY} else word


def _rows(picture: str) -> list[tuple[int, list[str]]]:
    """The words of each line, and its row in the sheet."""
    numbers = count(2)
    return [(next(numbers), line.split()) for line in picture.splitlines() if line.strip()]
