"""Help that teaches, and what is said about a call that cannot be carried out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
import typer
from golden_files import matches_golden

from report_builder.cli import app
from report_builder.command_line.help_texts import COMMANDS
from report_builder.command_line.usage import usage_message
from report_builder.quantities import half_widths

if TYPE_CHECKING:
    from typer.core import TyperGroup

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
new
new 26
new 2007
new 2099
refresh 报告.docx --year 去年
""".splitlines()


def group() -> TyperGroup:
    """The program with its commands."""
    return cast("TyperGroup", typer.main.get_command(app))


def said_about(call: str) -> str:
    """The message about a call, which must not be carried out."""
    words = call.split(" ")
    with pytest.raises(typer.TyperException) as raised:
        app(words, prog_name="report-builder", standalone_mode=False)
    return usage_message(raised.value, words, group())


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


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_teaches_within_80_columns(command: str, *, update_golden: bool) -> None:
    known = group()
    context = typer.Context(known, info_name="report-builder")
    named = known.commands[command] if command else known
    context = typer.Context(named, info_name=command, parent=context) if command else context

    text = named.get_help(context)

    assert [line for line in text.splitlines() if half_widths(line) > 80] == []
    assert "例如：" in text
    assert matches_golden(GOLDEN / f"help_{command or 'program'}.txt", f"{text}\n", update=update_golden)


def test_every_command_has_examples_and_the_meaning_of_its_exit_codes() -> None:
    assert set(group().commands) == set(COMMANDS)
    assert [name for name, text in COMMANDS.items() if len(text.examples) < 2] == []
    assert {code for text in COMMANDS.values() for code, _ in text.exit_codes} == {"0", "1", "2", "3"}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_an_example_of_the_help_is_a_call_that_can_be_read(command: str) -> None:
    known = group()
    for call, _ in COMMANDS[command].examples:
        program, name, *words = re.findall(r'"[^"]*"|\S+', call)

        context = known.commands[name].make_context(name, words, resilient_parsing=True)

        assert (program, name) == ("report-builder", command)
        assert context.args == []
