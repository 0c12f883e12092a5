"""Typer's commands and usage errors → help texts and messages in Chinese."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, cast

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from report_builder.command_line.help_texts import COMMANDS, PROGRAM
from report_builder.command_line.suggestions import NEAR, right_call
from report_builder.command_line.wrapping import columns_of, wrap
from report_builder.quantities import half_widths

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from typer import TyperException
    from typer._click.core import Context, Parameter

    from report_builder.command_line.help_texts import HelpText

# The help is laid out for the narrowest screen in use, so that it reads alike everywhere.
_COLUMNS: Final = 80
_WIDEST_LABEL: Final = 40
# Typer speaks English only, and tells these errors apart by their text alone.
_QUOTED: Final = re.compile(r"""['"(](?P<word>.*)['")]""", re.DOTALL)


class _AsTyped:
    """Takes a parameter's text as it was typed, where typer would have pydantic look at it."""

    def coerce(self, value: object, **_: object) -> object:
        """The value itself."""
        return value


def _without_pydantic(parameters: list[Parameter]) -> list[Parameter]:
    """Parameters that are texts and flags only, and need no pydantic, half of what `pdf` takes to start.

    Where another typer keeps its converters elsewhere this does nothing, and a test says so.
    """
    for parameter in parameters:
        setattr(parameter, "_runtime_param", _AsTyped())  # noqa: B010  not declared by every typer
    return parameters


class ChineseCommand(TyperCommand):
    """A command whose parameters are texts and flags, and whose help is Chinese throughout."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """The arguments and options, `--help` among them."""
        return _without_pydantic(super().get_params(ctx))

    def get_help(self, ctx: Context) -> str:
        """The help text: how to write the command, what it does, examples, parameters, exit codes."""
        parameters = _shown(self.get_params(ctx))
        pieces = [
            _label(parameter) if parameter.required else f"[{_label(parameter)}]"
            for parameter in parameters
            if isinstance(parameter, TyperArgument)
        ]
        usage = " ".join([ctx.command_path, *pieces, "[选项]"])
        text = COMMANDS[self.name or ""]
        return "\n".join(
            [
                f"用法：{usage}",
                *_purpose(text),
                *_section("例如", text.examples),
                *_parameter_lists(parameters),
                *_section("结束时的代码（供脚本判断）", text.exit_codes),
            ]
        )


class ChineseGroup(TyperGroup):
    """The program itself: its help lists the commands, in Chinese throughout."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """The options, `--help` among them."""
        return _without_pydantic(super().get_params(ctx))

    def get_help(self, ctx: Context) -> str:
        """The help text: what the program does, its commands, examples and options."""
        commands = [(name, COMMANDS[name].short) for name in self.commands]
        return "\n".join(
            [
                f"用法：{ctx.command_path} 命令 [参数和选项]",
                *_purpose(PROGRAM),
                *_section("命令", commands),
                *_section("例如", PROGRAM.examples),
                *_parameter_lists(_shown(self.get_params(ctx))),
                "",
                f"每个命令的写法和例子：{ctx.command_path} 命令 --help",
            ]
        )


def usage_message(error: TyperException, arguments: Sequence[str], group: TyperGroup) -> str:
    """What is wrong with the command as it was typed, the right call, and where every call is explained."""
    ctx = cast("Context | None", getattr(error, "ctx", None))
    named = next((word for word in arguments if word in group.commands), "")
    command = ctx.command_path if ctx is not None else f"report-builder {named}".rstrip()
    lines = [f"命令写得不对：{_what_is_wrong(error, ctx)}"]
    if call := right_call(error, arguments, group):
        lines.append(f"您要运行的可能是：{call}")
    return "\n".join([*lines, f"写法见：{command} --help"])


def _what_is_wrong(error: TyperException, ctx: Context | None) -> str:
    parameter = cast("Parameter | None", getattr(error, "param", None))
    option = str(getattr(error, "option_name", ""))
    match type(error).__name__:
        case "MissingParameter" if parameter is not None:
            return f"缺少“{_label(parameter)}”"
        case "NoSuchOption":
            known = getattr(error, "possibilities", None) or ()
            return f"没有“{option}”这个选项" + _suggest(get_close_matches(option, known, n=1, cutoff=NEAR))
        case "BadOptionUsage" if "not take" in error.message:
            return f"选项“{option}”后面不能带值"
        case "BadOptionUsage":
            return f"选项“{option}”后面缺少它的值"
        case "WrongUse":  # this program's own, in Chinese
            return error.message
        case _:
            return _what_the_text_says(error.message, ctx)


def _what_the_text_says(message: str, ctx: Context | None) -> str:
    quoted = _QUOTED.search(message)
    word = quoted["word"] if quoted else ""
    if message.startswith("No such command"):
        commands = ctx.command.commands if ctx and isinstance(ctx.command, TyperGroup) else {}
        word = word.split("'")[0]
        return f"没有“{word}”这个命令" + _suggest(get_close_matches(word, commands))
    if message.startswith("Missing command"):
        return "没有写要运行的命令"
    if message.startswith("Got unexpected extra argument"):
        return f"多出了“{word.removeprefix('s) (')}”"
    return "请对照帮助检查"


def _label(parameter: Parameter) -> str:
    return parameter.metavar or parameter.opts[0]


def _suggest(possibilities: Iterable[str]) -> str:
    words = "、".join(f"“{word}”" for word in possibilities)
    return f"，您要用的可能是{words}" if words else ""


def _shown(parameters: Sequence[Parameter]) -> list[TyperArgument | TyperOption]:
    return [
        parameter
        for parameter in parameters
        if isinstance(parameter, TyperArgument | TyperOption) and not parameter.hidden
    ]


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


def _parameter_lists(parameters: Sequence[TyperArgument | TyperOption]) -> list[str]:
    arguments = [_entry(each) for each in parameters if isinstance(each, TyperArgument)]
    options = [_entry(each) for each in parameters if isinstance(each, TyperOption)]
    return [*_section("参数", arguments), *_section("选项", options)]


def _entry(parameter: TyperArgument | TyperOption) -> tuple[str, str]:
    if isinstance(parameter, TyperArgument):
        return _label(parameter), parameter.help or ""
    names = "、".join(sorted(parameter.opts, key=len, reverse=True))  # typer keeps `--help` and `-h` in a set
    if "--help" in parameter.opts:  # typer's own option, and its only English help text
        return names, "显示这份帮助"
    label = f"{names} {parameter.metavar}" if parameter.metavar else names
    return label, parameter.help or ""
