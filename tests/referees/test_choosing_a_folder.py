"""The page that asks for a folder, in a real browser: everybody can use it, on a telephone and on a desk."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from browsers import barriers

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHECKOUT: Final = Path(__file__).parent.parent.parent

pytestmark = pytest.mark.referee


@pytest.mark.parametrize("width", [360, 1280])
def test_the_folder_is_chosen_by_keyboard_with_no_barrier(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    (tmp_path / "temporary").mkdir()
    own = {"PYTHONPATH": str(CHECKOUT), "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    with subprocess.Popen(
        [sys.executable, "-m", "report_builder", "window", "--my-folder", "--no-browser"],
        cwd=tmp_path,
        env={**os.environ, **own, "TMPDIR": str(tmp_path / "temporary")},  # noqa: TID251  the test's own
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stderr is not None
        found = re.search(r"http\S+", process.stderr.readline())
        assert found is not None
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.set_default_timeout(120_000)
        page.goto(found[0])
        asked = barriers(page)
        page.get_by_label("文件夹").fill("年报")
        page.keyboard.press("Enter")
        page.wait_for_selector("#wrong")
        refused, wide = barriers(page), page.evaluate("document.documentElement.scrollWidth")
        page.get_by_label("文件夹").fill(str(tmp_path / "年报"))
        page.keyboard.press("Enter")
        page.wait_for_selector("text=开始新的一年")
        process.terminate()
        process.communicate(timeout=60)

    assert (asked, refused) == ([], [])
    assert wide <= width
