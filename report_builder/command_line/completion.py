"""A shell and a word half typed → what is on offer, the shell's script, and how to switch it on."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final

from click.shell_completion import CompletionItem, ShellComplete

from report_builder.command_line.arguments import existing_years, misused, prevented
from report_builder.command_line.home import find_home
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NoReturn

    import click

_PROGRAM: Final = "report-builder"
# What the scripts set: that completions are asked for, what is typed up to the cursor, which word it is in.
VARIABLE: Final = "_REPORT_BUILDER_COMPLETE"
_ASKED: Final = "complete_"  # with the shell's name after it
_TYPED: Final = "COMP_WORDS"
_PLACE: Final = "COMP_CWORD"

_BASH: Final = """\
_report_builder_completion() {
    local IFS=$'\\n'
    COMPREPLY=($(COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \\
        _REPORT_BUILDER_COMPLETE=complete_bash report-builder))
}
complete -o default -F _report_builder_completion report-builder
"""
_ZSH: Final = """\
#compdef report-builder
_report_builder_completion() {
    local -a offered
    offered=("${(@f)$(COMP_WORDS="${words[1,CURRENT]}" COMP_CWORD=$((CURRENT - 1)) \\
        _REPORT_BUILDER_COMPLETE=complete_zsh report-builder)}")
    if [[ -n "$offered" ]]; then _describe -V 'report-builder' offered; else _files; fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _report_builder_completion "$@"
else
    compdef _report_builder_completion report-builder
fi
"""
_FISH: Final = """\
function __report_builder_offered
    set -lx COMP_WORDS (commandline -cp | string collect)
    set -lx COMP_CWORD (count (commandline -opc))
    set -lx _REPORT_BUILDER_COMPLETE complete_fish
    report-builder
end
complete --command report-builder --no-files --keep-order \\
    --condition '__report_builder_offered | string length -q' --arguments '(__report_builder_offered)'
"""
_POWERSHELL: Final = """\
Register-ArgumentCompleter -Native -CommandName report-builder -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $env:COMP_WORDS = $commandAst.ToString()
    $env:COMP_CWORD = $commandAst.CommandElements.Count - [int]($wordToComplete -ne '')
    $env:_REPORT_BUILDER_COMPLETE = 'complete_powershell'
    report-builder | ForEach-Object {
        $value, $told = $_ -split "`t", 2
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $told)
    }
    Remove-Item Env:COMP_WORDS, Env:COMP_CWORD, Env:_REPORT_BUILDER_COMPLETE
}
"""
_SCRIPTS: Final = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL, "pwsh": _POWERSHELL}


def offer_years(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The years that the data folder has, the latest first."""
    years = [str(year) for year in reversed(existing_years(_data(context)))]
    return [CompletionItem(year, help=f"{year}年的报告") for year in years if year.startswith(incomplete)]


def offer_new_years(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The year after the latest one."""
    following = [str(year + 1) for year in existing_years(_data(context))[-1:]]
    return [CompletionItem(year, help=f"开始{year}年") for year in following if year.startswith(incomplete)]


def _data(context: click.Context) -> Path:
    return Path(context.params.get("data") or find_home().data)


def completions(program: click.Command, environment: Mapping[str, str]) -> list[str]:
    """What a shell that asks is to offer, a line each, with what it is for where the shell shows that."""
    shell = environment[VARIABLE].removeprefix(_ASKED)
    words = _split(environment.get(_TYPED, ""))
    place = environment.get(_PLACE, "")
    current = int(place) if place.isdecimal() else len(words)
    asking = ShellComplete(program, {}, _PROGRAM, VARIABLE)
    offered = asking.get_completions(words[1:current], words[current] if current < len(words) else "")
    return [_spell(shell, item) for item in offered]


def _split(typed: str) -> list[str]:
    try:
        return shlex.split(typed, posix=True)
    except ValueError:  # a quotation mark that is not closed yet
        return typed.split()


def _spell(shell: str, item: CompletionItem) -> str:
    told = "显示这份帮助" if item.value in {"--help", "-h"} else item.help or ""
    if shell == "bash" or not told:
        return str(item.value)
    if shell == "zsh":
        value = str(item.value).replace(":", "\\:")
        return f"{value}:{told}"
    return f"{item.value}\t{told}"


def completion_script(shell: str) -> str:
    """The script that makes a shell complete; raises ``WrongUse`` for a shell that cannot."""
    return _SCRIPTS.get(shell) or _refuse(shell)


def install_completion(shell: str, home: Path) -> str:
    """Switch completion on for a shell, and tell what was done or is left to do; raises ``WrongUse``."""
    script = completion_script(shell)
    if script == _POWERSHELL:  # where its profile lies is known to PowerShell only
        return (
            "PowerShell 请运行下面这一行，以后打开的窗口就能用 Tab 键补全：\n"
            f"{_PROGRAM} --show-completion >> $PROFILE"
        )
    if shell == "bash":
        path = home / ".bash_completions" / f"{_PROGRAM}.sh"
        start, line = home / ".bashrc", f"source {shlex.quote(str(path))}"
    elif shell == "zsh":
        path = home / ".zfunc" / f"_{_PROGRAM}"
        start, line = home / ".zshrc", "fpath+=~/.zfunc; autoload -Uz compinit; compinit"
    else:  # fish finds it by its place
        path = home / ".config" / "fish" / "completions" / f"{_PROGRAM}.fish"
        start, line = None, ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script, encoding="utf-8", newline="\n")
        if start is not None:
            _add_line(start, line)
    except OSError as error:
        prevented(f"补全没有装上，写不进 {error.filename}，{reason_of(error)}")
    return f"已为 {shell} 装上补全：{path}\n重新打开命令行窗口以后，按 Tab 键就能补全命令、选项和年份。"


def _add_line(path: Path, line: str) -> None:
    """Let a shell's own file, of whatever encoding, end in a line, unless it has it."""
    written = path.read_bytes() if path.exists() else b""
    if line.encode() in written.splitlines():
        return
    with path.open("ab") as file:
        file.write((b"" if written.endswith(b"\n") or not written else b"\n") + line.encode() + b"\n")


def _refuse(shell: str) -> NoReturn:
    name = f"“{shell}”" if shell else "现在用的命令行"
    misused(f"{name}不能补全；可以用的有 bash、zsh、fish 和 PowerShell")
