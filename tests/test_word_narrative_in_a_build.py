"""A year whose narrative is a Word file, built and checked as its secretary does it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import docx
import pdfplumber
import pytest
from drawing_files import photograph
from word_narratives import blank, from_markdown, say

from report_builder.diagnostics import Finding, ReportError
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.pipeline import build, check

if TYPE_CHECKING:
    from docx.document import Document

CHECKOUT: Final = Path(__file__).parent.parent


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The sample year with its narrative in Word."""
    folder = tmp_path / "data"
    shutil.copytree(CHECKOUT / "data", folder)
    text = (folder / "2016" / "narrative.md").read_text(encoding="utf-8")
    (folder / "2016" / "narrative.md").unlink()
    from_markdown(text, folder / "2016" / "narrative.docx")
    return folder


def request(data: Path) -> BuildRequest:
    """A build of 2016 beside the data."""
    return BuildRequest(data, 2016, data.parent / "out", data.parent, modified=0)


def edited(data: Path) -> Document:
    """The narrative, open in Word."""
    return docx.Document(str(data / "2016" / "narrative.docx"))


def checked(data: Path) -> tuple[Finding, ...]:
    """What a check of 2016 finds, errors or not."""
    try:
        return outcome_of(check(request(data))).findings
    except ReportError as error:
        return error.findings


def test_the_report_is_the_one_that_markdown_gives(data: Path, tmp_path: Path) -> None:
    other = BuildRequest(CHECKOUT / "data", 2016, tmp_path / "other", tmp_path, modified=0)

    in_word, in_text = outcome_of(build(request(data))), outcome_of(build(other))

    assert in_word.pages == in_text.pages
    names = {name for name in in_word.sizes if name.endswith((".docx", ".pdf"))}
    assert len(names) == 2
    assert [(in_word.folder / name).read_bytes() for name in names] == [
        (in_text.folder / name).read_bytes() for name in names
    ]


def test_tables_and_pictures_reach_the_pdf_and_two_builds_are_alike(data: Path, tmp_path: Path) -> None:
    document = edited(data)
    (tmp_path / "a.jpg").write_bytes(photograph())
    target = next(each for each in document.paragraphs if "对照《条例》" in each.text)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("解读", "数量", "合计", "{{ 解读.总数 }}"), strict=True):  # noqa: SLF001 - all of them
        cell.text = text
    picture = document.add_paragraph()
    picture.add_run().add_picture(str(tmp_path / "a.jpg"))
    target._p.addnext(picture._p)  # noqa: SLF001 - python-docx moves nothing
    target._p.addnext(table._tbl)  # noqa: SLF001
    document.save(str(data / "2016" / "narrative.docx"))

    built = outcome_of(build(request(data)))
    first = {path.name: path.read_bytes() for path in built.folder.iterdir()}
    outcome_of(build(request(data)))

    assert {path.name: path.read_bytes() for path in built.folder.iterdir()} == first
    with pdfplumber.open(next(built.folder.glob("*.pdf"))) as pdf:
        pictures = [page.page_number for page in pdf.pages if page.images]
        [page] = [page for page in pdf.pages if page.images]
        assert ["解读", "数量"] in [line for table in page.extract_tables() for line in table]
    assert pictures == [3]


def test_two_narratives_are_one_too_many(data: Path) -> None:
    shutil.copy(CHECKOUT / "data" / "2016" / "narrative.md", data / "2016")

    found = checked(data)

    [two] = [each for each in found if each.code == "narrative.two_files"]
    assert "narrative.docx" in two.remedy


def test_a_narrative_in_an_old_format_is_told(data: Path) -> None:
    (data / "2016" / "narrative.docx").rename(data / "2016" / "narrative.doc")

    codes = [each.code for each in checked(data)]

    assert "narrative.other_file" in codes
    assert "narrative.default" in codes


@pytest.mark.parametrize("name", ["2016年报告正文.docx", "narrative.md.txt", "正文.md"])
def test_a_narrative_under_another_name_is_told(data: Path, name: str) -> None:
    (data / "2016" / "narrative.docx").rename(data / "2016" / name)

    [found] = [each for each in checked(data) if each.code == "narrative.other_file"]

    assert name in found.message
    assert "narrative.docx" in found.remedy


def test_a_folder_that_says_what_it_holds_is_no_narrative(data: Path) -> None:
    (data / "2016" / "~$narrative.docx").write_bytes(b"lock")

    assert "narrative.other_file" not in [each.code for each in checked(data)]


def test_checks_name_the_section_and_the_first_words(data: Path) -> None:
    document = edited(data)
    heading = next(each for each in document.paragraphs if each.text.startswith("四、"))
    heading.text = "四、政府信息公开收费情况"
    added = say(document, "{{ 年 }}年收到政府信息公开申请99件,办结99件。")
    heading._p.addnext(added._p)  # noqa: SLF001 - as above
    document.save(str(data / "2016" / "narrative.docx"))

    places = {each.code: str(each.place) for each in checked(data) if each.place}

    assert places["section.misnamed"] == "narrative.docx › 四、政府信息公开收费情况"
    sentence = "narrative.docx › 四、政府信息公开的收费及减免情况 › “2016年收到政府信息公开申……”"
    assert places["text.requests"] == sentence
    assert places["style.half_width_mark"] == sentence


def test_last_years_narrative_in_word_is_compared_with(data: Path) -> None:
    last = blank()
    for text in ("六、政府信息公开工作存在的主要问题及改进方向", *_problems(data)):
        say(last, text)
    (data / "2015").mkdir()
    last.save(str(data / "2015" / "narrative.docx"))

    assert "text.repeated" in [each.code for each in checked(data)]


def _problems(data: Path) -> list[str]:
    """What this year's narrative says of problems."""
    texts = [each.text for each in edited(data).paragraphs]
    start = next(number for number, text in enumerate(texts) if text.startswith("六、"))
    end = next(number for number, text in enumerate(texts) if text.startswith("七、"))
    return texts[start + 1 : end]
