"""PDFs that others made → the same `Report` as of a Word file, or what cannot be read, by name."""

from __future__ import annotations

import io
import re
import zlib
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import pikepdf
import pytest
from foreign_reports import two_years
from foreign_writers import PageLayout, by_reportlab
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from suqian_report import built, report_format
from traces import faces

from report_builder.diagnostics import Findings, ReportError
from report_builder.formats.library import load_formats
from report_builder.painting.pdf import paint_pdf
from report_builder.reports.any_file import read_any_file
from report_builder.reports.pdf.reading import read_pdf_report
from report_builder.reports.reading import read_report_text
from report_builder.reports.recognition import recognise
from report_builder.resources import packaged_folder
from report_builder.typesetting.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Callable

    from foreign_reports import ForeignReport

    from report_builder.reports.report import Report

LAYOUTS: Final = {
    "a sheet lying on its side": PageLayout(width=842, height=595),
    "a sheet that viewers turn, ruled with bars": PageLayout(is_turned=True, rules="bars"),
    "no rules at the left and right": PageLayout(rules="open"),
    "double rules and shaded cells": PageLayout(rules="double", shaded=True),
    "dashed rules, a table over three pages with its head on each": PageLayout(
        rules="dashed", row_height=34, repeats_head=True
    ),
    "a box for each cell, a table over many pages without its head": PageLayout(rules="boxes", row_height=60),
}


@cache
def sound() -> ForeignReport:
    return two_years(5)[1]


def read(data: bytes) -> Report:
    formats = load_formats(packaged_folder("styles"), Findings())
    return recognise(read_any_file(data, "报告.pdf").report, formats)


def codes(data: bytes) -> list[str]:
    """What is told of a file, be it refused."""
    try:
        return [each.code for each in read_pdf_report(data, "报告.pdf").findings]
    except ReportError as error:
        return [each.code for each in error.findings]


def written(report: Report) -> dict[str, str]:
    return {path: cell.written for path, cell in report.cells.items()}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_cell_is_read_however_the_page_is_laid_out(layout: str) -> None:
    report = read(by_reportlab(sound(), LAYOUTS[layout]))

    assert written(report) == sound().cells
    assert (report.title, report.format_name) == (sound().title, "national-2021")
    assert [len(each.lacking) for each in report.statutory] == [0, 0, 0]


def test_the_text_is_put_together_over_lines_and_pages() -> None:
    report = read(by_reportlab(sound(), PageLayout(height=400)))

    assert [(each.heading, [text.text for text in each.paragraphs]) for each in report.sections[:5]] == (
        sound().sections[:5]
    )
    assert [each.text for each in report.opening] == sound().opening
    assert [each.text for each in report.closing] == [sound().agency, sound().signed]
    assert [each.text for each in report.beside][:2] == ["— 1 —", "— 2 —"]


def test_our_own_pdf_gives_what_our_word_file_gives() -> None:
    docx = built()
    pages = typeset(docx, "报告.docx", faces(), Findings())
    word = recognise(read_report_text(docx, "报告.docx"), [report_format()])

    pdf = read(paint_pdf(pages, faces()))

    assert written(pdf) == written(word)
    assert (pdf.title, [each.heading for each in pdf.sections]) == (
        word.title,
        [each.heading for each in word.sections],
    )
    texts = [[[text.text for text in each.paragraphs] for each in one.sections] for one in (pdf, word)]
    assert texts[0] == texts[1]


def test_nil_blank_and_a_stroke_are_kept_apart() -> None:
    report = two_years(5)[1]
    report.cells |= {
        "requests.partial.business": "",
        "requests.partial.research": "/",
        "requests.partial.nonprofit": "0",
    }

    cells = read(by_reportlab(report)).cells

    found = {key: cells[f"requests.partial.{key}"] for key in ("business", "research", "nonprofit")}
    assert {key: (cell.written, cell.value) for key, cell in found.items()} == {
        "business": ("", None),
        "research": ("/", None),
        "nonprofit": ("0", Decimal(0)),
    }


def canvas_pdf(draw: Callable[[Canvas], None]) -> bytes:
    """A page drawn by hand, 400 points high, in points from below."""
    saved = io.BytesIO()
    canvas = Canvas(saved, (600, 400), invariant=1)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return saved.getvalue()


def grid(canvas: Canvas, xs: list[float], ys: list[float], *, but: tuple[float, float] | None = None) -> None:
    """Rules across and down; ``but`` is the middle of a piece of an upright rule that is left out."""
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)
    for x in xs:
        for one, other in pairwise(ys):
            if but is None or (x, (one + other) / 2) != but:
                canvas.line(x, one, x, other)


def texts(data: bytes) -> list[list[str]]:
    [table] = read_pdf_report(data, "报告.pdf").report.tables
    return [[cell.text for cell in row] for row in table.rows]


