"""Help that teaches, and what is said about a call that cannot be carried out."""

from __future__ import annotations

import re
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from golden_files import matches_golden

from report_builder.cli import program
from report_builder.command_line.commands import COMMANDS
from report_builder.command_line.usage import usage_message
from report_builder.quantities import half_widths

if TYPE_CHECKING:
    from report_builder.command_line.command import Command

GOLDEN = Path(__file__).parent / "golden_screens"
CALLS = """\
2016
2016 check
2016年 build --json
data/2016
报告.docx
报告.docx verify
biuld 2016
Build 2016
生成 2016
init 2026
help
help build
--data x build 2016
--json
--nope
build
build 2017
build 2061
build 2016 2017
build 2016年12月
build data
build data/2016 --data data
build 2016 --dat x
build 2016 --dat=x
build 2016 ——json
build 2016 –out x
build 2016 --data
build 2016 --json=1
build 报告.docx
build 2007
build 2016 --out "
check 报告.doc
pdf
pdf 2016
pdf 报告
pdf 报告.doc
pdf 台账.xlsx
pdf 台账.et
pdf 报告.pdf
pdf 年度 报告.docx
pdf 报告.docx -o 报告.docx
verify out
verify 报告.docx --built 报告.pdf
verify 盖章.pdf --statistics 报告.json
verify 盖章.pdf --built 盖章.pdf
sign
sign 报告.docx --key 单位.p12
sign 报告.pdf
new
new 26
new 2007
new 2099
refresh 报告.docx --year 去年
""".splitlines()


def said_about(call: str) -> str:
    """The message about a call, which must not be carried out."""
    words = call.split(" ")
    with pytest.raises(click.UsageError) as raised:
        program.main(words, prog_name="report-builder", standalone_mode=False, obj=tuple(words))
    return usage_message(raised.value, words, program)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a year, a report, and files that are none."""
    (tmp_path / "data" / "2016" / "ledgers").mkdir(parents=True)
    (tmp_path / "data" / "2015").mkdir()
    (tmp_path / "out").mkdir()
    for name in ("报告.docx", "年度 报告.docx", "报告.doc", "台账.xlsx", "out/年报.docx"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("office")
def test_a_wrong_call_is_answered_with_the_right_one(*, update_golden: bool) -> None:
    answers = [f"$ report-builder {call}\n{said_about(call)}\n" for call in CALLS]

    text = re.sub(
        r"现在可以开始的是 \d+ 年|new \d+(?=\n写法见：report-builder new)", "〔明年〕", "\n".join(answers)
    )
    assert matches_golden(GOLDEN / "wrong_calls.txt", text, update=update_golden)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("call", CALLS)
def test_nobody_is_answered_in_english(call: str) -> None:
    message = said_about(call)

    assert re.search(r"请对照帮助检查|Missing|Invalid|No such|unexpected|Try ", message) is None


@pytest.mark.parametrize("command", ["", *program.known])
def test_the_help_teaches_within_80_columns(command: str, *, update_golden: bool) -> None:
    context = program.make_context("report-builder", [], resilient_parsing=True)
    if command:
        context = program.known[command].make_context(command, [], context, resilient_parsing=True)

    text = context.get_help()

    assert [line for line in text.splitlines() if half_widths(line) > 80] == []
    assert "例如：" in text
    assert matches_golden(GOLDEN / f"help_{command or 'program'}.txt", f"{text}\n", update=update_golden)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_examples_and_the_meaning_of_its_exit_codes(command: Command) -> None:
    assert len(command.help.examples) >= 2
    assert [code for code, _ in command.help.exit_codes] == ["0", "1", "2", "3"]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_an_example_of_the_help_is_a_call_that_can_be_read(command: Command) -> None:
    for call, _ in command.help.examples:
        name, named, *words = re.findall(r'"[^"]*"|\S+', call)

        context = program.commands[named].make_context(named, words, resilient_parsing=True)

        assert (name, named) == ("report-builder", command.name)
        assert context.args == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_runs_with_the_parameters_that_it_declares(command: Command) -> None:
    taken = list(signature(command.run).parameters.values())

    assert [each.name for each in taken] == ["call", *(each.name for each in command.parameters)]
    assert all(each.kind is each.KEYWORD_ONLY for each in taken[1:])


def test_no_word_is_taken_for_two_commands() -> None:
    words = [word for command in COMMANDS for word in (command.name, *command.other_names)]

    assert len(words) == len(set(words))
