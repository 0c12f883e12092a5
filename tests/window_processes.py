"""The window as its user starts it, in a process of its own, and somebody with a browser who came in."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

CHECKOUT: Final = Path(__file__).parent.parent
_ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:(\d+)(/open\?\S+)")
_SEE_OTHER: Final = 303


def start(folder: Path, state: Path) -> subprocess.Popen[str]:
    """The command in a folder; ``state`` is where it leaves word for a second start."""
    own = {"PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1", "XDG_STATE_HOME": str(state), "HOME": str(state)}
    return subprocess.Popen(
        [sys.executable, "-m", "report_builder", "window", "--no-browser"],
        cwd=folder,
        env={**os.environ, **own},  # noqa: TID251  with the test's own places
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def address_of(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The port and the path that it says to open."""
    assert process.stderr is not None
    found = _ADDRESS.search(process.stderr.readline())
    assert found is not None
    return int(found[1]), found[2]


class Client:
    """Somebody who came in with the address that a window says to open."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._port, path = address_of(process)
        self._cookie = ""
        _, headers, _ = self._ask("GET", path)
        self._cookie = headers["set-cookie"].partition(";")[0]

    def get(self, path: str) -> tuple[int, bytes]:
        """A page, once it is there."""
        while True:
            status, _, body = self._ask("GET", path)
            if b'class="waiting"' not in body:
                return status, body
            time.sleep(0.1)

    def do(self, path: str, waiting: str, **fields: str) -> str:
        """Press a button, and wait until what it began is over; where the page leads then."""
        status, headers, _ = self._ask("POST", path, urlencode(fields).encode())
        while status != _SEE_OTHER or headers["location"] == waiting:
            time.sleep(0.1)
            status, headers, _ = self._ask("GET", waiting)
        return headers["location"]

    def _ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=300)
        headers = {
            "Origin": f"http://127.0.0.1:{self._port}",
            "Cookie": self._cookie,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request(method, quote(path, safe="/?=&%"), body or None, headers)
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, told, answer.read()
        finally:
            connection.close()
