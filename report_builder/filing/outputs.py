"""Finished outputs → ``out/<year>/``, all of them or none, with a manifest of their SHA-256."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.filing.locks import LOCK
from report_builder.filing.manifests import (
    built_files,
    digest_of,
    manifest_json,
    read_manifest,
    renewed_manifest,
    with_sent,
)
from report_builder.filing.recovering import halfway, tell_outcome
from report_builder.filing.replacing import STAGING, HalfwayError, Replacement, replace_files, replace_one
from report_builder.opened_files import LOCK_FILES
from report_builder.system_faults import is_in_the_way, reason_of
from report_builder.year_folders import CHECKS, DETAILS, FORBIDDEN, MANIFEST, is_plain_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from report_builder.diagnostics import Findings


_PAPERS: Final = frozenset({CHECKS, DETAILS})
_MOST_NAMED: Final = 10


def file_outputs(
    folder: Path,
    outputs: Mapping[str, bytes],
    findings: Findings,
    modified: int | None = None,
    inputs: Mapping[str, str] | None = None,
) -> None:
    """Put the outputs and their manifest into ``folder``, replacing what an earlier build put there.

    ``folder`` holds either the whole earlier build or the whole new one, also after a power cut. What the
    user put there stays, and an output that the user edited is kept under another name; both are told as
    notices. ``modified`` (seconds since 1970) dates the files, for archives that must come out alike.

    Raises ``ReportError`` (``file.unwritable``, ``file.busy``) with the earlier files as they were.
    """
    refuse_stray_names(outputs)
    # Working papers, such as what every check writes anew: no manifest vouches for them.
    manifest = manifest_json({name: data for name, data in outputs.items() if name not in _PAPERS}, inputs)
    placed = {**outputs, MANIFEST: manifest}
    built: dict[str, str] = {}

    def decide() -> Replacement:
        built.update(built_files(folder))
        placed[MANIFEST] = with_sent(manifest, read_manifest(folder))
        gone = tuple(name for name in built if name not in placed)
        return Replacement(placed, removed=gone, ours=built, unvouched=frozenset({*_PAPERS, MANIFEST}))

    with told_as_finding(folder):
        outcome = replace_files(folder, decide, modified)
        findings.extend(tell_outcome(folder, outcome))
        known = {*placed, *built, *(each.kept_as for each in outcome.kept)}
        findings.extend(tell_users_own(folder, known))


def file_update(
    folder: Path,
    added: Mapping[str, bytes],
    outputs: Mapping[str, bytes],
    findings: Findings,
    modified: int | None = None,
) -> tuple[str, ...]:
    """Put new files into a folder, and those of the outputs that stand there; all of them, or none.

    None where one of them is not as it was built: those that are new would disagree with it. Gives the
    names of what was put there; the manifest follows, and ``findings`` are told of what else became of files.
    What the user edited or put there is not touched. Raises ``ReportError`` (``file.unwritable``,
    ``file.busy``) with the folder as it was, also where the place of a new file is taken.
    """
    refuse_stray_names([*added, *outputs])
    updated: list[str] = []

    def decide() -> Replacement:
        built = built_files(folder)
        ours = {
            name: data
            for name, data in outputs.items()
            if name in built and digest_of(folder / name) == built[name]
        }
        if any(name not in ours and (folder / name).exists() for name in outputs):
            ours = {}
        updated.extend(ours)
        manifest = {MANIFEST: renewed_manifest(folder, ours)} if ours else {}
        placed = {**added, **ours, **manifest}
        return Replacement(placed, frozenset(added), ours=built, unvouched=frozenset({MANIFEST}))

    # A folder that may not be written to need not be, where nothing in it is to be replaced.
    if added or any(name in outputs for name in built_files(folder)):
        with told_as_finding(folder):
            outcome = replace_files(folder, decide, modified)
            findings.extend(tell_outcome(folder, outcome))
    return tuple(updated)


def file_output(path: Path, data: bytes, modified: int | None = None) -> None:
    """Put one output at ``path``, whole or not at all.

    Raises ``ReportError`` (``file.unwritable``, ``file.busy``) with an earlier file as it was.
    """
    refuse_stray_names([path.name])
    with told_as_finding(path):
        replace_one(path, data, modified)


def file_together(folder: Path, outputs: Mapping[str, bytes], modified: int | None = None) -> None:
    """Put outputs into a folder, all or none of them, whatever files of these names stand there.

    Raises ``ReportError`` (``file.unwritable``, ``file.busy``) with the earlier files as they were.
    """
    if len(outputs) == 1:
        ((name, data),) = outputs.items()
        file_output(folder / name, data, modified)
        return
    file_decided(folder, lambda: outputs, modified)


def file_decided(
    folder: Path, decide: Callable[[], Mapping[str, bytes]], modified: int | None = None
) -> None:
    """The same with outputs that are decided on once nobody else writes there; raises like it."""

    def replacement() -> Replacement:
        outputs = decide()
        refuse_stray_names(outputs)
        _refuse_folders(folder, outputs)
        return Replacement(outputs, unvouched=frozenset(outputs))

    with told_as_finding(folder):
        replace_files(folder, replacement, modified)


def file_renewed(  # noqa: PLR0913, PLR0917  what is put there, and what is known of what was
    folder: Path,
    pages: Mapping[str, bytes],
    decide: Callable[[], Mapping[str, bytes]],
    record: str,
    findings: Findings,
    modified: int | None = None,
) -> None:
    """Put pages into a folder beside what is decided on; those of before without a successor go.

    ``record`` is the file that tells which pages were put there. Only those that are still as it says are
    replaced or go; whatever else is in their places is kept under another name, which ``findings`` tell.
    Without a record pages replace what is called like them. Raises like ``file_decided``.
    """

    def replacement() -> Replacement:
        others = {**decide(), record: manifest_json(pages)}
        placed = {**pages, **others}
        refuse_stray_names(placed)
        _refuse_folders(folder, placed)
        is_known, before = read_manifest(folder, record) is not None, built_files(folder, record)
        gone = (
            name for name, digest in before.items() if name not in placed and _is_as(folder / name, digest)
        )
        unvouched = frozenset(others) if is_known else frozenset(placed)
        return Replacement(placed, removed=tuple(gone), ours=before, unvouched=unvouched)

    with told_as_finding(folder):
        outcome = replace_files(folder, replacement, modified)
        findings.extend(tell_outcome(folder, outcome))


def _is_as(path: Path, digest: str) -> bool:
    return not path.is_symlink() and digest_of(path) == digest


def _refuse_folders(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        if (folder / name).is_dir():  # nobody's to be replaced by a file
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)


def refuse_stray_names(names: Iterable[str]) -> None:
    """Raise ``ReportError`` for a name that is no plain file name: it could leave the folder."""
    remedy = "文件名取自 agency.toml 里的单位全称（name），请改正后重新运行"
    strays = [
        _unwritable(Place(name or "（空）"), faults, remedy) for name in names if (faults := _faults_of(name))
    ]
    if strays:
        raise ReportError(strays)


def _faults_of(name: str) -> str:
    """Why a name is no plain file name; empty for one that is."""
    if is_plain_name(name):
        return ""
    strays = sorted(FORBIDDEN.intersection(name))
    found = "、".join(f"“{stray}”" if stray.isprintable() else "控制字符" for stray in strays)
    return f"文件名里有不能用的字符：{found}" if found else "文件名是空的"


def _unwritable(place: Place, message: str, remedy: str, evidence: str = "") -> Finding:
    return Finding("file.unwritable", Severity.ERROR, place, message, evidence, remedy)


@contextmanager
def told_as_finding(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a finding."""
    try:
        yield
    except HalfwayError as fault:
        raise ReportError([halfway(path, fault)]) from fault
    except OSError as fault:
        remedy = (
            "请把这里的同名文件改名或移走"
            if is_in_the_way(fault)
            else "请关闭正在打开这些文件的程序（Word、WPS、PDF 阅读器），并确认磁盘有空间、文件夹可以写入"
        )
        message = "写不进去，原有的文件没有改动"
        raise ReportError([_unwritable(Place(str(path)), message, remedy, reason_of(fault))]) from fault


def list_names(names: Sequence[str]) -> str:
    """Files by their names in one line, the first of many."""
    more = f"……共 {len(names)} 个" if len(names) > _MOST_NAMED else ""
    return "；".join(names[:_MOST_NAMED]) + more


def tell_users_own(folder: Path, known: set[str]) -> Iterator[Finding]:
    """What the folder holds beside the outputs: it stays as it is, and that is said once."""
    names = [
        entry.name
        for entry in sorted(folder.iterdir())
        if entry.name not in known and not entry.name.startswith((STAGING, LOCK, *LOCK_FILES))
    ]
    if len(names) == 1:
        message = f"“{names[0]}”不是这次生成的，已原样保留"
        yield Finding("file.kept", Severity.NOTICE, Place(str(folder / names[0])), message)
    elif names:
        message = f"有 {len(names)} 个文件或文件夹不是这次生成的，已原样保留"
        yield Finding("file.kept", Severity.NOTICE, Place(str(folder)), message, list_names(names))
