"""What surrounds a command: a full disk behind the screen, closed streams, a lost folder, an interruption."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from make_agencies import plan_agencies, write_agencies
from signed_pdfs import painted, signed
from word_files import paragraph, word_file

from report_builder import __version__
from report_builder.command_line.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

CHECKOUT: Final = Path(__file__).parent.parent
PROGRAM: Final = f"{sys.executable} -m report_builder"

# A call of each command that goes as far as its files, of which there are none.
CALLS: Final = {
    "new": "new 2026 --from 没有.docx --yes",
    "check": "check a.docx",
    "build": "build 2016 --format 没有",
    "pdf": "pdf a.docx",
    "verify": "verify a.docx",
    "refresh": "refresh a.docx",
    "finish": "finish a.docx",
    "compare": "compare a.docx b.docx",
    "window": "window --no-browser",
    "batch": "batch .",
    "rollup": "rollup . --year 2016",
    "review": "review .",
    "sign": "sign a.pdf --key a.p12 --password-file a.txt",
    "doctor": "doctor",
}
ENDING: Final = sorted({*CALLS} - {"window"})  # which goes on until somebody ends it

CLOSINGS: Final = ("2>/dev/full", "2>&-", ">&-", ">&- 2>&-", "<&- >&- 2>&-")

needs_posix = pytest.mark.skipif(os.name != "posix", reason="a shell's redirections, and signals")


def shell(command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A command as a POSIX shell runs it, ``report-builder`` being this one."""
    inherited = {
        "PYTHONPATH": str(CHECKOUT),
        "PYTHONDONTWRITEBYTECODE": "1",  # where files may not grow, Python itself leaves cut ones behind
        "PYTHONUTF8": "1",
        "PATH": os.environ["PATH"],  # noqa: TID251  the shell's own programs
        "HOME": str(cwd),
    }
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
    "command",
    ["--version", "--help", "build --help", "doctor", *(f"{CALLS[name]} --json" for name in ENDING)],
)
def test_a_full_disk_behind_the_screen_is_said_in_one_sentence(tmp_path: Path, command: str) -> None:
    done = shell(f"report-builder {command} >/dev/full", tmp_path)

    assert done.stderr.decode() == "结果没能全部显示出来。系统提示：磁盘已满\n"
    assert done.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has it")
@pytest.mark.parametrize("reader", [">/dev/full", "| true"])
def test_a_window_whose_screen_takes_no_more_ends_all_the_same(own_data: Path, reader: str) -> None:
    done = shell(f"timeout -s INT 4 report-builder window --no-browser {reader}", own_data.parent)

    told = re.sub(r"http://\S+", "", done.stderr.decode()).splitlines()
    lost = ["结果没能全部显示出来。系统提示：磁盘已满"] if "full" in reader else []
    assert told == ["请用浏览器打开（这个地址只能用一次）：", *lost]


@needs_posix
@pytest.mark.parametrize(
    ("command", "closing"),
    [
        *product(("pdf x.docx", "build", "pdf x.docx --json", "doctor"), CLOSINGS),
        *((CALLS[name], CLOSINGS[-1]) for name in ENDING),
    ],
)
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


def test_every_command_is_tried() -> None:
    assert {*CALLS} == {command.name for command in COMMANDS}


@needs_posix
@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_deleted_working_folder_is_a_finding(tmp_path: Path, name: str) -> None:
    done = shell(f"mkdir gone; cd gone; rmdir ../gone; report-builder {CALLS[name]}", tmp_path)

    told = done.stderr.decode()
    assert told.startswith("错误 file.missing\n  命令行窗口现在所在的文件夹已经删掉或者移走了\n")
    assert done.returncode == 1


@needs_posix
@pytest.mark.parametrize("name", ENDING)
def test_whatever_surrounds_it_a_command_says_what_it_would(tmp_path: Path, name: str) -> None:
    ordinary, homeless, odd = (
        shell(f"{surrounding} report-builder {CALLS[name]}", tmp_path)
        for surrounding in ("", "env -u HOME", "env HOME=/dev/null XDG_STATE_HOME=/dev/null MPLBACKEND=x")
    )

    told = (ordinary.returncode, ordinary.stdout, ordinary.stderr)
    assert (homeless.returncode, homeless.stdout, homeless.stderr) == told
    assert (odd.returncode, odd.stdout, odd.stderr) == told


