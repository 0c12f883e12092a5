"""`refresh`: an edited Word report, and the year's data as they are now → the report with new figures."""
# ruff: noqa: PLC0415  the stages load once the words have been read: help and wrong calls are answered at once

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.command_line.arguments import (
    data_folder,
    is_year_or_folder,
    misused,
    out_folder,
    read_path,
    read_report_path,
    read_year,
)
from report_builder.command_line.command import Command
from report_builder.command_line.completion import offer_years
from report_builder.command_line.help_texts import HelpText, exit_codes
from report_builder.command_line.outcomes import CommandOutcome, stopping
from report_builder.command_line.parameters import DATA, REPORT, option
from report_builder.command_line.screens import refreshed_lines
from report_builder.real_paths import real_path

if TYPE_CHECKING:
    from report_builder.command_line.command import Call, World
    from report_builder.editing import RefreshRequest


def _refresh(call: Call, *, source: str, out: str, data: str, year: str) -> CommandOutcome:
    request = _request(source, out, data, year, call.world)
    from report_builder.editing import refresh_file

    with stopping("没有更新"):
        result = call.follow(refresh_file(request))
    return CommandOutcome(result, result.findings, lines=refreshed_lines(result))


def _request(source: str, target: str, data: str, year: str, world: World) -> RefreshRequest:
    """Which Word report to put new figures into; a report in ``out/<year>`` says where the years lie."""
    path = read_report_path(source, "refresh")
    folder = real_path(path).parent
    out = folder.parent if is_year_or_folder(folder.name) else out_folder()
    number = read_year(year) if year else None
    if year and number is None:
        misused(f"“{year}”不是年份；年份写四位数字")
    word = read_path(target) if target else None
    from report_builder.editing import RefreshRequest

    return RefreshRequest(path, word, data_folder(data), number, out, world.working_folder, world.modified)


REFRESH: Final = Command(
    "refresh",
    HelpText(
        "把新的数字填进改过的 Word 报告，保留手工修改",
        (
            "重新统计台账，把新的数字填进 Word 报告，您添加的文字、段落和批注都保留。",
            "写成旁边的一个新文件，原来的报告不动。换过的每个数字都列出来，请对照上下文看过。",
        ),
        (
            ("report-builder refresh 报告.docx", "在旁边写一个更新过的报告"),
            ("report-builder refresh 报告.docx -o 定稿.docx", "写成 定稿.docx"),
            ("report-builder refresh 报告.docx --year 2016", "指明是哪一年的报告"),
        ),
        exit_codes("新文件已经写好", "有错误，没有写新文件"),
    ),
    (
        REPORT,
        option(("--out", "-o"), "文件.docx", "新的报告写到哪里，不写就在旁边另起一个名字"),
        DATA,
        option(("--year",), "年份", "是哪一年的报告，不写就看文件名", offers=offer_years),
    ),
    _refresh,
    stages=7,
    other_names=("更新", "update"),
)
