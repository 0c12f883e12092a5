"""Files that belong together → their places in a folder, all of them or none, whenever the power goes.

Everything is written beside first, then a plan, and only then do files take their places by renaming. What
stood in a place is set aside, and thrown away at the very end if it is what an earlier build put there;
whatever else it is goes back into the folder under a name of its own. A plan that was interrupted is
finished, or undone where that fails, by the next command that looks into the folder: ``finish_interrupted``.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.budgets import RECORD_BYTES
from report_builder.filing.locks import locked
from report_builder.filing.manifests import digest_of
from report_builder.json_records import read_record, record_json
from report_builder.plain_files import is_there
from report_builder.real_paths import real_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

STAGING: Final = ".report-builder-"
_PLAN: Final = "plan.json"


class Replacement(Struct, frozen=True):
    """What is to stand in a folder afterwards; names may lead into its subfolders, with ``/``.

    ``placed`` are the new files, ``added`` those of them whose places must be free; ``removed`` go without a
    successor. ``ours`` gives the SHA-256 by which an earlier file is known to be a build's, to be thrown
    away, as those of ``unvouched`` are whatever they hold.
    """

    placed: Mapping[str, bytes]
    added: frozenset[str] = frozenset()
    removed: tuple[str, ...] = ()
    ours: Mapping[str, str] = {}
    unvouched: frozenset[str] = frozenset()


class Kept(Struct, frozen=True):
    """A file that was nobody's to throw away, and what it is called now."""

    name: str
    kept_as: str


class Outcome(Struct, frozen=True):
    """What came of a replacement: what was kept, and what could not be cleared away."""

    kept: tuple[Kept, ...] = ()
    left_over: tuple[Path, ...] = ()


class HalfwayError(OSError):
    """A replacement could be neither finished nor undone; its plan waits for the next command."""


class Recovery(Struct, frozen=True):
    """What became of an interrupted replacement: whether it stands now, or all is as it was before."""

    is_finished: bool
    outcome: Outcome


class _Plan(Struct, frozen=True):
    """A replacement as it lies on the disk beside its files, which are called by their numbers."""

    placed: list[tuple[str, str]]  # each name and its file's SHA-256
    added: frozenset[str]
    removed: list[str]
    ours: dict[str, str]
    unvouched: frozenset[str]

    @property
    def names(self) -> list[str]:
        """Every name that it touches; a name's number is its place here."""
        return [*(name for name, _ in self.placed), *self.removed]


def replace_files(folder: Path, decide: Callable[[], Replacement], modified: int | None = None) -> Outcome:
    """Carry out what is decided once nobody else writes there.

    ``modified`` (seconds since 1970) dates the new files. Raises ``OSError``, or ``ReportError``
    (``file.busy``), with everything as it was, and ``HalfwayError`` where that could not be had.
    """
    made: list[Path] = []
    try:
        _make_folders(folder, made)
        with locked(folder):
            _finish_all(folder)
            return _replace(folder, decide(), modified)
    except BaseException:
        _remove_folders(made)
        raise


def replace_one(path: Path, data: bytes, modified: int | None = None) -> None:
    """Put one file in its place, whatever file stands there; raises like ``replace_files``."""
    made: list[Path] = []
    try:
        _make_folders(path.parent, made)
        with locked(path.parent):
            staging = Path(mkdtemp(prefix=STAGING, dir=path.parent))
            try:
                _write(staging / "new", data, modified)
                (staging / "new").replace(path)
            finally:
                shutil.rmtree(staging, ignore_errors=True)
            _flush_folder(path.parent)
    except BaseException:
        _remove_folders(made)
        raise


def finish_interrupted(folder: Path) -> list[Recovery]:
    """Finish what was interrupted in a folder, or undo it; without any, look and do nothing.

    Raises ``OSError`` or ``ReportError`` where neither can be done now.
    """
    if not any(_stagings(folder)):
        return []
    with locked(folder):
        return _finish_all(folder)


def _replace(folder: Path, replacement: Replacement, modified: int | None) -> Outcome:
    staging = Path(mkdtemp(prefix=STAGING, dir=folder))
    try:
        plan = _prepare(staging, replacement, modified)
    except BaseException:
        _drop(staging)
        raise
    made: list[Path] = []
    try:
        _apply(folder, staging, plan, made)
    except BaseException:
        _undo_or_leave(folder, staging, plan)
        _remove_folders(made)
        raise
    return _conclude(folder, staging, plan)


