"""A filled Word document with a red head → the same, its mark fitted to the line, its signers aligned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docx.shared import Pt, Twips
from docx.text.paragraph import Paragraph

from report_builder.manuscript.signature import width_in_characters
from report_builder.word.packages import W
from report_builder.word.styles import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from report_builder.manuscript.contents import ReportTexts
    from report_builder.manuscript.templates import Template

MARK: Final = "发文机关标志"
SIGNERS: Final = "签发人"

# A character of 16 pt and the line, in twips; one character stays free at the line's right end (7.2.6).
_CHARACTER: Final = 320
_LINE: Final = 8845
# 签发人： and a point: a tab goes to the next stop where the text before it ends right on one.
_LABEL: Final = 4 * _CHARACTER + 20
# The mark's size in the shipped style, the smallest that is still one, and the line's width, in points.
_LARGEST: Final = 42.0
_SMALLEST: Final = 22.0
_TYPE_AREA: Final = 442.25


def finish_red_head(template: Template, body: _Element, content: ReportTexts) -> None:
    """Set what follows from the lengths of the mark and of the signers' names."""
    if content.red_head is None:
        return
    width = width_in_characters(content.red_head.mark)
    size = max(_SMALLEST, int(min(_LARGEST, _TYPE_AREA / max(width, 1.0))))
    if size < _LARGEST:
        for paragraph in _paragraphs(template, body, MARK):
            _shrink(paragraph, size)
    names = max((width_in_characters(each.names) for each in content.red_head.signers), default=0.0)
    for paragraph in _paragraphs(template, body, SIGNERS):
        _align(paragraph, names)


def _paragraphs(template: Template, body: _Element, style: str) -> Iterator[Any]:
    wanted = template.styles_called(style)
    for paragraph in body.iter(f"{W}p"):
        if value(paragraph, "pPr/pStyle") in wanted:
            yield paragraph


def _shrink(paragraph: Any, size: float) -> None:  # noqa: ANN401 - python-docx's element classes
    """Set a long mark smaller, so that it keeps to one line."""
    for run in Paragraph(paragraph, paragraph).runs:
        run.font.size = Pt(size)


def _align(paragraph: Any, names: float) -> None:  # noqa: ANN401 - as above
    """Put the label and the names where the longest line of names ends one character before the margin."""
    start = round(_LINE - (1 + names) * _CHARACTER)
    stops = Paragraph(paragraph, paragraph).paragraph_format.tab_stops
    for stop in (start - _LABEL, start):
        stops.add_tab_stop(Twips(max(stop, 0)))
