"""The figures of a filled report stand in content controls, and an edited report is read with them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from filled_reports import filled_report
from lxml import etree
from make_template import TEMPLATE
from msgspec.structs import replace
from sample_reports import SETTINGS, SIGNED_ON, annex, report
from word_files import paragraph, word_file
from word_parts import run
from word_texts import controls, delete, shown

from report_builder.diagnostics import Findings, ReportError
from report_builder.manuscript.filling import fill_report
from report_builder.reports.reading import read_report_text, shown_texts

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document

    from report_builder.formats.tables import AnnexTable

NARRATIVE = (
    '收到申请{{ 申请.新收 }}件，{{ 解读.总数 | 有无("发布", "政策解读", "篇") }}。\n\n# 标题\n\n没有数。'
)
NEW = "申请.新收"
EXPLAINED = '解读.总数|有无("发布","政策解读","篇")'


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def saved(document: Document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_document(data: bytes, old: str, new: str) -> bytes:
    """The file with a piece of its text's markup replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name, part in parts_of(data).items():
            text = part.decode() if name == "word/document.xml" else ""
            assert name != "word/document.xml" or old in text
            target.writestr(name, text.replace(old, new, 1) if text else part)
    return made.getvalue()


def keyed_annex() -> AnnexTable:
    """The sample annex with a key for one of its figures, and none for the others."""
    table = annex()
    rows = [replace(row, key="publication.total" if row.value == "174" else "") for row in table.rows]
    return replace(table, rows=tuple(rows))


def test_each_figure_stands_in_a_control_of_its_own(tmp_path: Path) -> None:
    document = opened(filled_report(tmp_path, NARRATIVE))

    assert shown(document) == [(NEW, "2"), (EXPLAINED, "共发布政策解读2篇")]
    assert not any("\ufdd0" <= letter <= "\ufdef" for letter in document.element.xml)


def test_a_control_bears_the_figures_name_and_a_number_of_its_own(tmp_path: Path) -> None:
    document = opened(filled_report(tmp_path, NARRATIVE))

    found = [control for _, control in controls(document)]
    names = [each.get(qn("w:val")) for control in found for each in control.iter(qn("w:alias"))]
    numbers = {each.get(qn("w:val")) for control in found for each in control.iter(qn("w:id"))}
    assert names == ["申请·新收", "解读·总数"]
    assert len(numbers) == 2


def test_the_runs_of_a_control_look_like_the_text_around_it(tmp_path: Path) -> None:
    document = opened(filled_report(tmp_path, NARRATIVE))

    control = next(control for _, control in controls(document))
    before = control.getprevious()
    assert before is not None
    looks = [etree.tostring(next(each.iter(qn("w:rPr")))) for each in (control, before)]
    assert looks[0] == looks[1]


def test_the_figures_of_the_annex_stand_in_controls_under_their_rows_names() -> None:
    data = fill_report(TEMPLATE, report("正文。"), keyed_annex(), SETTINGS, 2016, SIGNED_ON, Findings())

    assert data is not None
    (control,) = read_report_text(data, "a.docx").figures
    assert (control.tag, control.name, control.text) == ("publication.total", "主动公开政府信息数", "174")
    assert control.place.part == "表1 第3行第3列"


def test_the_report_remembers_what_it_showed(tmp_path: Path) -> None:
    text = NARRATIVE.replace("没有数。", "{% if 申请.新收 > 99 %}{{ 申请.办结 }}件{% endif %}没有数。")
    data = filled_report(tmp_path, text)

    record = read_report_text(data, "a.docx").record

    assert record is not None
    assert (record.origin.agency, record.origin.year) == ("柳州市教育局", 2016)
    assert record.texts == {NEW: "2", EXPLAINED: "共发布政策解读2篇", "申请.办结": "2"}
    assert record.shown[NEW] == 1
    assert record.shown["申请.办结"] == 0
    assert f"收到申请\ufffc{NEW}\ufffc件，\ufffc{EXPLAINED}\ufffc。" in record.passages


