"""The inlines of paragraphs → text, line breaks, pictures and marks of notes, which are kept for the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.painting.addresses import spelt_address
from report_builder.painting.html.elements import add, element
from report_builder.reports.report import InlinePicture, Note, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from report_builder.painting.html.elements import Content
    from report_builder.painting.html.shown_pictures import ShownPictures
    from report_builder.reports.report import Paragraph


class InlineWriter:
    """Writes what stands in paragraphs, one after the other."""

    def __init__(self, pictures: ShownPictures) -> None:
        self.pictures = pictures
        self.notes: list[str] = []

    def write(self, paragraph: Paragraph, *, number: bool = True) -> Iterator[Content]:
        """What stands in a paragraph, behind its number where Word writes one."""
        if number and paragraph.number:
            yield paragraph.number
        for inline in paragraph.inlines:
            if isinstance(inline, Note):
                yield self._mark(inline)
            elif isinstance(inline, InlinePicture):
                stand_in = self.stand_in(inline)
                yield self.pictures.image(inline.description) if stand_in is None else stand_in
            elif isinstance(inline, Text) and inline.address:
                yield element("a", *_lines(inline.text), href=spelt_address(inline.address))
            else:
                yield from _lines(inline.text)

    @staticmethod
    def stand_in(picture: InlinePicture) -> etree._Element | None:
        """The words for what nobody here draws, in a line; ``None`` for a real picture."""
        if picture.figures is None:
            return None
        figures = "；".join("，".join(filter(None, row)) for row in picture.figures)
        return element("span", f"〔图：{picture.description}{f'（{figures}）' if figures else ''}〕")

    def write_all(self, paragraphs: Sequence[Paragraph]) -> Iterator[Content]:
        """What stands in a cell: its paragraphs, each on a line of its own."""
        shown = [each for each in paragraphs if each.inlines]
        for number, paragraph in enumerate(shown):
            if number:
                yield element("br")
            yield from self.write(paragraph)

    def _mark(self, note: Note) -> Content:
        """The mark of a note, which leads to it."""
        self.notes.append(note.text)
        number = str(len(self.notes))
        link = element("a", number, href=f"#note-{number}", id=f"mark-{number}", aria_label=f"注释{number}")
        return element("sup", link)

    def notes_section(self) -> Iterator[etree._Element]:
        """The notes that were referred to, where there are any."""
        if not self.notes:
            return
        listed = element("ol")
        for number, text in enumerate(self.notes, start=1):
            back = element("a", "返回正文", href=f"#mark-{number}", aria_label=f"返回正文中的注释{number}")
            add(listed, element("li", text, " ", back, id=f"note-{number}"))
        yield element(
            "section", element("h2", "注释", id="notes"), listed, class_="notes", aria_labelledby="notes"
        )


def _lines(text: str) -> Iterator[Content]:
    """A text with the line breaks that its author made; a tab is a space."""
    for number, line in enumerate(text.replace("\t", " ").split("\n")):
        if number:
            yield element("br")
        yield line
