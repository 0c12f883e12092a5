"""`review`: reports that agencies handed in → a page for each, and a workbook over all of them."""
# ruff: noqa: PLC0415  the stages load once the words have been read: help and wrong calls are answered at once

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.command_line.arguments import misused, read_path
from report_builder.command_line.command import Command
from report_builder.command_line.help_texts import HelpText, exit_codes
from report_builder.command_line.many_files import READERS, SCHEDULER, parted, read_spread, read_wanted_year
from report_builder.command_line.outcomes import CommandOutcome, stopping
from report_builder.command_line.parameters import option, words
from report_builder.command_line.screens import reviewed_lines

if TYPE_CHECKING:
    from report_builder.command_line.command import Call

_FOLDER: Final = "审核"


def _review(  # noqa: PLR0913  a parameter for each word of the call
    call: Call,
    *,
    received: tuple[str, ...],
    year: str,
    listed: str,
    target: str,
    workers: str,
    scheduler: str,
) -> CommandOutcome:
    spread = read_spread(workers, scheduler, "review", *received)
    typed_paths, addresses = parted(received, scheduler, "review")
    paths = tuple(read_path(each) for each in typed_paths)
    wanted = read_wanted_year(year, "review", *received, "--year", "2024")
    from report_builder.agencies.received_files import REPORTS

    for each, typed in zip(paths, typed_paths, strict=True):
        if not each.is_dir() and each.suffix.lower() not in REPORTS:
            misused(f"“{typed}”不是文件夹，也不是 .docx 或 .pdf 文件")
    first = call.world.working_folder
    if paths:
        first = paths[0] if paths[0].is_dir() else paths[0].parent
    from report_builder.agencies.agency_lists import find_list
    from report_builder.agencies.review import ReviewRequest, review_reports

    request = ReviewRequest(
        paths,
        read_path(target) if target else first / _FOLDER,
        call.world.working_folder,
        wanted,
        read_path(listed) if listed else find_list(first),
        call.world.modified,
        spread,
        addresses,
    )
    with stopping("没有审核"):
        result = call.follow(review_reports(request))
    return CommandOutcome(
        result, result.findings, lines=reviewed_lines(result), is_faulty=bool(result.faulty or result.unread)
    )


REVIEW: Final = Command(
    "review",
    HelpText(
        "审核各单位交来的报告（.docx、.pdf，不论用什么做的）",
        (
            "读出每份报告的统计表和正文，逐项核对；同一文件夹里有上年报告的，还核对结转和内容重复。",
            "结果写进“审核”文件夹：每份报告一个网页，另有一个工作簿“审核情况.xlsx”，写明谁缺报、哪里有问题。",
            "在工作簿的“审核意见”一列填“属实”或“不成立”，再运行一次：不成立的不再提示。报告本身不改动。",
            "没有边框的表、扫描件、图片里的表读不出来，会指明是哪一份哪一页，不猜。",
        ),
        (
            ("report-builder review 收到的报告", "审核这个文件夹里的全部报告"),
            ("report-builder review 收到的报告 --list 名单.xlsx", "对照名单，列出缺报的单位"),
            ("report-builder review 甲局.pdf 乙局.docx --year 2024", "审核几份 2024 年的报告"),
        ),
        exit_codes("审核完毕，没有错误（警告请逐条看过）", "有的报告有错误，或者读不出来"),
    ),
    (
        words("received", "文件|文件夹", "各单位的报告，或者放着报告的文件夹"),
        option(("--year",), "年份", "审核哪一年的报告，不写就是多数报告所属的年份"),
        option(
            ("--list", "listed"),
            "名单.xlsx",
            "应当报送的单位（工作簿里的“单位”一列），不写就用文件夹里的名单.xlsx",
        ),
        option(("--to", "target"), "文件夹", "结果写到哪里，不写就是报告所在文件夹里的“审核”"),
        READERS,
        SCHEDULER,
    ),
    _review,
    other_names=("审核", "审查", "核查"),
)
