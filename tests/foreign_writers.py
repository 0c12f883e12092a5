"""A ``ForeignReport`` → files as other programs make them: python-docx, reportlab, a browser."""

from __future__ import annotations

import io
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pikepdf
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from msgspec import Struct
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from foreign_reports import ForeignReport, Span

_FONTS: Final = Path(__file__).parent.parent / "fonts"
NUMERALS: Final = "一二三四五六"
WIDTHS: Final = {
    2: (110, 105, 105, 105),
    3: (24, 60, 110, 33, 33, 33, 33, 33, 33, 33),
    4: (28.3,) * 15,
}


class PlacedSpan(Struct, frozen=True):
    """A cell on the grid: its text, and the rows and columns that it takes."""

    text: str
    row: int
    column: int
    rows: int
    columns: int


def placed(rows: Sequence[Sequence[Span]], width: int) -> Iterator[PlacedSpan]:
    """The cells in their places, those that reach down counted."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for text, columns, height in row:
            while (number, column) in taken:
                column += 1
            yield PlacedSpan(text, number, column, height, columns)
            taken |= {(number + down, column + right) for down in range(height) for right in range(columns)}
            column += columns
        assert {(number, each) for each in range(width)} <= taken, row


def by_python_docx(report: ForeignReport) -> bytes:
    """A Word file by python-docx, in the library's own template: no styles of ours."""
    document = Document()
    document.styles["Normal"].font.name = "仿宋"
    document.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    title = document.add_paragraph(report.title)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.runs[0].font.size = Pt(22)
    for text in report.opening:
        document.add_paragraph(text).paragraph_format.first_line_indent = Pt(24)
    tables = report.tables()
    numbers = {heading: number for number, heading in enumerate(_all_headings(), start=1)}
    for count, (heading, texts) in enumerate(report.sections):
        document.add_paragraph(f"{NUMERALS[count]}、{heading}")
        for text in texts:
            document.add_paragraph(text).paragraph_format.first_line_indent = Pt(24)
        if rows := tables.get(numbers[heading]):
            width = len(WIDTHS[numbers[heading]])
            table = document.add_table(len(rows), width, style="Table Grid")
            for each in placed(rows, width):
                cell = table.cell(each.row, each.column)
                cell = cell.merge(table.cell(each.row + each.rows - 1, each.column + each.columns - 1))
                cell.paragraphs[0].add_run(each.text).font.size = Pt(8)
    for text in (report.agency, report.signed):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _all_headings() -> tuple[str, ...]:
    from foreign_reports import HEADINGS  # noqa: PLC0415

    return HEADINGS


def as_web_page(report: ForeignReport) -> str:
    """A web page as offices publish it, to be printed by a browser."""
    numbers = {heading: number for number, heading in enumerate(_all_headings(), start=1)}
    tables = report.tables()
    parts = [f"<h1 style='text-align:center'>{escape(report.title)}</h1>"]
    parts += [f"<p>{escape(text)}</p>" for text in report.opening]
    for count, (heading, texts) in enumerate(report.sections):
        parts.append(f"<h2>{NUMERALS[count]}、{escape(heading)}</h2>")
        parts += [f"<p>{escape(text)}</p>" for text in texts]
        if rows := tables.get(numbers[heading]):
            cells = (
                "<tr>"
                + "".join(
                    f"<td colspan={width} rowspan={height}>{escape(text)}</td>" for text, width, height in row
                )
                + "</tr>"
                for row in rows
            )
            parts.append(f"<table>{''.join(cells)}</table>")
    parts.append(f"<p style='text-align:right'>{escape(report.agency)}<br>{escape(report.signed)}</p>")
    style = (
        "body{font-family:GWSong,serif;font-size:11pt}p{text-indent:2em}"
        "table{border-collapse:collapse;width:100%;font-size:8pt}td{border:1px solid #000;padding:2px}"
    )
    return f"<!DOCTYPE html><meta charset=utf-8><style>{style}</style>{''.join(parts)}"


