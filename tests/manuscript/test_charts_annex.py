"""Drawn charts behind a report: where they stand, what marks them, and what they say to who cannot see."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from make_template import TEMPLATE
from PIL import Image
from sample_reports import SETTINGS, SIGNED_ON, annex, report
from shown_styles import shown_name, shown_style

from report_builder.charted_figures import DrawnChart
from report_builder.diagnostics import Findings
from report_builder.manuscript.added_styles import style_for
from report_builder.manuscript.charts_annex import annex_charts
from report_builder.manuscript.filling import fill_report
from report_builder.manuscript.style_names import styles_called

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docx.document import Document

    from report_builder.formats.tables import AnnexTable


def drawn(title: str, alternative: str) -> DrawnChart:
    """A chart whose picture is a white sheet."""
    packed = io.BytesIO()
    Image.new("L", (184, 80), 255).save(packed, "PNG")
    return DrawnChart(title, alternative, packed.getvalue(), 441.6, 192.0)


CHARTS: Final = (drawn("分类情况", "条形图。甲3条。"), drawn("年度<对比>", "柱形图。“乙”1条 & 2条。"))


def filled(
    table: AnnexTable | None, template: Path = TEMPLATE, charts: tuple[DrawnChart, ...] = CHARTS
) -> bytes:
    """A report with its charts."""
    text = report("2016年，工作正常开展。")
    data = fill_report(template, text, table, SETTINGS, 2016, SIGNED_ON, Findings(), (), charts)
    assert data is not None
    return data


def annexed(table: AnnexTable | None, template: Path = TEMPLATE) -> Document:
    """A report with both charts."""
    return docx.Document(io.BytesIO(filled(table, template)))


def texts(document: Document) -> list[str]:
    """The paragraphs that have text."""
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def described(document: Document) -> Iterator[tuple[str | None, str | None]]:
    """The name and the alternative text of every picture."""
    for picture in document.element.body.iter(qn("wp:docPr")):
        yield picture.get("name"), picture.get("descr")


def test_a_report_without_charts_is_left_as_it_is() -> None:
    document = docx.Document(io.BytesIO(filled(annex(), charts=())))

    assert [text for text in texts(document) if "图" in text] == []


def test_every_chart_has_its_caption_and_its_figures_in_words() -> None:
    document = annexed(None)

    assert [text for text in texts(document) if text.startswith("图")] == ["图1　分类情况", "图2　年度<对比>"]
    assert list(described(document)) == [("图1", "条形图。甲3条。"), ("图2", "柱形图。“乙”1条 & 2条。")]


def test_beside_another_annex_both_are_numbered_in_the_list_and_on_their_pages() -> None:
    document = annexed(annex())

    found = texts(document)

    name = annex().title
    start = found.index(f"附件：1.{name}")
    assert found[start + 1] == "2.政府信息公开工作图解"
    marks = [text for text in found if text in {"附件", "附件1", "附件2"}]
    assert marks == ["附件1", "附件2"]
    assert found[found.index("附件2") + 1] == "政府信息公开工作图解"


def test_an_annex_alone_has_no_number() -> None:
    found = texts(annexed(None))

    assert "附件：政府信息公开工作图解" in found
    assert "附件" in found
    assert "附件1" not in found


ADDED: Final = ("附件说明", "附件", "附件标题", "图", "题注", "脚注文本", "脚注引用")


def without_styles(folder: Path, *names: str) -> Path:
    """The shipped template as it was before it had these styles."""
    template = docx.Document(str(TEMPLATE))
    for name in names:
        for style in list(template.styles.element.iter(qn("w:style"))):
            if styles_called([style], name):
                style.getparent().remove(style)
    template.save(str(folder / "template.docx"))
    return folder / "template.docx"


@pytest.mark.parametrize("name", ADDED)
def test_a_style_that_a_template_lacks_is_added_as_the_shipped_templates_have_it(
    tmp_path: Path, name: str
) -> None:
    shipped = docx.Document(str(TEMPLATE))
    document = docx.Document(str(without_styles(tmp_path, name)))

    added = style_for(document, name)

    [was] = styles_called(shipped.styles.element.iter(qn("w:style")), name)
    looks = [
        [
            (element.tag, dict(element.attrib))
            for style in each.styles.element.iter(qn("w:style"))
            if style.get(qn("w:styleId")) == style_id
            for part in style
            if part.tag in {qn("w:pPr"), qn("w:rPr")}
            for element in part.iter()
        ]
        for each, style_id in ((document, added), (shipped, was))
    ]
    assert looks[0] == looks[1] != []


def test_a_template_that_knows_no_annexes_gets_a_page_for_the_charts_all_the_same(tmp_path: Path) -> None:
    document = annexed(None, without_styles(tmp_path, *ADDED))

    names = [each.style.name for each in document.paragraphs if each.style and each.text]
    assert names[texts(document).index("附件")] == "附件"
    assert "附件：政府信息公开工作图解" in texts(document)
    assert names.index("署名") == texts(document).index("附件：政府信息公开工作图解") + 1


def test_the_imprint_stays_last() -> None:
    found = texts(annexed(annex()))

    assert found[-1].startswith("送：")
    assert found[-2] == "图2　年度<对比>"


def test_a_picture_stays_with_its_caption_and_in_a_line_of_its_own_height() -> None:
    document = annexed(None)

    pictures = [each for each in document.paragraphs if list(each.iter_inner_content()) and not each.text]

    assert len(pictures) == 2
    assert {shown_name(each) for each in pictures} == {"图"}
    look = shown_style(document, "图").paragraph_format
    assert look.keep_with_next
    assert look.line_spacing == 1


def test_a_picture_wider_than_the_template_s_type_area_is_made_smaller() -> None:
    shown = docx.Document(io.BytesIO(filled(None, charts=())))
    shown.sections[-1].left_margin = Pt(200)

    annex_charts(shown, CHARTS)

    section, picture = shown.sections[-1], shown.inline_shapes[0]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    assert abs(picture.width - room) < Pt(1)
    assert abs(picture.height / picture.width - 192.0 / 441.6) < 0.001


def test_a_report_that_nobody_signs_lists_its_annex_at_the_end_of_its_text() -> None:
    document = docx.Document()
    document.add_paragraph("正文")

    annex_charts(document, CHARTS)

    found = texts(document)

    listed, mark = "附件：政府信息公开工作图解", "附件"
    assert found == ["正文", listed, mark, "政府信息公开工作图解", "图1　分类情况", "图2　年度<对比>"]


def test_the_same_charts_give_the_same_bytes() -> None:
    once, again = filled(annex()), filled(annex())

    assert once == again
    with zipfile.ZipFile(io.BytesIO(once)) as package:
        assert package.testzip() is None