def _prepare(staging: Path, replacement: Replacement, modified: int | None) -> _Plan:
    """Write the new files, then the plan; from then on the replacement is finished whatever happens."""
    for kind in ("new", "old"):
        (staging / kind).mkdir()
    placed = []
    for number, (name, data) in enumerate(replacement.placed.items()):
        _write(staging / "new" / str(number), data, modified)
        placed.append((name, sha256(data).hexdigest()))
    removed, ours = list(replacement.removed), dict(replacement.ours)
    plan = _Plan(placed, replacement.added, removed, ours, replacement.unvouched)
    _flush_folder(staging / "new")
    _write(staging / f"{_PLAN}.new", record_json(plan), None)
    (staging / f"{_PLAN}.new").rename(staging / _PLAN)
    _flush_folder(staging)
    _flush_folder(staging.parent)
    return plan


def _apply(folder: Path, staging: Path, plan: _Plan, made: list[Path]) -> None:
    """Let every new file take its place, as far as it has not; ``made`` is told of new folders."""
    for number, (name, _) in enumerate(plan.placed):
        new, target = staging / "new" / str(number), folder / name
        if not is_there(new):
            continue
        if name in plan.added and is_there(target):
            raise FileExistsError(errno.EEXIST, "已经有同名的文件", str(target))
        _make_folders(target.parent, made)
        _set_aside(target, staging / "old", number)
        new.replace(target)
    for number, name in enumerate(plan.removed, len(plan.placed)):
        if is_there(folder / name):
            (folder / name).rename(_free_slot(staging / "old", number))
    for parent in {(folder / name).parent for name in plan.names}:
        if parent.is_dir():
            _flush_folder(parent)


def _set_aside(target: Path, old: Path, number: int) -> None:
    """Keep what stands in a place, which stays filled where the drive has hard links."""
    if not is_there(target) or any(_is_same(target, slot) for slot in _slots(old, number)):
        return
    slot = _free_slot(old, number)
    if target.is_file() and not target.is_symlink():
        try:
            slot.hardlink_to(target)
        except OSError:  # as USB sticks and some shared drives have none
            target.rename(slot)
    else:
        target.rename(slot)


def _undo_or_leave(folder: Path, staging: Path, plan: _Plan) -> None:
    """Put everything back; raises ``HalfwayError`` where that cannot be done now."""
    try:
        _undo(folder, staging, plan)
    except OSError as fault:
        raise HalfwayError(fault.errno, fault.strerror, fault.filename or str(folder)) from fault


def _undo(folder: Path, staging: Path, plan: _Plan) -> None:
    for number, name in reversed(list(enumerate(plan.names))):
        target, new = folder / name, staging / "new" / str(number)
        is_placed = number < len(plan.placed) and not is_there(new)
        if is_placed and is_there(target) and _digest(target) == plan.placed[number][1]:
            target.replace(new)
        for slot in _slots(staging / "old", number):
            if _is_same(target, slot):
                slot.unlink()
            elif is_there(target):
                slot.rename(_free_name(target))
            else:
                slot.rename(target)
    _drop(staging)


def _drop(staging: Path) -> None:
    """Clear a staging away, its plan first: what is left of the rest is nobody's to go on with."""
    with suppress(OSError):
        (staging / _PLAN).unlink(missing_ok=True)
        shutil.rmtree(staging, ignore_errors=True)


def _conclude(folder: Path, staging: Path, plan: _Plan) -> Outcome:
    """Throw away what was set aside and is a build's, give the rest back, and clear the staging away."""
    kept, left_over = [], []
    digests = dict(plan.placed)
    for number, name in enumerate(plan.names):
        slot = staging
        try:
            for slot in _slots(staging / "old", number):
                known = {plan.ours.get(name), digests.get(name)}
                if name in plan.unvouched or (_digest(slot) or "-") in known:
                    slot.unlink()
                else:
                    back = folder / name
                    back = _free_name(back) if is_there(back) else back
                    slot.rename(back)
                    kept.append(Kept(name, back.name))
        except OSError:
            left_over.append(slot)
    if not left_over:
        shutil.rmtree(staging, ignore_errors=True)
        left_over.extend([staging] if os.path.lexists(staging) else [])
    return Outcome(tuple(kept), tuple(left_over))


