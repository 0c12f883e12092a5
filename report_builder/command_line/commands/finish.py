"""`finish`: the Word report as it was edited and signed → everything that leaves the house."""
# ruff: noqa: PLC0415  the stages load once the words have been read: help and wrong calls are answered at once

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from report_builder.command_line.arguments import (
    data_folder,
    is_report,
    misused,
    out_folder,
    read_path,
    read_report_path,
)
from report_builder.command_line.command import Command
from report_builder.command_line.completion import offer_years
from report_builder.command_line.help_texts import HelpText, exit_codes
from report_builder.command_line.outcomes import built, stopping
from report_builder.command_line.parameters import DATA, OUT, flag, option, word
from report_builder.command_line.requesting import TypedYear, year_request
from report_builder.year_folders import CHECKS

if TYPE_CHECKING:
    from report_builder.command_line.command import Call
    from report_builder.command_line.outcomes import CommandOutcome
    from report_builder.finishing.finish import FinishRequest

_QUOTES: Final = "\"'“”"


def _finish(  # noqa: PLR0913  a command takes what its user may say
    call: Call, *, year: str, data: str, out: str, sealed: str, attach_statistics: bool, even_so: str
) -> CommandOutcome:
    if even_so and not even_so.strip():
        misused("--even-so 后面要写理由", "finish", year, "--even-so", "理由")
    if sealed and not sealed.strip().strip(_QUOTES).lower().endswith(".pdf"):
        misused("--sealed 后面要写盖过章的 PDF", "finish", year, "--sealed", "盖章.pdf")
    request = _request(call, year, data, out)
    request = replace(
        request,
        reason=" ".join(even_so.split()),
        sealed=read_path(sealed) if sealed else None,
        attach=attach_statistics,
    )
    from report_builder.finishing.finish import finish

    with stopping("没有定稿"):
        result = call.follow(finish(request))
    return built(result, result.folder / CHECKS)


def _request(call: Call, typed: str, data: str, out: str) -> FinishRequest:
    """The report that was typed by its year, or by its file, which tells its year itself."""
    world = call.world
    source = read_report_path(typed, "finish") if is_report(typed) else None
    year = None if source else year_request(TypedYear("finish", typed, data, out, ""), world)
    from report_builder.finishing.finish import FinishRequest

    return FinishRequest(
        year.data if year else data_folder(data),
        out_folder(out),
        world.working_folder,
        world.today,
        year.year if year else 0,
        source,
        is_sample=bool(year and year.is_sample),
        modified=world.modified,
    )


FINISH: Final = Command(
    "finish",
    HelpText(
        "定稿：由签发的 Word 报告生成对外的全部文件，打好报送和归档的包",
        (
            "最后核对一遍签发的 Word 报告，再由它生成 PDF、OFD、网页、开放数据，放进 out/<年份>/。",
            "给领导小组办公室和每个查阅场所各打一个包，放进 out/<年份>/归档/。",
            "对外的 Word 报告去掉修订、批注、作者等痕迹，文字不变；改好的原件留下。",
            "有一处错误就不写任何文件；确有理由照样定稿的，用 --even-so 写明，理由写进清单和送审函。",
        ),
        (
            ("report-builder finish 2016", "用 out/2016 里改好的 Word 报告定稿"),
            ("report-builder finish out/2016/送审稿.docx", "指明用哪一份"),
            ("report-builder finish 2016 --sealed 盖章.pdf", "把盖过章的 PDF 一并打包"),
            ('report-builder finish 2016 --even-so "已经会议审定"', "还有错误，说明理由照样定稿"),
        ),
        exit_codes("全部文件已经生成", "有错误，什么文件也没有写"),
    ),
    (
        word("year", "年份|报告.docx", "报告年份，如 2016；或签发的 Word 报告", offer_years),
        DATA,
        OUT,
        option(("--sealed",), "盖章.pdf", "盖过章的 PDF：核对文字没有变，一并打包"),
        flag(("--attach-statistics",), "把统计数据（statistics.json）附在 OFD 里"),
        option(("--even-so",), "理由", "还有错误也定稿，写明理由"),
    ),
    _finish,
    stages=18,
    other_names=("定稿", "归档", "publish"),
)
