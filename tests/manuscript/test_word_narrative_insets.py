"""Tables, pictures, notes and raised letters of a Word narrative, read back from the Word report."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from drawing_files import anchored, inline, photograph, picture, saved, with_files
from drawing_files import run as drawn
from lxml import etree
from make_template import TEMPLATE
from msgspec.structs import replace
from PIL import Image
from sample_reports import SETTINGS, SIGNED_ON
from shown_styles import shown_name
from word_files import cell, paragraph, row, table, word_file
from word_narratives import STYLES, aligned, compose_bytes, compose_word, told
from word_parts import mark, notes, of_runs, run

from report_builder.diagnostics import Findings
from report_builder.manuscript.blocks import Picture, TextTable
from report_builder.manuscript.filling import fill_report

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table
    from narratives import Composed

LOOPED: Final = (
    row(cell("名称"), cell("日期"), cell("备注")),
    row(
        cell("{% for 篇 in 解读.各篇 %}{{ 篇.名称 }}"), cell("{{ 篇.解读日期 | 月日 }}"), cell("{% endfor %}")
    ),
    row(cell("合计", '<w:gridSpan w:val="2"/>'), cell("{{ 解读.总数 }}")),
)


def report(composed: Composed) -> Document:
    """The Word report of a manuscript."""
    assert composed.manuscript is not None, [str(finding) for finding in composed.findings]
    findings = Findings()
    data = fill_report(TEMPLATE, composed.manuscript, None, SETTINGS, 2016, SIGNED_ON, findings)
    assert data is not None, [str(finding) for finding in findings]
    return docx.Document(io.BytesIO(data))


def text_of(element: BaseOxmlElement) -> str:
    """All that an element says, its content controls included."""
    return "".join(piece.text or "" for piece in element.iter(qn("w:t")))


def contents(document: Document) -> list[str]:
    """The text's paragraphs between title and signature, a table as its rows."""
    found = [
        text_of(part._p) if isinstance(part, Paragraph) else _drawn(part)  # noqa: SLF001 - python-docx's own element
        for part in document.iter_inner_content()
    ]
    return found[1 : found.index("柳州市教育局")]


def _drawn(found: Table) -> str:
    return "／".join("｜".join(text_of(each._tc) for each in line.cells) for line in found.rows)  # noqa: SLF001 - as above


def inset(composed: Composed) -> Picture | TextTable | None:
    """The first table or picture of the opening."""
    assert composed.manuscript is not None, [str(finding) for finding in composed.findings]
    return next((block.inset for block in composed.manuscript.opening if block.inset), None)


def test_a_table_is_set_where_it_stood_its_row_repeated(tmp_path: Path) -> None:
    composed = compose_word(tmp_path, "甲。", table([1, 2, 3], *LOOPED), "乙。")

    assert contents(report(composed)) == [
        "甲。",
        "名称｜日期｜备注／解读甲｜6月13日｜／解读乙｜6月30日｜／合计｜合计｜2",
        "乙。",
    ]


def test_rows_of_orders_alone_repeat_what_stands_between_them(tmp_path: Path) -> None:
    empty = (cell(""), cell(""))
    rows = (
        row(cell("{%tr for 篇 in 解读.各篇 %}"), *empty),
        row(cell("{{ 篇.名称 }}"), cell(""), cell("1")),
        row(cell("{%tr endfor %}"), *empty),
    )

    composed = compose_word(tmp_path, table([1, 1, 1], LOOPED[0], *rows))

    assert contents(report(composed)) == ["名称｜日期｜备注／解读甲｜｜1／解读乙｜｜1"]


def test_merged_cells_reach_as_far_as_they_did(tmp_path: Path) -> None:
    rows = (
        row(cell("渠道", '<w:vMerge w:val="restart"/>'), cell("网站"), cell("3")),
        row(cell("", "<w:vMerge/>"), cell("微信", '<w:gridSpan w:val="2"/>')),
        row(cell("短行")),
    )

    found = inset(compose_word(tmp_path, table([2, 1, 1], *rows)))

    assert isinstance(found, TextTable)
    assert found.shares == (0.5, 0.25, 0.25)
    assert [[(c.text, c.columns, c.rows) for c in r] for r in found.rows] == [
        [("渠道", 1, 2), ("网站", 1, 1), ("3", 1, 1)],
        [("微信", 2, 1)],
        [("短行", 1, 1), ("", 1, 1), ("", 1, 1)],
    ]


