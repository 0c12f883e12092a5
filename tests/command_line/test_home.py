"""Where the data and the outputs lie for somebody who runs the program above them, or within them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from report_builder.command_line.home import Home, find_home

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with settings and a year's ledgers."""
    (tmp_path / "data" / "2025" / "ledgers").mkdir(parents=True)
    (tmp_path / "data" / "agency.toml").touch()
    (tmp_path / "out" / "2025").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize("place", ["data", "data/2025", "data/2025/ledgers", "out", "out/2025"])
def test_within_the_folders_the_ones_above_are_meant(office: Path, place: str) -> None:
    start = office / place

    home = find_home(start)

    assert home.is_above
    assert (start / home.data).resolve() == office / "data"
    assert (start / home.out).resolve() == office / "out"


def test_above_the_folders_nothing_is_to_be_told(office: Path) -> None:
    assert find_home(office) == Home()
    assert not find_home(office).is_above


def test_a_folder_that_is_only_called_data_is_none_of_ours(tmp_path: Path) -> None:
    place = tmp_path / "data" / "项目"
    place.mkdir(parents=True)

    assert find_home(place) == Home()


def test_an_empty_folder_called_data_gets_no_second_one(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()

    assert (tmp_path / "data" / find_home(tmp_path / "data").data).resolve() == tmp_path / "data"


def test_a_folder_of_data_may_have_another_name(tmp_path: Path) -> None:
    (tmp_path / "台账" / "2025").mkdir(parents=True)
    (tmp_path / "台账" / "agency.toml").touch()

    assert find_home(tmp_path / "台账") == Home(Path(), Path("out"))
    assert find_home(tmp_path / "台账" / "2025").data == Path("..")


@pytest.mark.parametrize("place", ["data", "data/2016", "data/2016/ledgers"])
def test_a_check_within_the_data_is_a_check_from_above_and_says_so(
    report_builder: Run, own_data: Path, place: str
) -> None:
    done = report_builder("check", "2016", cwd=own_data.parent / place)

    assert f"数据用 {own_data}，生成的文件放进 {own_data.parent / 'out'}\n" in done.stderr.decode()
    assert done.returncode == 0
    assert (own_data.parent / "out" / "2016" / "checks.html").is_file()
    assert not [path for path in own_data.rglob("*") if path.name in {"data", "out"}]


def test_a_year_started_within_the_data_stands_beside_the_others(report_builder: Run, own_data: Path) -> None:
    done = report_builder("new", "2017", cwd=own_data / "2016")

    assert done.returncode == 0
    assert (own_data / "2017" / "ledgers").is_dir()
    assert not (own_data / "2016" / "data").exists()


def test_a_year_left_out_within_its_folder_is_the_one_that_was_meant(
    report_builder: Run, own_data: Path
) -> None:
    (own_data / "2017").mkdir()

    done = report_builder("build", cwd=own_data / "2016")

    assert "您要运行的可能是：report-builder build 2016\n" in done.stderr.decode()


def test_for_a_program_only_the_findings_are_told(report_builder: Run, own_data: Path) -> None:
    done = report_builder("check", "2016", "--json", cwd=own_data)

    assert done.stderr == b""
    assert done.stdout.startswith(b"{")
