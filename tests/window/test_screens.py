"""The year as it is done in the window: started, handed in, looked at, built; by the commands' own code."""

from __future__ import annotations

import asyncio
import re
from datetime import date
from decimal import Decimal
from html import unescape
from io import BytesIO
from threading import Event
from typing import TYPE_CHECKING

import pytest
from golden_suqian import SUQIAN_2023, write_year
from openpyxl import load_workbook
from PIL import Image
from window_visits import Visitor, office_of, visitor, words

from report_builder.window.work import YearWork

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.drafts import Steps

LEDGERS = "/2016/ledgers"


def spoilt(own_data: Path, sheet: str = "新媒体", cell: str = "D2", value: object = "五千多") -> bytes:
    """The office's workbook with one cell that is wrong."""
    book = load_workbook(own_data / "2016" / "ledgers" / "办公室.xlsx")
    book[sheet][cell].value = value
    opened = BytesIO()
    book.save(opened)
    return opened.getvalue()


def built(visiting: Visitor, year: int = 2016) -> str:
    """Press the button, wait, and come back to the year's page."""
    answer = visiting.post(f"/{year}/build")
    while answer.status == 303 and answer.headers["location"] == f"/{year}/building":
        answer = visiting.get(f"/{year}/building")
        while answer.status == 200:
            answer = visiting.get(f"/{year}/building")
    return visiting.get(answer.headers["location"]).text


def test_a_first_year_is_started_by_a_form(tmp_path: Path) -> None:
    visiting = visitor(tmp_path)
    asked = visiting.get("/")

    answer = visiting.post("/start", year="2016", name="建新镇人民政府", postcode="", telephone="")

    assert "单位全称" in asked.text
    assert "已经开始2016年" in answer.text
    settings = (tmp_path / "data" / "agency.toml").read_text(encoding="utf-8")
    assert 'short_name = "镇政府"' in settings
    assert 'kind = "government"' in settings
    assert (tmp_path / "data" / "2016" / "ledgers" / "镇政府2016年台账.xlsx").is_file()
    assert visiting.get("/").headers["location"] == "/2016"


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"year": "16", "name": "甲局"}, "四位数字"),
        ({"year": "2031", "name": "甲局"}, "四位数字"),
        ({"year": "2016", "name": ""}, "请填写单位全称"),
        ({"year": "2016", "name": "甲/乙局"}, "不能含有"),
        ({"year": "2016", "name": "甲局", "postcode": "5450"}, "邮政编码是六位数字"),
    ],
)
def test_a_form_that_cannot_be_used_keeps_what_was_typed(
    tmp_path: Path, form: dict[str, str], says: str
) -> None:
    answer = visitor(tmp_path).post("/start", **form)

    assert answer.status == 422
    assert says in answer.text
    assert f'value="{form["name"]}"' in answer.text
    assert not (tmp_path / "data").exists()


def test_another_year_is_started_from_the_one_before(own_data: Path) -> None:
    answer = visitor(own_data.parent).post("/start", year="2017", carry="yes")

    assert answer.status == 200
    assert "start" not in answer.text.partition("<main")[2].partition("新建的文件")[0]
    narrative = own_data / "2017" / "narrative.md"
    assert narrative.read_bytes() == (own_data / "2016" / "narrative.md").read_bytes()


def test_a_fault_is_shown_beside_the_picture_of_its_rows(own_data: Path) -> None:
    visiting = visitor(own_data.parent)

    answer = visiting.hand_in(LEDGERS, {"办公室.xlsx": spoilt(own_data)})

    assert (answer.status, answer.headers["location"]) == (303, LEDGERS)
    page = visiting.get(LEDGERS).text
    assert "错误 " in words(page)
    assert "新媒体!D2" in page
    assert "<mark>五千多</mark>" in page
    assert "<small>订阅用户数</small>" in page


def test_a_workbook_that_is_replaced_is_kept_aside(own_data: Path) -> None:
    path = own_data / "2016" / "ledgers" / "办公室.xlsx"
    old, new = path.read_bytes(), spoilt(own_data)
    visiting = visitor(own_data.parent)

    visiting.hand_in(LEDGERS, {"办公室.xlsx": new})
    visiting.hand_in(LEDGERS, {"办公室.xlsx": old})
    visiting.hand_in(LEDGERS, {"办公室.xlsx": old})

    assert path.read_bytes() == old
    kept = own_data / "备份" / "2016"
    assert sorted(each.name for each in kept.iterdir()) == [
        "办公室（换下的第1份）.xlsx",
        "办公室（换下的第2份）.xlsx",
    ]
    assert (kept / "办公室（换下的第1份）.xlsx").read_bytes() == old
    assert (kept / "办公室（换下的第2份）.xlsx").read_bytes() == new
    assert len(list(path.parent.iterdir())) == 8


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("甲.xlsx", "甲.xlsx"),
        ("../../../甲.xlsx", "甲.xlsx"),
        ("C:\\\\台账\\\\甲.xlsx", "甲.xlsx"),
        ("/etc/甲.xlsx", "甲.xlsx"),
    ],
)
def test_a_file_gets_its_own_name_and_no_folder(own_data: Path, given: str, name: str) -> None:
    before = {path for path in own_data.parent.rglob("*") if path.is_file()}

    answer = visitor(own_data.parent).hand_in(LEDGERS, {given: spoilt(own_data)})

    assert answer.status == 303
    after = {path for path in own_data.parent.rglob("*") if path.is_file()}
    new = {path for path in after - before if not path.name.startswith(".")}
    assert new == {own_data / "2016" / "ledgers" / name}


