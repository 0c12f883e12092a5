"""Many agencies at work in several processes, ended from outside: one sentence, and nobody is left."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from agency_ledgers import YEAR
from foreign_reports import two_years
from foreign_writers import by_python_docx
from make_agencies import plan_agencies, write_agencies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHECKOUT: Final = Path(__file__).parent.parent.parent
RECEIVED: Final = "收到的报告"
CALLS: Final = {
    "batch": ("batch", "各单位", str(YEAR), "--workers", "2"),
    "review": ("review", RECEIVED, "--workers", "2"),
    "rollup": ("rollup", RECEIVED, "--year", str(YEAR), "--workers", "2"),
}
WORKER: Final = b"spawn_main"
PATIENCE: Final = 60.0  # seconds: other programs may be at work besides

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are looked for as Linux lists them"
)


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More reports than one process would read, and agencies to be built."""
    folder = tmp_path_factory.mktemp("office")
    (folder / RECEIVED).mkdir()
    report = by_python_docx(two_years(1)[1])
    for number in range(40):
        (folder / RECEIVED / f"{number:02}局.docx").write_bytes(report)
    write_agencies(folder / "各单位", plan_agencies(4, 4))
    return folder


@pytest.fixture
def begun(handed_in: Path, tmp_path: Path) -> Iterator[Callable[[str], subprocess.Popen[bytes]]]:
    """Begins a command in a session of its own, and comes back as its first worker process is there."""
    shutil.copytree(handed_in, tmp_path, dirs_exist_ok=True)
    running: list[subprocess.Popen[bytes]] = []

    def begin(name: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "report_builder", *CALLS[name]],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(CHECKOUT)},  # noqa: TID251  with more
        )
        running.append(process)
        wait_for(lambda: any(WORKER in each for each in session_of(process).values()))
        return process

    yield begin
    for process in running:
        for each in session_of(process):
            os.kill(each, signal.SIGKILL)
        process.communicate()


def session_of(process: subprocess.Popen[bytes]) -> dict[int, bytes]:
    """The command lines of the living processes that a command has begun, itself among them."""
    found = {}
    for folder in Path("/proc").iterdir():
        try:
            state, _, _, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
            if session == str(process.pid) and state != "Z":
                found[int(folder.name)] = (folder / "cmdline").read_bytes()
        except (OSError, ValueError):  # it has ended meanwhile, or is none
            continue
    return found


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def is_quiet(process: int) -> bool:
    """Whether a worker process has begun, and says nothing any more."""
    try:
        return Path(f"/proc/{process}/fd/2").readlink() == Path(os.devnull)
    except OSError:
        return False


def left(folder: Path) -> list[str]:
    """What was not handed in."""
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    return sorted(
        each for each in there if "审核" in each or ".report-builder" in each or f"{RECEIVED}/汇总" in each
    )


@pytest.mark.parametrize("ended", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("name", sorted(CALLS))
def test_whoever_ends_it_as_its_processes_begin_reads_one_sentence(
    begun: Callable[[str], subprocess.Popen[bytes]], tmp_path: Path, name: str, ended: signal.Signals
) -> None:
    process = begun(name)

    os.killpg(process.pid, ended)  # as a terminal does it, to every process in front
    out, told = process.communicate(timeout=PATIENCE)

    assert (process.returncode, out, told.decode().strip()) == (130, b"", "已经取消。")
    wait_for(lambda: not session_of(process))
    assert left(tmp_path) == []


@pytest.mark.parametrize("name", sorted(CALLS))
def test_whoever_interrupts_twice_waits_for_no_process(
    begun: Callable[[str], subprocess.Popen[bytes]], name: str
) -> None:
    process = begun(name)
    workers = [number for number, line in session_of(process).items() if WORKER in line]
    for each in workers:
        os.kill(each, signal.SIGSTOP)  # it is at something that takes for ever

    def has_ended() -> bool:
        process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        return process.poll() is not None

    wait_for(has_ended)

    for each in workers:
        os.kill(each, signal.SIGCONT)
    wait_for(lambda: not session_of(process))
    assert process.returncode == 130
    assert process.communicate()[1].decode().strip() == "已经取消。"


@pytest.mark.parametrize("name", sorted(CALLS))
def test_the_processes_of_one_that_was_killed_end_without_a_word(
    begun: Callable[[str], subprocess.Popen[bytes]], name: str
) -> None:
    process = begun(name)
    wait_for(lambda: any(is_quiet(each) for each, line in session_of(process).items() if WORKER in line))

    process.kill()

    wait_for(lambda: not session_of(process))
    assert process.communicate() == (b"", b"")
