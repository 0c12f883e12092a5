"""The paragraphs of a report → its parts, its closing, and whose report of which year it is."""

from __future__ import annotations

import pytest

from report_builder.diagnostics import Place
from report_builder.reports.outline import (
    agency_of,
    closing_of,
    parts_of,
    sections_of,
    signature_of,
    title_of,
    year_of,
)
from report_builder.reports.report import CellPlace, Paragraph, ParagraphRole, Report, Text

TITLE, HEADING, ASIDE = ParagraphRole.TITLE, ParagraphRole.HEADING, ParagraphRole.ASIDE


def line(text: str, role: ParagraphRole = ParagraphRole.TEXT, level: int = 0, **more: object) -> Paragraph:
    return Paragraph((Text(text),), Place("报告.docx"), role, level, **more)  # type: ignore[arg-type]


def texts(paragraphs: object) -> list[str]:
    return [each.text for each in paragraphs]  # type: ignore[attr-defined]


def closing(*lines: Paragraph) -> list[str]:
    return texts(closing_of(parts_of((line("一、情况", HEADING, 1), *lines))))


def test_paragraphs_stand_in_the_title_the_opening_or_under_the_heading_before_them() -> None:
    cell = line("格", cell=CellPlace(4, 0, 0))
    parts = parts_of(
        (
            line("题目", TITLE), line("二行", TITLE), cell, line("前言"), line("题目", TITLE), line("  "),
            line("一、甲", HEADING, 1), line("正文"), line("（一）乙", HEADING, 2), cell, line("眉", ASIDE),
            line("目录", ParagraphRole.CONTENTS), line("再题", TITLE),
        )
    )  # fmt: skip

    assert title_of(parts)[0] == "题目二行"
    assert texts(parts.opening) == ["前言", "题目"]
    ((section,),) = [sections_of(parts)]
    assert (section.number, section.heading, section.written, section.tables) == (1, "甲", 1, 1)
    assert texts(section.paragraphs) == ["正文", "（一）乙", "再题"]


def test_a_section_is_counted_by_its_place_and_has_the_number_that_is_written() -> None:
    parts = parts_of(
        (line("三、甲", HEADING, 1), line("乙", HEADING, 1, number="四、"), line("（二）丙", HEADING, 1))
    )

    assert [(each.number, each.heading, each.written) for each in sections_of(parts)] == [
        (1, "甲", 3), (2, "乙", 4), (3, "丙", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("正文。", "某市教育局", "2016年12月31日"), ["某市教育局", "2016年12月31日"]),
        (("正文。", "（2016年12月31日）", "附件1", "表"), ["（2016年12月31日）", "附件1", "表"]),
        (("正文。", "二〇一六年十二月三十一日"), ["二〇一六年十二月三十一日"]),
        (("正文。", "送：某办"), ["送：某办"]),
        (("正文。", "附件：统计表", "某局", "2016年1月5日"), ["附件：统计表", "某局", "2016年1月5日"]),
        (("正文。", "附件材料齐全"), []),
        (("正文。", "共2016年12月31日"), []),
        (("某局", "甲局", "抄送：某办"), ["某局", "甲局", "抄送：某办"]),
        (("正文。", "很" * 41, "2016年12月31日"), ["2016年12月31日"]),
        (("正文。", "一、名字", "2016年12月31日"), ["2016年12月31日"]),
    ],
)
def test_the_closing_begins_with_the_names_above_the_date_or_what_stands_behind(
    lines: tuple[str, ...], found: list[str]
) -> None:
    assert closing(*map(line, lines)) == found


def test_a_justified_line_is_text_and_no_name() -> None:
    assert closing(line("某局", alignment="both"), line("2016年12月31日")) == ["2016年12月31日"]


def test_only_the_last_sixty_paragraphs_are_looked_through() -> None:
    assert closing(line("2016年12月31日"), *[line("正文。")] * 59) != []
    assert closing(line("2016年12月31日"), *[line("正文。")] * 60) == []


def test_what_is_closing_is_taken_off_the_last_section_or_off_a_text_without_any() -> None:
    parts = parts_of((line("正文。"), line("某局"), line("2016年12月31日")))

    assert texts(closing_of(parts)) == ["某局", "2016年12月31日"]
    assert texts(parts.opening) == ["正文。"]


@pytest.mark.parametrize(
    ("title", "year", "agency"),
    [
        ("柳州市教育局2016年政府信息公开工作年度报告", 2016, "柳州市教育局"),
        ("柳州市教育局２０１６年度报告", 2016, "柳州市教育局"),
        ("年度报告", None, ""),
        ("1998年报告", None, ""),
    ],
)
def test_a_report_is_of_the_year_and_the_agency_in_its_title(
    title: str, year: int | None, agency: str
) -> None:
    report = Report("报告.docx", (), title=title)

    assert (year_of(report), agency_of(report)) == (year, agency)


def test_those_who_sign_are_the_names_above_the_date() -> None:
    def signed(*lines: str) -> list[str]:
        return texts(signature_of(Report("报告.docx", (), closing=tuple(map(line, lines)))))

    assert signed("附件：统计表", "某局", "某委", "2016年12月31日", "送：某办") == ["某局", "某委"]
    assert signed("某局", "送：某办") == []
