"""The filled Word report, read back; and what is said of a template that cannot carry it."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from make_template import TEMPLATE
from msgspec.structs import replace
from sample_reports import SETTINGS, SIGNED_ON, TITLE, annex, report, seven_sections
from shown_styles import shown_name
from template_files import edited, rewritten

from report_builder.diagnostics import Findings
from report_builder.manuscript.filling import fill_report
from report_builder.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document

    from report_builder.formats.tables import AnnexTable
    from report_builder.manuscript.blocks import Manuscript

DOCUMENT = "word/document.xml"


def fill(
    manuscript: Manuscript,
    table: AnnexTable | None = None,
    *,
    template: Path = TEMPLATE,
    settings: Settings = SETTINGS,
) -> tuple[bytes | None, Findings]:
    findings = Findings()
    return fill_report(template, manuscript, table, settings, 2016, SIGNED_ON, findings), findings


def filled(
    manuscript: Manuscript, table: AnnexTable | None = None, settings: Settings = SETTINGS
) -> Document:
    data, findings = fill(manuscript, table, settings=settings)
    assert not list(findings)
    assert data is not None
    return docx.Document(io.BytesIO(data))


def styles(document: Document) -> list[str]:
    return [shown_name(paragraph) for paragraph in document.paragraphs]


def changed(folder: Path, part: str, old: str, new: str) -> Path:
    """The template with one text in one part replaced, as its owner might have done in Word."""
    made = folder / "template.docx"
    with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            assert name != part or old in text
            target.writestr(name, text.replace(old, new) if name == part else text)
    return made


def test_paragraphs_come_in_order_each_in_its_style() -> None:
    document = filled(seven_sections(), annex())

    found = styles(document)

    section = ["一级标题", "二级标题", "正文", "三级标题", "四级标题", "正文"]
    tail = ["附件说明", "署名", "成文日期", "附件", "附件标题", "版记", "文末"]
    assert found == ["标题", *["正文"] * 3, *section * 7, *tail]


def test_section_headings_are_numbered() -> None:
    document = filled(seven_sections())

    headings = [part.text for part in document.paragraphs if shown_name(part) == "一级标题"]

    assert headings[0] == "一、本年度政府信息公开工作的基本情况"
    assert headings[6] == "七、其他需要报告的事项"


def test_the_title_is_one_paragraph_of_two_lines() -> None:
    document = filled(seven_sections())

    assert document.paragraphs[0].text == "柳州市教育局2016年政府信息公开\n工作年度报告"


@pytest.mark.parametrize("title", [TITLE, "教育局2016年度报告", f"柳州市{TITLE}{TITLE}"])
def test_the_text_begins_on_a_row_of_the_page(title: str) -> None:
    paragraph = filled(report("正文。", title=title)).paragraphs[0]

    space = paragraph.paragraph_format.space_after
    if space is None and paragraph.style is not None:
        space = paragraph.style.paragraph_format.space_after
    height = (paragraph.text.count("\n") + 1) * Twips(720) + (space or 0)
    assert height % Twips(580) == 0


@pytest.mark.parametrize(
    "text",
    ["<b>A&B</b>", "增长<5%", "{{ 署名 }}", "{% raw %}", "{_{ 甲 }_}", "a_b", "“三公”——‘甲’……", "&lt;"],
)
def test_what_looks_like_markup_comes_out_as_it_was_written(text: str) -> None:
    document = filled(report(text))

    assert text in [paragraph.text for paragraph in document.paragraphs]


def test_characters_that_xml_has_not_are_left_out() -> None:
    document = filled(report("甲\x07乙\x00丙\n丁\t戊\ufffe"))

    assert "甲乙丙 丁 戊" in [paragraph.text for paragraph in document.paragraphs]


def test_signature_and_date_stand_in_by_five_and_two_characters() -> None:
    document = filled(seven_sections())

    indents = {
        paragraph.text: paragraph.paragraph_format.right_indent
        for paragraph in document.paragraphs
        if paragraph.style and paragraph.style.name in {"署名", "成文日期"}
    }

    assert indents == {"柳州市教育局": Pt(5 * 15.75), "2016年12月31日": Pt(2 * 15.75)}


def test_a_heading_keeps_two_lines_of_its_text_and_the_signature_the_end_of_the_text() -> None:
    paragraphs = filled(seven_sections(2), annex(1)).paragraphs

    names = [shown_name(paragraph) for paragraph in paragraphs]
    first = names.index("正文", names.index("二级标题"))
    signature = names.index("署名")
    assert paragraphs[first].paragraph_format.widow_control is True
    assert names[signature - 1] == "附件说明"
    assert [
        paragraph.paragraph_format.keep_with_next for paragraph in paragraphs[signature - 2 : signature]
    ] == [
        True,
        True,
    ]


def test_the_blank_line_above_the_signature_is_a_space_and_no_paragraph() -> None:
    document = filled(seven_sections(), annex())

    empty = [
        paragraph.style.name for paragraph in document.paragraphs if not paragraph.text and paragraph.style
    ]

    assert empty == ["文末"]
    assert document.styles["署名"].paragraph_format.space_before == Twips(580)


def test_the_annex_is_a_real_table_indented_by_level() -> None:
    rows = filled(seven_sections(), annex()).tables[0].rows

    labels = [row.cells[0].paragraphs[0] for row in rows]
    assert [cell.text for cell in rows[2].cells] == [
        "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）",
        "条",
        "174",
    ]
    assert [label.paragraph_format.left_indent for label in labels[1:6]] == [
        None, Pt(12), Pt(36), Pt(12), Pt(24),
    ]  # fmt: skip
    assert len(rows) == 8


def test_no_annex_and_nobody_to_send_to_leave_no_trace() -> None:
    settings = Settings(
        name="柳州市教育局",
        short_name="市教育局",
        kind="department",
        region="柳州市",
        contact=SETTINGS.contact,
    )

    document = filled(seven_sections(), settings=settings)

    assert styles(document)[-1] == "成文日期"
    assert not document.tables


def test_the_sent_to_line_stands_in_a_frame_at_the_foot_of_the_page() -> None:
    document = filled(seven_sections(), annex())

    line = document.paragraphs[-2]
    (frame,) = line._p.iter(qn("w:framePr"))  # noqa: SLF001 - frames have no public face

    assert line.text == "送：柳州市政务公开政府信息公开政务服务工作领导小组办公室"
    assert frame.get(qn("w:yAlign")) == "bottom"


@pytest.mark.parametrize(("signs", "hangs"), [(29, False), (30, True)])
def test_recipients_that_fill_their_line_need_no_second_one(signs: int, *, hangs: bool) -> None:
    document = filled(seven_sections(), settings=replace(SETTINGS, sent_to="柳" * (signs - len("送："))))

    line = document.paragraphs[-2].paragraph_format

    assert (line.left_indent == Pt(42)) is hangs


def test_a_second_line_of_recipients_begins_below_the_first_one() -> None:
    recipients = "柳州市政务服务中心，柳州市档案馆，柳州市图书馆，" * 3
    document = filled(seven_sections(), settings=replace(SETTINGS, sent_to=recipients))

    line = document.paragraphs[-2].paragraph_format

    assert (line.left_indent, line.first_line_indent, line.right_indent) == (Pt(42), Pt(-28), Pt(14))


def test_the_rules_of_a_short_line_are_as_wide_as_the_type_area() -> None:
    document = filled(seven_sections())

    style = document.styles["版记"].paragraph_format

    assert (style.left_indent, style.first_line_indent, style.right_indent) == (0, Pt(14), 0)
    assert document.paragraphs[-2].paragraph_format.left_indent is None


def test_properties_name_the_agency_and_no_machine() -> None:
    properties = filled(seven_sections()).core_properties

    assert (properties.title, properties.author, properties.language) == (TITLE, "柳州市教育局", "zh-CN")
    assert properties.created == properties.modified == datetime(2016, 12, 31, tzinfo=UTC)
    assert properties.last_modified_by == ""


def test_two_runs_give_the_same_bytes() -> None:
    assert fill(seven_sections(), annex())[0] == fill(seven_sections(), annex())[0]


def test_no_placeholder_and_no_instruction_is_left() -> None:
    data, _ = fill(seven_sections(), annex())
    assert data is not None

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(DOCUMENT).decode()

    assert not any(mark in text for mark in ("{{", "{%", "}}", "%}", "模板指令"))


def test_every_misspelt_placeholder_is_told_with_its_paragraph_and_a_near_name(tmp_path: Path) -> None:
    template = changed(tmp_path, DOCUMENT, ">{{ 成文日期 }}", ">{{ 成文日其 }}{{ 附件.题目 }}")

    data, findings = fill(seven_sections(), template=template)

    assert data is None
    assert [found.code for found in findings] == ["template.placeholder"] * 2
    assert "template.docx › 第" in str(findings.errors[0].place)
    assert "您要写的可能是“成文日期”" in findings.errors[0].remedy
    assert "附件.标题" in findings.errors[1].remedy


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{%p endfor %}", ""),
        ("{%p endif %}", "{%p endfor %}"),
        ("{{ 署名 }}", "{{ 署名 }"),
        ("{{ 署名 }}", "{{ 署名 + }}"),
        ("{{ 署名 }}", "{{ 署名.__class__.__mro__() }}"),
        ("{{ 署名 }}", "{{ 署名 * 1000000000 }}"),
        ("{{ 署名 }}", "{{ 署名|center(1000000000) }}"),
        ("{%p if 送 %}", "{%p include '/etc/passwd' %}{%p if 送 %}"),
        ("{%p if 送 %}", "{% autoescape false %}{%p if 送 %}"),
        ("{%p if 送 %}", "{%p if 送 and 1e999 %}"),
        ("{{ 署名 }}", "{{ " + "9" * 5000 + " }}"),
        ("{{ 署名 }}", "{{ " + "(" * 50_000 + "署名" + ")" * 50_000 + " }}"),
        ("{%p if 送 %}", "{%p if " + "not " * 50_000 + "送 %}"),
    ],
)
def test_a_broken_or_clever_instruction_is_told_and_not_run(tmp_path: Path, old: str, new: str) -> None:
    data, findings = fill(seven_sections(), template=changed(tmp_path, DOCUMENT, old, new))

    assert data is None
    assert "template.syntax" in {found.code for found in findings}


def test_typographic_quotation_marks_in_an_instruction_are_understood(tmp_path: Path) -> None:
    template = changed(tmp_path, DOCUMENT, '== "二级标题"', "== “二级标题”")

    data, findings = fill(seven_sections(), template=template)

    assert data is not None
    assert not list(findings)


def test_text_for_which_the_template_has_no_place_stops_the_build(tmp_path: Path) -> None:
    template = changed(tmp_path, DOCUMENT, "{{ 署名 }}", "某局")

    data, findings = fill(seven_sections(), template=template)

    assert data is None
    assert [found.code for found in findings] == ["template.lost_text"]
    assert "柳州市教育局" in findings.errors[0].evidence


def test_what_has_no_place_is_quoted_by_its_first_thirty_signs(tmp_path: Path) -> None:
    template = changed(tmp_path, DOCUMENT, "{{ 送 }}", "某处")
    long = "柳州市政务公开政府信息公开政务服务工作领导小组办公室、柳州市档案馆"

    _, findings = fill(seven_sections(), template=template, settings=replace(SETTINGS, sent_to=long))

    assert [found.evidence for found in findings] == [f"“{long[:30]}”"]


def test_a_missing_style_is_told_by_its_name(tmp_path: Path) -> None:
    template = changed(tmp_path, "word/styles.xml", 'w:name w:val="署名"', 'w:name w:val="落款"')

    data, findings = fill(seven_sections(), template=template)

    assert data is None
    assert "“署名”" in findings.errors[0].message


@pytest.mark.parametrize("name", ["正文", "页码"])
def test_no_built_in_style_stands_in_for_one_that_is_missing(tmp_path: Path, name: str) -> None:
    template = changed(tmp_path, "word/styles.xml", f'w:name w:val="{name}"', 'w:name w:val="别的"')

    data, findings = fill(seven_sections(), template=template)

    assert data is None
    [found] = findings.errors
    assert found.code == "template.style"
    assert f"“{name}”" in found.message


def test_a_style_that_word_has_numbered_is_still_found(tmp_path: Path) -> None:
    template = changed(tmp_path, "word/styles.xml", 'w:name w:val="署名"', 'w:name w:val="署名1"')

    data, findings = fill(report("正文。", title="教育局2016年度报告"), template=template)

    assert data is not None
    assert not list(findings)


def test_a_template_that_fetches_a_picture_from_elsewhere_is_refused(tmp_path: Path) -> None:
    link = '<Relationship Id="rId9" Type="http://x/image" Target="http://x/a.png" TargetMode="External"/>'
    rels = "word/_rels/document.xml.rels"

    data, findings = fill(
        seven_sections(), template=changed(tmp_path, rels, "</Relationships>", f"{link}</Relationships>")
    )

    assert data is None
    assert [found.code for found in findings] == ["template.external"]


def test_a_template_with_a_document_type_is_refused(tmp_path: Path) -> None:
    head = "<w:document "
    bomb = f'<!DOCTYPE w [<!ENTITY a "aaaa">]>{head}'

    data, findings = fill(seven_sections(), template=changed(tmp_path, DOCUMENT, head, bomb))

    assert data is None
    assert [found.code for found in findings] == ["template.unreadable"]


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"PK\x03\x04" + b"\0" * 100]
)
def test_a_file_that_is_no_docx_is_told_and_not_a_traceback(tmp_path: Path, content: bytes) -> None:
    template = tmp_path / "template.docx"
    template.write_bytes(content)

    data, findings = fill(seven_sections(), template=template)

    assert data is None
    assert [found.code for found in findings] == ["template.unreadable"]


def test_a_template_that_is_not_there_is_told(tmp_path: Path) -> None:
    data, findings = fill(seven_sections(), template=tmp_path / "template.docx")

    assert data is None
    assert "找不到" in findings.errors[0].evidence


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    template = tmp_path / "template.docx"
    with zipfile.ZipFile(template, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 101_000_000)

    data, findings = fill(seven_sections(), template=template)

    assert data is None
    assert [found.code for found in findings] == ["template.unreadable"]


def test_a_template_whose_parts_have_come_apart_is_told_and_not_filled(tmp_path: Path) -> None:
    def break_up(parts: dict[str, bytes]) -> None:
        parts["docProps/core.xml"] = b"<x/>"

    data, findings = fill(seven_sections(), template=rewritten(tmp_path, break_up))

    (found,) = findings
    assert data is None
    assert (found.code, "各部分之间的关系已损坏" in found.evidence) == ("template.unreadable", True)


@pytest.mark.parametrize(
    ("own", "left"),
    [
        ('w:w="8845" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:x="0" w:yAlign="bottom"', None),
        ('w:w="5000" w:wrap="none" w:vAnchor="page" w:hAnchor="page" w:y="14000"', "5000"),
        ('w:wrap="none" w:y="14000"', "0"),
        ('w:w="wide" w:y="14000"', "0"),
        ('w:w="7000" w:yAlign="top" w:vAnchor="page"', "keep"),
    ],
)
def test_a_frame_pinned_to_a_height_is_brought_to_the_foot_and_one_aligned_stays(
    tmp_path: Path, own: str, left: str | None
) -> None:
    shipped = 'w:w="8845" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:x="0" w:yAlign="bottom"'
    template = edited(tmp_path, DOCUMENT, shipped, own)

    data, _ = fill(seven_sections(), annex(), template=template)

    assert data is not None
    line = docx.Document(io.BytesIO(data)).paragraphs[-2]
    (frame,) = line._p.iter(qn("w:framePr"))  # noqa: SLF001 - frames have no public face
    found = frame.get(qn("w:w")), frame.get(qn("w:yAlign")), frame.get(qn("w:vAnchor"))
    assert found == {
        None: ("8845", "bottom", "margin"), "keep": ("7000", "top", "page"),
    }.get(left, (left, "bottom", "margin"))  # fmt: skip
