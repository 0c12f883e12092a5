"""Completion in a shell: its script, and how it is switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_builder.command_line.arguments import WrongUse
from report_builder.command_line.completion import completion_script, install_completion

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_every_common_shell_gets_a_script_that_asks_the_program(shell: str) -> None:
    script = completion_script(shell)

    assert "_REPORT_BUILDER_COMPLETE" in script
    assert "report-builder" in script


@pytest.mark.parametrize("shell", ["cmd", "", "tcsh"])
def test_another_shell_is_told_which_ones_can(shell: str) -> None:
    with pytest.raises(WrongUse, match="bash、zsh、fish 和 PowerShell"):
        completion_script(shell)
    with pytest.raises(WrongUse, match="bash、zsh、fish 和 PowerShell"):
        install_completion(shell)


def test_completion_is_installed_for_bash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / ".bashrc").write_text("alias ll='ls -l'\n", encoding="utf-8")

    told = install_completion("bash")

    assert "已为 bash 装上补全" in told
    assert "alias ll" in (tmp_path / ".bashrc").read_text(encoding="utf-8")
    assert (tmp_path / ".bash_completions" / "report-builder.sh").is_file()


def test_the_execution_policy_of_powershell_is_left_alone() -> None:
    told = install_completion("powershell")

    assert "--show-completion >> $PROFILE" in told
