"""The sample year with one thing changed → what its check finds, as the secretary sees it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from sheets import write_workbook

from report_builder.diagnostics import ReportError
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.pipeline import check

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from report_builder.diagnostics import Finding

TABLE = """
    项目      自然人  商业企业  科研机构  社会公益组织  法律服务机构  其他  总计
    本年新收  3       0         0         0             0             0     3
    予以公开  2       0         0         0             0             0     3
    总计      3       0         0         0             0             0     3
"""


def check_year(data: Path) -> tuple[Finding, ...]:
    """What a check of the sample year finds, whether or not it stops."""
    request = BuildRequest(data, 2016, data.parent / "out", data.parent)
    try:
        return outcome_of(check(request)).findings
    except ReportError as stopped:
        return stopped.findings


def of_code(findings: Iterable[Finding], code: str) -> list[tuple[str, str]]:
    """Severity and place of the findings of a code, the place's folder left out."""
    return [
        (found.severity.label, str(found.place).rpartition("/")[2])
        for found in findings
        if found.code == code
    ]


def append(path: Path, text: str) -> None:
    """Add to a text file."""
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_table_that_does_not_add_up_stops_the_build_at_the_very_cell(own_data: Path) -> None:
    write_workbook(own_data / "2016" / "ledgers" / "统计.xlsx", {"依申请公开统计": TABLE})

    findings = check_year(own_data)

    assert of_code(findings, "statistics.unbalanced") == [("错误", "统计.xlsx › 依申请公开统计!B3")] * 2


def test_a_faulty_row_keeps_nothing_else_from_being_told(own_data: Path) -> None:
    append(own_data / "2016" / "narrative.md", "\n\n全年收到政府信息公开申请12件,已经办结.\n")
    write_workbook(
        own_data / "2016" / "ledgers" / "新媒体.xlsx",
        {
            "新媒体": "平台 | 账号 | 阅读次数\n微博 | 发布 | 1\n微博 | 发布 | 2",
            "行政执法": "事项类型 | 数量\n许可证 | 3",
        },
    )

    found = {finding.code for finding in check_year(own_data)}

    assert {"ledger.choice", "statistics.media", "style.half_width_mark"} <= found
    # What the text says of sums is compared once no row is lacking.
    assert "text.requests" not in found


def test_what_was_not_filled_in_of_the_settings_keeps_no_check_from_running(own_data: Path) -> None:
    agency = own_data / "agency.toml"
    agency.write_text(
        agency.read_text(encoding="utf-8").replace("柳州市文惠路87号", "〔请填写办公地址〕"), encoding="utf-8"
    )
    append(own_data / "2016" / "narrative.md", "\n\n全年收到政府信息公开申请12件。\n")

    found = {finding.code for finding in check_year(own_data)}

    assert {"settings.placeholder", "text.requests"} <= found


def test_a_typed_figure_that_the_table_does_not_bear_out_is_told_at_its_line(own_data: Path) -> None:
    narrative = own_data / "2016" / "narrative.md"
    append(narrative, "\n\n全年收到政府信息公开申请12件。\n")
    last = len(narrative.read_text(encoding="utf-8").splitlines())

    findings = check_year(own_data)

    assert of_code(findings, "text.requests") == [("警告", f"narrative.md › 第{last}行")]


def test_problems_copied_from_last_years_narrative_are_told(own_data: Path) -> None:
    (own_data / "2015").mkdir()
    shutil.copy(own_data / "2016" / "narrative.md", own_data / "2015")

    assert [severity for severity, _ in of_code(check_year(own_data), "text.repeated")] == ["警告"]


@pytest.mark.parametrize(
    ("code", "told"), [("text.requests", []), ("text.request", ["settings.switched_off"])]
)
def test_a_check_can_be_switched_off_in_the_settings_by_its_code(
    own_data: Path, code: str, told: list[str]
) -> None:
    append(own_data / "2016" / "narrative.md", "\n\n全年收到政府信息公开申请12件。\n")
    report = own_data / "2016" / "report.toml"
    report.write_text(f'switched_off = ["{code}"]\n' + report.read_text(encoding="utf-8"), encoding="utf-8")

    found = {finding.code for finding in check_year(own_data)}

    assert ("text.requests" in found) == bool(told)
    assert sorted(found & {"settings.switched_off"}) == told


def test_the_check_report_leads_to_the_comparison_that_lies_beside_it_and_to_no_other(own_data: Path) -> None:
    folder = own_data.parent / "out" / "2016"
    check_year(own_data)
    without = (folder / "checks.html").read_text(encoding="utf-8")
    (folder / "与2015年比较.html").write_text("比较", encoding="utf-8")

    check_year(own_data)

    assert "比较.html" not in without
    assert '<a href="与2015年比较.html">' in (folder / "checks.html").read_text(encoding="utf-8")
