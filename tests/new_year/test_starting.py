"""A year started in an empty folder, from the year before, and where something stands in the way."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING, Final

import openpyxl
import pytest
from manual_year import AGENCY
from msgspec.structs import replace
from sheets import write_workbook

from report_builder.diagnostics import Findings, ReportError
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.new_year.agency_file import AgencyAnswers
from report_builder.new_year.starting import StartRequest, StartResult, start_year
from report_builder.pipeline import check
from report_builder.resources import packaged_folder
from report_builder.settings import load_settings
from report_builder.statistics.reading_last_year import count_year
from report_builder.statistics.tallies import ByApplicant

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NARRATIVE: Final = "# 总体情况\n\n2025年，本单位公开信息12条。\n"
LEDGER: Final = {
    "主动公开": "信息名称  信息类别  公开日期  公开渠道",
    "依申请公开": """
        登记编号  收到日期    申请人类型  申请方式  申请内容  答复日期    处理结果
        2025-1   2025-03-09  自然人      网络      经费      2025-03-20  予以公开
        2025-2   2025-12-20  商业企业    信函      布局      -           -
    """,
    "规范性文件": """
        文件名称      文件类型        制发日期    废止日期
        安全管理办法  行政规范性文件  2019-05-20  -
        收费办法      行政规范性文件  2015-05-20  2025-06-01
    """,
    "工作情况": """
        指标          数量  单位
        公众开放日数  2     次
    """,
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of data that is not there yet, with a space and Chinese characters in its name."""
    return tmp_path / "公开 年报" / "data"


@pytest.fixture
def with_2025(data: Path) -> Path:
    """The same with an agency and a year 2025 in it."""
    start_year(StartRequest(data, 2025, agency=AGENCY))
    for path in (data / "2025" / "ledgers").iterdir():
        path.unlink()
    write_workbook(data / "2025" / "ledgers" / "办公室.xlsx", LEDGER)
    (data / "2025" / "narrative.md").write_text(NARRATIVE, encoding="utf-8")
    return data


def told(result: StartResult, data: Path) -> list[str]:
    """``severity code file`` of each finding."""
    return [
        f"{each.severity} {each.code} {each.place.file if each.place else ''}".replace(f"{data}/", "")
        for each in result.findings
    ]


def names(paths: tuple[Path, ...], data: Path) -> list[str]:
    return [path.relative_to(data).as_posix() for path in paths]


