"""A report form → the cells of a sum of such reports: its tables, and what is added up for each."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import cache, cached_property
from itertools import groupby, islice
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.formats.definitions import YearSpan  # noqa: TC001  msgspec reads the annotation at run time
from report_builder.reports.statutory import demanded_tables, path_of_cell, path_of_row
from report_builder.statistics.axes import AXES
from report_builder.statistics.catalogue import find_figure, is_named_by_users
from report_builder.statistics.declaring import segment
from report_builder.statistics.rows import (
    APPLICANTS,
    DISPUTE_OUTCOMES,
    DOCUMENTS,
    ENFORCEMENT,
    REQUEST_ROWS,
    SUITS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_builder.formats.definitions import ReportFormat
    from report_builder.reports.statutory import DemandedRow, DemandedTable
    from report_builder.statistics.declaring import Value

FEES: Final = "proactive.fees.amount_wan"
STOCK: Final = ("issued", "abolished", "in_force")
_SHOWN: Final = 5
_LONGEST_NAME: Final = 31  # of a sheet, ECMA-376 part 1, 18.2.19
_PARTED: Final = frozenset(row.key for row in REQUEST_ROWS)
_LABEL_AND_ONE: Final = 2  # columns
_OUTCOMES: Final = len(DISPUTE_OUTCOMES) + 1
_FIRST_LEVEL: Final = re.compile("[一二三四五六七八九十]+、")
_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\']")

Row = tuple[str, tuple[str, ...]]  # a label, and the paths of its cells


class SumTable(Struct, frozen=True):
    """A table of the sum: its sheet, its columns, and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def sum_tables() -> Iterator[SumTable]:
    """The tables of the sum, in the order of their sheets."""
    stock = ("本年制发件数", "本年废止件数", "现行有效件数")
    documents = tuple(
        (label, tuple(f"proactive.{key}.{part}" for part in STOCK)) for label, key in DOCUMENTS.items()
    )
    yield SumTable("规章、规范性文件", ("信息内容", *stock), documents)
    kinds = ((label, key) for label, key in ENFORCEMENT.items() if label.startswith("行政"))
    duties = (
        *((label, (f"proactive.{key}.decisions",)) for label, key in kinds),
        ("行政事业性收费（万元）", (FEES,)),
    )
    yield SumTable("处理决定和收费", ("信息内容", "本年数量"), duties)
    applicants = (*APPLICANTS.values(), "total")
    requests = tuple(
        (row.printed, tuple(f"requests.{row.key}.{column}" for column in applicants)) for row in REQUEST_ROWS
    )
    yield SumTable("依申请公开", ("项目", *APPLICANTS, "总计"), requests)
    outcomes = (*DISPUTE_OUTCOMES.values(), "total")
    disputes = tuple(
        (label, tuple(f"litigation.{suit}.{outcome}" for outcome in outcomes))
        for label, suit in SUITS.items()
    )
    yield SumTable("复议诉讼", ("类型", *DISPUTE_OUTCOMES, "总计"), disputes)


def _statutory() -> tuple[str, ...]:
    """The cells of the three statutory tables (国办公开办函〔2021〕30号), in their order."""
    applicants = (*APPLICANTS.values(), "total")
    outcomes = (*DISPUTE_OUTCOMES.values(), "total")
    kinds = [key for kind, key in ENFORCEMENT.items() if kind.startswith("行政")]
    return (
        *(f"proactive.{key}.{part}" for key in DOCUMENTS.values() for part in STOCK),
        *(f"proactive.{key}.decisions" for key in kinds),
        FEES,
        *(f"requests.{row.key}.{column}" for row in REQUEST_ROWS for column in applicants),
        *(f"litigation.{suit}.{outcome}" for suit in SUITS.values() for outcome in outcomes),
    )


STATUTORY: Final = _statutory()
_STATUTORY: Final = frozenset(STATUTORY)