def test_what_no_word_file_may_hold_does_not_reach_it_through_a_figure(tmp_path: Path) -> None:
    shown_one = r'{{ 申请.新收 | 有无("收\x01\ud800到", "\ufffe申请", "件") }}。'
    other = r'{% if 申请.新收 > 99 %}{{ 申请.办结 | 有无("\x02", "", "件") }}{% endif %}'

    document = opened(filled_report(tmp_path, shown_one + other))

    assert shown(document) == [('申请.新收|有无("收到","申请","件")', "共收到申请2件")]


def test_the_same_report_is_the_same_to_the_byte(tmp_path: Path) -> None:
    assert filled_report(tmp_path, NARRATIVE) == filled_report(tmp_path, NARRATIVE)


def test_python_docx_keeps_controls_and_record(tmp_path: Path) -> None:
    document = opened(filled_report(tmp_path, NARRATIVE))
    document.add_paragraph("新的一段。")

    again = saved(document)

    assert shown(opened(again)) == shown(document)
    assert shown_texts(again) == {NEW: "2", EXPLAINED: "共发布政策解读2篇"}


def test_a_tracked_change_inside_a_control_is_read_as_accepted(tmp_path: Path) -> None:
    document = opened(filled_report(tmp_path, NARRATIVE))
    content = next(control for _, control in controls(document)).find(qn("w:sdtContent"))
    assert content is not None
    content.clear()
    content.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="甲"><w:r><w:delText>2</w:delText></w:r></w:del>')
    )
    content.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="甲"><w:r><w:t>4</w:t></w:r></w:ins>'))

    read = read_report_text(saved(document), "a.docx").figures

    assert (read[0].tag, read[0].text) == (NEW, "4")


def test_a_control_inside_a_tracked_deletion_is_gone(tmp_path: Path) -> None:
    document = opened(filled_report(tmp_path, NARRATIVE))
    control = next(control for _, control in controls(document))
    deletion = parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="甲"/>')
    parent = control.getparent()
    assert parent is not None
    parent.replace(control, deletion)
    deletion.append(control)

    assert [each.tag for each in read_report_text(saved(document), "a.docx").figures] == [EXPLAINED]


def test_the_tag_is_also_read_from_the_prompts_name(tmp_path: Path) -> None:
    document = opened(filled_report(tmp_path, NARRATIVE))
    for _, control in list(controls(document)):
        tag = next(control.iter(qn("w:tag")))
        properties = tag.getparent()
        assert properties is not None
        properties.remove(tag)

    assert [each.tag for each in read_report_text(saved(document), "a.docx").figures] == [NEW, EXPLAINED]


def test_a_control_in_which_word_shows_its_prompt_is_empty(tmp_path: Path) -> None:
    document = opened(filled_report(tmp_path, NARRATIVE))
    control = next(control for _, control in controls(document))
    next(control.iter(qn("w:sdtPr"))).append(parse_xml(f"<w:showingPlcHdr {nsdecls('w')}/>"))
    next(control.iter(qn("w:t"))).text = "单击此处输入文字。"

    first = read_report_text(saved(document), "a.docx").figures[0]

    assert (first.text, first.is_empty) == ("", True)


def test_a_deleted_figure_leaves_the_others(tmp_path: Path) -> None:
    document = opened(filled_report(tmp_path, NARRATIVE))
    delete(document, NEW)

    assert [each.tag for each in read_report_text(saved(document), "a.docx").figures] == [EXPLAINED]


