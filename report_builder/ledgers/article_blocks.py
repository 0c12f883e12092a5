"""The table of 第二十条, block below block → documents, acts and charges, each block under its own header.

The rows of a part stay where they are, so that every cell keeps its address.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Place
from report_builder.ledgers.cells import half_width, is_blank, is_placeholder
from report_builder.ledgers.choices import means
from report_builder.ledgers.headers import DEEPEST_HEADER
from report_builder.ledgers.name_keys import name_key
from report_builder.ledgers.official_parts import OfficialPart, holds_figures
from report_builder.ledgers.opening.grids import column_letter
from report_builder.ledgers.tab_names import CHARGES, DOCUMENT_TOTALS, ENFORCEMENT
from report_builder.ledgers.vocabulary import ENFORCEMENT_CHOICES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.cells import RawCell
    from report_builder.ledgers.opening.grids import SheetGrid

_CAPTION: Final = re.compile(
    r"(?:《?(?:政府信息公开)?条例》?)?第(?:二十|20)条第?\(?([一二三四五六七八九])\)?项.{0,8}"
)
_LEDGERS: Final[Mapping[str, str]] = {
    "一": DOCUMENT_TOTALS,
    "五": ENFORCEMENT,
    "六": ENFORCEMENT,
    "八": CHARGES,
}
_CONTENT: Final = "信息内容"
_DECISIONS: Final = "处理决定数量"
_CHARGED: Final = "收费金额"
_CHARGED_HEADER: Final = ("项目名称", "金额（元）")
_TEN_THOUSAND: Final = 10_000
_MOST_ROWS: Final = 200  # of a table that has eighteen


class _ArticleBlock(Struct, frozen=True):
    """A caption's row, the header below it, and the rows of figures; ``quantity`` is their one column."""

    item: str
    caption: int
    header: int
    rows: tuple[int, ...]
    content: int
    quantity: int | None

    @property
    def name(self) -> str:
        """The ledger that it is; empty for one that no ledger has."""
        return _LEDGERS.get(self.item, "")


def blocks_of_article(grid: SheetGrid, findings: Findings) -> tuple[OfficialPart, ...]:
    """The ledgers of a table of 第二十条; none where the grid is no such table."""
    blocks = _blocks(grid)
    if not blocks or any(map(holds_figures, grid.rows[: blocks[0].caption])):
        return ()
    above = [_without_unit(row) for row in grid.rows[: blocks[0].caption]]
    named = [(name, [each for each in blocks if each.name == name]) for name in _names(blocks)]
    used = [(name, same) for name, same in named if any(_is_filled(grid, block) for block in same)]
    parts: list[OfficialPart] = []
    for name, same in used:
        if not name:
            _tell_unread(grid, same, findings)
        for together in _alike(grid, same) if name else ():
            rows = dict(enumerate(above)) | _rows_of(grid, together, name, findings)
            parts.append(OfficialPart(_cut(grid, rows), name))
    if used:
        return tuple(parts)
    first = blocks[0]  # a table that nobody has filled in
    return (OfficialPart(_cut(grid, {first.header: list(grid.rows[first.header])}), first.name),)


def _names(blocks: Sequence[_ArticleBlock]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(block.name for block in blocks))


def _blocks(grid: SheetGrid) -> tuple[_ArticleBlock, ...]:
    """The blocks of a table whose first caption stands among the topmost rows, if each has its header."""
    captions = [
        (row, found[1])
        for row, cells in enumerate(grid.rows[:_MOST_ROWS])
        if (found := _CAPTION.fullmatch(_first(cells)))
    ]
    if not captions or captions[0][0] >= DEEPEST_HEADER:
        return ()
    ends = [row for row, _ in captions[1:]] + [len(grid.rows)]
    blocks: list[_ArticleBlock] = []
    for (caption, item), end in zip(captions, ends, strict=True):
        filled = [row for row in range(caption + 1, end) if _first(grid.rows[row])]
        keys = [name_key(cell) for cell in grid.rows[filled[0]]] if filled else []
        if _CONTENT not in keys:
            return ()
        quantities = [at for at, key in enumerate(keys) if _DECISIONS in key or _CHARGED in key]
        quantity = quantities[0] if len(quantities) == 1 else None
        content = keys.index(_CONTENT)
        blocks.append(_ArticleBlock(item, caption, filled[0], tuple(filled[1:]), content, quantity))
    return tuple(blocks)


def _first(cells: Sequence[RawCell]) -> str:
    """What a row's first filled cell says; empty where the row is."""
    return next((name_key(cell) for cell in cells if not is_blank(cell)), "")


def _is_filled(grid: SheetGrid, block: _ArticleBlock) -> bool:
    """Whether any row of a block has a figure: a table that nobody has filled in says nothing."""
    return any(_says(cell) for row in block.rows for cell in grid.rows[row][block.content + 1 :])


