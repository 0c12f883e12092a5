"""Ledgers mended from their page: a cell, a question, both without a workbook opened anywhere else."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from window_visits import visitor, words

if TYPE_CHECKING:
    from pathlib import Path

    from window_visits import Answer, Visitor

LEDGERS = "/2016/ledgers"


def ledger(own_data: Path) -> Path:
    """One of the office's workbooks."""
    return own_data / "2016" / "ledgers" / "办公室.xlsx"


def spoil(own_data: Path, value: object = "五千多") -> bytes:
    """Write something wrong into the workbook, and give it."""
    book = load_workbook(ledger(own_data))
    book["新媒体"]["D2"].value = value
    book.save(ledger(own_data))
    return ledger(own_data).read_bytes()


def forms_of(answer: Answer, action: str) -> list[dict[str, str]]:
    """What the forms of a page would send to an address."""
    found = re.findall(rf'<form method="post" action="{action}".*?</form>', answer.text, re.DOTALL)
    return [
        {
            unescape(name): unescape(value)
            for name, value in re.findall(r'<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"', form)
        }
        for form in found
    ]


def mend(visiting: Visitor, typed: str, **changed: str) -> Answer:
    """Fill in the form beside the first finding that has one."""
    [form, *_] = forms_of(visiting.get(LEDGERS), f"{LEDGERS}/cell")
    return visiting.post(f"{LEDGERS}/cell", **{**form, "typed": typed, **changed})


def test_a_cell_mended_in_the_page_stands_in_the_workbook_and_the_finding_is_gone(own_data: Path) -> None:
    visiting, wrong = visitor(own_data.parent), spoil(own_data)
    assert "五千多" in visiting.get(LEDGERS).text

    answer = mend(visiting, "5649")

    assert (answer.status, answer.headers["location"]) == (303, f"{LEDGERS}?done=cell")
    page = visiting.get(f"{LEDGERS}?done=cell")
    assert "已经改好写进台账" in page.text
    assert "五千多" not in page.text
    assert load_workbook(ledger(own_data))["新媒体"]["D2"].value == 5649
    assert (own_data / "备份" / "2016" / "办公室（换下的第1份）.xlsx").read_bytes() == wrong


def test_the_form_offers_the_whole_text_of_the_cell(own_data: Path) -> None:
    long = "五千多" * 60
    spoil(own_data, long)

    [form, *_] = forms_of(visitor(own_data.parent).get(LEDGERS), f"{LEDGERS}/cell")

    assert form["typed"] == long
    assert (form["sheet"], form["cell"]) == ("新媒体", "D2")


def test_a_workbook_that_was_saved_meanwhile_is_not_written_over(own_data: Path) -> None:
    visiting = visitor(own_data.parent)
    spoil(own_data)
    [form, *_] = forms_of(visiting.get(LEDGERS), f"{LEDGERS}/cell")
    theirs = spoil(own_data, "六千多")

    answer = visiting.post(f"{LEDGERS}/cell", **{**form, "typed": "5649"})

    assert answer.status == 422
    assert "在别处改过了" in answer.text
    assert ledger(own_data).read_bytes() == theirs
    assert not (own_data / "备份").exists()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": "../../agency.toml"}, "没有这个文件"),
        ({"name": "没有.xlsx"}, "没有这个文件"),
        ({"sheet": "没有的表"}, "没有“没有的表”这张表"),
        ({"cell": "第2行"}, "不是一格的位置"),
        ({"typed": "五千多"}, "本来就是这样写的"),
    ],
)
def test_what_cannot_be_mended_says_why_and_changes_nothing(
    own_data: Path, changed: dict[str, str], says: str
) -> None:
    visiting, before = visitor(own_data.parent), spoil(own_data)

    answer = mend(visiting, **{"typed": "1", **changed})

    assert answer.status == 422
    assert says in words(answer.text)
    assert ledger(own_data).read_bytes() == before


def test_a_question_is_answered_in_the_page_and_the_answer_can_be_taken_back(own_data: Path) -> None:
    visiting = visitor(own_data.parent)
    book = load_workbook(ledger(own_data))
    book["主动公开"].title = "主动公开"
    twin = BytesIO()
    book.save(twin)
    visiting.hand_in(LEDGERS, {"教务科（又一份）.xlsx": twin.getvalue()})
    report = own_data / "2016" / "report.toml"
    before = report.read_bytes()
    page = visiting.get(LEDGERS)
    [asked, *_] = forms_of(page, f"{LEDGERS}/answer")
    assert "请选一个：" in page.text
    choices = re.findall(r'name="answer" value="([^"]+)"', page.text)

    answer = visiting.post(f"{LEDGERS}/answer", question=asked["question"], answer=choices[-1])

    assert answer.status == 303
    assert report.read_bytes().startswith(before.rstrip(b"\n"))
    assert f'question = "{asked["question"]}"' in report.read_text(encoding="utf-8")
    after = visiting.get(LEDGERS)
    assert "按 report.toml 里的答复处理" in after.text
    visiting.post(f"{LEDGERS}/answer", question=asked["question"], answer="")
    assert "answers" not in report.read_text(encoding="utf-8")
    assert "请选一个：" in visiting.get(LEDGERS).text


def test_an_answer_to_what_nobody_asks_is_not_written(own_data: Path) -> None:
    before = (own_data / "2016" / "report.toml").read_bytes()

    answer = visitor(own_data.parent).post(f"{LEDGERS}/answer", question="abcdef0123", answer="计入")

    assert answer.status == 422
    assert (own_data / "2016" / "report.toml").read_bytes() == before
