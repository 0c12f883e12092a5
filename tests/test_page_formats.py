"""``pdf --ofd --html``: all files or none, each from the very Word file, with what the settings say of it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from documents import report_of_2016
from lxml import html
from ofd_files import faults

from report_builder.diagnostics import Findings, ReportError
from report_builder.drafts import outcome_of
from report_builder.page_formats import TypesetRequest
from report_builder.pipeline import typeset_file
from report_builder.settings import load_settings

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

CHECKOUT = Path(__file__).parent.parent
NAMES = ["报告.html", "报告.ofd", "报告.pdf", "报告（网页正文）.html"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the sample's report."""
    (tmp_path / "报告.docx").write_bytes(report_of_2016())
    return tmp_path


def typeset(folder: Path, *, ofd: bool = False, html: bool = False) -> list[str]:
    """Typeset the folder's report; gives the names of what was written."""
    request = TypesetRequest(folder / "报告.docx", folder / "报告.pdf", folder, ofd=ofd, html=html)
    return sorted(outcome_of(typeset_file(request)).sizes)


def test_only_what_is_asked_for_is_written(folder: Path) -> None:
    assert typeset(folder) == ["报告.pdf"]
    assert typeset(folder, ofd=True) == ["报告.ofd", "报告.pdf"]
    assert sorted(path.name for path in folder.iterdir()) == ["报告.docx", "报告.ofd", "报告.pdf"]


def test_the_page_links_to_the_files_beside_it(folder: Path) -> None:
    typeset(folder, ofd=True, html=True)

    page = html.document_fromstring((folder / "报告.html").read_bytes().decode())

    assert [each.get("type") for each in page.xpath("//nav//a")] == ["application/pdf", "application/ofd"]
    assert [each.get("href") for each in page.xpath("//nav//a")] == [
        "%E6%8A%A5%E5%91%8A.pdf",
        "%E6%8A%A5%E5%91%8A.ofd",
    ]


def test_what_the_file_says_stands_in_every_format(folder: Path) -> None:
    typeset(folder, ofd=True, html=True)

    assert faults((folder / "报告.ofd").read_bytes()) == []
    for name in ("报告.html", "报告（网页正文）.html"):
        assert "落实专项经费5.6万元" in (folder / name).read_text(encoding="utf-8")


def test_two_runs_give_the_same_bytes(folder: Path) -> None:
    typeset(folder, ofd=True, html=True)
    first = {name: (folder / name).read_bytes() for name in NAMES}

    typeset(folder, ofd=True, html=True)

    assert {name: (folder / name).read_bytes() for name in NAMES} == first


def test_where_one_file_cannot_be_written_none_is(folder: Path) -> None:
    (folder / "报告.html").mkdir()

    with pytest.raises(ReportError):
        typeset(folder, ofd=True, html=True)

    assert sorted(path.name for path in folder.iterdir()) == ["报告.docx", "报告.html"]


def test_the_page_tells_what_the_settings_say_of_this_agency(folder: Path) -> None:
    shutil.copytree(CHECKOUT / "data", folder / "data")
    with (folder / "data" / "agency.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[web_page]\ntopic = "教育"\n')

    typeset(folder, html=True)

    page = html.document_fromstring((folder / "报告.html").read_bytes().decode())
    assert [each.text for each in page.xpath("//dl[@class='facts']//dt")] == [
        "发布机构", "成文日期", "名称", "主题分类",
    ]  # fmt: skip


def test_the_settings_of_another_agency_say_nothing(folder: Path) -> None:
    shutil.copytree(CHECKOUT / "data", folder / "data")
    agency = folder / "data" / "agency.toml"
    text = agency.read_text(encoding="utf-8").replace('name = "柳州市教育局"', 'name = "桂林市教育局"', 1)
    agency.write_text(text + '\n[web_page]\ntopic = "教育"\n', encoding="utf-8")

    typeset(folder, html=True)

    assert "主题分类" not in (folder / "报告.html").read_text(encoding="utf-8")


def test_the_settings_that_the_explanation_shows_are_read(tmp_path: Path) -> None:
    explained = (CHECKOUT / "data" / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(\[web_page\]\n.*?)```", explained, re.DOTALL)
    shutil.copytree(CHECKOUT / "data", tmp_path / "data")
    with (tmp_path / "data" / "agency.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n{example}")
    findings = Findings()

    read = load_settings(tmp_path / "data", 2016, findings)

    assert read is not None, list(findings)
    assert (read.web_page.topic, read.web_page.names.topic) == ("教育", "信息分类")


def test_the_command_tells_of_every_file(
    report_builder: Callable[..., subprocess.CompletedProcess[bytes]], folder: Path
) -> None:
    done = report_builder("pdf", "报告.docx", "--ofd", "--html", cwd=folder)

    assert done.returncode == 0, done.stderr.decode()
    assert all(name in done.stdout.decode() + done.stderr.decode() for name in NAMES)