def _says(cell: RawCell) -> bool:
    return not is_blank(cell) and not is_placeholder(cell)


def _alike(grid: SheetGrid, blocks: Sequence[_ArticleBlock]) -> Iterator[list[_ArticleBlock]]:
    """The blocks that can stand under one header, together."""
    headers: dict[tuple[str, ...], list[_ArticleBlock]] = {}
    for block in blocks:
        headers.setdefault(tuple(map(name_key, grid.rows[block.header])), []).append(block)
    yield from headers.values()


def _rows_of(
    grid: SheetGrid, blocks: Sequence[_ArticleBlock], name: str, findings: Findings
) -> dict[int, list[RawCell]]:
    """The first block's header and the rows of all, in their places; what is not filled in is nil."""
    first = blocks[0]
    rows = {first.header: list(grid.rows[first.header])}
    blank: list[tuple[int, int]] = []
    for block in blocks:
        for row in block.rows:
            rows[row] = list(grid.rows[row])
            is_listed = _is_listed(rows[row][block.content], name)
            if (
                block.quantity is not None
                and is_listed
                and not any(map(_says, rows[row][block.content + 1 :]))
            ):
                rows[row][block.quantity] = 0
                blank.append((row, block.quantity))
    _tell_blank(grid, blank, findings)
    if name == CHARGES and first.quantity is not None:
        _in_yuan(grid, first, rows, findings)
    return rows


def _is_listed(label: RawCell, name: str) -> bool:
    """Whether a row is one of the table's own, not a note below it."""
    return name_key(label) == CHARGES if name == CHARGES else means(name_key(label), ENFORCEMENT_CHOICES)


def _in_yuan(
    grid: SheetGrid, block: _ArticleBlock, rows: dict[int, list[RawCell]], findings: Findings
) -> None:
    """Write the charges in yuan: the table has them in 万元, and says so in its header."""
    at = block.quantity or 0
    header = half_width(rows[block.header][at])
    if "元" not in header:
        findings.error(
            "ledger.unit_line",
            _place(grid, block.header, at),
            "“收费金额”没有写单位，分不清数字是元还是万元",
            f"写作“{header}”",
            "请写明单位，如“本年收费金额（单位：万元）”",
        )
    rows[block.header][block.content], rows[block.header][at] = _CHARGED_HEADER
    if "万元" in header:
        for row in rows.keys() - {block.header}:
            rows[row][at] = _multiplied(rows[row][at])


def _multiplied(cell: RawCell) -> RawCell:
    """A bare number times ten thousand; one that has a unit of its own means what it says."""
    text = f"{cell:.15g}" if isinstance(cell, float) else half_width(cell).replace(",", "")
    try:
        return cell if isinstance(cell, bool) else f"{(Decimal(text) * _TEN_THOUSAND).normalize():f}"
    except InvalidOperation:
        return cell


def _without_unit(cells: Sequence[RawCell]) -> list[RawCell]:
    """A row above the table, without a unit: each block has its own."""
    return ["" if isinstance(cell, str) and "单位" in cell else cell for cell in cells]


def _cut(grid: SheetGrid, rows: Mapping[int, list[RawCell]]) -> SheetGrid:
    """The grid with nothing but some of its rows; what is merged sideways there is one cell's."""
    nothing = [""] * max(map(len, grid.rows))
    kept = [rows.get(row, nothing) for row in range(max(rows) + 1)]
    merged = tuple(
        span for span in grid.layout.merged if span.row in rows and span.column == span.last_column
    )
    return replace(grid, rows=kept, layout=replace(grid.layout, merged=merged))


def _place(grid: SheetGrid, row: int, column: int) -> Place:
    return Place(grid.file, grid.sheet, f"{column_letter(column)}{row + 1}")


def _tell_blank(grid: SheetGrid, blank: Sequence[tuple[int, int]], findings: Findings) -> None:
    if blank:
        findings.warn(
            "ledger.blank_as_nil",
            _place(grid, *blank[0]),
            f"有 {len(blank)} 格没有填，按 0 统计",
            evidence=f"没有填全的行：{'、'.join(_first(grid.rows[row]) for row, _ in blank)}",
            remedy="没有的请填 0",
        )


def _tell_unread(grid: SheetGrid, blocks: Sequence[_ArticleBlock], findings: Findings) -> None:
    """Tell of blocks that no ledger has: what they say would be lost."""
    for block in blocks:
        if _is_filled(grid, block):
            findings.error(
                "ledger.sheet_unknown",
                _place(grid, block.caption, block.content),
                f"“{_first(grid.rows[block.caption])}”一块不对应任何一张台账，里面的数没有计入",
                remedy="报告里要用的，请填到“工作情况”；用不着的，请删去这一块",
            )
