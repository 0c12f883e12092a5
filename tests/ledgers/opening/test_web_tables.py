"""Pages and web archives that systems export as ledgers: their tables, cell by cell as they are shown."""

from __future__ import annotations

from contextlib import suppress
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import TYPE_CHECKING

import pytest

from report_builder.budgets import Budget
from report_builder.diagnostics import Findings
from report_builder.ledgers.opening.file_bytes import describe
from report_builder.ledgers.opening.grids import SheetGrid, read_grids
from report_builder.ledgers.opening.layouts import CellRange
from report_builder.ledgers.opening.surveys import WorkbookFaultError
from report_builder.ledgers.opening.web_archives import read_pages
from report_builder.ledgers.opening.web_tables import read_web_tables, sheet_names

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.ledgers.opening.raw_sheets import RawSheet

TABLE = (
    "<table><tr><th>指标</th><th>数量</th></tr><tr><td>会议</td><td>3</td></tr>"
    "<tr><td>培训</td><td>12</td></tr></table>"
)
ROWS = [["指标", "数量"], ["会议", "3"], ["培训", "12"]]
LOGIN = '<html><form action="login">用户名<input name="u">密码<input type="password"></form></html>'


def sheet_of(page: str) -> RawSheet:
    sheet = read_web_tables(page, "表")
    assert sheet is not None
    return sheet


def read(path: Path, content: bytes) -> tuple[tuple[SheetGrid, ...], list[str]]:
    path.write_bytes(content)
    findings = Findings()
    grids = read_grids(describe(path), findings)
    return grids, [f"{finding.severity} {finding.code} {finding.message}" for finding in findings]


def test_a_tag_with_attributes_without_end_is_refused() -> None:
    attributes = " ".join(f"a{number}" for number in range(1_000))

    for hidden in (attributes, f'x="<" y=">" {attributes}', f"x='<!--' {attributes}", f'x=">"{attributes}'):
        with pytest.raises(WorkbookFaultError, match="没有尽头"):
            read_web_tables(TABLE.replace("<td", f"<td {hidden}", 1), "表")


def test_many_attributes_of_many_tags_and_long_ones_are_read() -> None:
    attributes = " ".join(f'a{number}="{number}"' for number in range(150))
    page = TABLE.replace("<td", f"<td {attributes}").replace("<tr", f'<tr title="{"a b=c " * 500}"')

    assert sheet_of(f"<p>{'a b=c ' * 500}</p>{page}").rows == ROWS


@pytest.mark.parametrize(
    "filling", ["<script>", "<style>", "<!-- ", "<style><script><!--", "<x:Name>" + " " * 100, "<b a<p a"]
)
def test_what_is_begun_a_hundred_thousand_times_and_never_ended_takes_no_time(filling: str) -> None:
    with suppress(WorkbookFaultError):
        read_web_tables(TABLE + filling * 100_000, "表")
    with suppress(WorkbookFaultError):
        sheet_names(TABLE + filling * 100_000)


def test_a_cell_shows_its_text_as_a_page_does() -> None:
    page = """
        <table><tr><td>  教育
          网 </td><td>一<br>二</td><td><p>甲</p><p>乙</p></td><td>a &amp; b&nbsp;</td></tr>
        <tr><td><b>粗</b>体<!-- 注 --></td><td><script>x()</script>3</td><td></td><td>&#26657;</td></tr>
        </table>
    """

    assert sheet_of(page).rows == [
        ["教育 网", "一\n二", "甲\n乙", "a & b\xa0".strip()],
        ["粗体", "3", "", "校"],
    ]


def test_cells_that_span_others_are_merged_and_stand_at_their_columns() -> None:
    page = """
        <table><tr><td rowspan=2>案号</td><td colspan="2">日期</td></tr><tr><td>收到</td><td>审结</td></tr>
        <tr><td>一号</td><td rowspan="9">3月</td><td>4月</td></tr><tr><td>二号</td><td>5月</td></tr></table>
    """

    sheet = sheet_of(page)

    assert sheet.rows == [
        ["案号", "日期", ""], ["", "收到", "审结"], ["一号", "3月", "4月"], ["二号", "", "5月"],
    ]  # fmt: skip
    assert sheet.layout.merged == (CellRange(0, 0, 0, 1), CellRange(1, 0, 2, 0), CellRange(1, 2, 1, 3))


def test_a_row_that_the_page_does_not_show_is_hidden() -> None:
    page = TABLE.replace("<tr><td>会议", '<tr style="display: none"><td>会议')

    assert sheet_of(page).layout.hidden_rows == (range(1, 2),)


