"""What the user types → a command carried out, what came of it on the screen, and the exit code."""
# ruff: noqa: PLC0415  rich and shellingham are imported where they are needed: a help text is there at once

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from report_builder import __version__
from report_builder.command_line import completion, messages, screens
from report_builder.command_line.arguments import misused
from report_builder.command_line.call_spelling import NAME
from report_builder.command_line.chosen_folder import Whereabouts, documents_folder
from report_builder.command_line.closed_output import told_or_closed
from report_builder.command_line.command import Call, Machine, World
from report_builder.command_line.commands import COMMANDS
from report_builder.command_line.fault_log import fault_record, state_folders, write_log
from report_builder.command_line.home import find_home
from report_builder.command_line.legibility import is_ascii_only
from report_builder.command_line.messages import fault_message
from report_builder.command_line.outcomes import Stopped, findings_value
from report_builder.command_line.parameters import DATA
from report_builder.command_line.program import assemble
from report_builder.diagnostics import Finding, ReportError, Severity
from report_builder.drafts import outcome_of
from report_builder.real_paths import real_path
from report_builder.system_faults import foreseen
from report_builder.visible_text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from rich.console import Console

    from report_builder.command_line.command import Command
    from report_builder.command_line.outcomes import CommandOutcome, FilesWritten
    from report_builder.command_line.screens import ScreenLine
    from report_builder.drafts import Steps

    T = TypeVar("T")

DONE: Final = 0
FAULTY: Final = 1  # the user's data or files are at fault; the findings say where
MISUSED: Final = 2
INTERRUPTED: Final = 130
_SECRET_BYTES: Final = 24


def run(arguments: Sequence[str]) -> int:
    """Carry out what was typed; gives the exit code.

    Raises ``OutputClosedError`` where nobody can be told, and whatever is a fault of the program.
    """
    if completion.VARIABLE in os.environ:  # noqa: TID251  the environment is read here only
        _echo(completion.completions(program, os.environ))  # noqa: TID251  as above
        return DONE
    if not arguments:
        _echo([program.get_help(program.make_context(NAME, [], resilient_parsing=True))], err=True)
        return MISUSED
    try:
        with foreseen():
            return (
                program.main(list(arguments), prog_name=NAME, standalone_mode=False, obj=tuple(arguments))
                or DONE
            )
    except ReportError as error:  # met before a command has begun, or where no stage looked out for it
        if "--json" in arguments:
            _echo_value(findings_value(error.findings))
        else:
            _tell_findings(error.findings)
        return FAULTY
    except click.UsageError as error:
        from report_builder.command_line.usage import usage_message

        _echo([usage_message(error, arguments, program)], err=True)
        return MISUSED
    except click.Abort as aborted:
        # An EOFError is a library's own fault: where somebody ends a question, click aborts without one.
        if isinstance(aborted.__cause__, EOFError):
            raise aborted.__cause__ from None
        return INTERRUPTED


def _begin(*, version: bool, install_completion: bool, show_completion: bool) -> None:
    """Carry out the program's own options; `--traceback` is what the door looks for."""
    context = click.get_current_context()
    if version:
        _echo([f"{NAME} {__version__}"])
    elif install_completion:
        _echo([completion.install_completion(_shell(), Path.home())])
    elif show_completion:
        _echo([completion.completion_script(_shell())])
    elif context.invoked_subcommand is None:
        misused("没有写要运行的命令")
    else:
        _demand_folder()
        return
    context.exit(DONE)


def _carry_out(command: Command, *, as_json: bool, **typed: object) -> int:
    """Run one command with what was typed for its parameters, and tell what came of it."""
    import logging

    # What libraries note of odd files, tracebacks among it, is for nobody here: findings tell what is wrong.
    logging.getLogger().addHandler(logging.NullHandler())
    may_ask = not as_json and sys.stdin.isatty() and sys.stderr.isatty()
    call = Call(
        click.get_current_context().obj,
        _world(),
        _machine(),
        lambda steps: _follow(steps, command.stages),
        lambda text: _echo([text], err=True),
        _ask if may_ask else None,
        _ask_unseen if may_ask else None,
    )
    if not as_json and DATA in command.parameters and not typed["data"]:
        _tell_home()
    try:
        outcome, err = command.run(call, **typed), False
    except Stopped as stopped:
        outcome, err = stopped.outcome, True
    if as_json:
        _echo_value(outcome.value)
    else:
        _tell(outcome, err=err)
    return FAULTY if outcome.is_faulty else DONE


