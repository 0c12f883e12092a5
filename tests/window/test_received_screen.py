"""各单位报送 in the window: received, late, missing, closed to others, and reviewed as by command."""

from __future__ import annotations

import asyncio
import json
import shutil
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from foreign_reports import YEAR, faulty, two_years
from golden_suqian import AGENCY
from msgspec.structs import replace
from received_visits import (
    HERE,
    TODAY,
    come_in,
    done,
    name_of,
    review,
    tree,
    written,
)
from window_visits import ORIGIN, Visitor, office_of, words

from report_builder.agencies.review import ReviewRequest, review_reports
from report_builder.agencies.rollup import RollupRequest, roll_up
from report_builder.drafts import outcome_of
from report_builder.window.screens.received import MOST_FILES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from window_visits import Answer


def test_what_is_handed_in_is_kept_and_the_day_is_written_down(
    tmp_path: Path, sent: Mapping[str, bytes]
) -> None:
    answer = come_in(tmp_path).hand_in(HERE, sent)

    assert (answer.status, "已经收下 3 个文件" in answer.text) == (200, True)
    there = tree(tmp_path / "收到的报告" / str(YEAR))
    assert {name: data for name, data in there.items() if name in sent} == sent
    register = there["收到登记.csv"].decode("utf-8-sig").splitlines()
    assert register == ["收到日期,文件,说明", *(f"{TODAY},{name}," for name in sent)]


def test_of_two_files_of_one_name_none_replaces_the_other(tmp_path: Path, sent: Mapping[str, bytes]) -> None:
    visiting, files = come_in(tmp_path), list(sent.values())
    for data in (files[0], files[2], files[0]):
        answer = visiting.hand_in(HERE, {"年报.docx": data})

    assert "已经收到过，内容一样" in answer.text
    there = tree(tmp_path / "收到的报告" / str(YEAR))
    assert (there["年报.docx"], there["年报（2）.docx"]) == (files[0], files[2])
    assert len(there) == 3


def test_of_many_files_handed_in_at_once_under_one_name_none_is_lost(tmp_path: Path) -> None:
    visiting = come_in(tmp_path)
    files = [f"第{number}份".encode() for number in range(30)]

    def body(data: bytes) -> bytes:
        head = '--line\r\nContent-Disposition: form-data; name="files"; filename="年报.docx"\r\n\r\n'
        return head.encode() + data + b"\r\n--line--\r\n"

    async def all_of_them() -> list[Answer]:
        kind = {"content-type": "multipart/form-data; boundary=line", "origin": ORIGIN}
        return await asyncio.gather(*(visiting.asking("POST", HERE, kind, body(each)) for each in files))

    answers = asyncio.run(all_of_them())

    taken = [data for data, answer in zip(files, answers, strict=True) if answer.status == 200]
    there = tree(tmp_path / "收到的报告" / str(YEAR))
    assert set(taken) <= set(there.values())
    assert len(there["收到登记.csv"].decode().splitlines()) == len(taken) + 1
    assert visiting.faults == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("年报.exe", "这种文件读不了"),
        ("年报.zip", "压缩包请先解开"),
        ("名单.xlsx", "这好像是单位名单"),
        ("..", "文件名不能用"),
        ("~$年报.docx", "文件名不能用"),
    ],
)
def test_what_is_no_report_is_not_taken(tmp_path: Path, name: str, told: str) -> None:
    answer = come_in(tmp_path).hand_in(HERE, {name: b"x", "好的.docx": b"y"})

    assert (answer.status, told in answer.text) == (422, True)
    assert not (tmp_path / "收到的报告").exists()


def test_a_name_leads_nowhere_else_and_is_no_formula(tmp_path: Path) -> None:
    come_in(tmp_path).hand_in(HERE, {"../../=cmd.docx": b"x", "C:\\甲\\乙.pdf": b"y"})

    there = tree(tmp_path)
    assert set(there) == {f"收到的报告/{YEAR}/{name}" for name in ("_=cmd.docx", "乙.pdf", "收到登记.csv")}


def test_more_files_than_a_page_may_bring_are_refused(tmp_path: Path) -> None:
    many = {f"{number}.docx": b"x" for number in range(MOST_FILES + 1)}

    assert come_in(tmp_path).hand_in(HERE, many).status == 400
    assert not (tmp_path / "收到的报告").exists()


