"""Headings with one numeral of a wrong level or out of order → the outline that is meant, told once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from word_files import paragraph, word_file

from report_builder.file_checks import FileCheck, check_file
from report_builder.formats.library import load_formats
from report_builder.reports.headings import meant_levels
from report_builder.reports.reading import read_report_text
from report_builder.reports.recognition import recognise

if TYPE_CHECKING:
    from report_builder.reports.report import Report

CHECKOUT: Final = Path(__file__).parents[2]
OWN: Final = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况")
ASPECTS: Final = ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")


def report_docx(aspects: str, sections: str) -> bytes:
    """A report in which these numerals stand before the aspects and before the sections, ``|`` between."""
    lines = [f"{sections.split('|', maxsplit=1)[0]}{OWN[0]}", "概述如下。"]
    for numeral, name in zip(aspects.split("|"), ASPECTS, strict=True):
        lines += [f"{numeral}{name}", f"做好{name}。"]
    for numeral, name in zip(sections.split("|")[1:], OWN[1:], strict=True):
        lines += [f"{numeral}{name}", "情况良好。"]
    title = paragraph("某市教育局2025年政府信息公开工作年度报告", '<w:jc w:val="center"/>')
    return word_file(title + "".join(map(paragraph, lines)))


def recognised(docx: bytes) -> Report:
    return recognise(read_report_text(docx, "报告.docx"), load_formats(CHECKOUT / "styles"))


RIGHT: Final = "（一）|（二）|（三）|（四）|（五）"


@pytest.mark.parametrize(
    ("aspects", "sections", "wrong"),
    [
        ("（一）|（二）|（三）|（四）|五、", "一、|二、|三、", "五、监督保障"),
        ("（一）|二、|（三）|（四）|（五）", "一、|二、|三、", "二、依申请公开"),
        (RIGHT, "一、|（二）|三、", "（二）主动公开政府信息情况"),
        (RIGHT, "一、|四、|三、", "四、主动公开政府信息情况"),
        ("（一）|（二）|（四）|（四）|（五）", "一、|二、|三、", "（四）政府信息管理"),
    ],
)
def test_one_wrong_numeral_is_one_finding_and_moves_no_section(
    aspects: str, sections: str, wrong: str
) -> None:
    docx = report_docx(aspects, sections)

    report = recognised(docx)
    found = check_file(docx, "报告.docx", FileCheck(CHECKOUT / "none", CHECKOUT / "styles", with_style=True))

    assert [section.heading for section in report.sections] == list(OWN)
    of_headings = [
        each
        for each in found
        if each.code.startswith(("section.", "style.", "text.aspects"))
        and each.code != "section.missing"  # the three sections that this short report never had
    ]
    assert [(each.code, wrong in each.evidence) for each in of_headings] == [("style.ordinal_gap", True)]


def test_a_report_with_right_numerals_has_none_told() -> None:
    found = check_file(
        report_docx(RIGHT, "一、|二、|三、"),
        "报告.docx",
        FileCheck(CHECKOUT / "none", CHECKOUT / "styles", with_style=True),
    )

    assert [each.code for each in found if each.code.startswith(("style.", "section.extra"))] == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ([(1, 1, "甲"), (2, 1, "乙"), (1, 2, "丙"), (1, 2, "丁")], {2: (2, 2)}),
        ([(1, 1, "甲"), (2, 1, "乙"), (1, 2, "丙"), (1, 3, "丁")], {}),  # 丙 is a section of the author's own
        ([(1, 1, "甲"), (2, 1, "乙"), (1, 2, "丁")], {}),
        ([(1, 1, "甲"), (2, 1, "乙"), (2, 2, "丙"), (1, 3, "己")], {3: (2, 3)}),
        ([(2, 1, "乙"), (1, 2, "丙")], {}),  # nothing stands above
        ([(1, 1, "甲"), (1, 1, "乙"), (1, 2, "丁")], {}),  # the first of a level is never a slip
        ([(1, 1, "甲"), (2, 2, "丁"), (1, 3, "戊")], {1: (1, 2)}),
        ([(1, 1, "甲"), (2, 2, "丁")], {1: (1, 2)}),
        ([(1, 1, "甲"), (2, 2, "丁"), (1, 2, "戊")], {}),
        ([(1, 1, "甲"), (2, 3, "丁"), (1, 3, "戊")], {}),
    ],
)
def test_a_numeral_is_wrong_only_where_its_neighbours_say_so(
    written: list[tuple[int, int, str]], meant: dict[int, tuple[int, int]]
) -> None:
    assert dict(meant_levels(written, {"甲", "丁", "戊"})) == meant
