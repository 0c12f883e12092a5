"""The commands → click's group of them, which tells help, and what is wrong with a call, in Chinese."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, cast

import click

from report_builder.command_line.call_spelling import NAME
from report_builder.command_line.closed_output import told_or_closed
from report_builder.command_line.help_pages import command_help, program_help
from report_builder.command_line.parameters import AS_JSON, PROGRAM_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from report_builder.command_line.command import Command

_HELP: Final = ["--help", "-h"]


class ExtraWords(click.UsageError):
    """More words than a command takes; ``words`` are those that are left over."""

    def __init__(self, words: Sequence[str], context: click.Context) -> None:
        super().__init__("", context)
        self.words = tuple(words)


class ChineseCommand(click.Command):
    """A command whose help is Chinese throughout."""

    def __init__(self, declared: Command, callback: Callable[..., int]) -> None:
        self.declared = declared
        super().__init__(
            declared.name,
            params=[*declared.parameters, AS_JSON],
            callback=callback,
            short_help=declared.help.short,
            # More words are told in `parse_args`; click keeps the option of the first context that it meets.
            context_settings={"allow_extra_args": True, "help_option_names": _HELP},
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What was typed → the context's parameters; raises ``ExtraWords``."""
        with told_or_closed():  # a help text is printed here
            rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise ExtraWords(rest, ctx)
        return rest

    def get_help(self, ctx: click.Context) -> str:
        """The help text: how to write the command, what it does, examples, parameters, exit codes."""
        return command_help(self.declared, ctx.command_path, self.get_params(ctx))


class ChineseGroup(click.Group):
    """The program itself: its help lists the commands, in Chinese throughout."""

    def __init__(self, commands: Sequence[ChineseCommand], callback: Callable[..., None]) -> None:
        self.known = {command.declared.name: command for command in commands}
        super().__init__(
            NAME,
            commands=cast("dict[str, click.Command]", self.known),
            params=list(PROGRAM_OPTIONS),
            callback=callback,
            invoke_without_command=True,
            context_settings={"help_option_names": _HELP},
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What was typed → the context's parameters."""
        with told_or_closed():
            return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click asks in this way
        """The commands in the order of the help."""
        return list(self.known)

    def get_help(self, ctx: click.Context) -> str:
        """The help text: what the program does, its commands, examples and options."""
        declared = [command.declared for command in self.known.values()]
        return program_help(declared, ctx.command_path, self.get_params(ctx))


def assemble(
    commands: Sequence[Command], carry_out: Callable[..., int], begin: Callable[..., None]
) -> ChineseGroup:
    """The program: ``carry_out`` takes a command and its parameters, ``begin`` the program's own options."""
    return ChineseGroup([ChineseCommand(each, partial(carry_out, each)) for each in commands], begin)
