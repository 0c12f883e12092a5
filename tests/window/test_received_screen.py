"""各单位报送 in the window: received, late, missing, answered as in the workbook, summed as by command."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from datetime import date
from html import unescape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

import openpyxl
import pytest
from foreign_reports import YEAR, faulty, two_years
from foreign_writers import by_python_docx, by_reportlab
from golden_suqian import AGENCY
from msgspec.structs import replace
from older_forms import TRIAL_YEAR, trial_report
from window_visits import ORIGIN, Visitor, office_of, visitor, words

from report_builder.agencies.review import WORKBOOK, ReviewRequest, review_reports
from report_builder.agencies.review_answers import ANSWERS_FILE
from report_builder.agencies.rollup import RollupRequest, roll_up
from report_builder.drafts import outcome_of
from report_builder.window.screens.received import MOST_FILES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from foreign_reports import ForeignReport
    from window_visits import Answer

HERE: Final = f"/received/{YEAR}"
TODAY: Final = date(YEAR + 1, 1, 20)
FAULT: Final = "a row does not add up"
_FORM: Final = re.compile(
    r'name="mark" value="(?P<mark>[^"]*)"><input type="hidden" name="seen" value="(?P<seen>[^"]*)"'
)


def written(report: ForeignReport, write: object = by_python_docx) -> tuple[str, bytes]:
    """A report as an agency sends it, and its file's name."""
    suffix = "docx" if write is by_python_docx else "pdf"
    return f"{report.agency}年报.{suffix}", (by_python_docx if suffix == "docx" else by_reportlab)(report)


@pytest.fixture(scope="module")
def sent() -> Mapping[str, bytes]:
    """Three agencies' reports, of which one does not add up."""
    reports = [faulty(101, FAULT)[1], two_years(4)[1], two_years(5)[1]]
    writers = (by_python_docx, by_reportlab, by_python_docx)
    return dict(written(*each) for each in zip(reports, writers, strict=True))


@pytest.fixture(scope="module")
def once_reviewed(sent: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder where they were handed in and reviewed."""
    folder = tmp_path_factory.mktemp("领导小组")
    visiting = come_in(folder)
    visiting.hand_in(HERE, sent)
    review(visiting)
    return folder


@pytest.fixture
def reviewed(once_reviewed: Path, tmp_path: Path) -> Visitor:
    """Somebody at a copy of it, which is the test's own folder."""
    shutil.copytree(once_reviewed, tmp_path, dirs_exist_ok=True)
    return come_in(tmp_path)


def come_in(folder: Path, today: date = TODAY) -> Visitor:
    (folder / "data").mkdir(exist_ok=True)
    return visitor(folder, today)


def done(visiting: Visitor, answer: Answer) -> Answer:
    """The page that a button leads to, once its work is done."""
    while answer.status == 303:
        answer = visiting.get(answer.headers["location"])
        while "正在处理" in answer.text:
            answer = visiting.get(f"{HERE}/working")
    return answer


def review(visiting: Visitor) -> Answer:
    return done(visiting, visiting.post(f"{HERE}/review"))


def name_of(sent: Mapping[str, bytes], number: int = 0) -> str:
    return list(sent)[number].partition("年报")[0]


def agency_page(visiting: Visitor, name: str) -> Answer:
    return visiting.get(f"{HERE}/agency?name={name}")


def forms(page: Answer) -> list[tuple[str, str]]:
    """Each finding's mark, and what the page has seen answered to it."""
    return [(found["mark"], unescape(found["seen"])) for found in _FORM.finditer(page.text)]


def in_workbook(folder: Path, sheet: str) -> list[dict[str, object]]:
    rows = openpyxl.load_workbook(folder / "收到的报告" / str(YEAR) / "审核" / WORKBOOK)[sheet].iter_rows(
        values_only=True
    )
    head = next(rows)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, but for locks."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in files if path.suffix != ".lock"
    }


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


def test_what_is_dismissed_in_the_window_does_not_come_back_anywhere(
    tmp_path: Path, sent: Mapping[str, bytes], reviewed: Visitor
) -> None:
    visiting = reviewed
    name = name_of(sent)

    for mark, seen in forms(agency_page(visiting, name)):
        fields = {"agency": name, "mark": mark, "seen": seen, "answer": "不成立", "note": "已电话核实"}
        answer = visiting.post(f"{HERE}/answer", **fields)
        assert answer.status == 303

    page = agency_page(visiting, name)
    assert "没有要核对的问题" in page.text
    assert "有错误 1" not in words(visiting.get(HERE).text)
    assert in_workbook(tmp_path, "不成立的") == []  # until it is reviewed again

    review(visiting)

    assert in_workbook(tmp_path, "问题") == []
    assert {row["说明"] for row in in_workbook(tmp_path, "不成立的")} == {"已电话核实"}
    assert "没有要核对的问题" in agency_page(visiting, name).text


