"""The answer to a question of the ledgers → its lines in the year's ``report.toml``; all else there stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError

from report_builder.budgets import USUAL
from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.window.keeping import Exchange, exchange, read_whole, stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.ledgers.questions import Question
    from report_builder.window.office import Office

_MARK: Final = "\ufeff"  # which Notepad puts at a file's head
_KEY: Final = "answers"


def answer_question(
    office: Office, year: int, asked: Iterable[Question], fingerprint: str, answer: str
) -> None:
    """Write the answer down, or take it back where it is empty.

    Raises ``ReportError`` where nobody asks this any more, or the file cannot be changed here.
    """
    question = next((each for each in asked if each.fingerprint == fingerprint), None)
    if question is None or answer not in {"", *question.answers}:
        message, remedy = "这个问题已经不在了", "台账可能改过了，请看一看现在的台账"
        raise ReportError([Finding("file.changed", Severity.ERROR, None, message, remedy=remedy)])
    name = f"{year}/report.toml"
    try:
        data = read_whole(office, name, USUAL.text_bytes)  # as whoever reads the settings has it
        text = (data or b"").decode()
        tables = tomlkit.parse(text.removeprefix(_MARK))
        _set(tables, fingerprint, answer)
    except (TOMLKitError, UnicodeDecodeError, RecursionError, TypeError, AttributeError, OSError) as fault:
        message, remedy = "这个文件在这里改不了，答复没有写进去", "请用记事本打开它，照列出的问题改正"
        raise ReportError(
            [Finding("settings.unreadable", Severity.ERROR, Place(name), message, remedy=remedy)]
        ) from fault
    new = f"{_MARK if text.startswith(_MARK) else ''}{tomlkit.dumps(tables)}".encode()
    exchange(office, year, Exchange({name: new}, seen={name: stamp_of(data)}, is_kept=False), "答复")


def _set(tables: tomlkit.TOMLDocument, fingerprint: str, answer: str) -> None:
    """Put the answer in the place of an earlier one, or behind the others."""
    given = tables.get(_KEY)
    if given is None:
        given = tomlkit.aot()
        tables[_KEY] = given
    at = next((number for number, each in enumerate(given) if each.get("question") == fingerprint), None)
    if at is not None and not answer:
        del given[at]
    elif at is not None:
        given[at]["answer"] = answer
    elif answer:
        table = tomlkit.table()
        table["question"], table["answer"] = fingerprint, answer
        given.append(table)
    if not given:
        del tables[_KEY]
