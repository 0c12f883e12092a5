"""An empty folder → the year that README.zh-CN.md tells of: started, filled in, spoilt, edited in Word."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docx import Document
from openpyxl import Workbook, load_workbook

from report_builder.new_year.agency_file import AgencyAnswers
from report_builder.new_year.starting import StartRequest, start_year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

YEAR: Final = 2026
AGENCY: Final = AgencyAnswers(
    name="柳州市教育局",
    short_name="市教育局",
    region="柳州市",
    office="柳州市教育局办公室",
    address="柳州市文惠路87号",
    postcode="545001",
    telephone="0772-2822960",
)
LEDGER: Final = f"data/{YEAR}/ledgers/市教育局{YEAR}年台账.xlsx"
REPORT: Final = f"out/{YEAR}/柳州市教育局{YEAR}年政府信息公开工作年度报告.docx"
_DEPARTMENT: Final = "教务科.xlsx"
EDITED: Final = f"out/{YEAR}/送审稿.docx"
_PUBLISHED: Final = ("信息名称", "文号", "信息类别", "制发日期", "公开日期", "公开渠道")
_APPLICATION: Final = ("登记编号", "收到日期", "申请人类型", "申请方式", "答复日期", "处理结果")
# Rows begin below the header and the example.
_FIRST_ROW: Final = 3


def _on(month: int, day: int, year: int = YEAR) -> date:
    return date(year, month, day)


ROWS: Final[Mapping[str, Sequence[Mapping[str, object]]]] = {
    "主动公开": [
        dict(zip(_PUBLISHED, row, strict=True))
        for row in (
            ("2026年部门预算", None, "财政信息", _on(2, 3), _on(2, 10), "政府网站"),
            ("校园安全检查通知", "柳教安〔2026〕3号", "政策文件", _on(3, 9), _on(3, 16), "政府网站"),
            ("2026年义务教育招生方案", "柳教基〔2026〕6号", "招生信息", _on(4, 28), _on(5, 7), "政府网站"),
            ("学生资助政策问答", None, "资助信息", _on(6, 1), _on(6, 8), "政务微信"),
            ("2025年部门决算", None, "财政信息", _on(8, 3), _on(8, 10), "政府网站"),
            ("中小学校舍安全排查情况", None, "校园安全", _on(10, 12), _on(10, 19), "政府网站"),
        )
    ],
    "政策解读": [
        {
            "解读名称": "一图读懂义务教育招生政策",
            "解读对象": "2026年义务教育招生方案",
            "政策发布日期": _on(5, 7),
            "解读日期": _on(5, 8),
        }
    ],
    "规范性文件": [
        {"文件名称": "校外培训管理办法", "文件类型": "行政规范性文件", "制发日期": _on(7, 6)},
        {"文件名称": "学校财务管理规定", "文件类型": "行政规范性文件", "制发日期": _on(5, 18, 2021)},
    ],
    "行政执法": [
        {"事项类型": "行政许可", "月份": 6, "数量": 4},
        {"事项类型": "行政处罚", "月份": 9, "数量": 1},
    ],
    "依申请公开": [
        dict(zip(_APPLICATION, row, strict=True))
        for row in (
            ("2026-001", _on(3, 9), "自然人", "网络", _on(3, 20), "予以公开"),
            ("2026-002", _on(5, 12), "自然人", "信函", _on(6, 2), "部分公开"),
            ("2026-003", _on(9, 7), "商业企业", "网络", _on(9, 21), "本机关不掌握相关政府信息"),
        )
    ],
    "行政事业性收费": [{"项目名称": "教师资格考试费", "金额（元）": 12800}],
    "新媒体": [{"平台": "微信公众号", "账号": "柳州教育", "订阅用户数": 5649, "发布条数": 312}],
}  # fmt: skip
LATE: Final[Mapping[str, object]] = {
    "登记编号": "2026-004", "收到日期": _on(11, 30), "申请人类型": "自然人", "申请方式": "当面",
    "答复日期": _on(12, 14), "处理结果": "予以公开",
}  # fmt: skip


def start(folder: Path) -> None:
    """Start the year as the questions of ``new`` would, answered."""
    start_year(StartRequest(folder / "data", YEAR, agency=AGENCY))


def fill(ledger: Path, rows: Mapping[str, Sequence[Mapping[str, object]]] = ROWS) -> None:
    """Write rows into the sheets of a blank workbook, each value in the column of its name."""
    workbook = load_workbook(ledger)
    for name, records in rows.items():
        sheet = workbook[name]
        columns = {str(cell.value).strip("*"): cell.column for cell in sheet[1]}
        for number, record in enumerate(records, max(_FIRST_ROW, sheet.max_row + 1)):
            for column, value in record.items():
                sheet.cell(number, columns[column]).value = value  # type: ignore[assignment, arg-type]  # the stubs lack object
    workbook.save(ledger)


def spoil(ledger: Path) -> None:
    """Make the three mistakes that the manual shows: a wrong choice, a wrong date, a number given twice."""
    workbook = load_workbook(ledger)
    workbook["主动公开"]["E5"] = "五月上旬"
    applications = workbook["依申请公开"]
    applications["C4"] = "个人"
    applications["A5"] = "2026-001"
    workbook.save(ledger)


def add_strays(ledgers: Path) -> None:
    """Put beside the workbook what a shared folder collects, and a department's own workbook."""
    (ledgers / "~$教务科.xlsx").write_bytes(b"lock")
    (ledgers / "法规科.et").write_bytes(b"a spreadsheet of WPS's own")
    (ledgers / "通知.ini").write_bytes(b"no ledger")
    workbook = Workbook()
    published = workbook.create_sheet("主动公开")
    published.append(["信息名称", "信息类别", "公开日期", "公开渠道", "经办人"])
    published.append(["校园安全检查通知", "政策文件", "2026-3-16", "政府网站", "某某"])
    published.append(["中学生近视防控方案", None, "2026-5-16", "大喇叭"])
    published.append(["上年的工作要点", "政策文件", "2025-5-16", "政府网站"])
    published.append(["合计", 3])
    applications = workbook.create_sheet("依申请公开台账")
    applications.append(["登记编号", "收到日期", "申请人类型", "答复日期", "处理结果"])
    applications.append(["2026-101", "2026-3-9", "自然人", "2026-3-2", "予以公开"])
    applications.append(["2026-102", "2026-3-9", "自然人", None, "予以公开"])
    enforcement = workbook.create_sheet("行政执法")
    enforcement.append(["事项类型", "月份", "数量"])
    enforcement.append(["行政许可", 3, 2.5])
    workbook.create_sheet("政策解读").append(["解读对象", "解读日期"])
    workbook.create_sheet("食堂菜单").append(["星期一"])
    workbook.remove(workbook["Sheet"])
    workbook.save(ledgers / _DEPARTMENT)


