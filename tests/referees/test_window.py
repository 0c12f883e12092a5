"""The window in a real browser: from an empty folder to the files, on a telephone and on a desk."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

import manual_year
import pytest
from browsers import barriers
from docx import Document
from foreign_reports import YEAR, faulty, two_years
from foreign_writers import by_python_docx
from openpyxl import load_workbook

from report_builder.filing.locks import locked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, FilePayload, Locator, Page

CHECKOUT: Final = Path(__file__).parent.parent.parent
PHONE: Final = 360
DESK: Final = 1280

pytestmark = pytest.mark.referee


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address that the command says to open, of an office that has begun nothing yet."""
    own = {"PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1", "XDG_STATE_HOME": str(tmp_path / "state")}
    folder = tmp_path / "年报"
    folder.mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "report_builder", "window", "--no-browser"],
        cwd=folder,
        env={**os.environ, **own},  # noqa: TID251  with the test's own places
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        found = re.search(r"http\S+", process.stderr.readline())
        assert found is not None
        yield found[0]
        process.terminate()
        process.communicate(timeout=60)


class Walk:
    """One person with a browser, who sees to it that every screen can be used by everybody."""

    def __init__(self, browser: Browser, address: str, width: int) -> None:
        self.page: Page = browser.new_page(viewport={"width": width, "height": 800})
        self.page.set_default_timeout(120_000)
        self.told: list[str] = []
        home = address.partition("/open")[0]
        self.page.route(re.compile(rf"^(?!{re.escape(home)}/)(?!data:)"), lambda route: route.abort())
        self.page.on("console", lambda message: self.told.append(message.text))
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        self.page.on(
            "request",
            lambda request: None if request.url.startswith(home) else self.told.append(request.url),
        )
        self.page.goto(address)

    def look(self, *, at_waiting: bool = False) -> None:
        """The screen fits its width, and axe has nothing against it."""
        self.page.wait_for_selector("main h1.waiting" if at_waiting else "main h1:not(.waiting)")
        self.page.wait_for_load_state("load")  # before that the style sheet may not be there
        widths = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1], self.page.url
        assert barriers(self.page) == [], self.page.url

    def go(self, link: str) -> None:
        """Follow a link of the screens' list."""
        self.page.get_by_role("navigation").get_by_role("link", name=link, exact=True).click()
        self.look()

    def hand_in(self, name: str, data: bytes) -> None:
        """Hand in a workbook, and see what is found."""
        self.go("台账")
        self.page.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        )
        self.page.get_by_role("button", name="放进来并核对").click()
        self.look()

    def give(self, field: Locator, files: dict[str, bytes], button: str) -> None:
        """Hand files in by a field, and see that they were taken."""
        kind = "application/octet-stream"
        payloads: list[FilePayload] = [
            {"name": name, "mimeType": kind, "buffer": data} for name, data in files.items()
        ]
        field.set_input_files(payloads)
        self.page.get_by_role("button", name=button, exact=True).press("Enter")
        self.page.wait_for_selector("text=已经收下")
        self.look()

    def mend(self, sheet: str, typed: str) -> None:
        """Mend a sheet's marked cell in the page."""
        self.go("台账")
        card = self.page.locator("li.finding", has_text=f"{sheet}!")
        card.locator("summary").press("Enter")
        card.get_by_label("改为").fill(typed)
        card.get_by_role("button", name=re.compile("^写进台账")).press("Enter")
        self.page.wait_for_selector("text=已经改好写进台账")
        self.look()

    def write(self) -> None:
        """Put a sentence with a figure into the text: found by its name, seen before it is saved."""
        page = self.page
        self.go("正文")
        page.get_by_role("link", name=re.compile(r"^修改这一部分\s*：六、")).click()
        self.look()
        text = page.get_by_label("这一部分的文字")
        text.press("ControlOrMeta+End")
        text.press_sequentially("\n全年主动公开信息")
        page.get_by_label("找哪个数").fill("主动公开 总数")
        page.wait_for_selector("#offered li:first-child :text('主动公开信息')")
        page.locator("#offered button").first.press("Enter")
        page.keyboard.type("条。")
        page.get_by_role("button", name="先看一看").click()
        page.wait_for_selector("text=存好以后读起来是这样")
        self.look()
        assert "全年主动公开信息" in page.locator("section.text").inner_text()
        page.get_by_role("button", name="存好").click()
        page.wait_for_selector("text=这是正文现在读起来的样子")
        self.look()
        assert page.locator("p", has_text="全年主动公开信息").locator(".figure").last.inner_text() == "6"

    def finish(self, report: Path) -> None:
        """Settle the date, build again, give an edited report back, and finish it."""
        page = self.page
        self.go("单位设置")
        page.get_by_label("成文日期").fill(f"{manual_year.YEAR + 1}-01-20")
        page.get_by_label("查阅场所").fill("柳州市档案馆\n柳州市图书馆")
        page.get_by_role("button", name="存好").click()
        page.wait_for_selector("text=已经存好")
        self.look()
        self.go("年度")
        with locked(report.parent):  # as where a colleague writes there, too
            page.get_by_role("button", name="生成 Word、PDF 和统计数据").click()
            self.look(at_waiting=True)
        page.wait_for_selector("text=已经生成")
        self.go("定稿")
        document = Document(str(report))
        document.paragraphs[-3].insert_paragraph_before("本报告的电子版可以在柳州市人民政府门户网站查阅。")
        edited = BytesIO()
        document.save(edited)
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        page.locator("input[type=file]").set_input_files(
            {"name": "送审稿.docx", "mimeType": kind, "buffer": edited.getvalue()}
        )
        page.get_by_role("button", name="交回并核对数字").click()
        page.wait_for_selector("text=已经收下")
        self.look()
        page.locator("button", has_text="用这一份定稿：送审稿.docx").click()
        page.wait_for_selector("text=已经定稿")
        self.look()
        with page.expect_download() as handed:
            page.get_by_role("link", name=re.compile(r"\.zip$")).first.click()
        assert Path(handed.value.path()).read_bytes().startswith(b"PK")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_year_from_an_empty_folder_to_its_files(
    browser: Browser, address: str, tmp_path: Path, width: int
) -> None:
    walk = Walk(browser, address, width)
    page, year = walk.page, manual_year.YEAR
    walk.look()
    page.get_by_label("年份").fill(str(year))
    page.get_by_label("单位全称").fill("柳州市教育局")
    page.get_by_label("办公地址").fill("柳州市文惠路87号")
    page.get_by_label("邮政编码").fill("545001")
    page.get_by_label("联系电话（带区号）").fill("0772-2822960")
    page.get_by_role("button", name="开始").click()
    walk.look()
    folder = tmp_path / "年报"
    [ledger] = (folder / "data" / str(year) / "ledgers").iterdir()
    manual_year.fill(ledger)
    good, wrong = ledger.read_bytes(), spoilt(ledger)

    walk.hand_in(ledger.name, wrong)
    assert set(page.locator("tr.meant td.cell mark").all_inner_texts()) == {"个人", "昨天"}
    walk.go("年度")
    assert page.get_by_role("button", name="生成 Word、PDF 和统计数据").is_disabled()
    walk.mend("依申请公开", "自然人")
    assert page.locator("tr.meant td.cell mark").inner_text() == "昨天"
    walk.hand_in(ledger.name, good)
    assert page.locator("mark").count() == 0

    walk.go("统计表")
    figure = page.locator("td.number a").filter(has_text=re.compile("^[1-9]")).first
    value = figure.inner_text()
    figure.press("Enter")
    assert page.locator("#behind .sum strong").inner_text() == value
    walk.look()
    walk.write()
    walk.go("版面")
    assert page.locator(".pages img").count() >= 3
    assert (
        page.locator(".pages img").first.evaluate("image => image.decode().then(() => image.naturalWidth)")
        > 800
    )
    walk.go("年度")
    page.get_by_role("button", name="生成 Word、PDF 和统计数据").click()
    page.wait_for_selector("text=已经生成")
    walk.look()
    with page.expect_download() as handed:
        page.get_by_role("link", name=re.compile(r"\.pdf$")).first.click()
    [pdf] = (folder / "out" / str(year)).glob("*.pdf")
    assert Path(handed.value.path()).read_bytes() == pdf.read_bytes()
    walk.finish(pdf.with_suffix(".docx"))
    page.get_by_role("button", name="结束并关闭").click()
    page.wait_for_selector("text=已经结束")
    walk.look()
    assert walk.told == []


