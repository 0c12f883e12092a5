"""One writer at a time in a folder: who waits, who is told of whom, and what a dead one leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from report_builder.diagnostics import ReportError
from report_builder.filing.locks import LOCK, locked

# Takes the lock of a folder, says so, and keeps it until it is told to go on, or killed.
HOLDER: Final = """
import sys
from pathlib import Path
from report_builder.filing.locks import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""

# Locks a folder while not a byte can be written into any file.
NO_ROOM: Final = """
import os, resource, sys
from pathlib import Path
from report_builder.filing.locks import locked
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
with locked(Path(sys.argv[1])):
    os.write(1, b"within")
"""


def start_holder(folder: Path) -> subprocess.Popen[bytes]:
    """Another process that holds a folder's lock."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    return holder


def test_a_second_writer_is_told_who_the_first_one_is(tmp_path: Path) -> None:
    with start_holder(tmp_path) as holder:
        with pytest.raises(ReportError) as told, locked(tmp_path, attempts=2):
            pass
        holder.communicate(b"\n")

    [finding] = told.value.findings
    assert finding.code == "file.busy"
    assert f"进程 {holder.pid}" in finding.evidence


def test_a_writer_waits_for_the_one_before(tmp_path: Path) -> None:
    with start_holder(tmp_path) as holder:
        assert holder.stdin is not None
        holder.stdin.write(b"\n")
        holder.stdin.flush()

        with locked(tmp_path):
            assert (tmp_path / LOCK).is_file()


def test_the_lock_of_a_writer_that_was_killed_stops_nobody(tmp_path: Path) -> None:
    with start_holder(tmp_path) as holder:
        holder.kill()
    assert (tmp_path / LOCK).is_file()

    with locked(tmp_path, attempts=1):
        pass

    assert list(tmp_path.iterdir()) == []


def test_the_lock_is_no_longer_there_when_the_writer_has_done(tmp_path: Path) -> None:
    with locked(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == [LOCK]

    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows users seldom may make links")
def test_a_link_in_the_locks_place_is_not_written_through(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"mine")
    (tmp_path / LOCK).symlink_to(precious)

    with pytest.raises(OSError, match=LOCK), locked(tmp_path):
        pass

    assert precious.read_bytes() == b"mine"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such bound")
def test_a_full_disk_locks_all_the_same_and_keeps_no_lock(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_ROOM, str(tmp_path)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent)},  # noqa: TID251  with one more
        timeout=60,
    )

    assert done.stdout.split() == [b"within"], done.stderr
    assert list(tmp_path.iterdir()) == []
