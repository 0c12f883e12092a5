"""A python-docx document → its styles by the names that a secretary sees in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docx.oxml.ns import qn

from report_builder.manuscript.style_names import styles_called

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

_SHOWN = ("标题", "一级标题", "二级标题", "三级标题", "四级标题", "题注", "脚注文本")


def shown_style(document: Document, name: str) -> ParagraphStyle:
    """The style that a user sees under that name."""
    [found] = styles_called(document.styles.element.iter(qn("w:style")), name)
    return cast("ParagraphStyle", next(style for style in document.styles if style.style_id == found))


def shown_name(paragraph: Paragraph) -> str:
    """The name under which a user sees a paragraph's style; empty where it has none."""
    style = paragraph.style
    if style is None:
        return ""
    return next((name for name in _SHOWN if styles_called([style.element], name)), style.name or "")
