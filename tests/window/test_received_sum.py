"""各单位报送 in the window: the sum as by command, and what each of its cells is made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import openpyxl
import pytest
from foreign_reports import YEAR, faulty, two_years
from older_forms import TRIAL_YEAR, trial_report
from received_visits import (
    HERE,
    come_in,
    done,
    written,
)
from window_visits import words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def test_every_cell_of_the_sum_opens_what_agencies_brought_to_it(tmp_path: Path) -> None:
    visiting = come_in(tmp_path)
    visiting.hand_in(HERE, dict(written(two_years(number)[1]) for number in (3, 4, 6)))
    page = done(visiting, visiting.post(f"{HERE}/rollup", name="双河县人民政府"))
    links = re.findall(r'href="[^"]*\?cell=([^"#]+)#behind"[^>]*>([^<]*)</a>', page.text)

    assert "勾稽关系成立" in page.text
    assert len(links) == 25 * 7 + 3 * 5 + 2 * 3 + 3 + 1
    for path, figure in links:
        shares = visiting.get(f"{HERE}/sum?cell={path}", hx_request="true", hx_target="behind").text
        values = re.findall(r'<td class="number">([^<]*)</td>', shares)
        assert sum(map(round_cents, values)) == round_cents(figure), path


def round_cents(text: str) -> int:
    """A figure in the smallest part that any has: ten-thousandths."""
    whole, _, part = text.partition(".")
    return int(whole) * 10_000 + int(part.ljust(4, "0") or 0)


def test_a_sum_whose_workbook_was_laid_out_otherwise_is_not_guessed(tmp_path: Path) -> None:
    visiting = come_in(tmp_path)
    visiting.hand_in(HERE, dict([written(two_years(3)[1])]))
    done(visiting, visiting.post(f"{HERE}/rollup", name="双河县人民政府"))
    path = tmp_path / "收到的报告" / "汇总" / str(YEAR) / "汇总统计.xlsx"
    book = openpyxl.load_workbook(path)
    book["依申请公开"].insert_rows(3)
    book.save(path)

    page = visiting.get(f"{HERE}/sum")

    assert "行、列改过了" in page.text
    assert "<table" not in page.text


def test_a_sum_is_never_written_under_no_governments_name(tmp_path: Path) -> None:
    visiting = come_in(tmp_path)
    visiting.hand_in(HERE, dict([written(two_years(4)[1])]))

    answer = visiting.post(f"{HERE}/rollup", name=" ")

    assert "请填政府的名称" in answer.text
    assert not (tmp_path / "收到的报告" / "汇总").exists()


@pytest.mark.parametrize("kind", [None, "a cell is blank"])
def test_whose_sum_it_is_need_not_be_typed_again(tmp_path: Path, kind: str | None) -> None:
    visiting = come_in(tmp_path)
    report = faulty(101, kind)[1] if kind else two_years(4)[1]
    visiting.hand_in(HERE, dict([written(report)]))

    done(visiting, visiting.post(f"{HERE}/rollup", name="双河县人民政府"))

    assert 'value="双河县人民政府"' in visiting.get(HERE).text


def test_a_cell_that_an_agency_left_blank_is_told_and_not_taken_for_nil(tmp_path: Path) -> None:
    visiting = come_in(tmp_path)
    blank, whole = faulty(101, "a cell is blank")[1], two_years(4)[1]
    visiting.hand_in(HERE, dict(map(written, (blank, whole))))
    page = done(visiting, visiting.post(f"{HERE}/rollup", name="双河县人民政府"))

    (path,) = re.findall(r'\?cell=([^"#]+)#behind"[^>]*>不全</a>', page.text)
    shares = words(visiting.get(f"{HERE}/sum?cell={path}", hx_request="true", hx_target="behind").text)

    assert "下面的数还不能用" in page.text
    assert f"{blank.agency} 报告 没有数" in shares
    assert (
        '<section class="told error" role="status"><h2 id="told">汇总了，有错误要改正</h2>'
        in visiting.get(HERE).text
    )


def test_a_sum_in_an_older_form_opens_cell_by_cell_too(tmp_path: Path) -> None:
    visiting, here = come_in(tmp_path), f"/received/{TRIAL_YEAR}"
    reports = [trial_report(seed) for seed in (3, 4)]
    visiting.hand_in(here, dict(map(written, reports)))
    answer = visiting.post(f"{here}/rollup", name="双河县人民政府")
    while answer.status == 303 or "正在处理" in answer.text:
        answer = visiting.get(answer.headers.get("location", f"{here}/working"))
    links = re.findall(r'href="[^"]*\?cell=([^"#]+)#behind"[^>]*>([^<]*)</a>', answer.text)

    assert "勾稽关系成立" in answer.text
    assert len(links) == 23 * 7 + 15 + 2 * 3 + 4 * 3 + 2 + 2
    for path, figure in links:
        shares = visiting.get(f"{here}/sum?cell={path}", hx_request="true", hx_target="behind").text
        values = re.findall(r'<td class="number">([^<]*)</td>', shares)
        assert sum(map(int, values)) == int(figure), path
    money = visiting.get(f"{here}/sum?cell={links[21][0]}", hx_request="true", hx_target="behind").text
    assert ("政府集中采购·采购总金额" in money, "</strong>元" in money) == (True, True)


def test_whose_sum_it_is_need_not_be_typed_again_after_something_else_was_done(
    tmp_path: Path, sent: Mapping[str, bytes]
) -> None:
    visiting, (first, second, _) = come_in(tmp_path), sent
    visiting.hand_in(HERE, {first: sent[first]})
    done(visiting, visiting.post(f"{HERE}/rollup", name="双河县人民政府"))

    assert 'value="双河县人民政府"' in visiting.hand_in(HERE, {second: sent[second]}).text


def test_a_sum_of_a_file_that_was_taken_out_is_said_to_be_old(tmp_path: Path) -> None:
    visiting, files = come_in(tmp_path), dict(written(two_years(number)[1]) for number in (3, 4))
    visiting.hand_in(HERE, files)
    fresh = done(visiting, visiting.post(f"{HERE}/rollup", name="双河县人民政府"))
    first = next(iter(files))

    visiting.post(f"{HERE}/out", name=first)

    assert "还是原来的数" not in fresh.text
    assert f"取出了、换过了 1 个文件（{first}）" in words(visiting.get(f"{HERE}/sum").text)


@pytest.mark.parametrize("is_new", [True, False])
def test_a_sum_of_a_file_that_was_put_in_or_changed_since_is_said_to_be_old(
    tmp_path: Path,
    is_new: bool,  # noqa: FBT001  a parameter of the test
) -> None:
    visiting, (first, second) = come_in(tmp_path), (written(two_years(number)[1]) for number in (3, 4))
    (name, data), (other, another) = first, second
    visiting.hand_in(HERE, {name: data, "通知.docx": another})
    fresh = done(visiting, visiting.post(f"{HERE}/rollup", name="双河县人民政府"))

    if is_new:
        visiting.hand_in(HERE, {other: another})
    else:
        corrected = written(faulty(101, "a cell is blank")[1])[1]
        visiting.hand_in_with(f"{HERE}/exchange", {name: corrected}, "file", name=name)
    told = words(visiting.get(f"{HERE}/sum").text)

    assert "还是原来的数" not in fresh.text
    said = f"新收到 1 个文件（{other}）" if is_new else f"取出了、换过了 1 个文件（{name}）"
    assert f"汇总以后{said}，下面还是原来的数" in told
    again = done(visiting, visiting.post(f"{HERE}/rollup", name="双河县人民政府"))
    assert "还是原来的数" not in again.text


def test_what_an_older_sum_wrote_is_not_offered_beside_one_that_does_not_add_up(tmp_path: Path) -> None:
    visiting, blank = come_in(tmp_path), faulty(101, "a cell is blank")[1]
    visiting.hand_in(HERE, dict([written(two_years(4)[1])]))
    whole = done(visiting, visiting.post(f"{HERE}/rollup", name="双河县人民政府"))
    visiting.hand_in(HERE, dict([written(blank)]))

    broken = done(visiting, visiting.post(f"{HERE}/rollup", name="双河县人民政府"))

    assert re.findall("下载(汇总[^<]*)", whole.text) == ["汇总统计.xlsx", "汇总统计.json", "汇总台账.xlsx"]
    assert re.findall("下载(汇总[^<]*)", broken.text) == ["汇总统计.xlsx"]
