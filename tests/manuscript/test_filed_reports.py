"""A filed Word report of an earlier year, put in as this year's text → the text alone, for this year."""

from __future__ import annotations

import json
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import docx
import pytest
from suqian_report import archived, built, untagged

from report_builder.diagnostics import Finding, Findings, Severity
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.manuscript.narrative_source import EarlierYears, TitleAndSignature
from report_builder.manuscript.word_narrative.reading import read_word_narrative
from report_builder.manuscript.word_narrative.tagged_expressions import expression_of
from report_builder.manuscript.word_narrative.typed_figures import KnownFigure, known_figures, typed_figures
from report_builder.manuscript.word_narrative.year_words import year_words
from report_builder.new_year.starting import StartRequest, start_year
from report_builder.pipeline import build
from report_builder.reports.reading import read_report_text
from report_builder.statistics.archive import figures_in

if TYPE_CHECKING:
    from collections.abc import Iterable

CHECKOUT: Final = Path(__file__).parents[2]
STYLES: Final = CHECKOUT / "styles"
SAMPLE: Final = "柳州市教育局2016年政府信息公开工作年度报告.docx"


@cache
def sample() -> dict[str, bytes]:
    """The sample year's outputs by name."""
    with tempfile.TemporaryDirectory() as folder:
        request = BuildRequest(CHECKOUT / "data", 2016, Path(folder), Path(folder), modified=0)
        made = outcome_of(build(request))
        return {path.name: path.read_bytes() for path in made.folder.iterdir()}


def read(folder: Path, data: bytes, year: int) -> tuple[str, dict[str, Finding]]:
    """The lines of a report as the text of a year, and what is told of it by its code."""
    path = folder / "narrative.docx"
    path.write_bytes(data)
    figures = figures_in(json.loads(archived()))
    frame = TitleAndSignature("", "宿迁市人民政府", None, (), year, EarlierYears(STYLES, 2024, figures))
    findings = Findings()
    narrative = read_word_narrative(path, frame, findings)
    assert narrative is not None
    return narrative.source.text, {each.code: each for each in findings}


@pytest.mark.parametrize("report", [built, untagged])
def test_tables_title_signature_and_date_are_left_out(tmp_path: Path, report: object) -> None:
    assert callable(report)

    text, told = read(tmp_path, report(), 2025)

    assert text.startswith("根据《中华人民共和国政府信息公开条例》")
    assert text.rstrip().endswith("其中880元、1080元、270元。")
    assert "自然人" not in text
    assert "2025年1月20日" not in text
    assert "3 张统计表" in told["narrative.filed"].evidence


def test_the_year_s_own_years_move_on_and_each_is_listed(tmp_path: Path) -> None:
    text, told = read(tmp_path, untagged(), 2025)

    assert "编制了{{ 年 }}年政府信息公开工作年度报告" in text
    assert "{{ 年 }}年1月1日至{{ 年 }}年12月31日" in text
    assert "2024年" not in text
    assert told["narrative.years_moved"].evidence.count("{{ 年 }}") == text.count("{{ 年 }}") == 6


def test_typed_figures_that_are_that_year_s_are_offered_as_expressions(tmp_path: Path) -> None:
    text, told = read(tmp_path, untagged(), 2025)

    offered = told["narrative.typed_figures"]
    assert offered.severity is Severity.WARNING
    assert "其中新收3525件”可写作 {{ 申请.新收 }}" in offered.evidence
    assert "予以公开1431件”可写作 {{ 申请.予以公开 }}" in offered.evidence
    assert "制发行政规范性文件50件”可写作 {{ 规范性文件.制发 }}" in offered.evidence
    assert "新收3525件" in text  # offered, not done


def test_a_report_of_the_same_year_moves_no_year_and_warns_of_none(tmp_path: Path) -> None:
    _, told = read(tmp_path, untagged(), 2024)

    assert set(told) == {"narrative.filed", "narrative.typed_figures"}