@pytest.mark.parametrize("path", [HERE, f"{HERE}/list"])
def test_a_file_beyond_the_bound_is_refused(tmp_path: Path, path: str) -> None:
    visiting = come_in(tmp_path)
    settings = f"{AGENCY}\n[limits]\nfile_megabytes = 1\n"
    (tmp_path / "data" / "agency.toml").write_text(settings, encoding="utf-8")
    field = "file" if path.endswith("list") else "files"

    answer = visiting.hand_in(path, {"大.xlsx": b"x" * 1_000_001}, field)

    assert (answer.status, "文件太大" in answer.text) == (422, True)
    assert not (tmp_path / "收到的报告").exists()


def test_who_is_missing_and_who_is_late_is_told_by_the_list_and_the_register(
    tmp_path: Path, sent: Mapping[str, bytes]
) -> None:
    visiting = come_in(tmp_path, date(YEAR + 1, 2, 1))
    names = "\n".join(("单位", *(name_of(sent, number) for number in range(3)), "望江县档案局"))
    visiting.hand_in(f"{HERE}/list", {"单位.csv": names.encode()}, "file")
    visiting.hand_in(HERE, sent)
    first, second, third = sent
    visiting.post(f"{HERE}/day", name=first, day=f"{YEAR + 1}-01-31")

    page = words(review(visiting).text)

    assert "应当报送的 4 个单位，没有交的 1 个（ 过了期限的 1 个 ）；迟报 2 个" in page
    late = words(visiting.get(f"{HERE}?show=late").text)
    assert [name_of(sent, number) in late for number in range(3)] == [False, True, True]
    missing = words(visiting.get(f"{HERE}?show=missing").text)
    assert "望江县档案局 缺报" in missing
    assert not any(name in missing for name in (second, third))


def test_nobody_is_called_missing_before_the_day_or_while_a_report_waits_to_be_reviewed(
    tmp_path: Path, sent: Mapping[str, bytes]
) -> None:
    visiting = come_in(tmp_path, date(YEAR + 1, 1, 31))
    names = f"单位\n{name_of(sent)}\n望江县档案局\n"
    visiting.hand_in(f"{HERE}/list", {"单位.csv": names.encode()}, "file")
    visiting.hand_in(HERE, sent)

    page = words(visiting.get(HERE).text)

    assert "缺报" not in page
    assert f"{name_of(sent)} 已收 {YEAR + 1}-01-31 没有审核" in page
    assert f"望江县档案局 还没有交 {YEAR + 1}-01-31" in page


def test_what_the_window_makes_of_a_folder_is_what_the_commands_make(
    tmp_path: Path, reviewed: Visitor
) -> None:
    visiting = reviewed
    done(visiting, visiting.post(f"{HERE}/rollup", name="双河县人民政府"))
    root, other = tmp_path / "收到的报告", tmp_path / "别处"
    year = root / str(YEAR)

    outcome_of(review_reports(ReviewRequest((year,), other / "审核", tmp_path, YEAR, modified=1_483_142_400)))
    asked = RollupRequest((year,), other / "汇总", tmp_path, "双河县人民政府", YEAR, modified=1_483_142_400)
    outcome_of(roll_up(asked))

    assert tree(year / "审核") == tree(other / "审核")
    assert tree(root / "汇总") == tree(other / "汇总")
    assert len(tree(other)) == 6  # three pages, their record, a workbook; of a sum not whole a workbook


@pytest.mark.parametrize(
    "name", ["../../data/agency.toml", "/etc/passwd", "审核/审核情况.xlsx", "..", "", "没有.docx", "a\x00b"]
)
def test_no_address_leads_out_of_what_was_received(
    tmp_path: Path, sent: Mapping[str, bytes], name: str
) -> None:
    visiting = come_in(tmp_path)
    (tmp_path / "data" / "agency.toml").write_text("name = 'x'\n", encoding="utf-8")
    visiting.hand_in(HERE, sent)

    assert visiting.get(f"{HERE}/file?name={quote(name, safe='')}").status == 404
    assert visiting.get(f"{HERE}/page?name={quote(name, safe='')}").status == 404