@pytest.mark.parametrize("given", ["甲.exe", "甲", ".xlsx", "~$甲.xlsx", "..", "甲:乙.xlsx", "agency.toml"])
def test_what_can_be_no_ledger_is_not_taken(own_data: Path, given: str) -> None:
    before = {path for path in own_data.parent.rglob("*") if path.is_file()}

    answer = visitor(own_data.parent).hand_in(LEDGERS, {given: b"x"})

    assert answer.status == 422
    assert {path for path in own_data.parent.rglob("*") if path.is_file()} == before


def test_more_files_than_anybody_has_are_not_taken(own_data: Path) -> None:
    answer = visitor(own_data.parent).hand_in(LEDGERS, {f"{number}.xlsx": b"x" for number in range(51)})

    assert answer.status == 400
    assert len(list((own_data / "2016" / "ledgers").iterdir())) == 8


def test_a_ledger_is_taken_out_and_kept_aside(own_data: Path) -> None:
    visiting = visitor(own_data.parent)
    data = (own_data / "2016" / "ledgers" / "人事科.xlsx").read_bytes()

    answer = visiting.post(f"{LEDGERS}/out", name="人事科.xlsx")

    assert answer.status == 303
    assert not (own_data / "2016" / "ledgers" / "人事科.xlsx").exists()
    assert (own_data / "备份" / "2016" / "人事科（换下的第1份）.xlsx").read_bytes() == data
    assert "人事科" not in visiting.get(LEDGERS).text


@pytest.mark.parametrize(
    "name", ["../../agency.toml", "..", "/etc/passwd", "没有.xlsx", "../narrative.md", ""]
)
@pytest.mark.parametrize("where", ["/2016/ledgers/file", "/2016/built"])
def test_no_address_leads_out_of_its_folder(own_data: Path, where: str, name: str) -> None:
    assert visitor(own_data.parent).get(f"{where}?name={name}").status == 404


def test_a_link_among_the_ledgers_is_not_followed(own_data: Path) -> None:
    (own_data / "2016" / "ledgers" / "甲.xlsx").symlink_to(own_data / "agency.toml")

    assert visitor(own_data.parent).get("/2016/ledgers/file?name=甲.xlsx").status == 404


@pytest.mark.parametrize(
    "path", ["/1999", "/2031", "/2031/ledgers", "/99999999999999999999", "/x", "/2016/x"]
)
def test_a_year_without_a_folder_has_no_page(own_data: Path, path: str) -> None:
    assert visitor(own_data.parent).get(path).status == 404


def test_the_day_by_law_is_told_with_the_days_that_are_left(own_data: Path) -> None:
    page = visitor(own_data.parent, date(2017, 3, 1)).get("/2016").text

    assert "2017年3月31日 以前公布，还有 30 天" in page


def test_what_is_built_in_the_window_is_what_the_command_builds(own_data: Path, built_dated: Path) -> None:
    visiting = visitor(own_data.parent)

    page = built(visiting)

    assert "已经生成" in page
    ours = own_data.parent / "out" / "2016"
    assert {path.name: path.read_bytes() for path in ours.iterdir() if not path.name.startswith(".")} == {
        path.name: path.read_bytes() for path in built_dated.iterdir() if not path.name.startswith(".")
    }
    for path in ours.glob("*.pdf"):
        assert visiting.get(f"/2016/built?name={path.name}").body == path.read_bytes()


@pytest.fixture
def built_dated(report_builder: object, own_data: Path, tmp_path: Path) -> Path:
    """The same year as the command builds it."""
    assert callable(report_builder)
    out = tmp_path / "by the command"
    done = report_builder("build", "2016", "--out", str(out), cwd=own_data.parent)
    assert done.returncode == 0
    return out / "2016"


def test_a_build_that_errors_stop_says_which_and_writes_nothing(own_data: Path) -> None:
    (own_data / "2016" / "ledgers" / "办公室.xlsx").write_bytes(spoilt(own_data))

    page = built(visitor(own_data.parent))

    assert "没有生成" in page
    assert "订阅用户数" in page
    assert not (own_data.parent / "out").exists()