def test_an_ordinary_text_with_a_table_of_its_own_is_no_filed_report(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("一、总体情况")
    document.add_paragraph("2024年公开12条。")
    document.add_table(rows=2, cols=2).cell(0, 0).text = "栏目"
    document.save(str(tmp_path / "own.docx"))

    text, told = read(tmp_path, (tmp_path / "own.docx").read_bytes(), 2025)

    assert "2024年公开12条。" in text
    assert told == {}


# --- a built report, whose figures carry tags -------------------------------------------------------


def year_folder(folder: Path, year: int, document: bytes) -> BuildRequest:
    """The sample's data as another year's, with a report for its text."""
    data = folder / "data"
    shutil.copytree(CHECKOUT / "data" / "2016" / "ledgers", data / str(year) / "ledgers")
    shutil.copy(CHECKOUT / "data" / "agency.toml", data)
    (data / str(year) / "report.toml").write_text(f"signed_on = {year}-12-31\n", encoding="utf-8")
    (data / str(year) / "narrative.docx").write_bytes(document)
    return BuildRequest(data, year, folder / "out", folder, modified=0)


def codes(findings: Iterable[Finding]) -> list[str]:
    return [each.code for each in findings if each.code.startswith("narrative.")]


def edited(document: bytes, folder: Path, old: str, new: str) -> bytes:
    """The report after somebody has reworded a few words in Word."""
    path = folder / "edited.docx"
    path.write_bytes(document)
    opened = docx.Document(str(path))
    (run,) = [run for each in opened.paragraphs for run in each.runs if old in run.text]
    run.text = run.text.replace(old, new)
    opened.save(str(path))
    return path.read_bytes()


def test_a_built_report_as_its_own_year_s_text_gives_the_same_report(tmp_path: Path) -> None:
    request = year_folder(tmp_path, 2016, sample()[SAMPLE])

    again = outcome_of(build(request))

    assert codes(again.findings) == ["narrative.filed"]
    then, now = (
        read_report_text(each, "").paragraphs
        for each in (sample()[SAMPLE], (again.folder / SAMPLE).read_bytes())
    )
    assert [each.text for each in now] == [each.text for each in then]


def test_wording_polished_in_word_is_carried_on_with_live_figures(tmp_path: Path) -> None:
    polished = edited(sample()[SAMPLE], tmp_path, "与群众的期待相比还有差距", "离群众的期待还有距离")
    request = year_folder(tmp_path, 2016, polished)
    ledgers = request.data / "2016" / "ledgers"

    again = outcome_of(build(request))

    report = read_report_text((again.folder / SAMPLE).read_bytes(), "")
    assert any("离群众的期待还有距离" in each.text for each in report.paragraphs)
    assert {'主动公开.类别("教育信息").总数', "解读.总数"} <= {figure.tag for figure in report.figures}
    assert ledgers.is_dir()


def test_what_only_its_own_year_had_stays_and_is_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "narrative.docx"
    path.write_bytes(sample()[SAMPLE])
    findings = Findings()

    narrative = read_word_narrative(
        path, TitleAndSignature(year=2017, earlier=EarlierYears(STYLES)), findings
    )

    told = {each.code: each for each in findings}
    assert narrative is not None
    assert "于2016年1月13日公布" in narrative.source.text
    assert "“2016年1月13日”" in told["narrative.unlinked"].evidence
    assert "{{ 解读.总数 }}" in narrative.source.text
    assert "“2015年" not in told["narrative.years_moved"].evidence


# --- new --from -------------------------------------------------------------------------------------


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with the sample year built in it."""
    shutil.copytree(CHECKOUT / "data", tmp_path / "data")
    (tmp_path / "out" / "2016").mkdir(parents=True)
    for name, data in sample().items():
        (tmp_path / "out" / "2016" / name).write_bytes(data)
    return tmp_path


def started(office: Path, **wanted: object) -> tuple[dict[str, bytes], list[str]]:
    """What a new year 2017 begins with, and what is told."""
    request = StartRequest(office / "data", 2017, 2016, out=office / "out", **wanted)  # type: ignore[arg-type]
    result = start_year(request)
    return {path.name: path.read_bytes() for path in result.created}, [each.code for each in result.findings]


def test_a_report_that_nobody_polished_hands_on_the_year_s_own_text(office: Path) -> None:
    made, told = started(office)

    assert "narrative.md" in made
    assert "narrative.filed" not in told


def test_a_report_that_was_polished_in_word_hands_on_its_wording(office: Path) -> None:
    report = office / "out" / "2016" / SAMPLE
    report.write_bytes(
        edited(report.read_bytes(), office, "与群众的期待相比还有差距", "离群众的期待还有距离")
    )

    made, told = started(office)

    text = [each.text for each in docx.Document(str(office / "data/2017/narrative.docx")).paragraphs]
    assert "narrative.docx" in made
    assert any("离群众的期待还有距离" in each for each in text)
    assert any("{{ 年 }}年，市教育局未收到" in each or "{{ 申请.新收|有无" in each for each in text)
    assert not any("2016年12月31日" in each for each in text[-3:])
    assert "narrative.filed" in told


def test_a_report_that_is_named_is_taken_and_remembers_nothing(office: Path) -> None:
    made, _ = started(office, filed=office / "out" / "2016" / SAMPLE)

    report = read_report_text(made["narrative.docx"], "narrative.docx")
    assert report.record is None
    assert report.tables == ()
    assert report.figures == ()


def test_a_text_that_is_there_stays_and_the_named_report_is_told(office: Path) -> None:
    (office / "data" / "2017").mkdir()
    (office / "data" / "2017" / "narrative.md").write_text("# 总体情况\n", encoding="utf-8")

    made, told = started(office, filed=office / "out" / "2016" / SAMPLE)

    assert "narrative.docx" not in made
    assert "start.not_carried" in told


# --- the pieces -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "expression"),
    [
        ("申请.新收", "申请.新收"),
        ('申请.新收|有无("收到","政府信息公开申请","件")', '申请.新收|有无("收到","政府信息公开申请","件")'),
        ("期末|月份~2", "期末|月份"),
        ("requests.new.total", "申请.新收"),
        ("publication.by_channel_kind.政府公报", '主动公开.渠道归类("政府公报")'),
        ("proactive.licences.decisions", "执法.行政许可"),
        ("requests.granted.natural_person", ""),  # no narrative has a word for it
        ('条目("某文件").公开日期|日期', ""),
        ('解读("某文件").解读日期', ""),
        ("解读.总数", "解读.总数"),
        ('条目("柳州市2016年初中毕业升学考试和高中阶段招生工作方案").#6f53ede7', ""),
        ("篇@12.名称", ""),
        ("申请.新收 }}{{ 年", ""),
        ("lipsum()", ""),
        ("CondExpr(申请.新收)", ""),
        ("申" * 65, ""),
        ("", ""),
    ],
)
def test_a_tag_tells_the_expression_only_where_it_is_whole_and_of_any_year(tag: str, expression: str) -> None:
    assert expression_of(tag) == expression


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("2025年，收到申请3件", ["{{ 年 }}"]),
        ("较2024年增长2%", ["{{ 上年 }}"]),
        ("2026年，将继续做好", ["{{ 下年 }}"]),
        ("２０２５年度报告", ["{{ 年 }}"]),
        ("自2025年1月1日至2025年12月31日", ["{{ 年 }}", "{{ 年 }}"]),
        ("2025年3月5日印发", [""]),
        ("2025年部门预算", [""]),
        ("2025年印发的文件", [""]),
        ("《2025年工作要点》（办发〔2025〕3号）", []),
        ("2021—2025年", []),
        ("2019年修订、2030年目标", []),
        ("共12025年", []),
        ('{{ 工作("2025年活动数") }}', []),
    ],
)
def test_a_year_moves_only_where_it_is_the_report_s_own(text: str, moved: list[str]) -> None:
    assert [each.expression for each in year_words(text, 2025)] == moved


def test_a_number_is_a_figure_s_only_where_the_words_before_it_speak_of_it() -> None:
    known = known_figures(figures_in(json.loads(archived())), 2024)

    def found(text: str) -> list[str]:
        return [each.expression for each in typed_figures(text, known)]

    assert found("全年新收申请3,525件。") == ["申请.新收"]
    assert found("新收3525件、不予公开92件") == ["申请.新收", "申请.不予公开"]
    assert found("培训干部3525人。") == []
    assert found("新收3526件。") == []
    assert found("《新收3525件的情况》") == []
    assert found("新收{{ 申请.新收 }}件") == []
    assert found("其中不予公开第92件") == []


def test_a_number_is_a_figure_s_where_one_of_its_own_words_speaks_of_it() -> None:
    of_net = KnownFigure("申请.新收.网络", 10, ("新收", "网络"))
    common = KnownFigure("申请.总数", 10, ("申请", "总数"))

    def found(figure: KnownFigure, text: str) -> list[str]:
        return [each.expression for each in typed_figures(text, [figure])]

    assert found(of_net, "新收10件") == ["申请.新收.网络"]
    assert found(of_net, "通过网络收到10件") == ["申请.新收.网络"]
    assert found(of_net, "转办10件") == []
    assert found(common, "申请总数10件") == []


def test_of_two_figures_alike_the_one_that_more_words_speak_of_is_meant() -> None:
    known = [KnownFigure("申请.新收", 12, ("申请", "新收")), KnownFigure("复议.新收", 12, ("复议", "新收"))]

    (found,) = typed_figures("行政复议新收12件", known)

    assert found.expression == "复议.新收"


def test_words_before_the_clause_count_less_than_those_in_it() -> None:
    known = [KnownFigure("申请.办结", 12, ("申请", "办结")), KnownFigure("申请.新收", 12, ("申请", "新收"))]

    (found,) = typed_figures("新收申请：办结12件", known)

    assert (found.words, found.expression) == ("办结12件", "申请.办结")
