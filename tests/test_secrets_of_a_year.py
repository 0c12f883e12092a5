"""What a year's ledgers carry privately, and how this computer is laid out, is in nothing made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from finished_years import NAME, ORIGINAL
from planted_secrets import DRAWN, OWN, spoil, spoil_workbook, telling, tells
from sealed_pdfs import sealed
from signing_keys import PASSWORD, key_file

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

NAMED: Final = ("USER", "LOGNAME", "USERNAME", "HOSTNAME", "COMPUTERNAME", "EMAIL")
PRIVATE: Final = {"依申请公开": ("申请内容", "备注", "申请人姓名"), "主动公开": ("备注", "经办人")}
# What the office works with, and keeps: its ledgers, the report as it was edited, before and after.
OWN_FILES: Final = ("ledgers", ORIGINAL, "送审稿.docx", "送审稿（更新）.docx")


def test_nothing_that_is_made_of_a_year_tells_a_secret_of_it(
    report_builder: Run, own_data: Path, tmp_path: Path
) -> None:
    home = tmp_path / OWN
    home.mkdir()
    own_data.rename(home / "data")
    filed, desk = home / "out" / "2016", home / "桌面"
    desk.mkdir()
    for ledger in home.rglob("*.xlsx"):
        ledger.write_bytes(spoil_workbook(ledger.read_bytes(), PRIVATE))
    where = ("--data", str(home / "data"), "--out", str(home / "out"))
    report, draft = filed / f"{NAME}.docx", desk / "送审稿.docx"

    def run(*words: str) -> None:
        done = report_builder(*words, cwd=tmp_path, HOME=str(home), **dict.fromkeys(NAMED, OWN))
        assert done.returncode == 0, (words, done.stderr.decode())

    run("build", "2016", *where, "--attach")
    draft.write_bytes(spoil(report.read_bytes(), adds=DRAWN))
    run("finish", str(draft), *where, "--even-so", "试一试")
    (desk / "盖章.pdf").write_bytes(sealed((filed / f"{NAME}.pdf").read_bytes()))
    run("finish", str(draft), *where, "--even-so", "试一试", "--sealed", str(desk / "盖章.pdf"))
    run("pdf", str(draft), "--ofd", "--html")
    run("compare", str(draft), str(report), "--page", str(desk / "比较.html"))
    (desk / report.name).write_bytes(report.read_bytes())
    run("compare", str(desk / report.name), str(report))
    run("refresh", str(draft), *where)
    run("new", "2017", "--from", str(draft), "--yes", *where[:2])

    assert tells(draft.read_bytes())
    assert (home / "data" / "归档登记.xlsx").is_file()
    assert telling(home, but=OWN_FILES) == []


def test_a_signature_tells_who_holds_the_key_and_nothing_of_the_computer(
    report_builder: Run, built: Path, tmp_path: Path
) -> None:
    pytest.importorskip("pyhanko", reason="the extra `sign` is not installed")
    home = tmp_path / OWN
    home.mkdir()
    (home / "报告.pdf").write_bytes((built / f"{NAME}.pdf").read_bytes())
    (home / "单位.p12").write_bytes(key_file(years=100))
    (home / "密码.txt").write_text(PASSWORD, encoding="utf-8")
    key = ("--key", str(home / "单位.p12"), "--password-file", str(home / "密码.txt"))

    report_builder("sign", str(home / "报告.pdf"), *key, HOME=str(home), **dict.fromkeys(NAMED, OWN))

    assert (home / "报告（已签名）.pdf").is_file()
    assert telling(home) == []
