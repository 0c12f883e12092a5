"""The same input gives the same bytes: whenever, wherever, and in whatever process it is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
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
