"""A call that cannot be carried out → a message in Chinese, with the call that was probably meant."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from report_builder.command_line.arguments import WrongUse
from report_builder.command_line.call_spelling import NAME
from report_builder.command_line.help_pages import label_of
from report_builder.command_line.program import ExtraWords
from report_builder.command_line.suggestions import NEAR, named_otherwise, right_call

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_builder.command_line.program import ChineseGroup


def usage_message(error: click.UsageError, arguments: Sequence[str], program: ChineseGroup) -> str:
    """What is wrong with the command as it was typed, the right call, and where every call is explained."""
    named = next((word for word in arguments if word in program.known), "")
    command = error.ctx.command_path if error.ctx is not None else f"{NAME} {named}".rstrip()
    lead = error.lead if isinstance(error, WrongUse) else "命令写得不对"
    lines = [f"{lead}：{_what_is_wrong(error, program, program.known.get(named, program))}"]
    if call := right_call(error, arguments, program):
        lines.append(f"您要运行的可能是：{call}")
    return "\n".join([*lines, f"写法见：{command} --help"])


def _what_is_wrong(  # noqa: PLR0911  one for each kind
    error: click.UsageError, program: ChineseGroup, command: click.Command
) -> str:
    match error:
        case WrongUse():
            return error.message
        case ExtraWords():
            return f"多出了“{' '.join(error.words)}”"
        case click.MissingParameter(param=click.Parameter() as parameter):
            return f"缺少“{label_of(parameter)}”"
        case click.NoSuchOption():
            near = get_close_matches(error.option_name, error.possibilities or (), n=1, cutoff=NEAR)
            return f"没有“{error.option_name}”这个选项{_suggest(near)}"
        case click.NoSuchCommand():
            likely = [] if named_otherwise(error.command_name, program) else error.possibilities or ()
            return f"没有“{error.command_name}”这个命令{_suggest(likely)}"
        case click.BadOptionUsage() if _is_flag(error.option_name, command):
            return f"选项“{error.option_name}”后面不能带值"
        case click.BadOptionUsage():
            return f"选项“{error.option_name}”后面缺少它的值"
        case _:
            return "请对照帮助检查"


def _is_flag(option: str, command: click.Command) -> bool:
    """Whether the option is one that takes no value, so that it was given one."""
    return any(
        isinstance(each, click.Option) and each.is_flag and option in each.opts for each in command.params
    )


def _suggest(possibilities: Iterable[str]) -> str:
    words = "、".join(f"“{word}”" for word in possibilities)
    return f"，您要用的可能是{words}" if words else ""
