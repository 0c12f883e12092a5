"""What is handed in for a year, when it came, who is to, what a reviewer says → its place, all or none.

No file that comes replaces another by its name: agencies' files have the same names. What is taken out, or is
replaced because somebody asked for that, is kept.
"""

from __future__ import annotations

from itertools import count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.agencies.agency_lists import LIST_STEMS, LIST_SUFFIXES
from report_builder.agencies.receipts import REGISTER, read_receipts, with_receipts
from report_builder.agencies.received_files import NOT_READ, REPORTS
from report_builder.agencies.review_answers import GivenAnswer, answers_toml, read_answers
from report_builder.diagnostics import Finding, Findings, Place, ReportError, Severity
from report_builder.filing.outputs import told_as_finding
from report_builder.filing.replacing import Replacement, replace_files
from report_builder.ledgers.opening.surveys import WorkbookFaultError
from report_builder.plain_files import is_there
from report_builder.window.keeping import KEPT, stamp_of
from report_builder.window.received_folder import FIGURES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from report_builder.window.received_folder import ReceivedFolder

_FORMULA: Final = ("=", "+", "-", "@")  # by which a spreadsheet program would take a file's name for one


class TakenIn(Struct, frozen=True):
    """What was told of files that came, and the names under which they lie there now."""

    findings: tuple[Finding, ...]
    names: tuple[str, ...]


def take_in(folder: ReceivedFolder, files: Sequence[tuple[str, bytes]], day: date) -> TakenIn:
    """Put files among those of the year, and into the register when they came; tell what was done otherwise.

    A file that is there already is not put there again; another of its name gets a name of its own. Raises
    ``ReportError`` where one can be no report and no figures, or nothing can be written.
    """
    findings = Findings()
    for name, data in files:
        _check(name, data, folder, findings)
    findings.stop_on_errors()
    year, told = folder.year, Findings()
    placed: dict[str, bytes] = {}

    def decide() -> Replacement:
        placed.clear()
        for given, data in files:
            name = f"_{given}" if given.startswith(_FORMULA) else given
            free = _free_place(folder, placed, name, data)
            if free is None:
                message = "这个文件已经收到过，内容一样，没有再放"
                told.notice("file.kept", Place(name), message)
                continue
            placed[free] = data
            if free != name:
                message = f"已经有一个同名的文件，内容不一样，新的存为“{free}”"
                told.warn("file.kept", Place(name), message)
        if not placed:
            return Replacement({})
        register = _register(folder, dict.fromkeys(placed, day), "")
        names = {f"{year}/{name}": data for name, data in placed.items()}
        return Replacement(
            {**names, f"{year}/{REGISTER}": register},
            added=frozenset(names),
            unvouched=frozenset({f"{year}/{REGISTER}"}),
        )

    with told_as_finding(folder.root):
        replace_files(folder.root, decide)
    return TakenIn(tuple(told), tuple(placed))


def put_instead(folder: ReceivedFolder, old: str, given: tuple[str, bytes], day: date) -> str:
    """Put a corrected file in the place of one that was received, which is kept aside; gives its name.

    It counts as received when the first one was. Raises ``ReportError`` as ``take_in`` does.
    """
    findings, (name, data) = Findings(), given
    _check(name, data, folder, findings)
    findings.stop_on_errors()
    own, parent = f"{folder.year}/{old}", PurePosixPath(old).parent
    wanted = (parent / (f"_{name}" if name.startswith(_FORMULA) else name)).as_posix()
    placed: list[str] = []

    def decide() -> Replacement:
        _known(folder, old)
        before = (folder.folder / old).read_bytes()
        free = old if wanted == old else _free_place(folder, {}, wanted, data)
        if free is None or before == data:
            message = "这个文件已经收到过，内容一样，没有换"
            raise ReportError([Finding("file.kept", Severity.ERROR, Place(name), message)])
        placed[:] = [free]
        aside, new = _place_aside(folder, old), f"{folder.year}/{free}"
        register = f"{folder.year}/{REGISTER}"
        days = {free: _days(folder).get(old, day)}
        return Replacement(
            {new: data, aside: before, register: _register(folder, days, f"{day}收到，代替“{old}”")},
            added=frozenset({aside} if free == old else {aside, new}),
            removed=() if free == old else (own,),
            ours={own: stamp_of(before)},
            unvouched=frozenset({register}),
        )

    with told_as_finding(folder.root):
        replace_files(folder.root, decide)
    return placed[0]