@pytest.mark.parametrize("year", ["1999", str(YEAR + 2), "9999"])
def test_a_year_that_nobody_reports_on_has_no_page(tmp_path: Path, year: str) -> None:

    assert come_in(tmp_path).get(f"/received/{year}").status == 404


def test_the_page_of_evidence_may_do_nothing_whatever_lies_there(
    tmp_path: Path, sent: Mapping[str, bytes], reviewed: Visitor
) -> None:
    visiting = reviewed
    name = f"{next(iter(sent)).removesuffix('.docx')}.html"
    path = tmp_path / "收到的报告" / str(YEAR) / "审核" / name

    shown = visiting.get(f"{HERE}/page?name={name}")

    assert (shown.status, shown.body) == (200, path.read_bytes())
    policy = shown.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'; style-src 'sha256-")
    assert "script" not in policy.replace("default-src", "")


@pytest.mark.parametrize(
    "path",
    ["", "/list", "/out", "/replace", "/exchange", "/day", "/review", "/rollup", "/working/stop", "/answer"],
)
def test_nothing_of_the_received_is_changed_from_elsewhere_or_by_looking(
    tmp_path: Path, sent: Mapping[str, bytes], path: str
) -> None:
    visiting = come_in(tmp_path)
    visiting.hand_in(HERE, sent)
    before = tree(tmp_path)

    foreign = visiting.ask("POST", f"{HERE}{path}", {"origin": "http://evil.example"})
    looked = visiting.get(f"{HERE}{path}")
    visiting.cookie = ""
    stranger = visiting.ask("POST", f"{HERE}{path}", {"origin": ORIGIN})

    assert (foreign.status, stranger.status) == (403, 403)
    assert looked.status == (200 if not path else 405)
    assert tree(tmp_path) == before


def test_a_review_that_is_stopped_has_written_nothing(tmp_path: Path, sent: Mapping[str, bytes]) -> None:
    visiting = come_in(tmp_path)
    visiting.hand_in(HERE, sent)
    before = tree(tmp_path)

    visiting.post(f"{HERE}/review")
    page = done(visiting, visiting.post(f"{HERE}/working/stop"))

    assert "已经停下" in page.text
    assert tree(tmp_path) == before


def test_several_processes_read_what_one_would_and_end_when_they_are_stopped(
    tmp_path: Path, sent: Mapping[str, bytes]
) -> None:
    come_in(tmp_path).hand_in(HERE, {f"{number}{name}": sent[name] for number in range(5) for name in sent})
    year = tmp_path / "收到的报告" / str(YEAR)
    several = Visitor(replace(office_of(tmp_path), workers=2), TODAY).come_in()
    before = tree(tmp_path)

    several.post(f"{HERE}/review")
    stopped = done(several, several.post(f"{HERE}/working/stop"))
    left = tree(tmp_path)
    review(several)
    by_several = tree(year / "审核")
    shutil.rmtree(year / "审核")
    review(come_in(tmp_path))

    assert "已经停下" in stopped.text
    assert left == before
    assert tree(year / "审核") == by_several


@pytest.mark.parametrize("button", ["review", "rollup"])
def test_where_nothing_was_handed_in_there_is_nothing_to_do(tmp_path: Path, button: str) -> None:
    answer = come_in(tmp_path).post(f"{HERE}/{button}")

    assert (answer.status, "还没有收到报告" in answer.text) == (422, True)
    assert tree(tmp_path) == {}


def test_a_list_that_is_replaced_is_kept_aside(tmp_path: Path) -> None:
    visiting = come_in(tmp_path)
    visiting.hand_in(f"{HERE}/list", {"旧.csv": "单位\n甲局\n".encode()}, "file")
    visiting.hand_in(f"{HERE}/list", {"新.csv": "单位\n乙局\n".encode()}, "file")

    assert tree(tmp_path / "收到的报告") == {
        "名单.csv": "单位\n乙局\n".encode(),
        f"备份/{YEAR}/名单（换下的第1份）.csv": "单位\n甲局\n".encode(),
    }
    assert "乙局" in visiting.get(HERE).text