def answer_in_workbook(folder: Path, word: str, note: str = "") -> None:
    """Type an answer beside every finding, as somebody does in a spreadsheet program."""
    path = folder / "收到的报告" / str(YEAR) / "审核" / WORKBOOK
    book = openpyxl.load_workbook(path)
    heads = [cell.value for cell in book["问题"][1]]
    for row in book["问题"].iter_rows(min_row=2):
        row[heads.index("审核意见")].value, row[heads.index("说明")].value = word, note
    book.save(path)


def test_what_is_answered_in_the_workbook_is_shown_and_taken_in(
    tmp_path: Path, sent: Mapping[str, bytes], reviewed: Visitor
) -> None:
    visiting = reviewed
    name = name_of(sent)
    ((mark, _), *_) = forms(agency_page(visiting, name))
    answer_in_workbook(tmp_path, "属实")

    page = agency_page(visiting, name)
    refused = visiting.post(f"{HERE}/answer", agency=name, mark=mark, seen="属实", answer="不成立", note="")

    assert "写在“审核情况.xlsx”里" in page.text
    assert forms(page) == []
    assert (refused.status, "还没有收进来" in refused.text) == (422, True)

    review(visiting)
    taken = forms(agency_page(visiting, name))
    assert {seen for _, seen in taken} == {"属实"}
    for each, seen in taken:
        visiting.post(f"{HERE}/answer", agency=name, mark=each, seen=seen, answer="", note="")
    review(visiting)
    assert {row["审核意见"] or "" for row in in_workbook(tmp_path, "问题")} == {""}


def test_of_two_tabs_that_answer_the_second_is_told_what_the_first_said(
    tmp_path: Path, sent: Mapping[str, bytes], reviewed: Visitor
) -> None:
    visiting = reviewed
    name = name_of(sent)
    ((mark, seen), *_) = forms(agency_page(visiting, name))

    async def both() -> list[Answer]:
        kind = {"content-type": "application/x-www-form-urlencoded", "origin": ORIGIN}
        forms = ({"answer": "属实", "note": "甲"}, {"answer": "不成立", "note": "乙"})
        bodies = [urlencode({"agency": name, "mark": mark, "seen": seen, **each}).encode() for each in forms]
        return await asyncio.gather(
            *(visiting.asking("POST", f"{HERE}/answer", kind, body) for body in bodies)
        )

    answers = asyncio.run(both())

    assert sorted(each.status for each in answers) == [303, 422]
    told = next(each.text for each in answers if each.status == 422)
    assert re.search("别处已经答复“(属实：甲|不成立：乙)”", told)
    kept = (tmp_path / "收到的报告" / str(YEAR) / "审核" / ANSWERS_FILE).read_text("utf-8")
    assert kept.count("[[answers]]") == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"mark": "abcdef0123"},
        {"answer": "也许"},
        {"agency": "没有这个局"},
        {"seen": "不成立"},
    ],
)
def test_an_answer_to_what_nobody_asked_is_not_kept(
    tmp_path: Path, sent: Mapping[str, bytes], reviewed: Visitor, fields: Mapping[str, str]
) -> None:
    visiting = reviewed
    name = name_of(sent)
    ((mark, seen), *_) = forms(agency_page(visiting, name))
    form = {"agency": name, "mark": mark, "seen": seen, "answer": "属实", "note": "", **fields}

    answer = visiting.post(f"{HERE}/answer", **form)

    assert answer.status in {404, 422}
    assert not (tmp_path / "收到的报告" / str(YEAR) / "审核" / ANSWERS_FILE).exists()


