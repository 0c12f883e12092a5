"""A folder of spreadsheets → ``Ledgers``, and findings for everything in them that is not right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from report_builder.diagnostics import Place
from report_builder.ledgers import builders, contract
from report_builder.ledgers.cells import convert_text, is_blank
from report_builder.ledgers.choices import vocabulary_of
from report_builder.ledgers.consistency import check_row
from report_builder.ledgers.headers import find_header
from report_builder.ledgers.opening.grids import column_letter, read_grids
from report_builder.ledgers.opening.sources import find_sources
from report_builder.ledgers.records import Ledgers, SheetOrigin
from report_builder.ledgers.repetitions import Numbered, check_repetitions
from report_builder.ledgers.rows import Row, Table
from report_builder.ledgers.sheet_names import count_entries, is_note, recognise, suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.opening.grids import Grid
    from report_builder.ledgers.opening.sources import Source
    from report_builder.ledgers.sheet_names import Known
    from report_builder.settings import Settings

T = TypeVar("T")

# The two ways of giving the applications: one by one, or the finished table; either will do.
_EITHER: Final = frozenset({contract.APPLICATIONS, contract.APPLICATION_TOTALS})


def read_ledgers(folder: Path, settings: Settings, findings: Findings) -> Ledgers:
    """The records of every ledger in a folder; rows with errors are left out, and told."""
    sources = find_sources(folder, findings)
    told = len(findings.errors)
    grids = _contract_grids(sources, findings)
    is_whole = bool(sources) and len(findings.errors) == told
    if is_whole and contract.PUBLISHED not in grids:
        _tell_missing(folder, findings)
    tables = _tables(grids, settings, findings)
    numbers: dict[str, list[Numbered]] = {}
    ledgers = _ledgers(tables, tuple(source.file for source in sources), numbers)
    check_repetitions(
        ledgers, numbers.get(contract.APPLICATIONS, ()), numbers.get(contract.DISPUTES, ()), findings
    )
    if is_whole:
        _tell_unfilled(folder, grids, tables, findings)
    return ledgers


def _contract_grids(sources: Sequence[Source], findings: Findings) -> dict[str, list[Grid]]:
    """The sheets that hold records, by their contract's name, in the order of files."""
    found: dict[str, list[Grid]] = {}
    for source in _different(sources, findings):
        is_csv = source.suffix == ".csv"
        for grid in read_grids(source, findings):
            known = recognise(grid.sheet)
            if known is not None:
                found.setdefault(known.name, []).append(grid)
                _tell_known_sheet(grid, known, is_csv=is_csv, findings=findings)
            elif not is_note(grid.sheet, is_csv=is_csv) and not _is_empty(grid):
                _tell_unknown_sheet(grid, is_csv=is_csv, findings=findings)
    return found


def _different(sources: Iterable[Source], findings: Findings) -> Iterator[Source]:
    """Each file once: a ledger handed in twice under two names would be counted twice."""
    first: dict[bytes, Source] = {}
    for source in sources:
        same = first.setdefault(source.digest, source)
        if same is source:
            yield source
        else:
            message = f"与“{same.name}”的内容完全相同，只读取了一份"
            findings.notice("ledger.duplicate_file", Place(source.file), message)


def _tell_known_sheet(grid: Grid, known: Known, *, is_csv: bool, findings: Findings) -> None:
    if _is_empty(grid):
        return
    place = Place(grid.file, grid.sheet)
    if not known.is_exact and not is_csv:  # CSV files of one folder cannot all have the same name
        findings.notice("ledger.tidied", place, f"工作表名写作“{grid.sheet}”，按“{known.name}”读取")
    if grid.layout.is_hidden:
        findings.notice(
            "ledger.hidden", place, "是隐藏的工作表，照常读取", remedy="不应当计入的，请删去这张工作表"
        )


def _is_empty(grid: Grid) -> bool:
    return all(is_blank(cell) for row in grid.rows for cell in row)


def _tell_unknown_sheet(grid: Grid, *, is_csv: bool, findings: Findings) -> None:
    """Warn where figures may be lost, in a sheet named or headed nearly as the contract has it."""
    place, likely = Place(grid.file, grid.sheet), suggest(grid)
    what = "文件名里没有工作表的名称，没有读取" if is_csv else f"“{grid.sheet}”不是规定的工作表，没有读取"
    if not likely:
        remedy = f"规定的名称有：{'、'.join(contract.SHEETS)}"
        findings.notice("ledger.sheet_unknown", place, what, remedy=remedy)
        return
    entries = count_entries(grid)
    names = "”或“".join(likely)
    findings.warn(
        "ledger.sheet_unknown",
        place,
        f"{what}，里面约有 {entries} 行数据没有计入" if entries else what,
        remedy=f"如果它是“{names}”，请改成这个名称；只是副本或往年的，可以删去",
    )


