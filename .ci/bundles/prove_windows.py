#!/usr/bin/env python3
"""The Windows archive → tried under wine 8 without network: prove_windows.py ARCHIVE --work FOLDER.

Needs Debian's wine64 and locales, and the package ziglang for what wine lacks (wine_shims.py); python.exe and
all that comes with it is what the archive holds.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parent))
from proving import CHECKOUT, YEAR, Proofs, expected, made

if TYPE_CHECKING:
    from collections.abc import Iterator

_APART: Final = "REPORT_BUILDER_APART"
_WINE: Final = "/usr/lib/wine/wine64"
_C_LIBRARY: Final = Path("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows/ucrtbase.dll")
_OVERRIDES: Final = "ucrtbase,ucrtwine,bcryptprimitives=n,b"
_PATIENCE: Final = 1800  # on a busy machine


class Wine:
    """A Windows of its own below a folder."""

    def __init__(self, prefix: Path) -> None:
        self.drive = prefix / "drive_c"
        self.environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(prefix.parent),
            "LC_ALL": "zh_CN.UTF-8",
            "WINEPREFIX": str(prefix),
            "WINEDEBUG": "-all",
            "WINEARCH": "win64",
            "WINEDLLOVERRIDES": _OVERRIDES,
        }
        if not self.drive.is_dir():
            subprocess.run([_WINE, "wineboot", "-i"], check=True, capture_output=True, env=self.environment)
        command = [sys.executable, Path(__file__).parent / "wine_shims.py", _C_LIBRARY]
        subprocess.run([*command, self.drive / "windows" / "system32"], check=True, capture_output=True)

    def windows(self, path: Path) -> str:
        """A path as Windows writes it."""
        return "C:\\" + str(path.relative_to(self.drive)).replace("/", "\\")

    def run(self, *words: str, cwd: Path, **more: str) -> tuple[int, bytes]:
        """The exit code of a program, and all that it wrote into a pipe."""
        process = self.start(*words, cwd=cwd, **more)
        said, _ = process.communicate(b"\r\n", timeout=_PATIENCE)
        return process.returncode, said

    def double_click(self, batch: Path) -> subprocess.Popen[bytes]:
        """A batch file as Explorer calls it, from another one: its path may hold any sign."""
        called = self.drive / "called.bat"
        called.write_bytes(f'@"{self.windows(batch)}"\r\n'.replace("%", "%%").encode("gbk"))
        return self.start("cmd", "/c", "C:\\called.bat", cwd=self.drive)

    def start(self, *words: str, cwd: Path, **more: str) -> subprocess.Popen[bytes]:
        """A program that goes on beside us."""
        return subprocess.Popen(
            [_WINE, *words],
            cwd=cwd,
            env={**self.environment, **more},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def on_console(self, *words: str, cwd: Path) -> str:
        """What a program writes on a console."""
        ours, its = pty.openpty()
        process = subprocess.Popen(
            [_WINE, *words], cwd=cwd, env=self.environment, stdin=its, stdout=its, stderr=its
        )
        os.close(its)
        said = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            said += piece
        process.wait()
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", said.decode("utf-8", "replace"))

    @property
    def state(self) -> Path:
        """Where the program keeps word of its user's."""
        (user,) = [each for each in (self.drive / "users").iterdir() if each.name != "Public"]
        return user / "AppData" / "Local" / "report-builder"


def main() -> None:
    if not os.environ.get(_APART):
        inner = 'ip link set lo up; exec "$0" "$@"'
        os.environ[_APART] = "yes"
        command = ["unshare", "--net", "sh", "-c", inner, sys.executable, *sys.argv]
        os.execvp("unshare", command)  # noqa: S606  ourselves, in a network of our own
    asked = argparse.ArgumentParser()
    asked.add_argument("archive", type=Path)
    asked.add_argument("--work", type=Path, required=True)
    words = asked.parse_args()
    proofs = Proofs(f"{words.archive.name}, under wine")
    wine = Wine(words.work.resolve() / "wine")
    for path in wine.drive.glob("年报*"):
        shutil.rmtree(path)
    program = unpack(words.archive, wine.drive / "年报 程序 & 100%")
    work = wine.drive / "年报材料 & 100%"
    work.mkdir()
    shutil.rmtree(wine.state, ignore_errors=True)
    prove_building(proofs, wine, program, work)
    prove_settings(proofs, wine, program, work)
    prove_files(proofs, wine, program, work)
    # wine's cmd loses a % out of %~dp0, Windows' does not: start files are tried in folders without one.
    for name in ("年报 程序 & 一", "年报 程序 & 二"):
        shutil.copytree(program, wine.drive / name / program.name, copy_function=os.link)
    prove_window(proofs, wine, *sorted(wine.drive.glob("年报 程序 & [一二]/*")))
    prove_places(proofs, wine, program)
    proofs.end()


