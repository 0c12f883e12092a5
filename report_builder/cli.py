"""What the user types → a request, and what the build gives → the screen; the only module that prints."""

from __future__ import annotations

import codecs
import gc
import os
import re
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from report_builder import __version__
from report_builder.diagnostics import ReportError, Severity
from report_builder.filing.outputs import CHECKS
from report_builder.messages import count_findings, findings_json, list_findings, summarise
from report_builder.pipeline import (
    BuildRequest,
    LintRequest,
    TypesetRequest,
    build,
    check,
    lint_file,
    typeset_file,
)
from report_builder.resources import packaged_folder
from report_builder.usage import ChineseCommand, ChineseGroup, usage_message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from report_builder.diagnostics import Finding
    from report_builder.pipeline import BuildResult

DONE: Final = 0
FAULTY: Final = 1  # the user's data or files are at fault; the findings say where
MISUSED: Final = 2
BROKEN: Final = 3  # the program is at fault

# The regulation has been in force since 2008-05-01 (国令第492号): there is no report for an earlier year.
_FIRST_YEAR: Final = 2008
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}", re.ASCII)
_OBJECTS_BEFORE_COLLECTION: Final = 200_000
_NO_WAY_TO_SPELL: Final = "report_builder.legible"

app = typer.Typer(
    cls=ChineseGroup,
    add_completion=False,
    pretty_exceptions_enable=False,  # `main` tells faults in Chinese
    rich_markup_mode=None,  # the help is Chinese and plain; rich costs 60 ms to load
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)

YearOrFolder = Annotated[
    str, typer.Argument(metavar="年份|文件夹", help="报告年份，如 2016；或那一年的文件夹，如 data/2016")
]
YearFolderOrReport = Annotated[
    str,
    typer.Argument(
        metavar="年份|文件夹|报告.docx",
        help="报告年份，如 2016；或那一年的文件夹，如 data/2016；或一个 Word 报告",
    ),
]
OutFolder = Annotated[str, typer.Option("--out", metavar="文件夹", help="生成的文件放在哪里，不写就是 out")]
DataFolder = Annotated[
    str, typer.Option("--data", metavar="文件夹", help="存放单位设置和各年台账的文件夹，不写就是 data")
]
FormatName = Annotated[
    str, typer.Option("--format", metavar="名称", help="报告格式，不写就按单位设置，再按年份决定")
]
AsJson = Annotated[bool, typer.Option("--json", help="把发现的问题以 JSON 写到标准输出，供其他程序读取")]


Attach = Annotated[bool, typer.Option("--attach", help="把统计数据和台账附在 PDF 里，供归档（PDF/A-3）")]
Strict = Annotated[bool, typer.Option("--strict", help="报告里有还不会排版的内容就不生成，并指出位置")]


def _show_version(wanted: bool) -> None:  # noqa: FBT001  typer calls it with the flag
    if wanted:
        typer.echo(f"report-builder {__version__}")
        raise typer.Exit(DONE)


VersionFlag = Annotated[
    bool, typer.Option("--version", help="显示版本号", is_eager=True, callback=_show_version)
]
TracebackFlag = Annotated[bool, typer.Option("--traceback", help="程序出错时显示详细的出错位置")]


@app.callback(help="由一年的台账生成政府信息公开工作年度报告：Word、PDF 和统计数据。")
def _program(version: VersionFlag = False, traceback: TracebackFlag = False) -> None:  # noqa: FBT002
    """Both flags have done their work before any command runs; `main` looks for the second one."""


