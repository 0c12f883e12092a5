"""The window as a process: what it holds in memory once every screen was seen and everything made."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

import pytest
from window_processes import Client, start

MOST_MEBIBYTES: Final = 150
SCREENS: Final = ("", "/ledgers", "/figures", "/text", "/text/1", "/pages", "/finish", "/settings")


def resident(process: int) -> int:
    """What a process holds in memory, in MiB."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text(encoding="utf-8"))
    assert found is not None
    return int(found[1]) // 1024


@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of a process")
def test_the_window_holds_less_than_150_mebibytes_after_a_whole_walk(own_data: Path, tmp_path: Path) -> None:
    process = start(own_data.parent, tmp_path / "state")
    try:
        client = Client(process)
        for _ in range(3):
            for screen in SCREENS:
                assert client.get(f"/2016{screen}")[0] == 200
            for number in range(1, 13):
                assert client.get(f"/2016/pages/{number}.png")[0] == 200
            with (own_data / "2016" / "narrative.md").open("a", encoding="utf-8") as text:
                text.write("\n再补一句。\n")
        client.do("/2016/build", "/2016/building")
        name = next((own_data.parent / "out" / "2016").glob("*.docx")).name
        client.do("/2016/finish", "/2016/building", name=name, reason="演练")

        assert resident(process.pid) < MOST_MEBIBYTES
    finally:
        process.kill()
        process.communicate()
