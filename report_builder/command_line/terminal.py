"""What was written, and how far a build is → rich's tables and progress; loaded where a terminal looks on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.progress import Progress, ProgressColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from report_builder.visible_text import visible_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeVar

    from rich.console import Console
    from rich.progress import Task

    from report_builder.drafts import Steps

    T = TypeVar("T")

_BAR: Final = 24


def outputs_table(rows: Sequence[tuple[str, str]], title: str) -> Table:
    """The closing table of what was written; no rules, which some consoles draw two columns wide."""
    heading = Text(visible_line(title))
    table = Table(box=None, title=heading, title_justify="left", title_style="bold", pad_edge=False)
    table.add_column("文件", overflow="fold", header_style="dim")
    table.add_column("大小", no_wrap=True, header_style="dim")
    for name, size in rows:
        table.add_row(Text(visible_line(name)), Text(size))
    return table


class _Bar(ProgressColumn):
    """A bar of plain signs, which every console spells, and one column wide."""

    def render(self, task: Task) -> Text:
        if not task.total:
            return Text("")
        filled = min(_BAR, int(_BAR * task.completed / task.total))
        return Text("=" * filled, style="green").append("-" * (_BAR - filled), style="dim")


def follow_steps(steps: Steps[T], console: Console, total: int | None) -> T:
    """What comes of work in steps; a line tells which of how many is being done, and for how long."""
    columns = (
        SpinnerColumn("line"),
        TextColumn("{task.fields[step]}"),
        _Bar(),
        TextColumn("{task.description}", markup=False),  # it may name a folder, which is no markup
    )
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:
        task = progress.add_task("正在开始……", total=total, step="")
        begun = 0
        while True:
            try:
                name = next(steps)
            except StopIteration as done:
                outcome: T = done.value
                return outcome
            begun += 1
            step = str(begun) if total is None else f"{begun}/{max(begun, total)}"
            told = f"正在{visible_line(name)}……"
            progress.update(task, description=told, step=step, completed=begun - 1, refresh=True)
