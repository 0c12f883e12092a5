"""A text beside what its format demands → what is missing, empty, repeated, misnamed or misplaced."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from prose import prose

from report_builder.checks.sections import check_form, check_sections
from report_builder.diagnostics import Severity
from report_builder.formats.definitions import ReportFormat, RequiredSection, YearSpan
from report_builder.formats.table_definitions import CellDefinition, RowDefinition, TableDefinition

if TYPE_CHECKING:
    from report_builder.diagnostics import Finding

FORMAT = ReportFormat(
    folder=Path("three-part"),
    title="三部分",
    years=YearSpan(),
    sections=(
        RequiredSection(heading="工作基本情况"),
        RequiredSection(heading="依申请公开情况", subsections=("受理答复情况", "不予公开备案情况")),
        RequiredSection(heading="其他需要报告的事项"),
    ),
    annex=None,
)
SOUND = """
# 工作基本情况
正文
# 依申请公开情况
（一）受理答复情况
正文
（二）不予公开备案情况
正文
# 其他需要报告的事项
正文
"""


def told(findings: list[Finding]) -> list[tuple[str, int | None]]:
    """The code and the line of each finding."""
    return [(finding.code, finding.place.line if finding.place else None) for finding in findings]


def test_a_text_that_the_format_demands_has_no_finding() -> None:
    findings = check_sections(prose(SOUND), FORMAT)

    assert findings == []


def test_a_missing_section_is_told_with_where_it_belongs() -> None:
    text = SOUND.replace("# 工作基本情况\n正文\n", "")

    findings = check_sections(prose(text), FORMAT)

    assert told(findings) == [("section.missing", None)]
    assert "“一、工作基本情况”" in findings[0].message
    assert "第1行之前" in findings[0].remedy


def test_a_heading_one_word_off_is_misnamed_and_not_missing() -> None:
    text = SOUND.replace("工作基本情况", "工作的基本情况")

    findings = check_sections(prose(text), FORMAT)

    assert told(findings) == [("section.misnamed", 1)]
    assert "“工作基本情况”" in findings[0].remedy


def test_a_section_that_nobody_asked_for_is_told() -> None:
    text = SOUND + "# 附注\n正文\n"

    findings = check_sections(prose(text), FORMAT)

    assert told(findings) == [("section.extra", 10)]


def test_a_section_written_twice_is_told_with_both_lines() -> None:
    text = SOUND + "# 工作基本情况\n正文\n"

    findings = check_sections(prose(text), FORMAT)

    assert told(findings) == [("section.repeated", 10)]
    assert findings[0].evidence == "第一次在第1行"


def test_sections_in_the_wrong_order_are_told() -> None:
    text = SOUND.replace("# 工作基本情况\n正文\n", "") + "# 工作基本情况\n正文\n"

    findings = check_sections(prose(text), FORMAT)

    assert told(findings) == [("section.order", 8)]


def test_a_missing_subsection_is_told_with_the_section_it_belongs_to() -> None:
    text = SOUND.replace("（一）受理答复情况\n正文\n（二）", "（一）")

    findings = check_sections(prose(text), FORMAT)

    assert told(findings) == [("section.missing", 3)]
    assert "“依申请公开情况”下缺少“（一）受理答复情况”" in findings[0].message


def test_subsections_of_the_authors_own_are_allowed() -> None:
    text = SOUND.replace("# 其他", "（三）接待场所\n正文\n# 其他")

    findings = check_sections(prose(text), FORMAT)

    assert findings == []


def test_an_empty_last_section_is_told_what_to_write() -> None:
    findings = check_sections(prose(SOUND.rstrip().removesuffix("正文")), FORMAT)

    assert told(findings) == [("section.empty", 8)]
    assert "无其他需要报告的事项。" in findings[0].remedy


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("（一）受理答复情况\n正文\n", "（一）受理答复情况\n", 4),
        ("（二）不予公开备案情况\n正文\n", "（二）不予公开备案情况\n", 6),
        ("# 工作基本情况\n正文\n", "# 工作基本情况\n1.制度\n", 2),
    ],
)
def test_a_heading_without_text_is_empty(old: str, new: str, line: int) -> None:
    findings = check_sections(prose(SOUND.replace(old, new)), FORMAT)

    assert told(findings) == [("section.empty", line)]


def test_a_text_without_any_section_misses_all_of_them() -> None:
    findings = check_sections(prose(""), FORMAT)

    assert told(findings) == [("section.missing", None)] * 3


WITH_TABLE = replace(
    FORMAT,
    sections=(
        RequiredSection(heading="工作基本情况"),
        RequiredSection(
            heading="依申请公开情况", variants=("因申请公开的情况",), subsections=("受理答复情况",)
        ),
        RequiredSection(heading="其他需要报告的事项"),
    ),
    tables=(
        TableDefinition(
            name="表",
            section=1,
            widths=(10.0,),
            rows=(RowDefinition(cells=(CellDefinition(label="甲"),)),),
        ),
    ),
)


def test_a_section_with_a_table_needs_no_text_and_another_does() -> None:
    picture = "# 工作基本情况\n# 依申请公开情况\n（一）受理答复情况\n正文\n# 其他需要报告的事项"

    findings = check_sections(prose(picture), WITH_TABLE)

    assert told(findings) == [("section.empty", 5)]


def test_a_heading_without_text_in_a_section_with_a_table_is_still_told() -> None:
    picture = (
        "# 工作基本情况\n（一）甲\n# 依申请公开情况\n（一）受理答复情况\n正文\n# 其他需要报告的事项\n正文"
    )

    findings = check_sections(prose(picture), WITH_TABLE)

    assert told(findings) == [("section.empty", 2)]


def test_a_variant_of_a_heading_is_taken_and_its_subsections_are_looked_at() -> None:
    picture = "# 工作基本情况\n# 因申请公开的情况\n正文\n# 其他需要报告的事项\n正文"

    findings = check_sections(prose(picture), WITH_TABLE)

    assert told(findings) == [("section.missing", 2)]
    assert "受理答复情况" in findings[0].message


@pytest.mark.parametrize(
    ("heading", "severity"),
    [
        ("工作的基本情况：", Severity.WARNING),
        ("申请公开政府信息情况", Severity.WARNING),
        ("依法公开概况", Severity.ERROR),
    ],
)
def test_a_misnamed_section_is_an_error_only_where_the_demanded_one_may_be_missing(
    heading: str, severity: Severity
) -> None:
    old = "工作基本情况" if heading.startswith("工作") else "依申请公开情况"

    findings = check_sections(prose(SOUND.replace(old, heading)), FORMAT)

    assert [(each.code, each.severity) for each in findings if each.code != "section.missing"] == [
        ("section.misnamed", severity)
    ]


@pytest.mark.parametrize(("year", "codes"), [(2020, []), (2021, ["format.year"]), (2018, ["format.year"])])
def test_a_report_in_another_years_form_is_told(year: int, codes: list[str]) -> None:
    trial = replace(FORMAT, years=YearSpan(first=2019, last=2020))

    assert [each.code for each in check_form(prose(SOUND), trial, year)] == codes
