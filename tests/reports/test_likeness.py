"""An opened Word file → whether it may be a report, before anything of it is read."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx import Document
from suqian_report import untagged
from word_files import cell, paragraph, row, table, word_file

from report_builder.archives import pack
from report_builder.file_checks import FileCheck, check_file
from report_builder.reports.figure_record import FigureRecord, Origin, write_record
from report_builder.reports.likeness import may_be_report
from report_builder.word.packages import open_package

if TYPE_CHECKING:
    from pathlib import Path


TAGGED = (
    '<w:sdt><w:sdtPr><w:tag w:val="stat:requests.new.total"/></w:sdtPr><w:sdtContent>'
    f"{paragraph('12')}</w:sdtContent></w:sdt>"
)


def may_be(docx: bytes) -> bool:
    return may_be_report(open_package(docx, "文件.docx"))


def test_a_report_that_others_made_may_be_one() -> None:
    assert may_be(untagged())


@pytest.mark.parametrize(
    "body",
    [
        paragraph("某市政务公开工作年度报告"),
        "<w:p><w:r><w:t>政府</w:t></w:r><w:r><w:t>信息</w:t></w:r><w:r><w:t>公开</w:t></w:r></w:p>",
        table([4000], row(cell(paragraph("政府信息公开情况")))),
        TAGGED,
    ],
)
def test_what_has_the_letters_of_its_subject_or_a_tag_of_ours_may_be_one(body: str) -> None:
    assert may_be(word_file(body))


def test_a_file_without_any_of_them_is_none() -> None:
    body = paragraph("工程概算表") + table([4000], row(cell(paragraph("指标1")), cell(paragraph("1,024"))))

    assert not may_be(word_file(body))


def test_a_custom_part_of_another_program_makes_no_report_of_a_file() -> None:
    document = Document()  # python-docx begins with a file of Word's, and Word's own bibliography is in it
    document.add_paragraph("工程概算表")
    written = io.BytesIO()
    document.save(written)
    package = open_package(written.getvalue(), "文件.docx")

    assert "customXml/item1.xml" in package.names()
    assert not may_be_report(package)


def test_a_record_of_ours_alone_makes_a_report_of_a_file() -> None:
    record = write_record(FigureRecord(Origin("某局", 2024), {}))
    with zipfile.ZipFile(io.BytesIO(word_file(paragraph("工程概算表")))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    assert may_be(pack({**parts, "customXml/item1.xml": record}))


def test_of_a_file_that_is_none_the_checks_say_only_that_they_do_not_know_it(tmp_path: Path) -> None:
    docx = word_file(paragraph("工程概算表"))

    found = check_file(docx, "文件.docx", FileCheck(tmp_path / "statistics.json", tmp_path))

    assert [each.code for each in found] == ["docx.unrecognised"]
