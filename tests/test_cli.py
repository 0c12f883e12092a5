"""The command line: what a user types, reads back, and gets as an exit code."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from report_builder import __version__
from report_builder.command_line.commands import COMMANDS

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

# What may stand in Latin letters: the program's own words, not sentences about them.
PROGRAM_WORDS = re.compile(
    rf"report-builder|--?[a-z]+|{'|'.join(command.name for command in COMMANDS)}|checks?"
    r"|pdf|ofd|html|docx?|json|data|out|md|toml"
    r"|agency|ledgers|Word|WPS|PDF|JSON|Tab|SOURCE_DATE_EPOCH|file\.missing|biuld|nothing|dat",
    re.IGNORECASE,
)


def english_in(text: str) -> list[str]:
    """The Latin words of a text that are not names of the program's own things."""
    return re.findall(r"[A-Za-z]{2,}", PROGRAM_WORDS.sub(" ", text))


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("", "命令："),
        ("--nope", "没有“--nope”这个选项"),
        ("biuld 2016", "没有“biuld”这个命令，您要用的可能是“build”"),
        ("build", "缺少“年份|文件夹”"),
        ("build 2016 --dat x", "没有“--dat”这个选项，您要用的可能是“--data”"),
        ("build 2016 --data", "选项“--data”后面缺少它的值"),
        ("build 2016 --json=1", "选项“--json”后面不能带值"),
        ("build 2016 2017", "多出了“2017”"),
        ("build nothing", "“nothing”不是年份，也不是以年份命名的文件夹"),
        ("build 二〇一六", "“二〇一六”不是年份"),
        ("2016", "您要运行的可能是：report-builder build 2016"),
        ("build 2031", "没有运行：这里没有 data 文件夹；请先进入放有 data 文件夹的位置"),
        ("new 2026", "还没有单位设置，而这里不能提问；加上 --yes"),
        ("verify 2016", "“2016”是年份，这里要写一个 Word 报告的文件名"),
        ("refresh 正文.md", "用 build 生成报告"),
        ("build 2007", "2008年起施行，没有 2007 年的年度报告"),
        ("build data/2016 --data data", "已经写了文件夹，就不要再写 --data"),
        ("pdf report.doc", "请先在 Word 或 WPS 里另存为 .docx"),
        ("pdf report.docx -o report.docx", "PDF 不能写到 Word 报告自己的文件里"),
    ],
)
def test_a_wrongly_written_command_is_told_in_chinese_and_ends_with_2(
    report_builder: Run, tmp_path: Path, command: str, says: str
) -> None:
    done = report_builder(*command.split(), cwd=tmp_path)

    told = done.stderr.decode()
    assert says in told
    assert english_in(re.sub(r"report\.(docx?|pdf)", "", told)) == []
    assert (done.returncode, done.stdout) == (2, b"")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["--help", "new -h", "doctor --help", "pdf --help"])
def test_the_help_is_chinese_throughout(report_builder: Run, command: str) -> None:
    done = report_builder(*command.split())

    told = done.stdout.decode()
    assert told.startswith("用法：report-builder")
    assert set(english_in(told)) <= {"traceback", "install", "completion", "show", "national", "styles"}
    assert done.returncode == 0


def test_the_version_is_the_packages(report_builder: Run) -> None:
    done = report_builder("--version")

    assert done.stdout.decode().strip() == f"report-builder {__version__}"
    assert done.returncode == 0


def test_a_missing_report_is_a_finding_and_ends_with_1(report_builder: Run, tmp_path: Path) -> None:
    done = report_builder("pdf", "没有.docx", cwd=tmp_path)

    assert done.stderr.decode().startswith("错误 file.missing  没有.docx\n  找不到这个文件\n")
    assert done.returncode == 1


def test_a_mistyped_report_is_answered_with_the_one_that_is_there(
    report_builder: Run, tmp_path: Path
) -> None:
    (tmp_path / "2016年度报告.docx").touch()

    done = report_builder("pdf", "2016年报告.docx", cwd=tmp_path)

    assert "您要的可能是：2016年度报告.docx" in done.stderr.decode()
    assert done.returncode == 1


@pytest.mark.parametrize("command", [("check", "2016"), ("build", "2016"), ("new", "2016"), ("doctor",)])
def test_a_folder_that_the_system_refuses_is_no_fault_of_ours(
    report_builder: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    result = report_builder(*command, "--data", "长" * 300, cwd=tmp_path)

    assert result.returncode == 1
    assert "文件名太长" in (result.stdout + result.stderr).decode()


def test_json_findings_are_alone_on_standard_output(report_builder: Run, tmp_path: Path) -> None:
    done = report_builder("pdf", "没有.docx", "--json", cwd=tmp_path)

    [finding] = json.loads(done.stdout)["findings"]
    assert (finding["code"], finding["severity"]) == ("file.missing", "error")
    assert finding["place"]["file"] == "没有.docx"
    assert done.stderr == b""
    assert done.returncode == 1