def let_stand_for(folder: ReceivedFolder, new: str, others: Sequence[str]) -> None:
    """Let a file stand for others that were received, which are taken out and kept aside.

    It counts as received when the first of them was. Raises ``ReportError``.
    """

    def decide() -> Replacement:
        for name in (new, *others):
            _known(folder, name)
        if not others or new in others:
            message = "一个文件不能代替它自己，没有改动"
            raise ReportError([Finding("file.missing", Severity.ERROR, Place(new), message)])
        had = {name: (folder.folder / name).read_bytes() for name in others}
        aside = {_place_aside(folder, name): data for name, data in had.items()}
        days = _days(folder)
        first = min((days[name] for name in (new, *others) if name in days), default=None)
        note = f"代替{'、'.join(f'“{name}”' for name in others)}"
        register = f"{folder.year}/{REGISTER}"
        lines = {register: _register(folder, {new: first}, note)} if first else {}
        return Replacement(
            {**aside, **lines},
            added=frozenset(aside),
            removed=tuple(f"{folder.year}/{name}" for name in had),
            ours={f"{folder.year}/{name}": stamp_of(data) for name, data in had.items()},
            unvouched=frozenset(lines),
        )

    with told_as_finding(folder.root):
        replace_files(folder.root, decide)


def _check(name: str, data: bytes, folder: ReceivedFolder, findings: Findings) -> None:
    budget, place = folder.office.limits, Place(name)
    path = PurePosixPath(name)
    if path.suffix.lower() not in REPORTS | FIGURES:
        kinds = "报告请交 .docx 或 .pdf，统计数据请交 .xlsx、.xls、.ods 或 .json"
        remedy = NOT_READ.get(path.suffix.lower(), kinds)
        findings.error("review.left_aside", place, "这种文件读不了，没有放进去", remedy=remedy)
    elif path.stem in LIST_STEMS:
        remedy = "请在“单位名单”那里交；确实是单位交来的，请改一个文件名"
        findings.error("review.list", place, "这好像是单位名单，没有放进去", remedy=remedy)
    elif len(data) > budget.file_bytes:
        most, remedy = f"一个文件最大 {budget.file_megabytes} MB", budget.way_out("file_megabytes")
        findings.error("file.too_large", place, "文件太大，没有放进去", most, remedy)


def _free_place(folder: ReceivedFolder, placed: Mapping[str, bytes], name: str, data: bytes) -> str | None:
    """A name that nothing has; ``None`` where the very same file has one of those tried."""
    path = PurePosixPath(name)
    for number in count(1):
        tried = name if number == 1 else f"{path.stem}（{number}）{path.suffix}"
        there = folder.folder / tried
        if placed.get(tried) == data or _holds(there, data):
            return None
        if tried not in placed and not is_there(there):
            return tried
    return None


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _days(folder: ReceivedFolder) -> Mapping[str, date]:
    """The day on which each file came, as far as the register tells."""
    found = read_receipts((folder.folder,), Findings(), folder.office.limits)
    return {path.relative_to(folder.folder).as_posix(): day for path, day in found.items()}


def _register(folder: ReceivedFolder, days: Mapping[str, date], note: str) -> bytes:
    """The register with lines more; raises ``ReportError`` where it is none any more."""
    path = folder.folder / REGISTER
    try:
        return with_receipts(path.read_bytes() if path.is_file() else None, days, note)
    except (WorkbookFaultError, ValueError) as fault:
        message, remedy = (
            "收到登记读不出来，这次没有改动",
            "请看一看这个文件：第一行要有“收到日期”和“文件”两列",
        )
        raise ReportError(
            [Finding("review.register", Severity.ERROR, Place(str(path)), message, remedy=remedy)]
        ) from fault


