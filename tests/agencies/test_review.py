"""Reports that agencies made with anything → what is wrong with each, who is missing, answers kept."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import openpyxl
import pytest
from dying_builds import read_but_be_killed
from foreign_reports import FAULTS, YEAR, faulty, two_years
from foreign_writers import by_python_docx, by_reportlab
from older_forms import trial_report

from report_builder.agencies.review import WORKBOOK, ReviewRequest, review_reports
from report_builder.agencies.review_answers import ANSWERS_FILE
from report_builder.agencies.reviewed_reports import ReceivedReport
from report_builder.agencies.rollup import RollupRequest, roll_up
from report_builder.agencies.spreading import Spread, spread
from report_builder.command_line.screens import reviewed_lines
from report_builder.diagnostics import ReportError, Severity
from report_builder.drafts import outcome_of
from report_builder.reports.figure_record import FigureRecord, Origin
from report_builder.reports.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable

    from foreign_reports import ForeignReport

    from report_builder.agencies.review import ReviewResult
    from report_builder.agencies.rollup import RollupResult

WRITERS: Final[tuple[tuple[str, Callable[[ForeignReport], bytes]], ...]] = (
    ("docx", by_python_docx),
    ("pdf", by_reportlab),
)


def hand_in(folder: Path, number: int, years: tuple[ForeignReport, ForeignReport]) -> ForeignReport:
    """An agency's reports of two years in a folder, by one writer or the other."""
    last, report = years
    suffix, write = WRITERS[number % 2]
    for year, each in (("上年", last), ("", report)):
        path = folder / year / f"{number:02}{each.agency}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        each.agency = f"{number:02}{each.agency}"
        each.title = f"{each.agency}{each.year}年政府信息公开工作年度报告"
        path.write_bytes(write(each))
    return report


def run(folder: Path, listed: Path | None = None) -> ReviewResult:
    return outcome_of(review_reports(ReviewRequest((folder,), folder / "审核", folder, listed=listed)))


def sheet(folder: Path, name: str) -> list[dict[str, object]]:
    """The rows of a sheet of the workbook, by its heads."""
    rows = openpyxl.load_workbook(folder / "审核" / WORKBOOK)[name].iter_rows(values_only=True)
    head = next(rows)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def told(folder: Path) -> dict[str, set[str]]:
    """The codes of errors and doubts by agency."""
    found: dict[str, set[str]] = {}
    for row in sheet(folder, "问题"):
        found.setdefault(str(row["单位"]), set()).add(str(row["代码"]))
    return found


def answer(folder: Path, sheet_name: str, code: str, word: str | None, note: str = "") -> None:
    """Type an answer into the workbook beside the findings of a code."""
    path = folder / "审核" / WORKBOOK
    book = openpyxl.load_workbook(path)
    rows = book[sheet_name].iter_rows()
    heads = {str(cell.value): number for number, cell in enumerate(next(rows))}
    for row in rows:
        if row[heads["代码"]].value == code:
            row[heads["审核意见"]].value = word
            row[heads["说明"]].value = note
    book.save(path)


def give(folder: Path, marks: list[str], word: str, note: str = "") -> None:
    """Write answers into the file that keeps them, as the window does."""
    entries = (f'[[answers]]\nquestion = "{mark}"\nanswer = "{word}"\nnote = "{note}"\n' for mark in marks)
    (folder / ANSWERS_FILE).write_text("\n".join(entries), encoding="utf-8")


def meanwhile(folder: Path, do: Callable[[], None]) -> None:
    """Review, and do something else just before what comes of it is written."""
    for step in review_reports(ReviewRequest((folder,), folder / "审核", folder)):
        if "写出结果" in step:
            do()


