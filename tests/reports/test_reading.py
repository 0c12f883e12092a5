"""A Word report → its passages; files that are none, or mean harm, are refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from drawing_files import anchored, box, inline, picture, run
from word_files import cell, paragraph, row, table, word_file

from report_builder.checks.lint.linting import lint_report
from report_builder.diagnostics import Finding, ReportError
from report_builder.reports.reading import read_report_text
from report_builder.reports.report import InlinePicture, ParagraphRole, Text

STYLES = """
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="标题"/></w:style>
<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="一级标题"/></w:style>
<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="本局小标题"/><w:basedOn w:val="h2"/></w:style>
<w:style w:type="paragraph" w:styleId="out"><w:name w:val="大纲"/>
  <w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="循环"/><w:basedOn w:val="loop"/></w:style>
"""


def styled(style: str, text: str) -> str:
    """A paragraph in a style."""
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def roles(body: str) -> list[tuple[str, ParagraphRole, int]]:
    """What is read of a body."""
    report = read_report_text(word_file(body, styles=STYLES), "报告.docx")
    return [(each.text, each.role, each.level) for each in report.paragraphs]


def lint(docx: bytes) -> list[Finding]:
    """What is wrong with the style of a Word report."""
    return lint_report(read_report_text(docx, "报告.docx"))


def packed(**parts: bytes) -> bytes:
    """A zip archive of these parts in the folder `word`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(f"word/{name}.xml", data)
    return buffer.getvalue()


def test_styles_tell_titles_and_headings_by_name_by_outline_and_by_what_they_are_based_on() -> None:
    found = roles(
        styled("t", "题目")
        + styled("h1", "一、甲")
        + styled("own", "（一）乙")
        + styled("out", "1.丙")
        + styled("loop", "丁")
        + paragraph("戊", '<w:outlineLvl w:val="3"/>')
    )

    assert found == [
        ("题目", ParagraphRole.TITLE, 0),
        ("一、甲", ParagraphRole.HEADING, 1),
        ("（一）乙", ParagraphRole.HEADING, 2),
        ("1.丙", ParagraphRole.HEADING, 3),
        ("丁", ParagraphRole.TEXT, 0),
        ("戊", ParagraphRole.HEADING, 4),
    ]


def test_the_first_paragraph_is_the_title_where_it_is_centred_and_no_style_says_so() -> None:
    found = roles(paragraph("") + paragraph("题目", '<w:jc w:val="center"/>') + paragraph("正文。"))

    assert [role for _, role, _ in found] == [ParagraphRole.TEXT, ParagraphRole.TITLE, ParagraphRole.TEXT]


def test_the_text_is_what_reads_when_every_revision_is_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>公开</w:t></w:r><w:ins><w:r><w:t>及时</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>拖延</w:delText></w:r></w:del><w:r><w:br/><w:t>准确</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r></w:p>'
    )

    assert roles(body) == [("公开及时\n准确", ParagraphRole.TEXT, 0)]


def told(docx: bytes) -> list[tuple[str, str]]:
    """The place and the code of each finding."""
    return [(str(finding.place).removeprefix("报告.docx › "), finding.code) for finding in lint(docx)]


def test_a_cell_is_told_by_its_table_row_and_column_and_counts_as_a_paragraph() -> None:
    wide = cell("合  计", '<w:gridSpan w:val="2"/>')
    inner = cell(table([900], row(cell("甲,乙"))) + paragraph(""))
    body = (
        paragraph("甲。")
        + table([4000], row(cell("数量")))
        + table([2000, 2000, 4000], row(wide, cell("１３９")), row(cell("A"), inner, cell("甲,乙")))
        + paragraph("公开信息,接受监督。")
    )

    assert told(word_file(body)) == [
        ("表2 第1行第3列", "style.full_width_digits"),
        ("表2 第2行第2列", "style.half_width_mark"),
        ("表2 第2行第3列", "style.half_width_mark"),
        ("第9段", "style.half_width_mark"),
    ]


