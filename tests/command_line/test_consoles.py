"""What any console shows of what the program says: UTF-8, GBK, or one said to be ASCII."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

CONSOLES = [
    ("gbk", {"PYTHONIOENCODING": "gbk"}),
    ("gbk", {"PYTHONIOENCODING": "cp936"}),
    ("utf-8", {"PYTHONIOENCODING": "utf-8"}),
    # A console said to be ASCII is nearly always an unset locale: UTF-8 is what can still be read there.
    ("utf-8", {"PYTHONIOENCODING": "ascii"}),
    ("utf-8", {"PYTHONIOENCODING": "", "LANG": "C", "LC_ALL": "C"}),
    ("utf-8", {"PYTHONIOENCODING": "", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}),
]


MESSAGES = [
    ("pdf missing.docx", "找不到这个文件"),
    ("doctor 2016", "种字体都可以嵌入"),
    ("--help", "用法"),
    ("biuld 2016", "report-builder build 2016"),
]


@pytest.mark.parametrize("console", CONSOLES)
@pytest.mark.parametrize("message", MESSAGES)
def test_every_message_is_legible_on_every_console(
    report_builder: Run, own_data: Path, console: tuple[str, dict[str, str]], message: tuple[str, str]
) -> None:
    (encoding, environment), (command, says) = console, message

    done = report_builder(*command.split(), cwd=own_data.parent, PYTHONUTF8="0", **environment)

    told = (done.stdout + done.stderr).decode(encoding)
    assert says in told
    assert "\\u" not in told
    assert "内部出错" not in told


def test_the_sign_between_file_and_sheet_has_a_stand_in_where_gbk_lacks_it(
    report_builder: Run, own_data: Path
) -> None:
    (own_data / "2016" / "narrative.md").write_text("# 标题\n\n{{ 没有这个词 }}\n", encoding="utf-8")

    done = report_builder("check", "2016", cwd=own_data.parent, PYTHONUTF8="0", PYTHONIOENCODING="gbk")

    assert "narrative.md > 第3行" in done.stderr.decode("gbk")
    assert done.returncode == 1


def test_a_mark_that_gbk_lacks_has_a_near_one(report_builder: Run, own_data: Path) -> None:
    (own_data / "agency.toml").write_text("name", encoding="utf-8")

    done = report_builder("doctor", "2016", cwd=own_data.parent, PYTHONUTF8="0", PYTHONIOENCODING="gbk")

    told = done.stdout.decode("gbk")
    assert re.search(r"^√  字体", told, re.MULTILINE)
    assert re.search(r"^×  单位设置", told, re.MULTILINE)


def test_a_chinese_name_is_legible_where_the_system_claims_to_know_no_chinese(
    report_builder: Run, tmp_path: Path
) -> None:
    done = report_builder(
        "pdf", "没有.docx", cwd=tmp_path, PYTHONUTF8="0", LC_ALL="C", PYTHONCOERCECLOCALE="0"
    )

    assert done.stderr.decode().startswith("错误 file.missing  没有.docx\n")
    assert done.returncode == 1


def test_json_stays_json_on_a_console_without_chinese(report_builder: Run, tmp_path: Path) -> None:
    done = report_builder(
        "pdf", "missing.docx", "--json", cwd=tmp_path, PYTHONUTF8="0", PYTHONIOENCODING="ascii"
    )

    assert json.loads(done.stdout)["findings"][0]["message"] == "找不到这个文件"
