"""A double click opens the window in the browser, or a page that says why it did not."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlencode

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT: Final = Path(__file__).parent.parent
ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:(\d+)(/open\?\S+)")
PATIENCE: Final = 600  # tenths of a second


class Desktop:
    """A user's places, and a browser that leaves the address that it is given."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.opened = folder / "opened"
        browser = folder / "browser"
        browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >>"{self.opened}"\n', encoding="utf-8")
        browser.chmod(0o755)
        self.home.mkdir()
        (folder / "temporary").mkdir()
        own = {"PYTHONPATH": str(CHECKOUT), "HOME": str(self.home), "XDG_STATE_HOME": str(folder / "state")}
        own |= {"BROWSER": f"{browser} %s", "TMPDIR": str(folder / "temporary")}
        self.environment = {**os.environ, **own}  # noqa: TID251  the test's own
        self.started: list[subprocess.Popen[bytes]] = []

    def double_click(self, **more: str) -> subprocess.Popen[bytes]:
        """Start as the start file does."""
        self.started.append(
            subprocess.Popen(
                [sys.executable, "-m", "report_builder.double_click"],
                cwd=self.home,
                env={**self.environment, **more},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        )
        return self.started[-1]

    def addresses(self, count: int) -> list[str]:
        """What the browser was given, once it is that many."""
        for _ in range(PATIENCE):
            if self.opened.is_file() and len(lines := self.opened.read_text().splitlines()) >= count:
                return lines
            time.sleep(0.1)
        pytest.fail("the browser was never opened")


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    made = Desktop(tmp_path)
    yield made
    for process in made.started:
        process.kill()
        process.communicate()


class Visit:
    """Somebody who came in by the address that the browser was given."""

    def __init__(self, address: str) -> None:
        found = ADDRESS.fullmatch(address)
        assert found is not None
        self.port, self.cookie = int(found[1]), ""
        self.cookie = self.ask("GET", found[2])[1].partition(";")[0]

    def ask(self, method: str, path: str, **fields: str) -> tuple[int, str, str]:
        """The status of an answer, the cookie that it sets, and the page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {
            "Origin": f"http://127.0.0.1:{self.port}",
            "Cookie": self.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request(method, path, urlencode(fields), headers)
            answer = connection.getresponse()
            return answer.status, str(answer.getheader("set-cookie")), answer.read().decode()
        finally:
            connection.close()


def test_the_first_start_asks_for_a_folder_and_the_next_one_opens_it(desktop: Desktop) -> None:
    work = desktop.home / "Documents" / "政府信息公开年报"
    first = desktop.double_click()
    visit = Visit(desktop.addresses(1)[0])
    assert str(work) in visit.ask("GET", "/folder")[2]
    assert visit.ask("POST", "/folder", folder=str(work))[0] == 303
    assert visit.ask("GET", "/start")[0] == 200
    visit.ask("POST", "/end")
    assert first.wait(60) == 0

    desktop.double_click()

    later = Visit(desktop.addresses(2)[1])
    assert f"文件夹：{work / 'data'}" in later.ask("GET", "/start")[2]


def test_a_second_double_click_finds_the_first(desktop: Desktop) -> None:
    desktop.double_click()
    first = ADDRESS.fullmatch(desktop.addresses(1)[0])

    second = desktop.double_click()

    found = ADDRESS.fullmatch(desktop.addresses(2)[1])
    assert second.wait(60) == 0
    assert (first and first[1]) == (found and found[1])


def test_a_folder_that_is_gone_is_asked_for_again(desktop: Desktop, tmp_path: Path) -> None:
    word = tmp_path / "state" / "report-builder" / "folder.txt"
    word.parent.mkdir(parents=True)
    word.write_text(f"{tmp_path / 'U盘' / '年报'}\n", encoding="utf-8")

    desktop.double_click()

    asked = Visit(desktop.addresses(1)[0]).ask("GET", "/folder")[2]
    assert f"上次用的是 {tmp_path / 'U盘' / '年报'}，现在打不开或者写不进去" in asked
    assert not (tmp_path / "U盘").exists()


def test_started_from_within_an_archive_it_says_so_on_a_page(desktop: Desktop) -> None:
    process = desktop.double_click(TMPDIR=str(Path(sys.prefix).parent))

    (address,) = desktop.addresses(1)

    assert process.wait(60) == 1
    assert "请先把压缩包全部解压到一个固定的文件夹" in page_at(address)


def test_what_keeps_the_window_from_opening_is_shown_on_a_page(desktop: Desktop) -> None:
    process = desktop.double_click(SOURCE_DATE_EPOCH="昨天")
    work = desktop.home / "work"
    Visit(desktop.addresses(1)[0]).ask("POST", "/folder", folder=str(work))
    process.kill()
    process.wait()

    again = desktop.double_click(SOURCE_DATE_EPOCH="昨天")

    assert again.wait(60) == 2
    assert "SOURCE_DATE_EPOCH" in page_at(desktop.addresses(2)[1])


def page_at(address: str) -> str:
    """The page that a browser would open."""
    assert address.startswith("file://")
    return Path(unquote(address.removeprefix("file://"))).read_text(encoding="utf-8")
