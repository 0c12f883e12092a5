"""The statutory tables' figures → an error for every row and column that does not add up, and its cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.checks.count_grids import (
    CountGrid,
    GridRow,
    dispute_grid,
    filled_disputes,
    filled_grids,
    request_grid,
)
from report_builder.diagnostics import Finding, Severity
from report_builder.request_rows import CARRIED_IN, CARRIED_OUT, NEW, TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_builder.ledgers.frames import Ledgers
    from report_builder.statistics.figures import Statistics

_UNBALANCED: Final = "statistics.unbalanced"


class _Relation(Struct, frozen=True):
    """Rows whose sum in a column equals that of others; its findings point at the last of these.

    ``left`` and ``right`` are how the sides are told; ``over`` and ``short`` what a column is that exceeds
    on the left, or on the right, in the words of a person who looks at the outcomes.
    """

    left_rows: tuple[str, ...]
    right_rows: tuple[str, ...]
    left: str
    right: str
    over: str
    short: str

    def sides(self, grid: CountGrid, column: int) -> tuple[list[int], list[int]]:
        """The figures of both sides."""
        left = [grid.cell(key, column) for key in self.left_rows]
        return left, [grid.cell(key, column) for key in self.right_rows]

    def surplus(self, grid: CountGrid, column: int) -> int:
        """By how much the left side exceeds the right."""
        left, right = self.sides(grid, column)
        return sum(left) - sum(right)


# 国办公开办函〔2021〕30号, the head of the table: 第一项加第二项之和，等于第三项加第四项之和.
_CARRIED: Final = _Relation(
    (NEW, CARRIED_IN),
    (TOTAL, CARRIED_OUT),
    "本年新收 {0} 加上年结转 {1}",
    "总计 {0} 加结转下年度 {1}",
    over="少",
    short="多",
)


def _relations(grid: CountGrid) -> tuple[_Relation, _Relation]:
    """What must hold between the rows of the table of applications."""
    # Every finished application has one outcome, so that （七） is the sum of （一） to （六）.
    outcomes = tuple(row.key for row in grid.rows if row.key not in {NEW, CARRIED_IN, TOTAL, CARRIED_OUT})
    summed = _Relation(outcomes, (TOTAL,), "各项办理结果之和 {sum}", "总计 {0}", over="多", short="少")
    return _CARRIED, summed


class _Suspect(Struct, frozen=True):
    """The one cell that, corrected, would put right everything that is wrong with its row and column."""

    key: str
    column: int
    written: int
    meant: int


def check_arithmetic(ledgers: Ledgers, statistics: Statistics) -> list[Finding]:
    """Every relation of the tables that does not hold, at the cell that is wrong where one cell explains it.

    Tables are looked at as the departments filled them in, where they did.
    """
    filled = filled_grids(ledgers, statistics.request_rows)
    requests = filled or [request_grid(statistics.request_rows, statistics.requests.rows)]
    disputes = filled_disputes(ledgers) or [dispute_grid(statistics.disputes)]
    return [
        *(finding for grid in requests for finding in check_requests(grid)),
        *(finding for grid in disputes for finding in check_disputes(grid)),
    ]


def check_requests(grid: CountGrid) -> Iterator[Finding]:
    """The relations of the table of applications: rows, columns, and nothing below nil."""
    yield from _find_negative(grid)
    suspects = _find_suspects(grid)
    yield from _check_rows(grid, {suspect.key: suspect for suspect in suspects})
    by_column = {suspect.column: suspect for suspect in suspects}
    for relation in _relations(grid):
        yield from _check_columns(grid, relation, by_column)


def check_disputes(grid: CountGrid) -> Iterator[Finding]:
    """The relations of the table of reviews and suits: 总计 is the sum of the four outcomes."""
    yield from _find_negative(grid)
    yield from _check_rows(grid, {})


def _find_negative(grid: CountGrid) -> Iterator[Finding]:
    for row in grid.rows:
        for column, count in enumerate(row.cells):
            if count < 0:
                yield Finding(
                    "statistics.negative",
                    Severity.ERROR,
                    grid.place(row.key, column),
                    f"“{row.label}”一行、“{grid.columns[column]}”一列小于 0",
                    evidence=f"数字是 {count}",
                    remedy="件数应当是 0 或正整数，请核对",
                    about=(grid.path(row.key, column),),
                )


def _check_rows(grid: CountGrid, suspects: Mapping[str, _Suspect]) -> Iterator[Finding]:
    """总计 of each row is the sum of its parts."""
    for row in grid.rows:
        if row.surplus:
            suspect = suspects.get(row.key)
            column = suspect.column if suspect else len(grid.columns) - 1
            yield Finding(
                _UNBALANCED,
                Severity.ERROR,
                grid.place(row.key, column),
                f"“{row.label}”一行：各列之和 {sum(row.cells[:-1])}，不等于总计 {row.cells[-1]}",
                evidence=f"相差 {abs(row.surplus)}；各列：{_spell_cells(grid, row)}",
                remedy=_advise(grid, suspect) if suspect else "请核对该行",
                about=tuple(grid.path(row.key, each) for each in range(len(grid.columns))),
            )


def _spell_cells(grid: CountGrid, row: GridRow) -> str:
    return "、".join(f"{name} {count}" for name, count in zip(grid.columns, row.cells, strict=True))


def _check_columns(
    grid: CountGrid, relation: _Relation, suspects: Mapping[int, _Suspect]
) -> Iterator[Finding]:
    """One relation, column by column."""
    surpluses = [relation.surplus(grid, column) for column in range(len(grid.columns))]
    for column, surplus in enumerate(surpluses):
        if not surplus:
            continue
        suspect = suspects.get(column)
        left, right = relation.sides(grid, column)
        cause = _misfiled(grid, relation, surpluses, column)
        yield Finding(
            _UNBALANCED,
            Severity.ERROR,
            grid.place(suspect.key if suspect else relation.right_rows[-1], column),
            f"“{grid.columns[column]}”一列：{relation.left.format(*left, sum=sum(left))}，"
            f"不等于{relation.right.format(*right)}",
            evidence=f"相差 {abs(surplus)}",
            remedy=_advise(grid, suspect) if suspect else f"请核对该列{cause}",
            about=tuple(grid.path(key, column) for key in (*relation.left_rows, *relation.right_rows)),
        )


def _misfiled(grid: CountGrid, relation: _Relation, surpluses: list[int], column: int) -> str:
    """The cause that fits where one type of applicant lacks just what another has too many of."""
    opposite = [other for other, found in enumerate(surpluses[:-1]) if found == -surpluses[column]]
    if column == len(surpluses) - 1 or len(opposite) != 1:
        return ""
    word = relation.over if surpluses[opposite[0]] > 0 else relation.short
    other, count = grid.columns[opposite[0]], abs(surpluses[column])
    return f"；“{other}”一列恰好{word} {count}，可能有{count}件申请填错了申请人类型"


def _find_suspects(grid: CountGrid) -> list[_Suspect]:
    """One cell for each row that does not add up, where one alone puts right its row and its column."""
    found = []
    for row in grid.rows:
        if not row.surplus:
            continue
        candidates = [
            suspect
            for column in range(len(grid.columns))
            if (suspect := _suspect(row, column)) and _puts_right(grid, suspect)
        ]
        if len(candidates) == 1:
            found.append(candidates[0])
    return found


def _suspect(row: GridRow, column: int) -> _Suspect | None:
    """A cell and the figure that would make its row add up; ``None`` where that would be below nil."""
    is_total = column == len(row.cells) - 1
    meant = row.cells[column] + (row.surplus if is_total else -row.surplus)
    return _Suspect(row.key, column, row.cells[column], meant) if meant >= 0 else None


def _puts_right(grid: CountGrid, suspect: _Suspect) -> bool:
    """Whether the column has a fault now, and would have none after the correction."""
    column, corrected = suspect.column, grid.changed(suspect.key, suspect.column, suspect.meant)
    now = [relation.surplus(grid, column) for relation in _relations(grid)]
    then = [relation.surplus(corrected, column) for relation in _relations(grid)]
    return any(now) and not any(then)


def _advise(grid: CountGrid, suspect: _Suspect) -> str:
    """The way out where one cell explains the fault."""
    return (
        f"很可能是“{grid.row(suspect.key).label}”一行、“{grid.columns[suspect.column]}”一列填错："
        f"由 {suspect.written} 改为 {suspect.meant}，这一行和这一列就都相符，请对照原始记录核对"
    )
