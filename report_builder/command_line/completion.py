"""A shell and a word half typed → the years on offer, the shell's script, and how to switch it on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer  # noqa: TC002  typer reads the annotation at run time

from report_builder.command_line.arguments import existing_years, misused
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from typing import NoReturn

_PROGRAM: Final = "report-builder"
VARIABLE: Final = "_REPORT_BUILDER_COMPLETE"  # set by the shell that asks for completions
_WITH_INSTALLER: Final = frozenset({"bash", "zsh", "fish"})
_POWERSHELL: Final = frozenset({"powershell", "pwsh"})


def offer_years(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The years that the data folder has, the latest first."""
    data = Path(ctx.params.get("data") or "data")
    years = [str(year) for year in reversed(existing_years(data))]
    return [(year, f"{year}年的报告") for year in years if year.startswith(incomplete)]


def offer_new_years(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The year after the latest one."""
    years = existing_years(Path(ctx.params.get("data") or "data"))
    following = str(years[-1] + 1) if years else ""
    return [(following, f"开始{following}年")] if following and following.startswith(incomplete) else []


def understand_shells() -> None:
    """Make typer answer the shells that ask for completions."""
    from typer._completion_classes import completion_init  # noqa: PLC0415  wanted by a shell only

    completion_init()


def completion_script(shell: str) -> str:
    """The script that makes a shell complete; raises ``WrongUse`` for a shell that cannot."""
    from typer._completion_shared import get_completion_script  # noqa: PLC0415  as above

    if shell not in _WITH_INSTALLER | _POWERSHELL:
        _refuse(shell)
    return get_completion_script(prog_name=_PROGRAM, complete_var=VARIABLE, shell=shell)


def install_completion(shell: str) -> str:
    """Switch completion on for a shell, and tell what was done or is left to do; raises ``WrongUse``."""
    if shell in _POWERSHELL:
        # typer's own installer lifts the user's execution policy, which is not ours to weaken.
        return (
            "PowerShell 请运行下面这一行，以后打开的窗口就能用 Tab 键补全：\n"
            "report-builder --show-completion >> $PROFILE"
        )
    if shell not in _WITH_INSTALLER:
        _refuse(shell)
    from typer._completion_shared import install  # noqa: PLC0415  as above

    try:
        _, path = install(shell=shell, prog_name=_PROGRAM, complete_var=VARIABLE)
    except OSError as error:
        misused(f"补全没有装上，写不进 {error.filename}，{reason_of(error)}")
    return f"已为 {shell} 装上补全：{path}\n重新打开命令行窗口以后，按 Tab 键就能补全命令、选项和年份。"


def _refuse(shell: str) -> NoReturn:
    name = f"“{shell}”" if shell else "现在用的命令行"
    misused(f"{name}不能补全；可以用的有 bash、zsh、fish 和 PowerShell")
