"""A painted PDF → PDF/A-2a and PDF/UA-1: metadata, output intent, structure, the same bytes each time."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from report_builder.painting.appended_objects import append_to
from report_builder.painting.attachments import attach_files
from report_builder.painting.identity import PRODUCER, identity_of, moment_of
from report_builder.painting.links import add_links
from report_builder.painting.signature_fields import add_signature_field
from report_builder.painting.structure import TreeWriter
from report_builder.word.xml_text import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.painting.attachments import Attachment
    from report_builder.painting.pictures import PicturePainter
    from report_builder.painting.seal_places import SealPlace
    from report_builder.typesetting.placed.pages import Pages

_ICC_CHANNELS: Final = 3

_NAMESPACES: Final = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "dc": "http://purl.org/dc/elements/1.1/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
        "pdf": "http://ns.adobe.com/pdf/1.3/",
        "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
        "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
        "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
        "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
        "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    }.items()
)
# PDF/A up to part 3 wants a description of every schema it does not know, PDF/UA's own among them.
_PDFUA_SCHEMA: Final = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""


def archive_pdf(
    painted: bytes,
    pages: Pages,
    pictures: PicturePainter,
    attachments: Sequence[Attachment] = (),
    seal: SealPlace | None = None,
) -> bytes:
    """Make a painted PDF archival and accessible (ISO 19005-2 level A, ISO 14289-1), its pictures put in.

    With attachments it becomes part 3 of the standard, which alone allows them.
    """
    objects = append_to(painted)
    writer = TreeWriter(objects, pictures.marks)
    tree = writer.write()
    with pikepdf.open(io.BytesIO(objects.whole())) as pdf:
        pictures.embed(pdf)
        _add_structure(pdf, tree)
        add_links(pdf, pages, writer.written)
        if seal is not None:
            add_signature_field(pdf, seal, writer.written)
        _add_metadata(pdf, pages, part=3 if attachments else 2)
        if attachments:
            attach_files(pdf, attachments, _moment(pages))
        _add_output_intent(pdf)
        pdf.Root.Lang = String(pages.language)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        saved = io.BytesIO()
        pdf.save(
            saved,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return saved.getvalue()


def _add_structure(pdf: pikepdf.Pdf, tree: int) -> None:
    """Tie the structure tree, an object of the file already, to the document and to its pages."""
    pdf.Root.StructTreeRoot = pdf.get_object((tree, 0))
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    for number, page in enumerate(pdf.pages):
        page.obj.StructParents = number
        page.obj.Tabs = Name.S


def _add_output_intent(pdf: pikepdf.Pdf) -> None:
    profile = pdf.make_stream(Path(__file__).with_name("sRGB2014.icc").read_bytes())
    profile.N = _ICC_CHANNELS
    profile.Alternate = Name.DeviceRGB
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _moment(pages: Pages) -> str:
    """The document's own date as PDF spells it."""
    return "D:" + re.sub(r"\D", "", moment_of(pages))[:14] + "Z"


def _add_metadata(pdf: pikepdf.Pdf, pages: Pages, part: int) -> None:
    """Say the same in XMP and in the document information (ISO 19005-2, 6.6.3)."""
    metadata = pdf.make_stream(_xmp(pages, moment_of(pages), part).encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = metadata
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    moment = _moment(pages)
    entries = {
        "/Title": pages.title,
        "/Author": pages.author,
        "/Subject": pages.subject,
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": moment,
        "/ModDate": moment,
    }
    for key, value in entries.items():
        if value:
            pdf.docinfo[key] = String(value)


def _xmp(pages: Pages, created: str, part: int) -> str:

    def alternative(tag: str, text: str) -> str:
        if not text:
            return ""
        return (
            f'<dc:{tag}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></dc:{tag}>\n'
        )

    creator = f"<dc:creator><rdf:Seq><rdf:li>{escape(pages.author)}</rdf:li></rdf:Seq></dc:creator>\n"
    author = creator if pages.author else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" {_NAMESPACES}>
<dc:format>application/pdf</dc:format>
{alternative("title", pages.title)}{alternative("description", pages.subject)}{author}\
<dc:language><rdf:Bag><rdf:li>{escape(pages.language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{created}</xmp:CreateDate><xmp:ModifyDate>{created}</xmp:ModifyDate>
<xmp:MetadataDate>{created}</xmp:MetadataDate><xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<xmpMM:DocumentID>uuid:{identity_of(pages)}</xmpMM:DocumentID>
<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
{_PDFUA_SCHEMA}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