def spoilt(ledger: Path) -> bytes:
    """The workbook with an applicant of no kind that there is, and a day that is none."""
    book = load_workbook(ledger)
    days = [cell for row in book["主动公开"].iter_rows() for cell in row if isinstance(cell.value, datetime)]
    days[-1].value = "昨天"
    for row in book["依申请公开"].iter_rows():
        for cell in row:
            if cell.value == "商业企业":
                cell.value = "个人"
    opened = BytesIO()
    book.save(opened)
    return opened.getvalue()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_what_agencies_hand_in_is_received_reviewed_answered_and_added_up(
    browser: Browser, address: str, width: int
) -> None:
    walk = Walk(browser, address, width)
    page, wrong, right = walk.page, faulty(101, "a row does not add up")[1], two_years(4)[1]
    names = f"单位\n{wrong.agency}\n{right.agency}\n望江县档案局"
    page.get_by_role("link", name="领导小组办公室：审核、汇总各单位的报告").click()
    walk.look()
    page.get_by_label("别的年度").fill(str(YEAR))
    page.get_by_role("button", name="打开").press("Enter")
    page.wait_for_url(f"**/received/{YEAR}")
    walk.look()
    walk.give(page.get_by_label("应当报送的单位"), {"单位.csv": names.encode()}, "收下名单")
    sent = {f"{each.agency}.docx": by_python_docx(each) for each in (wrong, right)}
    walk.give(page.get_by_label("各单位的报告"), sent, "收下")
    page.get_by_role("button", name="审核全部报告").press("Enter")
    page.wait_for_selector("text=审核完毕")
    walk.look()
    assert page.locator("td.late").all_inner_texts().count("缺报") == 1

    page.get_by_role("link", name=wrong.agency, exact=True).press("Enter")
    walk.look()
    with page.expect_popup() as opened:
        page.get_by_role("link", name=re.compile("^看统计表和依据")).click()
    evidence = opened.value
    evidence.wait_for_load_state("load")
    assert evidence.locator("td.marked").count() > 1
    assert evidence.locator("main").evaluate("main => getComputedStyle(main).maxWidth") == "1024px"
    evidence.close()
    while page.locator("#open ~ ul form.answer").count():
        form = page.locator("#open ~ ul form.answer").first
        form.get_by_label("说明").fill("已电话核实")
        form.get_by_role("button", name=re.compile("^不成立")).press("Enter")
        page.wait_for_selector("text=答复已经记下")
        page.wait_for_load_state("load")
    walk.look()
    page.get_by_role("link", name="回到各单位").click()
    page.get_by_role("button", name="再审核一次").click()
    page.wait_for_selector("text=审核完毕")
    walk.look()
    assert page.locator("tr", has_text=wrong.agency).get_by_text("有错误").count() == 0

    page.get_by_label("政府的名称").fill("双河县人民政府")
    page.get_by_role("button", name="汇总", exact=True).press("Enter")
    page.wait_for_selector("text=汇总完毕")
    walk.look()
    figure = page.locator("td.number a").filter(has_text=re.compile("^[1-9]")).first
    value = figure.inner_text()
    figure.press("Enter")
    page.wait_for_selector("#behind .sum")
    assert page.locator("#behind .sum strong").inner_text() == value
    walk.look()
    assert walk.told == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_corrected_report_takes_the_place_of_the_first(browser: Browser, address: str, width: int) -> None:
    walk = Walk(browser, address, width)
    page, wrong, right = walk.page, faulty(101, "a row does not add up")[1], two_years(101)[1]
    page.goto(f"{page.url.partition('/open')[0].rstrip('/')}/received/{YEAR}")
    walk.give(page.get_by_label("各单位的报告"), {f"{wrong.agency}.docx": by_python_docx(wrong)}, "收下")
    again = {f"{wrong.agency}（修订版）.docx": by_python_docx(right)}
    walk.give(page.get_by_label("各单位的报告"), again, "收下")
    page.get_by_role("button", name="审核全部报告").press("Enter")
    page.wait_for_selector("text=审核完毕")

    page.get_by_role("link", name=wrong.agency, exact=True).press("Enter")
    for details in page.get_by_text("换成改正稿，改收到日期").all():
        details.click()
    walk.look()
    page.get_by_role("button", name=re.compile("^以这一份为准.*修订版")).press("Enter")
    page.wait_for_selector("text=请再审核一次")
    walk.look()

    third = {f"{wrong.agency}（第二次修改）.docx": by_python_docx(two_years(102)[1])}
    walk.give(page.get_by_label("各单位的报告"), third, "收下")
    page.get_by_role("button", name=re.compile("^代替")).press("Enter")
    page.wait_for_selector("text=已经取出")
    walk.look()
    assert walk.told == []


