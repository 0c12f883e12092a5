"""A Word file full of marks of editing → a copy that says the same and tells of nobody."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Final

import docx
import pytest
from word_files import cell, paragraph, row, table, word_file
from word_parts import of_runs, run

from report_builder.diagnostics import ReportError
from report_builder.filing.clean_copies import clean_copy
from report_builder.manuscript.properties import Properties
from report_builder.reports.reading import read_report_text

PROPERTIES: Final = Properties("报告", "年度报告", "柳州市教育局", date(2017, 1, 13))
DELETED_MARK: Final = "<w:rPr><w:del w:id='1' w:author='张三'/></w:rPr>"
DELETED_ROW: Final = "<w:del w:id='3' w:author='张三'/>"


def deleted(text: str) -> str:
    return f"<w:del w:id='2' w:author='张三'><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def copied(body: str) -> str:
    """The part with the text, in the copy."""
    copy = clean_copy(word_file(body), "定稿.docx", PROPERTIES)
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        return archive.read("word/document.xml").decode()


def paragraphs(docx: bytes) -> list[str]:
    return [each.text for each in read_report_text(docx, "x").paragraphs]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (of_runs(f"<w:ins w:author='张三'>{run('增')}</w:ins>", deleted("删"), run("留")), ["增留"]),
        (of_runs(run("前"), properties=DELETED_MARK) + of_runs(run("后")), ["前后"]),
        (
            table([4000], row(cell("甲")), row(cell("删去的一行"), properties=DELETED_ROW)) + paragraph("后"),
            ["甲", "后"],
        ),
        (table([4000], row(cell("删"), properties=DELETED_ROW)) + paragraph("后"), ["后"]),
    ],
)
def test_revisions_are_accepted(body: str, said: list[str]) -> None:
    copy = clean_copy(word_file(body), "定稿.docx", PROPERTIES)

    assert paragraphs(copy) == said


def test_nobody_and_nothing_deleted_is_left() -> None:
    body = table([4000], row(cell("甲")), row(cell("乙"), properties=DELETED_ROW)) + of_runs(
        deleted("秘密"), run("公开"), properties=DELETED_MARK
    )

    text = copied(body + paragraph("后"))

    assert [word for word in ("张三", "秘密", "乙", "w:del") if word in text] == []


def with_author(part: str) -> bytes:
    """A Word file whose author is told in a part of that name."""
    document = docx.Document()
    document.add_paragraph("正文")
    document.core_properties.author = document.core_properties.last_modified_by = "张三"
    saved, written = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            data = source.read(name).replace(b"docProps/core.xml", part.encode())
            target.writestr(name.replace("docProps/core.xml", part), data)
    return written.getvalue()


@pytest.mark.parametrize("part", ["docProps/core.xml", "package/services/metadata/core-properties/a.psmdcp"])
def test_the_properties_are_the_agencys_wherever_they_lie(part: str) -> None:
    copy = clean_copy(with_author(part), "定稿.docx", PROPERTIES)

    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        core = archive.read(part).decode()
    assert "<dc:creator>柳州市教育局</dc:creator>" in core
    assert "2017-01-13" in core
    assert "张三" not in core


def test_what_is_no_word_file_is_told() -> None:
    with pytest.raises(ReportError) as told:
        clean_copy(b"PK", "定稿.docx", PROPERTIES)

    assert [each.code for each in told.value.findings] == ["docx.unreadable"]