def unpack(archive: Path, place: Path) -> Path:
    """The folder that comes of it."""
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(place)
    (folder,) = place.iterdir()
    return folder


def python(wine: Wine, program: Path, *words: str) -> tuple[str, ...]:
    """How the program is called."""
    return (wine.windows(program / "program" / "python.exe"), "-m", "report_builder", *words)


def prove_building(proofs: Proofs, wine: Wine, program: Path, work: Path) -> None:
    code, said = wine.run(*python(wine, program, "build", YEAR), cwd=work)
    proofs.that("it runs in a folder with blanks, &, % and Chinese", code == 0, said[-200:] if code else "")
    proofs.that(
        "Word and PDF are those of the virtual environment", made(work / "out" / YEAR) == expected() != {}
    )
    proofs.that("a pipe is told in code page 936", f"已生成到 out\\{YEAR}".encode("gbk") in said)
    shown = wine.on_console(*python(wine, program, "doctor", YEAR), cwd=work)
    proofs.that(
        "a console shows it in Chinese", "可以使用" in shown, shown[-300:] if "可以使用" not in shown else ""
    )
    code, said = wine.run(*python(wine, program, "doctor", YEAR), cwd=work)
    proofs.that("the doctor finds nothing broken", code == 0, said.decode("gbk", "replace") if code else "")
    shutil.copy(program / "report-builder.bat", program / "plain.bat")
    plain = wine.drive / "年报短"
    plain.mkdir()
    shutil.copytree(program, plain / "p", copy_function=os.link)
    _, said = wine.run("cmd", "/c", wine.windows(plain / "p" / "report-builder.bat"), "--version", cwd=work)
    proofs.that("report-builder.bat hands on what was typed", b"report-builder 0." in said, said)
    shutil.rmtree(plain)


def prove_settings(proofs: Proofs, wine: Wine, program: Path, work: Path) -> None:
    shutil.copytree(CHECKOUT / "data", work / "记事本" / "data")
    for path in (work / "记事本" / "data").rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text, encoding="utf-8-sig", newline="\r\n")
    code, said = wine.run(*python(wine, program, "build", YEAR), cwd=work / "记事本")
    same = made(work / "记事本" / "out" / YEAR) == made(work / "out" / YEAR)
    proofs.that(
        "settings that Notepad saved (BOM, CRLF) are read alike",
        code == 0 and same,
        said[-200:] if code else "",
    )
    deep = work / "深"
    while len(wine.windows(deep)) < 280:
        deep /= "很长很长很长很长很长很长的文件夹"
    shutil.copytree(CHECKOUT / "data", deep / "data")
    call = python(
        wine,
        program,
        "build",
        YEAR,
        "--data",
        wine.windows(deep / "data"),
        "--out",
        wine.windows(deep / "out"),
    )
    code, said = wine.run(*call, cwd=work)
    told = said.decode("gbk", "replace")
    ended = made(deep / "out" / YEAR) == made(work / "out" / YEAR) if code == 0 else "Traceback" not in told
    proofs.that(
        f"a path of {len(wine.windows(deep))} characters works or is told", ended, f"exit code {code}"
    )


def prove_files(proofs: Proofs, wine: Wine, program: Path, work: Path) -> None:
    (report,) = (work / "out" / YEAR).glob("*.docx")
    before = made(work / "out" / YEAR)
    with held(wine, program, work, f"kept = open({wine.windows(report)!r}, 'rb')"):
        code, said = wine.run(*python(wine, program, "build", YEAR), cwd=work)
    told = said.decode("gbk", "replace")
    whole = made(work / "out" / YEAR) == before
    proofs.that(
        "a report that is open elsewhere is told or replaced whole",
        whole and code in {0, 1},
        f"exit code {code}",
    )
    proofs.that("and the way out is said", code == 0 or "请关闭正在打开" in told, told[-400:])
    code, _ = wine.run(*python(wine, program, "build", YEAR), cwd=work)
    proofs.that("once it is closed, it is replaced", code == 0 and made(work / "out" / YEAR) == before)
    lock = "from pathlib import Path; from report_builder.filing.locks import locked"
    lock += "; kept = locked(Path('out/2016')); kept.__enter__()"
    with held(wine, program, work, lock):
        code, said = wine.run(*python(wine, program, "build", YEAR), cwd=work)
    told = said.decode("gbk", "replace")
    proofs.that(
        "two at once: the second waits and then says who writes",
        code == 1 and "另一个程序正在写" in told,
        told[-200:],
    )


