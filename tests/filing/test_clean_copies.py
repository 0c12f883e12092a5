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


OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHART: Final = (
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    f'xmlns:r="{OFFICE}"><c:chart/><c:externalData r:id="rId1"/></c:chartSpace>'
)


def with_a_chart(body: str) -> bytes:
    """A Word file with a chart, and the workbook that its figures were taken from."""
    made = io.BytesIO()
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="{}" Type="{}" Target="{}"/></Relationships>'
    )
    with zipfile.ZipFile(io.BytesIO(word_file(body))) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/_rels/document.xml.rels":
                chart = f'<Relationship Id="c1" Type="{OFFICE}/chart" Target="charts/chart1.xml"/>'
                data = data.replace(b"</Relationships>", f"{chart}</Relationships>".encode())
            target.writestr(name, data)
        target.writestr("word/charts/chart1.xml", CHART)
        book = links.format("rId1", f"{OFFICE}/package", "../embeddings/book.xlsx")
        target.writestr("word/charts/_rels/chart1.xml.rels", book)
        target.writestr("word/embeddings/book.xlsx", "依申请公开登记：张三")
    return made.getvalue()


def test_the_workbook_behind_a_chart_stays_in_the_house() -> None:
    docx = with_a_chart(paragraph("正文"))

    copy = clean_copy(docx, "定稿.docx", PROPERTIES)

    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        assert "word/embeddings/book.xlsx" in archive.namelist()
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert "word/charts/chart1.xml" in archive.namelist()
        assert "word/embeddings/book.xlsx" not in archive.namelist()
        assert b"externalData" not in archive.read("word/charts/chart1.xml")
        assert b"book.xlsx" not in archive.read("word/charts/_rels/chart1.xml.rels")


def test_hidden_words_stay_in_the_house_and_hidden_instructions_do_not() -> None:
    field = (
        '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:instrText>TC 甲</w:instrText></w:r>"
        '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>'
    )

    text = copied(
        of_runs(run("公开"), run("内部意见", "<w:vanish/>"), run("不藏", '<w:vanish w:val="0"/>'), field)
    )

    assert "内部意见" not in text
    assert "不藏" in text
    assert "TC 甲" in text