def test_every_page_of_the_report_is_a_picture(own_data: Path) -> None:
    visiting = visitor(own_data.parent)
    numbers = re.findall(r'src="/2016/pages/(\d+)\.png"', visiting.get("/2016/pages").text)

    pictures = [visiting.get(f"/2016/pages/{number}.png") for number in numbers]

    assert len(numbers) == 12
    assert all(Image.open(BytesIO(each.body)).size == (893, 1263) for each in pictures)
    assert visiting.get("/2016/pages/13.png").status == 404


def figures_of(page: str) -> list[tuple[str, Decimal]]:
    """The path of every figure that can be opened on a page, and what stands there."""
    found = re.findall(r'href="/\d+/figures\?path=([^"#]+)#behind"[^>]*>([^<]+)<', page)
    return [(unescape(path), Decimal(text)) for path, text in found]


def test_every_figure_of_the_sample_opens_rows_that_add_up_to_it(own_data: Path) -> None:
    visiting = visitor(own_data.parent)
    figures = figures_of(visiting.get("/2016/figures").text)

    sums = {path: sum_told(visiting.get(f"/2016/figures?path={path}").text) for path, _ in figures}

    assert len(figures) > 50
    assert {path: (shown, sums[path]) for path, shown in figures if sums[path] != (shown, shown)} == {}


def sum_told(page: str) -> tuple[Decimal | None, Decimal]:
    """A figure as its page tells it, and what its rows are said to add up to; nil where it has none."""
    value = re.search(r'class="sum"><strong>([\d.]+)</strong>', page)
    total = re.search(r"合计 ([\d.]+)", page)
    return Decimal(value[1]) if value else None, Decimal(total[1]) if total else Decimal()


def test_every_figure_of_the_statutory_tables_of_a_city_opens_rows_that_add_up_to_it(tmp_path: Path) -> None:
    write_year(tmp_path / "data", SUQIAN_2023, older=(9, 977))
    visiting = visitor(tmp_path, date(2024, 1, 20))
    figures = figures_of(visiting.get("/2023/figures").text)

    sums = {path: sum_told(visiting.get(f"/2023/figures?path={path}").text) for path, _ in figures}

    assert len(figures) > 150
    assert {path: (shown, sums[path]) for path, shown in figures if sums[path] != (shown, shown)} == {}


@pytest.mark.parametrize("path", ["nothing", "requests", "../x", "requests.new.total+nothing"])
def test_the_path_of_no_figure_opens_nothing(own_data: Path, path: str) -> None:
    assert visitor(own_data.parent).get(f"/2016/figures?path={path}").status == 404


def test_a_piece_of_a_page_is_sent_where_a_script_asks_for_it(own_data: Path) -> None:
    answer = visitor(own_data.parent).get("/2016/figures?path=publication.total", hx_request="true")

    assert answer.text.lstrip().startswith("<h2>")
    assert "<html" not in answer.text


def test_two_hundred_requests_at_once_are_all_answered(own_data: Path) -> None:
    visiting = visitor(own_data.parent)
    paths = ["/2016", "/2016/ledgers", "/2016/figures", "/2016/pages"] * 50

    async def all_of_them() -> list[int]:
        return [
            each.status
            for each in await asyncio.gather(*(visiting.asking("GET", path, {}) for path in paths))
        ]

    assert set(asyncio.run(all_of_them())) == {200}
    assert visiting.faults == []


def test_a_draft_that_takes_longer_is_waited_for_by_a_page_that_asks_again(own_data: Path) -> None:
    visiting = Visitor(office_of(own_data.parent), patience=0.0).come_in()

    first = visiting.get("/2016").text

    if "正在处理" in first:  # it may have been quicker than the page
        assert '<meta http-equiv="refresh"' in first
    while "正在处理" in (page := visiting.get("/2016").text):
        pass
    assert "做到哪一步了" in page


def test_a_draft_is_drawn_up_anew_only_where_its_files_have_changed(own_data: Path) -> None:
    work = YearWork(office_of(own_data.parent))
    first = work.draft(2016)
    assert first.wait(60)

    same = work.draft(2016)
    (own_data / "2016" / "narrative.md").write_text("# 标题\n", encoding="utf-8")
    other = work.draft(2016)

    assert same is first
    assert other is not first
    assert other.wait(60)


def test_a_stopped_build_writes_nothing(own_data: Path) -> None:
    work = YearWork(office_of(own_data.parent))

    may_go_on = Event()

    def steps() -> Steps[object]:
        yield "甲"
        may_go_on.wait(60)
        yield "乙"
        (own_data.parent / "written").touch()
        return "done"

    job = work.begin(2016, "build", steps)
    job.stop()
    may_go_on.set()

    assert job.wait(60)
    assert (job.outcome, job.is_stopped) == (None, True)
    assert not (own_data.parent / "written").exists()


def test_names_and_cells_are_never_obeyed(own_data: Path) -> None:
    visiting = visitor(own_data.parent)
    hostile = "<script>alert(1)</script>"
    visiting.hand_in(LEDGERS, {"办公室.xlsx": spoilt(own_data, value=hostile)})

    page = visiting.get(LEDGERS).text

    assert hostile not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
