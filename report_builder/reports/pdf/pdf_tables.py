"""The grids of all pages and the letters in them → tables, those that run over a page's end made one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Place
from report_builder.reports.headings import ordinal_of
from report_builder.reports.pdf.pdf_lines import joined, read_lines
from report_builder.reports.report import CellPlace, Paragraph, ParagraphRole, Table, TableCell, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_builder.reports.pdf.grids import Grid, GridCell
    from report_builder.reports.pdf.pdf_lines import PdfLine
    from report_builder.reports.pdf.pdf_pages import PdfLetter, PdfPage

# Between two numbers that stand in one cell: they are no one number.
APART: Final = " | "
_NEAR: Final = 4.0
_WIDTHS: Final = 8.0
_PADDING: Final = 9.0  # both sides of a cell together, at the most


class PieceCell(Struct, frozen=True):
    """A cell with its text, on the grid of its piece."""

    row: int
    rows: int
    x0: float
    x1: float
    text: str


class TablePiece(Struct, frozen=True):
    """What one page shows of a table: its cells, their edges across counted from its own left side."""

    page: int
    height: int
    width: float
    cells: tuple[PieceCell, ...]
    opens_page: bool
    closes_page: bool

    def row(self, number: int) -> tuple[PieceCell, ...]:
        """The cells that begin in a row."""
        return tuple(each for each in self.cells if each.row == number)


def read_piece(page: PdfPage, grid: Grid, *, opens_page: bool, closes_page: bool) -> TablePiece:
    """The part of a table that a page shows."""
    held: dict[int, list[PdfLetter]] = {}
    for letter in page.letters:
        if grid.holds(letter.x, letter.y):
            number = _holder(grid.cells, letter)
            if number is not None:
                held.setdefault(number, []).append(letter)
    left = grid.xs[0]
    cells = tuple(
        PieceCell(
            cell.row,
            cell.rows,
            cell.x0 - left,
            cell.x1 - left,
            _text(read_lines(held.get(number, ()), APART), cell),
        )
        for number, cell in enumerate(grid.cells)
    )
    return TablePiece(page.number, len(grid.ys) - 1, grid.xs[-1] - left, cells, opens_page, closes_page)


def _holder(cells: Sequence[GridCell], letter: PdfLetter) -> int | None:
    for number, cell in enumerate(cells):
        if cell.x0 <= letter.x <= cell.x1 and cell.top <= letter.y <= cell.bottom:
            return number
    return None


def _text(lines: Sequence[PdfLine], cell: GridCell) -> str:
    """What a cell says. Two numbers one below the other are one only where the first had no room to go on."""
    parts: list[str] = []
    for number, line in enumerate(lines):
        if number and parts[-1][-1:].isdigit() and line.text[:1].isdigit() and line.text.isascii():
            digit = line.size / 2
            room = (cell.x1 - cell.x0) - (lines[number - 1].x1 - lines[number - 1].x0)
            if room > digit + _PADDING and parts[-1].isascii():
                parts.append(APART)
        parts.append(line.text)
    return joined(parts)


def join_pieces(pieces: Iterable[TablePiece]) -> list[list[TablePiece]]:
    """The pieces in their order, those of one table together."""
    found: list[list[TablePiece]] = []
    for each in pieces:
        last = found[-1][-1] if found else None
        goes_on = (
            last is not None
            and last.closes_page
            and each.opens_page
            and each.page == last.page + 1
            and abs(each.width - last.width) <= _WIDTHS
        )
        if goes_on:
            found[-1].append(each)
        else:
            found.append([each])
    return found


class _OpenTableCell(Struct):
    """A cell of the whole table while its pieces are joined."""

    row: int
    rows: int
    x0: float
    x1: float
    text: str
    page: int


def make_table(pieces: Sequence[TablePiece], number: int, file: str) -> Table:
    """A table out of its pieces, without the heads that were repeated, and with rows made whole."""
    cells: list[_OpenTableCell] = []
    height = 0
    for piece in pieces:
        start = _repeated(pieces[0], piece) if piece is not pieces[0] else 0
        shift = height - start
        fresh = [
            _OpenTableCell(
                max(each.row + shift, height),
                each.rows - max(start - each.row, 0),
                each.x0,
                each.x1,
                each.text,
                piece.page,
            )
            for each in piece.cells
            if each.row + each.rows > start
        ]
        height += piece.height - start
        if cells and _is_cut(cells, fresh):
            fresh, gone = _healed(cells, fresh)
            height -= gone
        cells.extend(fresh)
    columns = _columns(cells)
    rows = [[] for _ in range(height)]  # type: list[list[TableCell]]
    for each in sorted(cells, key=lambda cell: (cell.row, cell.x0)):
        first, last = _at(columns, each.x0), _at(columns, each.x1)
        place = CellPlace(number, each.row + 1, first + 1)
        paragraph = Paragraph(
            (Text(each.text),),
            Place(file, part=f"第{each.page}页 {place}"),
            ParagraphRole.CELL,
            cell=place,
        )
        rows[each.row].append(TableCell(first, max(last - first, 1), each.rows, (paragraph,)))
    return Table(number, tuple(tuple(row) for row in rows))


def _columns(cells: Iterable[_OpenTableCell]) -> list[float]:
    """Where the columns begin, over all pieces."""
    found: list[float] = []
    for x in sorted({edge for each in cells for edge in (each.x0, each.x1)}):
        if not found or x - found[-1] > _NEAR:
            found.append(x)
    return found


def _at(columns: Sequence[float], x: float) -> int:
    return min(range(len(columns)), key=lambda number: abs(columns[number] - x))


def _repeated(first: TablePiece, piece: TablePiece) -> int:
    """How many rows at a piece's top are the table's head again."""
    count = 0
    while count < min(first.height, piece.height):
        one, other = _texts(first.row(count)), _texts(piece.row(count))
        if one != other or any(_is_figure(text) for text in one):
            break
        count += 1
    return count if any(any(_texts(piece.row(number))) for number in range(count)) else 0


def _texts(cells: Iterable[PieceCell]) -> list[str]:
    return ["".join(each.text.split()) for each in sorted(cells, key=lambda each: each.x0)]


def _is_figure(text: str) -> bool:
    return bool(text) and text[0].isdigit() and text.replace(".", "").replace(",", "").isdigit()


def _last_row(cells: Iterable[_OpenTableCell]) -> Iterator[_OpenTableCell]:
    cells = list(cells)
    row = max(each.row for each in cells)
    return (each for each in cells if each.row == row)


def _is_cut(above: Sequence[_OpenTableCell], below: Sequence[_OpenTableCell]) -> bool:
    """Whether a page's end runs through a row: one part has all figures, the other the rest of a label."""
    if not below:
        return False
    last, first = list(_last_row(above)), _first_row(below)
    pairs = list(_paired(last, first))
    if len(pairs) < 2 or len(pairs) < sum(each.rows == 1 for each in first):  # noqa: PLR2004
        return False
    figures = [(one, other) for one, other in pairs if _is_figure(one.text) or _is_figure(other.text)]
    labels = [(one, other) for one, other in pairs if one.text and other.text]
    is_split = figures and (
        not any(one.text for one, _ in figures) or not any(other.text for _, other in figures)
    )
    return bool(is_split and labels) and not any(ordinal_of(other.text) for _, other in labels)


def _first_row(cells: Iterable[_OpenTableCell]) -> list[_OpenTableCell]:
    cells = list(cells)
    row = min(each.row for each in cells)
    return [each for each in cells if each.row == row]


def _paired(
    above: Iterable[_OpenTableCell], below: Iterable[_OpenTableCell]
) -> Iterator[tuple[_OpenTableCell, _OpenTableCell]]:
    for one in above:
        for other in below:
            if abs(one.x0 - other.x0) <= _NEAR and abs(one.x1 - other.x1) <= _NEAR:
                yield one, other


def _healed(above: Sequence[_OpenTableCell], below: list[_OpenTableCell]) -> tuple[list[_OpenTableCell], int]:
    """The cells below without those of the cut row, whose words are put to the row above."""
    first_row = min(each.row for each in below)
    first = [each for each in _first_row(below) if each.rows == 1]
    gone = []
    for one, other in _paired(list(_last_row(above)), first):
        one.text = joined(filter(None, (one.text, other.text)))
        gone.append(id(other))
    kept = [each for each in below if id(each) not in gone]
    for each in kept:
        if each.row > first_row:
            each.row -= 1
        elif each.rows > 1:
            each.rows -= 1
    return kept, 1
