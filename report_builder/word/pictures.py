"""A ``w:drawing``, ``w:pict`` or ``w:object`` → what each of its pictures says that it shows (替代文字)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.word.packages import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

# What is heard of a picture that says nothing of itself (ISO 14289-1, 7.3: every one must say something).
NAMELESS: Final = "图片"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_ADEC: Final = "{http://schemas.microsoft.com/office/drawing/2017/decorative}"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_O: Final = "{urn:schemas-microsoft-com:office:office}"
_TRUE: Final = frozenset(("1", "true"))


def descriptions_in(element: _Element) -> Iterator[str]:
    """The alternative text of each picture; those of text boxes, and decorative ones, are left out."""
    described = next(element.iter(f"{_WP}docPr"), None)
    is_hidden = described is not None and described.get("hidden") in _TRUE
    if is_hidden or is_decorative(described):
        return
    for picture in element.iter(f"{_PIC}pic"):
        if _is_own(picture, element):
            own = picture.find(f"{_PIC}nvPicPr/{_PIC}cNvPr")
            yield description_of(described) or description_of(own) or NAMELESS
    for data in element.iter(f"{_V}imagedata"):
        if _is_own(data, element):
            shape = data.getparent()
            named = "" if shape is None else shape.get("alt", "")
            yield (named or data.get(f"{_O}title", "")).strip() or NAMELESS


def description_of(described: _Element | None) -> str:
    """A drawing's alternative text; a title stands in where there is no description."""
    if described is None:
        return ""
    return (described.get("descr") or described.get("title") or "").strip()


def is_decorative(described: _Element | None) -> bool:
    """Whether a drawing is said to be there for its looks alone."""
    marks = [] if described is None else list(described.iter(f"{_ADEC}decorative"))
    return any(mark.get("val") in _TRUE for mark in marks)


def _is_own(picture: _Element, drawing: _Element) -> bool:
    """Whether a picture is the drawing's own, not one of a text box in it."""
    box = next(picture.iterancestors(f"{W}txbxContent", str(drawing.tag)), None)
    return box is drawing
