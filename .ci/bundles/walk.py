#!/usr/bin/env python3
"""The manual's first chapter, followed word for word, and a year that an older version began.

walk.py ARCHIVE --older ARCHIVE --work FOLDER, both of Linux x64. Without a network; the start file opens the
window, and a browser opens what it names. Leaves pictures of what was seen in FOLDER/walk.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

HERE: Final = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "tests")]
import manual_year
from browsers import open_browser
from proving import Proofs, begin, unpack

if TYPE_CHECKING:
    from playwright.sync_api import Page

_PATIENCE: Final = 600
# What a file manager does with a start file that is a description (GLib's, as those of UOS and Kylin use it).
_LAUNCH: Final = """
import sys
from gi.repository import Gio
Gio.DesktopAppInfo.new_from_filename(sys.argv[1]).launch([], None)
"""
_YEAR: Final = str(manual_year.YEAR)


class Desk:
    """A new user's places: documents, and a browser that leaves the address that it is given."""

    def __init__(self, room: Path) -> None:
        self.home = room / "home"
        self.opened = room / "opened"
        settings = self.home / ".config" / "user-dirs.dirs"
        settings.parent.mkdir(parents=True)
        settings.write_text('XDG_DOCUMENTS_DIR="$HOME/文档"\n', encoding="utf-8")
        browser = room / "browser"
        browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >>"{self.opened}"\n', encoding="utf-8")
        browser.chmod(0o755)
        self.work = self.home / "文档" / "政府信息公开年报"
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "BROWSER": f"{browser} %s"}
        self.count = 0

    def double_click(self, folder: Path, name: str = "开始.sh") -> tuple[subprocess.Popen[bytes], str]:
        """Start as the desktop does; gives the address that the browser was given."""
        self.count += 1
        launch = ["/usr/bin/python3", "-c", _LAUNCH] if name.endswith(".desktop") else []
        process = subprocess.Popen(
            [*launch, folder / name], cwd="/", env=self.environment, stdin=subprocess.DEVNULL
        )
        for _ in range(_PATIENCE * 10):
            lines = self.opened.read_text().splitlines() if self.opened.is_file() else []
            if len(lines) >= self.count:
                return process, lines[-1]
            time.sleep(0.1)
        sys.exit("nothing was opened")

    def command(self, folder: Path, *words: str) -> tuple[int, str]:
        """What a command of that program comes to."""
        done = subprocess.run(
            [folder / "report-builder", *words], check=False, capture_output=True, env=self.environment
        )
        return done.returncode, (done.stdout + done.stderr).decode()


def main() -> None:
    words = begin()
    room = words.work.resolve() / "walk"
    shutil.rmtree(room, ignore_errors=True)
    program = unpack(words.archive, room / "年报程序")
    older = unpack(words.older, room / "年报程序（旧）")
    proofs = Proofs(f"the first chapter, with {words.archive.name}")
    with open_browser(room) as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(_PATIENCE * 1000)
        follow(page, proofs, program, room)
        print(f"== and with {words.older.name} before it")
        change_versions(page, proofs, older, program, room)
    proofs.end()


def follow(page: Page, proofs: Proofs, program: Path, room: Path) -> None:
    """The chapter, from the folder that was unpacked."""
    proofs.that(
        "2. the folder has what the manual lists",
        listed(program),
        sorted(path.name for path in program.iterdir()),
    )
    desk = Desk(room / "desk")
    _, address = desk.double_click(program, "开始.desktop")
    page.goto(address)
    choose(page, proofs, desk, room)
    start_year(page, proofs, desk.work, room)
    look(page, proofs, room)
    finish(page, proofs, desk.work, room)
    end(page)
    proofs.that("5. 结束并关闭 ends the program", is_over(address))


def change_versions(page: Page, proofs: Proofs, older: Path, newer: Path, room: Path) -> None:
    """Step 6: what an older version began and built, in the newer one."""
    desk = Desk(room / "desk-2")
    process, address = desk.double_click(older)
    page.goto(address)
    choose(page, proofs, desk, room)
    start_year(page, proofs, desk.work, room)
    finish(page, proofs, desk.work, room)
    refused, told = desk.double_click(newer)
    said = Path(unquote(told.removeprefix("file://"))).read_text(encoding="utf-8")
    proofs.that(
        "6. while the older one is open the newer one says so", "另一版程序" in said and refused.wait(60) == 1
    )
    end(page)
    process.wait(60)
    shutil.rmtree(older)
    outputs = desk.work / "out" / _YEAR
    for built in (outputs, *sorted((outputs / "归档").glob("*.zip"))):
        code, said = desk.command(newer, "verify", str(built))
        proofs.that(
            f"6. the newer one verifies the older one's {built.name}", code == 0, said if code else ""
        )
    process, address = desk.double_click(newer)
    page.goto(address)
    page.wait_for_selector("main h1:not(.waiting)")
    proofs.that("6. it opens the same year, the older one deleted", _YEAR in page.inner_text("h1"))
    page.screenshot(path=room / "6-newer.png", full_page=True)
    go(page, "单位设置")
    kept = page.get_by_label("办公地址").first.input_value()
    proofs.that("6. with its settings", kept == "柳州市文惠路87号", kept)
    build(page)
    code, said = desk.command(newer, "verify", str(outputs))
    proofs.that("6. and builds it anew", code == 0, said if code else "")
    end(page)
    process.wait(60)