def caption_of(path: str) -> str:
    """A cell of the tables by its words: 依申请公开：予以公开·自然人."""
    steps = path.split(".")
    if steps[0] == "requests":
        rows = {row.key: row.label for row in REQUEST_ROWS}
        columns = {key: label for label, key in APPLICANTS.items()}
        return f"{rows.get('.'.join(steps[1:-1]), path)}·{columns.get(steps[-1], '总计')}"
    if steps[0] == "litigation" and len(steps) > 2:  # noqa: PLR2004
        suits = {key: label for label, key in SUITS.items()}
        outcomes = {key: label for label, key in DISPUTE_OUTCOMES.items()}
        return f"{suits.get(steps[1], steps[1])}·{outcomes.get(steps[2], '总计')}"
    found = find_figure(path)
    if found is None:
        return path
    labels = {axis: _label(axis, step) for axis, step in found[1].items()}
    return found[0].caption.format_map(labels) or path


def _label(axis: str, step: str) -> str:
    return next((label for label, own in AXES[axis].steps.items() if own == step), step)


class FigureSource(Struct, frozen=True):
    """Where a cell's figure is in figures that were counted: ``work`` wins over ``paths`` or ``rows``.

    ``rows`` are other cells that are added up; ``less`` is an indicator that is taken off ``work``.
    """

    paths: tuple[str, ...] = ()
    work: str = ""
    less: str = ""
    rows: tuple[str, ...] = ()


class SumForm(Struct, frozen=True, dict=True):
    """A form that is added up: ``called`` is what an office calls it, ``years`` those that prescribe it.

    ``captions`` have the words of every cell by its path, in the tables' order, ``units`` what it counts.
    """

    called: str
    tables: tuple[SumTable, ...]
    captions: dict[str, str]
    years: YearSpan | None = None
    units: dict[str, str] = field(default_factory=dict)
    sources: dict[str, FigureSource] = field(default_factory=dict)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The cells, in their order."""
        return tuple(self.captions)

    @property
    def never_below_nil(self) -> tuple[str, ...]:
        """The cells that are no differences."""
        return tuple(path for path in self.paths if not (path in self.sources and self.sources[path].less))

    def some(self, paths: Sequence[str]) -> str:
        """Some cells by their words."""
        told = "、".join(self.captions.get(path, path) for path in paths[:_SHOWN])
        return told + ("等" if len(paths) > _SHOWN else "")

    def counted(self, path: str, figures: Mapping[str, Value]) -> Value:
        """A cell's figure as figures that were counted give it, the same as a build prints."""
        source = self.sources.get(path)
        if source is None:
            return figures.get(path)
        reported = figures.get(_work(source.work)) if source.work else None
        if reported is not None:
            return _whole(Decimal(reported) - Decimal(figures.get(_work(source.less)) or 0))
        parts = [self.counted(each, figures) for each in source.rows]
        for each in source.paths:
            is_unused = each not in figures and (is_named_by_users(each) or _is_of_the_form_alone(each))
            parts.append(0 if is_unused else figures.get(each))
        known = [Decimal(each) for each in parts if each is not None]
        return _whole(sum(known, Decimal(0))) if len(known) == len(parts) else None

    def by_path(self, sums: Mapping[str, Value]) -> dict[str, Value]:
        """The sums as ``statistics.json`` has figures; what it has no place for is left out."""
        found: dict[str, Value] = {}
        for path, value in sums.items():
            source = self.sources.get(path)
            last = path.rpartition("+")[2]
            if source and source.less:  # the cell is a difference, the indicator is not
                before = sums.get(_work(source.less))
                known = None if value is None or before is None else Decimal(value) + Decimal(before)
                found[path] = None if known is None else _whole(known)
            elif "+" not in path and not path.startswith("annex."):
                found[path] = value
            elif _is_of_the_form_alone(last):
                found[last] = value
        return found


def _is_of_the_form_alone(path: str) -> bool:
    """Whether a path is in a row of applications that only some form has, and no figures without it."""
    return path.startswith("requests.") and _row_of(path) not in _PARTED


def _row_of(path: str) -> str:
    return path.removeprefix("requests.").rpartition(".")[0]


def _work(indicator: str) -> str:
    return f"work.{segment(indicator)}"


def _whole(value: Decimal) -> Value:
    return int(value) if value == value.to_integral_value() else value


@cache
def form_of_today() -> SumForm:
    """The form that is prescribed today (国办公开办函〔2021〕30号)."""
    units = {path: "万元" if path == FEES else "件" for path in STATUTORY}
    captions = {path: caption_of(path) for path in STATUTORY}
    return SumForm("国办公开办函〔2021〕30号的格式", tuple(sum_tables()), captions, units=units)


