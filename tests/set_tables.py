"""Tables as WordprocessingML → the pages that they are set on, and the edges of their columns there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traces import set_pages
from word_files import cell, word_file

if TYPE_CHECKING:
    from report_builder.typesetting.placed.pages import Page, Pages


LEFT = 1587 / 20


ALL_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


BORDERED = f"<w:tblBorders>{ALL_BORDERS}</w:tblBorders>"


# No margins beside the text, and the border, not the text, at the type area's edge.
BARE = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'


def plain_table(properties: str, *rows: str, grid: tuple[int, ...] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return (
        f"<w:tbl><w:tblPr>{BORDERED}{BARE}{properties}</w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def wide(text: str, width: int, kind: str = "dxa") -> str:
    return cell(text, f'<w:tcW w:w="{width}" w:type="{kind}"/>')


def set_body(body: str, styles: str = "") -> Pages:
    return set_pages(word_file(body, styles=styles) if styles else word_file(body))


def column_edges(page: Page) -> list[float]:
    """Where a page's vertical lines stand."""
    return sorted({round(rule.left, 1) for rule in page.rules if rule.left == rule.right})
