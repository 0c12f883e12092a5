"""A table → its rows as ``word/table_heads.py`` tells heads by, and whether it should have some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.typesetting.document.content import DocumentParagraph, TextRun
from report_builder.word.table_heads import HeadCell, HeadRow, wants_heads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.typesetting.document.content import Block, DocumentCell, DocumentTable
    from report_builder.typesetting.document.properties import Border


def head_rows(table: DocumentTable) -> tuple[HeadRow, ...]:
    """The rows of a table, each cell with what it says and how it looks."""
    return tuple(HeadRow(tuple(map(_head_cell, row.cells)), row.header) for row in table.rows)


def lacks_heads(table: DocumentTable) -> bool:
    """Whether a table that has no heads should have some: its rows are ruled, and there is enough in it."""
    is_ruled = _is_drawn(table.borders.inside_horizontal) or all(
        _is_drawn(cell.borders.top) for row in table.rows for cell in row.cells
    )
    return is_ruled and wants_heads(head_rows(table))


def _head_cell(cell: DocumentCell) -> HeadCell:
    return HeadCell(
        _text_of(cell.blocks),
        cell.column,
        cell.columns,
        cell.rows,
        is_bold=_is_bold(cell),
        is_shaded=bool(cell.fill),
        names_row=cell.heads_row,
    )


def _text_of(blocks: Iterable[Block]) -> str:
    """The text of some blocks without any blanks, that of tables cell by cell."""
    texts = (
        block.text
        if isinstance(block, DocumentParagraph)
        else "".join(_text_of(cell.blocks) for row in block.rows for cell in row.cells)
        for block in blocks
    )
    return "".join("".join(texts).split())


def _is_bold(cell: DocumentCell) -> bool:
    texts = [
        inline
        for block in cell.blocks
        if isinstance(block, DocumentParagraph)
        for inline in block.inlines
        if isinstance(inline, TextRun) and inline.text.strip()
    ]
    return bool(texts) and all(text.properties.bold for text in texts)


def _is_drawn(border: Border | None) -> bool:
    return border is not None and border.width > 0