def test_two_numbers_in_one_cell_are_never_read_as_one() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, [50, 200, 350], [250, 300, 350])
        for x, y, text in (
            (60, 320, "12"),
            (120, 320, "34"),
            (210, 330, "5"),
            (210, 310, "6"),
            (60, 270, "7"),
        ):
            canvas.drawString(x, y, text)

    assert texts(canvas_pdf(draw)) == [["12 | 34", "5 | 6"], ["7", ""]]


def test_a_number_that_a_narrow_cell_breaks_is_one_number() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, [50, 70, 350], [250, 300, 350])
        for x, y, text in ((53, 330, "12"), (53, 315, "34"), (100, 270, "5")):
            canvas.drawString(x, y, text)

    assert texts(canvas_pdf(draw))[0][0] == "1234"


def test_letters_printed_twice_to_look_bold_are_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, [50, 200, 350], [250, 300, 350])
        for shift in (0, 0.4):
            canvas.drawString(60 + shift, 320, "12")

    assert texts(canvas_pdf(draw))[0][0] == "12"


def test_a_table_without_borders_is_refused_by_its_page_and_first_line() -> None:
    data = by_reportlab(sound(), PageLayout(rules="none"))
    found = read_pdf_report(data, "报告.pdf")

    told = [each for each in found.findings if each.code == "pdf.borderless"]
    assert {str(each.place) for each in told} >= {"报告.pdf › 第1页", "报告.pdf › 第2页"}
    assert "信息内容" in told[0].evidence
    assert read(data).cells == {}


def test_a_table_that_lacks_a_rule_is_refused_and_its_cells_are_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, [50, 150, 250, 350], [200, 250, 300, 350], but=(150, 275))
        canvas.rect(50, 200, 300, 150)
        canvas.line(150, 250, 150, 255)
        for x, text in ((60, "12"), (160, "34")):
            canvas.drawString(x, 270, text)

    def with_gap(canvas: Canvas) -> None:
        # The rule between two rows reaches over the first column alone: the rest is no rectangle.
        canvas.rect(50, 200, 300, 150)
        for start, end in (((50, 275), (200, 275)), ((200, 275), (200, 350))):
            canvas.line(*start, *end)
        canvas.drawString(60, 300, "12")

    assert texts(canvas_pdf(draw))[1] == ["12 | 34", ""]  # seen as merged, and so no number
    assert codes(canvas_pdf(with_gap)) == ["pdf.broken_borders"]
    assert read_pdf_report(canvas_pdf(with_gap), "报告.pdf").report.tables == ()


def test_a_row_that_a_page_cuts_off_without_a_rule_is_closed_where_its_sides_end() -> None:
    """As browsers print: the rule between two pages stands on one of them alone."""

    def draw(canvas: Canvas) -> None:
        grid(canvas, [50, 200, 350], [250, 300])
        for x in (50, 200, 350):
            canvas.line(x, 250, x, 350)
        for y, text in ((320, "12"), (270, "34")):
            canvas.drawString(60, y, text)

    assert texts(canvas_pdf(draw)) == [["12", ""], ["34", ""]]


def picture(width: int, height: int) -> ImageReader:
    return ImageReader(Image.new("L", (width, height), 128))


def test_a_scan_is_refused() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(picture(60, 40), 0, 0, 600, 400)

    assert codes(canvas_pdf(draw)) == ["pdf.scanned"]


def test_letters_over_a_scan_are_doubted() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(picture(60, 40), 0, 0, 600, 400)
        canvas.drawString(60, 300, "2024 annual report of an office, found by a machine")

    assert codes(canvas_pdf(draw)) == ["pdf.scanned"]
    assert read_pdf_report(canvas_pdf(draw), "报告.pdf").report.paragraphs


def test_a_picture_in_the_text_is_told() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 350, "2024")
        canvas.drawImage(picture(60, 40), 60, 100, 300, 200)

    assert codes(canvas_pdf(draw)) == ["pdf.picture"]


def test_unknown_letters_leave_the_figures_to_be_read_by_their_place() -> None:
    """As a browser prints on a machine without a Chinese face: every letter is the same empty box."""
    data = by_reportlab(sound())
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                table = thing.ToUnicode.read_bytes()
                thing.ToUnicode = pdf.make_stream(re.sub(rb"> <(?!00)[0-9A-F]{4}>", b"> <FFFD>", table))
        pdf.save(saved)

    found = read_any_file(saved.getvalue(), "报告.pdf")
    report = read(saved.getvalue())

    assert [each.code for each in found.findings] == ["pdf.letters"]
    assert report.is_unread
    assert written(report) == sound().cells


@cache
def plain() -> bytes:
    return canvas_pdf(lambda canvas: canvas.drawString(60, 350, "2024"))


def changed(change: Callable[[pikepdf.Pdf], None], encryption: pikepdf.Encryption | None = None) -> bytes:
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        change(pdf)
        pdf.save(saved, encryption=encryption or False)
    return saved.getvalue()


