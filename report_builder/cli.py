"""What the user types → a request, and what the stages give → the screen.

The stages, and rich, are imported where they are needed, so that a help text is there at once.
"""
# ruff: noqa: PLC0415  (the docstring's last sentence says why)

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import typer
from msgspec.structs import replace

from report_builder import __version__
from report_builder.command_line import completion, messages, requesting, screens
from report_builder.command_line import parameters as typed
from report_builder.command_line.arguments import is_report, misused
from report_builder.command_line.closed_output import told_or_closed
from report_builder.command_line.help_texts import COMMANDS, PROGRAM
from report_builder.command_line.legibility import is_ascii_only
from report_builder.command_line.requesting import TypedYear, World
from report_builder.command_line.suggestions import spell_call
from report_builder.command_line.usage import ChineseCommand, ChineseGroup, usage_message
from report_builder.diagnostics import Finding, ReportError, Severity
from report_builder.resources import packaged_folder
from report_builder.system_faults import foreseen
from report_builder.visible_text import visible
from report_builder.year_folders import CHECKS, checks_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import Console
    from typer.core import TyperGroup

    from report_builder.command_line.screens import ScreenLine
    from report_builder.editing import RefreshResult
    from report_builder.new_year.agency_file import AgencyAnswers
    from report_builder.new_year.starting import StartResult
    from report_builder.pipeline import BuildResult

DONE: Final = 0
FAULTY: Final = 1  # the user's data or files are at fault; the findings say where
MISUSED: Final = 2

