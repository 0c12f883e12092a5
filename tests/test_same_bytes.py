"""The same input gives the same bytes: whenever, wherever, and in whatever process it is built."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[bytes]]


def test_a_second_build_gives_the_same_bytes_as_the_first(
    report_builder: Run, built: Path, tmp_path: Path
) -> None:
    first = {path.name: path.read_bytes() for path in built.iterdir()}

    # Another order of hashing, another time zone, another moment, another folder.
    done = report_builder(
        "build", "2016", "--out", str(tmp_path), PYTHONHASHSEED="4711", TZ="Pacific/Kiritimati"
    )

    assert done.returncode == 0, done.stderr.decode()
    assert {path.name: path.read_bytes() for path in (tmp_path / "2016").iterdir()} == first


def test_the_moment_of_building_does_not_show(report_builder: Run, built: Path, tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in built.iterdir()}

    done = report_builder("build", "2016", "--out", str(tmp_path), SOURCE_DATE_EPOCH="1000000000")

    assert done.returncode == 0, done.stderr.decode()
    assert {path.name: path.read_bytes() for path in (tmp_path / "2016").iterdir()} == first


def test_building_over_an_earlier_build_changes_nothing(
    report_builder: Run, built: Path, tmp_path: Path
) -> None:
    first = {path.name: path.read_bytes() for path in built.iterdir()}

    for _ in range(2):
        done = report_builder("build", "2016", "--out", str(tmp_path))

    assert done.returncode == 0, done.stderr.decode()
    assert {path.name: path.read_bytes() for path in (tmp_path / "2016").iterdir()} == first


def test_the_bytes_are_the_same_where_there_is_no_wheel_of_reportlabs_accelerator(
    built: Path, tmp_path: Path
) -> None:
    report = next(built.glob("*.docx"))
    shutil.copy(report, tmp_path)
    shutil.copy(built / "statistics.json", tmp_path)
    without = "import sys; sys.modules['_rl_accel'] = None; from report_builder.__main__ import main; main()"

    done = subprocess.run(
        [sys.executable, "-c", without, "pdf", report.name], cwd=tmp_path, capture_output=True, check=False
    )

    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / report.with_suffix(".pdf").name).read_bytes() == report.with_suffix(
        ".pdf"
    ).read_bytes()
