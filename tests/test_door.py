"""What surrounds a command: a full disk behind the screen, closed streams, a lost folder, an interruption."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from signed_pdfs import painted, signed
from word_files import paragraph, word_file

from report_builder import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

CHECKOUT: Final = Path(__file__).parent.parent
PROGRAM: Final = f"{sys.executable} -m report_builder"

needs_posix = pytest.mark.skipif(os.name != "posix", reason="a shell's redirections, and signals")


def shell(command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A command as a POSIX shell runs it, ``report-builder`` being this one."""
    inherited = {"PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1", "PATH": os.environ["PATH"], "HOME": str(cwd)}  # noqa: TID251
    return subprocess.run(
        ["sh", "-c", command.replace("report-builder", PROGRAM)],
        cwd=cwd,
        env={**inherited, **environment},
        capture_output=True,
        check=False,
        timeout=120,
    )


@needs_posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has it")
@pytest.mark.parametrize(
    "command", ["--version", "--help", "build --help", "doctor", "pdf x.docx --json", "verify --json x.docx"]
)
def test_a_full_disk_behind_the_screen_is_said_in_one_sentence(tmp_path: Path, command: str) -> None:
    done = shell(f"report-builder {command} >/dev/full", tmp_path)

    assert done.stderr.decode() == "结果没能全部显示出来。系统提示：磁盘已满\n"
    assert done.returncode == 1


@needs_posix
@pytest.mark.parametrize("command", ["pdf x.docx", "build", "pdf x.docx --json", "doctor"])
@pytest.mark.parametrize("closing", ["2>/dev/full", "2>&-", ">&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_whatever_is_closed_a_command_ends_as_it_would(tmp_path: Path, command: str, closing: str) -> None:
    ordinary = shell(f"report-builder {command}", tmp_path)

    done = shell(f"report-builder {command} {closing}", tmp_path)

    lost = closing == "2>/dev/full" and command == "build"  # the sentence about the call could not be said
    assert done.returncode == (1 if lost else ordinary.returncode)
    assert b"Traceback" not in done.stdout + done.stderr
    assert b"Exception ignored" not in done.stdout + done.stderr


@needs_posix
def test_nothing_said_on_a_closed_stream_goes_into_a_file(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(word_file(paragraph("正文。")))

    shell("report-builder pdf 报告.docx >&- 2>&-", tmp_path)

    assert (tmp_path / "报告.pdf").read_bytes().startswith(b"%PDF")


@needs_posix
def test_a_reader_that_goes_away_is_told_nothing(tmp_path: Path) -> None:
    done = shell("report-builder --help | true", tmp_path)

    assert done.stderr == b""


@needs_posix
@pytest.mark.parametrize(
    "command", ["build 2016", "check 2016", "new 2026 --yes", "doctor", "pdf a.docx", "verify a.docx",
                "refresh a.docx", "check a.docx"],
)  # fmt: skip
def test_a_deleted_working_folder_is_a_finding(tmp_path: Path, command: str) -> None:
    done = shell(f"mkdir gone; cd gone; rmdir ../gone; report-builder {command}", tmp_path)

    told = done.stderr.decode()
    assert told.startswith("错误 file.missing\n  命令行窗口现在所在的文件夹已经删掉或者移走了\n")
    assert done.returncode == 1


def test_a_setting_for_other_peoples_plots_stops_no_chart(report_builder: Run, own_data: Path) -> None:
    settings = own_data / "agency.toml"
    settings.write_text('charts = "mono"\n' + settings.read_text(encoding="utf-8"), encoding="utf-8")

    done = report_builder("check", "2016", cwd=own_data.parent, MPLBACKEND="no such thing")

    assert done.returncode == 0, done.stderr.decode()


@needs_posix
def test_what_a_library_notes_of_an_odd_file_never_reaches_the_screen(tmp_path: Path) -> None:
    odd = signed().replace(b"/ETSI.CAdES.detached", b"/ETSI.CAdES.detashed")
    (tmp_path / "盖章.pdf").write_bytes(odd)
    (tmp_path / "报告.pdf").write_bytes(painted())

    done = shell("report-builder verify 盖章.pdf --built 报告.pdf", tmp_path)

    told = (done.stdout + done.stderr).decode()
    assert "sealed.not_proved" in told
    assert "Traceback" not in told
    assert "SubFilter" not in told


@needs_posix
@pytest.mark.parametrize("wait", [0.03, 0.06, 0.1, 0.15, 0.25, 0.4, 0.6])
def test_an_interruption_at_any_moment_ends_with_130_and_one_sentence(own_data: Path, wait: float) -> None:
    with subprocess.Popen(
        [sys.executable, "-S", "-c", STARTER, str(CHECKOUT), *sys.path],
        cwd=own_data.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "1"},  # noqa: TID251  with one more
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"started\n"
        time.sleep(wait)
        running.send_signal(signal.SIGINT)
        told = running.communicate()[1].decode()

    assert "Traceback" not in told
    if running.returncode != 0:  # it had come to its end
        assert running.returncode == 130, told
        assert told.endswith("\n已经取消。\n")
        assert not (own_data.parent / "out" / "2016" / "manifest.json").exists()


@needs_posix
def test_an_interruption_that_meets_what_lets_nothing_be_raised_is_heard_all_the_same(own_data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNHEARD, str(CHECKOUT)],
        cwd=own_data.parent,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", "XDG_STATE_HOME": str(own_data.parent)},  # noqa: TID251  with more
        timeout=60,
    )

    assert done.returncode == 130
    assert done.stderr.decode().split() == ["已经取消。"]


@needs_posix
def test_an_interruption_that_meets_the_loading_of_machine_code_ends_with_130(own_data: Path) -> None:
    """C++ lets nothing be raised out of it: the interruption was swallowed, or the process aborted."""
    done = subprocess.run(
        [sys.executable, "-c", BEGINNING, str(CHECKOUT)],
        cwd=own_data.parent,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},  # noqa: TID251  with one more
        timeout=120,
    )

    assert done.returncode == 130
    assert done.stderr.decode().split() == ["已经取消。"]
    assert not (own_data.parent / "out" / "2016" / "manifest.json").exists()


@needs_posix
def test_an_interruption_that_a_library_swallows_is_no_fault_of_the_file(own_data: Path) -> None:
    (own_data / "2016" / "narrative.md").write_text("{{", encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-c", SWALLOWED, str(CHECKOUT)],
        cwd=own_data.parent,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},  # noqa: TID251  with one more
        timeout=120,
    )

    assert done.returncode == 130
    assert done.stderr.decode().endswith("\n已经取消。\n")


