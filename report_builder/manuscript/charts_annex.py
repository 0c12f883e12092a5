"""The filled document and its charts → the same with an annex of charts (图解附件) before its imprint."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from report_builder.manuscript.added_styles import ANNEX, ANNEX_TITLE, CAPTION, PICTURE, style_for
from report_builder.manuscript.annex_list import list_annex
from report_builder.manuscript.kept_texts import clean
from report_builder.manuscript.templates import IMPRINT, IMPRINT_RULE
from report_builder.manuscript.word_paragraphs import called, make_paragraph, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument
    from docx.oxml.section import CT_SectPr
    from docx.oxml.text.paragraph import CT_P

    from report_builder.charted_figures import DrawnChart

TITLE: Final = "政府信息公开工作图解"


def annex_charts(document: WordDocument, charts: Sequence[DrawnChart]) -> None:
    """Put the charts behind the report's last annex, if there are any."""
    if not charts:
        return
    # The imprint stands at the foot of the last page, behind all annexes (7.4).
    imprint = next((each for each in document.paragraphs if _is_imprint(each)), None)
    end = document.element.body.get_or_add_sectPr() if imprint is None else imprint._p  # noqa: SLF001 - python-docx's own name for the element
    for paragraph in _paragraphs(document, charts, end):
        end.addprevious(paragraph)


def _is_imprint(paragraph: Paragraph) -> bool:
    """Whether 版记 begins with a paragraph: the 送 line, or the rule above it all."""
    return any(called(paragraph, name) for name in (IMPRINT, IMPRINT_RULE))


def _paragraphs(
    document: WordDocument, charts: Sequence[DrawnChart], end: CT_P | CT_SectPr
) -> Iterator[CT_P]:
    """The annex from its mark to its last caption."""
    mark = list_annex(document, TITLE, end)
    yield make_paragraph(style_for(document, ANNEX), mark)
    yield make_paragraph(style_for(document, ANNEX_TITLE), TITLE)
    width = text_width(document)
    for number, chart in enumerate(charts, start=1):
        yield _picture(document, chart, number, width)
        yield make_paragraph(style_for(document, CAPTION), f"图{number}　{chart.title}")


def _picture(document: WordDocument, chart: DrawnChart, number: int, width: float) -> CT_P:
    """A chart in a line of its own, with its figures as alternative text."""
    made = make_paragraph(style_for(document, PICTURE))
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
