"""A filled Word document → the same, its title and signature placed as their lengths ask."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from report_builder.manuscript.added_styles import ATTACHMENTS
from report_builder.manuscript.blocks import BlockKind
from report_builder.manuscript.imprint_frames import set_frames
from report_builder.manuscript.lost_text import words_of
from report_builder.manuscript.red_head_looks import finish_red_head
from report_builder.manuscript.signature import signature_indents, width_in_characters
from report_builder.manuscript.templates import DATE, IMPRINT, SIGNATURE, TITLE
from report_builder.word.packages import W
from report_builder.word.styles import value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from report_builder.manuscript.contents import ReportTexts
    from report_builder.manuscript.templates import Template

# 字 and 行 in twips (5.2.2): 28 characters a line, 22 lines a page; a title's line is 36 pt high.
_CHARACTER: Final = 315
_ROW: Final = 580
_TITLE_LINE: Final = 720
# The template's own space below the title is right for a title of this many lines.
_USUAL_TITLE_LINES: Final = 2
# What the red head of the shipped templates takes of the page beyond whole rows.
_BELOW_RED_HEAD: Final = 180
# A signature below the title stands nearer to it than the text does.
_SIGNED_BELOW: Final = _ROW // 2
_HUNDREDTHS: Final = 100
# The looks of the shipped styles that a text's length decides on.
_TITLE_SPACING: Final = {"line": frozenset({"720"}), "after": frozenset({"880"})}
_TO_THE_RIGHT: Final = {"val": frozenset({"right", "end"})}
_NO_INDENT: Final = {"right": frozenset({"0"}), "rightChars": frozenset({"0"}), "end": frozenset({"0"})}
# 版记 is in 4号: 31 characters of 14 pt to the line, one of them left free at each side (7.4).
_IMPRINT_CHARACTER: Final = 280
_IMPRINT_LINE: Final = 29
_HEADINGS: Final = ("一级标题", BlockKind.SUBHEADING, BlockKind.THIRD_HEADING, BlockKind.FOURTH_HEADING)


def finish(template: Template, body: _Element, content: ReportTexts) -> None:
    """Set the space below the title, the right indents of signature and date, and a long 版记's indents.

    What follows from the lengths of texts is set so only where the style is as the standard has it: an
    author who has changed the style's own spacing or alignment gets what she asked for.
    """
    paragraphs = _by_style(body)
    least = _SIGNED_BELOW if content.signature == "题下" else _ROW
    below = title_space(len(content.title), least, _BELOW_RED_HEAD if content.red_head else 0)
    if below != title_space(_USUAL_TITLE_LINES) and _says(template, TITLE, "spacing", _TITLE_SPACING):
        for paragraph in _in_style(template, paragraphs, TITLE):
            _set(paragraph, "spacing", after=below)
    finish_red_head(template, body, content)
    set_frames(template, body)
    indents = signature_indents(content.agency, content.date)
    for style, indent in zip((SIGNATURE, DATE), indents, strict=True):
        if not (_says(template, style, "jc", _TO_THE_RIGHT) and _says(template, style, "ind", _NO_INDENT)):
            continue
        for paragraph in _in_style(template, paragraphs, style):
            _set(paragraph, "ind", right=round(indent * _CHARACTER), rightChars=round(indent * _HUNDREDTHS))
    for paragraph in _in_style(template, paragraphs, IMPRINT):
        _hang(paragraph)
    _hold_together(template, body)


def _says(template: Template, name: str, element: str, wanted: Mapping[str, frozenset[str]]) -> bool:
    """Whether the styles of that name have no other values in a paragraph property than the wanted."""
    called = template.styles_called(name)
    for style in template.styles:
        found = style.find(f"{W}pPr/{W}{element}")
        if style.get(f"{W}styleId", "") in called and found is not None:
            said = {key.removeprefix(W): value for key, value in found.items()}
            if any(said.get(key, "0") not in values for key, values in wanted.items()):
                return False
    return True


def _hold_together(template: Template, body: _Element) -> None:
    """Keep two lines of text with a heading, and the end of the text with what is signed below it.

    The template lets single lines stand alone, for the sake of 22 lines on every page (5.2.2); a heading
    above one line, or a signature on a page of its own (7.3.5.5), is worse than a short page.
    """
    headings = frozenset().union(*(template.styles_called(name) for name in _HEADINGS))
    signed = frozenset().union(*(template.styles_called(name) for name in (ATTACHMENTS, SIGNATURE)))
    paragraphs = [child for child in body if child.tag == f"{W}p"]
    for before, after in pairwise(paragraphs):
        if _style(before) in headings and _style(after) not in headings:
            _switch_on(after, "widowControl")
        if _style(after) in signed:
            _switch_on(before, "keepNext")


def _hang(paragraph: _Element) -> None:
    """Align a second line of 版记 with the first character after the colon (7.4)."""
    text = words_of(paragraph)
    if width_in_characters(text) > _IMPRINT_LINE:
        label = round(width_in_characters(text.partition("：")[0] + "：") * _IMPRINT_CHARACTER)
        left = label + _IMPRINT_CHARACTER
        _set(paragraph, "ind", left=left, right=_IMPRINT_CHARACTER, hanging=label)


def title_space(lines: int, least: int = _ROW, above: int = 0) -> int:
    """The space below a title in twips: a blank line at least, and the text starts on a row of the page.

    ``above`` is how far below a row the title itself starts.
    """
    taken = above + lines * _TITLE_LINE
    return math.ceil((taken + least) / _ROW) * _ROW - taken


def _by_style(body: _Element) -> Mapping[str, Sequence[Any]]:
    """All paragraphs by the ids of their styles, as python-docx's own elements."""
    found: dict[str, list[Any]] = {}
    for paragraph in body.iter(f"{W}p"):
        found.setdefault(_style(paragraph), []).append(paragraph)
    return found


def _in_style(template: Template, paragraphs: Mapping[str, Sequence[Any]], style: str) -> Iterator[Any]:
    """The paragraphs in the styles that a user sees under that name."""
    for called in sorted(template.styles_called(style)):
        yield from paragraphs.get(called, ())


def _style(paragraph: _Element) -> str:
    return value(paragraph, "pPr/pStyle")


def _switch_on(paragraph: Any, element: str) -> None:  # noqa: ANN401 - python-docx's element classes
    """Set a paragraph's own keepNext or widowControl, put where the schema wants it."""
    properties = paragraph.get_or_add_pPr()
    found = (
        properties.get_or_add_keepNext() if element == "keepNext" else properties.get_or_add_widowControl()
    )
    found.val = True


def _set(paragraph: Any, element: str, **values: int) -> None:  # noqa: ANN401 - python-docx's element classes
    """Set attributes of a paragraph's own property, put where the schema wants it."""
    properties = paragraph.get_or_add_pPr()
    found = properties.get_or_add_ind() if element == "ind" else properties.get_or_add_spacing()
    for name, twips in values.items():
        found.set(f"{W}{name}", str(twips))