def _tell_home() -> None:
    """Say where the years are looked for where the program is run within their folder."""
    home = find_home()
    if home.is_above:
        data, out = real_path(home.data), real_path(home.out)
        _echo([f"您在年报的文件夹里面：数据用 {data}，生成的文件放进 {out}"], err=True)


def _tell(outcome: CommandOutcome, *, err: bool) -> None:
    """Print what came of a command; on standard error what came of one that errors stopped."""
    _tell_findings(outcome.findings, outcome.whole)
    if outcome.files is not None:
        _tell_files(outcome.files)
    if outcome.screen is not None:
        _show(outcome.screen)
    if outcome.lines:
        _echo(outcome.lines, err=err)


def _ask(question: str, default: str) -> str:
    return str(click.prompt(question, default, prompt_suffix="：", err=True))


def _ask_unseen(question: str) -> str:
    return str(click.prompt(question, "", hide_input=True, show_default=False, prompt_suffix="：", err=True))


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
    home = find_home()
    return World(
        real_path(home.out).parent if home.is_above else Path.cwd(),
        date.today(),  # noqa: DTZ011, TID251  the clock is read here only, and in the user's own zone
        os.environ.get("SOURCE_DATE_EPOCH", ""),  # noqa: TID251  the environment is read here only
        sys.version_info[:3],
        sys.stdout.encoding,
    )


def _machine() -> Machine:
    """The ways to the machine."""
    environment = dict(os.environ)  # noqa: TID251  the environment is read here only
    return Machine(
        date.today,  # noqa: TID251  the clock is read here only
        lambda: datetime.now().astimezone(),  # noqa: TID251  as above
        _new_secret,
        _browse,
        lambda error: fault_message(
            error, ["window"], write_log(fault_record(error, "window"), environment, Path.home())
        ),
        place(),
    )


def _new_secret() -> str:
    from secrets import token_urlsafe

    return token_urlsafe(_SECRET_BYTES)


def _browse(address: str) -> bool:
    from webbrowser import open as browse

    return browse(address)


def place() -> Whereabouts:
    """Where the program lies, where it keeps word of its user's, and the user's documents."""
    environment = dict(os.environ)  # noqa: TID251  the environment is read here only
    state = state_folders(environment, Path.home())[0]
    return Whereabouts(Path(sys.prefix), state, documents_folder(environment, Path.home()))


def _shell() -> str:
    """The name of the shell that the program was started from; empty where it cannot be found out."""
    from shellingham import ShellDetectionFailure, detect_shell  # type: ignore[import-untyped]  # no types

    try:
        return str(detect_shell()[0])
    except ShellDetectionFailure:
        return Path(os.environ.get("SHELL", "")).name  # noqa: TID251  the environment is read here only


def _follow(steps: Steps[T], count: int | None) -> T:
    """What comes of work in steps; on a terminal it is shown how far it is, in a pipe nothing."""
    if not sys.stderr.isatty():
        return outcome_of(steps)
    from report_builder.command_line.terminal import follow_steps

    return follow_steps(steps, _console(err=True), count)


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


def _tell_files(files: FilesWritten) -> None:
    if sys.stdout.isatty():
        from report_builder.command_line.terminal import outputs_table

        with told_or_closed():
            _console(err=False).print(outputs_table(files.rows, files.heading))
    else:
        _echo([f"{files.heading}：", *(f"  {name}  {told}" for name, told in files.rows)])


def _echo(lines: Sequence[str], *, err: bool = False) -> None:
    with told_or_closed():
        click.echo(visible("\n".join(lines)), err=err)


def _echo_value(value: object) -> None:
    _echo([messages.value_json(value, ascii_only=is_ascii_only(sys.stdout))])


program: Final = assemble(COMMANDS, _carry_out, _begin)
