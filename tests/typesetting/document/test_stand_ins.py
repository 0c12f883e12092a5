"""What cannot be drawn: metafiles show the picture in them, charts their figures, all else a frame."""

from __future__ import annotations

import gzip
import io
from typing import TYPE_CHECKING

import pytest
from drawing_files import inline, picture, with_files
from hypothesis import given, settings
from hypothesis import strategies as st
from metafiles import emf_of, emf_of_lines, wmf_of
from PIL import Image
from traces import lines_of, set_pages
from word_files import PAGE, paragraph, word_file

from report_builder.diagnostics import Findings
from report_builder.typesetting.document.metafiles import kind_of, picture_inside
from report_builder.typesetting.placed.pages import StructureRole

if TYPE_CHECKING:
    from report_builder.typesetting.placed.pages import Pages

RED = Image.new("RGB", (16, 12), "red")
CHART = """
<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart>
<c:title><c:tx><c:rich><a:p><a:r><a:t>收到申请</a:t></a:r></a:p></c:rich></c:tx></c:title>
<c:plotArea><c:barChart>
<c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>本年</c:v></c:pt></c:strCache></c:strRef></c:tx>
<c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>一季度</c:v></c:pt><c:pt idx="1"><c:v>二季度</c:v></c:pt>
</c:strCache></c:strRef></c:cat>
<c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>12</c:v></c:pt>
<c:pt idx="1"><c:v>0.10000000000000001</c:v></c:pt>
</c:numCache></c:numRef></c:val></c:ser>
<c:ser><c:val><c:numLit><c:pt idx="1"><c:v>7</c:v></c:pt></c:numLit></c:val></c:ser>
</c:barChart></c:plotArea></c:chart></c:chartSpace>
"""


def set_picture(data: bytes, findings: Findings, text: str = "一张图") -> Pages:
    body = f"<w:p>{inline(picture('a.emf'), 100, 80, text)}</w:p>" + paragraph("后")
    return set_pages(with_files(word_file(body), {"a.emf": data}), findings)


@pytest.mark.parametrize("data", [emf_of(RED), wmf_of(RED), gzip.compress(emf_of(RED), mtime=0)])
def test_a_metafile_that_is_a_picture_shows_it(data: bytes) -> None:
    findings = Findings()

    (page,) = set_picture(data, findings).pages

    assert [found.code for found in findings] == ["docx.picture_converted"]
    shown = Image.open(io.BytesIO(page.pictures[0].data)).convert("RGB")
    assert (shown.size, shown.getpixel((3, 3))) == ((16, 12), (255, 0, 0))


def test_a_metafile_of_lines_is_a_frame_with_its_text_and_a_warning() -> None:
    findings = Findings()

    (page,) = set_picture(emf_of_lines(), findings, "机构关系图").pages

    assert [found.code for found in findings] == ["docx.picture"]
    assert (len(page.rules), page.pictures) == (4, ())
    assert "机构关系图" in lines_of(page)


def test_a_metafile_of_lines_with_a_small_picture_among_them_is_no_picture() -> None:
    small = emf_of(Image.new("RGB", (4, 4), "red"))

    assert picture_inside(emf_of_lines(200)[:-20] + small[88:]) is None


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 400))
def test_no_broken_metafile_breaks_the_reader(noise: bytes, at: int) -> None:
    for sound in (emf_of(RED), wmf_of(RED)):
        broken = sound[:at] + noise + sound[at + len(noise) :]

        inside = picture_inside(broken) if kind_of(broken) else None

        assert inside is None or inside.startswith(b"BM")


def chart(text: str = "图表") -> str:
    shown = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="chart1"/>'
    return inline(shown, 200, 120, text)


def test_a_chart_shows_its_figures_as_a_table_with_a_warning() -> None:
    findings = Findings()

    pages = set_pages(word_file(f"<w:p>{chart()}</w:p>", parts={"chart1": CHART}), findings)

    assert [found.code for found in findings] == ["docx.picture"]
    assert lines_of(pages.pages[0]) == ["收到申请", "本年系列2", "一季度12", "二季度0.17"]
    heads = [element for element in pages.elements if element.role is StructureRole.HEADER_CELL]
    assert len(heads) >= 3


