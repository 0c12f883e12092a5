"""What was written, and how far a build is → rich's tables and progress; loaded where a terminal looks on."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from rich.progress import Progress, ProgressColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from report_builder.visible_text import visible_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import Console
    from rich.progress import Task

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


@contextmanager
def show_stages(console: Console, total: int | None) -> Iterator[Callable[[str], None]]:
    """A line that tells the stage, how many there are, and the time since the beginning; gone at the end."""
    columns = (
        SpinnerColumn("line"),
        TextColumn("{task.fields[step]}"),
        _Bar(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:
        task = progress.add_task("正在开始……", total=total, step="")
        begun = 0

        def on_stage(stage: str) -> None:
            nonlocal begun
            begun += 1
            step = str(begun) if total is None else f"{begun}/{max(begun, total)}"
            progress.update(task, description=f"正在{stage}……", step=step, completed=begun - 1, refresh=True)

        yield on_stage
