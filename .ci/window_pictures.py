"""The sample year in the window, with a fault in a ledger → the manual's pictures of its screens.

python .ci/window_pictures.py    writes docs/window-*.png; needs Chromium and playwright, as tests do
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

_CHECKOUT: Final = Path(__file__).parent.parent
sys.path[:0] = [str(_CHECKOUT), str(_CHECKOUT / "tests")]

from browsers import open_browser
from foreign_reports import YEAR, faulty, two_years
from foreign_writers import by_python_docx
from openpyxl import load_workbook
from PIL import Image
from window_processes import address_of, start

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Page

_WIDTH: Final = 1120
_HEIGHT: Final = 700
_SHOWN: Final = 720  # pixels of a picture's width
_COLOURS: Final = 64
_DAYS: Final = ("01-20", "01-22", "02-05", "01-27", "01-31")


def spoil(folder: Path) -> None:
    """Something in the ledgers and something in the text that somebody has to see to."""
    ledger = folder / "data" / "2016" / "ledgers" / "办公室.xlsx"
    book = load_workbook(ledger)
    book["新媒体"]["D2"].value = "五千多"
    book.save(ledger)


def mend(folder: Path) -> None:
    """The same ledger without its fault, and a sentence that the tables belie."""
    shutil.copy(_CHECKOUT / "data" / "2016" / "ledgers" / "办公室.xlsx", folder / "data" / "2016" / "ledgers")
    text = folder / "data" / "2016" / "narrative.md"
    old = text.read_text(encoding="utf-8")
    new = old.replace(
        "## 依申请公开工作受理、答复情况\n", "## 依申请公开工作受理、答复情况\n\n全年收到申请2件。\n", 1
    )
    text.write_text(new, encoding="utf-8")


def receive(folder: Path) -> None:
    """What agencies handed in for a year and the year before, one of them late, one not yet, reviewed."""
    root = folder / "收到的报告"
    pairs = [faulty(101, "a row does not add up"), *(two_years(number) for number in (3, 4, 5, 8))]
    names = [report.agency for _, report in pairs]
    for year in (YEAR, YEAR - 1):
        (root / str(year)).mkdir(parents=True)
    for last, report in pairs:
        (root / str(YEAR - 1) / f"{last.agency}.docx").write_bytes(by_python_docx(last))
        (root / str(YEAR) / f"{report.agency}.docx").write_bytes(by_python_docx(report))
    (root / "名单.csv").write_text("\n".join(("单位", *names, "望江县档案局")), encoding="utf-8")
    days = [f"{YEAR + 1}-{day},{name}.docx" for name, day in zip(names, _DAYS, strict=True)]
    (root / str(YEAR) / "收到登记.csv").write_text("\n".join(("收到日期,文件", *days)), encoding="utf-8")
    for words in (
        f"review 收到的报告/{YEAR} 收到的报告/{YEAR - 1}",
        f"rollup 收到的报告/{YEAR} --year {YEAR}",
    ):
        subprocess.run(  # noqa: S603  our own program
            [sys.executable, "-m", "report_builder", *words.split()], cwd=folder, check=False
        )


def take(page: Page, name: str) -> None:
    """One picture, small: few colours, and no wider than a page of the manual shows.

    It ends where the screen's contents do: the foot names a folder of the machine that takes it.
    """
    end = page.locator("main").evaluate("element => element.getBoundingClientRect().bottom")
    clip: FloatRect = {"x": 0, "y": 0, "width": _WIDTH, "height": min(end, _HEIGHT)}
    with Image.open(BytesIO(page.screenshot(clip=clip))) as taken:
        height = round(taken.height * _SHOWN / taken.width)
        small = taken.convert("RGB").resize((_SHOWN, height), Image.Resampling.LANCZOS)
        small.quantize(_COLOURS, dither=Image.Dither.NONE).save(
            _CHECKOUT / "docs" / f"window-{name}.png", optimize=True
        )


def look(page: Page, address: str, at: str = "") -> None:
    """Go to a screen, and to a place in it."""
    page.goto(address)
    page.wait_for_selector("main h1:not(.waiting)")
    if at:
        page.locator(at).first.evaluate(
            "element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 90)"
        )


def main() -> None:
    """Take all of them."""
    with tempfile.TemporaryDirectory() as name, open_browser(Path(name)) as browser:
        folder = Path(name) / "年报"
        shutil.copytree(_CHECKOUT / "data", folder / "data")
        subprocess.run([sys.executable, "-m", "report_builder", "build", "2016"], cwd=folder, check=True)
        process = start(folder, Path(name) / "state")
        try:
            port, path = address_of(process)
            home = f"http://127.0.0.1:{port}"
            page = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT})
            page.goto(f"{home}{path}")
            for screen, place in (
                ("year", "2016"),
                ("start", "start"),
                ("settings", "2016/settings"),
                ("finish", "2016/finish"),
            ):
                look(page, f"{home}/{place}")
                take(page, screen)
            spoil(folder)
            look(page, f"{home}/2016/ledgers", "section.file")
            page.locator("details.mend summary").first.click()
            take(page, "ledgers")
            mend(folder)
            look(page, f"{home}/2016/figures")
            page.locator("td.number a").filter(has_text=re.compile("^[1-9]")).nth(2).click()
            page.wait_for_selector("#behind .sum")
            take(page, "figures")
            look(page, f"{home}/2016/text", ".block:has(.finding.warning)")
            take(page, "text")
            look(page, f"{home}/2016/pages")
            page.evaluate("Promise.all([...document.images].slice(0, 2).map(each => each.decode()))")
            take(page, "pages")
            receive(folder)
            look(page, f"{home}/received/{YEAR}", "#review")
            take(page, "received")
            page.get_by_role("link", name=faulty(101, "a row does not add up")[1].agency, exact=True).click()
            page.wait_for_selector("form.answer")
            take(page, "received-agency")
        finally:
            process.kill()
            process.communicate()


if __name__ == "__main__":
    main()
