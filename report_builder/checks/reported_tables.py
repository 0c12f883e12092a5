"""The statutory tables of a Word report → what does not add up, is blank, or differs from the data."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from report_builder.checks.arithmetic import check_disputes, check_requests
from report_builder.checks.count_grids import reported_grids
from report_builder.diagnostics import Finding, Place, Severity
from report_builder.quantities import plain_number
from report_builder.reports.statutory import is_stroke

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_builder.reports.report import Report, StatutoryFigure

    Figures = Mapping[str, int | Decimal | None]

_SHOWN: Final = 5


def check_reported_tables(report: Report, *, with_sums: bool = True) -> Iterator[Finding]:
    """The tables that the report lacks, the cells without a number, and the relations of the others.

    Those of a report that is just being built are looked at in its ledgers: ``with_sums`` is for any other.
    """
    yield from _find_lacking(report)
    yield from _find_unread(report)
    for grid in reported_grids(report.cells) if with_sums else ():
        found = check_requests(grid) if grid.stem == "requests" else check_disputes(grid)
        for each in found:
            yield replace(each, code=each.code.replace("statistics.", "table."))


def compare_cells(report: Report, figures: Figures, severity: Severity) -> Iterator[Finding]:
    """Every cell that differs from the statistics; one that carries a tag is compared by its tag."""
    for path, cell in report.cells.items():
        expected = _known(path, figures)
        if cell.tag or expected is None or cell.value is None or cell.value == expected:
            continue
        yield Finding(
            "docx.figure_edited",
            severity,
            cell.place,
            f"{_name(cell)}写作“{cell.written}”，统计数据是“{plain_number(expected)}”",
            "",
            "请按统计数据改正；统计数据不对的，请先改台账",
            about=(path,),
        )


def _known(path: str, figures: Figures) -> Decimal | None:
    """A figure, or the sum of several; ``None`` where one of them is not known."""
    found = [figures.get(each) for each in path.split("+")]
    if None in found:
        return None
    return sum((Decimal(each) for each in found if each is not None), Decimal(0))


def _find_lacking(report: Report) -> Iterator[Finding]:
    for table in report.statutory:
        if not table.figures:
            message, evidence = f"没有找到“{table.name}”的统计表", "没有能对上格式的表格，这张表没有核对"
        elif table.lacking:
            rows = "、".join(f"“{label}”" for label in table.lacking[:_SHOWN])
            message = f"“{table.name}”的统计表缺 {len(table.lacking)} 行，或者这些行读不出来"
            evidence = rows + ("等" if len(table.lacking) > _SHOWN else "")
        else:
            continue
        yield Finding(
            "table.incomplete",
            Severity.WARNING,
            Place(report.file),
            message,
            evidence,
            "请对照格式规定的表样补全；表格是图片的，请改用文字表格",
        )


def _find_unread(report: Report) -> Iterator[Finding]:
    """The cells of each table that are blank, and those that say anything but a number or a stroke."""
    for table in report.statutory:
        blank = [cell for cell in table.figures if not cell.written]
        odd = [
            cell
            for cell in table.figures
            if cell.written and cell.value is None and not is_stroke(cell.written)
        ]
        if blank:
            yield _unread(table.name, blank, "是空的", "没有的事项请填 0，空格会让人以为没有统计")
        if odd:
            yield _unread(table.name, odd, "不是一个数", "请只填一个数；说明写在正文里")


def _unread(table: str, cells: list[StatutoryFigure], fault: str, remedy: str) -> Finding:
    told = (_name(cell) + (f"：{cell.written[:20]}" if cell.written else "") for cell in cells[:_SHOWN])
    names = "；".join(told)
    return Finding(
        "table.unread",
        Severity.WARNING,
        cells[0].place,
        f"“{table}”的统计表里有 {len(cells)} 格{fault}",
        names + ("等" if len(cells) > _SHOWN else ""),
        remedy,
        about=tuple(cell.path for cell in cells),
    )


def _name(cell: StatutoryFigure) -> str:
    """A cell by its row and its column, as findings name them."""
    column = f"、“{cell.column}”一列" if cell.column else ""
    return f"“{cell.row}”一行{column}" if cell.row else f"“{cell.column}”一列"