@app.command(
    "build", cls=ChineseCommand, short_help="核对一年的台账和正文，生成全部文件", help=
    """核对一年的台账和正文，生成全部文件，放进 out/<年份>/。

    有一处错误就不写任何文件，原来生成的文件保持原样；
    警告和提示不妨碍生成，请逐条看过。""",
)  # fmt: skip
def _build(  # noqa: PLR0913, PLR0917  a command takes what its user may say
    year: YearOrFolder,
    data: DataFolder = "",
    out: OutFolder = "out",
    format_name: FormatName = "",
    attach: Attach = False,  # noqa: FBT002
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    request = replace(_build_request(year, data, out, format_name), attach=attach)
    with _told(as_json=as_json), _progress() as on_stage:
        result = build(request, on_stage)
    _tell_result(result, as_json=as_json)


@app.command(
    "check", cls=ChineseCommand, short_help="只核对：一年的台账和正文，或一个 Word 报告的文风", help=
    """读取并核对一年的台账和正文，列出问题和所在的位置，写进 out/<年份>/checks.html，不写别的文件。

    写 Word 报告的文件名，就只核对这个报告的标点、数字、标题等写法，什么文件也不写。""",
)  # fmt: skip
def _check(
    year: YearFolderOrReport,
    data: DataFolder = "",
    out: OutFolder = "out",
    format_name: FormatName = "",
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    if year.lower().endswith(".docx"):
        with _told(as_json=as_json):
            findings = lint_file(LintRequest(Path(year), Path(data or "data")))
        _tell_checked(findings, as_json=as_json)
        return
    request = _build_request(year, data, out, format_name)
    page = request.out / str(request.year) / CHECKS
    with _told(as_json=as_json, page=page), _progress() as on_stage:
        findings = check(request, on_stage)
    _tell_checked(findings, page, as_json=as_json)


def _tell_checked(findings: Sequence[Finding], page: Path | None = None, *, as_json: bool) -> None:
    if as_json:
        typer.echo(_json(findings))
        return
    _tell_findings(findings)
    typer.echo(f"核对完毕：{count_findings(findings)}")
    if page is not None:
        typer.echo(f"核对情况已写入 {page}")


@app.command(
    "pdf", cls=ChineseCommand, short_help="把 Word 报告排成 PDF（改过的也可以）", help=
    """把 Word 报告排成 PDF。报告在 Word 或 WPS 里改过以后，用这个命令重新生成 PDF。""",
)  # fmt: skip
def _pdf(
    source: Annotated[str, typer.Argument(metavar="报告.docx", help="Word 报告")],
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="文件.pdf", help="PDF 写到哪里，不写就在原处、用原名")
    ] = "",
    strict: Strict = False,  # noqa: FBT002
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    path = Path(source)
    if path.suffix.lower() != ".docx":
        _misused(f"“{source}”不是 .docx 文件；旧的 .doc 请先在 Word 或 WPS 里另存为 .docx")
    target = Path(out) if out else path.with_suffix(".pdf")
    if target.resolve() == path.resolve():
        _misused("PDF 不能写到 Word 报告自己的文件里")
    request = TypesetRequest(path, target, Path.cwd(), _source_date(), strict)
    with _told(as_json=as_json):
        result = typeset_file(request, lambda _: None)  # too quick to need telling how far it is
    _tell_result(result, as_json=as_json)


def main() -> NoReturn:
    """Run the command line; exit code 0 done, 1 findings, 2 wrong usage, 3 our own fault."""
    _make_streams_legible()
    # Loading libraries makes many objects and no garbage: looking for some takes a tenth of a short run.
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION, 10, 10)
    sys.exit(_run(sys.argv[1:]))


def _run(arguments: Sequence[str]) -> int:
    try:
        return app(arguments, prog_name="report-builder", standalone_mode=False) or DONE
    except typer.TyperException as error:
        asked_for_nothing = type(error).__name__ == "NoArgsIsHelpError"
        typer.echo(error.message if asked_for_nothing else usage_message(error), err=True)
        return MISUSED
    except Exception as error:  # noqa: BLE001  the last line of defence: nobody sees a traceback unasked
        if "--traceback" in arguments or os.environ.get("REPORT_BUILDER_DEBUG"):  # noqa: TID251  read here only
            import traceback  # noqa: PLC0415  costs start-up time, wanted only now

            typer.echo("".join(traceback.format_exception(error)), err=True)
        typer.echo(_fault_message(error, arguments), err=True)
        return BROKEN


def _fault_message(error: Exception, arguments: Sequence[str]) -> str:
    again = " ".join(argument for argument in arguments if argument != "--traceback")
    return (
        f"程序内部出错（{type(error).__name__}），不是您填写的问题；原有的文件没有改动。\n"
        f"请再运行一次：report-builder --traceback {again}\n"
        f"并把显示的全部内容连同版本号 {__version__} 发给提供本程序的人。"
    )


