"""The sheets of a workbook → which of them are ledgers, and of what; what may be one or not is asked.

A sheet is known by its name; one whose name says nothing, by its header. Where several sheets of a workbook
are one ledger, those that tell their part (1月, 教务科) are parts of it; drafts and copies are asked about.
"""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.diagnostics import Place
from report_builder.ledgers.cells import is_blank
from report_builder.ledgers.headers import fit
from report_builder.ledgers.official_tables import parts_of
from report_builder.ledgers.questions import COUNT, Question
from report_builder.ledgers.sheet_names import SheetNaming, is_note, read_name
from report_builder.ledgers.sheets import SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.declarations import Sheet
    from report_builder.ledgers.official_parts import CellIndex, OfficialPart
    from report_builder.ledgers.opening.grids import SheetGrid
    from report_builder.ledgers.questions import Questions
    from report_builder.settings import Settings

_FEWEST_NEAR: Final = 2
_MOST_ROWS_ASKED: Final = 200


class RecognisedBy(Enum):
    """What a sheet was known by."""

    NAME = "名称"
    PART = "名称和部分"
    NUMBER = "名称和编号"
    LIKE_NAME = "与名称相近"
    HEADER = "表头"


class KnownSheet(Struct, frozen=True):
    """A grid, the ledger that it is, and what it was known by; ``moved`` as of an official table's part."""

    grid: SheetGrid
    sheet: Sheet
    by: RecognisedBy
    naming: SheetNaming
    moved: Mapping[CellIndex, CellIndex] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_exact(self) -> bool:
        """Whether it bears the very name."""
        return self.naming.is_exact


def recognise(
    grids: Iterable[SheetGrid],
    settings: Settings,
    questions: Questions,
    findings: Findings,
    *,
    is_text: bool,
) -> tuple[KnownSheet, ...]:
    """The ledgers among a workbook's sheets, in their order; what ``is_text`` is named by its file."""
    ignored, given = frozenset(settings.ignored_sheets), settings.columns
    known: list[KnownSheet] = []
    for grid in grids:
        if is_note(grid.sheet, is_text=is_text) or (is_empty(grid) and not read_name(grid.sheet).sheet):
            continue
        if grid.sheet in ignored or grid.sheet.strip() in ignored:
            findings.notice(
                "ledger.sheet_ignored", Place(grid.file, grid.sheet), "按设置里的 ignored_sheets 没有读取"
            )
            continue
        for part in parts_of(grid, findings):
            found = _know(part, given)
            if found is None:
                _tell_unknown(part.grid, given, is_text=is_text, findings=findings)
            else:
                known.append(found)
    kept = tuple(_wanted(known, questions, findings))
    for each in kept:
        _tell_known(each, is_text=is_text, findings=findings)
    return kept


def is_empty(grid: SheetGrid) -> bool:
    """Whether nothing stands on a sheet."""
    return all(is_blank(cell) for row in grid.rows for cell in row)


def _know(part: OfficialPart, given: Mapping[str, Mapping[str, str]]) -> KnownSheet | None:
    """The ledger that a sheet is by its name or, if that says nothing, by its header alone."""
    grid = part.grid
    naming = read_name(grid.sheet)
    if naming.sheet and part.name in {"", naming.sheet}:
        by = (
            RecognisedBy.LIKE_NAME
            if naming.rest
            else RecognisedBy.NUMBER
            if naming.is_numbered
            else RecognisedBy.PART
        )
        by = by if naming.is_part or naming.rest or naming.is_numbered else RecognisedBy.NAME
        return KnownSheet(grid, SHEETS[naming.sheet], by, naming, part.moved)
    fitting = [part.name] if part.name else _fitting(grid, given)
    if len(fitting) == 1 and not _is_denied(naming):
        return KnownSheet(grid, SHEETS[fitting[0]], RecognisedBy.HEADER, naming, part.moved)
    return None


def _is_denied(naming: SheetNaming) -> bool:
    """Whether a name says that its sheet is another one: 不予主动公开, 拟公开, or two sheets at once."""
    return any(sheet in naming.rest for sheet in SHEETS)