def test_a_table_that_lays_out_the_page_is_no_sheet() -> None:
    page = f"<table><tr><td>菜单</td><td>{TABLE}</td></tr><tr><td>页脚</td><td></td></tr></table>"

    assert sheet_of(page).rows == ROWS


def test_tables_stand_one_below_another() -> None:
    assert sheet_of(TABLE + TABLE).rows == [*ROWS, ["", ""], *ROWS]


@pytest.mark.parametrize(
    "page", [LOGIN, "<html></html>", "<table><tr><td>只有一格</td></tr></table>", "<!-- -->"]
)
def test_a_page_without_a_table_is_no_sheet(page: str) -> None:
    assert read_web_tables(page, "表") is None


def test_a_span_beyond_all_bounds_is_refused_or_cut() -> None:
    tall = TABLE.replace("<td>会议", '<td rowspan="999999999">会议')
    wide = TABLE.replace("<td>会议", '<td colspan="999999999">会议')

    assert sheet_of(tall).layout.merged == (CellRange(0, 1, 0, 2),)
    with pytest.raises(WorkbookFaultError, match="大得不合常理"):
        sheet_of(wide)


@pytest.mark.parametrize(
    "cell", ["<td>", '<td><font color="a>b"><b>', "<td><div class=x><span>", "<td><p align=center><u>"]
)
def test_no_row_is_lost_where_tags_are_not_closed(cell: str) -> None:
    rows = "".join(f"<tr>{cell}会议{number}{cell}{number}" for number in range(3_000))

    sheet = sheet_of(f"<table><tr><th>指标<th>数量{rows}</table>")

    assert (len(sheet.rows), sheet.rows[-1]) == (3_001, ["会议2999", "2999"])


@pytest.mark.parametrize("odd", ["<!-- 未完", "<script>", "<textarea>", "<title>", "</table>", "数<y"])
def test_what_swallows_rows_of_a_page_is_an_error(odd: str) -> None:
    page = f"<table><tr><th>指标<th>数量</tr><tr><td>会议{odd}<td>3</tr><tr><td>培训<td>12</tr></table>"

    with pytest.raises(WorkbookFaultError, match="没有写完整"):
        sheet_of(page)


def test_rows_in_comments_and_scripts_are_no_rows_of_the_page() -> None:
    page = f"<!-- <tr><td>旧 --><script>add('<tr><td>新')</script>{TABLE}<style>td {{}}</style>"

    assert sheet_of(page).rows == ROWS


def test_tables_within_tables_without_end_are_an_error() -> None:
    page = "<table><tr><td>指标<td>数量" + "<tr><td><table><tr><td>会议<td>3" * 3_000

    with pytest.raises(WorkbookFaultError, match="一层套一层"):
        sheet_of(page)


def test_an_endless_page_is_refused() -> None:
    with pytest.raises(WorkbookFaultError, match="过大"):
        read_web_tables(" " * 21, "表", Budget(elements=1))


def test_entities_and_files_from_elsewhere_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "密").write_text("密文", encoding="utf-8")
    entity = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{(tmp_path / "密").as_uri()}">]>'
    page = entity + TABLE.replace("会议", "会议&x;")

    assert "密文" not in str(sheet_of(page).rows)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("declared", ["gb2312", "utf-8"])
def test_a_page_under_the_ending_of_a_workbook_is_read_and_told(
    tmp_path: Path, encoding: str, declared: str
) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body>{TABLE}</body></html>'

    (grid,), told = read(tmp_path / "工作情况.xls", page.encode(encoding))

    assert (grid.sheet, grid.rows) == ("工作情况", ROWS)
    assert told == ["notice ledger.file_kind 扩展名是 .xls，其实是网页，已按里面的表格打开"]


def test_a_page_has_the_name_that_excel_gave_its_sheet(tmp_path: Path) -> None:
    names = (
        "<!--[if gte mso 9]><xml><x:ExcelWorksheet><x:Name>{}</x:Name></x:ExcelWorksheet></xml><![endif]-->"
    )

    (named,), _ = read(
        tmp_path / "导出.xls", (names.format("工作情况") + TABLE).join(("<html>", "")).encode()
    )
    (numbered,), _ = read(tmp_path / "工作情况.xls", ("<html>" + names.format("Sheet1") + TABLE).encode())

    assert (named.sheet, numbered.sheet) == ("工作情况", "工作情况")


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.xls", "a.xlsx"])
def test_a_login_page_is_an_error_that_says_how_it_came(tmp_path: Path, name: str) -> None:
    grids, (told,) = read(tmp_path / name, LOGIN.encode())

    assert grids == ()
    assert told.startswith("error file.unreadable 打不开：它其实是网页")


