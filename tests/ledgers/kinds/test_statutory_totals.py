"""The statutory tables themselves, where an office has only totals → the figures that they show."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from ledger_kinds import EITHER, Case, cases, judge
from openpyxl import Workbook

from report_builder.ledgers import vocabulary as words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

NEW: Final = "requests.new.total"
APPLICANTS: Final = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
SHORT: Final = """
项目  自然人  商业企业  科研机构  社会公益组织  法律服务机构  其他  总计
本年新收政府信息公开申请数量  6  2  0  0  1  0  9
上年结转政府信息公开申请数量  1  0  0  0  0  0  1
予以公开  4  2  0  0  1  0  7
重复申请  2  0  0  0  0  0  2
总计  6  2  0  0  1  0  9
结转下年度继续办理  1  0  0  0  0  0  1
"""
APPLIED: Final = """
登记编号  收到日期  申请人类型  答复日期  处理结果
甲-1  2024-03-04  自然人  2024-03-08  予以公开
甲-2  2024-03-05  商业企业  2024-03-11  部分公开
甲-3  2024-12-24  自然人  -  -
"""
# The table of part 三 (国办公开办函〔2021〕30号): what stands in its first three columns, row by row.
GROUPS: Final[Sequence[tuple[str, Sequence[str]]]] = (
    ("（一）予以公开", ()),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ()),
    ("（三）不予公开", words.REFUSED),
    ("（四）无法提供", words.UNAVAILABLE),
    ("（五）不予处理", words.NOT_HANDLED),
    ("（六）其他处理", words.OTHERWISE),
)


def official(counts: Mapping[str, Sequence[int]]) -> bytes:
    """The table as it is pasted out of a notice: three rows of header, labels over three merged columns."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "依申请公开统计"
    sheet["A1"] = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    sheet["D1"], sheet["D2"], sheet["E2"], sheet["J2"] = "申请人情况", "自然人", "法人或其他组织", "总计"
    for column, name in enumerate(APPLICANTS[1:6], start=5):
        sheet.cell(3, column).value = name
    for merged in ("A1:C3", "D1:J1", "D2:D3", "E2:I2", "J2:J3"):
        sheet.merge_cells(merged)
    row = 4
    for label in ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"):
        row = _write(sheet, row, ("", "", label), counts.get(label[2:], ()))
    first = row
    for group, leaves in GROUPS:
        top = row
        for number, leaf in enumerate(leaves, start=1):
            row = _write(sheet, row, ("", group, f"{number}.{leaf}"), counts.get(leaf, ()))
        if not leaves:
            row = _write(sheet, row, ("", "", group), counts.get(group[3:7], ()))
        elif row - top > 1:
            sheet.merge_cells(start_row=top, end_row=row - 1, start_column=2, end_column=2)
    row = _write(sheet, row, ("", "", "（七）总计"), counts.get("总计", ()))
    sheet.cell(first, 1).value = "三、本年度办理结果"
    sheet.merge_cells(start_row=first, end_row=row - 1, start_column=1, end_column=1)
    _write(sheet, row, ("", "", "四、结转下年度继续办理"), counts.get("结转下年度继续办理", ()))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _write(sheet: object, row: int, labels: Sequence[str], counts: Sequence[int]) -> int:
    """A row of the table; nil where nothing is given. Gives the number of the next one."""
    group, label = labels[1], labels[2]
    numbers = [*counts, sum(counts)] if counts else [0] * 7
    cell = sheet.cell  # type: ignore[attr-defined]  # openpyxl's worksheet
    if group:
        cell(row, 2).value = group
        cell(row, 3).value = label
    else:
        cell(row, 1 if label[0] in "一二四" else 2).value = label
    for column, number in enumerate(numbers, start=4):
        cell(row, column).value = number
    return row + 1


