"""`check`: a year's data, or a report of anybody's → what is wrong with it, and where."""
# ruff: noqa: PLC0415  the stages load once the words have been read: help and wrong calls are answered at once

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.command_line.arguments import (
    data_folder,
    is_pdf_name,
    is_report,
    read_path,
    read_report_path,
)
from report_builder.command_line.command import Command
from report_builder.command_line.completion import offer_years
from report_builder.command_line.help_texts import HelpText, exit_codes
from report_builder.command_line.outcomes import checked, stopping
from report_builder.command_line.parameters import DATA, FORMAT, OUT, word
from report_builder.command_line.requesting import TypedYear, year_request
from report_builder.year_folders import checks_file

if TYPE_CHECKING:
    from report_builder.command_line.command import Call
    from report_builder.command_line.outcomes import CommandOutcome

_OUTCOME: Final = "核对发现"


def _check(call: Call, *, year: str, data: str, out: str, format_name: str) -> CommandOutcome:
    if is_report(year) or is_pdf_name(year):
        return _check_file(call, year, data)
    request = year_request(TypedYear("check", year, data, out, format_name), call.world)
    from report_builder.pipeline import check

    page = checks_file(request.out, request.year)
    with stopping(_OUTCOME, page):
        draft = call.follow(check(request))
    return checked(draft.findings, page)


def _check_file(call: Call, source: str, data: str) -> CommandOutcome:
    """What is wrong with a report of anybody, Word file or PDF, or with a format's template."""
    path = read_path(source) if is_pdf_name(source) else read_report_path(source, "check")
    folder = data_folder(data)
    from report_builder.pipeline import LintRequest, lint_file

    with stopping(_OUTCOME):
        return checked(lint_file(LintRequest(path, folder, call.world.working_folder)))


CHECK: Final = Command(
    "check",
    HelpText(
        "只核对：一年的台账和正文，或一份 Word、PDF 报告",
        (
            "读取并核对一年的台账和正文，列出问题和所在的位置，写进 out/<年份>/checks.html，不写别的文件。",
            "写报告的文件名（.docx、.pdf，不论谁做的），就核对它的统计表、正文和写法，什么文件也不写。",
            "写报告格式里 template.docx 的文件名，就核对这个格式：模板、各部分、统计表和附带的正文。",
        ),
        (
            ("report-builder check 2016", "核对 data/2016"),
            ("report-builder check data/2016", "同上，写文件夹也可以"),
            ("report-builder check 报告.docx", "核对一个 Word 报告"),
            ("report-builder check 报告.pdf", "核对一份 PDF；读不出的表会说明"),
            ("report-builder check styles/本局格式/template.docx", "核对自备的报告格式"),
        ),
        exit_codes("没有错误（警告和提示请逐条看过）", "有错误，改正以前不能生成报告"),
    ),
    (
        word(
            "year",
            "年份|文件夹|报告",
            "报告年份，如 2016；或那一年的文件夹，如 data/2016；或一份报告（.docx、.pdf）",
            offer_years,
        ),
        DATA,
        OUT,
        FORMAT,
    ),
    _check,
    stages=6,
    other_names=("核对", "检查", "lint"),
)