def digests(folder: Path) -> dict[str, bytes]:
    """What lies in a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_kind_of_fault_is_told_and_sound_reports_are_left_alone(tmp_path: Path) -> None:
    planted = {}
    for number, name in enumerate(FAULTS):
        planted[hand_in(tmp_path, number, faulty(100 + number, name)).agency] = FAULTS[name][1]
    sound = {hand_in(tmp_path, number, two_years(number)).agency for number in range(20, 28)}

    result = run(tmp_path)
    found = told(tmp_path)

    assert (result.year, result.reports, result.unread) == (YEAR, len(FAULTS) + 8, 0)
    assert [(name, code) for name, code in planted.items() if code not in found.get(name, ())] == []
    assert {name: codes for name, codes in found.items() if name in sound} == {}


@pytest.fixture
def received(tmp_path: Path) -> Path:
    """A folder with one report that has two things wrong with it, reviewed once."""
    hand_in(tmp_path, 1, faulty(101, "a row does not add up"))
    run(tmp_path)
    return tmp_path


def test_what_a_reviewer_calls_unfounded_does_not_come_back(received: Path) -> None:
    answer(received, "问题", "table.unbalanced", "不成立", "已电话核实")

    result = run(received)

    assert result.faulty == 0
    assert told(received) == {}
    assert {row["说明"] for row in sheet(received, "不成立的")} == {"已电话核实"}
    assert "[[answers]]" in (received / "审核" / ANSWERS_FILE).read_text(encoding="utf-8")
    assert run(received).faulty == 0  # nor the next time


def test_an_answer_that_is_taken_out_is_taken_back(received: Path) -> None:
    answer(received, "问题", "table.unbalanced", "不成立")
    run(received)
    answer(received, "不成立的", "table.unbalanced", None)

    assert run(received).faulty == 1


def test_an_answer_that_is_taken_out_of_the_file_is_not_brought_back_by_the_workbook(received: Path) -> None:
    answer(received, "问题", "table.unbalanced", "不成立")
    run(received)
    (received / "审核" / ANSWERS_FILE).unlink()

    assert run(received).faulty == 1
    assert not {row["审核意见"] for row in sheet(received, "问题")} & {"不成立"}


def test_of_two_answers_in_two_places_neither_is_written_over(received: Path) -> None:
    marks = [str(row["编号"]) for row in sheet(received, "问题") if row["代码"] == "table.unbalanced"]
    give(received / "审核", marks, "不成立", "窗口里说的")
    answer(received, "问题", "table.unbalanced", "属实")
    before = digests(received / "审核")

    with pytest.raises(ReportError) as stopped:
        run(received)

    assert {each.code for each in stopped.value.findings} == {"review.answer"}
    assert "在窗口里已经答复“不成立：窗口里说的”" in stopped.value.findings[0].message
    assert digests(received / "审核") == before

    answer(received, "问题", "table.unbalanced", "不成立", "窗口里说的")
    assert run(received).faulty == 0


def test_a_reason_without_an_answer_is_asked_about_and_not_thrown_away(received: Path) -> None:
    answer(received, "问题", "table.unbalanced", None, "已电话核实")

    with pytest.raises(ReportError, match="没有选审核意见"):
        run(received)


def test_what_is_answered_while_a_review_goes_on_stays(received: Path) -> None:
    marks = [str(row["编号"]) for row in sheet(received, "问题") if row["代码"] == "table.unbalanced"]
    meanwhile(received, lambda: give(received / "审核", marks, "不成立"))

    assert run(received).faulty == 0


def test_a_workbook_that_is_saved_while_a_review_goes_on_is_not_written_over(received: Path) -> None:
    with pytest.raises(ReportError, match="又改过了"):
        meanwhile(received, lambda: answer(received, "问题", "table.unbalanced", "不成立"))

    assert run(received).faulty == 0


def test_who_is_late_is_told_by_the_register_the_list_and_the_law(tmp_path: Path) -> None:
    reports = [hand_in(tmp_path, number, two_years(number)) for number in (3, 4, 5)]
    (tmp_path / "名单.csv").write_text(
        f"单位,报送期限\n{reports[0].agency},\n{reports[1].agency},{YEAR + 1}-2-20\n{reports[2].agency},\n",
        encoding="utf-8",
    )
    files = [next(tmp_path.glob(f"{number:02}*")).name for number in (3, 4, 5)]
    (tmp_path / "收到登记.csv").write_text(
        f"收到日期,文件\n{YEAR + 1}-01-31,{files[0]}\n{YEAR + 1}/1/30,{files[0]}\n"
        f"{YEAR + 1}年2月20日,{files[1]}\n{YEAR + 1}-02-01,{files[2]}\n",
        encoding="gbk",
    )

    run(tmp_path, tmp_path / "名单.csv")

    rows = {row["单位"]: (row["期限"], row["收到日期"], row["报送"]) for row in sheet(tmp_path, "各单位")}
    assert rows == {
        reports[0].agency: (f"{YEAR + 1}-01-31", f"{YEAR + 1}-01-30", "按期"),
        reports[1].agency: (f"{YEAR + 1}-02-20", f"{YEAR + 1}-02-20", "按期"),
        reports[2].agency: (f"{YEAR + 1}-01-31", f"{YEAR + 1}-02-01", "迟报"),
    }
    assert told(tmp_path) == {reports[2].agency: {"review.late"}}


def test_a_day_of_another_year_in_the_list_is_not_this_years(tmp_path: Path) -> None:
    report = hand_in(tmp_path, 3, two_years(3))
    (tmp_path / "名单.csv").write_text(f"单位,期限\n{report.agency},{YEAR}-1-20\n", encoding="utf-8")

    run(tmp_path, tmp_path / "名单.csv")

    assert [row["期限"] for row in sheet(tmp_path, "各单位")] == [f"{YEAR + 1}-01-31"]


def test_a_day_of_receipt_that_is_none_stops_the_review(tmp_path: Path) -> None:
    hand_in(tmp_path, 3, two_years(3))
    (tmp_path / "收到登记.csv").write_text("收到日期,文件\n2月31日,甲.docx\n", encoding="utf-8")

    with pytest.raises(ReportError) as stopped:
        run(tmp_path)

    assert [each.code for each in stopped.value.findings] == ["review.register"]


def test_a_format_is_called_as_an_office_calls_it(tmp_path: Path) -> None:
    hand_in(tmp_path, 3, two_years(3))

    run(tmp_path)

    assert [row["格式"] for row in sheet(tmp_path, "各单位")] == ["国办公开办函〔2021〕30号（PDF）"]
    assert "<dd>国办公开办函〔2021〕30号</dd>" in next((tmp_path / "审核").glob("*.html")).read_text("utf-8")


def test_what_is_confirmed_stays_and_is_counted(received: Path) -> None:
    answer(received, "问题", "table.unbalanced", "属实")
    run(received)

    assert {row["审核意见"] for row in sheet(received, "问题")} == {"属实"}
    assert [row["属实"] for row in sheet(received, "各单位")] == [len(sheet(received, "问题"))]


def test_a_report_that_says_something_else_is_asked_about_anew(received: Path) -> None:
    answer(received, "问题", "table.unbalanced", "不成立")
    run(received)
    last, report = faulty(101, "a row does not add up")
    report.cells["requests.granted.total"] = str(int(report.cells["requests.granted.total"]) + 5)
    hand_in(received, 1, (last, report))

    assert run(received).faulty == 1


def test_an_answer_that_cannot_be_understood_stops_and_nothing_is_written_over(received: Path) -> None:
    answer(received, "问题", "table.unbalanced", "再看看")
    before = (received / "审核" / WORKBOOK).read_bytes()

    with pytest.raises(ReportError) as stopped:
        run(received)

    assert [each.code for each in stopped.value.findings if each.severity is Severity.ERROR] == (
        ["review.answer"] * len(stopped.value.findings)
    )
    assert (received / "审核" / WORKBOOK).read_bytes() == before


@pytest.mark.parametrize("is_column", [True, False])
def test_an_answer_without_its_mark_stops_and_is_not_written_over(received: Path, is_column: bool) -> None:  # noqa: FBT001  a parameter of the test
    answer(received, "问题", "table.unbalanced", "不成立")
    path = received / "审核" / WORKBOOK
    book = openpyxl.load_workbook(path)
    table = book["问题"]
    [mark] = [cell for cell in table[1] if cell.value == "编号"]
    if is_column:
        table.delete_cols(mark.column)
    else:
        for row in range(2, table.max_row + 1):
            table.cell(row, mark.column).value = None
    book.save(path)
    before = path.read_bytes()

    with pytest.raises(ReportError) as stopped:
        run(received)

    assert "review.answer" in {each.code for each in stopped.value.findings}
    assert path.read_bytes() == before


def test_who_is_missing_and_who_is_not_on_the_list_is_told(tmp_path: Path) -> None:
    report = hand_in(tmp_path, 0, two_years(3))
    other = hand_in(tmp_path, 1, two_years(4))
    listed = tmp_path / "名单.xlsx"
    book = openpyxl.Workbook()
    first = book.create_sheet("名单", 0)
    for row in (("序号", "单位名称"), (1, report.agency), (2, "望江县档案局")):
        first.append(row)
    book.save(listed)

    result = run(tmp_path, listed)

    assert result.missing == ("望江县档案局",)
    assert [row["单位"] for row in sheet(tmp_path, "缺报")] == ["望江县档案局"]
    assert told(tmp_path) == {other.agency: {"review.unlisted"}}


def test_two_reports_of_one_agency_are_told_where_their_figures_differ(tmp_path: Path) -> None:
    last, report = two_years(3)
    hand_in(tmp_path, 0, (last, report))
    (tmp_path / "又一份.pdf").write_bytes(by_reportlab(report))

    assert run(tmp_path).reports == 1  # the same figures

    report.cells["proactive.licences.decisions"] = "1"
    (tmp_path / "又一份.pdf").write_bytes(by_reportlab(report))

    assert run(tmp_path).reports == 2
    assert told(tmp_path)[report.agency] == {"review.twice"} | told(tmp_path)[report.agency]


def test_the_same_words_on_problems_in_two_agencies_reports_are_told(tmp_path: Path) -> None:
    first, second = two_years(3), two_years(4)
    second[1].sections[4] = first[1].sections[4]
    hand_in(tmp_path, 0, first)
    hand_in(tmp_path, 1, second)

    run(tmp_path)

    assert sorted(code for codes in told(tmp_path).values() for code in codes) == ["review.alike"] * 2


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_reviewed(tmp_path: Path) -> None:
    hand_in(tmp_path, 0, two_years(3))
    (tmp_path / "扫描件.pdf").write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "旧格式.doc").write_bytes(b"x")

    result = run(tmp_path)

    assert (result.reports, result.unread) == (2, 1)
    assert [each.code for each in result.findings] == ["review.left_aside"]
    assert {row["单位"]: row["情况"] for row in sheet(tmp_path, "各单位")}["扫描件"] == "读不出来"
    assert "PDF 已经损坏" in (tmp_path / "审核" / "扫描件.html").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="nobody can give a file such a name there")
def test_a_name_that_is_none_elsewhere_stops_no_review_and_nothing_obeys_it(tmp_path: Path) -> None:
    hand_in(tmp_path, 0, two_years(3))
    for name in (b"\x1b[31m\xe2\x80\xae<b>:?.pdf", b"\xff\xfe.pdf", "长".encode() * 83 + b".pdf"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "又").mkdir()
    Path(tmp_path / "又" / ("长" * 83 + ".pdf")).write_bytes(b"%PDF-1.7 nothing")

    result = run(tmp_path)

    pages = sorted(path.name for path in (tmp_path / "审核").glob("*.html"))
    assert result.unread == 4
    assert "〔U+001B〕[31m〔U+202E〕_b___.html" in pages
    assert {f"{'长' * 66}.html", f"{'长' * 66}（2）.html"} <= set(pages)
    assert "__.html" in pages


def test_the_same_reports_give_the_same_workbook_and_pages(tmp_path: Path) -> None:
    hand_in(tmp_path, 0, faulty(3, "a cell is blank"))
    run(tmp_path)
    first = {path.name: path.read_bytes() for path in (tmp_path / "审核").glob("*.*l*")}

    run(tmp_path)

    assert {path.name: path.read_bytes() for path in (tmp_path / "审核").glob("*.*l*")} == first


def test_two_processes_come_to_the_same_as_one(tmp_path: Path) -> None:
    for number in range(7):
        hand_in(
            tmp_path,
            number,
            faulty(50 + number, "a cell is blank") if number == 3 else two_years(50 + number),
        )
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.7 nothing")
    made = []
    for workers in (1, 2):
        target = tmp_path / f"结果{workers}" / "审核"
        request = ReviewRequest(
            (tmp_path,), target, tmp_path, modified=1_700_000_000, spread=Spread(workers=workers)
        )
        result = outcome_of(review_reports(request))
        made.append({path.name: path.read_bytes() for path in target.iterdir()})
        assert (result.reports, result.faulty, result.unread) == (8, 1, 1)

    assert made[0] == made[1]


def test_a_report_that_kills_whoever_reads_it_is_named_and_the_others_are_read() -> None:
    jobs = [str(number) for number in range(14)]

    read = dict(spread(jobs, read_but_be_killed, lambda job, why: f"{job} {why.code}", Spread(workers=2)))

    assert read == {number: f"{number} batch.killed" if number == 5 else "read" for number in range(14)}


def pages(folder: Path) -> set[str]:
    return {path.name for path in (folder / "审核").glob("*.html")}


def test_a_page_tells_what_the_report_says_of_itself(tmp_path: Path) -> None:
    report = hand_in(tmp_path, 0, two_years(7))
    run(tmp_path)

    [page] = (tmp_path / "审核").glob("*.html")

    text = page.read_text("utf-8")
    assert f"<title>{report.agency}{report.year}年报告审核情况</title>" in text
    assert f"<dt>标题</dt><dd>{report.title}</dd>" in text


def test_the_page_of_a_report_that_was_taken_out_goes_with_the_next_review(received: Path) -> None:
    gone = hand_in(received, 2, two_years(5))
    run(received)
    before = pages(received)
    next(received.glob("02*")).unlink()

    run(received)

    assert (len(before), len(pages(received))) == (2, 1)
    assert not any(gone.agency in name for name in pages(received))


def test_pages_that_are_the_users_own_or_were_edited_stay(received: Path) -> None:
    hand_in(received, 2, two_years(5))
    run(received)
    path = next((received / "审核").glob("02*"))
    path.write_bytes(path.read_bytes() + b"<!-- noted by hand -->")
    (received / "审核" / "我的记录.html").write_bytes(b"mine")
    next(received.glob("02*")).unlink()

    run(received)

    assert path.read_bytes().endswith(b"<!-- noted by hand -->")
    assert (received / "审核" / "我的记录.html").read_bytes() == b"mine"


def test_a_page_that_was_edited_is_kept_beside_its_successor(received: Path) -> None:
    path = next((received / "审核").glob("*.html"))
    path.write_bytes(b"noted by hand")

    result = run(received)

    assert "file.kept" in {each.code for each in result.findings}
    assert sorted(each.read_bytes() == b"noted by hand" for each in path.parent.glob("*.html")) == [
        False,
        True,
    ]


def test_a_damaged_report_of_an_agency_is_not_called_missing(received: Path) -> None:
    (received / "临江县民政局2024年年报.docx").write_bytes(b"PK\x03\x04 no more came")
    (received / "名单.csv").write_text("单位\n临江县民政局\n临江县水利局\n", encoding="utf-8")

    result = run(received, received / "名单.csv")

    assert result.missing == ("临江县水利局",)
    assert "临江县民政局" in {str(row["单位"]) for row in sheet(received, "问题")}


def test_each_report_is_counted_once_by_what_is_worst_with_it(received: Path) -> None:
    hand_in(received, 2, two_years(5))
    (received / "某局.docx").write_bytes(b"no report")

    result = run(received)

    assert (result.reports, result.faulty, result.doubtful, result.unread) == (3, 1, 0, 1)


def test_no_remedy_asks_an_agency_for_what_only_our_program_has(tmp_path: Path) -> None:
    _, report = two_years(5)
    report.sections[0][1].append(
        "全年共收到政府信息公开申请999件。2019年，继续推进各项工作。请填写××。"
        "年度报告分为九个部分。因政府信息公开被申请行政复议77件。"
    )
    (tmp_path / "甲.docx").write_bytes(by_python_docx(report))

    run(tmp_path)
    rows = sheet(tmp_path, "问题")

    assert {row["代码"] for row in rows} >= {"text.requests", "text.disputes", "text.unfilled", "text.year"}
    asked = "\n".join(str(row["办法"]) for row in rows)
    assert [
        word for word in ("{{", "台账", "agency.toml", "report-builder", "statistics.json") if word in asked
    ] == []


def test_a_copy_of_anothers_report_is_of_the_agency_that_its_title_names() -> None:
    record = FigureRecord(Origin("临江县农业农村局", 2024), {})
    title = "临江县水务局2024年政府信息公开工作年度报告"
    report = Report("甲.docx", (), title=title, format_name="annual-2021", record=record)

    assert ReceivedReport.of(Path("甲.docx"), report, ()).agency == "临江县水务局"


def test_an_agency_that_sent_figures_alone_is_told_so_by_the_review_and_by_the_sum(tmp_path: Path) -> None:
    sent = hand_in(tmp_path, 0, two_years(3))
    tree = {"version": 1, "agency": "望江县档案局", "year": YEAR, "requests": {"new": {"total": 3}}}
    (tmp_path / "望江.json").write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    old = {**tree, "agency": "望江县水利局", "year": YEAR - 1}
    (tmp_path / "上年" / "旧.json").write_text(json.dumps(old, ensure_ascii=False), encoding="utf-8")
    book = openpyxl.Workbook()
    filled = book.create_sheet("依申请公开统计", 0)
    for row in (("项目", "自然人", "总计"), ("本年新收", 1, 1), ("予以公开", 1, 1)):
        filled.append(row)
    book.save(tmp_path / "望江县民政局2024年统计数据.xlsx")
    listed = tmp_path / "名单.csv"
    names = (sent.agency, "望江县档案局", "望江县民政局", "望江县水利局")
    listed.write_text("\n".join(("单位", *names)), encoding="utf-8")

    reviewed = run(tmp_path, listed)
    summed = outcome_of(
        roll_up(RollupRequest((tmp_path,), tmp_path / "汇总", tmp_path, "望江县", YEAR, listed))
    )

    for result in (reviewed, summed):
        assert (result.missing, result.figures_only) == (("望江县水利局",), ("望江县档案局", "望江县民政局"))
    words = [
        ("望江县档案局", "只报了数据、未报报告"),
        ("望江县民政局", "只报了数据、未报报告"),
        ("望江县水利局", "缺报"),
    ]
    for path in (tmp_path / "审核" / WORKBOOK, tmp_path / "汇总" / str(YEAR) / "汇总统计.xlsx"):
        rows = openpyxl.load_workbook(path)["缺报"].iter_rows(min_row=2, values_only=True)
        assert [row[:2] for row in rows] == words


def test_an_agency_that_sent_figures_and_a_report_has_a_report(tmp_path: Path) -> None:
    sent = hand_in(tmp_path, 0, two_years(3))
    tree = {"version": 1, "agency": sent.agency, "year": YEAR, "requests": {"new": {"total": 3}}}
    (tmp_path / "数据.json").write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "名单.csv").write_text(f"单位\n{sent.agency}\n", encoding="utf-8")

    result = run(tmp_path, tmp_path / "名单.csv")

    assert (result.missing, result.figures_only) == ((), ())


def test_an_agency_with_a_new_name_is_told_once_and_known_by_the_name_it_had(tmp_path: Path) -> None:
    report = two_years(3)[1]
    report.agency = "望江县卫生健康局"
    report.title = f"{report.agency}{YEAR}年政府信息公开工作年度报告"
    (tmp_path / "年报.docx").write_bytes(by_python_docx(report))
    listed = tmp_path / "名单.csv"
    listed.write_text("单位\n望江县卫生和计划生育局\n望江县水利局\n", encoding="utf-8")

    def both() -> tuple[ReviewResult, RollupResult]:
        asked = RollupRequest((tmp_path,), tmp_path / "汇总", tmp_path, "望江县", YEAR, listed)
        return run(tmp_path, listed), outcome_of(roll_up(asked))

    for result in both():
        assert (result.missing, result.renamed) == (("望江县水利局",), ("望江县卫生和计划生育局",))
    assert told(tmp_path) == {report.agency: {"review.renamed"}}
    assert [(row["单位"], row["情况"]) for row in sheet(tmp_path, "缺报")] == [
        ("望江县卫生和计划生育局", "可能改了名，现在叫“望江县卫生健康局”"),
        ("望江县水利局", "缺报"),
    ]
    codes = [each.code for each in both()[1].findings]
    assert codes == ["review.renamed", "rollup.missing"]

    listed.write_text(
        "单位,曾用名\n望江县卫生健康局,望江县卫生和计划生育局\n望江县水利局,\n", encoding="utf-8"
    )
    for result in both():
        assert (result.missing, result.renamed) == (("望江县水利局",), ())
    assert told(tmp_path) == {}


def test_what_is_no_error_is_called_a_warning_as_everywhere(tmp_path: Path) -> None:
    hand_in(tmp_path, 0, faulty(3, "the growth is wrong"))

    result = run(tmp_path)

    [row] = sheet(tmp_path, "各单位")
    assert (row["情况"], row["错误"], row["警告"]) == ("只有警告", 0, 1)
    assert {row["程度"] for row in sheet(tmp_path, "问题")} == {"警告"}
    assert "只有警告的 1 份" in reviewed_lines(result)[0]
    assert "<dd>只有警告</dd>" in next((tmp_path / "审核").glob("*.html")).read_text("utf-8")


def test_what_an_office_finds_in_such_a_folder_is_told_and_nobody_is_called_missing_for_it(
    tmp_path: Path,
) -> None:
    sent = hand_in(tmp_path, 0, two_years(3))
    unread = ("望江县民政局2024年年报.doc", "望江县水利局年报.wps", "自然资源局材料.zip")
    no_reports = ("关于报送年度报告的通知.docx", "新建 Microsoft Word 文档.docx")
    by_programs = (
        "~$年报.docx", "～$年报.docx", "~WRL0001.tmp", ".DS_Store", "desktop.ini", "Thumbs.db",
        "年报 - 快捷方式.lnk", "__MACOSX/._年报.docx",
    )  # fmt: skip
    old = next(tmp_path.glob("00*.docx")).with_suffix(".doc").name  # the same lies beside it as .docx
    for name in (*unread, *no_reports, *by_programs, "联系人名单.xlsx", old):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    listed = tmp_path / "名单.csv"
    names = (sent.agency, "望江县民政局", "望江县水利局", "望江县自然资源局", "望江县司法局")
    listed.write_text("\n".join(("单位", *names)), encoding="utf-8")

    reviewed = run(tmp_path, listed)
    asked = RollupRequest((tmp_path,), tmp_path / "汇总", tmp_path, "望江县", YEAR, listed)
    summed = outcome_of(roll_up(asked))

    assert (reviewed.reports, reviewed.unread) == (1, 0)
    assert summed.is_whole
    for result in (reviewed, summed):
        assert (result.missing, result.unreadable) == (("望江县司法局",), names[1:4])
    assert {row["情况"] for row in sheet(tmp_path, "缺报")} >= {"交来的文件读不了，“自然资源局材料.zip”"}
    last = next((tmp_path / "上年").iterdir()).name
    assert {row["文件"] for row in sheet(tmp_path, "没有审核的")} == {*unread, *no_reports, last}
    left = {
        Path(each.place.file).name
        for each in summed.findings
        if each.code == "review.left_aside" and each.place
    }
    assert left == {*unread, *no_reports, "联系人名单.xlsx"}


def test_a_table_of_the_trial_form_that_does_not_add_up_is_told(tmp_path: Path) -> None:
    sound, wrong = trial_report(3), trial_report(4)
    wrong.cells["requests.total.total"] = str(int(wrong.cells["requests.total.total"]) + 1)
    for each in (sound, wrong):
        (tmp_path / f"{each.agency}.docx").write_bytes(by_python_docx(each))

    run(tmp_path)

    found = {(row["单位"], row["代码"]) for row in sheet(tmp_path, "问题")}
    assert {agency for agency, code in found if code == "table.unbalanced"} == {wrong.agency}


def test_a_report_without_a_name_is_of_the_agency_whose_folder_it_lies_in(tmp_path: Path) -> None:
    report = two_years(3)[1]
    report.title = f"{YEAR}年政府信息公开工作年度报告"
    report.opening, report.agency = [f"现公布{YEAR}年度报告。"], ""
    path = tmp_path / "望江县司法局" / "年报.docx"
    path.parent.mkdir()
    path.write_bytes(by_python_docx(report))
    (tmp_path / "望江县民政局").mkdir()
    (tmp_path / "望江县民政局" / "扫描件.pdf").write_bytes(b"%PDF-1.7 nothing")
    listed = tmp_path / "名单.csv"
    listed.write_text("单位\n望江县司法局\n望江县民政局\n", encoding="utf-8")

    reviewed = run(tmp_path, listed)
    asked = RollupRequest((tmp_path,), tmp_path / "汇总", tmp_path, "望江县", YEAR, listed)
    summed = outcome_of(roll_up(asked))

    assert (reviewed.missing, summed.missing, summed.agencies) == ((), (), ("望江县司法局",))
    assert {row["单位"] for row in sheet(tmp_path, "各单位")} == {"望江县司法局", "望江县民政局"}
    assert "review.unlisted" not in {row["代码"] for row in sheet(tmp_path, "问题")}


def test_an_agencys_own_folder_of_ledgers_is_figures_and_no_report(tmp_path: Path) -> None:
    sent = hand_in(tmp_path, 0, two_years(3))
    (tmp_path / "望江县档案局" / "data" / str(YEAR)).mkdir(parents=True)
    (tmp_path / "望江县水利局" / "data" / str(YEAR - 1)).mkdir(parents=True)
    (tmp_path / "名单.csv").write_text(f"单位\n{sent.agency}\n望江县档案局\n望江县水利局\n", encoding="utf-8")

    result = run(tmp_path, tmp_path / "名单.csv")

    assert (result.missing, result.figures_only) == (("望江县水利局",), ("望江县档案局",))
