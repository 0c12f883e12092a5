"""Picture files: what a page can hold, what is turned into it, and what is refused with its reason."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from drawing_files import inline, photograph, picture, png, saved, seal, with_files
from PIL import Image
from traces import set_pages
from word_files import paragraph, word_file

from report_builder.diagnostics import Findings
from report_builder.typesetting.document.pictures import PictureError, Retouching, admit_picture

if TYPE_CHECKING:
    from report_builder.typesetting.placed.pages import Page


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def huge_png() -> bytes:
    """The few bytes of a PNG that claims to have 100 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


def set_picture(data: bytes, findings: Findings, shown: str = "") -> Page:
    """A page of one picture of 48 by 36 points and a word after it."""
    run = inline(shown or picture("a.png"), 48, 36)
    docx = with_files(word_file(f"<w:p>{run}<w:r><w:t>后</w:t></w:r></w:p>"), {"a.png": data})
    (page,) = set_pages(docx, findings).pages
    return page


@pytest.mark.parametrize("data", [seal(), photograph()], ids=["PNG", "JPEG"])
def test_a_png_and_a_jpeg_stay_as_they_are(data: bytes) -> None:
    assert admit_picture(data).data == data


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF"])
def test_a_picture_of_another_format_becomes_a_png(kind: str) -> None:
    admitted = admit_picture(saved(Image.new("RGB", (8, 8), (255, 0, 0)), kind))

    assert admitted.converted_from == kind
    assert opened(admitted.data).convert("RGB").getpixel((4, 4)) == (255, 0, 0)


