"""The filled document and its charts → the same with an annex of charts (图解附件) before its imprint."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from report_builder.manuscript.annex_list import MARK, list_annex
from report_builder.manuscript.contents import clean
from report_builder.manuscript.templates import IMPRINT
from report_builder.manuscript.word_paragraphs import called, make_paragraph, style_called

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument
    from docx.oxml.text.paragraph import CT_P

    from report_builder.charts.series import DrawnChart

TITLE: Final = "政府信息公开工作图解"
HEADING: Final = "附件标题"
_FLUSH: Final = '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
# An annex's mark and title (7.3.6) for templates that have no styles for them: 3号黑体 at the head of a new
# page, and 2号小标宋 below a free line.
_MARK_LOOK: Final = (
    '<w:keepNext/><w:pageBreakBefore/><w:spacing w:before="0" w:after="0" w:line="580" w:lineRule="exact"/>'
    f'{_FLUSH}<w:jc w:val="left"/>'
)
_HEADING_LOOK: Final = (
    '<w:keepNext/><w:snapToGrid w:val="0"/>'
    '<w:spacing w:before="580" w:after="440" w:line="720" w:lineRule="exact"/>'
    f'{_FLUSH}<w:jc w:val="center"/>'
)
# A picture's line is as high as the picture, and stays with the caption (图题) below it.
_PICTURE_LOOK: Final = (
    '<w:keepNext/><w:snapToGrid w:val="0"/>'
    '<w:spacing w:before="0" w:after="60" w:line="240" w:lineRule="auto"/>'
    f'{_FLUSH}<w:jc w:val="center"/>'
)
_CAPTION_LOOK: Final = (
    '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="300" w:line="400" w:lineRule="exact"/>'
    f'{_FLUSH}<w:jc w:val="center"/>'
)


def annex_charts(document: WordDocument, charts: Sequence[DrawnChart]) -> None:
    """Put the charts behind the report's last annex, if there are any."""
    if not charts:
        return
    # The imprint stands at the foot of the last page, behind all annexes (7.4).
    imprint = next((each._p for each in document.paragraphs if called(each, IMPRINT)), None)  # noqa: SLF001 - python-docx's own name for the element
    end = document.element.body.get_or_add_sectPr() if imprint is None else imprint
    for paragraph in _paragraphs(document, charts):
        end.addprevious(paragraph)


def _paragraphs(document: WordDocument, charts: Sequence[DrawnChart]) -> Iterator[CT_P]:
    """The annex from its mark to its last caption."""
    mark = list_annex(document, TITLE)
    yield make_paragraph(style_called(document, MARK), _MARK_LOOK, mark, "黑体", 16)
    yield make_paragraph(style_called(document, HEADING), _HEADING_LOOK, TITLE, "方正小标宋简体", 22)
    width = _text_width(document)
    for number, chart in enumerate(charts, start=1):
        yield _picture(document, chart, number, width)
        yield make_paragraph("", _CAPTION_LOOK, f"图{number}　{chart.title}", "黑体", 12)


def _picture(document: WordDocument, chart: DrawnChart, number: int, width: float) -> CT_P:
    """A chart in a line of its own, with its figures as alternative text."""
    made = make_paragraph("", _PICTURE_LOOK)
    scale = min(1.0, width / chart.width)
    run = Paragraph(made, document._body).add_run()  # noqa: SLF001 - a run finds the package through it
    run.add_picture(io.BytesIO(chart.png), Pt(chart.width * scale), Pt(chart.height * scale))
    for inline in run._r.iter(qn("wp:inline")):  # noqa: SLF001 - as above
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")  # where they are absent, LibreOffice leaves an eighth of an inch
    for described in run._r.iter(qn("wp:docPr")):  # noqa: SLF001 - as above
        described.set("name", f"图{number}")
        described.set("descr", clean(chart.alternative))
    return made


def _text_width(document: WordDocument) -> float:
    """The width of the type area in points; a template may be narrower than the standard's 156 mm."""
    section = document.sections[-1]
    sides = (section.page_width, section.left_margin, section.right_margin)
    if any(side is None for side in sides):
        return float("inf")
    page, left, right = (float(side or 0) / Pt(1) for side in sides)
    return max(page - left - right, 1.0)
