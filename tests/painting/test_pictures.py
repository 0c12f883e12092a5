"""Pictures in the finished PDF: where they stand, what shows through them, what a reading aid is told."""

from __future__ import annotations

import io
import struct
import zlib

import pdfplumber
import pikepdf
import pytest
from drawing_files import anchored, box, inline, photograph, picture, png, run, saved, seal, with_files
from PIL import Image
from traces import faces, set_pages
from word_files import paragraph, word_file

from report_builder.diagnostics import Findings
from report_builder.painting.pdf import paint_pdf

FILES = {
    "a.jpg": photograph(),
    "seal.png": seal(),
    "red.png": png(Image.new("RGB", (4, 4), (255, 0, 0))),
    "half.png": png(Image.new("RGBA", (4, 4), (255, 0, 0, 128))),
}
RED, WHITE, BLUE = (255, 0, 0), (255, 255, 255), (30, 60, 160)
SHADED = '<w:shd w:val="clear" w:fill="0000FF"/>'


def paint(body: str, files: dict[str, bytes] | None = None) -> bytes:
    return paint_pdf(set_pages(with_files(word_file(body), files or FILES)), faces())


def colour_at(pdf: bytes, left: float, top: float) -> tuple[int, ...]:
    """The colour that a page shows at a place, in points from its upper left corner."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        page = document.pages[0].to_image(resolution=144).original.convert("RGB")
    found = page.getpixel((round(left * 2), round(top * 2)))
    assert isinstance(found, tuple)
    return found


def over(shown: str, *, behind: bool = False, order: int = 1) -> str:
    """A paragraph with a drawing of 60 by 60 points at 100, 100 of its page."""
    drawing = anchored(
        shown, 60, 60, across=("page", 100.0), down=("page", 100.0), behind=behind, order=order
    )
    return f"<w:p>{run(drawing)}</w:p>"


def figures(pdf: bytes) -> list[pikepdf.Object]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [
            each
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
        return [pikepdf.Dictionary(Alt=each.Alt, BBox=each.A.BBox) for each in found]


def test_a_picture_stands_in_the_pdf_where_it_was_placed() -> None:
    pdf = paint(over(picture("a.jpg")))

    with pdfplumber.open(io.BytesIO(pdf)) as document:
        (shown,) = document.pages[0].images
    assert [shown[edge] for edge in ("x0", "top", "x1", "bottom")] == pytest.approx([100, 100, 160, 160])
    assert colour_at(pdf, 130, 130) == pytest.approx(BLUE, abs=3)
    assert colour_at(pdf, 98, 130) == WHITE


def test_a_jpeg_goes_into_the_pdf_as_it_is() -> None:
    with pikepdf.open(io.BytesIO(paint(over(picture("a.jpg"))))) as document:
        (image,) = document.pages[0].Resources.XObject.values()

        assert image.read_raw_bytes() == FILES["a.jpg"]


@pytest.mark.parametrize(
    "image",
    [
        Image.linear_gradient("L").resize((9, 7)),
        Image.linear_gradient("L").resize((9, 7)).convert("RGB"),
        Image.linear_gradient("L").resize((9, 7)).convert("P"),
        Image.linear_gradient("L").resize((9, 7)).convert("1"),
    ],
    ids=lambda image: image.mode,
)
def test_a_plain_png_goes_into_the_pdf_without_being_decoded(image: Image.Image) -> None:
    file = png(image)

    with pikepdf.open(io.BytesIO(paint(over(picture("b.png")), {"b.png": file}))) as document:
        (found,) = document.pages[0].Resources.XObject.values()
        assert isinstance(found, pikepdf.Stream)
        shown = pikepdf.PdfImage(found).as_pil_image().convert("RGB")

        assert found.read_raw_bytes() in file
    assert shown.tobytes() == image.convert("RGB").tobytes()


def test_an_interlaced_png_shows_the_same_picture() -> None:
    # Written by hand: Pillow writes none. A grey of 2 by 2 pixels, in passes 1, 6 and 7 (ISO/IEC 15948, 8.2).
    rows = zlib.compress(b"\0\x10" + b"\0\x20" + b"\0\x30\x40")
    header = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 1)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    file = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )

    with pikepdf.open(io.BytesIO(paint(over(picture("b.png")), {"b.png": file}))) as document:
        (found,) = document.pages[0].Resources.XObject.values()

        assert found.read_bytes() == b"\x10\x20\x30\x40"


def test_a_picture_shown_twice_is_stored_once() -> None:
    with pikepdf.open(io.BytesIO(paint(over(picture("red.png")) * 2))) as document:
        assert len(document.pages[0].Resources.XObject) == 1


def test_a_half_transparent_picture_lets_the_text_beneath_show_through() -> None:
    pdf = paint(over(picture("half.png")))

    assert colour_at(pdf, 130, 130) == pytest.approx((255, 127, 127), abs=2)


@pytest.mark.parametrize(
    "image",
    [
        Image.new("P", (4, 4), 1),
        Image.new("1", (4, 4), 0),
        Image.new("L", (4, 4), 0),
        Image.new("LA", (4, 4), (0, 255)),
        Image.new("I;16", (4, 4), 0x0000),
    ],
    ids=lambda image: image.mode,
)
def test_every_kind_of_png_shows_its_own_colour(image: Image.Image) -> None:
    if image.mode == "P":
        image.putpalette([255, 255, 255, 0, 0, 0])

    pdf = paint(over(picture("b.png")), {"b.png": png(image)})

    assert colour_at(pdf, 130, 130) == (0, 0, 0)


def test_a_transparent_colour_of_a_palette_is_transparent() -> None:
    image = Image.new("P", (4, 4), 1)
    image.putpalette([0, 0, 0, 255, 0, 0])
    buffer = io.BytesIO()
    image.save(buffer, "PNG", transparency=1)

    pdf = paint(over(picture("b.png")), {"b.png": buffer.getvalue()})

    assert colour_at(pdf, 130, 130) == WHITE


def test_sixteen_bits_of_grey_keep_their_shade() -> None:
    pdf = paint(over(picture("b.png")), {"b.png": png(Image.new("I;16", (4, 4), 0x8000))})

    assert colour_at(pdf, 130, 130) == pytest.approx((128, 128, 128), abs=2)


def test_a_picture_of_the_colours_of_print_is_painted_in_those_of_the_screen() -> None:
    jpeg = saved(Image.new("RGB", (8, 8), RED).convert("CMYK"), "JPEG")
    docx = with_files(word_file(over(picture("b.jpg"))), {"b.jpg": jpeg})

    pdf = paint_pdf(set_pages(docx, Findings()), faces())

    assert colour_at(pdf, 130, 130) == pytest.approx(RED, abs=6)


@pytest.mark.parametrize(("behind", "shown"), [(True, (0, 0, 255)), (False, RED)])
def test_a_picture_behind_the_text_lies_below_its_shading_and_one_before_it_above(
    *, behind: bool, shown: tuple[int, int, int]
) -> None:
    drawing = anchored(picture("red.png"), 60, 10, down=("paragraph", 3.0), behind=behind)
    body = f"<w:p>{run(drawing)}<w:r><w:rPr>{SHADED}</w:rPr><w:t>国国</w:t></w:r></w:p>"

    pdf = paint(body)

    # Between the two characters, where no stroke is.
    assert colour_at(pdf, 79.35 + 16, 104.9 + 8) == shown


def test_of_two_drawings_the_one_of_the_higher_order_lies_above() -> None:
    red, blue = over(picture("red.png"), order=9), over(picture("a.jpg"), order=5)

    assert colour_at(paint(red + blue), 130, 130) == RED


def test_a_text_box_covers_the_text_beneath_it() -> None:
    white = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
    drawing = anchored(box(paragraph(""), properties=white), 100, 40, down=("paragraph", -5.0))
    body = f"<w:p>{run(drawing)}<w:r><w:rPr>{SHADED}</w:rPr><w:t>国国</w:t></w:r></w:p>"

    assert colour_at(paint(body), 79.35 + 16, 104.9 + 8) == WHITE


def test_a_figure_has_its_alternative_text_and_its_bounds() -> None:
    (figure,) = figures(paint(over(picture("seal.png"))))

    assert str(figure.Alt) == "一张图"
    assert [float(edge) for edge in figure.BBox] == pytest.approx([100, 681.9, 160, 741.9], abs=0.1)


def test_a_decorative_picture_is_no_figure() -> None:
    mark = (
        '<a:extLst><a:ext uri="x"><d:decorative val="1"'
        ' xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>'
    )
    body = over(picture("seal.png")).replace('descr="一张图"/>', f">{mark}</wp:docPr>")

    assert figures(paint(body)) == []


def test_two_paintings_of_pictures_are_the_same_to_the_byte() -> None:
    body = over(picture("seal.png")) + f"<w:p>{inline(picture('a.jpg'), 48, 36)}</w:p>"

    assert paint(body) == paint(body)
