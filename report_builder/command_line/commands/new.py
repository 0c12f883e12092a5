"""`new`: a year, and what an agency says of itself → the year's folder; or a format's folder to be edited."""
# ruff: noqa: PLC0415  the stages load once the words have been read: help and wrong calls are answered at once

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from report_builder.command_line.arguments import (
    data_folder,
    is_report,
    misused,
    new_year,
    prevented,
    read_report_path,
)
from report_builder.command_line.command import Command
from report_builder.command_line.completion import offer_new_years, offer_years
from report_builder.command_line.help_texts import HelpText, exit_codes
from report_builder.command_line.outcomes import CommandOutcome, stopping
from report_builder.command_line.parameters import DATA, flag, option, word
from report_builder.command_line.screens import copied_lines, started_lines
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from report_builder.command_line.command import Call, World
    from report_builder.new_year.agency_file import AgencyAnswers
    from report_builder.new_year.starting import StartRequest


def _new(  # noqa: PLR0913  a command takes what its user may say
    call: Call, *, year: str, carried_from: str, data: str, template: str, yes: bool
) -> CommandOutcome:
    if template:
        return _copy_format(template, year)
    request = _request(year, carried_from, data, call.world)
    from report_builder.new_year.starting import start_year

    if not yes and not (request.data / "agency.toml").exists():
        request = replace(request, agency=_ask_agency(call))
    if not yes and call.ask is not None and not (request.data / str(request.year) / "report.toml").exists():
        from report_builder.command_line.interview import ask_signing_day

        request = replace(request, signed_on=ask_signing_day(call.ask, call.tell, request.year))
    with stopping("没有新建"):
        result = start_year(request)
    return CommandOutcome(result, result.findings, lines=started_lines(result, request))


def _copy_format(name: str, year: str) -> CommandOutcome:
    if year:
        misused("复制报告格式，不用写年份", "new", "--template", name)
    from report_builder.new_year.format_copies import copy_format

    with stopping("没有复制"):
        result = copy_format(name, packaged_folder("styles"), Path())
    return CommandOutcome(result, result.findings, lines=copied_lines(result))


def _request(year: str, carried_from: str, data: str, world: World) -> StartRequest:
    """Which year to start; no later than the next one."""
    if not year:
        misused("没有写年份", "new", str(world.today.year))
    number = new_year(year, world.today.year + 1)
    filed = read_report_path(carried_from, "new") if is_report(carried_from) else None
    if filed is None:
        before = new_year(carried_from, world.today.year + 1) if carried_from else None
    else:
        before = number - 1 if (data_folder(data) / str(number - 1)).is_dir() else None
    from report_builder.new_year.starting import StartRequest

    folder = data_folder(data)
    return StartRequest(folder, number, before, working_folder=world.working_folder, filed=filed)


def _ask_agency(call: Call) -> AgencyAnswers:
    """What the agency says of itself, asked on the terminal."""
    if call.ask is None:
        prevented("还没有单位设置，而这里不能提问；加上 --yes，单位设置先留空", *call.words, "--yes")
    from report_builder.command_line.interview import OPENING, interview

    call.tell(OPENING)
    return interview(call.ask, call.tell)


NEW: Final = Command(
    "new",
    HelpText(
        "开始新的一年：空白台账、单位设置和正文",
        (
            "建立 data/<年份>/：一个空白台账（带填表说明和下拉选项）和一份可以修改的正文。",
            "还没有单位设置 data/agency.toml 的，先问几个问题，按回答写好。",
            "已经有的文件一个也不改动。",
        ),
        (
            ("report-builder new 2026", "开始 2026 年，按提示回答几个问题"),
            ("report-builder new 2026 --from 2025", "沿用 2025 年的正文，带上没有办结的申请和有效的文件"),
            ("report-builder new 2026 --from 上年报告.docx", "正文取自上年定稿的 Word 报告"),
            ("report-builder new 2026 --yes", "不提问；单位设置先留空，以后再填"),
            ("report-builder new --template national-2021", "把这个报告格式复制到 styles，供修改"),
        ),
        exit_codes("已经建好", "有文件读不出来或写不进去，什么也没有建"),
    ),
    (
        word("year", "年份", "要开始的年份，如 2026", offer_new_years, required=False),
        option(
            ("--from", "carried_from"),
            "年份|报告.docx",
            "从哪一年带过来：正文、没有办结的申请、有效的文件；或者正文取自哪份 Word 报告",
            offers=offer_years,
        ),
        DATA,
        option(("--template",), "名称", "不开始新的一年，只把这个报告格式复制到 styles 里，供修改"),
        flag(("--yes", "-y"), "不提问；单位设置先留空，以后再填"),
    ),
    _new,
    other_names=("新建", "开始", "init", "start", "create"),
)
