"""Completion in a shell: what is offered, its script, and how it is switched on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import find_referee

from report_builder.command_line.arguments import WrongUse
from report_builder.command_line.commands import COMMANDS
from report_builder.command_line.completion import completion_script, install_completion

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_every_common_shell_gets_a_script_that_asks_the_program(shell: str) -> None:
    script = completion_script(shell)

    assert "_REPORT_BUILDER_COMPLETE" in script
    assert "report-builder" in script


@pytest.mark.parametrize("shell", ["cmd", "", "tcsh"])
def test_another_shell_is_told_which_ones_can(tmp_path: Path, shell: str) -> None:
    with pytest.raises(WrongUse, match="bash、zsh、fish 和 PowerShell"):
        completion_script(shell)
    with pytest.raises(WrongUse, match="bash、zsh、fish 和 PowerShell"):
        install_completion(shell, tmp_path)


def test_completion_is_installed_for_bash(tmp_path: Path) -> None:
    (tmp_path / ".bashrc").write_text("alias ll='ls -l'\n", encoding="utf-8")

    told = install_completion("bash", tmp_path)

    assert "已为 bash 装上补全" in told
    assert "alias ll" in (tmp_path / ".bashrc").read_text(encoding="utf-8")
    assert (tmp_path / ".bash_completions" / "report-builder.sh").is_file()


def test_the_execution_policy_of_powershell_is_left_alone(tmp_path: Path) -> None:
    told = install_completion("powershell", tmp_path)

    assert "--show-completion >> $PROFILE" in told


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("report-builder ", {command.name for command in COMMANDS}),
        ("report-builder bu", {"build"}),
        ("report-builder build ", {"2016", "2015"}),
        ("report-builder check 2016 --da", {"--data"}),
        ("report-builder new ", {"2017"}),
        ("report-builder pdf ", set()),
    ],
)
def test_commands_options_and_years_are_completed(
    report_builder: Run, own_data: Path, words: str, offered: set[str]
) -> None:
    (own_data / "2015").mkdir()
    count = len(words.split(" ")) - 1

    done = report_builder(
        cwd=own_data.parent,
        _REPORT_BUILDER_COMPLETE="complete_bash",
        COMP_WORDS=words,
        COMP_CWORD=str(count),
    )

    assert set(done.stdout.decode().split()) == offered


@pytest.mark.parametrize(
    ("shell", "line"),
    [("bash", "build"), ("zsh", "build:核对"), ("fish", "build\t核对"), ("powershell", "build\t核对")],
)
def test_each_shell_is_answered_in_its_own_form(
    report_builder: Run, own_data: Path, shell: str, line: str
) -> None:
    done = report_builder(
        cwd=own_data.parent,
        _REPORT_BUILDER_COMPLETE=f"complete_{shell}",
        COMP_WORDS="report-builder bu",
        COMP_CWORD="1",
    )

    assert done.stdout.decode().startswith(line)
    assert done.returncode == 0


@pytest.mark.parametrize("typed", ["report-builder build 'dat", 'report-builder --data "a b" build '])
def test_a_quotation_mark_that_is_not_closed_is_no_fault(
    report_builder: Run, own_data: Path, typed: str
) -> None:
    done = report_builder(
        cwd=own_data.parent, _REPORT_BUILDER_COMPLETE="complete_bash", COMP_WORDS=typed, COMP_CWORD="9"
    )

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_shells_own_file_is_added_to_once_and_otherwise_left_as_it_is(tmp_path: Path, shell: str) -> None:
    path = tmp_path / f".{shell}rc"
    path.write_bytes("# 本机设置".encode("gbk"))

    install_completion(shell, tmp_path)
    once = path.read_bytes()
    install_completion(shell, tmp_path)

    assert once.startswith("# 本机设置\n".encode("gbk"))
    assert once.count(b"\n") == 2
    assert path.read_bytes() == once


ASKING = {
    "bash": "COMP_WORDS=(report-builder build 20); COMP_CWORD=2; _report_builder_completion report-builder;"
    ' printf "%s\\n" "${COMPREPLY[@]}"',
    "fish": "complete -C 'report-builder build 20'",
    # Zsh completes in an editor of its own only; what it would show is caught where it is handed over.
    "zsh": "compdef() { :; }; _describe() { print -l $offered; }; words=(report-builder build 20); CURRENT=3;"
    " _report_builder_completion",
}


@pytest.mark.referee
@pytest.mark.parametrize("shell", sorted(ASKING))
def test_the_script_makes_the_shell_complete(own_data: Path, shell: str) -> None:
    (own_data / "2015").mkdir()
    script = own_data.parent / "script"
    compdef = "compdef() { :; }\n" if shell == "zsh" else ""
    script.write_text(compdef + completion_script(shell), encoding="utf-8")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"  # noqa: TID251  with the program's own folder

    done = subprocess.run(
        [find_referee(shell), "-c", f"source {script}; {ASKING[shell]}"],
        cwd=own_data.parent,
        env={"PATH": path, "HOME": str(own_data.parent), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=False,
        timeout=60,
    )

    offered = [line[:4] for line in done.stdout.decode().splitlines()]
    assert (offered, done.stderr) == (["2016", "2015"], b"")
