"""A filled Word document → the same, its 版记 at the foot again where an editor has pinned it elsewhere.

LibreOffice saves a frame that stands at the foot of the type area at the height where it stood in the
template, one for each paragraph; the last rule of a 版记 lies on the lower edge of the type area (GB/T
9704-2012, 7.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from report_builder.manuscript.templates import IMPRINT, IMPRINT_RULE
from report_builder.word.children import first_child
from report_builder.word.styles import value

if TYPE_CHECKING:
    from lxml.etree import _Element

    from report_builder.manuscript.templates import Template

_FRAME: Final = qn("w:framePr")
_STYLES: Final = (IMPRINT, IMPRINT_RULE, "版记细线", "抄送", "印发")
# What follows a frame in a paragraph's properties (ECMA-376-1, 17.3.1.26).
_BEHIND: Final = (
    "w:widowControl", "w:numPr", "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs",
    "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct",
    "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi",
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl",
    "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip


def set_frames(template: Template, body: _Element) -> None:
    """Put every pinned paragraph of a 版记 into one frame at the foot; without a frame it stays."""
    called = frozenset().union(*(template.styles_called(name) for name in _STYLES))
    for properties in body.iter(qn("w:pPr")):
        if value(properties, "pStyle") in called and (frame := first_child(properties, _FRAME)) is not None:
            _set(properties, frame)


def _set(properties: Any, frame: _Element) -> None:  # noqa: ANN401 - python-docx's element classes
    if frame.get(qn("w:yAlign")) is not None:
        return
    width = frame.get(qn("w:w"), "")
    properties.remove(frame)
    for border in [each for each in properties.iter(qn("w:pBdr")) if not len(each)]:
        properties.remove(border)
    properties.insert_element_before(
        parse_xml(
            f'<w:framePr {nsdecls("w")} w:w="{int(width) if width.isdecimal() else 0}" w:wrap="around" '
            'w:vAnchor="margin" w:hAnchor="margin" w:x="0" w:yAlign="bottom"/>'
        ),
        *_BEHIND,
    )
