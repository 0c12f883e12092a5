"""`compare`: two years, or two Word reports → a page on which they stand side by side."""
# ruff: noqa: PLC0415  the stages load once the words have been read: help and wrong calls are answered at once

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.command_line.arguments import (
    data_folder,
    is_report,
    misused,
    out_folder,
    read_path,
    read_report_path,
    read_year_folder,
)
from report_builder.command_line.command import Command
from report_builder.command_line.help_texts import HelpText, exit_codes
from report_builder.command_line.outcomes import CommandOutcome, stopping
from report_builder.command_line.parameters import DATA, OUT, option, words
from report_builder.command_line.screens import compared_lines

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.command_line.command import Call

_BOTH: Final = 2


def _compare(call: Call, *, reports: tuple[str, ...], data: str, out: str, page: str) -> CommandOutcome:
    if len(reports) != _BOTH:
        misused(f"要写两个年份，或者两个 Word 报告，这里写了 {len(reports)} 个", "compare", "2015", "2016")
    if page and read_path(page).suffix.lower() not in {".html", ".htm"}:
        misused("--page 后面要写网页的文件名", "compare", *reports, "--page", "比较.html")
    first, second = (_read(each, data) for each in reports)
    from report_builder.comparing import CompareRequest, compare_reports

    world = call.world
    request = CompareRequest(
        (first, second),
        data_folder(data),
        out_folder(out),
        world.working_folder,
        read_path(page) if page else None,
        world.modified,
    )
    with stopping("没有比较"):
        result = call.follow(compare_reports(request))
    return CommandOutcome(result, result.findings, lines=compared_lines(result))


def _read(typed: str, data: str) -> Path | int:
    """A report by its file, or by its year."""
    if is_report(typed):
        return read_report_path(typed, "compare")
    return read_year_folder(typed, data, "compare").year


COMPARE: Final = Command(
    "compare",
    HelpText(
        "比较两年的报告，或者两个 Word 报告：数字、结转、文字",
        (
            "把两份报告写在一个网页里：数字并列，算出相差和增长；核对上年结转；文字逐句标出改动。",
            "每一部分、每一句写明有多少与另一份重复，供查内容雷同。两份报告都不改动。",
        ),
        (
            ("report-builder compare 2015 2016", "比较 out 里两年的报告，写进 out/2016/与2015年比较.html"),
            ("report-builder compare 甲局.docx 乙局.docx", "比较两个 Word 报告，网页写在后一个旁边"),
            ("report-builder compare 2015 2016 --page 比较.html", "网页写到别处"),
        ),
        exit_codes("比较的网页已经写好（警告请逐条看过）", "报告找不到、读不出来，或者有几份"),
    ),
    (
        words("reports", "年份|报告.docx", "要比较的两年，如 2015 2016；或两个 Word 报告"),
        DATA,
        OUT,
        option(("--page",), "文件.html", "网页写到哪里，不写就在后一年的报告旁边"),
    ),
    _compare,
    stages=4,
    other_names=("比较", "对比", "雷同", "diff"),
)
