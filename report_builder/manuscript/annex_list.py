"""A Word report and the title of one more annex → the annex's mark; the report's list of annexes names it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.manuscript.added_styles import ANNEX, ATTACHMENTS, style_for
from report_builder.manuscript.templates import SIGNATURE
from report_builder.manuscript.word_paragraphs import called, make_paragraph
from report_builder.word.packages import W

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph
    from lxml.etree import _Element

_LABEL: Final = "附件："
# The list begins two characters in, a free line below the text, as the style has it; a second number stands
# right below the first one (7.3.4). In twips: a character is 315.
_ALONE: Final = "<w:keepNext/>"
_FOLLOWING: Final = '<w:keepNext/><w:spacing w:before="0"/><w:ind w:left="1890" w:hanging="315"/>'
_NUMBERED: Final = re.compile(rf"(?:{_LABEL})?\s*([0-9]{{1,2}})[.．]")


def list_annex(document: WordDocument, title: str, end: _Element) -> str:
    """Name the annex behind those that the report has; its mark is 附件, or 附件2 and so on beside others.

    It will stand before ``end``.
    """
    listed = [paragraph for paragraph in document.paragraphs if called(paragraph, ATTACHMENTS)]
    if not listed:
        _begin(document, title, end)
        return ANNEX
    numbers = [int(found.group(1)) for found in map(_NUMBERED.match, (each.text for each in listed)) if found]
    if not numbers:
        _number_the_first(document, listed[0])
        numbers = [1]
    number = max(numbers) + 1
    style = style_for(document, ATTACHMENTS)
    listed[-1].paragraph_format.keep_with_next = True
    entry = make_paragraph(style, f"{number}.{title}", _FOLLOWING)
    listed[-1]._p.addnext(entry)  # noqa: SLF001 - python-docx's own name for a paragraph's element
    return f"{ANNEX}{number}"


def _begin(document: WordDocument, title: str, end: _Element) -> None:
    """The list's only line, above the signature, or at the end of a text that is not signed there."""
    signature = next((each for each in document.paragraphs if called(each, SIGNATURE)), None)
    entry = make_paragraph(
        style_for(document, ATTACHMENTS), f"{_LABEL}{title}", "" if signature is None else _ALONE
    )
    if signature is None:
        end.addprevious(entry)
    else:
        signature._p.addprevious(entry)  # noqa: SLF001 - as above


def _number_the_first(document: WordDocument, listed: Paragraph) -> None:
    """The annex that was alone becomes the first of several, in the list and on its own page."""
    _insert(listed, len(_LABEL) if listed.text.startswith(_LABEL) else 0, "1.")
    properties = listed._p.get_or_add_pPr()  # noqa: SLF001 - as above
    indents = properties.get_or_add_ind()
    for name, twips in (("left", 1890), ("hanging", 1260)):
        indents.set(f"{W}{name}", str(twips))
    for paragraph in document.paragraphs:
        if called(paragraph, ANNEX) and paragraph.text.strip() == ANNEX:
            _insert(paragraph, len(paragraph.text.rstrip()), "1")


def _insert(paragraph: Paragraph, place: int, text: str) -> None:
    """Put text into a paragraph behind that many characters, in the run that stands there."""
    for run in paragraph.runs:
        if place <= len(run.text):
            run.text = f"{run.text[:place]}{text}{run.text[place:]}"
            return
        place -= len(run.text)
