"""A style and a text → a paragraph of WordprocessingML; and which paragraphs have a style."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from lxml.etree import SubElement

from report_builder.manuscript.kept_texts import clean
from report_builder.manuscript.style_names import styles_called
from report_builder.word.packages import W
from report_builder.word.xml_text import attribute

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.text.paragraph import CT_P
    from docx.text.paragraph import Paragraph


def called(paragraph: Paragraph, name: str) -> bool:
    """Whether a user sees that name for the paragraph's style."""
    style = paragraph.style
    return style is not None and bool(styles_called([style.element], name))


def make_paragraph(style: str, text: str = "", look: str = "") -> CT_P:
    """A paragraph in the style of that id; ``look``, inside of ``w:pPr``, is what its place alone decides.

    Its run says no more than that “ ” — … are Chinese, as Word itself has it.
    """
    made = parse_xml(
        f"<w:p {nsdecls('w')}><w:pPr><w:pStyle w:val={attribute(style)}/>{look}</w:pPr>"
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr></w:r></w:p>'
    )
    [run] = made.iter(f"{W}r")
    if text:
        written = SubElement(run, f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
        written.text = clean(text)
    else:
        made.remove(run)
    return cast("CT_P", made)


def text_width(document: WordDocument) -> float:
    """The width of the type area in points; a template may be narrower than the standard's 156 mm."""
    section = document.sections[-1]
    sides = (section.page_width, section.left_margin, section.right_margin)
    if any(side is None for side in sides):
        return float("inf")
    page, left, right = (float(side or 0) / Pt(1) for side in sides)
    return max(page - left - right, 1.0)
