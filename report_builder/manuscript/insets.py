"""A filled Word document and its ``ReportTexts`` → the same with the author's tables and pictures set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.shape import CT_Inline
from docx.shared import Pt

from report_builder.formats.tables import FilledTable, PrintedCell
from report_builder.manuscript.added_styles import CAPTION as NAME
from report_builder.manuscript.added_styles import PICTURE, style_for
from report_builder.manuscript.blocks import BlockKind, Picture
from report_builder.manuscript.kept_texts import clean_inlines
from report_builder.manuscript.statutory_tables import HEAD_STYLE, TEXT_STYLE, table_element
from report_builder.manuscript.word_paragraphs import make_paragraph

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

    from report_builder.manuscript.blocks import TextCell, TextTable
    from report_builder.manuscript.contents import ReportTexts
    from report_builder.manuscript.templates import Template

# Between a table's name and the table, in twips: less than below the name of a picture.
_ABOVE_TABLE: Final = "60"
_CONTENT_TYPES: Final = {"png": "image/png", "jpeg": "image/jpeg"}
# A picture leaves room for its caption on the page.
_CAPTION_ROOM: Final = 60.0
_UNNAMED: Final = "正文中的表格"


def set_insets(template: Template, document: Document, content: ReportTexts) -> None:
    """Put the author's tables and pictures where the text kept their places."""
    _InsetSetter(template, document, content).set_all()


class _InsetSetter:
    """Sets one document's insets."""

    def __init__(self, template: Template, document: Document, content: ReportTexts) -> None:
        self.template = template
        self.document = document
        self.body = document.element.body
        self.content = content
        self.links: dict[bytes, str] = {}

    def set_all(self) -> None:
        """Set each inset where its name was kept, and what names it beside it."""
        kept = {part.text: number for number, part in enumerate(self.content.text) if part.inset is not None}
        named = {part.text for part in self.content.text if part.is_caption}
        captions = []
        for paragraph in list(self.body.iter(qn("w:p"))):
            text = "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
            if text in kept:
                self._set_inset(paragraph, kept[text])
            elif text in named:
                captions.append(paragraph)
        for caption in captions:  # now that the tables below them are there
            self._set_caption(caption)
        self._part_tables()

    def _set_inset(self, paragraph: Any, number: int) -> None:  # noqa: ANN401 - python-docx's element classes
        inset = self.content.text[number].inset
        caption = self._caption(number)
        if isinstance(inset, Picture):
            made: _Element = self._picture(inset, caption, keeps_next=self._is_caption(number + 1))
        elif inset is not None:
            made = self._table(inset, caption)
        paragraph.getparent().replace(paragraph, made)

    def _is_caption(self, number: int) -> bool:
        return 0 <= number < len(self.content.text) and self.content.text[number].is_caption

    def _caption(self, number: int) -> str:
        """What the author calls a table or a picture, above or below it."""
        near = (number - 1, number + 1)
        texts = (self.content.text[each].text for each in near if self._is_caption(each))
        return self.content.kept.words(next(texts, ""))

    def _table(self, inset: TextTable, caption: str) -> _Element:
        width = self._room()[0]
        styles = {name: self._style(name) for name in (TEXT_STYLE, HEAD_STYLE)}
        table = FilledTable(
            name=caption or _UNNAMED,
            section=0,
            widths=tuple(share * width for share in inset.shares),
            head_rows=inset.head_rows,
            rows=tuple(tuple(map(self._cell, row)) for row in inset.rows),
        )
        return table_element(table, styles, self.content.kept)

    def _cell(self, cell: TextCell) -> PrintedCell:
        lines = (self.content.kept.keep(clean_inlines(each)) for each in cell.paragraphs)
        return PrintedCell(
            text="\n".join(lines),
            columns=cell.columns,
            rows=cell.rows,
            is_head=cell.is_head,
            align=cell.align,
        )

    def _style(self, name: str) -> str:
        """The template's style for cells, or that of the text where it has none."""
        return min(self.template.styles_called(name) or self.template.styles_called(BlockKind.PARAGRAPH))

    def _room(self) -> tuple[float, float]:
        """How wide and high the text of a page is, in points."""
        section = self.document.sections[0]
        width, height = section.page_width, section.page_height
        sides = (section.left_margin or 0) + (section.right_margin or 0)
        ends = (section.top_margin or 0) + (section.bottom_margin or 0)
        return ((width or 0) - sides) / Pt(1), ((height or 0) - ends) / Pt(1)

    def _picture(self, picture: Picture, caption: str, *, keeps_next: bool) -> _Element:
        """A paragraph of its own, whose line is as high as the picture."""
        link = self._link(picture)
        wide, high = self._room()
        scale = min(1.0, wide / picture.width, (high - _CAPTION_ROOM) / picture.height)
        width, height = Pt(picture.width * scale), Pt(picture.height * scale)
        inline = CT_Inline.new_pic_inline(self.document.part.next_id, link, "图片", width, height)
        inline.docPr.set("descr", picture.description or caption)
        _crop(inline, picture.crop)
        alone = "" if keeps_next else '<w:keepNext w:val="0"/>'
        made = make_paragraph(style_for(self.document, PICTURE), look=alone)
        drawing: Any = parse_xml(f"<w:r {nsdecls('w')}><w:drawing/></w:r>")
        drawing[0].append(inline)
        made.append(drawing)
        return cast("_Element", made)

    def _link(self, picture: Picture) -> str:
        """The id of the picture's file in the report; a picture that is shown again is there once."""
        if picture.data not in self.links:
            name = PackURI(f"/word/media/narrative{len(self.links) + 1}.{picture.suffix}")
            part = Part(name, _CONTENT_TYPES[picture.suffix], picture.data, self.document.part.package)
            self.links[picture.data] = self.document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        return self.links[picture.data]

    def _set_caption(self, paragraph: Any) -> None:  # noqa: ANN401 - as above
        """In the style for names of pictures; above a table it stays with the table."""
        properties = paragraph.get_or_add_pPr()
        properties.get_or_add_pStyle().set(qn("w:val"), style_for(self.document, NAME))
        following = paragraph.getnext()
        if following is not None and following.tag == qn("w:tbl"):
            properties.get_or_add_keepNext()
            properties.get_or_add_spacing().set(qn("w:after"), _ABOVE_TABLE)

    def _part_tables(self) -> None:
        """An empty line between two tables, which Word would else make one of."""
        for table in list(self.body.iter(qn("w:tbl"))):
            following = table.getnext()
            if following is not None and following.tag == qn("w:tbl"):
                style = self._style(BlockKind.PARAGRAPH)
                table.addnext(
                    parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>')
                )


def _crop(inline: _Element, crop: tuple[int, int, int, int]) -> None:
    """Cut off what the author has cut off."""
    if any(crop):
        left, top, right, bottom = crop
        edges: _Element = parse_xml(
            f'<a:srcRect {nsdecls("a")} l="{left}" t="{top}" r="{right}" b="{bottom}"/>'
        )
        blip = next(inline.iter(qn("a:blip")))
        blip.addnext(edges)
