"""A command and its parameters → its help text in Chinese, laid out in two columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from report_builder.command_line.help_texts import PROGRAM
from report_builder.command_line.parameters import AS_JSON
from report_builder.command_line.wrapping import columns_of, wrap
from report_builder.quantities import half_widths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.command_line.command import Command
    from report_builder.command_line.help_texts import HelpText

# The help is laid out for the narrowest screen in use, so that it reads alike everywhere.
_COLUMNS: Final = 80
_WIDEST_LABEL: Final = 40


def command_help(command: Command, path: str, parameters: Sequence[click.Parameter]) -> str:
    """How to write the command, what it does, examples, parameters; last, what is for programs.

    ``path`` is how the command is called.
    """
    pieces = [
        label_of(each) if each.required else f"[{label_of(each)}]"
        for each in parameters
        if isinstance(each, click.Argument)
    ]
    return "\n".join(
        [
            f"用法：{' '.join([path, *pieces, '[选项]'])}",
            *_purpose(command.help),
            *_section("例如", command.help.examples),
            *_parameter_lists(parameters),
            *_section("供其他程序用", [_entry(AS_JSON)]),
            *_section("结束时的代码（供脚本判断）", command.help.exit_codes),
        ]
    )


def program_help(commands: Sequence[Command], path: str, parameters: Sequence[click.Parameter]) -> str:
    """What the program does, its commands, examples and options."""
    return "\n".join(
        [
            f"用法：{path} 命令 [参数和选项]",
            *_purpose(PROGRAM),
            *_section("命令", [(command.name, command.help.short) for command in commands]),
            *_section("例如", PROGRAM.examples),
            *_parameter_lists(parameters),
            "",
            f"每个命令的写法和例子：{path} 命令 --help",
        ]
    )


def label_of(parameter: click.Parameter) -> str:
    """How a parameter is written in a call: its metavariable, or the option itself."""
    return parameter.metavar or parameter.opts[0]


def _purpose(text: HelpText) -> list[str]:
    return [line for paragraph in text.purpose for line in ("", *wrap(paragraph, _COLUMNS, "  "))]


def _section(heading: str, rows: Sequence[tuple[str, str]]) -> list[str]:
    """A heading and its rows in two columns; a label too long for its column has its text below."""
    if not rows:
        return []
    if max(half_widths(label) for label, _ in rows) <= _WIDEST_LABEL:
        return ["", f"{heading}：", *columns_of(list(rows), _COLUMNS)]
    below = [line for label, text in rows for line in (f"  {label}", *wrap(text, _COLUMNS, "      "))]
    return ["", f"{heading}：", *below]


def _parameter_lists(parameters: Sequence[click.Parameter]) -> list[str]:
    arguments = [(label_of(each), each.help or "") for each in parameters if isinstance(each, click.Argument)]
    options = [_entry(each) for each in _options(parameters) if each.name != AS_JSON.name]
    return [*_section("参数", arguments), *_section("选项", options)]


def _options(parameters: Sequence[click.Parameter]) -> list[click.Option]:
    return [each for each in parameters if isinstance(each, click.Option) and not each.hidden]


def _entry(option: click.Option) -> tuple[str, str]:
    names = "、".join(sorted(option.opts, key=len, reverse=True))
    if "--help" in option.opts:  # click's own option, and its only English help text
        return names, "显示这份帮助"
    return f"{names} {option.metavar}" if option.metavar else names, option.help or ""
