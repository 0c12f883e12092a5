"""`build`: a year's data → everything that is checked and made of it, in `out/<year>/`."""
# ruff: noqa: PLC0415  the stages load once the words have been read: help and wrong calls are answered at once

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from report_builder.command_line.call_spelling import spell_call
from report_builder.command_line.command import Command
from report_builder.command_line.help_texts import HelpText, exit_codes
from report_builder.command_line.outcomes import built, stopping
from report_builder.command_line.parameters import DATA, FORMAT, OUT, YEAR_OR_FOLDER, flag
from report_builder.command_line.requesting import TypedYear, year_request
from report_builder.year_folders import CHECKS

if TYPE_CHECKING:
    from report_builder.command_line.command import Call
    from report_builder.command_line.outcomes import CommandOutcome


def _build(  # noqa: PLR0913  a command takes what its user may say
    call: Call, *, year: str, data: str, out: str, format_name: str, attach: bool, details: bool
) -> CommandOutcome:
    request = year_request(TypedYear("build", year, data, out, format_name), call.world)
    from report_builder.pipeline import build

    # A build that fails writes nothing, so the whole list is a check's to give.
    whole = f"要看全部问题，请运行 {spell_call(['check', year])}，再用浏览器打开 {CHECKS}"
    with stopping("没有生成", whole=whole):
        result = call.follow(build(replace(request, attach=attach, details=details)))
    return built(result, result.folder / CHECKS)


BUILD: Final = Command(
    "build",
    HelpText(
        "核对一年的台账和正文，生成全部文件",
        (
            "核对一年的台账和正文，生成全部文件，放进 out/<年份>/：Word 报告、PDF、统计数据和核对情况。",
            "有一处错误就不写任何文件，原来生成的文件保持原样；警告和提示不妨碍生成，请逐条看过。",
        ),
        (
            ("report-builder build 2016", "由 data/2016 生成 out/2016"),
            ("report-builder build 2016 --out D:\\报告", "生成到别的文件夹"),
            ("report-builder build 2016 --attach", "把统计数据和台账附在 PDF 里，供归档"),
            ("report-builder build 2016 --details", "另外生成明细.xlsx，查对每个数的出处"),
        ),
        exit_codes("全部文件已经生成", "有错误，什么文件也没有写"),
    ),
    (
        YEAR_OR_FOLDER,
        DATA,
        OUT,
        FORMAT,
        flag(("--attach",), "把统计数据和台账附在 PDF 里，供归档（PDF/A-3）"),
        flag(("--details",), "另外生成明细.xlsx：每个数出自哪些台账的哪一格，只供核对"),
    ),
    _build,
    stages=8,
    other_names=("生成", "make", "run", "generate"),
)