def _fitting(grid: SheetGrid, given: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The ledgers whose every required column a header has; of these the ones with most columns."""
    fits = {name: fit(grid, sheet, given.get(name, {})) for name, sheet in SHEETS.items()}
    whole = {name: columns for name, (columns, missing) in fits.items() if columns and not missing}
    best = max(whole.values(), default=0)
    return [name for name, columns in whole.items() if columns == best]


def _near(grid: SheetGrid, given: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The ledgers that a sheet may be, by its header, a part of it, or its name; the likeliest first."""
    if fitting := _fitting(grid, given):
        return fitting
    fits = {name: fit(grid, sheet, given.get(name, {})) for name, sheet in SHEETS.items()}
    near = {
        name: columns - missing
        for name, (columns, missing) in fits.items()
        if columns >= _FEWEST_NEAR and missing < max(_FEWEST_NEAR, len(SHEETS[name].required) / 2)
    }
    best = max(near.values(), default=0)
    by_header = [name for name, score in near.items() if score == best]
    by_name = [name for name in SHEETS if name in read_name(grid.sheet).rest]
    return by_header or by_name


def _wanted(known: Sequence[KnownSheet], questions: Questions, findings: Findings) -> Iterator[KnownSheet]:
    """The sheets that count: of several that are one, drafts and copies only where somebody says so."""
    filled = [each for each in known if not is_empty(each.grid)]
    for each in known:
        others = [other for other in filled if other.sheet is each.sheet and other is not each]
        if others and not is_empty(each.grid) and _is_doubtful(each, others):
            if questions.ask(_question(each, others[0]), findings) == COUNT:
                yield each
        else:
            yield each


def _is_doubtful(each: KnownSheet, others: Sequence[KnownSheet]) -> bool:
    """Whether a sheet may be a draft or a copy of another one in its workbook."""
    is_beside_named = any(other.by is RecognisedBy.NAME for other in others)
    if each.by is RecognisedBy.NAME:
        return not each.is_exact and any(other.is_exact for other in others)
    if each.by is RecognisedBy.PART:
        return False
    if each.by is RecognisedBy.NUMBER:
        return is_beside_named
    if each.by is RecognisedBy.HEADER:
        return not each.naming.is_part or any(other.by is not RecognisedBy.HEADER for other in others)
    return True


def _question(each: KnownSheet, other: KnownSheet) -> Question:
    grid = each.grid
    rows = count_entries(grid)
    return Question(
        "ledger.sheet_doubtful",
        Place(grid.file, grid.sheet),
        f"“{grid.sheet}”和“{other.grid.sheet}”都像是“{each.sheet.name}”，分不清“{grid.sheet}”是不是草稿或者副本",
        f"“{grid.sheet}”约有 {rows} 行，“{other.grid.sheet}”约有 {count_entries(other.grid)} 行",
        f"请只留应当统计的一张；都要统计的，把名称改成“{each.sheet.name}-科室”或者“{each.sheet.name}1月”这样",
        (grid.file.rpartition("/")[2], grid.sheet, *_cells(grid)),
    )


def _cells(grid: SheetGrid) -> Iterator[str]:
    for row in grid.rows[:_MOST_ROWS_ASKED]:
        yield "\t".join(map(str, row))


def _tell_known(known: KnownSheet, *, is_text: bool, findings: Findings) -> None:
    grid, name = known.grid, known.sheet.name
    if is_empty(grid):
        return
    place = Place(grid.file, grid.sheet)
    message = f"工作表名写作“{grid.sheet}”，按“{name}”读取"
    if known.by is RecognisedBy.HEADER:
        what = "文件名里没有工作表的名称" if is_text else f"工作表名“{grid.sheet}”不是规定的名称"
        findings.notice("ledger.tidied", place, f"{what}，按表头认作“{name}”读取")
    elif known.by is RecognisedBy.LIKE_NAME:
        remedy = "不应当统计的，请删去这张工作表，或者写进 report.toml 的 ignored_sheets"
        findings.warn("ledger.sheet_name", place, message, remedy=remedy)
    elif not known.is_exact and not is_text:  # CSV files of one folder cannot all have the same name
        findings.notice("ledger.tidied", place, message)
    if grid.layout.is_hidden:
        findings.notice(
            "ledger.hidden", place, "是隐藏的工作表，照常读取", remedy="不应当计入的，请删去这张工作表"
        )


def _tell_unknown(
    grid: SheetGrid, given: Mapping[str, Mapping[str, str]], *, is_text: bool, findings: Findings
) -> None:
    """Stop where figures may be lost, in a sheet named or headed nearly as a ledger."""
    place, likely, entries = Place(grid.file, grid.sheet), _near(grid, given), count_entries(grid)
    what = "文件名里没有工作表的名称，没有读取" if is_text else f"“{grid.sheet}”不是规定的工作表，没有读取"
    if not likely or not entries:
        remedy = f"规定的名称有：{'、'.join(SHEETS)}"
        findings.notice("ledger.sheet_unknown", place, what, remedy=remedy)
        return
    names = "”或“".join(likely)
    sheet = SHEETS[likely[0]]
    missing = fit(grid, sheet, given.get(sheet.name, {}))[1] if len(likely) == 1 else 0
    header = f"，并补上缺少的列（必填的有{'、'.join(sheet.required)}）" if missing else ""
    findings.error(
        "ledger.sheet_unknown",
        place,
        f"{what}，里面约有 {entries} 行数据没有计入",
        remedy=f"如果它是“{names}”，请改成这个名称{header}；不应当统计的，请删去，"
        f'或者在 report.toml 里写：ignored_sheets = ["{grid.sheet}"]',
    )


def count_entries(grid: SheetGrid) -> int:
    """The rows with at least two filled cells, the header aside."""
    filled = sum(sum(not is_blank(cell) for cell in row) > 1 for row in grid.rows)
    return max(0, filled - 1)