def snapshot(folder: Path) -> dict[str, str]:
    """Every file and folder below a folder, and what it holds."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else ""
        for path in folder.rglob("*")
    }


def column(workbook: Path, sheet: str, letter: str) -> list[object]:
    """The cells of a column from the first row to fill on, the empty ones left out."""
    cells = openpyxl.load_workbook(workbook)[sheet][letter][2:]
    return [cell.value for cell in cells if cell.value is not None]


def refusal(start: Callable[[], object]) -> list[str]:
    """The codes of what a start is refused for."""
    with pytest.raises(ReportError) as raised:
        start()
    return [finding.code for finding in raised.value.findings]


def test_an_empty_folder_becomes_a_year_to_fill_in(data: Path) -> None:
    result = start_year(StartRequest(data, 2026, agency=AGENCY))

    assert names(result.created, data) == [
        "agency.toml", "2026/narrative.md", "2026/ledgers/市教育局2026年台账.xlsx",
    ]  # fmt: skip
    assert (result.kept, result.findings) == ((), ())


def test_without_answers_the_settings_have_placeholders_and_say_so(data: Path) -> None:
    result = start_year(StartRequest(data, 2026))

    assert names(result.created, data)[2] == "2026/ledgers/2026年台账.xlsx"
    assert told(result, data) == ["warning settings.placeholder agency.toml"]


def test_the_year_chooses_the_format_of_the_narrative(data: Path) -> None:
    start_year(StartRequest(data, 2018, agency=AGENCY))
    start_year(StartRequest(data, 2026))

    styles = packaged_folder("styles")
    assert (data / "2018" / "narrative.md").read_bytes() == (
        styles / "guangxi-seven-part" / "narrative.md"
    ).read_bytes()
    assert (data / "2026" / "narrative.md").read_bytes() == (
        styles / "national-2021" / "narrative.md"
    ).read_bytes()


def test_the_workbook_lists_what_the_years_format_wants(data: Path) -> None:
    result = start_year(StartRequest(data, 2018, agency=AGENCY))

    assert column(result.created[-1], "工作情况", "A")[:2] == [
        "回应公众关注热点或重大舆情数", "参加或举办新闻发布会总次数",
    ]  # fmt: skip
    assert column(result.created[-1], "工作情况", "B") == []


@pytest.mark.parametrize("year", [2018, 2019, 2026])
def test_a_year_just_started_can_be_checked_and_has_no_error(data: Path, year: int) -> None:
    start_year(StartRequest(data, year, agency=AGENCY))

    found = outcome_of(check(BuildRequest(data, year, data.parent / "out", data.parent))).findings

    assert {each.code for each in found} <= {
        "annex.missing", "ledger.nothing_filled", "previous.missing", "settings.signed_on_default",
        "text.demanded",
    }  # fmt: skip


def test_a_check_names_every_placeholder_that_was_left(data: Path) -> None:
    start_year(StartRequest(data, 2026, agency=replace(AGENCY, telephone="")))

    with pytest.raises(ReportError) as raised:
        outcome_of(check(BuildRequest(data, 2026, data.parent / "out", data.parent)))

    (error,) = [each for each in raised.value.findings if each.severity == "error"]
    assert (error.code, error.evidence) == ("settings.placeholder", "写作：〔请填写联系电话〕")


def test_starting_a_year_twice_changes_nothing(data: Path) -> None:
    first = start_year(StartRequest(data, 2026, agency=AGENCY))
    before = snapshot(data)

    second = start_year(StartRequest(data, 2026, agency=AgencyAnswers(name="别的单位")))

    assert (second.created, set(second.kept)) == ((), set(first.created))
    assert snapshot(data) == before


def test_two_runs_give_the_same_bytes(data: Path, tmp_path: Path) -> None:
    start_year(StartRequest(data, 2026, agency=AGENCY))
    start_year(StartRequest(tmp_path / "again", 2026, agency=AGENCY))

    assert snapshot(data) == snapshot(tmp_path / "again")


def test_a_narrative_in_word_is_kept_and_no_other_put_beside_it(data: Path) -> None:
    (data / "2026").mkdir(parents=True)
    (data / "2026" / "narrative.docx").write_bytes(b"mine")

    result = start_year(StartRequest(data, 2026, agency=AGENCY))

    assert names(result.kept, data) == ["2026/narrative.docx"]
    assert not (data / "2026" / "narrative.md").exists()


def test_the_narrative_is_carried_over_as_it_stands(with_2025: Path) -> None:
    result = start_year(StartRequest(with_2025, 2026, 2025))

    assert (with_2025 / "2026" / "narrative.md").read_text(encoding="utf-8") == NARRATIVE
    assert "notice start.narrative 2026/narrative.md" in told(result, with_2025)


def test_a_narrative_in_word_is_carried_over_in_word(with_2025: Path) -> None:
    (with_2025 / "2025" / "narrative.md").unlink()
    (with_2025 / "2025" / "narrative.docx").write_bytes(b"PK...")

    result = start_year(StartRequest(with_2025, 2026, 2025))

    assert (with_2025 / "2026" / "narrative.docx").read_bytes() == b"PK..."
    assert "2026/narrative.docx" in names(result.created, with_2025)


def test_of_two_narratives_none_is_carried_over_and_the_choice_is_left_to_the_user(with_2025: Path) -> None:
    (with_2025 / "2025" / "narrative.docx").write_bytes(b"PK...")

    with pytest.raises(ReportError) as refused:
        start_year(StartRequest(with_2025, 2026, 2025))

    assert [finding.code for finding in refused.value.findings] == ["narrative.two_files"]
    assert not (with_2025 / "2026").exists()


def test_open_applications_and_documents_in_force_are_carried_over(with_2025: Path) -> None:
    result = start_year(StartRequest(with_2025, 2026, 2025))

    workbook = result.created[-1]
    assert column(workbook, "依申请公开", "A") == ["2025-2"]
    assert column(workbook, "规范性文件", "A") == ["安全管理办法"]
    (carried,) = [each for each in result.findings if each.code == "start.carried"]
    assert "“依申请公开”带入 1 件" in carried.message
    assert "“规范性文件”带入 1 件" in carried.message


def test_what_was_carried_over_is_counted_as_carried_in(with_2025: Path) -> None:
    start_year(StartRequest(with_2025, 2026, 2025))

    findings = Findings()
    statistics = count_year(with_2025, with_2025.parent / "out", 2026, findings)

    assert statistics is not None
    assert statistics.requests.row("carried_in").total == 1
    assert statistics.legal.normative_documents.in_force == 1
    assert {each.code for each in findings} == {"ledger.sheet_nil"}


def test_the_agencys_own_indicators_are_carried_over_without_their_figures(with_2025: Path) -> None:
    result = start_year(StartRequest(with_2025, 2026, 2025))

    assert column(result.created[-1], "工作情况", "A") == ["公众开放日数"]
    assert column(result.created[-1], "工作情况", "B") == []


def test_an_indicator_that_only_last_years_format_wanted_stays_behind(own_data: Path) -> None:
    result = start_year(StartRequest(own_data, 2019, 2016))

    listed = column(result.created[-1], "工作情况", "A")
    assert "受理政府信息公开申请的场所数" in listed
    assert "回应公众关注热点或重大舆情数" not in listed
    assert "start.format_changed" in {each.code for each in result.findings}


def test_a_faulty_row_of_last_year_stays_behind_and_is_told(with_2025: Path) -> None:
    ledger = {**LEDGER, "依申请公开": "登记编号  收到日期  申请人类型\n2025-2  '2025-13-40'  自然人"}
    write_workbook(with_2025 / "2025" / "ledgers" / "办公室.xlsx", ledger)

    result = start_year(StartRequest(with_2025, 2026, 2025))

    assert "warning start.not_carried 2025/ledgers" in told(result, with_2025)
    assert column(result.created[-1], "依申请公开", "A") == []


def test_settings_of_last_year_that_cannot_be_read_are_told(with_2025: Path) -> None:
    (with_2025 / "2025" / "report.toml").write_text("signed_on = 3\n", encoding="utf-8")

    result = start_year(StartRequest(with_2025, 2026, 2025))

    (warning,) = [each for each in result.findings if each.code == "start.not_carried"]
    assert str(warning.place) == str(with_2025 / "2025" / "report.toml")
    assert "“signed_on”应当是日期" in warning.evidence


TABLE: Final = """
    项目                          自然人  商业企业  科研机构  社会公益组织  法律服务机构  其他
    本年新收政府信息公开申请数量  2       1         0         0             0             0
    结转下年度继续办理            2       1         0         0             0             0
