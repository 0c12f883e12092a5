"""What a chart or a SmartArt drawing says → its figures as a table, its words as paragraphs, in a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.typesetting.document.content import (
    Borders,
    DocumentCell,
    DocumentParagraph,
    DocumentRow,
    DocumentTable,
    Margins,
    Shape,
    TextRun,
)
from report_builder.typesetting.document.properties import Border, ParagraphProperties, RunProperties

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_builder.word.charts import ChartData

_LINE: Final = Border(0.5)
_FRAME: Final = Border(0.75, colour="808080")
_SIZE: Final = 9.0
_ALL: Final = Borders(_LINE, _LINE, _LINE, _LINE, _LINE, _LINE)


def framed(words: Iterable[str], ordinal: int, figures: ChartData | None = None) -> Shape:
    """A visible frame that stands in for what cannot be drawn, with words and figures in it."""
    blocks: list[DocumentParagraph | DocumentTable] = [_paragraph(word, ordinal) for word in words if word]
    if figures is not None and figures.rows:
        blocks.append(_table(figures.rows, ordinal))
    return Shape(border=_FRAME, blocks=tuple(blocks), grows=figures is not None, stands_in=True)


def _paragraph(text: str, ordinal: int, alignment: str = "left") -> DocumentParagraph:
    look = RunProperties(east_asian="宋体", size=_SIZE)
    properties = ParagraphProperties(alignment="right" if alignment == "right" else "left")
    return DocumentParagraph(properties, look, (TextRun(text, look),) if text else (), "", ordinal)


def _table(rows: Sequence[Sequence[str]], ordinal: int) -> DocumentTable:
    made = tuple(
        DocumentRow(
            tuple(
                DocumentCell(
                    (_paragraph(text, ordinal, "right" if column and index else "left"),),
                    column,
                    columns=1,
                    rows=1,
                    borders=Borders(),
                    margins=Margins(),
                    vertical="center",
                    heads_row=column == 0 and index > 0,
                )
                for column, text in enumerate(row)
            ),
            height=0.0,
            height_rule="atLeast",
            header=index == 0,
            can_split=True,
        )
        for index, row in enumerate(rows)
    )
    return DocumentTable((0.0,) * len(rows[0]), made, _ALL, indent=0.0, alignment="left")