def test_a_cell_may_spread_its_letters_and_end_as_it_likes() -> None:
    cells = cell("合  计  总  数"), cell("公开情况。"), cell("2024年01月05日"), cell("2024年12月31日")
    body = paragraph("2024年共公开5条。") + table([2000] * 4, row(*cells)) + paragraph("共公开5条。")

    assert told(word_file(body)) == []


def test_headers_footers_and_notes_are_read_and_named() -> None:
    rule = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    note = f'<w:footnote w:id="2">{paragraph("见《甲》、《乙》。")}</w:footnote>'
    parts = {
        "header1": f"<w:hdr>{paragraph('公开,公开')}</w:hdr>",
        "footer2": f"<w:ftr>{paragraph('第１页')}</w:ftr>",
        "footnotes": f"<w:footnotes>{rule}{note}</w:footnotes>",
        "endnotes": f"<w:endnotes><w:endnote>{paragraph('登陆本局网站')}</w:endnote></w:endnotes>",
    }

    assert sorted(told(word_file(paragraph("正文。"), parts=parts))) == [
        ("尾注1", "style.mistyped"),
        ("脚注1", "style.comma_between_marked"),
        ("页眉", "style.half_width_mark"),
        ("页脚", "style.full_width_digits"),
    ]


def test_a_heading_that_only_its_number_marks_may_not_end_in_a_stop() -> None:
    body = paragraph("（一）落实要求。") + paragraph("市教育局明确责任。完成任务。")

    found = lint(word_file(body))

    assert [finding.code for finding in found] == ["style.heading_end"]


def test_a_heading_that_runs_on_into_its_paragraph_may_end_in_a_stop() -> None:
    body = paragraph("（一）落实要求。市教育局明确责任。") + paragraph("（二）加强监督。一事一审。")

    assert lint(word_file(body)) == []


@pytest.mark.parametrize(
    ("docx", "says"),
    [
        (b"", "不是 Word 文件的压缩包"),
        (b"\xd0\xcf\x11\xe0 an old .doc", "旧的 .doc 格式"),
        (packed(other=b"<a/>"), "没有正文"),
        (packed(document=b"<w:document"), "不是合格的 XML"),
        (packed(document=b'<!DOCTYPE d [<!ENTITY e "x">]><d>&e;</d>'), "DTD"),
    ],
    ids=["empty", "doc", "no-text", "no-xml", "entity"],
)
def test_a_file_that_is_no_word_report_is_refused_with_a_finding(docx: bytes, says: str) -> None:
    with pytest.raises(ReportError) as error:
        lint(docx)

    [finding] = error.value.findings
    assert finding.code == "docx.unreadable"
    assert says in finding.evidence


def test_a_picture_is_read_with_what_it_says_and_its_words_are_none_of_the_text() -> None:
    shown = inline(picture("a.jpg"), 40, 30, "办公楼")
    report = read_report_text(word_file(f"<w:p><w:r><w:t>见图</w:t></w:r>{shown}</w:p>"), "报告.docx")

    (found,) = report.paragraphs

    assert found.inlines == (Text("见图"), InlinePicture("办公楼"))
    assert (found.text, found.passage) == ("见图", "见图")


def test_a_picture_of_a_text_box_belongs_to_the_box_and_is_read_once() -> None:
    inner = f"<w:p>{inline(picture('a.jpg'), 40, 30, '印章')}</w:p>"
    report = read_report_text(word_file(f"<w:p>{run(anchored(box(inner), 90, 90))}</w:p>"), "报告.docx")

    assert [each.inlines for each in report.paragraphs] == [(), (InlinePicture("印章"),)]


def test_rows_that_word_repeats_are_counted_from_the_top() -> None:
    repeated = "<w:tblHeader/>"
    rows = (
        row(cell("甲"), properties=repeated),
        row(cell("乙"), properties='<w:tblHeader w:val="0"/>'),
        row(cell("丙"), properties=repeated),
    )

    (found,) = read_report_text(word_file(table([1000], *rows)), "报告.docx").tables

    assert found.repeated == 1