def set_day(folder: ReceivedFolder, name: str, day: date) -> None:
    """Write down another day on which a file came; raises ``ReportError``."""
    _known(folder, name)

    def decide() -> Replacement:
        register = f"{folder.year}/{REGISTER}"
        return Replacement(
            {register: _register(folder, {name: day}, "更正")}, unvouched=frozenset({register})
        )

    with told_as_finding(folder.root):
        replace_files(folder.root, decide)


def take_out(folder: ReceivedFolder, name: str) -> None:
    """Take a file out of what was received, and keep it aside; raises ``ReportError``."""

    def decide() -> Replacement:
        _known(folder, name)
        own = f"{folder.year}/{name}"
        aside, data = _place_aside(folder, name), (folder.folder / name).read_bytes()
        return Replacement(
            {aside: data}, added=frozenset({aside}), removed=(own,), ours={own: stamp_of(data)}
        )

    with told_as_finding(folder.root):
        replace_files(folder.root, decide)


def put_list(folder: ReceivedFolder, name: str, data: bytes) -> None:
    """Put a list of agencies in its place; one that was there is kept aside. Raises ``ReportError``."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in LIST_SUFFIXES:
        message, remedy = "这种文件不能作名单", "名单请用 .xlsx、.xls、.ods 或 .csv"
        raise ReportError([Finding("review.list", Severity.ERROR, Place(name), message, remedy=remedy)])
    if len(data) > folder.office.limits.file_bytes:
        raise ReportError([Finding("file.too_large", Severity.ERROR, Place(name), "文件太大，没有收下")])
    new = f"{LIST_STEMS[0]}{suffix}"

    def decide() -> Replacement:
        names = [f"{stem}{each}" for stem in LIST_STEMS for each in LIST_SUFFIXES]
        old = {each: path.read_bytes() for each in names if (path := folder.root / each).is_file()}
        if old == {new: data}:
            return Replacement({})
        aside = {_place_aside(folder, each): had for each, had in old.items()}
        return Replacement(
            {new: data, **aside},
            added=frozenset(aside) if new in old else frozenset({new, *aside}),
            removed=tuple(each for each in old if each != new),
            ours={each: stamp_of(had) for each, had in old.items()},
        )

    with told_as_finding(folder.root):
        replace_files(folder.root, decide)


def give_answer(folder: ReceivedFolder, mark: str, said: GivenAnswer, seen: str) -> None:
    """Keep what a reviewer says to a finding, where ``seen`` is still what was said before.

    Raises ``ReportError`` where it is not, or nothing can be written.
    """

    def decide() -> Replacement:
        findings = Findings()
        read = read_answers(folder.answers, folder.workbook, findings, folder.office.limits)
        findings.stop_on_errors()
        before = read.given.get(mark, GivenAnswer())
        if mark in read.in_workbook:
            message = f"“{folder.workbook.name}”里已经写了“{before}”，还没有收进来"
            raise ReportError([_otherwise(folder, message, "请保存并关闭它，按“审核”收进来以后再改")])
        if str(before) != seen:
            message = f"别处已经答复“{before}”" if before.answer else "别处已经撤回了答复"
            raise ReportError([_otherwise(folder, message, "请看一看现在的答复，再改")])
        kept = {name: each for name, each in {**read.kept, mark: said}.items() if each.answer}
        name = folder.answers.name
        return Replacement({name: answers_toml(kept)}, unvouched=frozenset({name}))

    with told_as_finding(folder.review_folder):
        replace_files(folder.review_folder, decide)


def _otherwise(folder: ReceivedFolder, message: str, remedy: str) -> Finding:
    place = Place(str(folder.answers))
    return Finding("file.changed", Severity.ERROR, place, f"{message}，这次没有记下", remedy=remedy)


def _known(folder: ReceivedFolder, name: str) -> None:
    if name not in folder.files():
        message = "没有这个文件，可能已经移走或者改名了"
        raise ReportError([Finding("file.missing", Severity.ERROR, Place(name), message)])


def _place_aside(folder: ReceivedFolder, name: str) -> str:
    """A free place for what is taken out."""
    path = PurePosixPath(name)
    places = (f"{KEPT}/{folder.year}/{path.stem}（换下的第{number}份）{path.suffix}" for number in count(1))
    return next(place for place in places if not (folder.root / place).exists())
