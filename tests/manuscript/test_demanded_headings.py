"""Headings as real reports word and number them → those that the format demands, each told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import records
from msgspec.structs import replace
from narratives import Composed
from word_files import paragraph, word_file
from word_narratives import STYLES, styled

from report_builder.diagnostics import Findings, Severity
from report_builder.formats.definitions import RequiredSection
from report_builder.manuscript.narrative import write_manuscript
from report_builder.statistics.counting import count_statistics

if TYPE_CHECKING:
    from pathlib import Path

SECTIONS = tuple(
    RequiredSection(heading=heading)
    for heading in (
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
        "存在的主要问题及改进情况",
        "其他需要报告的事项",
    )
)
RIGHT = [each.heading for each in SECTIONS]


def composed(path: Path, sections: tuple[RequiredSection, ...] = SECTIONS) -> Composed:
    """The manuscript of a narrative of which the format demands these sections."""
    settings = records.settings()
    statistics = count_statistics(records.ledgers(), settings, 2016, Findings())
    findings = Findings()
    made = write_manuscript(path, settings, statistics, findings, None, "", sections)
    return Composed(made, findings)


def in_word(folder: Path, *content: str, sections: tuple[RequiredSection, ...] = SECTIONS) -> Composed:
    body = "".join(each if each.startswith("<") else paragraph(each) for each in content)
    (folder / "narrative.docx").write_bytes(word_file(body, styles=STYLES))
    return composed(folder / "narrative.docx", sections)


def in_markdown(folder: Path, text: str, sections: tuple[RequiredSection, ...] = SECTIONS) -> Composed:
    (folder / "narrative.md").write_text(text, encoding="utf-8")
    return composed(folder / "narrative.md", sections)


def sections_of(made: Composed) -> list[str]:
    assert made.manuscript is not None, [str(each) for each in made.findings]
    return [section.heading for section in made.manuscript.sections]


def told(made: Composed) -> list[tuple[str, Severity]]:
    return [(each.code, each.severity) for each in made.findings]


def with_heading(number: int, heading: str) -> list[str]:
    """A whole text with one heading worded otherwise."""
    headings = [*RIGHT[:number], heading, *RIGHT[number + 1 :]]
    return [
        line
        for numeral, each in zip("一二三四五六", headings, strict=True)
        for line in (f"{numeral}、{each}", "正文。")
    ]


@pytest.mark.parametrize(
    ("number", "heading"),
    [
        (4, "政府信息公开工作存在的主要问题及改进情况"),
        (4, "存在的主要问题和改进措施"),
        (4, "存在的主要问题及改进情况："),
        (3, "政府信息公开行政复议行政诉讼情况"),
        (3, "政府信息公开行政复议、行政诉讼的情况。"),
        (3, "行政复议和行政诉讼情况"),
        (2, "收到和处理申请情况"),
        (1, "主动公开情况"),
        (0, "工作总体情况"),
        (5, "需要报告的其他事项"),
    ],
)
def test_a_variant_is_worded_as_demanded_with_a_warning(tmp_path: Path, number: int, heading: str) -> None:
    made = in_word(tmp_path, *with_heading(number, heading))

    assert sections_of(made) == RIGHT
    assert told(made) == [("section.misnamed", Severity.WARNING)]
    assert f"“{RIGHT[number]}”" in next(iter(made.findings)).message


@pytest.mark.parametrize("heading", ["政府信息公开收费情况", "监督考核情况", "重点领域信息公开"])
def test_a_heading_of_something_else_stays_as_it_is(tmp_path: Path, heading: str) -> None:
    made = in_word(tmp_path, *with_heading(3, heading))

    assert sections_of(made)[3] == heading
    assert told(made) == []


def test_a_wording_that_the_format_takes_stays_as_it_is(tmp_path: Path) -> None:
    variants = (*SECTIONS[:3], replace(SECTIONS[3], variants=("行政复议、行政诉讼情况",)), *SECTIONS[4:])

    made = in_word(tmp_path, *with_heading(3, "行政复议、行政诉讼情况"), sections=variants)

    assert sections_of(made)[3] == "行政复议、行政诉讼情况"
    assert told(made) == []


def test_the_list_of_headings_has_the_demanded_wordings(tmp_path: Path) -> None:
    text = "本报告包括{{ 各部分标题 | 列举 }}。\n\n# 工作总体情况\n\n正文。\n\n# 其他事项\n\n无。\n"

    made = in_markdown(tmp_path, text)

    assert made.text()[0] == "本报告包括总体情况和其他需要报告的事项。"


def test_a_subsection_is_worded_as_its_section_demands(tmp_path: Path) -> None:
    demanded = (replace(SECTIONS[0], subsections=("受理、答复情况",)), *SECTIONS[1:])

    made = in_markdown(tmp_path, "# 工作总体情况\n\n## 受理和答复情况\n\n正文。\n", demanded)

    assert made.text() == ["# 总体情况", "（一）受理、答复情况", "正文。"]
    assert told(made) == [("section.misnamed", Severity.WARNING)] * 2


ASPECTS = ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")


def report_with(numeral: str, *, second: str = "二、", in_style: bool = False) -> list[str]:
    """A text whose last aspect, and second section, carry these numerals."""
    aspects = [f"（{each}）" for each in "一二三四"] + [numeral]
    lines = ["一、总体情况", "概述。"]
    for number, name in zip(aspects, ASPECTS, strict=True):
        heading = f"{number}{name}"
        lines += [styled(heading, "2") if in_style else heading, "正文。"]
    return [*lines, f"{second}{RIGHT[1]}", "无。", f"三、{RIGHT[2]}", "无。"]


@pytest.mark.parametrize("in_style", [False, True])
def test_one_wrong_numeral_is_one_finding_and_is_set_right(tmp_path: Path, *, in_style: bool) -> None:
    made = in_word(tmp_path, *report_with("五、", in_style=in_style))

    assert sections_of(made) == RIGHT[:3]
    assert "（五）监督保障" in made.text()
    assert [code for code, _ in told(made)] == ["narrative.number"]
    assert "“五、”，按前后的编号应是“（五）”" in next(iter(made.findings)).message


def test_a_section_numbered_as_a_subsection_is_a_section(tmp_path: Path) -> None:
    made = in_word(tmp_path, *report_with("（五）", second="（二）"))

    assert sections_of(made) == RIGHT[:3]
    assert told(made) == [("narrative.number", Severity.WARNING)]


def test_a_wrong_numeral_in_markdown_is_set_right_too(tmp_path: Path) -> None:
    text = "\n\n".join(
        [
            "# 一、总体情况",
            *(f"## （{number}）{name}\n\n正文。" for number, name in zip("一二三四", ASPECTS, strict=False)),
            "# 五、监督保障\n\n正文。",
            "# 二、主动公开政府信息情况\n\n无。",
        ]
    )

    made = in_markdown(tmp_path, text)

    assert sections_of(made) == RIGHT[:2]
    assert "（五）监督保障" in made.text()
    assert told(made) == [("narrative.number", Severity.WARNING)]


def test_a_section_of_the_author_s_own_keeps_its_level(tmp_path: Path) -> None:
    lines = [
        "一、总体情况",
        "（一）主动公开",
        "正文。",
        "二、收费情况",
        "无。",
        "三、其他需要报告的事项",
        "无。",
    ]

    made = in_word(tmp_path, *lines)

    assert sections_of(made) == ["总体情况", "收费情况", "其他需要报告的事项"]
    assert told(made) == []