def test_a_row_of_names_is_the_tables_head_on_every_page(tmp_path: Path) -> None:
    document = report(
        compose_word(tmp_path, table([1, 1], row(cell("项目"), cell("数")), row(cell("甲"), cell("1"))))
    )

    [found] = document.tables
    repeated = [
        next(line._tr.iter(qn("w:tblHeader")), None) is not None  # noqa: SLF001 - python-docx's own element
        for line in found.rows
    ]
    assert repeated == [True, False]
    assert found.cell(0, 0).paragraphs[0].style is not None
    assert found.cell(0, 0).paragraphs[0].style.name == "表头"


def test_a_cells_paragraphs_and_raised_letters_are_kept(tmp_path: Path) -> None:
    raised = of_runs(run("100m"), run("2", '<w:vertAlign w:val="superscript"/>'))
    document = report(compose_word(tmp_path, table([1], row(cell(raised + paragraph("第二段"))))))

    found = document.tables[0].cell(0, 0)

    assert [each.text for each in found.paragraphs] == ["100m2", "第二段"]
    assert found.paragraphs[0].runs[-1].font.superscript is True


def test_deleted_rows_are_left_out(tmp_path: Path) -> None:
    gone = row(cell("旧"), properties='<w:del w:id="1"/>')

    found = inset(compose_word(tmp_path, table([1], row(cell("新")), gone)))

    assert isinstance(found, TextTable)
    assert [[c.text for c in r] for r in found.rows] == [["新"]]


def test_a_table_in_a_table_is_refused(tmp_path: Path) -> None:
    composed = compose_word(tmp_path, table([1], row(cell(table([1], row(cell("里"))) + paragraph("外")))))

    assert [code for code, _ in told(composed)] == ["narrative.unsupported"]
    assert "表格里的表格" in next(iter(composed.findings)).message


def test_two_tables_stay_two(tmp_path: Path) -> None:
    one = table([1], row(cell("甲")))

    document = report(compose_word(tmp_path, one, "", one))

    assert contents(document) == ["甲", "", "甲"]


def test_captions_take_the_style_for_names_and_stand_by_what_they_name(tmp_path: Path) -> None:
    body = (
        aligned("表1　政策解读", "center")
        + table([1], row(cell("甲")))
        + of_runs(inline(picture("a.jpg"), 100, 50, ""))
        + aligned("图1　办公楼", "right")
        + paragraph("正文。")
    )

    document = report(
        compose_bytes(tmp_path, with_files(word_file(body, styles=STYLES), {"a.jpg": photograph()}))
    )

    above, below = (each for each in document.paragraphs if each.text.startswith(("表1", "图1")))
    assert [shown_name(each) for each in (above, below)] == ["题注", "题注"]
    assert (above.alignment, below.alignment) == (None, None)
    assert above.paragraph_format.keep_with_next is True
    [shape] = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "图1　办公楼"  # noqa: SLF001 - python-docx has no word for it


def test_a_picture_follows_the_paragraph_it_stood_in(tmp_path: Path) -> None:
    body = of_runs(run("甲，"), inline(picture("a.jpg"), 900, 450, "一张图"), run("乙。"))

    document = report(compose_bytes(tmp_path, with_files(word_file(body), {"a.jpg": photograph()})))

    assert contents(document) == ["甲，乙。", ""]
    [shape] = document.inline_shapes
    assert round(shape.width.pt, 1) == 442.2
    assert shape.height.pt * 2 == pytest.approx(shape.width.pt, abs=0.1)


def test_what_was_cut_off_a_picture_stays_cut_off(tmp_path: Path) -> None:
    body = of_runs(inline(picture("a.jpg", crop='<a:srcRect l="25000" b="10000"/>'), 100, 50))

    found = inset(compose_bytes(tmp_path, with_files(word_file(body), {"a.jpg": photograph()})))

    assert isinstance(found, Picture)
    assert found.crop == (25000, 0, 0, 10000)
    assert found.description == "一张图"


@pytest.mark.parametrize(
    ("edges", "crop"),
    [
        ('l="25000" t="1" r="99999" b="10000"', (25000, 1, 99999, 10000)),
        ('t="25000"', (0, 25000, 0, 0)),
        ('l="-25000" r="123456" t="1.5" b=""', (0, 0, 0, 0)),
    ],
)
def test_edges_that_nothing_sensible_is_said_of_are_whole(
    tmp_path: Path, edges: str, crop: tuple[int, int, int, int]
) -> None:
    body = of_runs(inline(picture("a.jpg", crop=f"<a:srcRect {edges}/>"), 100, 50))

    found = inset(compose_bytes(tmp_path, with_files(word_file(body), {"a.jpg": photograph()})))

    assert isinstance(found, Picture)
    assert found.crop == crop


def test_a_picture_without_a_crop_is_shown_whole_in_its_own_size(tmp_path: Path) -> None:
    body = of_runs(inline(picture("a.jpg"), 100, 50))

    found = inset(compose_bytes(tmp_path, with_files(word_file(body), {"a.jpg": photograph()})))

    assert isinstance(found, Picture)
    assert (found.crop, found.width, found.height) == ((0, 0, 0, 0), 100, 50)