def test_every_cell_of_the_sum_opens_what_agencies_brought_to_it(tmp_path: Path) -> None:
    visiting = come_in(tmp_path)
    visiting.hand_in(HERE, dict(written(two_years(number)[1]) for number in (3, 4, 6)))
    page = done(visiting, visiting.post(f"{HERE}/rollup", name="双河县人民政府"))
    links = re.findall(r'href="[^"]*\?cell=([^"#]+)#behind"[^>]*>([^<]*)</a>', page.text)

    assert "勾稽关系成立" in page.text
    assert len(links) == 25 * 7 + 3 * 5 + 2 * 3 + 3 + 1
    for path, figure in links:
        shares = visiting.get(f"{HERE}/sum?cell={path}", hx_request="true", hx_target="behind").text
        values = re.findall(r'<td class="number">([^<]*)</td>', shares)
        assert sum(map(round_cents, values)) == round_cents(figure), path


def round_cents(text: str) -> int:
    """A figure in the smallest part that any has: ten-thousandths."""
    whole, _, part = text.partition(".")
    return int(whole) * 10_000 + int(part.ljust(4, "0") or 0)


def test_a_sum_whose_workbook_was_laid_out_otherwise_is_not_guessed(tmp_path: Path) -> None:
    visiting = come_in(tmp_path)
    visiting.hand_in(HERE, dict([written(two_years(3)[1])]))
    done(visiting, visiting.post(f"{HERE}/rollup", name="双河县人民政府"))
    path = tmp_path / "收到的报告" / "汇总" / str(YEAR) / "汇总统计.xlsx"
    book = openpyxl.load_workbook(path)
    book["依申请公开"].insert_rows(3)
    book.save(path)

    page = visiting.get(f"{HERE}/sum")

    assert "行、列改过了" in page.text
    assert "<table" not in page.text


def test_what_is_taken_out_is_kept_and_counts_no_more(tmp_path: Path, sent: Mapping[str, bytes]) -> None:
    visiting = come_in(tmp_path)
    visiting.hand_in(HERE, sent)
    first = next(iter(sent))

    visiting.post(f"{HERE}/out", name=first)
    again = visiting.post(f"{HERE}/out", name=first)
    outside = visiting.post(f"{HERE}/out", name="../名单.xlsx")

    assert (again.status, outside.status) == (422, 422)
    there = tree(tmp_path / "收到的报告")
    assert f"{YEAR}/{first}" not in there
    assert there[f"备份/{YEAR}/{first.replace('.docx', '（换下的第1份）.docx')}"] == sent[first]
    assert f"审核了 {len(sent) - 1} 份报告" in words(review(visiting).text)


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


def test_a_workbook_of_the_review_that_is_damaged_is_told_and_not_written_over(
    tmp_path: Path, reviewed: Visitor
) -> None:
    visiting = reviewed
    path = tmp_path / "收到的报告" / str(YEAR) / "审核" / WORKBOOK
    path.write_bytes(b"PK\x03\x04 nothing")

    page = visiting.get(HERE)
    again = review(visiting)

    assert (page.status, "请先看一看" in page.text) == (200, True)
    assert "没有审核" in again.text
    assert path.read_bytes() == b"PK\x03\x04 nothing"
    assert visiting.faults == []


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


def test_a_sum_is_never_written_under_no_governments_name(tmp_path: Path) -> None:
    visiting = come_in(tmp_path)
    visiting.hand_in(HERE, dict([written(two_years(4)[1])]))

    answer = visiting.post(f"{HERE}/rollup", name=" ")

    assert "请填政府的名称" in answer.text
    assert not (tmp_path / "收到的报告" / "汇总").exists()


@pytest.mark.parametrize("kind", [None, "a cell is blank"])
def test_whose_sum_it_is_need_not_be_typed_again(tmp_path: Path, kind: str | None) -> None:
    visiting = come_in(tmp_path)
    report = faulty(101, kind)[1] if kind else two_years(4)[1]
    visiting.hand_in(HERE, dict([written(report)]))

    done(visiting, visiting.post(f"{HERE}/rollup", name="双河县人民政府"))

    assert 'value="双河县人民政府"' in visiting.get(HERE).text


def test_a_cell_that_an_agency_left_blank_is_told_and_not_taken_for_nil(tmp_path: Path) -> None:
    visiting = come_in(tmp_path)
    blank, whole = faulty(101, "a cell is blank")[1], two_years(4)[1]
    visiting.hand_in(HERE, dict(map(written, (blank, whole))))
    page = done(visiting, visiting.post(f"{HERE}/rollup", name="双河县人民政府"))

    (path,) = re.findall(r'\?cell=([^"#]+)#behind"[^>]*>不全</a>', page.text)
    shares = words(visiting.get(f"{HERE}/sum?cell={path}", hx_request="true", hx_target="behind").text)

    assert "下面的数还不能用" in page.text
    assert f"{blank.agency} 报告 没有数" in shares


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


