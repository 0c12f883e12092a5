"""What was taken of a sheet otherwise than it stands there → notices, one for all cells that are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from report_builder.ledgers.opening.layouts import spell_rows
from report_builder.ledgers.records import Origin

if TYPE_CHECKING:
    from report_builder.diagnostics import Findings, Place
    from report_builder.ledgers.opening.layouts import Span
    from report_builder.ledgers.records import SheetOrigin


class Wording(Struct, frozen=True):
    """How a cell was written and how it was read; ``is_label`` for a value of a list, told by itself."""

    column: str
    written: str
    reading: str
    is_label: bool


class Understandings(Struct):
    """Gathers, while a sheet is read, what its reader took otherwise; tells it afterwards.

    Labels are told by their wording, since each may be mistaken in its own way. A column of dates or numbers
    is told once, with its first cell: all of it was written in the same manner.
    """

    tidied: dict[Wording | str, list[tuple[Place, Wording]]] = field(default_factory=dict)
    merged: dict[str, set[Span]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)

    def note_wording(self, wording: Wording, place: Place) -> None:
        """Take note of a cell that was read in other words."""
        key = wording if wording.is_label else wording.column
        self.tidied.setdefault(key, []).append((place, wording))

    def note_merged(self, column: str, span: Span) -> None:
        """Take note of a merged cell whose value was given to each of its rows."""
        self.merged.setdefault(column, set()).add(span)

    def tell(self, sheet: SheetOrigin, findings: Findings) -> None:
        """Tell all that was noted."""
        for cells in self.tidied.values():
            _tell_wordings(cells, findings)
        for column, spans in self.merged.items():
            first = min(spans)
            more = f"等 {len(spans)} 处" if len(spans) > 1 else ""
            where = f"第{first.row + 1}至{first.last_row + 1}行{more}"
            findings.notice(
                "ledger.merged",
                Origin(sheet, first.row + 1).cell(column),
                f"{column}{where}是合并的单元格，其中每一行都按同一个值读取",
            )
        if self.hidden_rows:
            rows = f"共 {len(self.hidden_rows)} 行：第 {spell_rows(self.hidden_rows)} 行"
            findings.notice(
                "ledger.hidden",
                Origin(sheet, self.hidden_rows[0] + 1).cell(""),
                f"隐藏或筛选掉的行照常计入，{rows}",
                remedy="不应当计入的，请删去这些行",
            )


def _tell_wordings(cells: list[tuple[Place, Wording]], findings: Findings) -> None:
    place, first = cells[0]
    same = "同样的写法" if first.is_label else "这一列不规范的写法"
    more = f"，{same}共 {len(cells)} 处" if len(cells) > 1 else ""
    message = f"{first.column}写作“{first.written}”，按“{first.reading}”读取{more}"
    findings.notice("ledger.tidied", place, message)