@cases(
    Case(
        "the official table as it stands",
        {
            "台账.xlsx": official(
                {
                    "本年新收政府信息公开申请数量": (41, 12, 0, 1, 3, 0),
                    "上年结转政府信息公开申请数量": (2, 1, 0, 0, 0, 0),
                    "予以公开": (20, 9, 0, 1, 2, 0),
                    "部分公开": (3, 0, 0, 0, 0, 0),
                    "属于国家秘密": (1, 0, 0, 0, 0, 0),
                    "本机关不掌握相关政府信息": (12, 3, 0, 0, 1, 0),
                    "信访举报投诉类申请": (5, 0, 0, 0, 0, 0),
                    "总计": (41, 12, 0, 1, 3, 0),
                    "结转下年度继续办理": (2, 1, 0, 0, 0, 0),
                }
            )
        },
        {
            NEW: 57,
            "requests.carried_in.business": 1,
            "requests.granted.natural_person": 20,
            "requests.unavailable.1.total": 16,
            "requests.not_handled.1.natural_person": 5,
            "requests.total.total": 57,
            "requests.carried_out.total": 3,
        },
    ),
    Case(
        "rows of one workbook and totals of another",
        {"信访科.xlsx": {"依申请公开统计": SHORT}, "办公室.xlsx": {"依申请公开": APPLIED}},
        {
            NEW: 12,
            "requests.granted.total": 8,
            "requests.partial.business": 1,
            "requests.total.total": 11,
            "requests.carried_out.natural_person": 2,
        },
    ),
    Case(
        "totals of two workbooks",
        {
            "信访科.xlsx": {"依申请公开统计": SHORT},
            "法规科.xlsx": {
                "依申请公开统计": SHORT.replace("  6  2  ", "  7  2  ")
                .replace("  0  9", "  0  10")
                .replace("予以公开  4  2  0  0  1  0  7", "予以公开  5  2  0  0  1  0  8")
            },
        },
        {NEW: 19, "requests.granted.total": 15, "requests.carried_in.total": 2},
        EITHER,
    ),
    Case(
        "totals that the rows of the same workbook contradict",
        {"办公室.xlsx": {"依申请公开统计": SHORT, "依申请公开": APPLIED}},
        {NEW: 3},
        EITHER,
    ),
)
def test_totals_of_applications_are_read_and_added_up(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


@cases(
    Case(
        "documents",
        {
            "台账.xlsx": {
                "规范性文件统计": (
                    "文件类型  本年制发数量  本年废止数量  现行有效数量\n规章  0  0  0\n行政规范性文件  3  2  17"
                )
            }
        },
        {
            "proactive.normative_documents.issued": 3,
            "proactive.normative_documents.abolished": 2,
            "proactive.normative_documents.in_force": 17,
            "proactive.rules.in_force": 0,
        },
    ),
    Case(
        "disputes",
        {
            "台账.xlsx": {
                "复议诉讼统计": (
                    "案件类型  结果维持  结果纠正  其他结果  尚未审结  总计\n行政复议  5  1  2  0  8\n"
                    "未经复议直接起诉  2  0  0  1  3\n复议后起诉  0  0  1  0  1"
                )
            }
        },
        {
            "litigation.review.upheld": 5,
            "litigation.review.total": 8,
            "litigation.direct_suit.pending": 1,
            "litigation.suit_after_review.other": 1,
        },
    ),
    Case(
        "disputes of one workbook and totals of another",
        {
            "甲科.xlsx": {
                "复议诉讼统计": "案件类型  结果维持  结果纠正  其他结果  尚未审结  总计\n行政复议  5  1  2  0  8"
            },
            "乙科.xlsx": {
                "复议诉讼": "案号  案件类型  收到日期  审结日期  结果\n1  行政复议  2024-05-06  2024-07-01  结果纠正"
            },
        },
        {"litigation.review.total": 9, "litigation.review.corrected": 2},
    ),
)
def test_totals_of_documents_and_disputes_are_read(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)
