"""Finished outputs → ``out/<year>/``, all of them or none, with a manifest of their SHA-256."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.filing.manifests import MANIFEST, built_files, digest_of, manifest_json
from report_builder.system_faults import reason_of
from report_builder.year_folders import CHECKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from report_builder.diagnostics import Findings

# What Windows forbids in a name, so that a folder built on Linux can be copied to the office's computer.
_FORBIDDEN: Final = frozenset('<>:"/\\|?*') | {chr(code) for code in range(32)}


def file_outputs(
    folder: Path, outputs: Mapping[str, bytes], findings: Findings, modified: int | None = None
) -> None:
    """Put the outputs and their manifest into ``folder``, replacing what an earlier build put there.

    Everything is written to a folder beside it first and takes its place by renaming, so that ``folder``
    holds either the whole earlier build or the whole new one. What the user put there stays, and an output
    that the user edited is kept under another name; both are told as notices. ``modified`` (seconds since
    1970) dates the files, for archives that must come out alike.

    Raises ``ReportError`` (``file.unwritable``) with the earlier folder as it was.
    """
    for name in outputs:
        _refuse_stray_name(name)
    with _told_as_finding(folder):
        target = folder.resolve()
        new, old = (target.with_name(f".{target.name}.{state}") for state in ("new", "old"))
        _finish_interrupted_swap(target, old)
        _remove(new)
        new.mkdir(parents=True)
        try:
            # The check report is a working paper: every check writes it anew, so no manifest vouches for it.
            listed = {name: data for name, data in outputs.items() if name != CHECKS}
            for name, data in {**outputs, MANIFEST: manifest_json(listed)}.items():
                _write(new / name, data, modified)
            kept = list(_carry_over(target, new, outputs))
            _flush_folder(new)
            _swap(target, new, old)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
    findings.extend(kept)


def file_output(path: Path, data: bytes, modified: int | None = None) -> None:
    """Put one output at ``path``, whole or not at all.

    Raises ``ReportError`` (``file.unwritable``) with an earlier file as it was.
    """
    _refuse_stray_name(path.name)
    with _told_as_finding(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f".{path.name}.new")
        try:
            _write(new, data, modified)
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise


def _refuse_stray_name(name: str) -> None:
    """Raise ``ReportError`` for a name that is no plain file name: it could leave the folder."""
    strays = sorted(_FORBIDDEN.intersection(name))
    if strays or name.strip(". ") == "":
        found = "、".join(f"“{stray}”" if stray.isprintable() else "控制字符" for stray in strays)
        raise ReportError(
            [
                _unwritable(
                    Place(name or "（空）"),
                    f"文件名里有不能用的字符：{found}" if found else "文件名是空的",
                    "文件名取自 agency.toml 里的单位全称（name），请改正后重新运行",
                )
            ]
        )


def _unwritable(place: Place, message: str, remedy: str, evidence: str = "") -> Finding:
    return Finding("file.unwritable", Severity.ERROR, place, message, evidence, remedy)


@contextmanager
def _told_as_finding(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a finding."""
    try:
        yield
    except OSError as error:
        remedy = "请关闭正在打开这些文件的程序（Word、WPS、PDF 阅读器），并确认磁盘有空间、文件夹可以写入"
        cause = reason_of(error)
        raise ReportError(
            [_unwritable(Place(str(path)), "写不进去，原有的文件没有改动", remedy, cause)]
        ) from error


def _write(path: Path, data: bytes, modified: int | None) -> None:
    """Write a file and wait until the disk has it."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if modified is not None:
        os.utime(path, (modified, modified))


def _flush_folder(folder: Path) -> None:
    """Wait until the disk has the folder's entries; Windows has no such call and needs none."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _swap(target: Path, new: Path, old: Path) -> None:
    """Let ``new`` take the place of ``target``, putting the earlier folder back if that fails."""
    if not target.exists():
        new.rename(target)
        return
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
    # The new folder stands; an earlier one that cannot be removed now is removed by the next build.
    shutil.rmtree(old, ignore_errors=True)


def _finish_interrupted_swap(target: Path, old: Path) -> None:
    """Undo a swap that a power cut stopped half-way; remove what a finished one left behind."""
    if old.exists() and not target.exists():
        old.rename(target)
    _remove(old)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _carry_over(earlier: Path, new: Path, outputs: Mapping[str, bytes]) -> Iterator[Finding]:
    """Copy what is the user's from the earlier folder, and say so."""
    if not earlier.exists():
        return
    built = built_files(earlier)
    for entry in sorted(earlier.iterdir()):
        known = entry.name in {*outputs, *built}
        if entry.name in {MANIFEST, CHECKS} or (
            known and entry.is_file() and _is_ours(entry, built, outputs)
        ):
            continue
        name = _free_name(entry, outputs) if known else entry.name
        _copy(entry, new / name)
        renamed = f"，改名为“{name}”" if name != entry.name else ""
        reason = "生成后被改动过" if entry.name in built else "不是这次生成的"
        yield Finding(
            "file.kept",
            Severity.NOTICE,
            Place(str(earlier / name)),
            f"“{entry.name}”{reason}，已原样保留{renamed}",
        )


def _is_ours(entry: Path, built: Mapping[str, str], outputs: Mapping[str, bytes]) -> bool:
    """Whether a file is as a build left it, or the very bytes that this build writes."""
    digest = digest_of(entry)
    same = entry.name in outputs and sha256(outputs[entry.name]).hexdigest() == digest
    return same or built.get(entry.name) == digest


def _free_name(entry: Path, outputs: Mapping[str, bytes]) -> str:
    """A name for the user's version of an output, beside the new one and any version kept before."""
    taken = {*outputs, *(other.name for other in entry.parent.iterdir())}
    number = 1
    while True:
        name = f"{entry.stem}（手工修改稿{'' if number == 1 else number}）{entry.suffix}"
        if name not in taken:
            return name
        number += 1


def _copy(source: Path, target: Path) -> None:
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target, follow_symlinks=False)
