"""An agency's name and its dice → a year of ledgers, settings and text, and the figures that they come to.

The figures are counted here, row by row, without any of the program's code.
"""
# ruff: noqa: INP001, PLR2004, TID251  (beside scripts, in no package; its dice have a seed, and odds are odds)

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from xlsxwriter import Workbook  # type: ignore[import-untyped]  # ships no types

if TYPE_CHECKING:
    from collections.abc import Mapping
    from io import BytesIO
    from random import Random

CHECKOUT: Final = Path(__file__).resolve().parent.parent
YEAR: Final = 2024
CREATED: Final = datetime(YEAR, 12, 30, tzinfo=UTC)
ROWS: Final = tuple(
    (row["key"], row["label"])
    for row in tomllib.loads((CHECKOUT / "styles" / "requests.toml").read_text(encoding="utf-8"))["rows"]
)
LEAVES: Final = tuple(
    (key, label) for key, label in ROWS if key not in {"new", "carried_in", "total", "carried_out"}
)
APPLICANTS: Final = {
    "natural_person": "自然人",
    "business": "商业企业",
    "research": "科研机构",
    "nonprofit": "社会公益组织",
    "legal_service": "法律服务机构",
    "other": "其他",
}
SUITS: Final = {"review": "行政复议", "direct_suit": "未经复议直接起诉", "suit_after_review": "复议后起诉"}
RESULTS: Final = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结"}
DECISIONS: Final = {"licences": "行政许可", "penalties": "行政处罚", "compulsions": "行政强制"}
SUBJECTS: Final = (
    "道路改造工程", "老旧小区改造", "征地补偿安置", "专项资金分配", "义务教育学区划分", "危险房屋鉴定",
    "饮用水源保护", "农村公路养护", "公租房分配", "企业环境影响评价", "医疗保险报销标准", "政府采购合同",
)  # fmt: skip
TROUBLES: Final = (
    "个别栏目更新不够及时", "政策解读的形式比较单一", "工作人员对条例学习不够", "公开的内容还不够细",
    "答复文书的规范程度有待提高", "公众参与的渠道不够多", "历史信息还没有清理完", "部门协作还不够顺畅",
)  # fmt: skip
CATEGORIES: Final = ("政策文件", "财政预算决算", "规划计划", "重大项目", "公共服务", "人事信息")

Cell = str | int | float | date | None
Sheets = dict[str, list[list[Cell]]]


class AgencyYear(Struct, frozen=True):
    """Its sheets, its figures as whole numbers by path, its fees in fen, and a sentence of its own."""

    sheets: Sheets
    figures: Mapping[str, int]
    fees_fen: int
    trouble: str
    contact: tuple[str, str]


def draw_year(name: str, kind: str, dice: Random, usual: int | None = None) -> AgencyYear:
    """What such an agency has to report; ``usual`` applications, where its kind does not say."""
    figures: Counter[str] = Counter()
    sheets: Sheets = {}
    _publish(sheets, name, dice)
    _documents(sheets, figures, name, dice)
    _decisions(sheets, figures, dice)
    fees = _fees(sheets, dice)
    _applications(sheets, figures, dice, usual or (6 if kind == "government" else 3))
    _suits(sheets, figures, dice)
    contact = (
        f"人民路{dice.randint(1, 200)}号",
        f"0{dice.randint(310, 999)}-{dice.randint(2000000, 8999999)}",
    )
    return AgencyYear(sheets, figures, fees, "，".join(dice.sample(TROUBLES, 2)), contact)


def write_year(data: Path, name: str, kind: str, region: str, year: AgencyYear) -> None:
    """The agency's ``data`` folder."""
    ledger_of(data).parent.mkdir(parents=True, exist_ok=True)
    street, telephone = year.contact
    (data / "agency.toml").write_text(
        f'name = "{name}"\nshort_name = "{name.removeprefix(region)}"\nkind = "{kind}"\nregion = "{region}"\n'
        f'contact = {{ office = "{name}办公室", address = "{region}{street}", postcode = "545001", '
        f'telephone = "{telephone}" }}\nportal = "{region}人民政府门户网站"\n',
        encoding="utf-8",
    )
    (data / str(YEAR) / "report.toml").write_text(f"signed_on = {YEAR + 1}-01-20\n", encoding="utf-8")
    text = (CHECKOUT / "styles" / "national-2021" / "narrative.md").read_text(encoding="utf-8")
    old = "公开内容的深度和时效有待提高，部分工作人员依法公开的意识需要进一步增强"
    (data / str(YEAR) / "narrative.md").write_text(text.replace(old, year.trouble), encoding="utf-8")
    write_workbook(ledger_of(data), year.sheets)


def ledger_of(data: Path) -> Path:
    """The one workbook of an agency."""
    return data / str(YEAR) / "ledgers" / "台账.xlsx"


def write_workbook(target: Path | BytesIO, sheets: Mapping[str, list[list[Cell]]]) -> None:
    """The sheets as a workbook with real dates; the same bytes every time."""
    book = Workbook(str(target) if isinstance(target, Path) else target, {"constant_memory": True})
    book.set_properties({"created": CREATED})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, column, value, day)
                elif value is not None:
                    sheet.write(line, column, value)
    book.close()


def _day(dice: Random, first: date, last: date) -> date:
    """A day between two, no Saturday and no Sunday."""
    found = first + timedelta(days=dice.randint(0, (last - first).days))
    return found - timedelta(days=max(0, found.weekday() - 4))