def test_every_screen_can_be_walked_by_keyboard_alone(browser: Browser, address: str) -> None:
    walk = Walk(browser, address, DESK)
    page = walk.page

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "开始":
            break
    reached = page.evaluate("document.activeElement.tagName")

    assert first == "跳到正文"
    assert reached == "BUTTON"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_page_that_refuses_can_be_used_by_everybody_too(browser: Browser, address: str, width: int) -> None:
    walk = Walk(browser, address, width)
    page, home = walk.page, address.partition("/open")[0]

    page.get_by_label("年份").fill("16")
    page.get_by_role("button", name="开始").evaluate("button => button.form.noValidate = true")
    page.get_by_role("button", name="开始").click()
    page.wait_for_selector("text=还不能开始")
    walk.look()
    page.get_by_label("年份").fill(str(manual_year.YEAR))
    page.get_by_label("单位全称").fill("柳州市教育局")
    page.get_by_role("button", name="开始").click()
    page.wait_for_selector("text=已经开始")
    for refused in (f"/{manual_year.YEAR}/nothing", "/1999", f"/{manual_year.YEAR}/text/99"):
        page.goto(f"{home}{refused}")
        walk.look()
    page.goto(f"{home}/{manual_year.YEAR}/ledgers")
    page.locator("input[type=file]").set_input_files(
        {"name": "照片.png", "mimeType": "image/png", "buffer": b"png"}
    )
    page.get_by_role("button", name="放进来并核对").click()
    page.wait_for_selector("text=没有改动台账")
    walk.look()
    page.goto(f"{home}/{manual_year.YEAR}/text")
    page.locator("input[type=file]").set_input_files(
        {"name": "照片.docx", "mimeType": "image/png", "buffer": b"png"}
    )
    page.get_by_role("button", name="用这份 Word 正文").click()
    page.wait_for_selector("text=没有改动正文")
    walk.look()
    page.context.clear_cookies()
    page.goto(f"{home}/{manual_year.YEAR}")
    page.wait_for_selector("text=这个地址打不开了")
    walk.look()
    assert (
        page.locator("main").evaluate("main => getComputedStyle(main).backgroundColor")
        == "rgb(255, 255, 255)"
    )
