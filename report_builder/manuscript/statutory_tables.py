"""A filled Word document and ``FilledTable``s → the same, each table in the place that its name keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from report_builder.diagnostics import Place
from report_builder.formats.tables import Alignment
from report_builder.manuscript.contents import keep_place
from report_builder.manuscript.kept_texts import clean
from report_builder.quantities import TWIPS_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from report_builder.diagnostics import Findings
    from report_builder.formats.tables import FilledTable, PrintedCell
    from report_builder.manuscript.kept_texts import KeptTexts
    from report_builder.manuscript.templates import Template

TEXT_STYLE: Final = "表格"
HEAD_STYLE: Final = "表头"
_SMALL: Final = "小"

_EDGES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
# Half a point, in eighths; a millimetre beside the text, in twips.
_RULE: Final = 4
_MARGIN: Final = 57
_LEAST_HEIGHT: Final = 340


def check_table_styles(template: Template, tables: Sequence[FilledTable], findings: Findings) -> None:
    """A template that tables are to be set in has the styles that their text takes."""
    for wanted in dict.fromkeys(name for table in tables for name in _styles_of(table)):
        if not template.styles_called(wanted):
            findings.error(
                "template.style",
                Place(template.name),
                f"模板里没有名为“{wanted}”的段落样式，统计表用得到",
                remedy="请在 Word 的“样式”窗格里新建或改回这个名字的样式；也可以换回程序附带的模板",
            )


def place_tables(template: Template, body: _Element, tables: Sequence[FilledTable], kept: KeptTexts) -> None:
    """Put each table where its name was kept; its figures join those of the text."""
    named = {keep_place(table): table for table in tables}
    for paragraph in list(body.iter(qn("w:p"))) if tables else ():
        table = named.get("".join(piece.text or "" for piece in paragraph.iter(qn("w:t"))))
        parent = paragraph.getparent()
        if table is not None and parent is not None:
            ids = (min(template.styles_called(name)) for name in _styles_of(table))
            styles = dict(zip((TEXT_STYLE, HEAD_STYLE), ids, strict=True))
            parent.replace(paragraph, _StatutoryTableSetter(table, styles, kept).element())


def _styles_of(table: FilledTable) -> tuple[str, str]:
    """The names of the styles for its text and its head."""
    size = _SMALL if table.is_small else ""
    return f"{size}{TEXT_STYLE}", f"{size}{HEAD_STYLE}"


def table_element(table: FilledTable, styles: dict[str, str], kept: KeptTexts) -> _Element:
    """A table as Word writes it, in the styles by ``TEXT_STYLE`` and ``HEAD_STYLE``."""
    return _StatutoryTableSetter(table, styles, kept).element()


def _element(name: str, **attributes: str | int) -> _Element:
    """An element of WordprocessingML with its attributes."""
    made: _Element = OxmlElement(f"w:{name}")
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), str(value))
    return made


def _holding(name: str, *children: _Element) -> _Element:
    """An element around others."""
    made = _element(name)
    made.extend(children)
    return made


class _StatutoryTableSetter:
    """Sets one table: its grid, and every cell of every row, those that only continue one above included."""

    def __init__(self, table: FilledTable, styles: dict[str, str], kept: KeptTexts) -> None:
        self.table = table
        self.styles = styles
        self.kept = kept
        self.widths = [round(width * TWIPS_PER_POINT) for width in table.widths]

    def element(self) -> _Element:
        """The ``w:tbl``."""
        grid = _holding("tblGrid", *(_element("gridCol", w=width) for width in self.widths))
        return _holding("tbl", self._properties(), grid, *self._rows())

    def _properties(self) -> _Element:
        """Fixed columns, centred, all rules of half a point; the name is told to who cannot see the table."""
        borders = (_element(edge, val="single", sz=_RULE, space=0, color="auto") for edge in _EDGES)
        margins = (_element(side, w=_MARGIN, type="dxa") for side in ("left", "right"))
        return _holding(
            "tblPr",
            _element("tblW", w=sum(self.widths), type="dxa"),
            _element("jc", val="center"),
            _holding("tblBorders", *borders),
            _element("tblLayout", type="fixed"),
            _holding("tblCellMar", *margins),
            _element("tblCaption", val=clean(self.table.name)),
        )

    def _rows(self) -> Iterator[_Element]:
        """The rows; ``above`` has, by column, the cell that reaches down into this row and how far.

        ``heads`` has, by column, what the last cell without a figure says.
        """
        above: dict[int, tuple[PrintedCell, int]] = {}
        heads: dict[int, str] = {}
        for number, cells in enumerate(self.table.rows):
            row = _holding("tr", self._row_properties(number))
            beginning = iter(cells)
            column = 0
            label = ""
            while column < len(self.widths):
                cell, left = above.pop(column, (None, 0))
                if cell is None:
                    cell = next(beginning)
                    left = cell.rows
                    name = "·".join(dict.fromkeys(filter(None, (label, heads.get(column, "")))))
                    row.append(self._cell(cell, column, "restart" if cell.rows > 1 else "", name))
                else:
                    row.append(self._cell(cell, column, "continue"))
                if not cell.key:
                    label = cell.text
                    heads.update(dict.fromkeys(range(column, column + cell.columns), cell.text))
                if left > 1:
                    above[column] = (cell, left - 1)
                column += cell.columns
            if self._keeps_next(number):
                for properties in row.iter(qn("w:pPr")):
                    properties.insert(1, _element("keepNext"))  # after the style, as the schema asks
            yield row

    def _keeps_next(self, number: int) -> bool:
        """Whether a row stands on the page of the row below: always in a head, and in a table kept whole."""
        is_last = number + 1 == len(self.table.rows)
        return not is_last and (self.table.keeps_together or number < self.table.head_rows)

    def _row_properties(self, number: int) -> _Element:
        """No row is split over two pages; those of the head stand on every page."""
        properties = _holding(
            "trPr", _element("cantSplit"), _element("trHeight", val=_LEAST_HEIGHT, hRule="atLeast")
        )
        if number < self.table.head_rows:
            properties.append(_element("tblHeader"))
        return properties

    def _cell(self, cell: PrintedCell, column: int, merge: str, name: str = "") -> _Element:
        """A cell; ``name`` is what people call its figure, by its row and its column."""
        width = sum(self.widths[column : column + cell.columns])
        properties = _holding("tcPr", _element("tcW", w=width, type="dxa"))
        if cell.columns > 1:
            properties.append(_element("gridSpan", val=cell.columns))
        if merge:
            properties.append(_element("vMerge", val=merge))
        if cell.is_vertical:
            properties.append(_element("textDirection", val="tbRlV"))
        properties.append(_element("vAlign", val="center"))
        lines = [""] if merge == "continue" else [clean(line) for line in cell.text.split("\n")]
        if lines[0] and cell.key:
            lines = [self.kept.keep_figure(cell.key, clean(name), lines[0])]
        return _holding("tc", properties, *(self._paragraph(cell, line) for line in lines))

    def _paragraph(self, cell: PrintedCell, text: str) -> _Element:
        style = self.styles[HEAD_STYLE if cell.is_head else TEXT_STYLE]
        alignment = {Alignment.LEFT: "left", Alignment.CENTER: "center", Alignment.RIGHT: "right"}[cell.align]
        paragraph = _holding(
            "p", _holding("pPr", _element("pStyle", val=style), _element("jc", val=alignment))
        )
        if text:
            # The hint has Word set “ ” in the Chinese face.
            run_properties = _holding("rPr", _element("rFonts", hint="eastAsia"))
            if self.table.size is not None:
                half_points = round(self.table.size * 2)
                run_properties.extend(_element(name, val=half_points) for name in ("sz", "szCs"))
            written = _element("t")
            written.text = text
            paragraph.append(_holding("r", run_properties, written))
        return paragraph
