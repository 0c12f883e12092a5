"""各单位报送 in the window: corrected reports in the place of earlier ones, and reports taken out."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

import pytest
from foreign_reports import YEAR, faulty, two_years
from foreign_writers import by_python_docx
from received_visits import (
    HERE,
    TODAY,
    agency_page,
    come_in,
    name_of,
    review,
    tree,
)
from window_visits import Visitor, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from window_visits import Answer


def test_what_is_taken_out_is_kept_and_counts_no_more(tmp_path: Path, sent: Mapping[str, bytes]) -> None:
    visiting = come_in(tmp_path)
    visiting.hand_in(HERE, sent)
    first = next(iter(sent))

    visiting.post(f"{HERE}/out", name=first)
    again = visiting.post(f"{HERE}/out", name=first)
    outside = visiting.post(f"{HERE}/out", name="../名单.xlsx")

    assert (again.status, outside.status) == (422, 422)
    there = tree(tmp_path / "收到的报告")
    assert f"{YEAR}/{first}" not in there
    assert there[f"备份/{YEAR}/{first.replace('.docx', '（换下的第1份）.docx')}"] == sent[first]
    assert f"审核了 {len(sent) - 1} 份报告" in words(review(visiting).text)


def buttons(page: Answer, action: str) -> list[list[tuple[str, str]]]:
    """The hidden fields of each form that leads to an action."""
    forms = re.findall(rf'<form method="post" action="{HERE}/{action}".*?</form>', page.text, re.DOTALL)
    return [
        [(name, unescape(value)) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form)]
        for form in forms
    ]


@pytest.mark.parametrize("again", ["{}年报（修订版）.docx", "{}年报.docx", "关于报送{}2024年度报告的函.docx"])
def test_a_newer_report_of_an_agency_takes_the_place_of_the_first_at_one_press(
    tmp_path: Path, sent: Mapping[str, bytes], again: str
) -> None:
    name, first = name_of(sent), next(iter(sent))
    come_in(tmp_path).hand_in(HERE, {first: sent[first]})
    visiting = come_in(tmp_path, date(YEAR + 1, 3, 1))
    visiting.hand_in(f"{HERE}/list", {"单位.csv": f"单位\n{name}\n".encode()}, "file")

    asked = visiting.hand_in(HERE, {again.format(name): by_python_docx(faulty(101, "a cell is blank")[1])})
    [fields] = buttons(asked, "replace")
    answer = visiting.post(f"{HERE}/replace", **dict(fields))

    assert "是改正稿吗" in asked.text
    assert f"“{first}”已经取出" in answer.text
    there = tree(tmp_path / "收到的报告")
    new = dict(fields)["new"]
    assert {path for path in there if path.endswith(".docx")} == {
        f"{YEAR}/{new}",
        f"备份/{YEAR}/{first.replace('.docx', '（换下的第1份）.docx')}",
    }
    assert (
        there[f"{YEAR}/收到登记.csv"].decode("utf-8-sig").splitlines()[-1] == f"{TODAY},{new},代替“{first}”"
    )
    assert "迟报 0 个" in words(review(visiting).text)  # the first one came in time


def test_files_of_other_agencies_are_not_taken_for_corrected_ones(
    tmp_path: Path, sent: Mapping[str, bytes]
) -> None:
    visiting = come_in(tmp_path)
    first, second, third = sent
    visiting.hand_in(HERE, {first: sent[first]})

    assert "是改正稿吗" not in visiting.hand_in(HERE, {second: sent[second], third: sent[third]}).text


@pytest.mark.parametrize("is_same_name", [True, False])
def test_a_corrected_report_is_put_in_the_place_of_one_that_was_reviewed(
    tmp_path: Path,
    sent: Mapping[str, bytes],
    reviewed: Visitor,
    is_same_name: bool,  # noqa: FBT001  a parameter of the test
) -> None:
    name, first = name_of(sent), next(iter(sent))
    corrected = by_python_docx(two_years(101)[1])
    new = first if is_same_name else "改正稿.docx"

    page = reviewed.hand_in_with(f"{HERE}/exchange", {new: corrected}, "file", name=first)

    assert f"已经用“{new}”换下“{first}”" in page.text
    assert "请再审核一次" in words(page.text)
    there = tree(tmp_path / "收到的报告")
    assert there[f"{YEAR}/{new}"] == corrected
    assert there[f"备份/{YEAR}/{first.replace('.docx', '（换下的第1份）.docx')}"] == sent[first]
    again = words(review(reviewed).text)
    assert "请再审核一次" not in again
    assert f"{name} 已收" not in again
    assert "有错误的 0 个" in again


def test_a_file_that_was_taken_out_or_changed_by_hand_is_to_be_reviewed_again(
    tmp_path: Path, sent: Mapping[str, bytes], reviewed: Visitor
) -> None:
    first, second, _ = sent
    assert "请再审核一次" not in reviewed.get(HERE).text

    taken = words(reviewed.post(f"{HERE}/out", name=first).text)
    assert "审核以后取出了 1 份报告：请再审核一次" in taken
    assert name_of(sent) not in taken.partition("各单位 全部")[2]

    path = tmp_path / "收到的报告" / str(YEAR) / second
    path.write_bytes(path.read_bytes() + b"\n%")
    told = words(reviewed.get(HERE).text)
    assert "审核以后取出了 1 份报告，换过 1 份：请再审核一次" in told
    assert "文件变过，请再审核" in told

    assert "请再审核一次" not in words(review(reviewed).text)


def test_of_two_reports_of_one_agency_one_is_chosen_at_one_press(
    tmp_path: Path, sent: Mapping[str, bytes]
) -> None:
    visiting, name, first = come_in(tmp_path), name_of(sent), next(iter(sent))
    visiting.hand_in(HERE, {first: sent[first], "另一份.docx": by_python_docx(two_years(101)[1])})
    review(visiting)

    chosen = dict(buttons(agency_page(visiting, name), "replace")[1])
    visiting.post(f"{HERE}/replace", **chosen)

    assert {chosen["new"], chosen["old"]} == {first, "另一份.docx"}
    there = tree(tmp_path / "收到的报告" / str(YEAR))
    assert {path for path in there if path.endswith(".docx")} == {chosen["new"]}


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("replace", {"new": "没有.docx", "old": "甲.docx"}),
        ("replace", {"new": "甲.docx", "old": "../名单.csv"}),
        ("replace", {"new": "甲.docx", "old": "甲.docx"}),
        ("replace", {"new": "甲.docx"}),
    ],
)
def test_nothing_is_replaced_by_what_is_not_there(
    tmp_path: Path, path: str, fields: Mapping[str, str]
) -> None:
    visiting = come_in(tmp_path)
    visiting.hand_in(HERE, {"甲.docx": b"x"})
    before = tree(tmp_path)

    assert visiting.post(f"{HERE}/{path}", **fields).status == 422
    assert tree(tmp_path) == before