def test_the_first_row_and_the_first_column_of_a_chart_are_its_heads_and_figures_stand_at_the_right() -> None:
    pages = set_pages(word_file(f"<w:p>{chart()}</w:p>", parts={"chart1": CHART}), Findings())

    cells: dict[int, str] = {}
    for shown in pages.pages[0].runs:
        parent = pages.elements[shown.element].parent or 0
        cells[parent] = cells.get(parent, "") + shown.text
    found = [
        (pages.elements[index].role.value, pages.elements[index].heads_row, text)
        for index, text in cells.items()
    ]
    assert [each for each in found if each[0] in {"TH", "TD"}] == [
        ("TH", False, "本年"), ("TH", False, "系列2"),
        ("TH", True, "一季度"), ("TD", False, "12"),
        ("TH", True, "二季度"), ("TD", False, "0.1"), ("TD", False, "7"),
    ]  # fmt: skip
    left = {run.text: run.left for run in pages.pages[0].runs}
    assert left["本年"] < left["0.1"] < left["12"]


def test_a_chart_with_many_figures_makes_room_for_them() -> None:
    points = "".join(f'<c:pt idx="{index}"><c:v>{index}</c:v></c:pt>' for index in range(20))
    many = CHART.replace('<c:pt idx="0"><c:v>12</c:v></c:pt>', points)
    body = f"<w:p>{chart()}</w:p>" + paragraph("后文")

    (page,) = set_pages(word_file(body, parts={"chart1": many}), Findings()).pages

    after = next(shown for shown in page.runs if shown.text == "后文")
    assert after.baseline - 10 > max(rule.bottom for rule in page.rules)


def test_a_chart_whose_part_is_missing_is_a_frame_with_its_text() -> None:
    findings = Findings()

    (page,) = set_pages(word_file(f"<w:p>{chart('各科办件量')}</w:p>"), findings).pages

    assert lines_of(page) == ["图表：各科办件量"]


def test_the_words_of_a_chart_are_not_taken_for_text_that_stands_twice() -> None:
    body = paragraph("一季度收到申请12件") + f"<w:p>{chart()}</w:p>"
    findings = Findings()

    set_pages(word_file(body, parts={"chart1": CHART}), findings)

    assert [found.code for found in findings] == ["docx.picture"]


def test_a_smartart_drawing_shows_its_words() -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    model = f'<dgm:dataModel xmlns:dgm="{space}" xmlns:a="{drawing}">'
    texts = (f"<a:p><a:r><a:t>{word}</a:t></a:r></a:p>" for word in ("受理", "审核"))
    points = "".join(f"<dgm:pt><dgm:t>{text}</dgm:t></dgm:pt>" for text in texts)
    shown = inline(f'<dgm:relIds xmlns:dgm="{space}" r:dm="data1"/>', 200, 120)

    parts = {"data1": f"{model}<dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>"}

    (page,) = set_pages(word_file(f"<w:p>{shown}</w:p>", parts=parts), Findings()).pages

    assert lines_of(page) == ["受理", "审核"]


WATERMARK = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape type="#_x0000_t136" style="'
    "position:absolute;width:400pt;height:100pt;rotation:315;z-index:-5;mso-position-horizontal:center;"
    "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" fillcolor="silver" stroked="f"><v:fill opacity=".5"/>'
    '<v:textpath style="font-family:\'宋体\'" string="征求意见稿"/></v:shape></w:pict></w:r>'
)


def test_a_watermark_stands_turned_behind_the_text_of_every_page() -> None:
    header = f"<w:hdr><w:p>{WATERMARK}</w:p></w:hdr>"
    reference = '<w:headerReference w:type="default" r:id="header1"/>'
    body = paragraph("意见") + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

    pages = set_pages(word_file(body, section=reference + PAGE, parts={"header1": header})).pages

    for page in pages:
        (mark,) = [shown for shown in page.runs if shown.text == "征求意见稿"]
        assert (mark.turn, mark.layer < 0, mark.look.colour) == (315, True, "E0E0E0")
        assert mark.look.size == pytest.approx(85)
        assert 79 < mark.left < 250
        assert mark.baseline > 500


def test_words_stretched_over_an_area_are_as_wide_as_it() -> None:
    upright = WATERMARK.replace("rotation:315;", "")

    (mark,) = set_pages(word_file(f"<w:p>{upright}</w:p>")).pages[0].runs

    assert mark.look.scale * mark.look.size * 5 == pytest.approx(400)