def noted(turn: int) -> bytes:
    """A photograph of 64 by 48 dots whose camera has noted how it was held."""
    exif = Image.Exif()
    exif[0x0112] = turn
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), (30, 60, 160)).save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("width", "height", "edges", "dots"),
    [
        (48, 64, "", (48, 64)),
        (64, 48, "", (64, 48)),
        # Of what is cut off the whole is as high or as wide again.
        (48, 32, 't="25000" b="25000"', (48, 64)),
        (24, 64, 'l="50000"', (48, 64)),
        (64, 48, 't="10000" l="10000"', (64, 48)),
        (32, 48, 'r="50000"', (64, 48)),
    ],
)
def test_a_photograph_is_turned_where_the_whole_of_it_was_shown_turned(
    tmp_path: Path, width: int, height: int, edges: str, dots: tuple[int, int]
) -> None:
    body = of_runs(inline(picture("a.jpg", crop=f"<a:srcRect {edges}/>"), width, height))

    found = inset(compose_bytes(tmp_path, with_files(word_file(body), {"a.jpg": noted(6)})))

    assert isinstance(found, Picture)
    with Image.open(io.BytesIO(found.data)) as image:
        assert image.size == dots


def test_a_picture_that_the_text_flowed_around_is_told(tmp_path: Path) -> None:
    body = of_runs(run("甲。"), drawn(anchored(picture("a.jpg"), 100, 50)))

    composed = compose_bytes(tmp_path, with_files(word_file(body), {"a.jpg": photograph()}))

    assert isinstance(inset(composed), Picture)
    assert told(composed) == [("narrative.picture", 1)]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (saved(Image.new("RGB", (4, 4)), "GIF"), "不是 PNG 或 JPEG"),
        (photograph()[:60], "已损坏"),
        (b"\x01\0\0\0 an EMF", "不是 PNG 或 JPEG"),
    ],
)
def test_a_picture_that_cannot_be_kept_is_an_error(tmp_path: Path, data: bytes, name: str) -> None:
    body = paragraph("甲。") + of_runs(inline(picture("a.jpg"), 100, 50))

    composed = compose_bytes(tmp_path, with_files(word_file(body), {"a.jpg": data}))

    assert told(composed) == [("narrative.unsupported", 2)]
    assert name in next(iter(composed.findings)).message


def test_a_picture_in_a_table_is_refused(tmp_path: Path) -> None:
    body = table([1], row(cell(of_runs(inline(picture("a.jpg"), 10, 10)))))

    composed = compose_bytes(tmp_path, with_files(word_file(body), {"a.jpg": photograph()}))

    assert told(composed) == [("narrative.unsupported", 1)]


def test_footnotes_and_raised_letters_reach_the_report(tmp_path: Path) -> None:
    body = of_runs(
        run("10m"), run("3", '<w:vertAlign w:val="superscript"/>'), mark(1), run("，甲。"), mark(2)
    )
    parts = notes("footnote", "数据截至{{ 年 }}年底。", "不含直属单位。")

    document = report(compose_word(tmp_path, body, **parts))

    [text] = [each for each in document.paragraphs if each.text.startswith("10m3")]
    assert [each.text for each in text.runs if each.font.superscript and each.text] == ["3"]
    assert [each.get(qn("w:id")) for each in text._p.iter(qn("w:footnoteReference"))] == ["1", "2"]  # noqa: SLF001
    saved_again = io.BytesIO()
    document.save(saved_again)
    with zipfile.ZipFile(saved_again) as archive:
        footnotes = archive.read("word/footnotes.xml").decode()
    own = [
        (each.get(qn("w:id")), "".join(piece.text or "" for piece in each.iter(qn("w:t"))))
        for each in etree.fromstring(footnotes.encode()).iter(qn("w:footnote"))
        if each.get(qn("w:type")) is None
    ]
    assert own == [("1", " 数据截至2016年底。"), ("2", " 不含直属单位。")]


def test_a_template_without_styles_for_tables_sets_them_in_the_texts(tmp_path: Path) -> None:
    own = tmp_path / "template.docx"
    with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(own, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, text.replace('w:val="表格"/>'.encode(), 'w:val="别的"/>'.encode()))
    composed = compose_word(tmp_path, table([1], row(cell("甲"))))
    assert composed.manuscript is not None
    manuscript = replace(composed.manuscript, figures=(), unshown=())

    data = fill_report(own, manuscript, None, SETTINGS, 2016, SIGNED_ON, Findings())

    assert data is not None
    [found] = docx.Document(io.BytesIO(data)).tables
    assert found.cell(0, 0).text == "甲"