def _publish(sheets: Sheets, name: str, dice: Random) -> None:
    rows: list[list[Cell]] = [
        ["信息名称", "文号", "信息类别", "制发日期", "公开日期", "公开渠道", "责任科室"]
    ]
    for number in range(1, dice.randint(8, 60)):
        made = _day(dice, date(YEAR, 1, 4), date(YEAR, 12, 10))
        rows.append([
            f"{name}关于{dice.choice(SUBJECTS)}的通知（第{number}号）",
            f"{name[:1]}{name[-3:-1]}发〔{YEAR}〕{number}号",
            dice.choice(CATEGORIES),
            made,
            made + timedelta(days=dice.randint(1, 12)),
            dice.choice(("政府网站", "政府网站、政务微信")),
            "办公室",
        ])  # fmt: skip
    sheets["主动公开"] = rows


def _documents(sheets: Sheets, figures: Counter[str], name: str, dice: Random) -> None:
    rows: list[list[Cell]] = [["文件名称", "文号", "文件类型", "制发日期", "废止日期"]]
    path = "proactive.normative_documents"
    for number in range(1, dice.randint(1, 9)):
        made = _day(dice, date(YEAR - 6, 1, 4), date(YEAR, 12, 10))
        ended = _day(dice, max(made, date(YEAR, 1, 4)), date(YEAR, 12, 28)) if dice.random() < 0.15 else None
        rows.append([
            f"{name}{dice.choice(SUBJECTS)}管理办法（{number}）", f"{name[0]}规〔{made.year}〕{number}号",
            "行政规范性文件", made, ended,
        ])  # fmt: skip
        figures[f"{path}.issued"] += made.year == YEAR
        figures[f"{path}.abolished"] += ended is not None
        figures[f"{path}.in_force"] += ended is None
    if len(rows) > 1:
        sheets["规范性文件"] = rows


def _decisions(sheets: Sheets, figures: Counter[str], dice: Random) -> None:
    rows: list[list[Cell]] = [["事项类型", "月份", "数量"]]
    for key, label in DECISIONS.items():
        usual = dice.choice((0, 2, 30))
        for month in range(1, 13):
            quantity = dice.randint(0, usual)
            rows.append([label, f"{YEAR}-{month:02}", quantity])
            figures[f"proactive.{key}.decisions"] += quantity
    sheets["行政执法"] = rows


def _fees(sheets: Sheets, dice: Random) -> int:
    rows: list[list[Cell]] = [["项目名称", "月份", "金额（元）"]]
    sum_fen = 0
    for month in range(1, 13) if dice.random() < 0.4 else ():
        fen = dice.randint(0, 500_000)
        rows.append(["证照工本费", f"{YEAR}-{month:02}", fen / 100])
        sum_fen += fen
    if len(rows) == 1:
        rows.append(["证照工本费", f"{YEAR}-12", 0])
    sheets["行政事业性收费"] = rows
    return sum_fen


def _applications(sheets: Sheets, figures: Counter[str], dice: Random, usual: int) -> None:
    """One a row, or where the agency's own system has totals only the statutory table itself."""
    rows: list[list[Cell]] = []
    for number in range(1, int(dice.gammavariate(1.2, usual)) + 1):
        is_old = number <= 2 and dice.random() < 0.3
        received = (
            _day(dice, date(YEAR - 1, 12, 14), date(YEAR - 1, 12, 29))
            if is_old
            else _day(dice, date(YEAR, 1, 8), date(YEAR, 12, 31))
        )
        replied = _day(dice, received + timedelta(days=3), received + timedelta(days=20))
        replied = max(replied, date(YEAR, 1, 3)) if is_old else replied
        kind = dice.choices(tuple(APPLICANTS), (60, 18, 3, 4, 8, 7))[0]
        key, label = dice.choices(LEAVES, (30, 8, *[1] * 8, 14, 3, 2, 4, 2, 1, 1, 2, 1, 1, 4))[0]
        is_open = replied.year > YEAR
        _count(figures, "carried_in" if is_old else "new", kind)
        _count(figures, "carried_out" if is_open else key, kind)
        if not is_open:
            _count(figures, "total", kind)
        rows.append([
            f"{YEAR}-{number:03}", received, APPLICANTS[kind], dice.choice(("网络", "信函", "当面")),
            dice.choice(SUBJECTS), None if is_open else replied, None if is_open else label,
        ])  # fmt: skip
    if dice.random() < 0.25:
        sheets["依申请公开统计"] = _requests_table(figures)
    elif rows:
        head: list[Cell] = [
            "登记编号",
            "收到日期",
            "申请人类型",
            "申请方式",
            "申请内容",
            "答复日期",
            "处理结果",
        ]
        sheets["依申请公开"] = [head, *rows]


def _count(figures: Counter[str], row: str, kind: str) -> None:
    figures[f"requests.{row}.{kind}"] += 1
    figures[f"requests.{row}.total"] += 1


def _requests_table(figures: Counter[str]) -> list[list[Cell]]:
    columns = (*APPLICANTS, "total")
    return [
        ["项目", *APPLICANTS.values(), "总计"],
        *([label, *(figures[f"requests.{key}.{column}"] for column in columns)] for key, label in ROWS),
    ]


def _suits(sheets: Sheets, figures: Counter[str], dice: Random) -> None:
    rows: list[list[Cell]] = [["案号", "案件类型", "收到日期", "审结日期", "结果"]]
    for number in range(1, dice.choices((1, 2, 4), (70, 20, 10))[0]):
        suit, result = dice.choice(tuple(SUITS)), dice.choice(tuple(RESULTS))
        received = _day(dice, date(YEAR, 2, 1), date(YEAR, 9, 30))
        closed = None if result == "pending" else received + timedelta(days=55)
        rows.append([f"政复〔{YEAR}〕{number}号", SUITS[suit], received, closed, RESULTS[result]])
        figures[f"litigation.{suit}.{result}"] += 1
        figures[f"litigation.{suit}.total"] += 1
    if len(rows) > 1:
        sheets["复议诉讼"] = rows