def buttons(page: Answer, action: str) -> list[list[tuple[str, str]]]:
    """The hidden fields of each form that leads to an action."""
    forms = re.findall(rf'<form method="post" action="{HERE}/{action}".*?</form>', page.text, re.DOTALL)
    return [
        [(name, unescape(value)) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form)]
        for form in forms
    ]


@pytest.mark.parametrize("again", ["{}年报（修订版）.docx", "{}年报.docx", "关于报送{}2024年度报告的函.docx"])
def test_a_newer_report_of_an_agency_takes_the_place_of_the_first_at_one_press(
    tmp_path: Path, sent: Mapping[str, bytes], again: str
) -> None:
    name, first = name_of(sent), next(iter(sent))
    come_in(tmp_path).hand_in(HERE, {first: sent[first]})
    visiting = come_in(tmp_path, date(YEAR + 1, 3, 1))
    visiting.hand_in(f"{HERE}/list", {"单位.csv": f"单位\n{name}\n".encode()}, "file")

    asked = visiting.hand_in(HERE, {again.format(name): by_python_docx(faulty(101, "a cell is blank")[1])})
    [fields] = buttons(asked, "replace")
    answer = visiting.post(f"{HERE}/replace", **dict(fields))

    assert "是改正稿吗" in asked.text
    assert f"“{first}”已经取出" in answer.text
    there = tree(tmp_path / "收到的报告")
    new = dict(fields)["new"]
    assert {path for path in there if path.endswith(".docx")} == {
        f"{YEAR}/{new}",
        f"备份/{YEAR}/{first.replace('.docx', '（换下的第1份）.docx')}",
    }
    assert (
        there[f"{YEAR}/收到登记.csv"].decode("utf-8-sig").splitlines()[-1] == f"{TODAY},{new},代替“{first}”"
    )
    assert "迟报 0 个" in words(review(visiting).text)  # the first one came in time


def test_files_of_other_agencies_are_not_taken_for_corrected_ones(
    tmp_path: Path, sent: Mapping[str, bytes]
) -> None:
    visiting = come_in(tmp_path)
    first, second, third = sent
    visiting.hand_in(HERE, {first: sent[first]})

    assert "是改正稿吗" not in visiting.hand_in(HERE, {second: sent[second], third: sent[third]}).text


@pytest.mark.parametrize("is_same_name", [True, False])
def test_a_corrected_report_is_put_in_the_place_of_one_that_was_reviewed(
    tmp_path: Path,
    sent: Mapping[str, bytes],
    reviewed: Visitor,
    is_same_name: bool,  # noqa: FBT001  a parameter of the test
) -> None:
    name, first = name_of(sent), next(iter(sent))
    corrected = by_python_docx(two_years(101)[1])
    new = first if is_same_name else "改正稿.docx"

    page = reviewed.hand_in_with(f"{HERE}/exchange", {new: corrected}, "file", name=first)

    assert f"已经用“{new}”换下“{first}”" in page.text
    assert "请再审核一次" in words(page.text)
    there = tree(tmp_path / "收到的报告")
    assert there[f"{YEAR}/{new}"] == corrected
    assert there[f"备份/{YEAR}/{first.replace('.docx', '（换下的第1份）.docx')}"] == sent[first]
    again = words(review(reviewed).text)
    assert "请再审核一次" not in again
    assert f"{name} 已收" not in again
    assert "有错误的 0 个" in again


def test_a_file_that_was_taken_out_or_changed_by_hand_is_to_be_reviewed_again(
    tmp_path: Path, sent: Mapping[str, bytes], reviewed: Visitor
) -> None:
    first, second, _ = sent
    assert "请再审核一次" not in reviewed.get(HERE).text

    taken = words(reviewed.post(f"{HERE}/out", name=first).text)
    assert "审核以后取出了 1 份报告：请再审核一次" in taken
    assert name_of(sent) not in taken.partition("各单位 全部")[2]

    path = tmp_path / "收到的报告" / str(YEAR) / second
    path.write_bytes(path.read_bytes() + b"\n%")
    told = words(reviewed.get(HERE).text)
    assert "审核以后取出了 1 份报告，换过 1 份：请再审核一次" in told
    assert "文件变过，请再审核" in told

    assert "请再审核一次" not in words(review(reviewed).text)


