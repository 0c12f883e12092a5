"""`batch`: a folder of agencies → each one's report in its own folder, and a summary of all of them."""
# ruff: noqa: PLC0415  the stages load once the words have been read: help and wrong calls are answered at once

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.command_line.arguments import misused, read_path
from report_builder.command_line.command import Command
from report_builder.command_line.help_texts import HelpText, exit_codes
from report_builder.command_line.many_files import (
    parted,
    read_wanted_year,
    read_workers,
    refuse_wrong_scheduler,
    whole_number,
)
from report_builder.command_line.outcomes import CommandOutcome, stopping
from report_builder.command_line.parameters import option, word
from report_builder.command_line.screens import batch_lines

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.command_line.command import Call

_LEAST_MEMORY: Final = 300
_MOST_MEMORY: Final = 1_000_000


def _batch(  # noqa: PLR0913  a command takes what its user may say
    call: Call, *, root: str, year: str, workers: str, memory: str, scheduler: str
) -> CommandOutcome:
    wanted = read_wanted_year(year, "batch", root, "2024")
    refuse_wrong_scheduler(scheduler, "batch", root)
    count = read_workers(workers)
    most = whole_number(memory, "--memory", _LEAST_MEMORY, _MOST_MEMORY) if memory else 0
    from report_builder.agencies.agency_jobs import USUAL_MEMORY
    from report_builder.agencies.batch import BatchRequest, build_agencies

    address, summary = _places(call, root, scheduler)
    request = BatchRequest(
        address, wanted, count, most or USUAL_MEMORY, call.world.modified, scheduler, summary
    )
    with stopping("没有处理"):
        result = call.follow(build_agencies(request))
    return CommandOutcome(result, lines=batch_lines(result), is_faulty=bool(result.unfinished))


def _places(call: Call, root: str, scheduler: str) -> tuple[str, Path | None]:
    """The agencies' folder or its address, and where the summary goes if not there; raises ``WrongUse``."""
    _, addresses = parted((root,), scheduler, "batch")
    if addresses:
        from report_builder.agencies.agency_folders import SUMMARY

        return root, call.world.working_folder / SUMMARY
    folder = read_path(root)
    if not folder.is_dir():
        misused(f"“{root}”不是文件夹；这里要写放着各单位文件夹的那个文件夹")
    return str(folder), None


BATCH: Final = Command(
    "batch",
    HelpText(
        "一次生成许多单位的报告，写出汇总",
        (
            "每个单位一个文件夹，里面有它的 data；报告生成到它旁边的 out，与在那里运行 build 一样。",
            "一个单位有错误，不影响别的单位。结果写进“汇总”文件夹里的网页和工作簿。",
            "中断以后再运行一次，接着做没有做的；台账、正文、设置没有改过的，不重做。",
        ),
        (
            ("report-builder batch 各单位 2024", "生成各单位 2024 年的报告"),
            ("report-builder batch 各单位 --workers 2", "最近的一年，同时处理两个单位"),
            ("report-builder batch 各单位 --scheduler tcp://主机:8786", "由 Dask 集群的机器生成"),
        ),
        exit_codes("全部单位都已生成", "有的单位没有生成，原因写在汇总里"),
    ),
    (
        word("root", "文件夹", "放着各单位文件夹的文件夹"),
        word("year", "年份", "报告年份，不写就是各单位里最近的一年", required=False),
        option(("--workers",), "个数", "同时处理几个单位，不写就是处理器的个数"),
        option(("--memory",), "兆", "每个工作进程最多用多少内存，不写就是 400"),
        option(("--scheduler",), "地址", "Dask 集群的调度器；文件夹也可以是 s3:// 这样的地址"),
    ),
    _batch,
    other_names=("批量", "批量生成", "all"),
)
