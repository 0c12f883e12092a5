"""The sample year's report edited by hand: ``verify`` names what differs, ``refresh`` puts in what is new."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import docx
import pytest
from msgspec.structs import replace
from openpyxl import load_workbook
from word_files import paragraph, word_file
from word_texts import bracketed, delete, rewrite, shown, text_of

from report_builder.diagnostics import ReportError, Severity
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.editing import RefreshRequest, RefreshResult, VerifyRequest, refresh_file, verify_file
from report_builder.page_formats import TypesetRequest
from report_builder.pipeline import build, typeset_file
from report_builder.reports.reading import read_report_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document

    from report_builder.diagnostics import Finding

NAME: Final = "柳州市教育局2016年政府信息公开工作年度报告"
SECTION = "二、围绕国家和自治区中心工作推进政府信息公开以及推进重点领域政府信息公开情况"
SUBSCRIBERS: Final = '新媒体("柳州教育").订阅用户数'
NEW: Final = '申请.新收|有无("收到","政府信息公开申请","件")'
LATE: Final = {
    "登记编号": "1", "收到日期": "2016-12-05", "申请人类型": "自然人", "申请方式": "网络",
    "答复日期": "2016-12-20", "处理结果": "予以公开",
}  # fmt: skip
# What a reader finds in the report, each figure of it in brackets.
SENTENCES: Final = (
    "所列数据的统计期限为〔2016年1月1日至2016年12月31日〕",
    "从事政府信息公开工作的人员〔10〕人，其中专职〔2〕人、兼职〔8〕人",
    "落实专项经费〔5.6〕万元",
    "〔2016年6月〕，印发《关于做好2016年义务教育学校招生入学工作的通知》",
    "〔同月〕，印发《柳州市2016年初中毕业升学考试和高中阶段招生工作方案》",
    "设立的〔3〕个政府信息公开查阅中心",
    "共公开政策类文件〔26〕项，均在文件形成之日起20个工作日内发布",
    "〔2016年1月〕至〔12月〕共公开教育信息〔139〕条",
    "2015年部门决算于〔2016年8月5日〕公布",
    "全年发布信息〔上千条〕",
    "〔多条〕信息的阅读量过万，单条信息的最高阅读量〔超过6万次〕",
    "市教育局〔未收到政府信息公开申请〕，没有需要答复的事项",
)


@pytest.fixture
def report(built: Path, tmp_path: Path) -> Path:
    """The built report in a copy of its folder, to be edited."""
    shutil.copytree(built, tmp_path / "out" / "2016")
    return tmp_path / "out" / "2016" / f"{NAME}.docx"


def edited(report: Path, edit: Callable[[Document], None]) -> Path:
    """The report with an edit, under another name beside it."""
    document = docx.Document(str(report))
    edit(document)
    path = report.with_name("送审稿.docx")
    document.save(str(path))
    return path


def differing(path: Path) -> tuple[Finding, ...]:
    with pytest.raises(ReportError) as told:
        verify_file(VerifyRequest(path))
    return told.value.findings


def note_down_late(data: Path) -> None:
    """An application that the office forgot to note down."""
    path = data / "2016" / "ledgers" / "办公室.xlsx"
    book = load_workbook(path)
    sheet = book["依申请公开"]
    columns = {str(cell.value): cell.column or 0 for row in sheet.iter_rows(max_row=3) for cell in row}
    number = sheet.max_row + 1
    for name, value in LATE.items():
        sheet.cell(number, columns[name]).value = value
    book.save(path)


def refresh_request(source: Path, data: Path, target: Path | None = None) -> RefreshRequest:
    return RefreshRequest(source, target, data, None, source.parent.parent, data.parent, 1_500_000_000)


def new_report(result: RefreshResult) -> Path:
    """The report that was written, which must be one."""
    assert result.target is not None
    return result.target


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [found.code for found in findings]


def test_the_figures_of_known_sentences_stand_in_controls(report: Path) -> None:
    text = "\n".join(bracketed(each) for each in docx.Document(str(report)).paragraphs)

    assert [sentence for sentence in SENTENCES if sentence not in text] == []


def test_every_figure_of_the_annex_stands_in_a_control(report: Path) -> None:
    document = docx.Document(str(report))
    tags = dict(shown(document))

    values = [text_of(row.cells[2]) for row in document.tables[0].rows[1:]]

    figures = [value for value in values if value not in {"", "——"}]
    inside = [text for tag, text in shown(document) if tag.split(".")[0].isascii()]
    assert inside == figures
    assert tags["publication.total"] == "169"


def test_the_report_agrees_with_its_statistics_as_long_as_nobody_edits_it(report: Path) -> None:
    assert verify_file(VerifyRequest(report)) == ()


def test_the_style_checks_and_the_pdf_read_the_text_whole(report: Path, tmp_path: Path) -> None:
    text = "\n".join(each.text for each in read_report_text(report.read_bytes(), "a.docx").paragraphs)

    result = outcome_of(typeset_file(TypesetRequest(report, tmp_path / "a.pdf", tmp_path)))

    assert "从事政府信息公开工作的人员10人，其中专职2人、兼职8人" in text
    assert result.findings == ()


def test_verify_names_exactly_the_figures_that_were_edited(report: Path) -> None:
    def edit(document: Document) -> None:
        rewrite(document, SUBSCRIBERS, "5999")
        rewrite(document, "publication.total", "170")
        document.paragraphs[10].insert_paragraph_before("新增一段，另有3件。")
        document.add_comment(document.paragraphs[3].runs, text="请核对", author="科长", initials="科")

    found = differing(edited(report, edit))

    assert [(each.message, str(each.place).partition(" › ")[2]) for each in found] == [
        (
            "“新媒体·柳州教育·订阅用户数”写作“5999”，统计数据是“5649”",
            f"{SECTION} › “微信公众号“柳州教育”（微信……”",
        ),
        ("“主动公开政府信息数”写作“170”，统计数据是“169”", "表1 第3行第3列"),
    ]


def test_verify_takes_statistics_from_elsewhere(report: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "数据.json"
    (report.parent / "statistics.json").rename(elsewhere)

    assert codes(differing(report)) == ["docx.statistics_missing"]
    assert verify_file(VerifyRequest(report, elsewhere)) == ()


def test_a_pdf_is_made_of_an_edited_report_with_a_warning(report: Path, tmp_path: Path) -> None:
    path = edited(report, lambda document: rewrite(document, SUBSCRIBERS, "5999"))
    request = TypesetRequest(path, tmp_path / "a.pdf", tmp_path)

    result = outcome_of(typeset_file(request))

    assert [(each.code, each.severity) for each in result.findings] == [
        ("docx.figure_edited", Severity.WARNING)
    ]
    assert (tmp_path / "a.pdf").is_file()
    with pytest.raises(ReportError):
        outcome_of(typeset_file(replace(request, target=tmp_path / "b.pdf", strict=True)))
    assert not (tmp_path / "b.pdf").exists()


def test_a_late_application_goes_into_the_edited_report(report: Path, own_data: Path) -> None:
    def edit(document: Document) -> None:
        document.paragraphs[10].insert_paragraph_before("新增一段。")

    path = edited(report, edit)
    before = path.read_bytes()
    note_down_late(own_data)

    result = outcome_of(refresh_file(refresh_request(path, own_data)))

    assert result.target == path.with_name("送审稿（更新）.docx")
    assert {change.name: (change.old, change.new) for change in result.changes} == {
        "申请·新收": ("未收到政府信息公开申请", "共收到政府信息公开申请1件"),
        "收到申请数": ("0", "1"),
        "网络申请数": ("0", "1"),
        "申请办结数": ("0", "1"),
        "按时办结数": ("0", "1"),
        "申请答复数": ("0", "1"),
        "同意公开答复数": ("0", "1"),
    }
    assert codes(result.findings) == ["refresh.wording", "refresh.statistics"]
    assert path.read_bytes() == before
    texts = [text_of(each) for each in docx.Document(str(result.target)).paragraphs]
    assert "新增一段。" in texts
    assert any("市教育局共收到政府信息公开申请1件" in text for text in texts)


def test_the_refreshed_report_agrees_with_the_statistics_beside_it(report: Path, own_data: Path) -> None:
    note_down_late(own_data)

    refreshed = outcome_of(refresh_file(refresh_request(report, own_data)))

    assert codes(verify_file(VerifyRequest(new_report(refreshed)))) == ["docx.passage_stale"]
    assert set(codes(differing(report))) == {"docx.figure_stale"}


def test_a_build_after_a_refresh_keeps_the_refreshed_report_and_nothing_else(
    report: Path, own_data: Path
) -> None:
    note_down_late(own_data)
    refreshed = outcome_of(refresh_file(refresh_request(report, own_data)))

    built = outcome_of(build(BuildRequest(own_data, 2016, report.parent.parent, own_data.parent)))

    kept = [each.place.file for each in built.findings if each.code == "file.kept" and each.place]
    assert [Path(file).name for file in kept] == [new_report(refreshed).name]
    assert codes(verify_file(VerifyRequest(new_report(refreshed)))) == ["docx.passage_stale"]


def test_a_paragraph_to_reword_is_told_until_somebody_has_reworded_it(report: Path, own_data: Path) -> None:
    def reword(document: Document) -> None:
        paragraph = next(each for each in document.paragraphs if "没有需要答复的事项" in text_of(each))
        run = next(each for each in paragraph.runs if "没有需要答复的事项" in each.text)
        run.text = run.text.replace("没有需要答复的事项", "已经办结")

    note_down_late(own_data)
    refreshed = new_report(outcome_of(refresh_file(refresh_request(report, own_data))))

    (left,) = verify_file(VerifyRequest(refreshed))

    assert (left.code, left.severity) == ("docx.passage_stale", Severity.WARNING)
    assert "现在的写法" in left.evidence
    with pytest.raises(ReportError):
        outcome_of(
            typeset_file(
                TypesetRequest(refreshed, refreshed.with_suffix(".pdf"), own_data.parent, strict=True)
            )
        )
    assert verify_file(VerifyRequest(edited(refreshed, reword))) == ()


def test_a_report_is_refreshed_in_the_format_that_it_was_built_in(own_data: Path) -> None:
    (own_data / "2016" / "narrative.md").unlink()
    out = own_data.parent / "out"
    outcome_of(build(BuildRequest(own_data, 2016, out, own_data.parent, "national-2021")))
    note_down_late(own_data)

    result = outcome_of(refresh_file(refresh_request(out / "2016" / f"{NAME}.docx", own_data)))

    assert "一、本年新收政府信息公开申请数量·自然人" in {change.name for change in result.changes}
    assert "refresh.unknown" not in codes(result.findings)


def test_a_refresh_comes_with_its_statistics_or_not_at_all(report: Path, own_data: Path) -> None:
    note_down_late(own_data)
    before = {path: path.read_bytes() for path in report.parent.iterdir()}
    (report.parent / ".report-builder.lock").mkdir()  # nobody can write there

    with pytest.raises(ReportError) as told:
        outcome_of(refresh_file(refresh_request(report, own_data)))
    (report.parent / ".report-builder.lock").rmdir()

    assert codes(told.value.findings) == ["file.unwritable"]
    assert {path: path.read_bytes() for path in report.parent.iterdir()} == before


def test_a_refreshed_report_that_goes_elsewhere_stands_there_whatever_becomes_of_the_statistics(
    report: Path, own_data: Path, tmp_path: Path
) -> None:
    note_down_late(own_data)
    (report.parent / ".report-builder.lock").mkdir()

    result = outcome_of(refresh_file(refresh_request(report, own_data, tmp_path / "新.docx")))

    assert new_report(result).is_file()
    assert "file.unwritable" in codes(result.findings)


def test_statistics_that_no_build_put_there_are_left_alone(report: Path, own_data: Path) -> None:
    (report.parent / "manifest.json").unlink()
    before = (report.parent / "statistics.json").read_bytes()
    note_down_late(own_data)

    result = outcome_of(refresh_file(refresh_request(report, own_data)))

    assert "refresh.statistics" not in codes(result.findings)
    assert "refresh.statistics_kept" in codes(result.findings)
    assert (report.parent / "statistics.json").read_bytes() == before


def test_statistics_are_brought_up_to_date_together_or_not_at_all(report: Path, own_data: Path) -> None:
    names = ("statistics.json", "statistics.xlsx")
    (report.parent / names[1]).write_bytes(b"someone's own")
    before = [(report.parent / name).read_bytes() for name in names]
    note_down_late(own_data)

    result = outcome_of(refresh_file(refresh_request(report, own_data)))

    assert "refresh.statistics" not in codes(result.findings)
    assert [(report.parent / name).read_bytes() for name in names] == before


def test_a_figure_that_was_deleted_is_told_when_the_others_are_refreshed(
    report: Path, own_data: Path
) -> None:
    path = edited(report, lambda document: delete(document, SUBSCRIBERS))

    result = outcome_of(refresh_file(refresh_request(path, own_data)))

    assert result.changes == ()
    assert codes(result.findings) == ["docx.figure_deleted"]


def test_no_file_is_ever_written_over(report: Path, own_data: Path) -> None:
    note_down_late(own_data)

    first = new_report(outcome_of(refresh_file(refresh_request(report, own_data))))
    second = new_report(outcome_of(refresh_file(refresh_request(report, own_data))))

    assert (first.name, second.name) == (f"{NAME}（更新）.docx", f"{NAME}（更新2）.docx")
    assert first.read_bytes() == second.read_bytes()
    with pytest.raises(ReportError) as told:
        outcome_of(refresh_file(refresh_request(report, own_data, report)))
    assert codes(told.value.findings) == ["file.unwritable"]


def test_faulty_ledgers_stop_a_refresh_before_anything_is_written(report: Path, own_data: Path) -> None:
    (own_data / "2016" / "narrative.md").write_text("{{ 没有的词 }}", encoding="utf-8")
    before = sorted(report.parent.iterdir())

    with pytest.raises(ReportError) as told:
        outcome_of(refresh_file(refresh_request(report, own_data)))

    assert "narrative.unknown" in codes(told.value.findings)
    assert sorted(report.parent.iterdir()) == before


def test_the_report_of_another_agency_is_not_refreshed(report: Path, own_data: Path) -> None:
    settings = own_data / "agency.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('"柳州市教育局"', '"南宁市教育局"', 1), encoding="utf-8")

    with pytest.raises(ReportError) as told:
        outcome_of(refresh_file(refresh_request(report, own_data)))

    assert "refresh.other" in codes(told.value.findings) or "narrative.unknown" in codes(told.value.findings)


def test_a_word_file_of_another_program_cannot_be_refreshed(tmp_path: Path, own_data: Path) -> None:
    path = tmp_path / "2016" / "甲.docx"
    path.parent.mkdir()
    path.write_bytes(word_file(paragraph("甲")))

    with pytest.raises(ReportError) as told:
        outcome_of(refresh_file(refresh_request(path, own_data)))

    assert codes(told.value.findings) == ["docx.no_figures"]


def test_a_refresh_with_nothing_to_change_writes_nothing(report: Path, own_data: Path) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in report.parent.iterdir()}

    result = outcome_of(refresh_file(refresh_request(report, own_data)))

    assert (result.target, result.changes, result.findings) == (None, (), ())
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in report.parent.iterdir()} == before


def test_a_refresh_of_words_alone_writes_nothing(report: Path, own_data: Path) -> None:
    def add(document: Document) -> None:
        document.paragraphs[2].insert_paragraph_before("新增一段。")

    path = edited(report, add)

    result = outcome_of(refresh_file(refresh_request(path, own_data)))

    assert (result.target, result.changes) == (None, ())
    assert sorted(each.name for each in path.parent.glob("*.docx")) == sorted([path.name, report.name])