def test_a_jpeg_in_the_colours_of_print_becomes_one_for_screens() -> None:
    admitted = admit_picture(saved(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG"))

    assert (opened(admitted.data).mode, admitted.converted_from) == ("RGB", "CMYK 图片")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (huge_png(), "10000×10000 像素"),
        (photograph()[:-200], "损坏"),
        (seal()[:200], "损坏"),
        (b"not a picture", "不是认识的图片格式"),
        (b"\x01\x00\x00\x00" + b"\x00" * 100, "EMF"),
        (b"\xd7\xcd\xc6\x9a" + b"\x00" * 100, "WMF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "不是认识的图片格式"),
        (b"", "不是认识的图片格式"),
    ],
)
def test_what_no_page_can_hold_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(PictureError, match=reason):
        admit_picture(data)


def test_edges_that_the_author_cut_off_are_cut_off() -> None:
    halves = Image.new("RGB", (10, 10), (255, 0, 0))
    halves.paste((0, 0, 255), (5, 0, 10, 10))

    admitted = admit_picture(png(halves), Retouching(crop=(0.5, 0.0, 0.0, 0.2)))

    assert opened(admitted.data).size == (5, 8)
    assert opened(admitted.data).getpixel((0, 0)) == (0, 0, 255)


def test_the_paper_of_a_scanned_seal_becomes_transparent_where_the_author_said_so() -> None:
    scan = Image.new("RGB", (4, 4), (255, 255, 255))
    scan.putpixel((1, 1), (217, 0, 0))

    admitted = opened(admit_picture(png(scan), Retouching(transparent="FFFFFF")).data)

    assert (admitted.getpixel((0, 0)), admitted.getpixel((1, 1))) == ((255, 255, 255, 0), (217, 0, 0, 255))


def test_a_washed_out_picture_lets_half_of_the_page_through() -> None:
    admitted = opened(admit_picture(photograph(), Retouching(opacity=0.5)).data)

    assert admitted.getchannel("A").getextrema() == (128, 128)


@pytest.mark.parametrize("crop", [(0.6, 0, 0.6, 0), (-30.0, -30.0, -30.0, -30.0)])
def test_a_crop_that_leaves_nothing_or_too_much_is_refused(crop: tuple[float, float, float, float]) -> None:
    with pytest.raises(PictureError, match="裁剪"):
        admit_picture(png(Image.new("L", (2000, 2000))), Retouching(crop=crop))


def test_sixteen_bits_of_grey_are_scaled_not_cut_off() -> None:
    grey = Image.new("I;16", (2, 2), 0x8000)

    admitted = admit_picture(png(grey), Retouching(crop=(0.5, 0.0, 0.0, 0.0)))

    assert opened(admitted.data).getpixel((0, 0)) == 128


def test_a_picture_that_cannot_be_shown_is_told_of_and_its_place_has_a_frame() -> None:
    findings = Findings()

    page = set_picture(b"\x01\x00\x00\x00" + b"\x00" * 100, findings)

    (finding,) = findings
    assert (finding.code, str(finding.place)) == ("docx.picture", "样张.docx › 第1段")
    assert "word/media/a.png：它是 EMF 矢量图" in finding.evidence
    assert (page.pictures, len(page.rules)) == ((), 4)
    after = next(shown for shown in page.runs if shown.text == "后")
    assert after.left == pytest.approx(1587 / 20 + 48)


def test_a_converted_picture_is_told_of() -> None:
    findings = Findings()

    page = set_picture(saved(Image.new("RGB", (8, 8)), "BMP"), findings)

    assert [found.code for found in findings] == ["docx.picture_converted"]
    assert page.pictures[0].data.startswith(b"\x89PNG")


def test_a_picture_outside_the_file_is_told_of_and_never_fetched() -> None:
    findings = Findings()
    shown = picture("a.png").replace("r:embed", "r:link")

    page = set_picture(seal(), findings, shown)

    assert [found.code for found in findings] == ["docx.picture"]
    assert page.pictures == ()


def test_a_document_whose_pictures_are_too_large_together_is_told_of() -> None:
    findings = Findings()
    names = [f"{number}.png" for number in range(9)]
    files = {name: png(Image.new("1", (7000, 8000 + index))) for index, name in enumerate(names)}
    body = "".join(f"<w:p>{inline(picture(name), 9, 9)}</w:p>" for name in names) + paragraph("后")

    (page,) = set_pages(with_files(word_file(body), files), findings).pages

    (finding,) = findings
    assert "全文的图片" in finding.evidence
    assert len(page.pictures) == 8


def photo(turn: int) -> bytes:
    """A photograph, left half red and right half blue, whose camera noted a turn and a place."""
    exif = Image.Exif()
    exif[0x0112] = turn
    exif[0x010F] = "CAMERA"
    image = Image.new("RGB", (80, 60), (200, 0, 0))
    image.paste((0, 0, 200), (40, 0, 80, 60))
    saved = io.BytesIO()
    image.save(saved, "JPEG", exif=exif)
    return saved.getvalue()


@pytest.mark.parametrize(("shown", "is_turned"), [((30, 40), True), ((40, 30), False)])
def test_a_photograph_is_turned_as_its_camera_noted_where_the_document_shows_it_so(
    shown: tuple[int, int], *, is_turned: bool
) -> None:
    findings = Findings()

    docx = with_files(word_file(f"<w:p>{inline(picture('a.jpeg'), *shown)}</w:p>"), {"a.jpeg": photo(6)})
    (page,) = set_pages(docx, findings).pages

    data = page.pictures[0].data
    with Image.open(io.BytesIO(data)) as placed:
        assert placed.size == ((60, 80) if is_turned else (80, 60))
        red = placed.convert("RGB").getchannel("R")
        assert red.getpixel((30, 10)) == pytest.approx(200, abs=20)  # at the top, or still on the left
    assert b"CAMERA" not in data
    assert [found.code for found in findings] == (["docx.picture_turned"] if is_turned else [])


def test_a_photograph_that_the_document_turns_is_not_turned_again() -> None:
    findings = Findings()
    turned = picture("a.jpeg").replace("<pic:spPr>", '<pic:spPr><a:xfrm rot="5400000"/>')

    docx = with_files(word_file(f"<w:p>{inline(turned, 40, 30)}</w:p>"), {"a.jpeg": photo(6)})
    (page,) = set_pages(docx, findings).pages

    with Image.open(io.BytesIO(page.pictures[0].data)) as placed:
        assert placed.size == (80, 60)