"""


def test_open_applications_that_only_a_table_counts_stand_in_the_new_table(with_2025: Path) -> None:
    ledger = {**LEDGER, "依申请公开": "登记编号  收到日期  申请人类型", "依申请公开统计": TABLE}
    write_workbook(with_2025 / "2025" / "ledgers" / "办公室.xlsx", ledger)

    result = start_year(StartRequest(with_2025, 2026, 2025))

    statistics = count_year(with_2025, with_2025.parent / "out", 2026, Findings())
    assert statistics is not None
    assert statistics.requests.row("carried_in") == ByApplicant(natural_person=2, business=1)
    (carried,) = [each for each in result.findings if each.code == "start.carried"]
    assert "“上年结转”一行带入 3 件" in carried.message
    assert "start.not_carried" not in {each.code for each in result.findings}


def test_open_applications_of_a_table_beside_a_ledger_are_told(with_2025: Path) -> None:
    write_workbook(with_2025 / "2025" / "ledgers" / "办公室.xlsx", LEDGER)
    write_workbook(with_2025 / "2025" / "ledgers" / "法规科.xlsx", {"依申请公开统计": TABLE})

    result = start_year(StartRequest(with_2025, 2026, 2025))

    (warning,) = [each for each in result.findings if each.code == "start.not_carried"]
    assert "结转的 3 件申请没有逐件登记" in warning.message


def test_a_year_that_has_ledgers_gets_no_other_and_is_told_what_is_missing(with_2025: Path) -> None:
    write_workbook(with_2025 / "2026" / "ledgers" / "财务科.xlsx", {"主动公开": LEDGER["主动公开"]})

    result = start_year(StartRequest(with_2025, 2026, 2025))

    assert names(result.kept, with_2025) == ["agency.toml", "2026/ledgers/财务科.xlsx"]
    assert "warning start.not_carried 2026/ledgers" in told(result, with_2025)


def test_a_text_beside_the_ledgers_to_come_is_no_ledger(data: Path) -> None:
    start_year(StartRequest(data, 2025, agency=AGENCY))
    note = data / "2026" / "ledgers" / "说明.txt"
    note.parent.mkdir(parents=True)
    note.write_text("请各科室把台账放在这里", encoding="utf-8")

    result = start_year(StartRequest(data, 2026, agency=AGENCY))

    assert any(name.endswith(".xlsx") for name in names(result.created, data))


@pytest.mark.parametrize(("year", "carried_from"), [(2026, 2026), (2025, 2026)])
def test_a_year_cannot_be_carried_over_into_an_earlier_one(data: Path, year: int, carried_from: int) -> None:
    codes = refusal(lambda: start_year(StartRequest(data, year, carried_from, AGENCY)))

    assert codes == ["start.from_year"]
    assert not data.exists()


def test_a_year_to_carry_over_from_must_be_there(data: Path) -> None:
    codes = refusal(lambda: start_year(StartRequest(data, 2026, 2025, AGENCY)))

    assert codes == ["start.from_missing"]
    assert not data.exists()


def test_faulty_settings_are_told_and_nothing_is_written(data: Path) -> None:
    data.mkdir(parents=True)
    (data / "agency.toml").write_text('name = "教育局', encoding="utf-8")

    codes = refusal(lambda: start_year(StartRequest(data, 2026)))

    assert codes == ["settings.unreadable"]
    assert list(snapshot(data)) == ["agency.toml"]


def test_a_file_in_the_place_of_the_years_folder_leaves_nothing_new_behind(data: Path) -> None:
    data.mkdir(parents=True)
    (data / "2026").write_bytes(b"a file")

    codes = refusal(lambda: start_year(StartRequest(data, 2026, agency=AGENCY)))

    assert codes == ["file.unwritable"]
    assert list(snapshot(data)) == ["2026"]


def test_a_short_name_that_is_no_file_name_stays_out_of_it(data: Path) -> None:
    result = start_year(StartRequest(data, 2026, agency=replace(AGENCY, short_name="市教育局/体育局")))

    assert result.created[-1].name == "2026年台账.xlsx"


def test_the_day_of_signing_goes_into_the_year_s_settings_and_changes_none_that_exist(data: Path) -> None:
    first = start_year(StartRequest(data, 2026, agency=AGENCY, signed_on=date(2027, 1, 20)))
    again = start_year(StartRequest(data, 2026, signed_on=date(2027, 2, 2)))

    settings = load_settings(data, 2026, Findings())
    assert settings is not None
    assert settings.signed_on == date(2027, 1, 20)
    assert "2026/report.toml" in names(first.created, data)
    assert again.created == ()
