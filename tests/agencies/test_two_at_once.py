"""Two people who review, sum or build the same agencies at once: one whole outcome, no second half."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from agency_ledgers import YEAR
from foreign_reports import two_years
from foreign_writers import by_python_docx
from make_agencies import plan_agencies, write_agencies

CHECKOUT: Final = Path(__file__).parent.parent.parent
RECEIVED: Final = "收到的报告"
CALLS: Final = {
    "batch": ("batch", "各单位", str(YEAR), "--workers", "1"),
    "review": ("review", RECEIVED, "--workers", "1"),
    "rollup": ("rollup", RECEIVED, "--year", str(YEAR), "--workers", "1"),
}
# What is told of processors and their time differs from run to run.
OF_THE_MACHINE: Final = frozenset({"各单位.jsonl"})


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What many agencies handed in, and their ledgers."""
    folder = tmp_path_factory.mktemp("office")
    (folder / RECEIVED).mkdir()
    for number in range(6):
        report = two_years(number)[1]
        (folder / RECEIVED / f"{report.agency}.docx").write_bytes(by_python_docx(report))
    write_agencies(folder / "各单位", plan_agencies(2, 4))
    return folder


def begin(name: str, cwd: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "report_builder", *CALLS[name]],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(CHECKOUT), "SOURCE_DATE_EPOCH": "1700000000"},  # noqa: TID251  with more
    )


def written(folder: Path) -> dict[str, bytes]:
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if path.name not in OF_THE_MACHINE}


@pytest.mark.parametrize(
    ("name", "beside"),
    [*((name, name) for name in sorted(CALLS)), ("batch", "rollup"), ("review", "rollup")],
)
def test_of_two_at_once_the_outcome_is_that_of_one_after_the_other(
    office: Path, tmp_path: Path, name: str, beside: str
) -> None:
    alone, at_once = (shutil.copytree(office, tmp_path / each) for each in ("alone", "at once"))
    for each in dict.fromkeys((name, beside)):
        begin(each, alone).communicate()

    both = [begin(each, at_once) for each in (name, beside)]
    told = [process.communicate()[1].decode() for process in both]

    assert written(at_once) == written(alone)
    assert {process.returncode for process in both} <= {0, 1}, told
    assert "Traceback" not in "".join(told)
    if name == beside == "batch":  # who comes while the first goes on is told, and builds nothing twice
        codes = [process.returncode for process in both]
        assert 0 in codes
        assert codes.count(1) == sum("错误 file.busy" in each for each in told)
