"""The window as a process: opened, found again by a second start, ended when told or when nobody looks."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import signal
from typing import TYPE_CHECKING

import pytest
from window_processes import address_of, start

from report_builder import __version__
from report_builder.window.serving import Presence, Running, find_running, remember

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path


def ask(port: int, method: str, path: str, **headers: str) -> tuple[int, str]:
    """The status of an answer, and the cookie that it sets."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, headers={"Origin": f"http://127.0.0.1:{port}", **headers})
        answer = connection.getresponse()
        answer.read()
        return answer.status, str(answer.getheader("set-cookie")).partition(";")[0]
    finally:
        connection.close()


@pytest.fixture
def running(own_data: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A window of the sample year."""
    process = start(own_data.parent, tmp_path / "state")
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


def test_the_window_ends_when_it_is_told(running: subprocess.Popen[str]) -> None:
    port, path = address_of(running)

    _, cookie = ask(port, "GET", path)
    seen, _ = ask(port, "GET", "/2016", Cookie=cookie)
    told, _ = ask(port, "POST", "/end", Cookie=cookie)

    said, _ = running.communicate(timeout=60)
    assert (seen, told) == (200, 200)
    assert (running.returncode, said) == (0, "窗口已经关闭。\n")


def test_a_second_start_finds_the_first(
    running: subprocess.Popen[str], own_data: Path, tmp_path: Path
) -> None:
    port, _ = address_of(running)

    second = start(own_data.parent, tmp_path / "state")
    same, path = address_of(second)
    said, _ = second.communicate(timeout=60)

    assert same == port
    assert said == "窗口已经开着，没有再开一个。\n"
    assert ask(port, "GET", path)[0] == 303


def test_a_window_of_another_version_is_not_taken_for_this_one(
    running: subprocess.Popen[str], own_data: Path, tmp_path: Path
) -> None:
    port, path = address_of(running)
    [word] = (tmp_path / "state").rglob("window-*.json")
    told = json.loads(word.read_text("utf-8"))
    assert told["version"] == __version__

    for version in ("0.0.9", ""):
        word.write_text(json.dumps({**told, "version": version}), encoding="utf-8")
        second = start(own_data.parent, tmp_path / "state")
        said, complained = second.communicate(timeout=60)

        assert second.returncode == 1
        assert f"另一版程序{f'（{version}）' if version else ''}的窗口还开着" in said + complained
        assert "结束并关闭" in said + complained
    assert ask(port, "GET", path)[0] == 303


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_an_interruption_is_as_good_an_end_as_any(running: subprocess.Popen[str]) -> None:
    address_of(running)

    running.send_signal(signal.SIGINT)
    said, complained = running.communicate(timeout=60)

    assert (running.returncode, said) == (0, "窗口已经关闭。\n")
    assert "Traceback" not in complained


def test_a_word_left_behind_by_a_window_that_is_gone_is_no_window(tmp_path: Path) -> None:
    file = tmp_path / "state" / "window.json"
    assert find_running(file) is None

    remember(file, Running(1, "key"))

    assert find_running(file) is None
    assert json.loads(file.read_text("utf-8")) == {"port": 1, "key": "key", "version": ""}
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("word", ["", "[]", '{"port": "x"}', '{"port": 99999999, "key": "a"}', "\x00"])
def test_a_word_that_cannot_be_read_is_no_window(tmp_path: Path, word: str) -> None:
    (tmp_path / "window.json").write_text(word, encoding="utf-8")

    assert find_running(tmp_path / "window.json") is None


def test_a_window_that_nobody_looks_at_is_over() -> None:
    asyncio.run(asyncio.wait_for(Presence(0.01).until_over(), 60))


def test_a_window_that_is_looked_at_goes_on_until_it_is_not() -> None:
    class Looked(Presence):
        """Counts how often it is asked."""

        looks = 0

        @property
        def _seen(self) -> bool:
            Looked.looks += 1
            return Looked.looks < 4

        @_seen.setter
        def _seen(self, _: bool) -> None:
            pass

    asyncio.run(asyncio.wait_for(Looked(0.001).until_over(), 60))

    assert Looked.looks == 4


def test_the_end_that_was_asked_for_is_not_waited_for() -> None:
    async def told() -> None:
        presence = Presence(3600)
        presence.end()
        await presence.until_over()

    asyncio.run(asyncio.wait_for(told(), 60))