def test_a_page_in_place_of_delimited_text_is_an_error_even_if_it_has_a_table(tmp_path: Path) -> None:
    grids, told = read(tmp_path / "a.csv", f"<html>{TABLE}</html>".encode())

    assert (grids, told) == ((), ["error file.unreadable 打不开：它其实是网页，不是表格"])


@pytest.mark.parametrize("name", ["说明.html", "说明.htm", "说明.txt", "说明.xml"])
def test_what_need_not_hold_a_table_is_passed_over_with_a_notice(tmp_path: Path, name: str) -> None:
    content = (
        "一、请逐行填写。\n二、请按时报送。" if name.endswith("txt") else "<html><p>请逐行填写。</p></html>"
    )

    grids, told = read(tmp_path / name, content.encode())

    assert (grids, told) == ((), ["notice ledger.file_skipped 里面没有表格，不是台账，没有读取"])


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_a_web_archive_is_read(tmp_path: Path, encoding: str) -> None:
    page = EmailMessage()
    page.set_content(f"<html>{TABLE}</html>", subtype="html", charset="gb18030", cte=encoding)

    (grid,), told = read(tmp_path / "工作情况.xls", page.as_bytes())

    assert (grid.sheet, grid.rows) == ("工作情况", ROWS)
    assert told == ["notice ledger.file_kind 扩展名是 .xls，其实是单个文件网页，已按里面的表格打开"]


def test_each_sheet_of_a_web_archive_has_its_name(tmp_path: Path) -> None:
    book = "".join(
        f'<x:ExcelWorksheet><x:Name>{name}</x:Name>\n<x:WorksheetSource HRef="a.files/{page}"/>'
        for name, page in (("工作情况", "sheet001.htm"), ("空表", "sheet002.htm"), ("新媒体", "sheet003.htm"))
    )
    archive = MIMEMultipart("related")
    for address, text in (
        ("file:///C:/a.htm", f"<html><!--{book}--><frameset></frameset></html>"),
        ("file:///C:/a.files/sheet003.htm", f"<html>{TABLE}</html>"),
        ("file:///C:/a.files/sheet001.htm", f"<html>{TABLE}</html>"),
        ("file:///C:/a.files/sheet002.htm", "<html><table><tr><td></td></tr></table></html>"),
    ):
        page = MIMEText(text, "html", "utf-8")
        page["Content-Location"] = address
        archive.attach(page)

    grids, _ = read(tmp_path / "a.mht", archive.as_bytes())

    assert [grid.sheet for grid in grids] == ["新媒体", "工作情况"]


def test_an_archive_of_endlessly_many_pages_is_refused() -> None:
    archive = MIMEMultipart("related")
    for _ in range(4):
        archive.attach(MIMEText("<p>", "html"))

    with pytest.raises(WorkbookFaultError, match="多得不合常理"):
        read_pages(archive.as_bytes(), Budget(parts=3))


def test_an_archive_of_archives_without_end_is_damaged(tmp_path: Path) -> None:
    content = b"MIME-Version: 1.0\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (depth, depth) for depth in range(3_000)
    )

    grids, told = read(tmp_path / "a.xls", content)

    assert grids == ()
    assert told[0].startswith("error file.unreadable")


HEAD_OF_PAGE = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'


@pytest.mark.parametrize(
    "content",
    [
        HEAD_OF_PAGE + b"Content-Type: image/png\n\na\n--b\n" * 6_000,
        HEAD_OF_PAGE + b"Content-Type: text/html\n\n" + b"\n" * 6_000_000,
        HEAD_OF_PAGE + b"Content-Type: text/html; " + b"a=1; " * 2_000 + b"\n\na\n--b--\n",
        HEAD_OF_PAGE + b"Content-Type: text/html " + b"(" * 9_000 + b"\n\na\n--b--\n",
        HEAD_OF_PAGE + b"content-location:" + b"\n =?utf-8?q?a?=" * 2_000 + b"\n\na\n--b--\n",
    ],
    ids=["parts", "lines", "parameters", "brackets", "words"],
)
def test_an_archive_that_would_be_gone_through_for_ever_is_refused(content: bytes) -> None:
    with pytest.raises(WorkbookFaultError):
        read_pages(content)
