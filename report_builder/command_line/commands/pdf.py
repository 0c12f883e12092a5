"""`pdf`: a Word report, edited or not → its pages as PDF, as OFD and as a web page."""
# ruff: noqa: PLC0415  the stages load once the words have been read: help and wrong calls are answered at once

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from report_builder.command_line.arguments import misused, read_path, read_report_path
from report_builder.command_line.command import Command
from report_builder.command_line.help_texts import HelpText, exit_codes
from report_builder.command_line.outcomes import built, stopping
from report_builder.command_line.parameters import REPORT, flag, option
from report_builder.real_paths import real_path

if TYPE_CHECKING:
    from report_builder.command_line.command import Call, World
    from report_builder.command_line.outcomes import CommandOutcome
    from report_builder.page_formats import TypesetRequest


def _pdf(  # noqa: PLR0913  the options of the command
    call: Call, *, source: str, out: str, strict: bool, ofd: bool, html: bool
) -> CommandOutcome:
    request = replace(_request(source, out, call.world), strict=strict, ofd=ofd, html=html)
    from report_builder.pipeline import typeset_file

    with stopping("没有生成"):
        return built(call.follow(typeset_file(request)))


def _request(source: str, target: str, world: World) -> TypesetRequest:
    """Which Word report to typeset, and where to."""
    path = read_report_path(source, "pdf")
    pdf = read_path(target) if target else path.with_suffix(".pdf")
    if pdf.is_dir():
        pdf /= path.with_suffix(".pdf").name
    if real_path(pdf) == real_path(path):
        misused("PDF 不能写到 Word 报告自己的文件里", "pdf", source, "-o", str(path.with_suffix(".pdf")))
    from report_builder.page_formats import TypesetRequest

    return TypesetRequest(path, pdf, world.working_folder, world.modified)


PDF: Final = Command(
    "pdf",
    HelpText(
        "把 Word 报告排成 PDF（改过的也可以）",
        (
            "把 Word 报告排成 PDF。报告在 Word 或 WPS 里改过以后，用这个命令重新生成 PDF。",
            "报告里的数字与统计数据不一致的，会指出来。",
        ),
        (
            ("report-builder pdf 报告.docx", "在原处生成 报告.pdf"),
            ('report-builder pdf "out/2016/我的 报告.docx"', "文件名里有空格的，用英文双引号括起来"),
            ("report-builder pdf 报告.docx -o D:\\报送\\报告.pdf", "写到别处"),
            ("report-builder pdf 报告.docx --ofd --html", "同时生成 OFD 和网页"),
        ),
        exit_codes("PDF 已经生成", "报告读不出来，或不能照样排版，没有写 PDF"),
    ),
    (
        REPORT,
        option(("--out", "-o"), "文件.pdf", "PDF 写到哪里，不写就在原处、用原名"),
        flag(("--strict",), "报告里有还不会排版的内容就不生成，并指出位置"),
        flag(("--ofd",), "在 PDF 旁边同时生成版式相同的 OFD"),
        flag(("--html",), "同时生成网页：一个完整的，一个只有正文、供粘贴到网站后台"),
    ),
    _pdf,
    stages=2,
    other_names=("排版", "print"),
)