def _unpacks_without_end(pdf: pikepdf.Pdf) -> None:
    packed = zlib.compress(b"0 0 m\n" * 20_000_000, 9)
    pdf.pages[0].Contents = pdf.make_stream(packed, Filter=pikepdf.Name.FlateDecode)


def _forms_within_forms(pdf: pikepdf.Pdf) -> None:
    inner = pdf.make_stream(b"0 0 m " * 100, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    for _ in range(8):
        resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
        inner = pdf.make_stream(
            b"/F Do " * 10, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, Resources=resources
        )
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
    pdf.pages[0].Contents = pdf.make_stream(b"/F Do")


def _form_in_itself(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(b"/F Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    pdf.pages[0].Contents = pdf.make_stream(b"/F Do")


def _font(pdf: pikepdf.Pdf, **entries: object) -> None:
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name.A)
    for key, value in entries.items():
        font[f"/{key}"] = value
    pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))


def _codes_without_end(pdf: pikepdf.Pdf) -> None:
    table = b"1 beginbfrange <00000000> % a remark\n <FFFFFFFF> <0000> endbfrange"
    _font(pdf, ToUnicode=pdf.make_stream(table))


def _widths_without_end(pdf: pikepdf.Pdf) -> None:
    inner = pikepdf.Dictionary(Subtype=pikepdf.Name.CIDFontType2, W=pikepdf.Array([0, 4_000_000_000, 500]))
    _font(pdf, DescendantFonts=pikepdf.Array([inner]))


def _lines_without_end(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"0 0 m 9 9 l S\n" * 100_000)


def _path_without_end(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"0 0 m " + b"9 9 l 8 700 l " * 150_000 + b"S")


def _boxes_without_end(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"0 0 9 9 re " * 100_000 + b"S")


def _letters_without_end(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 9 Tf [<" + b"41" * 700_000 + b">] TJ ET")


def _pages_without_end(pdf: pikepdf.Pdf) -> None:
    for _ in range(400):
        pdf.pages.append(pdf.pages[0])


@pytest.mark.parametrize(
    "change",
    [
        _unpacks_without_end, _forms_within_forms, _form_in_itself, _codes_without_end, _widths_without_end,
        _pages_without_end, _lines_without_end, _boxes_without_end, _path_without_end, _letters_without_end,
    ],
)  # fmt: skip
def test_a_file_that_would_take_for_ever_is_refused(change: Callable[[pikepdf.Pdf], None]) -> None:
    assert codes(changed(change)) in (["pdf.too_large"], ["pdf.unreadable"])


def test_what_a_form_shows_is_read_as_what_the_page_itself_shows() -> None:
    def into_a_form(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        form = pdf.make_stream(
            page.Contents.read_bytes(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=page.MediaBox,
            Resources=page.Resources,
        )
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        page.Contents = pdf.make_stream(b"/F Do")

    shown = read_pdf_report(changed(into_a_form), "报告.pdf").report

    assert shown == read_pdf_report(plain(), "报告.pdf").report
    assert shown.paragraphs


@pytest.mark.parametrize(
    "box", [[0, 0, 0, 0], [0, 0, 595, 0], [0, 0, 1e30, 842], [9, 9, 9, 9], [-1, -1, 0, 0]]
)
def test_a_page_without_a_size_is_refused(box: list[float]) -> None:
    def resize(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].MediaBox = pikepdf.Array(box)

    assert codes(changed(resize)) == ["pdf.unreadable"]


@pytest.mark.parametrize("at", ["1e38", "-1e38", "99999999999999999999999999"])
def test_what_is_drawn_far_off_the_paper_is_nothing_of_the_report(at: str) -> None:
    def draw(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        drawn = f" {at} {at} {at} {at} re S {at} 9 m {at} 99 l S q {at} 0 0 {at} 0 0 cm BT ET Q"
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + drawn.encode())

    assert read_pdf_report(changed(draw), "报告.pdf").report == read_pdf_report(plain(), "报告.pdf").report


def test_a_locked_file_is_refused_and_one_that_anybody_may_open_is_read() -> None:
    locked = changed(lambda _: None, pikepdf.Encryption(user="a", owner="b"))
    unlocked = changed(lambda _: None, pikepdf.Encryption(user="", owner="b"))

    assert codes(locked) == ["pdf.locked"]
    assert codes(unlocked) == []


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7\nnothing", plain()[:300]])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    assert codes(data) in (["pdf.unreadable"], ["pdf.scanned"])


def test_a_page_that_breaks_off_is_read_as_far_as_it_goes_and_nothing_is_printed(
    capfd: pytest.CaptureFixture[str],
) -> None:
    def cut(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 12 Tf 60 350 Td (2024) Tj ET q [ (")

    assert codes(changed(cut)) in ([], ["pdf.scanned"], ["pdf.unreadable"])
    assert capfd.readouterr() == ("", "")


def test_the_limits_of_a_reading_are_its_own() -> None:
    before = pikepdf.settings.get_qpdf_limits()

    codes(plain())

    assert pikepdf.settings.get_qpdf_limits() == before
