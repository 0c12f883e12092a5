"""What a person sees who looks on: colours, progress, tables; and that nobody else gets any of it."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from earlier_reports import write_year_before
from terminals import plain, run_on_terminal

from report_builder.command_line.commands import COMMANDS
from report_builder.comparing import CompareRequest, compare_reports
from report_builder.drafts import BuildRequest
from report_builder.editing import RefreshRequest, refresh_file
from report_builder.finishing.finish import FinishRequest, finish
from report_builder.page_formats import TypesetRequest
from report_builder.pipeline import build, check, typeset_file
from report_builder.quantities import half_widths

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

on_terminals = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind"
)
CHECKOUT = Path(__file__).parent.parent.parent


@on_terminals
def test_a_build_shows_its_stages_and_a_table_on_a_terminal(tmp_path: Path) -> None:
    written, code = run_on_terminal("build", "2016", "--out", str(tmp_path / "out"), cwd=CHECKOUT)

    told = plain(written)
    assert code == 0
    assert re.search(r"1/8 .*正在读取单位设置", told)
    assert re.search(r"8/8 .*正在归档", told)
    assert re.search(r"^文件 +大小 *$", told, re.MULTILINE)
    assert re.search(
        r"^柳州市教育局2016年政府信息公开工作年度报告\.pdf +\d+ KB，共 \d+ 页", told, re.MULTILINE
    )


@on_terminals
def test_a_terminal_gets_colours_and_a_pipe_gets_none(report_builder: Run, own_data: Path) -> None:
    spoil_narrative(own_data)

    written, code = run_on_terminal("check", "2016", cwd=own_data.parent)
    piped = report_builder("check", "2016", cwd=own_data.parent)

    assert "\x1b[31m错误 narrative.unknown" in written
    assert b"\x1b" not in piped.stdout + piped.stderr
    assert "正在".encode() not in piped.stdout + piped.stderr
    assert code == piped.returncode == 1


@on_terminals
def test_no_color_is_honoured(own_data: Path) -> None:
    spoil_narrative(own_data)

    written, _ = run_on_terminal("check", "2016", cwd=own_data.parent, NO_COLOR="1")

    assert "错误 narrative.unknown" in written
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", written)


@on_terminals
@pytest.mark.parametrize(
    "command", ["doctor", "check 2016", "build 2016", "--help", "refresh --help", "biuld 2016"]
)
def test_no_line_is_wider_than_a_terminal_of_80_columns(own_data: Path, command: str) -> None:
    spoil_narrative(own_data)

    written, _ = run_on_terminal(*command.split(), cwd=own_data.parent)

    lines = [line.rpartition("\r")[2] for line in plain(written).splitlines()]
    assert [line for line in lines if half_widths(line.rstrip()) > 80] == []


@on_terminals
def test_several_findings_of_a_file_stand_under_one_heading(own_data: Path) -> None:
    (own_data / "2016" / "narrative.md").write_text("# 标题\n\n{{ 甲 }}\n\n{{ 乙 }}\n", encoding="utf-8")

    written, _ = run_on_terminal("check", "2016", cwd=own_data.parent)

    told = plain(written)
    assert len(re.findall(r"^\S*narrative\.md（错误 2 处）$", told, re.MULTILINE)) == 1
    assert re.search(r"^错误 narrative\.unknown  第3行$", told, re.MULTILINE)
    assert re.search(r"^错误 narrative\.unknown  第5行$", told, re.MULTILINE)


@on_terminals
def test_a_first_year_asks_for_the_agency_and_enter_takes_what_is_offered(tmp_path: Path) -> None:
    typed = "柳州市教育局\n" + "\n" * 7 + "2025年1月20日\n"
    written, code = run_on_terminal("new", "2024", cwd=tmp_path, typed=typed)

    settings = (tmp_path / "data" / "agency.toml").read_text(encoding="utf-8")
    assert "正文里用的简称 [市教育局]：" in written
    assert 'name = "柳州市教育局"' in settings
    assert 'short_name = "市教育局"' in settings
    override = (tmp_path / "data" / "2024" / "report.toml").read_text(encoding="utf-8")
    assert "signed_on = 2025-01-20" in override
    assert code == 0


@on_terminals
def test_a_question_given_up_is_no_fault_of_the_program(tmp_path: Path) -> None:
    written, code = run_on_terminal("new", "2026", cwd=tmp_path, typed="\x04")

    assert "已经取消" in written
    assert code == 130
    assert list(tmp_path.iterdir()) == []


def test_the_stages_of_a_progress_bar_are_those_of_the_command(own_data: Path, tmp_path: Path) -> None:
    declared = {command.name: command.stages for command in COMMANDS if command.stages}
    told: dict[str, list[str]] = {command: [] for command in declared}
    request = BuildRequest(own_data, 2016, tmp_path, CHECKOUT)

    told["check"] += check(request)
    told["build"] += build(request)
    report = next((tmp_path / "2016").glob("*.docx"))
    told["pdf"] += typeset_file(TypesetRequest(report, tmp_path / "x.pdf", CHECKOUT))
    told["refresh"] += refresh_file(RefreshRequest(report, None, request.data, None, tmp_path, CHECKOUT))
    write_year_before(tmp_path / "2016", tmp_path / "2015", 2015, {})
    told["compare"] += compare_reports(CompareRequest((2015, 2016), request.data, tmp_path, CHECKOUT))
    told["finish"] += finish(FinishRequest(request.data, tmp_path, CHECKOUT, date(2017, 1, 5), source=report))

    assert {command: len(stages) for command, stages in told.items()} == declared


def spoil_narrative(data: Path) -> None:
    """Put a name into the narrative that nobody knows."""
    (data / "2016" / "narrative.md").write_text("# 标题\n\n{{ 没有这个词 }}\n", encoding="utf-8")
