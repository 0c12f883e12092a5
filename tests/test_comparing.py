"""Two Word reports, by their years or files → the page, and what is found of the two."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from earlier_reports import write_year_before
from word_files import paragraph, word_file

from report_builder.comparing import CompareRequest, compare_reports
from report_builder.diagnostics import ReportError
from report_builder.drafts import outcome_of

if TYPE_CHECKING:
    from report_builder.comparing import CompareResult

CARRIED_OUT: Final = {"requests.carried_out.natural_person": 2, "requests.carried_out.total": 2}


@pytest.fixture
def office(tmp_path: Path, built: Path) -> Path:
    """A folder with the sample year, and the year before with 2 applications that were carried out of it."""
    shutil.copytree(built, tmp_path / "out" / "2016")
    write_year_before(built, tmp_path / "out" / "2015", 2015, {**CARRIED_OUT, "publication.total": 100})
    return tmp_path


def compare(office: Path, *reports: Path | int) -> CompareResult:
    first, second = reports
    request = CompareRequest((first, second), office / "data", office / "out", office)
    return outcome_of(compare_reports(request))


def stopped(office: Path, *reports: Path | int) -> list[str]:
    """The codes of what stops a comparison; nothing is written then."""
    before = sorted(office.rglob("*"))
    with pytest.raises(ReportError) as caught:
        compare(office, *reports)
    assert sorted(office.rglob("*")) == before
    return [finding.code for finding in caught.value.findings]


def report_of(office: Path, year: int) -> Path:
    return next((office / "out" / str(year)).glob("*.docx"))


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_years_stand_side_by_side_and_nothing_else_is_changed(office: Path) -> None:
    before = files(office)

    result = compare(office, 2015, 2016)

    page = files(office).pop(result.target).decode()
    assert result.target == office / "out" / "2016" / "与2015年比较.html"
    assert {path: data for path, data in files(office).items() if path != result.target} == before
    assert "<del>建设服务型机关</del><ins>推进依法行政、办好人民满意教育</ins>的一项基础工作" in page
    assert (
        '主动公开信息</th><td>条</td><td class="figure">100</td><td class="figure">169</td>'
        '<td class="figure">+69</td><td class="figure">+69%</td>'
    ) in page


def test_what_was_carried_out_of_the_year_before_is_looked_for_in_the_year(office: Path) -> None:
    carried = [each for each in compare(office, 2015, 2016).findings if each.code == "statistics.carry_over"]

    assert [each.message for each in carried] == [
        "“自然人”一列：上年结转 0，上年报告的结转下年度继续办理是 2",
        "“总计”一列：上年结转 0，上年报告的结转下年度继续办理是 2",
    ]


def test_the_share_of_repeated_text_is_told_by_section(office: Path) -> None:
    sections = {each.section: each for each in compare(office, 2015, 2016).sections}

    changed = sections["本年度政府信息公开工作的基本情况"]
    same = sections["政府信息公开工作存在的主要问题及改进方向"]
    assert 0.9 * changed.letters < changed.repeated < changed.letters
    assert same.repeated == same.letters > 300


def test_problems_that_are_last_years_again_are_told(office: Path) -> None:
    (found,) = [each for each in compare(office, 2015, 2016).findings if each.code == "text.repeated"]

    assert found.message == "“政府信息公开工作存在的主要问题及改进方向”与2015年报告的文字有 100% 相同"


def test_the_order_of_the_years_makes_no_difference(office: Path) -> None:
    forward = compare(office, 2015, 2016).target.read_bytes()
    backward = compare(office, 2016, 2015)

    assert backward.target.read_bytes() == forward
    assert backward.target.parent.name == "2016"


def test_two_files_are_compared_into_a_page_beside_the_later_one(office: Path) -> None:
    earlier, later = report_of(office, 2015), report_of(office, 2016)

    result = compare(office, earlier, later)

    assert result.target == later.with_name(f"{later.stem}（与{earlier.stem}比较）.html")
    assert result.target.is_file()


def test_figures_come_from_the_tables_of_a_report_that_has_no_statistics(office: Path) -> None:
    alone = office / "只有报告"
    alone.mkdir()
    report = Path(shutil.copy(report_of(office, 2015), alone))

    result = compare(office, report, 2016)

    page = result.target.read_text(encoding="utf-8")
    assert "报告里的统计表" in page
    assert "compare.no_figures" not in [each.code for each in result.findings]
    assert '<caption id="g1">' in page


def test_any_word_file_can_be_compared_and_no_figures_are_guessed(office: Path) -> None:
    files = []
    for name, words in (("甲", "聘请社会监督员，听取群众意见。"), ("乙", "聘请社会监督员，听取多方意见。")):
        path = office / f"{name}.docx"
        path.write_bytes(word_file(paragraph(words)))
        files.append(path)

    result = compare(office, *files)

    page = result.target.read_text(encoding="utf-8")
    assert [each.code for each in result.findings] == ["compare.no_figures"] * 2
    assert "听取<del>群众</del><ins>多方</ins>意见。" in page
    assert "两份报告没有可以比较的数" in page


def test_a_year_without_a_report_and_one_with_two_are_told_together(office: Path) -> None:
    shutil.copy(report_of(office, 2016), office / "out" / "2016" / "送审稿.docx")

    assert stopped(office, 2014, 2016) == ["compare.no_report", "compare.which"]


def test_a_report_is_not_compared_with_itself(office: Path) -> None:
    assert stopped(office, 2016, report_of(office, 2016)) == ["compare.same"]


def test_a_file_that_is_not_there_stops_the_comparison(office: Path) -> None:
    assert stopped(office, office / "没有.docx", 2016) == ["file.missing"]


def test_statistics_that_cannot_be_opened_stop_the_comparison(office: Path) -> None:
    statistics = office / "out" / "2015" / "statistics.json"
    statistics.unlink()
    statistics.mkdir()

    assert stopped(office, 2015, 2016) == ["file.unreadable"]