def test_of_two_reports_of_one_agency_one_is_chosen_at_one_press(
    tmp_path: Path, sent: Mapping[str, bytes]
) -> None:
    visiting, name, first = come_in(tmp_path), name_of(sent), next(iter(sent))
    visiting.hand_in(HERE, {first: sent[first], "另一份.docx": by_python_docx(two_years(101)[1])})
    review(visiting)

    chosen = dict(buttons(agency_page(visiting, name), "replace")[1])
    visiting.post(f"{HERE}/replace", **chosen)

    assert {chosen["new"], chosen["old"]} == {first, "另一份.docx"}
    there = tree(tmp_path / "收到的报告" / str(YEAR))
    assert {path for path in there if path.endswith(".docx")} == {chosen["new"]}


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("replace", {"new": "没有.docx", "old": "甲.docx"}),
        ("replace", {"new": "甲.docx", "old": "../名单.csv"}),
        ("replace", {"new": "甲.docx", "old": "甲.docx"}),
        ("replace", {"new": "甲.docx"}),
    ],
)
def test_nothing_is_replaced_by_what_is_not_there(
    tmp_path: Path, path: str, fields: Mapping[str, str]
) -> None:
    visiting = come_in(tmp_path)
    visiting.hand_in(HERE, {"甲.docx": b"x"})
    before = tree(tmp_path)

    assert visiting.post(f"{HERE}/{path}", **fields).status == 422
    assert tree(tmp_path) == before


def test_what_is_wrong_with_two_reports_alike_is_asked_once(tmp_path: Path) -> None:
    visiting, report = come_in(tmp_path), two_years(4)[1]
    first = by_python_docx(report)
    report.cells["proactive.licences.decisions"] = "7"
    visiting.hand_in(HERE, {"年报.docx": first, "年报（修订版）.docx": by_python_docx(report)})
    review(visiting)

    page = agency_page(visiting, report.agency)

    assert page.text.count("交了 2 份数字不同的报告") == len(set(forms(page))) * 3 == 3  # and on each button


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


def test_a_sum_in_an_older_form_opens_cell_by_cell_too(tmp_path: Path) -> None:
    visiting, here = come_in(tmp_path), f"/received/{TRIAL_YEAR}"
    reports = [trial_report(seed) for seed in (3, 4)]
    visiting.hand_in(here, dict(map(written, reports)))
    answer = visiting.post(f"{here}/rollup", name="双河县人民政府")
    while answer.status == 303 or "正在处理" in answer.text:
        answer = visiting.get(answer.headers.get("location", f"{here}/working"))
    links = re.findall(r'href="[^"]*\?cell=([^"#]+)#behind"[^>]*>([^<]*)</a>', answer.text)

    assert "勾稽关系成立" in answer.text
    assert len(links) == 23 * 7 + 15 + 2 * 3 + 4 * 3 + 2 + 2
    for path, figure in links:
        shares = visiting.get(f"{here}/sum?cell={path}", hx_request="true", hx_target="behind").text
        values = re.findall(r'<td class="number">([^<]*)</td>', shares)
        assert sum(map(int, values)) == int(figure), path
    money = visiting.get(f"{here}/sum?cell={links[21][0]}", hx_request="true", hx_target="behind").text
    assert ("政府集中采购·采购总金额" in money, "</strong>元" in money) == (True, True)


def test_whose_sum_it_is_need_not_be_typed_again_after_something_else_was_done(
    tmp_path: Path, sent: Mapping[str, bytes]
) -> None:
    visiting, (first, second, _) = come_in(tmp_path), sent
    visiting.hand_in(HERE, {first: sent[first]})
    done(visiting, visiting.post(f"{HERE}/rollup", name="双河县人民政府"))

    assert 'value="双河县人民政府"' in visiting.hand_in(HERE, {second: sent[second]}).text


def test_a_sum_of_a_file_that_was_taken_out_is_said_to_be_old(tmp_path: Path) -> None:
    visiting, files = come_in(tmp_path), dict(written(two_years(number)[1]) for number in (3, 4))
    visiting.hand_in(HERE, files)
    fresh = done(visiting, visiting.post(f"{HERE}/rollup", name="双河县人民政府"))
    first = next(iter(files))

    visiting.post(f"{HERE}/out", name=first)

    assert "还是原来的数" not in fresh.text
    assert f"取出了、换过了 1 个文件（{first}）" in words(visiting.get(f"{HERE}/sum").text)