def _misused(message: str) -> NoReturn:
    raise typer.BadParameter(message)


def _build_request(year: str, data: str, out: str, format_name: str) -> BuildRequest:
    if _YEAR.fullmatch(year):
        number, folder = int(year), Path(data or "data")
    else:
        path = Path(year)
        if not _YEAR.fullmatch(path.resolve().name):
            _misused(f"“{year}”不是年份，也不是以年份命名的文件夹")
        if data:
            _misused("已经写了文件夹，就不要再写 --data")
        number, folder = int(path.resolve().name), path.resolve().parent
        data = str(folder)
    if number < _FIRST_YEAR:
        _misused(f"《中华人民共和国政府信息公开条例》{_FIRST_YEAR}年起施行，没有 {number} 年的年度报告")
    is_sample = not data and not folder.exists() and packaged_folder("data").joinpath(year).is_dir()
    if is_sample:
        folder = packaged_folder("data")
    return BuildRequest(folder, number, Path(out), Path.cwd(), format_name, is_sample, _source_date())


def _source_date() -> int | None:
    """The moment that files are to be dated with (https://reproducible-builds.org/specs/source-date-epoch/)."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")  # noqa: TID251  the environment is read here only
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        _misused(f"环境变量 SOURCE_DATE_EPOCH 须是 1970 年以来的秒数，现在是“{text}”")
    return int(text)


@contextmanager
def _told(*, as_json: bool, page: Path | None = None) -> Iterator[None]:
    """Tell what stopped a build, and leave with the exit code for it; ``page`` tells it at more length."""
    try:
        yield
    except ReportError as error:
        if as_json:
            typer.echo(_json(error.findings))
        else:
            _tell_findings(error.findings)
            typer.echo(f"没有生成：{count_findings(error.findings)}。请改正错误后重新运行。", err=True)
            if page is not None and page.is_file():
                typer.echo(f"核对情况已写入 {page}", err=True)
        raise typer.Exit(FAULTY) from error


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """How far a build is, on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415  60 ms, only where somebody looks on

    with Console(stderr=True).status("正在开始……") as status:
        yield lambda stage: status.update(f"正在{stage}……")


def _tell_findings(findings: Sequence[Finding]) -> None:
    """Print the findings file by file; in colour on a terminal."""
    colours = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}
    for line in list_findings(findings):
        colour = next((colours[each] for each in Severity if line.startswith(f"{each.label} ")), None)
        typer.secho(line, fg=colour, err=True)


def _tell_result(result: BuildResult, *, as_json: bool) -> None:
    if as_json:
        typer.echo(_json(result.findings, result))
        return
    _tell_findings(result.findings)
    rows = summarise(result)
    if sys.stdout.isatty():
        from rich.console import Console  # noqa: PLC0415  60 ms, only where somebody looks on
        from rich.table import Table  # noqa: PLC0415

        table = Table("文件", "大小", title=f"已生成到 {result.folder}")
        for name, size in rows:
            table.add_row(name, size)
        Console().print(table)
    else:
        typer.echo(f"已生成到 {result.folder}：")
        for name, size in rows:
            typer.echo(f"  {name}  {size}")
    typer.echo(count_findings(result.findings))


def _json(findings: Sequence[Finding], result: BuildResult | None = None) -> str:
    """JSON that any console can carry: spelt in ASCII where the stream cannot take every character."""
    ascii_only = codecs.lookup(sys.stdout.encoding).name != "utf-8"
    return findings_json(findings, result, ascii_only=ascii_only)


def _make_streams_legible() -> None:
    """Let no console stop a build: what its encoding cannot spell is shown by a near sign or by its code."""

    def spell(error: UnicodeError) -> tuple[str | bytes, int]:
        if isinstance(error, UnicodeEncodeError) and error.object[error.start] == "›":
            return ">", error.start + 1  # between a file and its sheet; GBK does not have it
        return codecs.backslashreplace_errors(error)

    codecs.register_error(_NO_WAY_TO_SPELL, spell)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_NO_WAY_TO_SPELL)