def _tell_missing(folder: Path, findings: Findings) -> None:
    findings.error(
        "ledger.sheet_missing",
        Place(folder.as_posix()),
        f"所有台账里都没有“{contract.PUBLISHED}”工作表",
        remedy=f"请在其中一个台账里加上“{contract.PUBLISHED}”工作表，并填写表头",
    )


def _tell_unfilled(
    folder: Path,
    grids: Mapping[str, Sequence[Grid]],
    tables: Mapping[str, Sequence[Table]],
    findings: Findings,
) -> None:
    """Tell the sheets that nobody handed in or filled in: they count as nil, which may be a mistake."""
    place = Place(folder.as_posix())
    unfilled = [name for name in contract.SHEETS if _is_unfilled(grids.get(name, ()), tables.get(name, ()))]
    if len(unfilled) == len(contract.SHEETS):
        findings.warn(
            "ledger.nothing_filled",
            place,
            "台账里一行也没有填，报告里的数都会是 0",
            remedy="请在台账里逐行填写；已经填好的，请确认放进了这个文件夹，并且保存过",
        )
        return
    if contract.PUBLISHED in grids and contract.PUBLISHED in unfilled:
        findings.warn(
            "ledger.nothing_published",
            place,
            f"“{contract.PUBLISHED}”一行也没有填，本年主动公开的信息按 0 条统计",
            remedy="请核对各科室的台账是不是都放进了这个文件夹",
        )
    absent = [name for name in unfilled if name != contract.PUBLISHED]
    if not _EITHER.issubset(absent):
        absent = [name for name in absent if name not in _EITHER]
    if absent:
        what = f"这些工作表没有提供或者没有填，按没有此类事项统计：{'、'.join(absent)}"
        findings.notice("ledger.sheet_nil", place, what)


def _is_unfilled(grids: Sequence[Grid], tables: Sequence[Table]) -> bool:
    """Whether a sheet has no row in any workbook; one without a header is a fault that is told elsewhere."""
    has_fault = sum(not _is_empty(grid) for grid in grids) > len(tables)
    return not has_fault and not any(table.entries for table in tables)


def _tables(
    grids: Mapping[str, Sequence[Grid]], settings: Settings, findings: Findings
) -> dict[str, list[Table]]:
    vocabulary = vocabulary_of(settings)
    tables: dict[str, list[Table]] = {}
    for name, sheet in contract.SHEETS.items():
        for grid in grids.get(name, ()):
            header = None if _is_empty(grid) else find_header(grid, sheet, findings)
            if header is not None:
                letters = {column: column_letter(index) for column, index in header.columns.items()}
                origin = SheetOrigin(grid.file, grid.sheet, letters)
                tables.setdefault(name, []).append(Table(grid, header, sheet, origin, vocabulary, findings))
    return tables


def _ledgers(
    tables: Mapping[str, Sequence[Table]], files: tuple[str, ...], numbers: dict[str, list[Numbered]]
) -> Ledgers:
    """The records of every sheet; ``numbers`` is given those of all rows, by the sheet."""

    def records(sheet: str, build: Callable[[Row], T]) -> tuple[T, ...]:
        return tuple(_records(tables.get(sheet, ()), build, numbers.setdefault(sheet, [])))

    return Ledgers(
        published=records(contract.PUBLISHED, builders.published_item),
        interpretations=records(contract.INTERPRETATIONS, builders.interpretation),
        normative_documents=records(contract.NORMATIVE_DOCUMENTS, builders.normative_document),
        enforcement=records(contract.ENFORCEMENT, builders.enforcement_count),
        charges=records(contract.CHARGES, builders.charge),
        applications=records(contract.APPLICATIONS, builders.application),
        application_totals=records(contract.APPLICATION_TOTALS, builders.application_total),
        withheld=records(contract.WITHHELD, builders.withheld_item),
        disputes=records(contract.DISPUTES, builders.dispute),
        media=records(contract.MEDIA, builders.media_reading),
        websites=records(contract.WEBSITES, builders.reading),
        work=records(contract.WORK, builders.reading),
        files=files,
    )


def _records(tables: Iterable[Table], build: Callable[[Row], T], numbers: list[Numbered]) -> Iterable[T]:
    for table in tables:
        for row in table.rows():
            record = build(row)
            check_row(row, record)
            if column := table.contract.number:
                number = row.cells.get(column, "")
                if not is_blank(number):
                    numbers.append(Numbered(convert_text(number).value, row.origin))
            if not row.failed:
                yield record