def _finish_all(folder: Path) -> list[Recovery]:
    return [_finish(folder, staging) for staging in _stagings(folder)]


def _finish(folder: Path, staging: Path) -> Recovery:
    plan = _read_plan(folder, staging)
    if plan is None:  # nothing had been moved yet
        left = [slot for slot in (staging / "old").glob("*") if is_there(slot)]
        if not left:
            shutil.rmtree(staging, ignore_errors=True)
        return Recovery(is_finished=False, outcome=Outcome(left_over=(staging,) if staging.exists() else ()))
    if _is_sound(staging, plan):
        try:
            _apply(folder, staging, plan, [])
        except OSError:
            pass
        else:
            return Recovery(is_finished=True, outcome=_conclude(folder, staging, plan))
    _undo_or_leave(folder, staging, plan)
    return Recovery(is_finished=False, outcome=Outcome())


def _read_plan(folder: Path, staging: Path) -> _Plan | None:
    """The plan of a staging; ``None`` where it had none yet, or one that would leave the folder.

    Raises ``OSError`` where it cannot be read now: what lies beside it may be all that is left of a file.
    """
    try:
        with (staging / _PLAN).open("rb") as file:
            data = file.read(RECORD_BYTES + 1)
        if len(data) > RECORD_BYTES:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(staging / _PLAN))
        plan = read_record(data, _Plan)
        is_within = all(_is_within(folder, name) for name in plan.names)
    except (FileNotFoundError, RecursionError, ValueError):
        return None
    return plan if is_within else None


def _is_within(folder: Path, name: str) -> bool:
    pure = PurePosixPath(name)
    is_plain = bool(name) and not pure.is_absolute() and ".." not in pure.parts and "\\" not in name
    return is_plain and real_path((folder / name).parent).is_relative_to(real_path(folder))


def _is_sound(staging: Path, plan: _Plan) -> bool:
    """Whether every file that has not taken its place yet is whole."""
    waiting = ((staging / "new" / str(number), digest) for number, (_, digest) in enumerate(plan.placed))
    return all(digest_of(new) == digest for new, digest in waiting if is_there(new))


def _stagings(folder: Path) -> Sequence[Path]:
    try:
        return sorted(each for each in folder.glob(f"{STAGING}*") if each.is_dir() and not each.is_symlink())
    except OSError:
        return ()


def _slots(old: Path, number: int) -> Iterable[Path]:
    """What was set aside of a name, the earliest first; there is a second where somebody wrote in between."""
    first = [old / str(number)] if is_there(old / str(number)) else []
    return [*first, *sorted(old.glob(f"{number}-*"))]


def _free_slot(old: Path, number: int) -> Path:
    taken = list(_slots(old, number))
    return old / (f"{number}-{len(taken)}" if taken else str(number))


def _free_name(path: Path) -> Path:
    """A name for somebody's version of a file, beside the file and any version kept before."""
    number = 1
    while True:
        name = f"{path.stem}（手工修改稿{'' if number == 1 else number}）{path.suffix}"
        if not is_there(path.with_name(name)):
            return path.with_name(name)
        number += 1


def _is_same(one: Path, other: Path) -> bool:
    return is_there(one) and is_there(other) and os.path.samestat(one.lstat(), other.lstat())


def _digest(path: Path) -> str:
    """A file's SHA-256; none of a folder or a link. Raises ``OSError`` where it cannot be read now."""
    return sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(path.lstat().st_mode) else ""


def _make_folders(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it; ``made`` is told of each that was not there."""
    if folder.is_dir():
        return
    _make_folders(folder.parent, made)
    try:
        folder.mkdir()
    except FileExistsError:
        if not folder.is_dir():  # another process may have made it just now
            raise
    else:
        made.append(folder)


def _remove_folders(made: Sequence[Path]) -> None:
    """Take folders back, the last first; one that somebody else put something into stays."""
    for folder in reversed(made):
        try:
            folder.rmdir()
        except OSError:
            return


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
