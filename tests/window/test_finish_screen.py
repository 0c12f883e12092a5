"""定稿 in the window: the edited report given back, compared, refreshed, finished as the command does."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from window_visits import Answer, visitor, words

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from window_visits import Visitor

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

PATH = "/2016/finish"
NAME = "柳州市教育局2016年政府信息公开工作年度报告.docx"
DRAFT = "送审稿.docx"


@pytest.fixture
def office(own_data: Path, built: Path) -> Path:
    """A working folder whose year is built."""
    shutil.copytree(built, own_data.parent / "out" / "2016")
    return own_data.parent


def edited(office: Path, old: str = "5649", new: str = "5999") -> bytes:
    """The report with one figure typed over."""
    document = Document(str(office / "out" / "2016" / NAME))
    next(each for each in document.element.body.iter(qn("w:t")) if each.text == old).text = new
    opened = BytesIO()
    document.save(opened)
    return opened.getvalue()


def done(visiting: Visitor, answer: Answer) -> str:
    """The page that a button leads to, once its work is done."""
    while answer.status == 303 and answer.headers["location"].endswith("/building"):
        answer = visiting.get("/2016/building")
        while answer.status == 200:
            answer = visiting.get("/2016/building")
    assert answer.status == 303, answer.text
    return visiting.get(answer.headers["location"]).text


def test_without_a_report_there_is_nothing_to_finish(own_data: Path) -> None:
    assert "还没有 Word 报告" in visitor(own_data.parent).get(PATH).text


def test_a_report_given_back_is_kept_beside_the_others_and_compared(office: Path) -> None:
    visiting = visitor(office)
    draft = edited(office)

    answer = visiting.hand_in(f"{PATH}/back", {DRAFT: draft}, "file")
    again = visiting.hand_in(f"{PATH}/back", {DRAFT: draft}, "file")

    assert "“新媒体·柳州教育·订阅用户数”写作“5999”，统计数据是“5649”" in words(answer.text)
    assert (office / "out" / "2016" / DRAFT).read_bytes() == draft
    assert "送审稿（交回的第2份）.docx" in again.text
    assert visiting.get(f"{PATH}/file?name={DRAFT}").body == draft


def test_a_report_that_was_built_is_never_written_over(office: Path) -> None:
    path = office / "out" / "2016" / NAME
    before = path.read_bytes()

    visitor(office).hand_in(f"{PATH}/back", {NAME: edited(office)}, "file")

    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["甲.doc", "甲.exe", "..", ".docx", ""])
def test_what_is_no_word_report_is_not_taken(office: Path, name: str) -> None:
    before = sorted(office.rglob("*"))

    answer = visitor(office).hand_in(f"{PATH}/back", {name: b"x"}, "file")

    assert (answer.status, sorted(office.rglob("*"))) == (422, before)


def test_a_damaged_report_is_told_in_a_finding(office: Path) -> None:
    answer = visitor(office).hand_in(f"{PATH}/back", {DRAFT: b"no Word file"}, "file")

    assert answer.status == 200
    assert "Word" in words(answer.text)
    assert 'class="finding error"' in answer.text


@pytest.mark.parametrize("button", ["verify", "refresh", ""])
@pytest.mark.parametrize("name", ["../../data/agency.toml", "没有.docx", "", "statistics.json"])
def test_a_form_names_no_file_but_those_on_its_page(office: Path, button: str, name: str) -> None:
    before = {path: path.read_bytes() for path in office.rglob("*") if path.is_file()}

    answer = visitor(office).post(f"{PATH}/{button}".rstrip("/"), name=name)

    assert answer.status == 422
    assert {path: path.read_bytes() for path in office.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("where", ["file", "package"])
@pytest.mark.parametrize("name", ["../statistics.json", "statistics.json", "/etc/passwd", ""])
def test_no_address_leads_to_another_file(office: Path, where: str, name: str) -> None:
    assert visitor(office).get(f"{PATH}/{where}?name={name}").status == 404


def test_new_figures_are_put_into_a_report(office: Path) -> None:
    ledger = office / "data" / "2016" / "ledgers" / "办公室.xlsx"
    book = load_workbook(ledger)
    book["新媒体"]["D2"].value = 5650
    book.save(ledger)
    visiting = visitor(office)

    page = done(visiting, visiting.post(f"{PATH}/refresh", name=NAME))

    assert "5649 → 5650" in words(page)
    assert f"写成“{NAME.removesuffix('.docx')}（更新）.docx”" in page


def test_a_report_is_finished_as_the_command_finishes_it(
    office: Path, report_builder: Run, tmp_path: Path
) -> None:
    other = tmp_path / "by the command"
    shutil.copytree(office, other, ignore=shutil.ignore_patterns(other.name))
    told = report_builder("finish", f"out/2016/{NAME}", cwd=other, SOURCE_DATE_EPOCH="1483142400")
    assert told.returncode == 0, told.stderr.decode()
    visiting = visitor(office)

    page = done(visiting, visiting.post(PATH, name=NAME))

    assert "已经定稿" in page
    assert files_of(office / "out" / "2016") == files_of(other / "out" / "2016")
    [name] = re.findall(r'finish/package\?name=([^"]+)">报送', page)
    package = visiting.get(f"{PATH}/package?name={unquote(name)}").body
    assert package == (office / "out" / "2016" / "归档" / unquote(name)).read_bytes()


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its place."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_errors_stop_a_finish_and_are_told(office: Path) -> None:
    visiting = visitor(office)
    visiting.hand_in(f"{PATH}/back", {DRAFT: edited(office)}, "file")

    page = done(visiting, visiting.post(PATH, name=DRAFT))

    assert "没有定稿" in page
    assert "5999" in page
    assert not (office / "out" / "2016" / "归档").exists()
