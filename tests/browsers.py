"""The system's Chromium with our fonts: pages opened in it, and what axe-core finds against them."""

from __future__ import annotations

import importlib
import os
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from conftest import find_referee, miss_referee
from libreoffice import FONTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

FLAGS: Final = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--no-default-browser-check",
]  # fmt: skip
# What WCAG 2.2 asks at levels A and AA, and what is good practice besides.
_AXE: Final = (
    "async () => (await axe.run()).violations"
    ".map(found => `${found.id}: ${found.nodes.map(node => node.target)}`)"
)
_FONTS_CONF: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<alias><family>sans-serif</family>
<prefer><family>Liberation Sans</family><family>GW Hei</family></prefer></alias>
</fontconfig>
"""


@contextmanager
def open_browser(home: Path) -> Iterator[Browser]:
    """Debian's Chromium with our fonts, so that Chinese has glyphs wherever the test runs."""
    program = find_referee("chromium")
    _client("playwright.sync_api")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only where it is

    conf = home / "fonts.conf"
    conf.write_text(_FONTS_CONF.format(fonts=FONTS, cache=home / "cache"), encoding="utf-8")
    inherited = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG"}}  # noqa: TID251
    environment: dict[str, str | float | bool] = {
        **inherited,
        "FONTCONFIG_FILE": str(conf),
        "HOME": str(home),
    }
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS, env=environment)
        yield chromium
        chromium.close()


def shown(browser: Browser, path: Path, width: int) -> tuple[Page, list[str]]:
    """The page at a width, and all that the browser complained about."""
    page = browser.new_page(viewport={"width": width, "height": 844})
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("requestfailed", lambda request: told.append(request.url))
    page.goto(path.as_uri())
    return page, told


def barriers(page: Page) -> list[str]:
    """What axe-core finds that keeps people from reading a page."""
    _client("axe_playwright_python")
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_AXE)
    return found


def _client(name: str) -> None:
    """A package that speaks with the browser; skips the test where it is absent, and fails it in CI."""
    try:
        importlib.import_module(name)
    except ImportError:
        miss_referee(f"{name} is not installed, so the page was not tried in a browser")
