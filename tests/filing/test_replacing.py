"""Files that belong together: all of them or none, whatever happens at whichever step."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import pytest

from report_builder.filing.replacing import Replacement, finish_interrupted, replace_files, replace_one

if TYPE_CHECKING:
    from pathlib import Path

OLD: Final = {"报告.docx": b"first", "表.json": b"{}", "旧.txt": b"gone next time"}
NEW: Final = {"报告.docx": b"second", "表.json": b"[]", "深/新.txt": b"new"}
MINE: Final = {"领导批示.txt": b"mine", "附图/一.png": b"mine too"}

# Replaces OLD by NEW in a folder for every step there is: a child of its own does it, and dies, or fails,
# or is interrupted, at that step. The last child comes to its end.
REPLACER: Final = """
import json, os, signal, sys
from pathlib import Path
from report_builder.filing.replacing import Replacement, replace_files
import tempfile, random
parent, how, old, placed, ours = Path(sys.argv[1]), sys.argv[2], *map(json.loads, sys.argv[3:])
os.umask(0o022)

def fill(folder):
    for name, text in old.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())

def decide():
    return Replacement({name: text.encode() for name, text in placed.items()}, removed=("旧.txt",), ours=ours)

def replace(folder, fatal):
    done, watches = 0, True
    def watch(event, arguments):
        nonlocal done
        if not watches or not event.startswith(("open", "os.", "shutil.")):
            return
        if not any(str(folder) in str(argument) for argument in arguments):
            return
        done += 1
        if done == fatal and how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if (done == fatal and how == "fail") or (done >= fatal and how == "fail_for_good"):
            raise OSError(28, "full", str(arguments[0]))
        if done == fatal and how == "interrupt":
            raise KeyboardInterrupt
    sys.addaudithook(watch)
    try:
        replace_files(folder, decide)
    except (OSError, KeyboardInterrupt):
        os._exit(0)
    watches = False
    os._exit(8 if done < fatal else 0)

for step in range(1, 500):
    folder = parent / str(step)
    fill(folder)
    child = os.fork()
    if not child:
        try:
            replace(folder, step)
        finally:
            os._exit(9)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code in {8, 9}:
        sys.exit(code)
"""


def fill(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def replacement(**changes: object) -> Replacement:
    ours = {name: sha256(data).hexdigest() for name, data in OLD.items()}
    values = {"placed": NEW, "removed": ("旧.txt",), "ours": ours, **changes}
    return Replacement(**values)  # type: ignore[arg-type]  # of their types


def halt_everywhere(parent: Path, how: str) -> list[Path]:
    """Folders in each of which a replacement met its end at another step."""
    ours = {name: sha256(data).hexdigest() for name, data in OLD.items()}
    old = {name: data.decode() for name, data in {**OLD, **MINE}.items()}
    placed = {name: data.decode() for name, data in NEW.items()}
    done = subprocess.run(
        [sys.executable, "-c", REPLACER, str(parent), how, *map(json.dumps, (old, placed, ours))],
        check=False,
        capture_output=True,
    )
    assert (done.returncode, done.stderr.decode()) == (8, "")
    return sorted(parent.iterdir(), key=lambda folder: int(folder.name))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what an earlier replacement left, and the user's own."""
    folder = tmp_path / "2016"
    fill(folder, {**OLD, **MINE})
    return folder


def test_everything_new_is_there_and_nothing_old(folder: Path) -> None:
    outcome = replace_files(folder, replacement)

    assert contents(folder) == {**NEW, **MINE}
    assert (outcome.kept, outcome.left_over) == ((), ())


def test_what_is_not_known_to_be_a_builds_goes_back_under_another_name(folder: Path) -> None:
    fill(folder, {"报告.docx": b"edited", "旧.txt": b"edited too"})

    outcome = replace_files(folder, replacement)

    kept = {"报告（手工修改稿）.docx": b"edited", "旧.txt": b"edited too"}
    assert contents(folder) == {**NEW, **MINE, **kept}
    assert {(each.name, each.kept_as) for each in outcome.kept} == {
        ("报告.docx", "报告（手工修改稿）.docx"),
        ("旧.txt", "旧.txt"),
    }


def test_a_folder_of_the_users_in_a_files_place_is_kept(folder: Path) -> None:
    (folder / "报告.docx").unlink()
    fill(folder, {"报告.docx/里面.txt": b"mine"})

    replace_files(folder, replacement)

    assert contents(folder) == {**NEW, **MINE, "报告（手工修改稿）.docx/里面.txt": b"mine"}


def test_a_taken_place_stops_a_file_that_may_not_replace_any(folder: Path) -> None:
    before = contents(folder)

    with pytest.raises(FileExistsError):
        replace_files(folder, lambda: replacement(added=frozenset({"表.json"})))

    assert contents(folder) == before


def test_an_old_file_that_cannot_be_read_is_not_taken_for_a_builds(folder: Path) -> None:
    (folder / "报告.docx").unlink()
    (folder / "报告.docx").symlink_to(folder / "nowhere")

    replace_files(folder, lambda: replacement(ours={"报告.docx": ""}))

    assert (folder / "报告（手工修改稿）.docx").is_symlink()


