"""Files as programs and people send them → read as what they are, or refused with what they are."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

import xlsxwriter  # type: ignore[import-untyped]  # ships no types
from ledger_kinds import ASKED, EITHER, Case, cases, judge

if TYPE_CHECKING:
    from pathlib import Path

TOTAL: Final = "publication.total"
LICENCES: Final = "proactive.licences.decisions"
REQUESTS: Final = "requests.new.total"

HEADER: Final = ("信息名称", "信息类别", "公开日期", "公开渠道")
ROWS: Final = (
    ("河道采砂公告", "河湖管理", "2024-03-05", "临江水利网"),
    ("防汛值班安排", "防汛", "2024-06-03", "临江水利网"),
)
HTML: Final = (
    "<html><head><meta charset='{}'><style>td{{mso-number-format:'\\@'}}</style></head><body><table border=1>"
    + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (HEADER, *ROWS))
    + "</table></body></html>"
)
MHT: Final = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="edge"\r\n\r\n--edge\r\n'
    "Content-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: 8bit\r\n"
    'Content-Type: text/html; charset="utf-8"\r\n\r\n' + HTML.format("utf-8") + "\r\n\r\n--edge--\r\n"
)
XML_CELL: Final = '<Cell><Data ss:Type="String">{}</Data></Cell>'
XML_2003: Final = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="主动公开"><Table>'
    + "".join(f"<Row>{''.join(map(XML_CELL.format, row))}</Row>" for row in (HEADER, *ROWS))
    + "</Table></Worksheet></Workbook>"
)
LOGIN: Final = "<html><head><title>登录</title></head><body><form>用户名<input></form></body></html>"


def text(separator: str, *, quote: str = "") -> str:
    """The two items as text."""
    lines = (separator.join(f"{quote}{cell}{quote}" for cell in row) for row in (HEADER, *ROWS))
    return "\r\n".join(lines) + "\r\n"


def sent(name: str, file: str, content: str | bytes) -> Case:
    """The two items in a file."""
    return Case(name, {file: content}, {TOTAL: 2})


@cases(
    sent("HTML named .xls in GBK", "主动公开.xls", HTML.format("gb2312").encode("gb18030")),
    sent("HTML named .xls in UTF-8", "主动公开.xls", b"\xef\xbb\xbf" + HTML.format("utf-8").encode()),
    sent("a web archive named .xls", "主动公开.xls", MHT.encode()),
    sent("XML Spreadsheet 2003 named .xls", "台账.xls", XML_2003),
    sent("XML Spreadsheet 2003", "台账.xml", XML_2003),
    sent("text with tabs named .xls", "主动公开.xls", text("\t").encode("gb18030")),
    sent("text with commas named .xls", "主动公开.xls", text(",").encode()),
    sent("text with commas named .xlsx", "主动公开.xlsx", text(",").encode()),
    sent("UTF-16 with tabs named .csv", "主动公开.csv", text("\t").encode("utf-16")),
    sent("UTF-16 without its mark", "主动公开.csv", text(",").encode("utf-16-le")),
    sent("two marks of UTF-8", "主动公开.csv", b"\xef\xbb\xbf\xef\xbb\xbf" + text(",").encode()),
    sent("semicolons", "主动公开.csv", text(";")),
    sent("bars", "主动公开.csv", text("|")),
    sent("all in quotes", "主动公开.csv", text(",", quote='"')),
    sent("text of a spreadsheet program", "主动公开.txt", text("\t").encode("utf-16")),
    sent("a title with semicolons above", "主动公开.csv", "临江市水利局；主动公开；登记表；；\n" + text(",")),
    sent("a name with a date", "主动公开_20241231.csv", text(",")),
    sent("a name with an office", "防汛办主动公开情况.csv", text(",")),
    sent("a name with a state", "主动公开定稿.csv", text(",")),
)
def test_a_file_is_read_as_what_it_is(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


@cases(
    Case(
        "numbers that a formula keeps as text",
        {
            "依申请公开.csv": (
                '登记编号,收到日期,申请人类型\n="0012",2024-12-20,自然人\n="0013",2024-12-20,商业企业\n'
            )
        },
        {REQUESTS: 2},
    ),
    Case(
        "a line break inside a cell",
        {
            "主动公开.csv": '信息名称,信息类别,公开日期,公开渠道\n"河道\n采砂公告",河湖管理,2024-03-05,临江水利网\n'
        },
        {TOTAL: 1},
    ),
    Case(
        "a quotation mark that is not closed",
        {
            "主动公开.csv": (
                '信息名称,信息类别,公开日期,公开渠道\n"河道采砂公告,河湖管理,2024-03-05,临江水利网\n'
                "防汛值班安排,防汛,2024-06-03,临江水利网\n水库名录,河湖管理,2024-07-01,临江水利网\n"
            )
        },
        {TOTAL: 3},
        EITHER,
    ),
    Case(
        "a quotation mark in the middle",
        {
            "主动公开.csv": (
                '信息名称,信息类别,公开日期,公开渠道\n关于"河长制的公告,河湖管理,2024-03-05,临江水利网\n'
                "防汛值班安排,防汛,2024-06-03,临江水利网\n"
            )
        },
        {TOTAL: 2},
        EITHER,
    ),
    Case(
        "a comma that shifts the columns",
        {
            "主动公开.csv": (
                "信息名称,信息类别,公开日期,公开渠道\n关于河道,水库的公告,河湖管理,2024-03-05,临江水利网\n"
            )
        },
        {},
        ASKED,
    ),
    Case(
        "a page that asks to log in",
        {"主动公开.csv": LOGIN, "台账.xlsx": {"行政执法": "事项类型  数量\n行政许可  3"}},
        {},
        ASKED,
    ),
    Case("half of a workbook", {"台账.xlsx": b"PK\x03\x04" + bytes(900)}, {}, ASKED),
    Case(
        "more than a hundred thousand rows",
        {
            "主动公开.csv": "信息名称,信息类别,公开日期,公开渠道\n"
            + "".join(f"第{number}号通报,防汛,2024-06-03,临江水利网\n" for number in range(100_050))
        },
        {TOTAL: 100_050},
    ),
)
def test_text_is_read_whole_or_asked_about(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


def filled_down(rows: int) -> bytes:
    """Two items, and formulas far below them whose kept result is an empty text, as spreadsheet programs write it."""
    written, kept = io.BytesIO(), io.BytesIO()
    book = xlsxwriter.Workbook(written)
    sheet = book.add_worksheet("主动公开")
    for number, row in enumerate((HEADER, *ROWS)):
        sheet.write_row(number, 0, row)
    for number in range(len(ROWS) + 1, rows):
        sheet.write_formula(number, 0, f'=IF(B{number + 1}="","",B{number + 1})', value="")
    book.close()
    with ZipFile(written) as source, ZipFile(kept, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, re.sub(rb'<c r="(\w+)"><f>', rb'<c r="\1" t="str"><f>', part))
    return kept.getvalue()


def blank_far_below() -> bytes:
    """Two items, and a space typed far below them."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written)
    sheet = book.add_worksheet("主动公开")
    for number, row in enumerate((HEADER, *ROWS)):
        sheet.write_row(number, 0, row)
    sheet.write_string(180_000, 2, " ")
    book.close()
    return written.getvalue()


@cases(
    Case("formulas filled far below", {"台账.xlsx": filled_down(4000)}, {TOTAL: 2}),
    Case("a space far below", {"台账.xlsx": blank_far_below()}, {TOTAL: 2}),
)
def test_what_is_empty_far_below_is_nothing(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)
