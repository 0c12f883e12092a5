"""Delimited texts as programs and people write them: each row is read where it stands, or it is told."""

from __future__ import annotations

import pytest

from report_builder.diagnostics import Findings, Place
from report_builder.ledgers.opening.surveys import WorkbookFaultError
from report_builder.ledgers.opening.text_tables import read_text_table

HEADER = "案号,案件类型,收到日期,结果"
ROWS = (HEADER, "甲一,行政复议,2016-03-01,结果维持", "甲二,行政复议,2016-04-05,结果纠正")


def read(text: str, *, is_table: bool = True) -> tuple[list[list[object]], list[str]]:
    findings = Findings()
    sheet = read_text_table(text, Place("a.csv", "a"), findings, is_table=is_table)
    return [[*row] for row in sheet.rows] if sheet else [], [str(finding.message) for finding in findings]


def cells(*lines: str) -> list[list[object]]:
    return [[*line.split(",")] for line in lines]


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_mark_that_parts_the_cells_is_found(mark: str, end: str) -> None:
    text = end.join(ROWS).replace(",", mark)

    assert read(text) == (cells(*ROWS), [])


def test_marks_in_a_title_do_not_part_the_cells() -> None:
    title = "填报说明：一、逐行填写；二、核对;三、报送;四、存档;五、备查;六、归档;七、公开"

    rows, told = read("\n".join((title, *ROWS)))

    assert (rows[0], rows[1:], told) == ([title, "", "", ""], cells(*ROWS), [])


def test_marks_in_every_cell_of_a_column_do_not_part_the_cells() -> None:
    lines = (HEADER, "甲;乙;丙;丁;戊;己,行政复议,2016-03-01,结果维持", "甲;乙;丙;丁;戊;己,申诉,2016-04-05,")

    assert read("\n".join(lines)) == (cells(*lines), [])


def test_a_row_that_another_mark_parts_is_parted_all_the_same() -> None:
    text = f"{ROWS[0]}\n{ROWS[1]}\n{ROWS[2].replace(',', ';')}\n"

    assert read(text) == (cells(*ROWS), [])


def test_what_tells_excel_the_mark_is_no_row() -> None:
    text = "sep=;\r\n" + "\r\n".join(ROWS).replace(",", ";")

    assert read(text) == (cells(*ROWS), [])


def test_a_text_that_nothing_parts_is_one_column_or_no_table() -> None:
    text = "会议\n培训\n"

    assert read(text) == ([["会议"], ["培训"]], [])
    assert read(text, is_table=False) == ([], [])


def test_a_letter_with_a_comma_or_a_quotation_mark_is_no_table() -> None:
    text = '各科室:\n请按时报送, 谢谢\n"台账"放在\n这里, 不要改名\n有问题请问\n办公室\n'

    assert read(text, is_table=False) == ([], [])


def test_an_empty_line_keeps_its_row() -> None:
    assert read(f"{ROWS[0]}\n\n{ROWS[1]}")[0] == [cells(ROWS[0])[0], [""] * 4, cells(ROWS[1])[0]]


def test_what_keeps_zeros_before_a_number_is_taken_off() -> None:
    rows, _ = read('案号,数量\n="0012",3\n"=""0013""",="4"\n')

    assert rows[1:] == [["0012", "3"], ["0013", "4"]]


def test_quoted_cells_hold_marks_lines_and_quotation_marks() -> None:
    rows, told = read('名称,数量,备注\n"甲,乙",1,"第一行\n第二行"\n"关于""两个一""的通知",2,\n')

    assert rows[1:] == [["甲,乙", "1", "第一行\n第二行"], ['关于"两个一"的通知', "2", ""]]
    assert told == []


def test_quotation_marks_within_quoted_cells_are_read_where_the_line_is_clear() -> None:
    rows, told = read('名称,数量,备注\n"关于"两个一"的通知",3,"见"附件""\n"关于会议的通知",4,"无"\n')

    assert rows[1:] == [['关于"两个一"的通知', "3", '见"附件"'], ["关于会议的通知", "4", "无"]]
    assert told == []


def test_a_quotation_mark_within_a_plain_cell_is_only_that() -> None:
    assert read('名称,数量\n5"屏,3\n')[0][1] == ['5"屏', "3"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            '"名称","数量","日期"\n"甲","1","3月"\n"乙,2,4月\n"丙","3","5月"\n',
            3,
        ),  # closed by the next row's own
        ('名称,数量,日期\n甲,1,3月\n乙,2,"4月\n丙,3,5月\n', 3),  # never closed
        ('名称,数量,日期\n"甲,1,3月\n乙",2,4月\n丙,3,5月\n', 2),  # closed a row later, by mistake as well
        ('名称,数量,日期\n甲,"1,3月\n乙","2",4月\n丙,3,5月\n', 2),
        ('名称\n"' + "甲" * 200_000, 2),  # a cell without end
    ],
)
def test_a_quotation_mark_that_swallows_rows_is_an_error_that_names_the_line(text: str, line: int) -> None:
    with pytest.raises(WorkbookFaultError) as told:
        read(text)

    assert told.value.code == "ledger.text_quote"
    assert told.value.message.startswith(f"第 {line} 行的英文双引号没有成对")


def test_a_cell_of_several_lines_with_marks_in_them_is_no_swallowed_row() -> None:
    text = '名称,数量,备注\n"甲,乙\n丙,丁",1,"一,二\n三,四"\n戊,2,\n'

    assert read(text)[0][1] == ["甲,乙\n丙,丁", "1", "一,二\n三,四"]


def test_a_mark_that_is_not_quoted_moves_cells_and_is_an_error() -> None:
    rows, told = read("\n".join((*ROWS, "甲三,关于印发甲,乙的通知,2016-05-06,结果维持")))

    assert len(rows) == 4
    assert told == ["第4行比其他行多出几格，分不清哪个逗号是格与格的分界"]


def test_a_mark_after_every_row_but_the_header_moves_nothing() -> None:
    assert read("名称,数量\n甲,1,\n乙,2,\n")[1] == []
    assert read("名称,数量\n甲,1,\n")[1] == []


def test_a_short_note_or_a_long_title_moves_nothing() -> None:
    text = "\n".join(("甲,乙,丙,丁,戊,己", *ROWS, "注：以上", "制表人,张三"))

    assert read(text)[1] == []


def test_a_text_of_a_hundred_thousand_odd_rows_takes_no_longer_than_others() -> None:
    rows, told = read("名称,数量\n" + '"关于"会议"的通知",1\n' * 100_000)

    assert (len(rows), rows[-1], told) == (100_001, ['关于"会议"的通知', "1"], [])
