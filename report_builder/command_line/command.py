"""What a command is: its name, help and parameters, and the function from a call to what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.command_line.arguments import prevented

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path
    from typing import Protocol, TypeVar

    from click import Parameter

    from report_builder.command_line.chosen_folder import Whereabouts
    from report_builder.command_line.help_texts import HelpText
    from report_builder.command_line.interview import Ask, Tell
    from report_builder.command_line.outcomes import CommandOutcome
    from report_builder.drafts import Steps

    T = TypeVar("T")

    class Follow(Protocol):
        """Follows work in steps, shows how far it is, and gives what came of it."""

        def __call__(self, steps: Steps[T], /) -> T:
            """What comes of the steps."""


class World(Struct, frozen=True):
    """What a command takes from outside: the folder, the day, the moment to date files with, the system."""

    working_folder: Path
    today: date
    source_date: str  # SOURCE_DATE_EPOCH as it stands
    python: tuple[int, int, int]
    encoding: str

    @property
    def modified(self) -> int | None:
        """Seconds since 1970 (https://reproducible-builds.org/specs/source-date-epoch/); ``None`` for now."""
        if not self.source_date:
            return None
        if not (self.source_date.isascii() and self.source_date.isdigit()):
            prevented(f"环境变量 SOURCE_DATE_EPOCH 须是 1970 年以来的秒数，现在是“{self.source_date}”")
        return int(self.source_date)


class Machine(Struct, frozen=True):
    """What a command needs of the machine, one that stays again and again.

    ``now`` is the moment in the user's own zone, ``secret`` draws one that nobody can guess, ``browse`` opens
    an address in the browser if there is one, ``record`` writes down a fault of the program and says where;
    ``place`` is where the program's and the user's things lie.
    """

    today: Callable[[], date]
    now: Callable[[], datetime]
    secret: Callable[[], str]
    browse: Callable[[str], bool]
    record: Callable[[Exception], str]
    place: Whereabouts


class Call(Struct, frozen=True):
    """One call of a command: its words, the world around it, and the ways to its user while it runs."""

    words: tuple[str, ...]
    world: World
    machine: Machine
    follow: Follow
    tell: Tell
    ask: Ask | None  # ``None`` where nobody is there to answer
    ask_unseen: Callable[[str], str] | None  # as above; what is typed is not shown


class Command(Struct, frozen=True):
    """A command: ``run`` takes the call and, by their names, what was typed for the parameters.

    ``stages`` is how many stages its progress counts; ``other_names`` are words that people type instead of
    its name, and are answered with it.
    """

    name: str
    help: HelpText
    parameters: tuple[Parameter, ...]
    run: Callable[..., CommandOutcome]
    stages: int | None = None
    other_names: tuple[str, ...] = ()