class PageLayout(Struct, frozen=True, kw_only=True):
    """How a PDF is laid out: its sheet, and how the tables' cells are ruled.

    One that ``is_turned`` is drawn sideways on a sheet that viewers turn back (/Rotate).

    ``rules``: lines, bars (filled), double, dashed, boxes (a rectangle for each cell), open (no left and no
    right side), none.
    """

    width: float = 595
    height: float = 842
    is_turned: bool = False
    rules: str = "lines"
    row_height: float = 18
    repeats_head: bool = False
    shaded: bool = False


class _Sheet:
    """Writes down a page, and begins the next where it is full."""

    def __init__(self, layout: PageLayout) -> None:
        for name in ("GWSong", "GWHei"):
            pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"{name}.ttf")))
        self.saved = io.BytesIO()
        self.layout = layout
        self.canvas = Canvas(self.saved, (layout.width, layout.height), invariant=1, pageCompression=1)
        self.margin, self.y, self.page = 70.0, 70.0, 1

    def room(self, height: float) -> None:
        if self.y + height > self.layout.height - self.margin:
            self.new_page()

    def new_page(self) -> None:
        self.canvas.setFont("GWSong", 9)
        self.canvas.drawCentredString(self.layout.width / 2, 30, f"— {self.page} —")
        self.canvas.showPage()
        self.page += 1
        self.y = self.margin

    def write(self, text: str, size: float = 12, *, indent: float = 2, where: str = "") -> None:
        """A paragraph, its first line indented by so many letters."""
        right = self.layout.width - self.margin
        x, line, lines = self.margin + indent * size, "", []
        for letter in text:
            if x + pdfmetrics.stringWidth(f"{line}{letter}", "GWSong", size) > right:
                lines.append((x, line))
                x, line = self.margin, ""
            line += letter
        for start, words in (*lines, (x, line)):
            self.room(size * 1.6)
            self.canvas.setFont("GWSong", size)
            width = pdfmetrics.stringWidth(words, "GWSong", size)
            place = {"center": (self.layout.width - width) / 2, "right": right - width}.get(where, start)
            self.canvas.drawString(place, self.layout.height - self.y - size, words)
            self.y += size * 1.6

    def table(self, rows: Sequence[Sequence[Span]], widths: Sequence[float], head: int) -> None:
        """A table, parted between rows where the page ends."""
        scale = (self.layout.width - 2 * self.margin) / sum(widths)
        xs = [self.margin + scale * sum(widths[:number]) for number in range(len(widths) + 1)]
        cells = list(placed(rows, len(widths)))
        heights = [self._height(number, cells, xs) for number in range(len(rows))]
        first = 0
        while first < len(rows):
            repeated = list(range(head)) if first and self.layout.repeats_head else []
            shown: list[int] = []
            room = self.layout.height - self.margin - self.y - sum(heights[each] for each in repeated)
            while (
                first + len(shown) < len(rows)
                and sum(heights[each] for each in shown) <= room - heights[first + len(shown)]
            ):
                shown.append(first + len(shown))
            if not shown:
                self.new_page()
                continue
            for part in (repeated, shown):
                self._draw(cells, part, heights, xs)
            first += len(shown)
            if first < len(rows):
                self.new_page()

    def _height(self, row: int, cells: Sequence[PlacedSpan], xs: Sequence[float]) -> float:
        lines = [
            len(self._lines(each.text, xs[each.column + each.columns] - xs[each.column]))
            for each in cells
            if each.row == row and each.rows == 1
        ]
        return max(self.layout.row_height, max(lines, default=1) * 9 + 5)

    def _lines(self, text: str, width: float, size: float = 7.5) -> list[str]:
        if text.isascii():
            return [text]
        most = max(int((width - 4) / size), 1)
        return [text[start : start + most] for start in range(0, len(text), most)]

    def _draw(
        self, cells: Sequence[PlacedSpan], shown: Sequence[int], heights: Sequence[float], xs: Sequence[float]
    ) -> None:
        if not shown:
            return
        tops = {number: self.y + sum(heights[each] for each in shown if each < number) for number in shown}
        end = self.y + sum(heights[each] for each in shown)
        for each in cells:
            inside = [number for number in shown if each.row <= number < each.row + each.rows]
            if not inside:
                continue
            top, bottom = tops[inside[0]], tops[inside[-1]] + heights[inside[-1]]
            box = (xs[each.column], xs[each.column + each.columns], top, bottom)
            self._rule(box, xs)
            if each.row in inside:
                self._words(each.text, box)
        self.y = end

    def _words(self, text: str, box: tuple[float, float, float, float]) -> None:
        x0, x1, top, bottom = box
        lines = self._lines(text, x1 - x0)[: max(int((bottom - top) / 9), 1)]
        start = max(top + 2, (top + bottom) / 2 - len(lines) * 4.5)
        self.canvas.setFont("GWSong", 7.5)
        for number, line in enumerate(lines):
            self.canvas.drawCentredString((x0 + x1) / 2, self.layout.height - start - 9 * number - 7, line)

    def _rule(self, box: tuple[float, float, float, float], xs: Sequence[float]) -> None:
        x0, x1, top, bottom = box
        canvas, height = self.canvas, self.layout.height
        if self.layout.shaded:
            canvas.setFillGray(0.9)
            canvas.rect(x0, height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
            canvas.setFillGray(0)
        sides = [(x0, top, x1, top), (x0, bottom, x1, bottom)]
        sides += [
            (x, top, x, bottom) for x in (x0, x1) if self.layout.rules != "open" or x not in {xs[0], xs[-1]}
        ]
        match self.layout.rules:
            case "none":
                return
            case "boxes":
                canvas.rect(x0, height - bottom, x1 - x0, bottom - top)
                return
            case "dashed":
                canvas.setDash(3, 2)
            case "double":
                sides += [(a + 1.5 * (a == c), b + 1.5 * (b == d), c + 1.5 * (a == c), d + 1.5 * (b == d))
                          for a, b, c, d in sides]  # fmt: skip
        for a, b, c, d in sides:
            if self.layout.rules == "bars":
                canvas.rect(a - 0.4, height - d - 0.4, c - a + 0.8, d - b + 0.8, stroke=0, fill=1)
            else:
                canvas.line(a, height - b, c, height - d)
        canvas.setDash()


def by_reportlab(report: ForeignReport, layout: PageLayout | None = None) -> bytes:
    """A PDF drawn on reportlab's canvas."""
    sheet = _Sheet(layout or PageLayout())
    sheet.write(report.title, 16, indent=0, where="center")
    for text in report.opening:
        sheet.write(text)
    tables = report.tables()
    numbers = {heading: number for number, heading in enumerate(_all_headings(), start=1)}
    for count, (heading, texts) in enumerate(report.sections):
        sheet.write(f"{NUMERALS[count]}、{heading}")
        for text in texts:
            sheet.write(text)
        number = numbers[heading]
        if rows := tables.get(number):
            sheet.y += 6
            sheet.table(rows, WIDTHS[number], {2: 0, 3: 3, 4: 3}[number])
            sheet.y += 10
    for text in (report.agency, report.signed):
        sheet.write(text, indent=0, where="right")
    sheet.new_page()
    sheet.canvas.save()
    return _turned(sheet.saved.getvalue()) if sheet.layout.is_turned else sheet.saved.getvalue()


def _turned(data: bytes) -> bytes:
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            width, height = (float(each) for each in page.mediabox[2:])
            page.contents_add(f"q 0 1 -1 0 {height} 0 cm".encode(), prepend=True)
            page.contents_add(b"Q")
            page.obj.MediaBox = pikepdf.Array([0, 0, height, width])
            page.Rotate = 90
        pdf.save(saved, deterministic_id=True)
    return saved.getvalue()
