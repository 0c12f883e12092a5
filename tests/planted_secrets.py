"""Secrets planted wherever a file has room for them, and the search for them in whatever was made of it.

``NOBODYS`` is what nobody meant to publish; ``OWN`` stands in the names of the user, of folders and of the
machine's settings.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it carries no types
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image, PngImagePlugin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

NOBODYS: Final = "ZHANGSAN13800138000"
OWN: Final = "LISI13900139000"
W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES: Final = (
    f'{W} xmlns:r="{OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
COMMENT: Final = (
    f'<w:comments {W}><w:comment w:id="7" w:author="{NOBODYS}">'
    f"<w:p><w:r><w:t>{NOBODYS}</w:t></w:r></w:p></w:comment></w:comments>"
)
# What leads to each planted part, and the part.
PLANTED: Final = {
    "word/comments.xml": ("comments", COMMENT),
    "word/people.xml": ("people", f"<people>{NOBODYS}</people>"),
    "customXml/item9.xml": ("customXml", f"<secret>{NOBODYS}</secret>"),
    "word/printerSettings1.bin": ("printerSettings", NOBODYS),
}  # fmt: skip


def photograph(kind: str) -> bytes:
    """A picture whose camera, place, author and comment are told in the file, and more behind its end."""
    exif = Image.Exif()
    exif[0x010F] = exif[0x013B] = exif[0x9286] = NOBODYS
    exif.get_ifd(0x8825)[1] = NOBODYS
    saved = io.BytesIO()
    image = Image.new("RGB", (40, 30), (30, 60, 160))
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Author", NOBODYS)
        words.add_text("Comment", NOBODYS, zip=True)
        words.add_itxt("XML:com.adobe.xmp", NOBODYS)
        image.save(saved, kind, exif=exif, pnginfo=words)
    elif kind == "JPEG":
        image.save(saved, kind, exif=exif, comment=NOBODYS.encode(), xmp=f"<x>{NOBODYS}</x>".encode())
    elif kind == "WEBP":
        image.save(saved, kind, exif=exif, xmp=f"<x>{NOBODYS}</x>".encode())
    else:
        image.convert("P").save(saved, kind, comment=NOBODYS.encode())
    return saved.getvalue() + (NOBODYS.encode() if kind in {"PNG", "JPEG"} else b"")


def spoil(docx: bytes, *, adds: str = "") -> bytes:
    """A Word file with secrets in every place; ``adds`` stands before its last paragraph."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    settings = parts["word/settings.xml"].decode()
    variables = (
        '<w:rsids><w:rsidRoot w:val="00ABCDEF"/></w:rsids>'
        f'<w:docVars><w:docVar w:name="x" w:val="{NOBODYS}"/></w:docVars>'
    )
    parts["word/settings.xml"] = settings.replace("</w:settings>", f"{variables}</w:settings>").encode()
    document = parts["word/document.xml"].decode()
    revision = (
        f'<w:ins w:id="90" w:author="{NOBODYS}" w:date="2016-01-01T00:00:00Z"/>'
        f'<w:del w:id="91" w:author="{NOBODYS}"><w:r><w:delText>{NOBODYS}</w:delText></w:r></w:del>'
        '<w:commentRangeStart w:id="7"/><w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r>'
    )
    document = re.sub(r"<w:p(?=[ >])", '<w:p w:rsidR="00ABCDEF"', document, count=1)
    head, end, tail = document.rpartition("</w:p>")
    start = max(head.rfind("<w:p>"), head.rfind("<w:p "))
    parts["word/document.xml"] = (head[:start] + adds + head[start:] + revision + end + tail).encode()
    links = parts["word/_rels/document.xml.rels"].decode()
    added = "".join(
        f'<Relationship Id="planted{number}" Type="{OFFICE}/{kind}" Target="/{name}"/>'
        for number, (name, (kind, _)) in enumerate(PLANTED.items())
    )
    added += f'<Relationship Id="plantedphoto" Type="{OFFICE}/image" Target="media/planted.jpeg"/>'
    parts["word/_rels/document.xml.rels"] = links.replace(
        "</Relationships>", f"{added}</Relationships>"
    ).encode()
    own = f'<Relationship Id="custom" Type="{OFFICE}/custom-properties" Target="docProps/custom.xml"/>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        b"</Relationships>", f"{own}</Relationships>".encode()
    )
    parts["docProps/custom.xml"] = f"<Properties><property>{NOBODYS}</property></Properties>".encode()
    jpeg = '<Default Extension="jpeg" ContentType="image/jpeg"/>'
    kept = parts["[Content_Types].xml"].decode().replace(jpeg, "")
    types = f'{jpeg}<Default Extension="bin" ContentType="application/x"/><Default'
    parts["[Content_Types].xml"] = kept.replace("<Default", types, 1).encode()
    parts |= {name: text.encode() for name, (_, text) in PLANTED.items()}
    parts["word/media/planted.jpeg"] = photograph("JPEG")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return written.getvalue()


