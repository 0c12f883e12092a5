"""A call as it was typed, and what was wrong with it → the call that was probably meant."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from report_builder.command_line.arguments import WrongUse, existing_years, is_year_or_folder, read_year
from report_builder.command_line.call_spelling import spell_call
from report_builder.command_line.home import find_home
from report_builder.command_line.program import ExtraWords

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.command_line.program import ChineseGroup

# Below this, two options have nothing in common but their letters: --json and --version.
NEAR: Final = 0.7
# Word turns two hyphens into a dash, and a Chinese input method types wide ones.
_DASHES: Final = re.compile(r"^[\-‐‑‒–—―－]{1,2}(?=[A-Za-z])")
_ASKS_FOR_HELP: Final = frozenset({"help", "帮助", "/?", "/h", "/help", "-help", "-?", "?", "？"})


def right_call(error: click.UsageError, arguments: Sequence[str], program: ChineseGroup) -> str:
    """The call that was probably meant, spelt so that it can be copied; empty where nothing is near."""
    if isinstance(error, WrongUse):
        return spell_call(error.meant) if error.meant else ""
    words = [_plain_dashes(word) for word in arguments]
    if words != list(arguments):
        return spell_call(words)
    meant: list[str] = []
    match error:
        case click.NoSuchOption():
            meant = _with_a_known_option(words, error, program)
        case click.MissingParameter():
            meant = _with_what_is_missing(words, program)
        case click.NoSuchCommand():
            meant = _with_a_command(words, program)
        case ExtraWords():
            meant = _with_a_name_in_one(words) or _with_one_year(words)
        case _:
            pass
    return spell_call(meant) if meant else ""


def _plain_dashes(word: str) -> str:
    found = _DASHES.match(word)
    if found is None or set(found[0]) == {"-"}:
        return word
    is_long = len(word) - found.end() > 1
    return ("--" if is_long else "-") + word[found.end() :]


def _with_a_command(words: list[str], program: ChineseGroup) -> list[str]:
    """The call with the command that was meant before everything else."""
    place = next((place for place, word in enumerate(words) if not word.startswith("-")), None)
    if place is None:
        return []
    word, others = words[place], [*words[:place], *words[place + 1 :]]
    if word.lower() in _ASKS_FOR_HELP:
        return [*(each for each in others if each in program.known), "--help"]
    if command := _command_for(word, program):
        return [command, *others]
    if command := next((each for each in others if each in program.known), ""):
        return [command, *(each for each in words if each != command)]
    if word.lower().endswith(".docx"):
        return ["pdf", *words]
    return ["build", *words] if is_year_or_folder(word) else []


def _command_for(word: str, program: ChineseGroup) -> str:
    lower = word.lower()
    if lower in program.known:
        return lower
    return named_otherwise(lower, program) or next(iter(get_close_matches(lower, program.known, n=1)), "")


def named_otherwise(word: str, program: ChineseGroup) -> str:
    """The command that people call by that word too; empty for a word that is none's."""
    return next(
        (name for name, each in program.known.items() if word.lower() in each.declared.other_names), ""
    )


def _with_a_known_option(words: list[str], error: click.NoSuchOption, program: ChineseGroup) -> list[str]:
    """The call with the option that looks most like the one typed, or with a command's option after it."""
    option = error.option_name
    if option.lower() in _ASKS_FOR_HELP:
        return [*(each for each in words if each in program.known), "--help"]
    near = get_close_matches(option, error.possibilities or (), n=1, cutoff=NEAR)
    if near:
        return [near[0] + word[len(option) :] if _names(word, option) else word for word in words]
    command = next((each for each in words if each in program.known), "")
    if command and _knows(program, command, option) and words.index(command) > 0:
        return [command, *(each for each in words if each != command)]
    return []


def _with_what_is_missing(words: list[str], program: ChineseGroup) -> list[str]:
    """The call with the latest year or report that there is, for a command that wants one."""
    command, *rest = words
    known = program.known.get(command)
    home = find_home()
    years = existing_years(home.data)
    if known is None:
        return []
    if known.params[0].name == "year":
        year = years[-1] + (command == "new") if years else None
        return [command, str(home.year or year), *rest] if home.year or year else []
    suffix = Path((known.params[0].metavar or "").split("|")[0]).suffix or ".docx"
    reports = sorted(Path().glob(f"*{suffix}")) or sorted(home.out.glob(f"*/*{suffix}"))
    return [command, str(reports[-1]), *rest] if reports else []


def _with_one_year(words: list[str]) -> list[str]:
    """The call for the first year alone, where several were typed."""
    years = [word for word in words if read_year(word) is not None]
    return [word for word in words if word not in years[1:]] if len(years) > 1 else []


def _names(word: str, option: str) -> bool:
    return word == option or word.startswith(f"{option}=")


def _knows(program: ChineseGroup, command: str, option: str) -> bool:
    return any(option in parameter.opts for parameter in program.known[command].params)


def _with_a_name_in_one(words: list[str]) -> list[str]:
    """The call with a file's name in one word, which was typed with blanks in it and without quotes."""
    command, *rest = words
    names = [word for word in rest if not word.startswith("-")]
    for last in range(len(names), 1, -1):
        name = " ".join(names[:last])
        if Path(name).exists():
            first = rest.index(names[0])
            return [command, *rest[:first], name, *rest[first + last :]]
    return []
