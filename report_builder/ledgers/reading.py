"""A folder of ledgers → ``Ledgers``: open → recognise → header → frame, and what is wrong as findings."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from report_builder.diagnostics import Place
from report_builder.ledgers.annulled_rows import leave_out_annulled
from report_builder.ledgers.choices import vocabulary_of
from report_builder.ledgers.completeness import tell_unfilled
from report_builder.ledgers.copied_files import BOTH, are_alike, leave_out_copies
from report_builder.ledgers.cumulative_periods import leave_out_overtaken
from report_builder.ledgers.frames import Ledgers, SheetOrigin, labelled
from report_builder.ledgers.headers import find_header
from report_builder.ledgers.magnitudes import multiply_out
from report_builder.ledgers.official_parts import WHOLE_ROW
from report_builder.ledgers.open_sheets import OpenSheet
from report_builder.ledgers.opening.grids import column_letter, read_grids
from report_builder.ledgers.opening.ledger_files import find_ledger_files
from report_builder.ledgers.questions import Question, questions_of
from report_builder.ledgers.recognising import is_empty, recognise
from report_builder.ledgers.repetitions import RepetitionGatherer, check_repetitions
from report_builder.ledgers.row_keys import RowKeys
from report_builder.ledgers.sheets import SHEETS
from report_builder.ledgers.sheets_of_other_years import leave_out_other_years
from report_builder.ledgers.summaries import leave_out_summaries
from report_builder.ledgers.tables import table_of
from report_builder.ledgers.total_rows import leave_out_totals
from report_builder.ledgers.typing_rows import frame_of_table, some_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.choices import Vocabulary
    from report_builder.ledgers.frames import FrameColumn
    from report_builder.ledgers.headers import Header
    from report_builder.ledgers.official_parts import CellIndex
    from report_builder.ledgers.opening.file_bytes import LedgerFile
    from report_builder.ledgers.recognising import KnownSheet
    from report_builder.settings import Settings


def read_ledgers(
    folder: Path, settings: Settings, year: int, findings: Findings, vocabulary: Vocabulary | None = None
) -> Ledgers:
    """The rows of every ledger in a folder; those with errors are left out, and told.

    ``vocabulary`` are the closed lists, where the year's format has others than the settings give.
    """
    told = len(findings.errors)
    sources = find_ledger_files(folder, findings, settings.limits)
    found_all = bool(sources) and len(findings.errors) == told
    report = Place((folder.parent / "report.toml").as_posix())
    _check_columns(settings, report, findings)
    reader = _WorkbookReader(settings, year, vocabulary or vocabulary_of(settings), findings)
    for source in reader.different(sources):
        reader.read(source)
    ledgers = reader.ledgers(tuple(source.file for source in sources))
    if found_all and reader.opened_all:
        tell_unfilled(folder, reader.entries, frozenset(reader.faulty), findings)
        reader.tell_unmet(report)
    reader.questions.tell_unused(findings, report)
    return ledgers


def read_workbook(source: LedgerFile, settings: Settings, year: int, findings: Findings) -> Ledgers:
    """The rows of one ledger that stands alone; those with errors are left out, and told."""
    reader = _WorkbookReader(settings, year, vocabulary_of(settings), findings)
    reader.read(source)
    return reader.ledgers((source.file,))


def _check_columns(settings: Settings, file: Place, findings: Findings) -> None:
    """Tell of headers that the settings name for a sheet or a column that there is not."""
    for name, headers in settings.columns.items():
        sheet = SHEETS.get(name)
        known = [column.name for column in sheet.columns] if sheet else list(SHEETS)
        for wrong in [name] if sheet is None else [each for each in headers.values() if each not in known]:
            findings.error(
                "settings.invalid",
                file,
                f"columns 里写的“{wrong}”不是规定的{'列名' if sheet else '工作表名'}",
                remedy=f"可以写：{'、'.join(known)}",
            )


TEXT_SUFFIXES: Final = frozenset({".csv", ".tsv", ".txt"})
_SMALL_TEXT: Final = 2_000  # bytes: nobody comes by more of the same by chance


class _WorkbookReader:
    """Reads one workbook after the other, and puts the frames of each sheet together."""

    def __init__(self, settings: Settings, year: int, vocabulary: Vocabulary, findings: Findings) -> None:
        self.settings, self.year, self.vocabulary, self.findings = settings, year, vocabulary, findings
        self.questions = questions_of(settings)
        self.frames: dict[str, list[pd.DataFrame]] = {}
        self.numbered: dict[str, list[pd.DataFrame]] = {}
        self.origins: dict[tuple[str, str], SheetOrigin] = {}
        self.entries: dict[str, int] = {}
        self.faulty: set[str] = set()
        self.opened_all = True
        self.met: set[str] = set()
        self.settled: set[tuple[str, str]] = set()

    def different(self, sources: Iterable[LedgerFile]) -> Iterator[LedgerFile]:
        """Each file once: a ledger handed in twice under two names would be counted twice."""
        first: dict[bytes, LedgerFile] = {}
        for source in sources:
            same = first.setdefault(source.digest, source)
            if same is source or self._are_two(same, source):
                yield source

    def _are_two(self, same: LedgerFile, source: LedgerFile) -> bool:
        """Whether two files of the same bytes are two offices' small figures; no two workbooks' are."""
        place = Place(source.file)
        is_small = source.suffix in TEXT_SUFFIXES and source.size <= _SMALL_TEXT
        if not is_small or are_alike(same.name, source.name):
            what = f"与“{same.name}”的内容完全相同，只读取了一份"
            self.findings.notice("ledger.duplicate_file", place, what)
            return False
        question = Question(
            "ledger.handed_in_twice",
            place,
            f"与“{same.name}”的内容完全相同，分不清是一份交了两次，还是两个科室的数正好一样",
            f"两个文件都是 {source.size} 字节",
            "交了两次的，请只留一份",
            (same.name, source.name, source.digest.hex()),
            (BOTH, f"只计入{same.name}"),
        )
        self.settled.add((same.file, source.file))
        return self.questions.ask(question, self.findings) == BOTH

    def tell_unmet(self, report: Place) -> None:
        """Tell of sheets that the settings leave out, and that no workbook has."""
        for name in self.settings.ignored_sheets:
            if name.strip() not in self.met:
                self.findings.warn(
                    "ledger.sheet_ignored",
                    report,
                    f"ignored_sheets 里写的“{name}”，各台账里没有这张工作表",
                    remedy="名称写错的请改正，那张表现在照常计入；不再需要的，请从 ignored_sheets 里删去",
                )

    def read(self, source: LedgerFile) -> None:
        """Every ledger of a workbook."""
        told = len(self.findings.errors)
        grids = read_grids(source, self.findings)
        self.opened_all = self.opened_all and len(self.findings.errors) == told
        self.met.update(grid.sheet.strip() for grid in grids)
        # Texts and pages have no sheets of their own; programs call theirs after the file.
        is_text = all(grid.sheet == PurePath(grid.file).stem for grid in grids)
        known = recognise(grids, self.settings, self.questions, self.findings, is_text=is_text)
        for each in known:
            self.entries.setdefault(each.sheet.name, 0)
            if not is_empty(each.grid):
                self._read_sheet(each)

    def _read_sheet(self, known: KnownSheet) -> None:
        grid, sheet = known.grid, known.sheet
        header = find_header(grid, sheet, self.findings, self.settings.columns.get(sheet.name, {}))
        if header is None:
            self.faulty.add(sheet.name)
            return
        origin = self._origin(known, header)
        opened = OpenSheet(grid, sheet, header, origin, self.year, self.questions, self.findings)
        table = table_of(opened)
        self.entries[sheet.name] += table.entries
        rows, sound = frame_of_table(table, self.vocabulary, grid.layout.epoch, self.findings)
        if sheet.number and len(rows):
            self._remember_numbers(known, rows)
        frame = some_rows(rows, sound)
        for settle in (leave_out_annulled, leave_out_other_years, multiply_out, leave_out_totals):
            frame = settle(opened, frame)
        self.frames.setdefault(sheet.name, []).append(frame)

    def _origin(self, known: KnownSheet, header: Header) -> SheetOrigin:
        letters = {column: column_letter(index) for column, index in header.columns.items()}
        names = {index: column for column, index in header.columns.items()} | {WHOLE_ROW: ""}
        moved = {
            (row + 1, names[index]): f"第{at[0] + 1}行" if index == WHOLE_ROW else _address(at)
            for (row, index), at in known.moved.items()
            if index in names
        }
        origin = SheetOrigin(known.grid.file, known.grid.sheet, letters, moved)
        # One sheet of a file may hold several ledgers, which have no column in common.
        beside = self.origins.get((origin.file, origin.sheet), origin)
        self.origins[origin.file, origin.sheet] = SheetOrigin(
            origin.file, origin.sheet, {**beside.columns, **letters}, {**beside.moved, **moved}
        )
        return origin

    def _remember_numbers(self, known: KnownSheet, rows: pd.DataFrame) -> None:
        """The numbers of all rows: one that is wrong elsewhere is a repetition all the same."""
        sheet = known.sheet
        day = sheet.carrying.begun if sheet.carrying else sheet.number
        named = rows[["file", "sheet", "row", sheet.number, day]][(rows[sheet.number] != "").to_numpy()]
        self.numbered.setdefault(sheet.name, []).append(named)

    def ledgers(self, files: tuple[str, ...]) -> Ledgers:
        """All that was read, without what was handed in twice; repetitions are told."""
        frames = {name: together(self.frames[name]) for name in SHEETS if name in self.frames}
        self.frames.clear()
        keys = RowKeys()
        frames, asked = leave_out_copies(frames, keys, self.questions, self.findings, self.settled)
        frames = leave_out_summaries(frames, self.questions, self.findings)
        frames = leave_out_overtaken(frames, self.questions, self.findings)
        numbered = {name: together(parts) for name, parts in self.numbered.items()}
        check_repetitions(frames, numbered, keys, RepetitionGatherer(self.origins, asked), self.findings)
        asked_of_all = tuple(self.questions.asked)
        return Ledgers(frames, self.origins, files, frozenset(self.entries), asked_of_all)


def _address(at: CellIndex) -> str:
    row, column = at
    return f"{column_letter(column)}{row + 1}"


def _joined(arrays: Sequence[Any]) -> Any:  # noqa: ANN401  pandas' types do not tell of it
    """Columns of one kind as one: without the indexes that ``concat`` would make for each of them."""
    return type(arrays[0])._concat_same_type(arrays)  # noqa: SLF001  what every kind of array has for it


def _united(columns: Sequence[pd.Categorical[Any]]) -> FrameColumn:
    """Columns of labels as one, which has the labels of all in the order in which they come."""
    places: dict[str, int] = {}
    codes = [
        np.array([places.setdefault(label, len(places)) for label in each.categories], dtype="int32")[
            each.codes
        ]
        for each in columns
    ]
    return labelled(np.concatenate(codes), list(places))


def together(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The frames of one sheet from several workbooks as one, their categories united."""
    parts = [part for part in parts if len(part)] or parts[:1]
    if len(parts) == 1:
        return parts[0]
    columns: dict[str, Any] = {}
    for name in parts[0].columns:
        series = [part[name] for part in parts]
        if isinstance(series[0].dtype, pd.CategoricalDtype):
            columns[name] = _united([each.array for each in series])
        else:
            columns[name] = _joined([each.array for each in series])
    return pd.DataFrame(columns, copy=False)
