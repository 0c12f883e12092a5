"""The figures of an edited report against the statistics: what was edited, what is stale, what is gone."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from filled_reports import filled_report
from word_files import paragraph, word_file
from word_texts import controls, delete, rewrite

from report_builder.checks.agreement import compare_with_statistics
from report_builder.diagnostics import Findings, ReportError, Severity
from report_builder.reports.reading import read_report_text, shown_texts
from report_builder.year_folders import STATISTICS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document

    from report_builder.diagnostics import Finding
    from report_builder.reports.report import Report

NARRATIVE = '收到申请{{ 申请.新收 }}件，{{ 解读.总数 | 有无("发布", "政策解读", "篇") }}。'
NEW = "申请.新收"
EXPLAINED = '解读.总数|有无("发布","政策解读","篇")'
AGENCY = "柳州市教育局"


def edited(data: bytes, edit: Callable[[Document], None]) -> bytes:
    document = docx.Document(io.BytesIO(data))
    edit(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def read(data: bytes) -> Report:
    """The report in a file."""
    return read_report_text(data, "报告.docx")


def compare(folder: Path, data: bytes, *, is_asked: bool = False, **changed: object) -> list[Finding]:
    """What is found in a report, beside the statistics of the report as it was built, or others."""
    built = {"agency": AGENCY, "year": 2016, "shown": dict(shown_texts(filled_report(folder, NARRATIVE)))}
    (folder / STATISTICS).write_text(json.dumps(built | changed), encoding="utf-8")
    findings = Findings()
    compare_with_statistics(read(data), folder / STATISTICS, findings, is_asked=is_asked)
    return list(findings)


def test_a_report_as_it_was_built_agrees(tmp_path: Path) -> None:
    assert compare(tmp_path, filled_report(tmp_path, NARRATIVE), is_asked=True) == []


def test_a_figure_edited_by_hand_is_told_with_both_values_and_its_place(tmp_path: Path) -> None:
    data = edited(filled_report(tmp_path, NARRATIVE), lambda document: rewrite(document, NEW, "5"))

    (found,) = compare(tmp_path, data)

    assert (found.code, found.severity) == ("docx.figure_edited", Severity.WARNING)
    assert found.message == "“申请·新收”写作“5”，统计数据是“2”"
    assert str(found.place) == "报告.docx › 第2段"


def test_a_figure_reworded_by_hand_is_no_news(tmp_path: Path) -> None:
    data = edited(
        filled_report(tmp_path, NARRATIVE), lambda document: rewrite(document, EXPLAINED, "共发布解读材料2篇")
    )

    assert compare(tmp_path, data) == []


def test_a_figure_whose_data_have_changed_is_stale(tmp_path: Path) -> None:
    data = filled_report(tmp_path, NARRATIVE)

    (found,) = compare(tmp_path, data, shown={NEW: "3", EXPLAINED: "共发布政策解读2篇"})

    assert found.code == "docx.figure_stale"
    assert "还写作“2”，现在的统计数据是“3”" in found.message


def test_a_figure_edited_by_hand_to_what_the_data_say_now_agrees(tmp_path: Path) -> None:
    data = edited(filled_report(tmp_path, NARRATIVE), lambda document: rewrite(document, NEW, "3"))

    assert compare(tmp_path, data, shown={NEW: "3", EXPLAINED: "共发布政策解读2篇"}) == []


def test_a_figure_of_nil_that_is_told_is_stale_when_something_happened(tmp_path: Path) -> None:
    text = NARRATIVE.replace("解读.总数", "不予公开备案")
    data = filled_report(tmp_path, text)
    tag = EXPLAINED.replace("解读.总数", "不予公开备案")

    (found,) = compare(tmp_path, data, shown={NEW: "2", tag: "共发布政策解读1篇"})

    assert "还写作“未发布政策解读”" in found.message


def test_deleted_figures_are_told_together_and_only_as_a_notice(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        delete(document, NEW)
        delete(document, EXPLAINED)

    (found,) = compare(tmp_path, edited(filled_report(tmp_path, NARRATIVE), edit), is_asked=True)

    assert (found.code, found.severity) == ("docx.figure_deleted", Severity.NOTICE)
    assert "2 处" in found.message
    assert found.evidence == "“申请·新收”（2）、“解读·总数”（共发布政策解读2篇）"


def test_a_figure_that_the_statistics_do_not_have_is_a_notice(tmp_path: Path) -> None:
    (found,) = compare(tmp_path, filled_report(tmp_path, NARRATIVE), shown={NEW: "2"})

    assert (found.code, found.severity, found.evidence) == (
        "docx.figure_unknown",
        Severity.NOTICE,
        "解读·总数",
    )


def test_the_clause_around_an_edited_figure_is_told_so_that_it_can_be_searched_for(tmp_path: Path) -> None:
    data = edited(filled_report(tmp_path, NARRATIVE), lambda document: rewrite(document, NEW, "5"))

    (found,) = compare(tmp_path, data)

    assert found.evidence == "这一句现在是：收到申请5件"


@pytest.mark.parametrize(("before", "after"), [("", "0"), ("1", ""), ("", ".5"), ("", "万"), ("十", "")])
def test_a_digit_typed_right_beside_a_figure_is_found(tmp_path: Path, before: str, after: str) -> None:
    def edit(document: Document) -> None:
        control = next(control for tag, control in controls(document) if tag == NEW)
        control.addprevious(parse_xml(f"<w:r {nsdecls('w')}><w:t>{before}</w:t></w:r>"))
        control.addnext(parse_xml(f"<w:r {nsdecls('w')}><w:t>{after}</w:t></w:r>"))

    (found,) = compare(tmp_path, edited(filled_report(tmp_path, NARRATIVE), edit), is_asked=True)

    assert (found.code, found.severity) == ("docx.figure_edited", Severity.ERROR)
    assert f"收到申请{before}2{after}件" in found.evidence


def test_a_digit_that_the_narrative_itself_has_beside_a_figure_is_no_news(tmp_path: Path) -> None:
    text = NARRATIVE.replace("收到申请{{ 申请.新收 }}件", "收到申请{{ 申请.新收 }}000件")

    assert compare(tmp_path, filled_report(tmp_path, text)) == []


def retype(text: str) -> Callable[[Document], None]:
    """Type the sentence anew, as far as the full stop, over both controls."""

    def edit(document: Document) -> None:
        delete(document, EXPLAINED)
        delete(document, NEW)
        paragraph = next(each for each in document.paragraphs if "收到申请" in each.text)
        for run in paragraph.runs[1:]:
            run.text = ""
        paragraph.runs[0].text = text

    return edit


def test_a_figure_typed_anew_with_its_sentence_is_compared_all_the_same(tmp_path: Path) -> None:
    data = edited(filled_report(tmp_path, NARRATIVE), retype("全年收到申请5件，共发布政策解读2篇。"))

    found = compare(tmp_path, data, is_asked=True)

    assert [(each.code, str(each.place)) for each in found] == [
        ("docx.figure_edited", "报告.docx › 第2段"),
        ("docx.figure_deleted", "报告.docx"),
    ]
    assert found[0].message == "“申请·新收”写作“5”，统计数据是“2”"


def test_a_figure_typed_anew_as_it_was_is_said_to_be_followed_no_more(tmp_path: Path) -> None:
    data = edited(filled_report(tmp_path, NARRATIVE), retype("全年收到申请2件，共发布政策解读2篇。"))

    found = compare(tmp_path, data, is_asked=True)

    assert [(each.code, each.severity) for each in found] == [
        ("docx.figure_retyped", Severity.NOTICE),
        ("docx.figure_deleted", Severity.NOTICE),
    ]


def test_words_in_the_place_of_a_deleted_figure_are_not_taken_for_one(tmp_path: Path) -> None:
    data = edited(filled_report(tmp_path, NARRATIVE), retype("全年收到申请的信件，共发布政策解读2篇。"))

    assert [each.code for each in compare(tmp_path, data)] == ["docx.figure_deleted"]


def test_a_report_in_strict_open_xml_is_refused_and_not_called_empty(tmp_path: Path) -> None:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(filled_report(tmp_path, NARRATIVE))) as source,
        zipfile.ZipFile(made, "w") as target,
    ):
        for name in source.namelist():
            namespace = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            target.writestr(
                name,
                source.read(name).replace(namespace, b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
            )

    with pytest.raises(ReportError) as refused:
        compare(tmp_path, made.getvalue(), is_asked=True)

    assert "严格" in refused.value.findings[0].evidence


def test_who_asks_for_the_comparison_gets_a_difference_as_an_error(tmp_path: Path) -> None:
    data = edited(filled_report(tmp_path, NARRATIVE), lambda document: rewrite(document, NEW, "5"))

    (found,) = compare(tmp_path, data, is_asked=True)

    assert found.severity is Severity.ERROR


@pytest.mark.parametrize(("is_asked", "severity"), [(False, Severity.NOTICE), (True, Severity.ERROR)])
def test_missing_statistics_are_grave_only_where_the_comparison_was_asked_for(
    tmp_path: Path, severity: Severity, *, is_asked: bool
) -> None:
    findings = Findings()

    compare_with_statistics(
        read(filled_report(tmp_path, NARRATIVE)), tmp_path / "无.json", findings, is_asked=is_asked
    )

    assert [(found.code, found.severity) for found in findings] == [("docx.statistics_missing", severity)]


@pytest.mark.parametrize("changed", [{"agency": "南宁市教育局"}, {"year": 2015}, {"shown": "3"}])
def test_the_statistics_of_another_report_are_not_compared_with(
    tmp_path: Path, changed: dict[str, Any]
) -> None:
    (found,) = compare(tmp_path, filled_report(tmp_path, NARRATIVE), **changed)

    assert (found.code, found.severity) == ("docx.statistics_unfit", Severity.WARNING)


@pytest.mark.parametrize("spoilt", ["{", "[]", "[" * 100_000, "3"])
def test_spoilt_statistics_are_told_and_not_believed(tmp_path: Path, spoilt: str) -> None:
    (tmp_path / STATISTICS).write_text(spoilt, encoding="utf-8")
    findings = Findings()

    compare_with_statistics(read(filled_report(tmp_path, NARRATIVE)), tmp_path / STATISTICS, findings)

    assert [found.code for found in findings] == ["docx.statistics_unfit"]


@pytest.mark.parametrize(("is_asked", "codes"), [(False, []), (True, ["docx.no_figures"])])
def test_a_report_of_another_program_has_nothing_to_compare(
    tmp_path: Path, codes: list[str], *, is_asked: bool
) -> None:
    findings = Findings()

    compare_with_statistics(
        read(word_file(paragraph("甲"))), tmp_path / STATISTICS, findings, is_asked=is_asked
    )

    assert [found.code for found in findings] == codes
