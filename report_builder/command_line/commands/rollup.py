"""`rollup`: agencies' figures → the government's tables as their exact sum, and ledgers of its totals."""
# ruff: noqa: PLC0415  the stages load once the words have been read: help and wrong calls are answered at once

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.command_line.arguments import misused, read_path
from report_builder.command_line.command import Command
from report_builder.command_line.help_texts import HelpText, exit_codes
from report_builder.command_line.many_files import READERS, SCHEDULER, parted, read_spread, read_wanted_year
from report_builder.command_line.outcomes import CommandOutcome, stopping
from report_builder.command_line.parameters import option, words
from report_builder.command_line.screens import summed_lines
from report_builder.real_paths import real_path

if TYPE_CHECKING:
    from report_builder.command_line.command import Call


def _rollup(  # noqa: PLR0913  a parameter for each word of the call
    call: Call,
    *,
    sources: tuple[str, ...],
    year: str,
    name: str,
    listed: str,
    target: str,
    workers: str,
    scheduler: str,
) -> CommandOutcome:
    spread = read_spread(workers, scheduler, "rollup", *sources)
    typed_paths, addresses = parted(sources, scheduler, "rollup")
    paths = tuple(read_path(each) for each in typed_paths)
    wanted = read_wanted_year(year, "rollup", *sources, "--year", "2024")
    for each, typed in zip(paths, typed_paths, strict=True):
        if not each.exists():
            misused(f"找不到“{typed}”；这里要写放着各单位文件夹的那个文件夹，或者各单位的文件")
    from report_builder.agencies.agency_lists import find_list
    from report_builder.agencies.rollup import RollupRequest, default_target, named_by, roll_up

    first = paths[0] if paths else call.world.working_folder
    request = RollupRequest(
        paths,
        read_path(target) if target else default_target(first),
        call.world.working_folder,
        name or named_by(real_path(first)),
        wanted,
        read_path(listed) if listed else find_list(first),
        call.world.modified,
        spread,
        addresses,
    )
    with stopping("没有汇总"):
        result = call.follow(roll_up(request))
    return CommandOutcome(result, result.findings, lines=summed_lines(result), is_faulty=not result.is_whole)


ROLLUP: Final = Command(
    "rollup",
    HelpText(
        "把各单位的统计数据加起来，成为政府的统计表",
        (
            "各单位的数取自 out 里的 statistics.json；没有的，取 data 里的台账，或者放在一起的报告、工作簿。",
            "写明谁计入了、谁缺报、谁交了两份不同的；加起来以后再核对勾稽关系和上年结转。",
            "结果写进“汇总/<年份>”：汇总统计.xlsx（每一格由哪些单位的数加成）、汇总统计.json、汇总台账.xlsx。",
            "把汇总台账.xlsx 放进政府自己的 data/<年份>/ledgers，就能用 build 生成政府的报告。",
        ),
        (
            ("report-builder rollup 各单位 --year 2024", "汇总这个文件夹里各单位 2024 年的数"),
            (
                "report-builder rollup 各单位 --list 名单.xlsx --name 双河县人民政府",
                "对照名单，写明政府的名称",
            ),
        ),
        exit_codes("加起来了，勾稽关系成立", "有单位的数读不出来、不全或者交了两份，没有写出汇总统计和台账"),
    ),
    (
        words("sources", "文件夹|文件", "放着各单位文件夹的文件夹，或者各单位的统计数据、报告、工作簿"),
        option(("--year",), "年份", "汇总哪一年，不写就看文件夹的名字，或者是各单位文件夹里最近的一年"),
        option(("--name",), "名称", "政府的名称，不写就用文件夹的名字"),
        option(
            ("--list", "listed"),
            "名单.xlsx",
            "应当计入的单位（工作簿里的“单位”一列），不写就用文件夹里的名单.xlsx",
        ),
        option(("--to", "target"), "文件夹", "结果写到哪里，不写就是那里的“汇总”"),
        READERS,
        SCHEDULER,
    ),
    _rollup,
    other_names=("汇总", "合计", "sum"),
)