def test_a_list_that_cannot_be_read_is_told_where_it_is_wrong(tmp_path: Path) -> None:
    visiting = come_in(tmp_path)

    answer = visiting.hand_in(f"{HERE}/list", {"单位.csv": "单位,报送期限\n甲局,月底\n".encode()}, "file")

    assert "期限写作“月底”，看不出是哪一天" in answer.text
    assert "名单.csv" in answer.text


def test_who_sent_figures_alone_is_told_so_before_and_after_the_review(
    tmp_path: Path, sent: Mapping[str, bytes]
) -> None:
    visiting = come_in(tmp_path)
    names = f"单位\n{name_of(sent)}\n望江县档案局\n"
    visiting.hand_in(f"{HERE}/list", {"单位.csv": names.encode()}, "file")
    figures = json.dumps({"agency": "望江县档案局", "year": YEAR, "requests": {"new": {"total": 1}}})
    visiting.hand_in(HERE, {next(iter(sent)): sent[next(iter(sent))], "statistics.json": figures.encode()})

    for page in (visiting.get(HERE), review(visiting)):
        told = words(page.text)
        assert "应当报送的 2 个单位，只报了数据、未报报告的 1 个" in told
        assert f"望江县档案局 只报了数据、未报报告 {YEAR + 1}-01-31" in told

    summed = words(done(visiting, visiting.post(f"{HERE}/rollup", name="双河县人民政府")).text)
    assert "只报了数据、未报报告的 1 个" in summed
    assert "望江县档案局（统计数据，只报了数据、未报报告）" in summed


def test_an_agency_that_may_be_renamed_is_not_called_missing(tmp_path: Path) -> None:
    visiting, report = come_in(tmp_path, date(YEAR + 1, 3, 1)), two_years(4)[1]
    report.agency = "望江县水务局"
    report.title = f"{report.agency}{YEAR}年政府信息公开工作年度报告"
    visiting.hand_in(f"{HERE}/list", {"单位.csv": "单位\n望江县水利局\n".encode()}, "file")
    visiting.hand_in(HERE, dict([written(report)]))

    page = words(review(visiting).text)

    assert "应当报送的 1 个单位，可能改了名的 1 个；名单以外报送的 1 个" in page
    assert "望江县水利局 可能改了名，现在叫“望江县水务局”" in page
    assert "缺报" not in page


def test_a_name_of_before_that_is_put_into_the_list_tells_at_once_whose_report_it_is(tmp_path: Path) -> None:
    visiting, report = come_in(tmp_path, date(YEAR + 1, 3, 1)), two_years(4)[1]
    report.agency = "望江县水利局"
    report.title = f"{report.agency}{YEAR}年政府信息公开工作年度报告"
    visiting.hand_in(f"{HERE}/list", {"单位.csv": "单位\n望江县水务局\n".encode()}, "file")
    visiting.hand_in(HERE, dict([written(report)]))
    review(visiting)

    listed = "单位,曾用名\n望江县水务局,望江县水利局\n"
    page = visiting.hand_in(f"{HERE}/list", {"单位.csv": listed.encode()}, "file")

    told = words(page.text)
    assert ("应当报送的 1 个单位，都交了" in told, "名单以外" in told) == (True, False)
    assert "可能改了名" not in told.partition("审核 ")[2]
    assert f'agency?name={quote(report.agency)}">望江县水务局</a>' in page.text


def test_who_stands_alike_is_counted_together_and_errors_come_first(tmp_path: Path) -> None:
    visiting = come_in(tmp_path)
    names = "单位\n望江县民政局\n望江县水利局\n"
    visiting.hand_in(f"{HERE}/list", {"单位.csv": names.encode()}, "file")
    visiting.hand_in(HERE, dict([written(faulty(101, "a cell is blank")[1])]))
    year = tmp_path / "收到的报告" / str(YEAR)
    for name in ("望江县民政局年报.doc", "望江县水利局年报.wps"):
        (year / name).write_bytes(b"x")

    page = words(done(visiting, visiting.post(f"{HERE}/rollup", name="望江县人民政府")).text)

    assert "交来的文件读不了的 2 个" in page
    assert "望江县民政局：交来的文件读不了，“望江县民政局年报.doc”" in page
    assert page.index("错误 ") < page.index("警告 ")
    reviewed = words(review(visiting).text)
    assert "提示 望江县民政局年报.doc 没有审核" in reviewed  # and not where this machine keeps it
