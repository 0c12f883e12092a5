"""A pipe that stands where a file should → a finding, or none; nobody waits for what never comes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import pytest
from foreign_reports import YEAR, two_years
from foreign_writers import by_python_docx
from make_agencies import plan_agencies, write_agencies

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

RECEIVED: Final = "收到的报告"
CALLS: Final = {
    "review": ("review", RECEIVED, "--workers", "1"),
    "rollup": ("rollup", RECEIVED, "--year", str(YEAR), "--workers", "1"),
    "batch": ("batch", "各单位", str(YEAR), "--workers", "1"),
    "rollup of agencies": ("rollup", "各单位", "--workers", "1"),
}
BESIDE: Final = {
    "review": (
        "甲局.docx",
        "名单.xlsx",
        "收到登记.csv",
        "审核/审核答复.toml",
        "审核/审核情况.xlsx",
        "审核/网页清单.json",
    ),
    "rollup": (
        "甲局.pdf",
        "甲局.xlsx",
        "甲局.json",
        "甲局/statistics.json",
        f"汇总/{YEAR - 1}/汇总统计.json",
    ),
    "batch": (f"汇总/进度/{YEAR}/各单位.jsonl", f"甲局/data/{YEAR}/ledgers/a.xlsx", "甲局/styles/a"),
    "rollup of agencies": (f"甲局/out/{YEAR}/statistics.json", f"甲局/data/{YEAR}/ledgers/a.xlsx"),
}


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such pipes among files")
@pytest.mark.parametrize(("name", "path"), [(name, path) for name, paths in BESIDE.items() for path in paths])
def test_nobody_waits_for_a_pipe(report_builder: Run, tmp_path: Path, name: str, path: str) -> None:
    folder = tmp_path / CALLS[name][1]
    if "agencies" in name or name == "batch":
        write_agencies(folder, plan_agencies(1, 4))
        next(folder.iterdir()).rename(folder / "甲局")
    else:
        folder.mkdir()
        (folder / "乙局.docx").write_bytes(by_python_docx(two_years(1)[1]))
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(folder / path)

    done = report_builder(*CALLS[name], cwd=tmp_path)  # which is waited for two minutes

    assert done.returncode in {0, 1}, done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
