"""A Word report, and the formats there are → what it is recognised as, and where a person finds its parts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from word_files import paragraph, word_file

from report_builder.formats.definitions import ReportFormat, RequiredSection, YearSpan
from report_builder.reports.reading import read_report_text
from report_builder.reports.recognition import recognise, with_places

if TYPE_CHECKING:
    from report_builder.reports.report import Report


def own(name: str, *headings: str) -> ReportFormat:
    sections = tuple(RequiredSection(heading=heading) for heading in headings)
    return ReportFormat(
        folder=Path(name), title=name, years=YearSpan(first=2021), sections=sections, annex=None
    )


FOUR = own("four", "总体情况", "主动公开", "存在的问题", "其他事项")
OTHER = own("other", "收费情况", "咨询情况", "其他事项")


def report(*headings: str, opening: str = "政府信息公开工作报告。") -> Report:
    numerals = "一二三四五"
    body = paragraph(opening) + "".join(
        paragraph(f"{numeral}、{heading}", '<w:outlineLvl w:val="0"/>') + paragraph("正文。")
        for numeral, heading in zip(numerals, headings, strict=False)
    )
    return read_report_text(word_file(body), "报告.docx")


@pytest.mark.parametrize(
    ("headings", "name"),
    [
        (("总体情况", "主动公开", "存在的问题", "其他事项"), "four"),
        (("总体情况", "主动公开"), "four"),
        (("总体情况",), ""),
        (("收费情况", "其他事项"), "other"),
        (("总体情况", "主动公开", "其他事项"), "four"),
        ((), ""),
    ],
)
def test_a_report_is_of_the_format_of_which_it_has_half_the_sections_and_the_most(
    headings: tuple[str, ...], name: str
) -> None:
    assert recognise(report(*headings), [OTHER, FOUR]).format_name == name


def test_a_text_that_does_not_speak_of_the_subject_is_no_report_unless_it_is_said_to_be_one() -> None:
    other = report("总体情况", "主动公开", opening="会议纪要。")

    assert recognise(other, [FOUR]).format_name == ""
    assert recognise(other, [FOUR], "four").format_name == "four"
    assert recognise(report("总体情况"), [FOUR, OTHER], "four").format_name == "four"
    assert recognise(report("总体情况", "主动公开"), [FOUR, OTHER], "unheard").format_name == "four"


def test_a_place_names_the_section_and_the_first_fourteen_signs() -> None:
    long = "天地玄黄宇宙洪荒日月盈昃辰宿"
    body = (
        paragraph("前言。")
        + paragraph("一、情况", '<w:outlineLvl w:val="0"/>')
        + paragraph(long)
        + paragraph(f"{long}列")
        + paragraph("")
    )

    found = recognise(read_report_text(word_file(body), "报告.docx"), [])

    assert [each.place.part for each in found.paragraphs] == [
        "“前言。”", "一、情况", f"一、情况 › “{long}”", f"一、情况 › “{long}……”", "",
    ]  # fmt: skip
    again = with_places(replace(found, paragraphs=found.paragraphs[:1]))
    assert again.paragraphs[0].place.part == "“前言。”"
