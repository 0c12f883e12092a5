"""What a screen or a page would obey is shown by its number, wherever anybody's text comes from."""

from __future__ import annotations

import json
import os
import shutil
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hostile_names import HOSTILE, OBEYED
from openpyxl import load_workbook
from terminals import run_on_terminal
from word_files import paragraph, word_file

from report_builder.diagnostics import Finding, Place, Severity
from report_builder.visible_text import visible, visible_json, visible_line

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[bytes]]


def test_every_control_and_format_character_is_shown_by_its_number() -> None:
    letters = [chr(code) for code in range(sys.maxunicode)]
    obeyed = [letter for letter in letters if unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp"}]

    left = [f"{ord(letter):X}" for letter in obeyed if letter not in "\n\t" and letter in visible(letter)]

    assert left == []
    assert visible("\u202e") == "〔U+202E〕"
    assert visible_line("一\n二") == "一〔U+000A〕二"


def test_ordinary_text_and_rare_characters_stay_as_they_are() -> None:
    text = "市教育局　“2016年”…—\n\t①㈠𠮷葛\U000e0100é👍"

    assert visible(text) == text


def test_json_means_the_same() -> None:
    value = {"name": f"{HOSTILE}\U000e0041"}

    told = visible_json(json.dumps(value, ensure_ascii=False))

    assert json.loads(told) == value
    assert not any(letter in told for letter in OBEYED)


def test_a_line_that_a_cell_brings_along_is_no_finding_of_its_own() -> None:
    finding = Finding(
        "ledger.date", Severity.ERROR, Place("一\n错误 x"), "写作“\n错误 file.missing  报告.docx”"
    )

    assert str(finding).split("\n") == [
        "错误 ledger.date  一〔U+000A〕错误 x",
        "  写作“",
        "  错误 file.missing  报告.docx”",
    ]


def spoil(data: Path) -> None:
    """A hostile cell in a ledger; its file has a hostile name, where the system takes one."""
    ledger = data / "2016" / "ledgers" / "办公室.xlsx"
    book = load_workbook(ledger)
    book.create_sheet("假\u202e表\u2066").append([f"表{HOSTILE[-4:]}"])
    book["依申请公开"].append(["1\u202e2", "不是日期\u202e\u200b"])
    book.save(ledger)
    if os.name == "posix":
        shutil.copy(ledger, ledger.with_name(f"{HOSTILE}.docx"))
        ledger.rename(ledger.with_name(f"{HOSTILE}.xlsx"))


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_no_name_and_no_cell_reaches_a_pipe_or_the_check_report_raw(
    report_builder: Run, own_data: Path, options: tuple[str, ...]
) -> None:
    spoil(own_data)

    done = report_builder("check", "2016", *options, cwd=own_data.parent)

    page = (own_data.parent / "out" / "2016" / "checks.html").read_text(encoding="utf-8")
    for text in ((done.stdout + done.stderr).decode(), page):
        assert [repr(letter) for letter in OBEYED if letter in text] == []
    assert "〔U+202E〕" in page
    assert "甲" in page


@pytest.mark.skipif(os.name != "posix", reason="Windows takes no such names")
@pytest.mark.parametrize("command", ["pdf", "check", "verify", "refresh", "build", "--traceback"])
def test_a_hostile_word_on_the_command_line_is_not_obeyed(
    report_builder: Run, tmp_path: Path, command: str
) -> None:
    name = f"{HOSTILE}.docx"
    (tmp_path / name).write_bytes(word_file(paragraph("正文。")))

    done = report_builder(command, name, cwd=tmp_path)
    locale_less = report_builder(
        command, name, cwd=tmp_path, PYTHONUTF8="0", LC_ALL="C", PYTHONCOERCECLOCALE="0"
    )

    for each in (done, locale_less):
        text = (each.stdout + each.stderr).decode()
        assert [repr(letter) for letter in OBEYED if letter in text] == []


@pytest.mark.skipif(os.name != "posix", reason="Windows takes no such names")
def test_a_hostile_name_is_not_obeyed_by_a_terminal(tmp_path: Path) -> None:
    name = f"{HOSTILE}.docx"
    (tmp_path / name).write_bytes(word_file(paragraph("贯彻国办发[2016]8号文件精神。")))

    screen = run_on_terminal("check", name, cwd=tmp_path)[0]

    assert "〔U+202E〕" in screen
    assert [repr(letter) for letter in ("\x07", "\x9b31m", "\u202e", "\u200b") if letter in screen] == []
    assert "\x1b[2J" not in screen
