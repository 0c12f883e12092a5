"""What reviewers answered in the workbook or the window, and had answered before → answers by fingerprint.

Answers are kept as those to questions about the ledgers are: under ``[[answers]]``, by the fingerprint of
what was found. Where a report is handed in again and says something else there, the finding is another one.
The workbook remembers what had been answered when it was written (``BEFORE``): only what was changed in it
since is an answer of its own, so that neither it nor the file undoes what was said in the other.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.agencies.reviewed_reports import ANSWERS
from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Finding, Findings, Place, ReportError, Severity
from report_builder.ledgers.opening.file_bytes import describe
from report_builder.ledgers.opening.grids import column_letter, read_grids
from report_builder.plain_files import open_plain
from report_builder.settings import Answer  # noqa: TC001  msgspec reads the annotation at run time
from report_builder.system_faults import reason_of
from report_builder.toml_files import TomlTable, parse_toml, validate
from report_builder.visible_text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from report_builder.ledgers.opening.grids import SheetGrid

ANSWERS_FILE: Final = "审核答复.toml"
MARK, ANSWER, NOTE, BEFORE = "编号", "审核意见", "说明", "原意见"
_HEAD: Final = """# 审核意见，从“审核情况.xlsx”里收进来，或者在窗口里填的；同一问题下次不再提示。
# question 是问题的编号，answer 填“属实”或“不成立”，note 是说明。要撤回的，删去那几行。
"""
_BACK: Final = f"请撤销对“{MARK}”一列的改动，或者先把答复抄下来，删去这个工作簿，再运行一次"
_FIRST_ROWS: Final = 10


class GivenAnswer(Struct, frozen=True):
    """An answer to a finding, and why; empty for none."""

    answer: str = ""
    note: str = ""

    def __str__(self) -> str:
        """As a cell has it: 不成立：已经核实."""
        return visible(f"{self.answer}：{self.note}" if self.note else self.answer)


NO_ANSWER: Final = GivenAnswer()


class AnswersFile(TomlTable, frozen=True, kw_only=True):
    """``审核答复.toml`` as it is written."""

    answers: tuple[Answer, ...] = ()


class ReadAnswers(Struct, frozen=True):
    """The answers as they are to count, those of the file alone, and the workbook as it was read.

    ``in_workbook`` are those that were changed in the workbook since it was written, by their marks.
    """

    given: dict[str, GivenAnswer]
    kept: dict[str, GivenAnswer]
    in_workbook: dict[str, GivenAnswer] = field(default_factory=dict)
    workbook: bytes = b""

    def at_last(self, kept: Mapping[str, GivenAnswer]) -> dict[str, GivenAnswer]:
        """The answers to be written, where the file has others by now: what it has new counts."""
        merged = dict(self.given)
        for mark in self.kept.keys() | kept.keys():
            now = kept.get(mark, NO_ANSWER)
            if now != self.kept.get(mark, NO_ANSWER):
                merged[mark] = now
        return {mark: each for mark, each in merged.items() if each.answer}


def read_answers(file: Path, workbook: Path, findings: Findings, budget: Budget = USUAL) -> ReadAnswers:
    """The answers of the file with what was changed in the workbook since it was written.

    What cannot be understood is an error, so that nothing that somebody wrote is written over.
    """
    kept = read_kept(file, findings, budget)
    given, changed = dict(kept), dict[str, GivenAnswer]()
    if not workbook.exists():
        return ReadAnswers(given, kept)
    try:
        described = describe(workbook, budget)
    except OSError as fault:
        remedy = "请关闭正在使用它的程序，再运行一次"
        findings.error("file.unreadable", Place(str(workbook)), "工作簿打不开", reason_of(fault), remedy)
        return ReadAnswers(given, kept)
    for grid in read_grids(described, findings):
        _take(grid, kept, changed, findings)
    given.update(changed)
    return ReadAnswers(
        {mark: each for mark, each in given.items() if each.answer}, kept, changed, described.digest
    )


def read_kept(file: Path, findings: Findings, budget: Budget) -> dict[str, GivenAnswer]:
    """The answers of the file alone; none where there is no file."""
    place = Place(str(file))
    try:
        with open_plain(file) as opened:
            data = opened.read(budget.figures_bytes + 1)
    except FileNotFoundError:
        return {}
    except OSError as fault:
        findings.error("file.unreadable", place, "审核意见打不开", reason_of(fault), "请关闭正在使用它的程序")
        return {}
    if len(data) > budget.figures_bytes:
        findings.error("file.too_large", place, "审核意见的文件太大，没有读取")
        return {}
    read = parse_toml(data, place, "settings", findings)
    told = validate(AnswersFile, read.tables, (read,), "settings", findings) if read else None
    return {each.question: GivenAnswer(each.answer, each.note) for each in told.answers} if told else {}


def unchanged_workbook(read: ReadAnswers, workbook: Path, budget: Budget) -> None:
    """Raise ``ReportError`` where the workbook is no longer what was read: its new answers must stay."""
    digest = describe(workbook, budget).digest if workbook.exists() else b""
    if digest != read.workbook:
        message, remedy = "审核的过程中这个工作簿又改过了，没有写出新的", "请保存并关闭它，再审核一次"
        raise ReportError(
            [Finding("file.changed", Severity.ERROR, Place(str(workbook)), message, remedy=remedy)]
        )


def _take(
    grid: SheetGrid, kept: Mapping[str, GivenAnswer], changed: dict[str, GivenAnswer], findings: Findings
) -> None:
    """Take what was answered in a sheet that has answers."""
    first = list(enumerate(grid.rows[:_FIRST_ROWS]))
    head = next((number for number, row in first if {MARK, ANSWER} <= set(map(str, row))), None)
    if head is None:
        _tell_unmarked(grid, findings)
        return
    heads = {str(cell): at for at, cell in enumerate(grid.rows[head])}
    for line, row in enumerate(grid.rows[head + 1 :], start=head + 2):
        mark, answer, note, before = (
            str(row[heads[name]]).strip() if name in heads and heads[name] < len(row) else ""
            for name in (MARK, ANSWER, NOTE, BEFORE)
        )
        said, known = GivenAnswer(answer, note), kept.get(mark, NO_ANSWER)
        if not mark and answer in ANSWERS:
            place = Place(grid.file, grid.sheet, f"{column_letter(heads[ANSWER])}{line}")
            findings.error(
                "review.answer", place, f"这一行没有“{MARK}”，不知道答复的是哪个问题", remedy=_BACK
            )
        if not mark or str(said) == (before if BEFORE in heads else str(known)):
            continue
        if fault := _fault_of(said, before, known, is_remembered=BEFORE in heads):
            message, remedy = fault
            place = Place(grid.file, grid.sheet, f"{column_letter(heads[ANSWER])}{line}")
            findings.error("review.answer", place, message, remedy=remedy)
        else:
            changed[mark] = said


def _tell_unmarked(grid: SheetGrid, findings: Findings) -> None:
    """Answers in a sheet whose marks were taken out must not be written over as if there were none."""
    column = None
    for number, row in enumerate(grid.rows, start=1):
        cells = [str(cell).strip() for cell in row]
        if column is None and number <= _FIRST_ROWS and ANSWER in cells:
            column = cells.index(ANSWER)
        elif column is not None and column < len(cells) and cells[column] in ANSWERS:
            place = Place(grid.file, grid.sheet, f"{column_letter(column)}{number}")
            message = f"表里没有“{MARK}”一列，不知道答复的是哪个问题"
            findings.error("review.answer", place, message, remedy=_BACK)
            return


def _fault_of(
    said: GivenAnswer, before: str, known: GivenAnswer, *, is_remembered: bool
) -> tuple[str, str] | None:
    """Why an answer of the workbook cannot be taken, and the way out."""
    words = "”或“".join(ANSWERS)
    if said.answer not in {"", *ANSWERS}:
        message = f"审核意见写作“{said.answer[:20]}”，看不懂"
        return message, f"请填“{words}”，没有意见的空着；理由写在“{NOTE}”一列"
    if said.note and not said.answer and not before:
        return f"写了说明“{said.note[:20]}”，没有选审核意见", f"请在“{ANSWER}”一列选“{words}”，或者删去说明"
    if is_remembered and str(known) not in {before, str(said)}:
        message = f"这里写的是“{str(said) or '（空）'}”，在窗口里已经答复“{str(known) or '（撤回）'}”"
        return message, "请商量好以哪个为准，在这里填成一样的"
    return None


def answers_toml(given: Mapping[str, GivenAnswer]) -> bytes:
    """The file that keeps the answers."""
    return "\n".join((_HEAD, *_entries(given))).encode()


def _entries(given: Mapping[str, GivenAnswer]) -> Iterator[str]:
    for mark, each in sorted(given.items()):
        note = f"note = {_quoted(each.note)}\n" if each.note else ""
        yield f"[[answers]]\nquestion = {_quoted(mark)}\nanswer = {_quoted(each.answer)}\n{note}"


def _quoted(text: str) -> str:
    """A basic string of TOML, which spells what JSON escapes in the same way."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
