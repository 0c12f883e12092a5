"""The committed ``data/2016/ledgers/*.xlsx`` → whether they carry the facts of the report filed for 2016."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Final

import pytest
from chinese_calendar import get_workdays, is_workday  # type: ignore[import-untyped]  # ships no types
from make_sample_year import make_workbooks
from msgspec import Struct
from openpyxl import load_workbook

YEAR: Final = Path(__file__).resolve().parent.parent / "data" / "2016"
LEDGERS: Final = YEAR / "ledgers"

# The contract with the reader of the ledgers: sheets and the columns each may have, required ones starred.
CONTRACT: Final = {
    "主动公开": "信息名称* 文号 信息类别* 制发日期 公开日期* 公开渠道* 网址 责任科室 备注",
    "政策解读": "解读名称* 解读对象* 政策发布日期 解读日期* 解读形式 公开渠道 备注",
    "规范性文件": "文件名称* 文号 文件类型* 制发日期* 废止日期 备注",
    "行政事业性收费": "项目名称* 月份 日期 金额（元）*",
    "依申请公开": (
        "登记编号* 收到日期* 申请人类型* 申请方式 申请内容 补正通知日期 补正日期 征求意见开始 征求意见结束 "
        "延期日期 答复日期 处理结果 收费金额（元） 减免金额（元） 备注"
    ),
    "不予公开备案": "信息名称* 不予公开依据* 备案日期*",
    "复议诉讼": "案号* 案件类型* 收到日期* 审结日期 结果",
    "新媒体": "平台* 账号* 月份 订阅用户数 阅读人数 阅读次数 发布条数 单篇最高阅读量 阅读量过万条数",
    "政府网站": "指标* 数量* 单位 备注",
    "工作情况": "指标* 数量* 单位",
}
EMPTY_IN_2016: Final = ("规范性文件", "行政事业性收费", "依申请公开", "不予公开备案", "复议诉讼")

# Where the report tells the day, the row has that day; where it tells the month, a working day in it.
POLICIES_TOLD: Final = {
    "关于做好2016年义务教育学校招生入学工作的通知": "2016-06",
    "柳州市2016年初中毕业升学考试和高中阶段招生工作方案": "2016-06",
    "关于加强进城务工人员随迁子女义务教育工作的指导意见": "2016-09",
    "柳州市贯彻落实〈广西乡村教师支持计划实施方案〉的办法（2015-2020年）": "2016",
    "柳州市教育局关于贯彻落实柳州市政务公开政府信息公开2016年工作要点的实施方案": "2016",
}
INTERPRETATIONS_TOLD: Final = {
    "政策解读：2016年中考招生录取照顾政策 烈士子女加30分": "2016-06",
    "政策解读：“一证两合法”2017年非柳州市市区户籍的学生初中毕业升学考试和录取新政": "2016-06",
    "政策解读：降低门槛 简化手续 保障进城务工人员随迁子女接受义务教育的权力": "2016-09",
    "政策解读：提升师德、提高待遇、解决住房": "2016",
    "政策解读：贫困户子女可申请免除幼儿园、普通高中学杂费": "2016-10",
}
ACTS_TOLD: Final = {
    "年度报告": ("柳州市教育局2015年政府信息公开工作年度报告", date(2016, 1, 13)),
    "部门预算": ("柳州市教育局2016年部门预算及“三公”经费预算", date(2016, 2, 25)),
    "权责清单": ("柳州市教育局权责清单", date(2016, 7, 21)),
    "部门决算": ("柳州市教育局2015年部门决算", date(2016, 8, 5)),
}
# 三月三: a holiday of the region, which the national calendar does not know.
REGIONAL_HOLIDAYS: Final = {date(2016, 4, 11), date(2016, 4, 12)}

Value = object  # what openpyxl finds in a cell


class Sheet(Struct, frozen=True):
    """A sheet read back: its place, its headers, and its rows below them."""

    file: str
    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def records(self) -> list[dict[str, Value]]:
        """The rows by header."""
        return [dict(zip(self.headers, row, strict=True)) for row in self.rows]


def read_sheets() -> list[Sheet]:
    """Every sheet of every workbook; the header is the first row of more than one filled cell."""
    sheets = []
    for path in sorted(LEDGERS.glob("*.xlsx")):
        for worksheet in load_workbook(path).worksheets:
            rows = list(worksheet.iter_rows(values_only=True))
            top = next(number for number, row in enumerate(rows) if sum(cell is not None for cell in row) > 1)
            headers = tuple(str(cell) for cell in rows[top])
            sheets.append(Sheet(path.name, worksheet.title, headers, tuple(rows[top + 1 :])))
    return sheets


SHEETS: Final = read_sheets()


def rows_of(name: str) -> list[dict[str, Value]]:
    """The rows of a sheet, all departments together."""
    return [record for sheet in SHEETS if sheet.name == name for record in sheet.records()]


def day(value: Value) -> date:
    """The day a cell tells, whether a real date or one of the three spellings in text."""
    if isinstance(value, datetime):
        return value.date()
    year, month, day_of_month = map(int, re.findall(r"\d+", str(value)))
    return date(year, month, day_of_month)


def working_days(start: Value, end: Value) -> int:
    """Working days after ``start`` up to and with ``end``; negative where the end comes first."""
    first, last = day(start), day(end)
    return len(get_workdays(first, last)) - 1 if last >= first else -1


def education_categories() -> tuple[str, ...]:
    settings = tomllib.loads((YEAR.parent / "agency.toml").read_text(encoding="utf-8"))
    return next(tuple(g["categories"]) for g in settings["category_groups"] if g["name"] == "教育信息")


def figures_of(name: str) -> dict[str, Value]:
    return {str(row["指标"]): row["数量"] for row in rows_of(name)}


POLICIES: Final = [row for row in rows_of("主动公开") if row["信息类别"] == "政策类文件"]
EDUCATION: Final = [row for row in rows_of("主动公开") if row["信息类别"] in education_categories()]
INTERPRETATIONS: Final = rows_of("政策解读")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.file} › {sheet.name}")
def test_a_sheet_has_its_required_columns_and_no_strange_ones(sheet: Sheet) -> None:
    contract = CONTRACT[sheet.name].split()

    required = {column.rstrip("*") for column in contract if column.endswith("*")}
    strange = set(sheet.headers) - {column.rstrip("*") for column in contract}

    assert required <= set(sheet.headers)
    assert strange == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.file} › {sheet.name}")
def test_every_required_cell_is_filled(sheet: Sheet) -> None:
    required = [column[:-1] for column in CONTRACT[sheet.name].split() if column.endswith("*")]

    blanks = [
        (number, column)
        for number, record in enumerate(sheet.records())
        for column in required
        if record[column] is None
    ]

    assert blanks == []


def test_every_sheet_of_the_contract_is_there() -> None:
    assert {sheet.name for sheet in SHEETS} == set(CONTRACT)


@pytest.mark.parametrize("name", EMPTY_IN_2016)
def test_what_did_not_happen_has_headers_and_no_rows(name: str) -> None:
    assert rows_of(name) == []


def test_twenty_six_policy_documents_are_published() -> None:
    assert len(POLICIES) == 26
    assert len({row["文号"] for row in POLICIES} - {None}) == 26
    assert all("自治区统一平台" in str(row["公开渠道"]) for row in POLICIES)
    assert max(day(row["公开日期"]) for row in POLICIES) > date(2016, 12, 15)


def test_every_item_is_published_within_twenty_working_days_of_its_making() -> None:
    late = [
        row["信息名称"]
        for row in rows_of("主动公开")
        if not 0 <= working_days(row["制发日期"], row["公开日期"]) <= 20
    ]

    assert late == []


def test_a_hundred_and_thirty_nine_education_items_are_published_over_all_categories_and_months() -> None:
    assert len(EDUCATION) == 139
    assert {row["信息类别"] for row in EDUCATION} == set(education_categories())
    assert {day(row["公开日期"]).month for row in EDUCATION} == set(range(1, 13))
    assert all("自治区统一平台" in str(row["公开渠道"]) for row in EDUCATION)


@pytest.mark.parametrize(("title", "told"), POLICIES_TOLD.items())
def test_a_policy_of_the_report_is_issued_and_published_in_the_month_told(title: str, told: str) -> None:
    row = next(row for row in POLICIES if row["信息名称"] == title)

    assert day(row["制发日期"]).isoformat().startswith(told)
    assert day(row["公开日期"]).isoformat().startswith(told)


def test_the_five_interpretations_carry_the_titles_and_months_of_the_report() -> None:
    months = {str(row["解读名称"]): day(row["解读日期"]).isoformat() for row in INTERPRETATIONS}

    assert len(INTERPRETATIONS) == 5
    assert set(months) == set(INTERPRETATIONS_TOLD)
    assert all(months[title].startswith(told) for title, told in INTERPRETATIONS_TOLD.items())


def test_every_interpretation_follows_its_policy_within_three_working_days() -> None:
    published = {str(row["信息名称"]): day(row["公开日期"]) for row in POLICIES}

    for row in INTERPRETATIONS:
        assert published[str(row["解读对象"])] == day(row["政策发布日期"])
        assert 0 <= working_days(row["政策发布日期"], row["解读日期"]) <= 3


@pytest.mark.parametrize(("category", "act"), ACTS_TOLD.items())
def test_a_dated_act_of_the_report_is_one_row_with_that_day(category: str, act: tuple[str, date]) -> None:
    rows = [row for row in rows_of("主动公开") if row["信息类别"] == category]

    assert [(row["信息名称"], day(row["公开日期"])) for row in rows] == [act]


def test_the_annual_report_for_2015_went_to_the_platform_and_the_three_reading_rooms() -> None:
    row = next(row for row in rows_of("主动公开") if row["信息类别"] == "年度报告")

    assert row["公开渠道"] == "自治区统一平台、柳州市政务服务中心、柳州市档案馆、柳州市图书馆"


def test_no_title_is_registered_twice() -> None:
    titles = Counter(row["信息名称"] for row in rows_of("主动公开"))

    assert [title for title, times in titles.items() if times > 1] == []


def test_every_date_is_a_working_day_of_the_region_in_2016() -> None:
    days = {day(row[column]) for row in rows_of("主动公开") for column in ("制发日期", "公开日期")}
    days |= {day(row[column]) for row in INTERPRETATIONS for column in ("政策发布日期", "解读日期")}

    assert {each for each in days if each.year != 2016 or not is_workday(each)} == set()
    assert days & REGIONAL_HOLIDAYS == set()


def test_dates_come_as_real_dates_and_in_all_three_spellings() -> None:
    cells = [row["公开日期"] for row in rows_of("主动公开")]

    spellings = {"date" if isinstance(cell, datetime) else re.sub(r"\d+", "", str(cell)) for cell in cells}

    assert spellings == {"date", "--", "//", "年月日"}


def test_the_channel_figures_are_those_of_the_report() -> None:
    (wechat,) = rows_of("新媒体")
    website = figures_of("政府网站")

    assert (wechat["平台"], wechat["账号"], wechat["月份"]) == ("微信", "柳州教育", None)
    assert [wechat[column] for column in ("订阅用户数", "阅读人数", "阅读次数")] == [5649, 408220, 683366]
    assert int(str(wechat["单篇最高阅读量"])) > 60_000
    assert int(str(wechat["阅读量过万条数"])) > 1
    assert (website["博客用户数"], website["学校和教师博文发布数"]) == (10250, 9425)
    assert int(str(website["信息发布条数"])) > 1000


def test_the_working_conditions_agree_with_one_another() -> None:
    work = {name: float(str(value)) for name, value in figures_of("工作情况").items()}

    assert work["设置政府信息公开查阅点数"] == 3
    assert work["受理政府信息公开申请的场所数"] == 2
    assert work["专职人员数"] + work["兼职人员数"] == work["从事政府信息公开工作人员数"]
    assert work["主要负责同志参加新闻发布会次数"] <= work["参加或举办新闻发布会总次数"]
    assert work["主要负责同志参加政府网站在线访谈次数"] <= work["政府网站在线访谈次数"]


def test_building_the_workbooks_again_gives_the_committed_bytes() -> None:
    committed = {path.name: path.read_bytes() for path in LEDGERS.glob("*.xlsx")}

    assert make_workbooks() == committed
