"""A form of ``styles`` and words → the filled Word file, or a finding of what is wrong with the form."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import docx
from template_files import edited, rewritten

from report_builder.diagnostics import Findings, Place
from report_builder.manuscript.letters import fill_letter
from report_builder.manuscript.properties import Properties

if TYPE_CHECKING:
    from docx.document import Document

    from report_builder.manuscript.letters import Words

STYLES: Final = Path(__file__).parent.parent.parent / "styles"
NOTE: Final = STYLES / "covering-note.docx"
PROPERTIES: Final = Properties("送审函：“三公”<报告>", "送审函", "柳州市教育局", date(2017, 1, 5))
FILE: Final = {"名称": "报告.docx", "格式": "Word", "字节": "9", "校验码": "ab"}
WORDS: Final[Words] = {
    "单位名称": "柳州市教育局",
    "标题": "2016年<年度>报告 {_{甲}_}",
    "收件单位": "市档案馆",
    "版本": 2,
    "更正": True,
    "理由": "",
    "成文日期": "2017年1月5日",
    "联系部门": "办公室",
    "联系电话": "0772-2822960",
    "件数": 1,
    "文件": [FILE],
}


def filled(template: Path = NOTE, **others: str) -> tuple[bytes | None, Findings]:
    findings = Findings()
    return fill_letter(template, {**WORDS, **others}, PROPERTIES, findings), findings


def letter(template: Path = NOTE, **others: str) -> Document:
    data, findings = filled(template, **others)
    assert list(findings) == []
    assert data is not None
    return docx.Document(io.BytesIO(data))


def test_a_form_is_filled_with_words_as_they_are_and_a_row_for_each_file() -> None:
    found = letter()

    assert found.paragraphs[0].text == "关于报送《2016年<年度>报告 {_{甲}_}》的函"
    assert [[cell.text for cell in row.cells] for row in found.tables[0].rows][1:] == [
        ["1", "报告.docx", "9", "ab"]
    ]


def test_what_is_said_only_sometimes_is_left_out_otherwise() -> None:
    texts = ["".join(each.text for each in letter(理由=reason).paragraphs) for reason in ("", "数已核对")]

    assert [("情况说明如下" in text, "更正以后的版本" in text) for text in texts] == [
        (False, True),
        (True, True),
    ]


def test_a_form_tells_of_nobody_but_its_sender() -> None:
    properties = letter().core_properties

    assert (properties.title, properties.author) == (PROPERTIES.title, "柳州市教育局")
    assert properties.created is not None
    assert properties.created.date() == PROPERTIES.day


def test_a_form_is_the_same_bytes_every_time() -> None:
    assert filled()[0] == filled()[0]


def test_a_form_that_asks_for_a_word_nobody_gives_is_told_and_not_filled(tmp_path: Path) -> None:
    data, findings = filled(edited(tmp_path, "word/document.xml", "收件单位", "收件人", NOTE))

    (found,) = findings
    assert data is None
    assert (found.code, found.place) == ("template.syntax", Place(f"{tmp_path.name}/template.docx"))
    assert "收件人" in found.evidence


def test_a_file_that_is_no_form_is_told_and_not_filled(tmp_path: Path) -> None:
    path = tmp_path / "receipt.docx"
    path.write_bytes(b"no form")

    data, findings = filled(path)

    assert data is None
    assert [found.code for found in findings] == ["template.unreadable"]


def test_a_form_whose_parts_have_come_apart_is_told_and_not_filled(tmp_path: Path) -> None:
    def break_up(parts: dict[str, bytes]) -> None:
        parts["docProps/core.xml"] = b"<x/>"

    data, findings = filled(rewritten(tmp_path, break_up, NOTE))

    assert data is None
    (found,) = findings
    assert (found.code, "各部分之间的关系已损坏" in found.evidence) == ("template.unreadable", True)


def test_faults_of_another_file_do_not_stop_a_form() -> None:
    findings = Findings()
    findings.error("template.syntax", Place("别的.docx"), "别的")

    assert fill_letter(NOTE, WORDS, PROPERTIES, findings) is not None
