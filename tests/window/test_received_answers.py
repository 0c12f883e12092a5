"""各单位报送 in the window: findings answered there and in the workbook, neither undoing the other."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import openpyxl
import pytest
from foreign_reports import YEAR, two_years
from foreign_writers import by_python_docx
from received_visits import (
    HERE,
    agency_page,
    come_in,
    forms,
    in_workbook,
    name_of,
    review,
)
from window_visits import ORIGIN, Visitor, words

from report_builder.agencies.review import WORKBOOK
from report_builder.agencies.review_answers import ANSWERS_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from window_visits import Answer


def test_what_is_dismissed_in_the_window_does_not_come_back_anywhere(
    tmp_path: Path, sent: Mapping[str, bytes], reviewed: Visitor
) -> None:
    visiting = reviewed
    name = name_of(sent)

    for mark, seen in forms(agency_page(visiting, name)):
        fields = {"agency": name, "mark": mark, "seen": seen, "answer": "不成立", "note": "已电话核实"}
        answer = visiting.post(f"{HERE}/answer", **fields)
        assert answer.status == 303

    page = agency_page(visiting, name)
    assert "没有要核对的问题" in page.text
    assert "有错误 1" not in words(visiting.get(HERE).text)
    assert in_workbook(tmp_path, "不成立的") == []  # until it is reviewed again

    review(visiting)

    assert in_workbook(tmp_path, "问题") == []
    assert {row["说明"] for row in in_workbook(tmp_path, "不成立的")} == {"已电话核实"}
    assert "没有要核对的问题" in agency_page(visiting, name).text


def answer_in_workbook(folder: Path, word: str, note: str = "") -> None:
    """Type an answer beside every finding, as somebody does in a spreadsheet program."""
    path = folder / "收到的报告" / str(YEAR) / "审核" / WORKBOOK
    book = openpyxl.load_workbook(path)
    heads = [cell.value for cell in book["问题"][1]]
    for row in book["问题"].iter_rows(min_row=2):
        row[heads.index("审核意见")].value, row[heads.index("说明")].value = word, note
    book.save(path)


def test_what_is_answered_in_the_workbook_is_shown_and_taken_in(
    tmp_path: Path, sent: Mapping[str, bytes], reviewed: Visitor
) -> None:
    visiting = reviewed
    name = name_of(sent)
    ((mark, _), *_) = forms(agency_page(visiting, name))
    answer_in_workbook(tmp_path, "属实")

    page = agency_page(visiting, name)
    refused = visiting.post(f"{HERE}/answer", agency=name, mark=mark, seen="属实", answer="不成立", note="")

    assert "写在“审核情况.xlsx”里" in page.text
    assert forms(page) == []
    assert (refused.status, "还没有收进来" in refused.text) == (422, True)

    review(visiting)
    taken = forms(agency_page(visiting, name))
    assert {seen for _, seen in taken} == {"属实"}
    for each, seen in taken:
        visiting.post(f"{HERE}/answer", agency=name, mark=each, seen=seen, answer="", note="")
    review(visiting)
    assert {row["审核意见"] or "" for row in in_workbook(tmp_path, "问题")} == {""}


def test_of_two_tabs_that_answer_the_second_is_told_what_the_first_said(
    tmp_path: Path, sent: Mapping[str, bytes], reviewed: Visitor
) -> None:
    visiting = reviewed
    name = name_of(sent)
    ((mark, seen), *_) = forms(agency_page(visiting, name))

    async def both() -> list[Answer]:
        kind = {"content-type": "application/x-www-form-urlencoded", "origin": ORIGIN}
        forms = ({"answer": "属实", "note": "甲"}, {"answer": "不成立", "note": "乙"})
        bodies = [urlencode({"agency": name, "mark": mark, "seen": seen, **each}).encode() for each in forms]
        return await asyncio.gather(
            *(visiting.asking("POST", f"{HERE}/answer", kind, body) for body in bodies)
        )

    answers = asyncio.run(both())

    assert sorted(each.status for each in answers) == [303, 422]
    told = next(each.text for each in answers if each.status == 422)
    assert re.search("别处已经答复“(属实：甲|不成立：乙)”", told)
    kept = (tmp_path / "收到的报告" / str(YEAR) / "审核" / ANSWERS_FILE).read_text("utf-8")
    assert kept.count("[[answers]]") == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"mark": "abcdef0123"},
        {"answer": "也许"},
        {"agency": "没有这个局"},
        {"seen": "不成立"},
    ],
)
def test_an_answer_to_what_nobody_asked_is_not_kept(
    tmp_path: Path, sent: Mapping[str, bytes], reviewed: Visitor, fields: Mapping[str, str]
) -> None:
    visiting = reviewed
    name = name_of(sent)
    ((mark, seen), *_) = forms(agency_page(visiting, name))
    form = {"agency": name, "mark": mark, "seen": seen, "answer": "属实", "note": "", **fields}

    answer = visiting.post(f"{HERE}/answer", **form)

    assert answer.status in {404, 422}
    assert not (tmp_path / "收到的报告" / str(YEAR) / "审核" / ANSWERS_FILE).exists()


def test_a_workbook_of_the_review_that_is_damaged_is_told_and_not_written_over(
    tmp_path: Path, reviewed: Visitor
) -> None:
    visiting = reviewed
    path = tmp_path / "收到的报告" / str(YEAR) / "审核" / WORKBOOK
    path.write_bytes(b"PK\x03\x04 nothing")

    page = visiting.get(HERE)
    again = review(visiting)

    assert (page.status, "请先看一看" in page.text) == (200, True)
    assert "没有审核" in again.text
    assert path.read_bytes() == b"PK\x03\x04 nothing"
    assert visiting.faults == []


def test_what_is_wrong_with_two_reports_alike_is_asked_once(tmp_path: Path) -> None:
    visiting, report = come_in(tmp_path), two_years(4)[1]
    first = by_python_docx(report)
    report.cells["proactive.licences.decisions"] = "7"
    visiting.hand_in(HERE, {"年报.docx": first, "年报（修订版）.docx": by_python_docx(report)})
    review(visiting)

    page = agency_page(visiting, report.agency)

    assert page.text.count("交了 2 份数字不同的报告") == len(set(forms(page))) * 3 == 3  # and on each button