@contextmanager
def held(wine: Wine, program: Path, work: Path, statements: str) -> Iterator[None]:
    """Another process that holds something until it is told to end."""
    script = f"{statements}; print('held', flush=True); input()"
    process = wine.start(wine.windows(program / "program" / "python.exe"), "-c", script, cwd=work)
    while b"held" not in (line := process.stdout.readline()):
        if not line:
            sys.exit(f"nothing was held: {statements}")
    yield
    process.communicate(b"\r\n")


def prove_window(proofs: Proofs, wine: Wine, program: Path, newer: Path) -> None:
    started = wine.double_click(program / "开始.bat")
    visit = Visit(wine)
    asked = visit.ask("GET", "/folder")[1]
    proofs.that(
        "the start file opens the window, which proposes a folder among the documents",
        "政府信息公开年报" in asked,
    )
    chosen = "C:\\年报 选定 & 100%"
    proofs.that("another one is taken", visit.ask("POST", "/folder", folder=chosen)[0] == 303)
    shown = visit.ask("GET", "/start")[1]
    proofs.that(
        "and is what the window works in",
        "年报 选定 &amp; 100%" in shown,
        shown[-200:] if "选定" not in shown else "",
    )
    visit.ask("POST", "/end")
    started.communicate(timeout=_PATIENCE)
    started = wine.double_click(newer / "开始.bat")
    later = Visit(wine).ask("GET", "/start")[1]
    proofs.that("a program unpacked elsewhere opens the same folder", "年报 选定 &amp; 100%" in later)


class Visit:
    """Somebody who comes in to the window that runs, by its own key."""

    def __init__(self, wine: Wine) -> None:
        word = wine.state / "window-my-folder.json"
        for _ in range(_PATIENCE * 2):
            if word.is_file() and word.stat().st_size:
                break
            time.sleep(0.5)
        told = json.loads(word.read_text(encoding="utf-8"))
        self.port, self.cookie = told["port"], ""
        token = self.ask("POST", "/invite", key=told["key"])[1]
        self.ask("GET", f"/open?{token}")

    def ask(self, method: str, path: str, key: str = "", **fields: str) -> tuple[int, str]:
        """The status of an answer, and the page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        headers |= {"X-Report-Builder-Key": key} if key else {"Origin": f"http://127.0.0.1:{self.port}"}
        connection.request(method, path, urlencode(fields), headers)
        answer = connection.getresponse()
        self.cookie = str(answer.getheader("set-cookie") or self.cookie).partition(";")[0]
        return answer.status, answer.read().decode()


def prove_places(proofs: Proofs, wine: Wine, program: Path) -> None:
    alone = wine.drive / "年报压缩"
    alone.mkdir()
    shutil.copy(program / "开始.bat", alone)
    _, said = wine.run("cmd", "/c", wine.windows(alone / "开始.bat"), cwd=alone)
    proofs.that(
        "the start file alone, as out of an archive's window, says what to do",
        b"Unpack the whole archive" in said,
    )
    command = f'set "TMP={wine.windows(program.parent)}"\r\nset "TEMP={wine.windows(program.parent)}"\r\n'
    command += f'"{wine.windows(program / "program" / "python.exe")}" -m report_builder.double_click\r\n'
    (alone / "t.bat").write_bytes(b"@echo off\r\n" + command.replace("%", "%%").encode("gbk"))
    page = wine.state / "没有打开.html"
    process = wine.start("cmd", "/c", wine.windows(alone / "t.bat"), cwd=alone)
    for _ in range(_PATIENCE):
        if page.is_file() and page.stat().st_size:
            break
        time.sleep(1)
    process.kill()  # no browser shows the page here, and nobody closes the box that stands in for it
    told = page.read_text(encoding="utf-8") if page.is_file() else ""
    proofs.that("a program among temporary files says so on a page", "请先把压缩包全部解压" in told)


if __name__ == "__main__":
    main()
