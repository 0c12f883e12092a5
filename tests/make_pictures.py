"""The year that the manual tells of → its pictures in docs/, each made by the program itself.

Run it by itself, on Linux or macOS, where LibreOffice (soffice) and Chromium are installed, with the test
extra: ``python tests/make_pictures.py``. The same versions of these programs give the same pictures.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import manual_year
import pypdfium2  # type: ignore[import-untyped]  # it carries no types
from drawn_terminals import draw_terminal, png
from libreoffice import FONTS, LibreOffice
from PIL import Image, ImageChops, ImageOps
from playwright.sync_api import sync_playwright
from terminals import run_on_terminal

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKOUT: Final = Path(__file__).parent.parent
DOCS: Final = CHECKOUT / "docs"
_PAGE_WIDTH: Final = 620
_SCREEN: Final = (860, 760)
_GREY: Final = (150, 150, 150)
_FONTS_CONF: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def page(pdf: Path, number: int, width: int = _PAGE_WIDTH) -> Image.Image:
    """A page of a PDF, in a thin frame."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        paper = document[number - 1]
        picture = paper.render(scale=2 * width / paper.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    height = round(picture.height * width / picture.width)
    return ImageOps.expand(picture.resize((width, height), Image.Resampling.LANCZOS), 1, _GREY)


def page_with(pdf: Path, words: str) -> int:
    """The number of the first page that has these words."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = ["".join(each.get_textpage().get_text_range().split()) for each in document]
    finally:
        document.close()
    return next(number for number, text in enumerate(texts, 1) if words in text)


def cut_white(picture: Image.Image, margin: int = 12) -> Image.Image:
    """A picture without the empty paper around what stands on it."""
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox()
    if box is None:
        return picture
    left, top, right, bottom = box
    wanted = (left - margin, top - margin, right + margin, bottom + margin)
    return picture.crop((max(0, wanted[0]), max(0, wanted[1]), *wanted[2:]))


def first_page(folder: Path) -> bytes:
    """The sample report's first page."""
    run_on_terminal("build", "2016", cwd=folder)
    return png(page(next((folder / "out" / "2016").glob("*.pdf")), 1))


def charts(folder: Path) -> bytes:
    """A page of charts in colour, of the sample year."""
    data = folder / "图解"
    shutil.copytree(CHECKOUT / "data", data)
    report = data / "2016" / "report.toml"
    report.write_text('charts = "colour"\n' + report.read_text("utf-8"), "utf-8")
    run_on_terminal("build", "2016", "--data", str(data), "--out", str(folder / "带图解"), cwd=folder)
    pdf = next((folder / "带图解" / "2016").glob("*.pdf"))
    return png(page(pdf, page_with(pdf, "图1")), 32)


def tables(folder: Path) -> bytes:
    """The page with the table of applications."""
    pdf = (folder / manual_year.REPORT).with_suffix(".pdf")
    return png(page(pdf, page_with(pdf, "本年新收政府信息公开申请数量")))


def workbook(folder: Path) -> bytes:
    """A sheet of the blank workbook with rows filled in, as LibreOffice prints it."""
    office = LibreOffice("soffice", folder / "office")
    office.convert([folder / manual_year.LEDGER], "pdf", folder)
    pdf = folder / f"{Path(manual_year.LEDGER).stem}.pdf"
    sheet = page(pdf, page_with(pdf, "校园安全检查通知"), 1500)
    # The paper's frame, the sheet's name above and the page number below are no part of the screen.
    upper = sheet.crop((3, round(sheet.height * 0.09), sheet.width - 3, round(sheet.height * 0.5)))
    shown = cut_white(upper)
    return png(shown.resize((860, round(shown.height * 860 / shown.width)), Image.Resampling.LANCZOS), 32)


def checks(folder: Path) -> bytes:
    """The check report in a browser, with the faults that the manual shows."""
    conf = folder / "fonts.conf"
    conf.write_text(_FONTS_CONF.format(fonts=FONTS, cache=folder / "cache"), "utf-8")
    environment: dict[str, str | float | bool] = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(folder),
        "FONTCONFIG_FILE": str(conf),
    }
    program = shutil.which("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program, args=["--headless", "--no-sandbox"], env=environment
        )
        window = chromium.new_page(viewport={"width": _SCREEN[0], "height": _SCREEN[1]})
        window.goto((folder / "out" / str(manual_year.YEAR) / "checks.html").as_uri())
        shot = window.screenshot()
        chromium.close()
    return png(ImageOps.expand(Image.open(io.BytesIO(shot)).convert("RGB"), 1, _GREY), 32)


def screen(folder: Path, *arguments: str) -> bytes:
    """The terminal after a command."""
    written, _ = run_on_terminal(*arguments, cwd=folder)
    return png(draw_terminal(f"> report-builder {' '.join(arguments)}\n{written}"))


def main() -> None:
    """Make every picture of the manual anew."""
    year = str(manual_year.YEAR)
    with tempfile.TemporaryDirectory() as scratch:
        folder, sample = Path(scratch) / "年报", Path(scratch) / "示例"
        folder.mkdir()
        sample.mkdir()
        shutil.copytree(CHECKOUT / "data", sample / "data")
        manual_year.start(folder)
        ledger = folder / manual_year.LEDGER
        manual_year.fill(ledger)
        (folder / "data" / year / "report.toml").write_text("signed_on = 2027-01-20\n", "utf-8")
        # In this order: the faults come after what is shown without them.
        _keep("build", lambda: screen(folder, "build", year))
        _keep("page-1", lambda: first_page(sample))
        _keep("charts", lambda: charts(sample))
        _keep("tables", lambda: tables(folder))
        _keep("workbook", lambda: workbook(folder))
        manual_year.spoil(ledger)
        _keep("findings", lambda: screen(folder, "check", year))
        _keep("checks", lambda: checks(folder))


def _keep(name: str, make: Callable[[], bytes]) -> None:
    (DOCS / f"{name}.png").write_bytes(make())


if __name__ == "__main__":
    main()