@pytest.mark.parametrize("how", ["kill", "fail", "interrupt", "fail_for_good"])
def test_at_every_step_that_fails_the_folder_holds_the_old_or_the_new_and_all_that_is_the_users(
    tmp_path: Path, how: str
) -> None:
    seen = set()
    for folder in halt_everywhere(tmp_path, how):
        finish_interrupted(folder)

        stands = contents(folder)
        stands.pop(".report-builder.lock", None)
        assert stands in ({**OLD, **MINE}, {**NEW, **MINE}), folder.name
        assert [path.name for path in folder.iterdir() if path.name.startswith(".report-builder-")] == []
        seen.add(stands == {**NEW, **MINE})

    assert seen == {True, False}


@pytest.fixture
def halted(tmp_path: Path) -> Path:
    """A folder in which a replacement was killed when it had put one file in its place."""
    folders = halt_everywhere(tmp_path, "kill")
    halted = [each for each in folders if (each / "报告.docx").read_bytes() == b"second"]
    return halted[0]


def test_an_edit_made_between_a_crash_and_the_next_command_is_kept(halted: Path) -> None:
    folder = halted
    fill(folder, {"报告.docx": b"edited after the crash", "表.json": b"edited as well"})

    [recovery] = finish_interrupted(folder)

    assert recovery.is_finished
    assert contents(folder) == {
        **NEW,
        **MINE,
        "报告.docx": b"edited after the crash",
        "表（手工修改稿）.json": b"edited as well",
    }


def test_a_new_file_that_the_disk_has_lost_since_is_not_put_in_place(halted: Path) -> None:
    folder = halted
    [staging] = folder.glob(".report-builder-*")
    (staging / "new" / "1").write_bytes(b"")

    [recovery] = finish_interrupted(folder)

    assert not recovery.is_finished
    assert contents(folder) == {**OLD, **MINE}


@pytest.mark.parametrize("name", ["../外面.txt", "/外面.txt", "a/../../外面.txt", "", "..\\外面.txt"])
def test_a_plan_that_leads_out_of_the_folder_is_not_followed(folder: Path, name: str) -> None:
    staging = folder / ".report-builder-x"
    fill(staging, {"new/0": b"evil", "old/.keep": b""})
    digest = sha256(b"evil").hexdigest()
    plan = {"placed": [[name, digest]], "added": [], "removed": [], "ours": {}, "unvouched": []}
    (staging / "plan.json").write_text(json.dumps(plan), encoding="utf-8")

    finish_interrupted(folder)

    assert [path.name for path in folder.parent.iterdir()] == ["2016"]
    assert not (folder / name).exists() or not (folder / name).is_file()


@pytest.mark.parametrize("plan", [b"", b"[]", b"{", b"\xff", b'{"placed": 3}', b"[" * 100_000])
def test_a_plan_that_cannot_be_read_moves_nothing(folder: Path, plan: bytes) -> None:
    fill(folder / ".report-builder-x", {"plan.json": plan, "new/0": b"second"})
    (folder / ".report-builder-x" / "old").mkdir()

    finish_interrupted(folder)

    assert contents(folder) == {**OLD, **MINE}


def test_what_lies_beside_a_plan_that_cannot_be_opened_now_is_not_thrown_away(folder: Path) -> None:
    staging = folder / ".report-builder-x"
    fill(staging, {"plan.json/locked": b"", "new/0": b"all that is left of it"})

    with pytest.raises(IsADirectoryError):
        finish_interrupted(folder)

    assert (staging / "new" / "0").read_bytes() == b"all that is left of it"


def test_what_was_set_aside_without_a_plan_is_not_thrown_away(folder: Path) -> None:
    fill(folder / ".report-builder-x", {"old/0": b"somebody's"})

    [recovery] = finish_interrupted(folder)

    assert recovery.outcome.left_over == (folder / ".report-builder-x",)
    assert (folder / ".report-builder-x" / "old" / "0").read_bytes() == b"somebody's"


def test_a_folder_without_anything_interrupted_is_only_looked_into(folder: Path) -> None:
    folder.chmod(0o555)

    assert finish_interrupted(folder) == []
    assert finish_interrupted(folder / "nowhere") == []


def test_a_folder_that_was_made_for_nothing_is_taken_back(tmp_path: Path) -> None:
    fill(tmp_path, {"out/file": b"in the way"})

    with pytest.raises(OSError, match="out"):
        replace_files(tmp_path / "out" / "file" / "2016", replacement)
    with pytest.raises(OSError, match="x"):
        replace_files(tmp_path / "a" / "b", lambda: replacement(placed={"x" * 300: b""}))

    assert contents(tmp_path) == {"out/file": b"in the way"}
    assert not (tmp_path / "a").exists()


def test_one_file_is_replaced_whole(tmp_path: Path) -> None:
    fill(tmp_path, {"报告.pdf": b"first"})

    replace_one(tmp_path / "报告.pdf", b"second", 1_483_142_400)

    assert contents(tmp_path) == {"报告.pdf": b"second"}
    assert (tmp_path / "报告.pdf").stat().st_mtime == 1_483_142_400
    assert (tmp_path / "报告.pdf").stat().st_mode & 0o777 == 0o666 & ~umask()


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