DRAWN: Final = (
    f'<w:p {NAMESPACES}><w:r><w:drawing><wp:inline><wp:extent cx="508000" cy="381000"/>'
    '<wp:docPr id="77" name="图"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="77" name="图"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="plantedphoto"/><a:stretch/></pic:blipFill>'
    '<pic:spPr><a:prstGeom prst="rect"/></pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


def everything_in(data: bytes) -> Iterator[bytes]:
    """A file's bytes, and those that are packed within them."""
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield "\n".join(archive.namelist()).encode()
            for name in archive.namelist():
                yield from everything_in(archive.read(name))
    elif data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for each in pdf.objects:
                yield repr(each).encode()
                if isinstance(each, pikepdf.Stream):
                    yield each.read_raw_bytes()
                    if "/DCTDecode" not in repr(each.get("/Filter")):
                        yield each.read_bytes()
        yield "".join(_pages_of(data)).encode()
    elif data.startswith(b"\x89PNG"):
        for start in (match.start() for match in re.finditer(rb"x[\x01\x5e\x9c\xda]", data)):
            try:
                yield zlib.decompressobj().decompress(data[start:])
            except zlib.error:
                continue


def _pages_of(pdf: bytes) -> Iterator[str]:
    """What is to be read on a PDF's pages, whatever codes its fonts have for it."""
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            yield "".join(page.get_textpage().get_text_bounded().split())


def tells(data: bytes) -> bool:
    """Whether a file tells a secret, however it is packed and spelt."""
    words = (NOBODYS, OWN)
    codes = ("utf-8", "utf-16-le", "utf-16-be")
    wanted = (*(word.encode(code) for word in words for code in codes), b"00ABCDEF")
    return any(secret in each for each in everything_in(data) for secret in wanted)


def telling(folder: Path, but: tuple[str, ...] = ()) -> list[str]:
    """The files below a folder that tell a secret, ``but`` those below some of its folders."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return sorted(
        name
        for name, path in files.items()
        if not any(f"/{each}/" in f"/{name}/" for each in but) and tells(path.read_bytes())
    )


def spoil_workbook(data: bytes, private: Mapping[str, tuple[str, ...]]) -> bytes:
    """A workbook with secrets in every place that nobody looks at.

    ``private`` are columns of a sheet that the office keeps for itself; one that is not there is added.
    """
    book = load_workbook(io.BytesIO(data))
    known = book.properties
    known.creator = known.lastModifiedBy = known.title = known.subject = known.keywords = NOBODYS
    known.description = known.category = NOBODYS
    book.custom_doc_props.append(StringProperty(name="联系人", value=NOBODYS))  # type: ignore[attr-defined]  # it has
    book.defined_names["申请人"] = DefinedName("申请人", attr_text=f'"{NOBODYS}"')
    hidden = book.create_sheet("申请人名册")
    hidden.append(["姓名", "电话"])
    hidden.append([NOBODYS, NOBODYS])
    hidden.sheet_state = "veryHidden"
    for name, columns in private.items():
        if name not in book.sheetnames:
            continue
        sheet = book[name]
        head = next(number for number in range(1, 9) if all(cell.value for cell in sheet[number][:3]))
        heads = [cell.value for cell in sheet[head] if cell.value]
        for column in columns:
            if column not in heads:
                heads.append(column)
                sheet.cell(head, len(heads), column)
            for row in range(head + 1, sheet.max_row + 1):
                if sheet.cell(row, 1).value:
                    sheet.cell(row, heads.index(column) + 1, NOBODYS)
        sheet["A1"].comment = Comment(NOBODYS, NOBODYS)
        sheet.oddHeader.center.text = NOBODYS  # type: ignore[union-attr]  # every sheet has one
    saved = io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    company = f"<Company>{NOBODYS}</Company><Manager>{NOBODYS}</Manager></Properties>".encode()
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(b"</Properties>", company)
    elsewhere = (
        '<x15ac:absPath xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" '
        f'url="/home/{NOBODYS}/"/></workbook>'
    )
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"</workbook>", elsewhere.encode())
    parts["xl/externalLinks/externalLink1.xml"] = f"<externalLink>{NOBODYS}</externalLink>".encode()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()


def spoil_pdf(data: bytes) -> bytes:
    """A PDF whose author, comments and attachments are told in the file."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for key in ("/Author", "/Creator", "/Producer", "/Title", "/Subject", "/Keywords", "/Company"):
            pdf.docinfo[key] = NOBODYS
        with pdf.open_metadata(set_pikepdf_as_editor=False) as told:
            told["dc:creator"] = [NOBODYS]
            told["dc:description"] = NOBODYS
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=NOBODYS, Contents=NOBODYS
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])
        pdf.attachments[f"{NOBODYS}.txt"] = NOBODYS.encode()
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()