def test_the_controls_of_an_author_are_none_of_ours() -> None:
    properties = '<w:sdtPr><w:tag w:val="日期"/></w:sdtPr>'
    own = f"<w:sdt>{properties}<w:sdtContent><w:r><w:t>甲</w:t></w:r></w:sdtContent></w:sdt>"

    read = read_report_text(word_file(f"<w:p>{own}</w:p>{paragraph('乙')}"), "a.docx")

    assert (read.figures, tuple(each.passage for each in read.paragraphs)) == ((), ("甲", "乙"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<w:document", '<!DOCTYPE w [<!ENTITY a "件">]><w:document'),
        ("</w:document>", ""),
    ],
)
def test_a_text_that_no_word_program_writes_is_refused(tmp_path: Path, old: str, new: str) -> None:
    data = with_document(filled_report(tmp_path, NARRATIVE), old, new)

    with pytest.raises(ReportError) as refused:
        read_report_text(data, "a.docx")

    assert [finding.code for finding in refused.value.findings] == ["docx.unreadable"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0 old"])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(ReportError):
        read_report_text(data, "a.docx")


def test_a_record_that_somebody_spoilt_is_no_record(tmp_path: Path) -> None:
    data = filled_report(tmp_path, NARRATIVE)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name, part in parts_of(data).items():
            target.writestr(name, part.replace(b'year="2016"', b'year="x"'))

    read = read_report_text(made.getvalue(), "a.docx")

    assert read.record is None
    assert len(read.figures) == 2


def figure(tag: str, content: str) -> str:
    """A control of ours."""
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="stat:{tag}"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
    )


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (figure("甲", run("1")) * 10_001, "多得不正常"),
        (figure("甲", "").replace("</w:sdtContent></w:sdt>", "") * 110, "套得太深"),
        (figure("甲", "").replace("</w:sdtContent></w:sdt>", "") * 300, "不是合格的 XML"),
    ],
    ids=["too many controls", "controls in controls", "deeper than any parser goes"],
)
def test_controls_beyond_all_bounds_are_refused(body: str, says: str) -> None:
    body += "</w:sdtContent></w:sdt>" * (body.count("<w:sdt>") - body.count("</w:sdt>"))

    with pytest.raises(ReportError) as refused:
        read_report_text(word_file(f"<w:p>{body}</w:p>"), "a.docx")

    assert says in refused.value.findings[0].evidence


def test_a_file_that_would_fill_the_memory_is_refused() -> None:
    made = io.BytesIO(word_file(paragraph("甲")))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(6):
            archive.writestr(f"word/media/image{number}.png", bytes(100_000_000), compresslevel=1)

    with pytest.raises(ReportError) as refused:
        read_report_text(made.getvalue(), "a.docx")

    assert "600 MB" in refused.value.findings[0].evidence


def test_a_text_is_found_under_the_name_that_the_package_gives_it(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name, part in parts_of(filled_report(tmp_path, NARRATIVE)).items():
            target.writestr(
                name.replace("document.xml", "document2.xml"),
                part.replace(b"word/document.xml", b"word/document2.xml"),
            )

    read = read_report_text(made.getvalue(), "a.docx")

    assert (read.main_part, len(read.figures)) == ("word/document2.xml", 2)


def test_a_record_names_no_folder_as_its_format(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name, part in parts_of(filled_report(tmp_path, NARRATIVE)).items():
            target.writestr(name, part.replace(b' year="2016"', b' year="2016" format="../../styles"'))

    record = read_report_text(made.getvalue(), "a.docx").record

    assert record is not None
    assert record.format_name == ""


def test_what_a_control_says_of_itself_stands_in_the_order_of_the_schema(tmp_path: Path) -> None:
    document = opened(filled_report(tmp_path, NARRATIVE))

    found = [[etree.QName(each).localname for each in control[0]] for _, control in controls(document)]
    numbers = [
        int(str(each.get(qn("w:val"))))
        for _, control in controls(document)
        for each in control.iter(qn("w:id"))
    ]

    # ECMA-376 Part 1, 17.5.2.38 (CT_SdtPr) and 17.5.2.18 (w:id, a 32-bit number).
    assert found == [["alias", "tag", "id", "placeholder"]] * 2
    assert len(set(numbers)) == 2
    assert all(0 < number < 2**31 for number in numbers)


def test_the_record_is_a_part_that_word_knows_the_kind_of(tmp_path: Path) -> None:
    parts = parts_of(filled_report(tmp_path, NARRATIVE))

    types = etree.fromstring(parts["[Content_Types].xml"])
    overrides = {each.get("PartName"): str(each.get("ContentType")) for each in types}
    links = etree.fromstring(parts["word/_rels/document.xml.rels"])
    (target,) = [str(each.get("Target")) for each in links if str(each.get("Type")).endswith("/customXml")]
    (properties,) = etree.fromstring(parts["customXml/_rels/item1.xml.rels"])
    assert target == "../customXml/item1.xml"
    assert properties.get("Target") == "itemProps1.xml"
    assert overrides["/customXml/itemProps1.xml"].endswith("customXmlProperties+xml")
    assert any(each.get("Extension") == "xml" for each in types)
    assert b"ds:schemaRef" in parts["customXml/itemProps1.xml"]
