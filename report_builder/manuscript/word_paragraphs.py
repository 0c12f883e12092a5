"""A style's name, a look and a text → a paragraph of WordprocessingML; and which paragraphs have a style."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from report_builder.manuscript.contents import clean

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.text.paragraph import CT_P
    from docx.text.paragraph import Paragraph

# The face of digits and letters beside a Chinese one; a title's digits stay in the title's face.
_LATIN: Final = {"方正小标宋简体": "方正小标宋简体"}


def called(paragraph: Paragraph, name: str) -> bool:
    """Whether a user sees that name for the paragraph's style; Word numbers one that clashes with its own."""
    style = paragraph.style
    return style is not None and (style.name or "").rstrip("0123456789") == name


def style_called(document: WordDocument, name: str) -> str:
    """The id of the style of that name; empty where the document has none."""
    for style in document.styles:
        if (style.name or "").rstrip("0123456789") == name:
            return str(style.style_id)
    return ""


def make_paragraph(style: str, look: str, text: str = "", face: str = "", size: int = 0) -> CT_P:
    """A paragraph whose ``look`` (the inside of ``w:pPr``) goes before its style's; ``size`` in points."""
    named = f'<w:pStyle w:val="{escape(style)}"/>' if style else ""
    latin = _LATIN.get(face, "Times New Roman")
    run = (
        f'<w:r><w:rPr><w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{face}" w:cs="{latin}" '
        f'w:hint="eastAsia"/><w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'
        if text
        else ""
    )
    return cast("CT_P", parse_xml(f"<w:p {nsdecls('w')}><w:pPr>{named}{look}</w:pPr>{run}</w:p>"))
