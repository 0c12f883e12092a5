"""A PDF's bytes, whoever made it → ``Report``, and findings on what of it cannot be read.

The same value as a Word file gives (``reports/reading.py``), so that every check runs on it. What has no
ruled borders, stands in a picture, or is written in letters that do not say what they are, is told, never
guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Findings, Place
from report_builder.reports.headings import with_headings
from report_builder.reports.pdf.bounded_copies import bounded_copy
from report_builder.reports.pdf.flow import (
    FlowLine,
    FlowParagraph,
    measure,
    part_margins,
    read_paragraphs,
    with_title,
)
from report_builder.reports.pdf.grids import find_grids
from report_builder.reports.pdf.pdf_lines import read_lines
from report_builder.reports.pdf.pdf_pages import read_pages
from report_builder.reports.pdf.pdf_tables import join_pieces, make_table, read_piece
from report_builder.reports.pdf.unread import tell_unread
from report_builder.reports.report import Paragraph, ParagraphRole, Report, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_builder.diagnostics import Finding
    from report_builder.reports.pdf.grids import Grid
    from report_builder.reports.pdf.pdf_lines import PdfLine
    from report_builder.reports.pdf.pdf_pages import PdfPage
    from report_builder.reports.pdf.pdf_tables import TablePiece
    from report_builder.reports.report import Table


class ReadFile(Struct, frozen=True):
    """A report that was read, and findings on what of its file could not be."""

    report: Report
    findings: tuple[Finding, ...]


class _SeenPage(Struct, frozen=True):
    """A page with its grids, and the lines that stand outside of them."""

    page: PdfPage
    grids: tuple[Grid, ...]
    lines: tuple[PdfLine, ...]


def read_pdf_report(data: bytes, name: str, budget: Budget = USUAL) -> ReadFile:
    """The report; ``name`` is how findings spell the file.

    Raises ``ReportError`` for what is no PDF within bounds, and for one that is nothing but pictures.
    """
    seen = [_see(page) for page in read_pages(bounded_copy(data, name, budget), name)]
    findings = Findings()
    body, beside = part_margins([(each.page.number, each.page.height, each.lines) for each in seen])
    tell_unread([(each.page, each.grids, body.get(each.page.number, ())) for each in seen], name, findings)
    findings.stop_on_errors()
    tables, where = _tables(seen, body, name)
    measures = measure(
        [(each.page.number, each.page.height, body.get(each.page.number, [])) for each in seen]
    )
    flow = read_paragraphs(_flow(seen, body, where), measures, name)
    paragraphs: list[FlowParagraph] = []
    for each in flow:
        if isinstance(each, FlowParagraph):
            paragraphs.append(each)
        else:
            cells = (cell for row in tables[each - 1].rows for cell in row)
            paragraphs.extend(FlowParagraph(words, 0.0) for cell in cells for words in cell.paragraphs)
    size = next(iter(measures.values())).size if measures else 0.0
    titled = with_headings(with_title(paragraphs, size))
    return ReadFile(Report(name, titled, tuple(_aside(beside, name)), tuple(tables)), tuple(findings))


def _see(page: PdfPage) -> _SeenPage:
    """A page with its grids; what is written within a grid, whole or not, is no line of the text."""
    grids = find_grids(page)
    letters = [letter for letter in page.letters if not any(grid.holds(letter.x, letter.y) for grid in grids)]
    return _SeenPage(page, grids, read_lines(letters))


def _aside(beside: Mapping[int, Sequence[PdfLine]], name: str) -> Iterator[Paragraph]:
    for number, lines in beside.items():
        for line in lines:
            place = Place(name, part=f"第{number}页 页眉页脚")
            yield Paragraph((Text(line.text),), place, ParagraphRole.ASIDE)


def _tables(
    seen: Sequence[_SeenPage], body: Mapping[int, Sequence[PdfLine]], name: str
) -> tuple[list[Table], dict[tuple[int, int], int]]:
    """The tables, and which of them each whole grid begins, by its page and its number on the page."""
    pieces: list[TablePiece] = []
    keys: dict[int, tuple[int, int]] = {}
    for each in seen:
        lines = body.get(each.page.number, ())
        whole = [grid for grid in each.grids if not grid.has_gaps]
        for number, grid in enumerate(each.grids):
            if grid.has_gaps:
                continue
            piece = read_piece(
                each.page,
                grid,
                opens_page=grid is whole[0] and not any(line.bottom < grid.ys[0] + 1 for line in lines),
                closes_page=grid is whole[-1] and not any(line.top > grid.ys[-1] - 1 for line in lines),
            )
            keys[len(pieces)] = (each.page.number, number)
            pieces.append(piece)
    tables: list[Table] = []
    where: dict[tuple[int, int], int] = {}
    taken = 0
    for parts in join_pieces(pieces):
        tables.append(make_table(parts, len(tables) + 1, name))
        where[keys[taken]] = len(tables)
        taken += len(parts)
    return tables, where


def _flow(
    seen: Sequence[_SeenPage],
    body: Mapping[int, Sequence[PdfLine]],
    where: Mapping[tuple[int, int], int],
) -> Iterator[FlowLine]:
    """Lines and tables as they follow each other down the pages."""
    for each in seen:
        page = each.page.number
        placed = [(line.top, FlowLine(page, line)) for line in body.get(page, ())]
        placed += [
            (grid.ys[0], FlowLine(page, None, where[page, number]))
            for number, grid in enumerate(each.grids)
            if (page, number) in where
        ]
        yield from (line for _, line in sorted(placed, key=lambda one: one[0]))