def test_what_lies_in_the_home_for_other_scripts_is_not_run_and_changes_no_page(
    report_builder: Run, tmp_path: Path
) -> None:
    (tmp_path / "报告.docx").write_bytes(word_file(paragraph("正文。")))
    home = tmp_path / "home"
    home.mkdir()
    for name in (".reportlab_mods", ".reportlab_settings"):
        (home / name).write_text("print('run')\npageCompression = 0\n", encoding="utf-8")
    report_builder("pdf", "报告.docx", "-o", "平常.pdf", cwd=tmp_path)

    done = report_builder("pdf", "报告.docx", cwd=tmp_path, HOME=str(home), RL_pageCompression="0")

    assert b"run" not in done.stdout
    assert (tmp_path / "报告.pdf").read_bytes() == (tmp_path / "平常.pdf").read_bytes()


@needs_posix
def test_a_disk_that_is_full_as_agencies_are_built_is_told_as_that(tmp_path: Path) -> None:
    write_agencies(tmp_path / "各单位", plan_agencies(1, 4))

    done = shell(
        "ulimit -f 1; report-builder batch 各单位 --workers 1", tmp_path
    )  # half a kilobyte for a file

    told = done.stderr.decode().splitlines()
    assert told[0] == "错误 file.unwritable  各单位/汇总"
    assert told[-1] == "没有处理：错误 1 处。请改正错误后重新运行。"
    assert done.returncode == 1
    assert [*tmp_path.rglob(".report-builder*")] == []


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


def own_program(script: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """A program that does something to itself, and what it ends with."""
    return subprocess.run(
        [sys.executable, "-c", script, str(CHECKOUT)],
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", "XDG_STATE_HOME": str(folder)},  # noqa: TID251  with more
        timeout=120,
    )


@needs_posix
def test_an_interruption_that_meets_what_lets_nothing_be_raised_is_heard_all_the_same(own_data: Path) -> None:
    done = own_program(UNHEARD, own_data.parent)

    assert done.returncode == 130
    assert done.stderr.decode().split() == ["已经取消。"]


@needs_posix
def test_an_interruption_that_meets_the_loading_of_machine_code_ends_with_130(own_data: Path) -> None:
    """C++ lets nothing be raised out of it: the interruption was swallowed, or the process aborted."""
    done = own_program(BEGINNING, own_data.parent)

    assert done.returncode == 130
    assert done.stderr.decode().split() == ["已经取消。"]
    assert not (own_data.parent / "out" / "2016" / "manifest.json").exists()


@needs_posix
def test_an_interruption_that_a_library_swallows_is_no_fault_of_the_file(own_data: Path) -> None:
    (own_data / "2016" / "narrative.md").write_text("{{", encoding="utf-8")

    done = own_program(SWALLOWED, own_data.parent)

    assert done.returncode == 130
    assert done.stderr.decode().endswith("\n已经取消。\n")


def test_a_fault_that_looks_like_the_end_of_an_input_is_no_interruption(own_data: Path) -> None:
    """As of a module whose compiled file was cut, by a full disk."""
    done = own_program(CUT, own_data.parent)

    assert done.returncode == 3
    assert "程序内部出错" in done.stderr.decode()


# A library of it cannot be loaded.
CUT: Final = """
import sys
sys.path.insert(0, sys.argv[1])

class Finder:
    def find_spec(self, name, *_):
        if name == "pandas":
            raise EOFError("marshal data too short")

sys.meta_path.insert(0, Finder())
sys.argv = ["report-builder", "check", "2016"]
from report_builder.__main__ import main
main()
"""

# Interrupts a command as it begins to read, and lets nobody know.
SWALLOWED: Final = """
import signal, sys
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
import sys
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
