"""A paragraph or a cell of a Word report → its text with its figures, which python-docx leaves out.

python-docx reads the runs of a paragraph; a figure's run stands in a content control.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

TAG_PREFIX = "stat:"


def text_of(part: Paragraph | _Cell) -> str:
    """All the letters, those of content controls included."""
    return "".join(text.text or "" for text in part._element.iter(qn("w:t")))  # noqa: SLF001  no public face


def bracketed(paragraph: Paragraph) -> str:
    """The paragraph's text with every figure in 〔〕."""
    pieces = []
    for text in paragraph._p.iter(qn("w:t")):  # noqa: SLF001  likewise
        is_figure = any(True for _ in text.iterancestors(qn("w:sdt")))
        pieces.append(f"〔{text.text or ''}〕" if is_figure else text.text or "")
    return "".join(pieces)


def controls(document: Document) -> Iterator[tuple[str, BaseOxmlElement]]:
    """Every control of a figure with its tag."""
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        if tag is not None and tag.get(qn("w:val"), "").startswith(TAG_PREFIX):
            yield tag.get(qn("w:val")).removeprefix(TAG_PREFIX), control


def shown(document: Document) -> list[tuple[str, str]]:
    """Every figure's tag and text, in their order."""
    return [
        (tag, "".join(text.text or "" for text in control.iter(qn("w:t"))))
        for tag, control in controls(document)
    ]


def rewrite(document: Document, tag: str, text: str) -> None:
    """Type another text into the first control of a figure."""
    control = next(control for found, control in controls(document) if found == tag)
    next(control.iter(qn("w:t"))).text = text


def delete(document: Document, tag: str) -> None:
    """Delete the first control of a figure, with its text."""
    control = next(control for found, control in controls(document) if found == tag)
    parent = control.getparent()
    assert parent is not None
    parent.remove(control)