def form_of(report_format: ReportFormat) -> SumForm:
    """The form of a format; one that has all that today's asks for is added up as today's is."""
    demanded = list(demanded_tables(report_format))
    have = {cell.path for table in demanded for row in table.rows for cell in row.cells}
    if have >= _STATUTORY:
        return replace(form_of_today(), years=report_format.years)
    printed = {row.key: row.printed for row in report_format.request_rows}
    tables = tuple(each for table in demanded for each in _sum_tables(table, printed))
    captions = {
        path: f"{label}·{column}" if len(table.columns) > _LABEL_AND_ONE else label
        for table in tables
        for label, paths in table.rows
        for path, column in zip(paths, table.columns[1:], strict=True)
    }
    units, sources = dict[str, str](), dict[str, FigureSource]()
    for path, unit, source in _sources(report_format):
        units[path], sources[path] = unit or "件", source
    return SumForm(name_of_form(report_format), tables, captions, report_format.years, units, sources)


def name_of_form(report_format: ReportFormat) -> str:
    """A form as an office calls it, with its years: 国办公开办函〔2019〕60号的格式（2019至2020年度）."""
    notice, title = report_format.notice, report_format.title
    return f"{f'{notice}的格式' if notice else f'《{title}》'}（{report_format.years}）"


def _sources(report_format: ReportFormat) -> Iterator[tuple[str, str, FigureSource]]:
    """Each cell's path, unit and source."""
    for table in report_format.tables:
        taken: set[str] = set()
        for cell in (each for row in table.rows for each in table.cells(row) if each.has_figure):
            yield path_of_cell(cell, taken), cell.unit, FigureSource(cell.paths, cell.work, cell.less)
    annex_rows = report_format.annex.rows if report_format.annex else ()
    for row in annex_rows:
        if not row.is_caption:
            summed = tuple(path_of_row(each) for each in annex_rows if each.id and each.id in row.sum_rows)
            paths = (row.figure,) if row.figure else row.sum_of
            yield path_of_row(row), row.unit, FigureSource(paths, row.work, "", summed)


def _sum_tables(table: DemandedTable, printed: Mapping[str, str]) -> Iterator[SumTable]:
    """A demanded table as the sum shows it: applications and disputes as ever, else a block for each head."""
    paths = [cell.path for row in table.rows for cell in row.cells]
    if all(path.startswith("requests.") for path in paths):
        rows = tuple((_printed(row, printed), tuple(cell.path for cell in row.cells)) for row in table.rows)
        yield SumTable("依申请公开", ("项目", *APPLICANTS, "总计"), rows)
    elif all(path.startswith("litigation.") for path in paths) and len(paths) == len(SUITS) * _OUTCOMES:
        cells = iter(paths)
        rows = tuple((label, tuple(islice(cells, _OUTCOMES))) for label in SUITS)
        yield SumTable("复议诉讼", ("类型", *DISPUTE_OUTCOMES, "总计"), rows)
    else:
        told = _told_apart(table)
        for heads, block in groupby(table.rows, lambda row: tuple(cell.column for cell in row.cells)):
            lines = list(block)
            rows = tuple((next(told), tuple(cell.path for cell in row.cells)) for row in lines)
            yield SumTable(_sheet_name(table, lines), ("信息内容", *heads), rows)


def _told_apart(table: DemandedTable) -> Iterator[str]:
    """The labels of the rows; one that several have with the row of 一、 that it stands under."""
    times, above = Counter(row.label for row in table.rows), ""
    for row in table.rows:
        if _FIRST_LEVEL.match(row.label):
            above = row.label
        yield row.label if times[row.label] == 1 else f"{above}：{row.label}"


def _printed(row: DemandedRow, printed: Mapping[str, str]) -> str:
    return printed.get(_row_of(row.cells[0].path), row.label)


def _sheet_name(table: DemandedTable, rows: Sequence[DemandedRow]) -> str:
    """What a block is called: by its rows, where these are few."""
    name = "、".join(row.label for row in rows)
    return _NOT_IN_A_NAME.sub("", name if len(name) <= _LONGEST_NAME else table.name)[:_LONGEST_NAME]
