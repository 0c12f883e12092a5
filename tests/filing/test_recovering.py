"""Every command that looks into a folder first finishes what was interrupted there, and says so."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import pytest
from signing_keys import PASSWORD, key_file

from report_builder.diagnostics import Findings, ReportError
from report_builder.filing.recovering import recover, tell_outcome
from report_builder.filing.replacing import STAGING, Outcome

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

NAME: Final = "柳州市教育局2016年政府信息公开工作年度报告"
COMMANDS: Final = {
    "check": ("check", "2016"),
    "check FILE": ("check", f"out/2016/{NAME}.docx"),
    "build": ("build", "2016"),
    "build of the next year": ("build", "2017"),
    "pdf": ("pdf", f"out/2016/{NAME}.docx", "-o", "别处.pdf"),
    "pdf to the folder": ("pdf", "别处.docx", "-o", "out/2016/新.pdf"),
    "verify": ("verify", f"out/2016/{NAME}.docx"),
    "verify FOLDER": ("verify", "out/2016"),
    "verify SEALED": ("verify", f"out/2016/{NAME}.pdf"),
    "compare": ("compare", f"out/2016/{NAME}.docx", "别处.docx"),
    "sign": ("sign", f"out/2016/{NAME}.pdf", "--key", "单位.p12", "--password-file", "密码.txt"),
    "refresh": ("refresh", f"out/2016/{NAME}.docx"),
    "finish": ("finish", "2016"),
    "new from that year": ("new", "2018", "--from", "2016", "--yes"),
    "doctor": ("doctor", "2016"),
}


def interrupt(folder: Path, name: str, data: bytes, *, ours: bool = True) -> None:
    """What is left where the power went when one file was about to take its place."""
    staging = folder / f"{STAGING}halted"
    for kind in ("new", "old"):
        (staging / kind).mkdir(parents=True)
    (staging / "new" / "0").write_bytes(data)
    known = sha256((folder / name).read_bytes()).hexdigest() if ours and (folder / name).exists() else ""
    plan = {
        "placed": [[name, sha256(data).hexdigest()]],
        "added": [],
        "removed": [],
        "ours": {name: known},
        "unvouched": [],
    }
    (staging / "plan.json").write_text(json.dumps(plan), encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_finishes_what_was_interrupted_and_says_so(
    report_builder: Run, own_data: Path, built: Path, command: str
) -> None:
    working = own_data.parent
    if command == "sign":
        pytest.importorskip("pyhanko")
        (working / "单位.p12").write_bytes(key_file(years=100))
        (working / "密码.txt").write_text(PASSWORD, encoding="utf-8")
    folder = working / "out" / "2016"
    shutil.copytree(built, folder)
    shutil.copy(folder / f"{NAME}.docx", working / "别处.docx")
    shutil.copytree(own_data / "2016", own_data / "2017")
    interrupt(folder, "说明.txt", b"new")

    done = report_builder(*COMMANDS[command], cwd=working)

    told = (done.stdout + done.stderr).decode()
    assert "上次写到一半就中断了，这次先接着写完" in told
    assert (folder / "说明.txt").read_bytes() == b"new"
    assert list(folder.glob(f"{STAGING}*")) == []


def test_a_year_that_was_half_started_is_started_whole(report_builder: Run, own_data: Path) -> None:
    interrupt(own_data, "agency.toml", b"name = 1\n", ours=False)
    before = (own_data / "agency.toml").read_bytes()

    done = report_builder("new", "2017", "--yes", cwd=own_data.parent)

    assert "file.recovered" in done.stderr.decode()
    assert (own_data / "agency（手工修改稿）.toml").read_bytes() == before


def test_where_nothing_can_be_finished_now_nothing_is_read(tmp_path: Path) -> None:
    interrupt(tmp_path, "表.json", b"new")
    (tmp_path / ".report-builder.lock").mkdir()  # nobody can write there

    with pytest.raises(ReportError) as told:
        recover([tmp_path], Findings())

    assert [found.code for found in told.value.findings] == ["file.unfinished"]


def test_an_old_file_that_cannot_be_cleared_away_is_named_and_stops_nothing(tmp_path: Path) -> None:
    [finding] = tell_outcome(tmp_path, Outcome(left_over=(tmp_path / "old" / "0",)))

    assert finding.code == "file.left_over"
    assert str(tmp_path / "old" / "0") in str(finding)
