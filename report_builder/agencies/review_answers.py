"""What reviewers answered in the workbook, and had answered before → answers by fingerprint, and their file.

Answers are kept as those to questions about the ledgers are: under ``[[answers]]``, by the fingerprint of
what was found. Where a report is handed in again and says something else there, the finding is another one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.agencies.reviewed_reports import ANSWERS
from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Place
from report_builder.ledgers.opening.file_bytes import describe
from report_builder.ledgers.opening.grids import column_letter, read_grids
from report_builder.settings import Answer  # noqa: TC001  msgspec reads the annotation at run time
from report_builder.system_faults import reason_of
from report_builder.toml_files import TomlTable, read_toml, validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.opening.grids import SheetGrid

ANSWERS_FILE: Final = "审核答复.toml"
MARK, ANSWER, NOTE = "编号", "审核意见", "说明"
_HEAD: Final = """# 审核意见，由 report-builder review 从“审核情况.xlsx”里收进来；同一问题下次不再提示。
# question 是问题的编号，answer 填“属实”或“不成立”，note 是说明。要撤回的，删去那几行。
"""
_FIRST_ROWS: Final = 10


class GivenAnswer(Struct, frozen=True):
    """An answer to a finding, and why."""

    answer: str
    note: str = ""


class AnswersFile(TomlTable, frozen=True, kw_only=True):
    """``审核答复.toml`` as it is written."""

    answers: tuple[Answer, ...] = ()


def read_answers(
    file: Path, workbook: Path, findings: Findings, budget: Budget = USUAL
) -> dict[str, GivenAnswer]:
    """The answers of the file with what the workbook says since; an answer taken out there is taken back.

    What cannot be understood is an error, so that nothing that somebody wrote is written over.
    """
    given: dict[str, GivenAnswer] = {}
    if file.exists():
        read = read_toml(file, "settings", findings)
        told = validate(AnswersFile, read.tables, (read,), "settings", findings) if read else None
        given = {each.question: GivenAnswer(each.answer, each.note) for each in told.answers} if told else {}
    if workbook.exists():
        try:
            grids = read_grids(describe(workbook, budget), findings)
        except OSError as fault:
            remedy = "请关闭正在使用它的程序，再运行一次"
            findings.error("file.unreadable", Place(str(workbook)), "工作簿打不开", reason_of(fault), remedy)
            return given
        for grid in grids:
            _take(grid, given, findings)
    return given


def _take(grid: SheetGrid, given: dict[str, GivenAnswer], findings: Findings) -> None:
    """Take the answers of a sheet that has them."""
    first = enumerate(grid.rows[:_FIRST_ROWS])
    head = next((number for number, row in first if {MARK, ANSWER} <= set(map(str, row))), None)
    if head is None:
        return
    heads = {str(cell): at for at, cell in enumerate(grid.rows[head])}
    for line, row in enumerate(grid.rows[head + 1 :], start=head + 2):
        mark, answer, note = (
            str(row[heads[name]]).strip() if name in heads else "" for name in (MARK, ANSWER, NOTE)
        )
        if not mark:
            continue
        if answer in ANSWERS:
            given[mark] = GivenAnswer(answer, note)
        elif not answer:
            given.pop(mark, None)
        else:
            findings.error(
                "review.answer",
                Place(grid.file, grid.sheet, f"{column_letter(heads[ANSWER])}{line}"),
                f"审核意见写作“{answer[:20]}”，看不懂",
                remedy=f"请填“{'”或“'.join(ANSWERS)}”，没有意见的空着；理由写在“{NOTE}”一列",
            )


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
