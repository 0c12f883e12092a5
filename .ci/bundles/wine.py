"""A folder → a Windows of its own, as wine stands in for it, and somebody who visits the window there."""

from __future__ import annotations

import http.client
import json
import os
import pty
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE: Final = 1800  # seconds, on a busy machine
_WINE: Final = "/usr/lib/wine/wine64"
_SERVER: Final = "/usr/lib/wine/wineserver64"
_C_LIBRARY: Final = Path("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows/ucrtbase.dll")
_OVERRIDES: Final = "ucrtbase,ucrtwine,bcryptprimitives=n,b"


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
        prefix.mkdir(parents=True, exist_ok=True)
        self.end()  # what an earlier run has left serves its files and ports from places of its own
        # Services that a program brings up would keep its pipes; these stay until the end, and have none.
        self._quietly(_SERVER, "-p")
        if not self.drive.is_dir():
            self._quietly(_WINE, "wineboot", "-i")
        self._quietly(_WINE, "reg", "add", "HKCU\\Software\\Wine", "/v", "Version", "/d", "win10", "/f")
        command = [sys.executable, Path(__file__).parent / "wine_shims.py", _C_LIBRARY]
        subprocess.run([*command, self.drive / "windows" / "system32"], check=True, capture_output=True)

    def end(self) -> None:
        """End all that runs there."""
        subprocess.run([_SERVER, "-k"], check=False, capture_output=True, env=self.environment)

    def _quietly(self, *words: str) -> None:
        nowhere = subprocess.DEVNULL
        subprocess.run(words, check=True, stdin=nowhere, stdout=nowhere, stderr=nowhere, env=self.environment)

    def windows(self, path: Path) -> str:
        """A path as Windows writes it."""
        return "C:\\" + str(path.relative_to(self.drive)).replace("/", "\\")

    def python(self, program: Path, *words: str, name: str = "python.exe") -> tuple[str, ...]:
        """How a folder's own Python is called."""
        return (self.windows(program / "program" / name), *words)

    def command(self, program: Path, *words: str, cwd: Path) -> tuple[int, str]:
        """What a command of a folder's program comes to, and says."""
        code, said = self.run(*self.python(program, "-m", "report_builder", *words), cwd=cwd)
        return code, said.decode("gbk", "replace")

    def run(self, *words: str, cwd: Path) -> tuple[int, bytes]:
        """The exit code of a program, and all that it wrote into a pipe."""
        process = self.start(*words, cwd=cwd)
        said, _ = process.communicate(b"\r\n", timeout=PATIENCE)
        return process.returncode, said

    def double_click(self, batch: Path) -> subprocess.Popen[bytes]:
        """A batch file as Explorer calls it, from another one: its path may hold any sign."""
        called = self.drive / "called.bat"
        called.write_bytes(f'@"{self.windows(batch)}"\r\n'.replace("%", "%%").encode("gbk"))
        return self.start("cmd", "/c", "C:\\called.bat", cwd=self.drive)

    def start(self, *words: str, cwd: Path) -> subprocess.Popen[bytes]:
        """A program that goes on beside us."""
        return subprocess.Popen(
            [_WINE, *words],
            cwd=cwd,
            env=self.environment,
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

    @contextmanager
    def held(self, program: Path, statements: str, cwd: Path) -> Iterator[None]:
        """Another process that holds something until it is told to end."""
        script = f"{statements}; print('held', flush=True); input()"
        process = self.start(*self.python(program, "-c", script), cwd=cwd)
        for line in process.stdout or ():
            if b"held" in line:
                break
        else:
            sys.exit(f"nothing was held: {statements}")
        yield
        process.communicate(b"\r\n")

    def page_instead(self, process: subprocess.Popen[bytes]) -> str:
        """The page that a start leaves where the window does not open; ends the start, which waits."""
        page = self.state / "没有打开.html"
        for _ in range(PATIENCE):
            if page.is_file() and page.stat().st_size:
                break
            time.sleep(1)
        process.kill()  # no browser shows the page here, and nobody closes the box that stands in for it
        text = page.read_text(encoding="utf-8") if page.is_file() else ""
        page.unlink(missing_ok=True)
        return text

    @property
    def state(self) -> Path:
        """Where the program keeps word of its user's."""
        (user,) = [each for each in (self.drive / "users").iterdir() if each.name != "Public"]
        return user / "AppData" / "Local" / "report-builder"


def _wait_for(is_so: Callable[[], bool]) -> None:
    for _ in range(PATIENCE * 2):
        if is_so():
            return
        time.sleep(0.5)


class Visit:
    """Somebody who comes in to the window that runs, by its own key."""

    def __init__(self, wine: Wine) -> None:
        self._word = wine.state / "window-my-folder.json"
        _wait_for(lambda: self._word.is_file() and self._word.stat().st_size > 0)
        told = json.loads(self._word.read_text(encoding="utf-8"))
        self.port, self.cookie = told["port"], ""
        token = self.ask("POST", "/invite", key=told["key"])[1]
        self.ask("GET", f"/open?{token}")

    def ask(self, method: str, path: str, key: str = "", **fields: str) -> tuple[int, str]:
        """The status of an answer, and the page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        headers |= {"X-Report-Builder-Key": key} if key else {"Origin": f"http://127.0.0.1:{self.port}"}
        connection.request(method, quote(path, safe="/?=&%"), urlencode(fields), headers)
        answer = connection.getresponse()
        self.cookie = str(answer.getheader("set-cookie") or self.cookie).partition(";")[0]
        return answer.status, answer.read().decode()

    def end(self) -> None:
        """Press the button at the foot, and wait until the window has taken its word back."""
        self.ask("POST", "/end")
        _wait_for(lambda: not self._word.exists())

    def see(self, path: str) -> tuple[int, str]:
        """A page, once it is there."""
        while True:
            status, page = self.ask("GET", path)
            if 'class="waiting"' not in page:
                return status, page
            time.sleep(1)