app = typer.Typer(
    cls=ChineseGroup,
    add_completion=False,  # typer's own two options speak English
    pretty_exceptions_enable=False,  # `main` tells faults in Chinese
    rich_markup_mode=None,  # the help is Chinese and plain; rich costs 60 ms to load
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback(invoke_without_command=True, help=PROGRAM.purpose[0])
def _program(
    ctx: typer.Context,
    version: typed.Version = False,  # noqa: FBT002
    traceback: typed.Traceback = False,  # noqa: ARG001, FBT002  `main` looks for it
    install: typed.InstallCompletion = False,  # noqa: FBT002
    show: typed.ShowCompletion = False,  # noqa: FBT002
) -> None:
    if version:
        _echo([f"report-builder {__version__}"])
    elif install:
        _echo([completion.install_completion(_shell())])
    elif show:
        _echo([completion.completion_script(_shell())])
    elif ctx.invoked_subcommand is None:
        misused("没有写要运行的命令")
    else:
        _demand_folder()
        return
    raise typer.Exit(DONE)


def _command(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function a command, with its help."""
    return app.command(name, cls=ChineseCommand, short_help=COMMANDS[name].short)


@_command("new")
def _new(  # noqa: PLR0913, PLR0917  a command takes what its user may say
    year: typed.NewYear = "",
    carried_from: typed.CarriedFrom = "",
    data: typed.DataFolder = "",
    template: typed.CopiedFormat = "",
    yes: typed.Yes = False,  # noqa: FBT002
    as_json: typed.AsJson = False,  # noqa: FBT002
) -> None:
    if template:
        _copy_format(template, year, as_json=as_json)
        return
    request = requesting.start_request(year, carried_from, data, _world())
    from report_builder.new_year.starting import start_year

    if not yes and not (request.data / "agency.toml").exists():
        request = replace(request, agency=_ask_agency(may_ask=not as_json))
    with _told("没有新建", as_json=as_json):
        result = start_year(request)
    _tell_made(result, screens.started_lines(result, request), as_json=as_json)


def _copy_format(name: str, year: str, *, as_json: bool) -> None:
    if year:
        misused("复制报告格式，不用写年份", "new", "--template", name)
    from report_builder.new_year.format_copies import copy_format

    with _told("没有复制", as_json=as_json):
        result = copy_format(name, packaged_folder("styles"), Path())
    _tell_made(result, screens.copied_lines(result), as_json=as_json)


def _tell_made(result: StartResult | RefreshResult, lines: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        _echo_value(result)
    else:
        _tell_findings(result.findings)
        _echo(lines)


def _ask_agency(*, may_ask: bool) -> AgencyAnswers:
    """What the agency says of itself, asked on the terminal."""
    if not (may_ask and sys.stdin.isatty() and sys.stderr.isatty()):
        misused("还没有单位设置，而这里不能提问；加上 --yes，单位设置先留空", *sys.argv[1:], "--yes")
    from report_builder.command_line.interview import OPENING, interview

    def ask(question: str, default: str) -> str:
        return str(typer.prompt(question, default, prompt_suffix="：", err=True))

    _echo([OPENING], err=True)
    return interview(ask, lambda text: _echo([text], err=True))


@_command("check")
def _check(
    year: typed.YearFolderOrReport,
    data: typed.DataFolder = "",
    out: typed.OutFolder = "out",
    format_name: typed.FormatName = "",
    as_json: typed.AsJson = False,  # noqa: FBT002
) -> None:
    from report_builder.pipeline import check, lint_file

    if is_report(year):
        with _told("核对发现", as_json=as_json):
            found = lint_file(requesting.lint_request(year, data, _world()))
        _tell_checked(found, as_json=as_json)
        return
    request = requesting.build_request(TypedYear("check", year, data, out, format_name), _world())
    page = checks_file(request.out, request.year)
    with _told("核对发现", as_json=as_json, page=page), _progress("check") as on_stage:
        found = check(request, on_stage)
    _tell_checked(found, page, as_json=as_json)


@_command("build")
def _build(  # noqa: PLR0913, PLR0917  a command takes what its user may say
    year: typed.YearOrFolder,
    data: typed.DataFolder = "",
    out: typed.OutFolder = "out",
    format_name: typed.FormatName = "",
    attach: typed.Attach = False,  # noqa: FBT002
    details: typed.Details = False,  # noqa: FBT002
    as_json: typed.AsJson = False,  # noqa: FBT002
) -> None:
    from report_builder.pipeline import build

    request = requesting.build_request(TypedYear("build", year, data, out, format_name), _world())
    # A build that fails writes nothing, so the whole list is a check's to give.
    whole = f"要看全部问题，请运行 {spell_call(['check', year])}，再用浏览器打开 {CHECKS}"
    with _told("没有生成", as_json=as_json, whole=whole), _progress("build") as on_stage:
        result = build(replace(request, attach=attach, details=details), on_stage)
    _tell_result(result, as_json=as_json, page=result.folder / CHECKS)


@_command("pdf")
def _pdf(
    source: typed.Report,
    out: typed.PdfTarget = "",
    strict: typed.Strict = False,  # noqa: FBT002
    as_json: typed.AsJson = False,  # noqa: FBT002
) -> None:
    from report_builder.pipeline import typeset_file

    request = requesting.typeset_request(source, out, _world(), strict=strict)
    with _told("没有生成", as_json=as_json), _progress("pdf") as on_stage:
        result = typeset_file(request, on_stage)
    _tell_result(result, as_json=as_json)


@_command("verify")
def _verify(
    source: typed.ReportOrFolder,
    statistics: typed.StatisticsFile = "",
    as_json: typed.AsJson = False,  # noqa: FBT002
) -> None:
    request = requesting.verify_request(source, statistics, _world())
    from report_builder.editing import verify_file
    from report_builder.filing.verifying import verify_folder

    with _told("核对发现", as_json=as_json):
        found = verify_folder(request) if isinstance(request, Path) else verify_file(request)
    _tell_checked(found, as_json=as_json)


@_command("refresh")
def _refresh(
    source: typed.Report,
    out: typed.WordTarget = "",
    data: typed.DataFolder = "",
    year: typed.ReportYear = "",
    as_json: typed.AsJson = False,  # noqa: FBT002
) -> None:
    request = requesting.refresh_request(source, out, data, year, _world())
    from report_builder.editing import refresh_file

    with _told("没有更新", as_json=as_json), _progress("refresh") as on_stage:
        result = refresh_file(request, on_stage)
    _tell_made(result, screens.refreshed_lines(result), as_json=as_json)


@_command("doctor")
def _doctor(
    year: typed.DoctorsYear = "",
    data: typed.DataFolder = "",
    out: typed.OutFolder = "out",
    as_json: typed.AsJson = False,  # noqa: FBT002
) -> None:
    from report_builder.doctor import count_broken, examine

    examined = examine(requesting.doctor_request(year, data, out, _world()))
    broken = count_broken(examined)
    if as_json:
        _echo_value({"examined": examined})
    else:
        _show(lambda columns: screens.examination_lines(examined, columns))
        _echo([f"\n有 {broken} 项要先解决。" if broken else "\n可以使用。"])
    raise typer.Exit(FAULTY if broken else DONE)


def run(arguments: Sequence[str]) -> int:
    """Carry out what was typed; gives the exit code.

    Raises ``Unheard`` where nobody can be told, and whatever is a fault of the program.
    """
    try:
        with foreseen():
            return app(arguments, prog_name="report-builder", standalone_mode=False) or DONE
    except ReportError as error:  # met before a command has begun, or where no stage looked out for it
        if "--json" in arguments:
            _echo_findings(error.findings)
        else:
            _tell_findings(error.findings)
        return FAULTY
    except typer.TyperException as error:
        asked_for_nothing = type(error).__name__ == "NoArgsIsHelpError"
        group = cast("TyperGroup", typer.main.get_command(app))
        message = error.message if asked_for_nothing else usage_message(error, arguments, group)
        _echo([message], err=True)
        return MISUSED


def _demand_folder() -> None:
    """Raise ``ReportError`` where the working folder is no longer there, as after somebody deleted it."""
    try:
        Path.cwd()
    except FileNotFoundError as error:
        message = "命令行窗口现在所在的文件夹已经删掉或者移走了"
        remedy = "请先进入放有 data 的文件夹，再运行一次"
        raise ReportError([Finding("file.missing", Severity.ERROR, None, message, remedy=remedy)]) from error


def _world() -> World:
    """What the program knows of the world; nothing below this module looks for itself."""
    return World(
        Path.cwd(),
        date.today(),  # noqa: DTZ011, TID251  the clock is read here only, and in the user's own zone
        os.environ.get("SOURCE_DATE_EPOCH", ""),  # noqa: TID251  the environment is read here only
        sys.version_info[:3],
        sys.stdout.encoding,
    )


def _shell() -> str:
    """The name of the shell that the program was started from; empty where it cannot be found out."""
    from shellingham import ShellDetectionFailure, detect_shell  # type: ignore[import-untyped]  # no types

    try:
        return str(detect_shell()[0])
    except ShellDetectionFailure:
        return Path(os.environ.get("SHELL", "")).name  # noqa: TID251  the environment is read here only


@contextmanager
def _told(outcome: str, *, as_json: bool, page: Path | None = None, whole: str = "") -> Iterator[None]:
    """Tell what stopped a command, and what came of it, and leave with the exit code for it.

    ``page`` tells it at more length where it is written by then; ``whole`` says where else.
    """
    try:
        yield
    except ReportError as error:
        if as_json:
            _echo_findings(error.findings)
        else:
            written = page if page is not None and page.is_file() else None
            _tell_findings(error.findings, screens.whole_list(written) or whole)
            _echo(screens.stopped_lines(outcome, error.findings, written), err=True)
        raise typer.Exit(FAULTY) from error


@contextmanager
def _progress(command: str) -> Iterator[Callable[[str], None]]:
    """How far a command is, on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from report_builder.command_line.terminal import show_stages

    with show_stages(_console(err=True), screens.STAGES.get(command)) as on_stage:
        yield on_stage


def _console(*, err: bool) -> Console:
    """Rich's way to a terminal; it leaves colours out where NO_COLOR is set."""
    from rich.console import Console

    return Console(stderr=err, highlight=False)


def _show(lines: Callable[[int], Sequence[ScreenLine]], *, err: bool = False) -> None:
    """Print lines made for the width of the screen; in colour on a terminal."""
    if not (sys.stderr if err else sys.stdout).isatty():
        _echo([line.text for line in lines(screens.WIDTH)], err=err)
        return
    from rich.text import Text

    console = _console(err=err)
    with told_or_closed():
        for line in lines(console.width):
            console.print(Text(visible(line.text), line.style), soft_wrap=True)


def _tell_findings(findings: Sequence[Finding], whole: str = "") -> None:
    """Print the findings: each in full in a pipe; file by file on a terminal, a long list shortened."""
    if sys.stderr.isatty():
        _show(lambda columns: screens.findings_screen(findings, columns, whole), err=True)
        return
    if lines := messages.list_findings(findings):
        _echo(lines, err=True)


def _tell_checked(findings: Sequence[Finding], page: Path | None = None, *, as_json: bool) -> None:
    if as_json:
        _echo_findings(findings)
        return
    _tell_findings(findings, screens.whole_list(page))
    _echo(screens.checked_lines(findings, page))


def _tell_result(result: BuildResult, *, as_json: bool, page: Path | None = None) -> None:
    if as_json:
        _echo_findings(result.findings, result)
        return
    _tell_findings(result.findings, screens.whole_list(page))
    rows = messages.summarise(result)
    if sys.stdout.isatty():
        from report_builder.command_line.terminal import outputs_table

        with told_or_closed():
            _console(err=False).print(outputs_table(rows, f"已生成到 {result.folder}"))
    else:
        _echo([f"已生成到 {result.folder}：", *(f"  {name}  {size}" for name, size in rows)])
    _echo([messages.count_findings(result.findings)])


def _echo(lines: Sequence[str], *, err: bool = False) -> None:
    with told_or_closed():
        typer.echo(visible("\n".join(lines)), err=err)


def _echo_findings(findings: Sequence[Finding], result: BuildResult | None = None) -> None:
    _echo([messages.findings_json(findings, result, ascii_only=is_ascii_only(sys.stdout))])


def _echo_value(value: object) -> None:
    _echo([messages.value_json(value, ascii_only=is_ascii_only(sys.stdout))])
