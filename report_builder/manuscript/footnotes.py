"""The notes of a report's text → the part of a Word file that holds footnotes, and the references to them."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final, cast

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from msgspec import Struct, field

from report_builder.manuscript.added_styles import NOTE, NOTE_MARK, style_for
from report_builder.word.xml_text import attribute

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_PART: Final = PackURI("/word/footnotes.xml")
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS: Final = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote>"
)
_HINT: Final = '<w:rFonts w:hint="eastAsia"/>'


class Footnotes(Struct):
    """Gathers the notes of a document's text in their order; the first has the number 1."""

    document: Document
    texts: list[str] = field(default_factory=list)

    def refer(self, properties: _Element | None, text: str) -> _Element:
        """The run that refers to a new note, in the look of the text around it."""
        self.texts.append(text)
        made: Any = parse_xml(f"<w:r {nsdecls('w')}/>")
        if properties is not None:
            made.append(deepcopy(properties))
        made.get_or_add_rPr().style = style_for(self.document, NOTE_MARK)
        made.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{len(self.texts)}"/>'))
        return cast("_Element", made)

    def write(self) -> None:
        """Put the notes into the file, if there are any; the template's own, which nothing refers to, go."""
        if not self.texts:
            return
        document = self.document
        for link, relation in list(document.part.rels.items()):
            if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
                del document.part.rels[link]
        root: _Element = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}>{_SEPARATORS}</w:footnotes>")
        for number, text in enumerate(self.texts, start=1):
            root.append(self._footnote(number, text))
        data = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
        part = Part(_PART, _TYPE, data, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def _footnote(self, number: int, text: str) -> _Element:
        paragraph, mark = (attribute(style_for(self.document, name)) for name in (NOTE, NOTE_MARK))
        made: _Element = parse_xml(
            f'<w:footnote {nsdecls("w")} w:id="{number}"><w:p><w:pPr><w:pStyle w:val={paragraph}/></w:pPr>'
            f"<w:r><w:rPr><w:rStyle w:val={mark}/>{_HINT}</w:rPr><w:footnoteRef/></w:r>"
            f'<w:r><w:rPr>{_HINT}</w:rPr><w:t xml:space="preserve"/></w:r></w:p></w:footnote>'
        )
        next(made.iter(qn("w:t"))).text = f" {text}"
        return made