def is_over(address: str) -> bool:
    """Whether nobody answers at the window's address any more, at the latest after a while."""
    where = urlsplit(address)
    for _ in range(_PATIENCE):
        try:
            socket.create_connection((where.hostname, where.port), timeout=5).close()
        except OSError:
            return True
        time.sleep(0.1)
    return False


def end(page: Page) -> None:
    """Press the button at the foot of the page."""
    page.get_by_role("button", name="结束并关闭").click()
    page.wait_for_selector("text=已经结束")


def listed(folder: Path) -> bool:
    """Whether the table of the second step names what is there."""
    manual = (folder / "手册.html").read_text(encoding="utf-8")
    step = manual.partition("2. 解压</h3>")[2].partition("<h3")[0]
    named = set(re.findall(r"<code>([^<]+)</code>", step))
    return {name for name in named if not name.endswith(".bat")} - {"D:\\年报程序"} <= {
        path.name for path in folder.iterdir()
    }


def choose(page: Page, proofs: Proofs, desk: Desk, room: Path) -> None:
    """Step 4."""
    page.screenshot(path=room / "1-folder.png")
    asked = page.inner_text("h1") == "年报的材料放在哪个文件夹"
    proposed = page.get_by_label("文件夹").input_value()
    is_so = asked and proposed == str(desk.home / "文档" / "政府信息公开年报")
    proofs.that("4. it asks for the folder, and 文档 is filled in", is_so, proposed)
    page.get_by_role("button", name="就放在这里").click()


def go(page: Page, link: str) -> None:
    """Follow a link of the screens' list."""
    page.get_by_role("navigation").get_by_role("link", name=link, exact=True).click()
    page.wait_for_selector("main h1:not(.waiting)")


def start_year(page: Page, proofs: Proofs, work: Path, room: Path) -> None:
    """Step 5, by its numbers: a year, its settings and its ledgers."""
    page.get_by_label("年份").fill(_YEAR)
    page.get_by_label("单位全称").fill("柳州市教育局")
    page.screenshot(path=room / "2-start.png")
    page.get_by_role("button", name="开始").click()
    page.wait_for_selector("main h1:not(.waiting)")
    ledgers = work / "data" / _YEAR / "ledgers"
    proofs.that("5.1 开始 makes the folder, a blank workbook and a text", ledgers.is_dir())
    go(page, "单位设置")
    for label, text in (
        ("办公地址", "柳州市文惠路87号"),
        ("邮政编码", "545001"),
        ("联系电话", "0772-2822960"),
    ):
        page.get_by_label(label).first.fill(text)
    page.get_by_label("成文日期").fill(f"{manual_year.YEAR + 1}-01-20")
    page.get_by_label("查阅场所").fill("柳州市档案馆\n柳州市图书馆")
    page.get_by_role("button", name="存好").click()
    page.wait_for_selector("text=已经存好")
    proofs.that(
        "5.2 存好 keeps the settings", "文惠路87号" in (work / "data" / "agency.toml").read_text("utf-8")
    )
    (ledger,) = ledgers.glob("*.xlsx")
    filled = room / ledger.name
    shutil.copy(ledger, filled)
    manual_year.fill(filled)
    go(page, "台账")
    page.locator("input[type=file]").set_input_files(filled)
    page.get_by_role("button", name="放进来并核对").click()
    page.wait_for_selector("main h1:not(.waiting)")
    page.screenshot(path=room / "3-ledgers.png", full_page=True)
    proofs.that("5.3 放进来并核对 reads the workbook", ledger.read_bytes() == filled.read_bytes())


def look(page: Page, proofs: Proofs, room: Path) -> None:
    """Tables, text and pages."""
    go(page, "统计表")
    figure = page.locator("td.number a").filter(has_text=re.compile("^[1-9]")).first
    value = figure.inner_text()
    figure.click()
    page.wait_for_selector("#behind .sum strong")
    proofs.that(
        "5.4 a figure opens its rows", page.locator("#behind .sum strong").inner_text() == value, value
    )
    go(page, "正文")
    proofs.that("5.5 the text is there by its parts", page.locator("main h2").count() > 3)
    go(page, "版面")
    picture = page.locator(".pages img").first
    width = picture.evaluate("image => image.decode().then(() => image.naturalWidth)")
    page.screenshot(path=room / "4-pages.png")
    proofs.that("5.6 the pages are shown", width > 800, width)


def build(page: Page) -> None:
    """The report and its figures."""
    go(page, "年度")
    page.get_by_role("button", name="生成 Word、PDF 和统计数据").click()
    page.wait_for_selector("text=已经生成")


def finish(page: Page, proofs: Proofs, work: Path, room: Path) -> None:
    """The files, and what leaves the house."""
    build(page)
    (report,) = (work / "out" / _YEAR).glob("*.docx")
    with page.expect_download() as handed:
        page.get_by_role("link", name=re.compile(r"\.docx$")).first.click()
    proofs.that(
        "5.7 the Word file is handed out", Path(handed.value.path()).read_bytes() == report.read_bytes()
    )
    go(page, "定稿")
    edited = room / "送审稿.docx"
    shutil.copy(report, edited)
    page.locator("input[type=file]").set_input_files(edited)
    page.get_by_role("button", name="交回并核对数字").click()
    page.wait_for_selector("text=已经收下")
    page.locator("button", has_text="用这一份定稿：送审稿.docx").click()
    page.wait_for_selector("text=已经定稿")
    page.screenshot(path=room / "5-finish.png", full_page=True)
    proofs.that("5.8 用这一份定稿 makes the packages", any((work / "out" / _YEAR / "归档").glob("*.zip")))


if __name__ == "__main__":
    main()