# Interrupts a command as it begins to read, and lets nobody know.
SWALLOWED: Final = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.path[:0] = sys.argv[1:]

class Finder:
    def find_spec(self, name, *_):
        if name == "pandas":
            try:
                signal.raise_signal(signal.SIGINT)
            except KeyboardInterrupt:
                pass

sys.meta_path.insert(0, Finder())
sys.argv = ["report-builder", "check", "2016"]
from report_builder.__main__ import main
main()
"""

# Interrupts the window as it loads what serves it, out of a callback as the locks of importing have one.
UNHEARD: Final = """
import signal, sys, weakref
signal.signal(signal.SIGINT, signal.default_int_handler)  # it may be ignored, as under nohup
sys.path.insert(0, sys.argv[1])

class Lock: pass

class Finder:
    lock = Lock()
    watch = weakref.ref(lock, lambda _: signal.raise_signal(signal.SIGINT))
    def find_spec(self, name, *_):
        if name == "uvicorn" and hasattr(Finder, "lock"):
            del Finder.lock

sys.meta_path.insert(0, Finder())
sys.argv = ["report-builder", "window", "--no-browser"]
from report_builder.__main__ import main
main()
"""

# Interrupts a command as a library in C++ begins, at its first call of what is written in Python.
BEGINNING: Final = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.path[:0] = sys.argv[1:]

def interrupt(frame, event, _):
    loading = frame.f_back and frame.f_back.f_back
    if event == "call" and loading is not None and loading.f_code.co_name == "exec_module":
        loader = loading.f_locals.get("self")
        if type(loader).__name__ == "ExtensionFileLoader" and loader.name == "pikepdf._core":
            sys.setprofile(None)
            signal.raise_signal(signal.SIGINT)

sys.setprofile(interrupt)
sys.argv = ["report-builder", "build", "2016"]
from report_builder.__main__ import main
main()
"""

# Says when Python itself is up, which no program can be interrupted before.
STARTER: Final = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.path[:0] = sys.argv[1:]
sys.argv = ["report-builder", "build", "2016"]
from report_builder.__main__ import main
print("started", flush=True)
main()
"""


@pytest.fixture
def broken(tmp_path: Path, built: Path) -> Path:
    """A working folder in which the program is at fault."""
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "faces.toml").write_text("face = 1", encoding="utf-8")
    shutil.copy(next(built.glob("*.docx")), tmp_path / "张三的申请.docx")
    return tmp_path


def test_our_own_fault_is_told_without_a_traceback_and_ends_with_3(report_builder: Run, broken: Path) -> None:
    done = report_builder("pdf", "张三的申请.docx", cwd=broken, XDG_STATE_HOME=str(broken / "state"))

    told = done.stderr.decode()
    assert "程序内部出错" in told
    assert "Traceback" not in told
    assert done.returncode == 3


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep logs elsewhere")
def test_a_log_tells_where_a_fault_came_up_and_nothing_that_was_typed(
    report_builder: Run, broken: Path
) -> None:
    done = report_builder("pdf", "张三的申请.docx", cwd=broken, XDG_STATE_HOME=str(broken / "state"))

    [told] = re.findall(r"：(/.*\.log)\n", done.stderr.decode())
    path = Path(told)
    log = path.read_text(encoding="utf-8")
    assert path.is_relative_to(broken / "state")
    assert f"report-builder {__version__}\n" in log
    assert "command: pdf\n" in log
    assert "report_builder/pipeline.py:" in log
    assert "张三" not in log
    assert str(CHECKOUT) not in log


def test_without_a_place_for_a_log_the_traceback_is_to_be_sent(report_builder: Run, broken: Path) -> None:
    (broken / "file").touch()
    nowhere = str(broken / "file" / "below")

    done = report_builder(
        "pdf", "张三的申请.docx", cwd=broken, XDG_STATE_HOME=nowhere, TMPDIR=str(broken / "tmp")
    )

    told = done.stderr.decode()
    assert "report-builder --traceback pdf" in told or ".log" in told
    assert done.returncode == 3


@pytest.mark.parametrize("way", ["option", "environment"])
def test_the_traceback_of_our_own_fault_is_shown_when_asked_for(
    report_builder: Run, broken: Path, way: str
) -> None:
    option = ["--traceback"] if way == "option" else []
    environment = {"REPORT_BUILDER_DEBUG": "1"} if way == "environment" else {}

    done = report_builder(
        *option, "pdf", "张三的申请.docx", cwd=broken, XDG_STATE_HOME=str(broken), **environment
    )

    assert "Traceback" in done.stderr.decode()
    assert done.returncode == 3
