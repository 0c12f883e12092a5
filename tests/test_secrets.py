"""Secrets planted wherever a template, a text or a photograph has room for them reach no output."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

import pikepdf
import pytest
from finished_years import NAME, ORIGINAL, finished, office
from PIL import Image, PngImagePlugin

from report_builder.drafts import BuildRequest, outcome_of
from report_builder.page_formats import TypesetRequest
from report_builder.picture_files import bare
from report_builder.pipeline import build, typeset_file
from report_builder.report_files import RECORD_NAMESPACE
from report_builder.resources import packaged_folder
from report_builder.word.traces import without_traces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOBODYS: Final = "ZHANGSAN13800138000"
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
    if data.startswith(b"PK"):
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
    elif data.startswith(b"\x89PNG"):
        for start in (match.start() for match in re.finditer(rb"x[\x01\x5e\x9c\xda]", data)):
            try:
                yield zlib.decompressobj().decompress(data[start:])
            except zlib.error:
                continue


def tells(data: bytes) -> bool:
    wanted = (NOBODYS.encode(), NOBODYS.encode("utf-16-le"), NOBODYS.encode("utf-16-be"), b"00ABCDEF")
    return any(secret in each for each in everything_in(data) for secret in wanted)


@pytest.fixture
def spoilt(own_data: Path) -> Path:
    """A working folder with a template, and a text in Word, that are full of secrets."""
    working = own_data.parent
    styles = working / "styles" / "guangxi-seven-part"
    styles.mkdir(parents=True)
    packaged = packaged_folder("styles") / "guangxi-seven-part"
    for path in packaged.iterdir():
        data = path.read_bytes()
        (styles / path.name).write_bytes(spoil(data) if path.suffix == ".docx" else data)
    return working


def test_the_secrets_can_be_found() -> None:
    packaged = packaged_folder("styles") / "guangxi-seven-part" / "template.docx"

    assert tells(spoil(packaged.read_bytes()))
    assert all(tells(photograph(kind)) for kind in ("JPEG", "PNG", "GIF", "WEBP"))


def test_no_output_of_a_build_tells_a_secret_of_its_template(spoilt: Path) -> None:
    request = BuildRequest(spoilt / "data", 2016, spoilt / "out", spoilt)

    result = outcome_of(build(request))

    assert [path.name for path in result.folder.iterdir() if tells(path.read_bytes())] == []


def test_no_pdf_tells_a_secret_of_an_edited_report(spoilt: Path) -> None:
    result = outcome_of(build(BuildRequest(spoilt / "data", 2016, spoilt / "out", spoilt)))
    report = next(result.folder.glob("*.docx"))
    edited = spoilt / "送审稿.docx"
    edited.write_bytes(spoil(report.read_bytes(), adds=DRAWN))

    outcome_of(typeset_file(TypesetRequest(edited, spoilt / "送审稿.pdf", spoilt)))

    pdf = (spoilt / "送审稿.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert sum(len(page.get_images()) for page in opened.pages) == 1
    assert not tells(pdf)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_loses_everything_but_its_pixels(kind: str) -> None:
    data = photograph(kind)

    stripped = bare(data)

    assert not tells(stripped)
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(stripped)) as after:
        assert before.tobytes() == after.tobytes()
        assert not after.getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
@pytest.mark.parametrize("length", [1, 3, 13, 20, 200, 400])
def test_a_picture_that_breaks_off_is_left_to_its_reader(kind: str, length: int) -> None:
    data = photograph(kind)[:length]

    stripped = bare(data)  # raises nothing

    assert len(stripped) <= len(data)


def test_what_was_inserted_stays_and_what_was_deleted_goes() -> None:
    packaged = packaged_folder("styles") / "guangxi-seven-part" / "template.docx"
    inserted = (
        f'<w:p {W}><w:ins w:id="1" w:author="{NOBODYS}"><w:r><w:t>甲</w:t></w:r></w:ins>'
        f'<w:del w:id="2" w:author="{NOBODYS}"><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>'
    )

    plain = without_traces(spoil(packaged.read_bytes(), adds=inserted))

    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        document = archive.read("word/document.xml").decode()
    assert "<w:t>甲</w:t>" in document
    assert "乙" not in document
    assert not tells(plain)


def test_a_report_to_be_published_remembers_no_figure_that_was_deleted_by_hand(built: Path) -> None:
    report = next(built.glob("*.docx")).read_bytes()

    final = without_traces(report, is_final=True)

    with zipfile.ZipFile(io.BytesIO(final)) as archive:
        assert not [name for name in archive.namelist() if name.startswith("customXml/")]
        assert b"customXml" not in archive.read("word/_rels/document.xml.rels")
    assert not any(RECORD_NAMESPACE.encode() in part for part in everything_in(final))
    assert any(RECORD_NAMESPACE.encode() in part for part in everything_in(without_traces(report)))


def test_what_is_made_of_a_signed_report_full_of_secrets_tells_none(built: Path, tmp_path: Path) -> None:
    request = office(tmp_path, built)
    report = request.out / "2016" / f"{NAME}.docx"
    report.write_bytes(spoil(report.read_bytes(), adds=DRAWN))
    planted = b"\n".join(everything_in(report.read_bytes()))

    folder = finished(request).folder

    files = {
        path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ORIGINAL
    }
    telling = [
        path.name for path, data in files.items() if NOBODYS.encode() in b"\n".join(everything_in(data))
    ]
    assert NOBODYS.encode() in planted
    assert len(files) > 50
    assert telling == []