def add_doubts(folder: Path) -> None:
    """What a build warns of: things done late, rows of another year, a text that says otherwise."""
    year = folder / "data" / str(YEAR)
    workbook = Workbook()
    published = workbook.create_sheet("主动公开")
    published.append(["信息名称", "信息类别", "制发日期", "公开日期", "公开渠道"])
    published.append(["校车安全管理规定", "政策文件", "2026-3-2", "2026-6-30", "大喇叭"])
    published.append(["上年的工作要点", "政策文件", "2025-5-6", "2025-5-16", "政府网站"])
    applications = workbook.create_sheet("依申请公开")
    applications.append(["登记编号", "收到日期", "申请人类型", "答复日期", "处理结果"])
    applications.append(["2026-201", "2026-3-2", "自然人", "2026-6-30", "予以公开"])
    workbook.remove(workbook["Sheet"])
    workbook.save(year / "ledgers" / _DEPARTMENT)
    (year / "report.toml").write_text("signed_on = 2027-05-20\n", encoding="utf-8")
    narrative = year / "narrative.md"
    text, _, _ = narrative.read_text(encoding="utf-8").partition("# 其他需要报告的事项")
    text += "2025年，市教育局共收到政府信息公开申请9件。\n"
    narrative.write_text(text, encoding="utf-8")


def misspell(folder: Path) -> None:
    """Write a name that there is none of, and a brace too few, into the narrative."""
    narrative = folder / "data" / str(YEAR) / "narrative.md"
    text = narrative.read_text(encoding="utf-8")
    narrative.write_text(text.replace("{{ 申请.新收 |", "{{ 申请.新收件数 |"), encoding="utf-8")


def write_both(folder: Path) -> None:
    """Put a Word narrative beside the other one."""
    Document().save(str(folder / "data" / str(YEAR) / "narrative.docx"))


def remove_strays(ledgers: Path) -> None:
    """Leave only the workbook of the year."""
    for path in ledgers.iterdir():
        if path.name != Path(LEDGER).name:
            path.unlink()


def overwrite_a_figure(report: Path, target: Path) -> None:
    """Type over the number of applications in the text, which is what ``verify`` is there to find."""
    document = Document(str(report))
    figure = next(
        each
        for each in document.element.body.iter("{*}sdt")
        if "".join(text.text or "" for text in each.iter("{*}t")) == "3"
    )
    next(iter(figure.iter("{*}t"))).text = "5"
    document.save(str(target))
