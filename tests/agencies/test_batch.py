"""A folder of agencies → each one's report as a build of its own makes it, and a summary of all of them."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from agency_faults import Fault
from agency_folder_files import outputs, summary
from agency_ledgers import YEAR
from make_agencies import Agency, plan_agencies, write_agencies
from python_calamine import CalamineWorkbook

from report_builder.agencies.agency_folders import SUMMARY
from report_builder.agencies.agency_jobs import AgencyJob, AgencyOutcome, BatchResult
from report_builder.agencies.batch import PAGE, WORKBOOK, BatchRequest, build_agencies
from report_builder.agencies.building import build_agency
from report_builder.diagnostics import ReportError
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.filing.replacing import STAGING
from report_builder.pipeline import build

MODIFIED = 1_700_000_000


def batch(root: Path, workers: int = 2) -> BatchResult:
    return outcome_of(build_agencies(BatchRequest(str(root), YEAR, workers, modified=MODIFIED)))


def built_alone(root: Path, agencies: list[Agency]) -> None:
    """What each agency's own secretary gets by `build`."""
    for agency in agencies:
        with contextlib.chdir(root / agency.name), contextlib.suppress(ReportError):
            outcome_of(build(BuildRequest(Path("data"), YEAR, Path("out"), Path.cwd(), modified=MODIFIED)))


@pytest.fixture(scope="module")
def agencies() -> list[Agency]:
    return plan_agencies(8, 5, faulty=2, killers=1)


@pytest.fixture(scope="module")
def done(agencies: list[Agency], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BatchResult]:
    root = tmp_path_factory.mktemp("agencies")
    write_agencies(root, agencies)
    return root, batch(root)


def test_outputs_are_those_of_single_builds(
    agencies: list[Agency], done: tuple[Path, BatchResult], tmp_path: Path
) -> None:
    sound = [each for each in agencies if each.fault is None]
    write_agencies(tmp_path, sound)
    built_alone(tmp_path, sound)

    assert len(outputs(tmp_path)) > len(sound)
    assert outputs(done[0]) == outputs(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="no bound of memory: the large sheet is simply read")
def test_the_faulty_are_named_with_their_reasons_and_the_killer_alone_as_such(
    agencies: list[Agency], done: tuple[Path, BatchResult]
) -> None:
    found = {each.name: [finding.code for finding in each.errors] for each in done[1].unfinished}
    killers = [each.name for each in done[1].results if each.outcome is AgencyOutcome.KILLED]

    assert {name: set(codes) for name, codes in found.items()} == {
        each.name: {each.fault.value} for each in agencies if each.fault
    }
    assert killers == [each.name for each in agencies if each.fault is Fault.SWOLLEN]


def test_no_worker_takes_more_than_its_memory(done: tuple[Path, BatchResult]) -> None:
    assert 0 < done[1].peak < 400 or sys.platform == "win32"


def test_the_summary_names_every_agency_and_what_is_wrong(
    agencies: list[Agency], done: tuple[Path, BatchResult]
) -> None:
    page = (done[0] / SUMMARY / PAGE).read_text(encoding="utf-8")
    book = CalamineWorkbook.from_path(str(done[0] / SUMMARY / WORKBOOK))
    head, *rows = book.get_sheet_by_name("各单位").to_python()
    wrong = [row[0] for row in book.get_sheet_by_name("问题").to_python()[1:] if row[1] == "错误"]

    assert [row[0] for row in rows] == sorted(each.name for each in agencies)
    assert {str(row[0]): row[1] for row in rows} == {
        each.name: each.outcome.value for each in done[1].results
    }
    assert set(wrong) == {each.name for each in agencies if each.fault}
    assert all(each.name in page for each in agencies)
    assert "用时（秒）" not in head


def test_nothing_is_done_twice_and_the_summary_stays_the_same(done: tuple[Path, BatchResult]) -> None:
    root, first = done
    before, stamps = summary(root), {path: path.stat().st_mtime_ns for path in root.glob("*/out/*/*")}

    second = batch(root)

    again = [each for each in second.results if not each.is_new]
    assert {each.name for each in again} >= {
        each.name for each in first.results if each.outcome is AgencyOutcome.BUILT
    }
    assert {path: path.stat().st_mtime_ns for path in root.glob("*/out/*/*")} == stamps
    assert summary(root) == before


def test_what_has_changed_or_is_gone_is_built_again(tmp_path: Path) -> None:
    names = [each.name for each in plan_agencies(3, 5)]
    write_agencies(tmp_path, plan_agencies(3, 5))
    batch(tmp_path)
    report = tmp_path / names[0] / "data" / str(YEAR) / "report.toml"
    report.write_text(f"signed_on = {YEAR + 1}-01-21\n", encoding="utf-8")
    next((tmp_path / names[1] / "out" / str(YEAR)).glob("*.pdf")).unlink()

    again = batch(tmp_path)

    assert {each.name for each in again.results if each.is_new} == set(names[:2])


@pytest.mark.skipif(sys.platform == "win32", reason="killed as POSIX kills")
def test_a_run_that_was_killed_goes_on_to_the_same_result(tmp_path: Path) -> None:
    made = plan_agencies(6, 6, faulty=1)
    whole, torn = tmp_path / "whole", tmp_path / "torn"
    write_agencies(whole, made)
    shutil.copytree(whole, torn)
    batch(whole)

    for wanted in (1, 3):
        kill_after(torn, wanted)
    batch(torn)

    assert outputs(torn) == outputs(whole)
    assert summary(torn) == summary(whole)
    assert not list(torn.glob("**/.report-builder*"))


def kill_after(root: Path, wanted: int) -> None:
    """Run the command until so many agencies have a report, and kill its whole group at once."""
    command = [sys.executable, "-m", "report_builder", "batch", str(root), str(YEAR), "--workers", "2"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(MODIFIED)}  # noqa: TID251  the command needs the rest
    process = subprocess.Popen(command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL)
    while process.poll() is None and len(list(root.glob("*/out/*/manifest.json"))) < wanted:
        time.sleep(0.01)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_what_an_interrupted_run_left_beside_its_progress_is_cleared_away(tmp_path: Path) -> None:
    write_agencies(tmp_path, plan_agencies(1, 5))
    left = tmp_path / SUMMARY / "进度" / str(YEAR) / f"{STAGING}left"
    left.mkdir(parents=True)

    batch(tmp_path, workers=1)

    assert not left.exists()


def test_a_folder_without_agencies_is_told(tmp_path: Path) -> None:
    (tmp_path / "空的").mkdir()

    with pytest.raises(ReportError) as error:
        batch(tmp_path)

    assert [each.code for each in error.value.findings] == ["batch.empty"]
    assert not (tmp_path / SUMMARY).exists()


def test_agencies_are_found_below_their_cities_and_links_lead_nowhere(tmp_path: Path) -> None:
    write_agencies(tmp_path / "甲市" / "乙县", plan_agencies(1, 5))
    outside = tmp_path.with_name(f"{tmp_path.name}-outside")
    write_agencies(outside, plan_agencies(1, 5))
    (tmp_path / "链接").symlink_to(outside / plan_agencies(1, 5)[0].name, target_is_directory=True)

    done = batch(tmp_path, workers=1)

    assert [each.name for each in done.results] == ["甲市/乙县/临江县人民政府"]
    assert not (outside / "临江县人民政府" / "out").exists()


def test_an_agency_whose_folder_is_taken_away_meanwhile_is_told_as_that(tmp_path: Path) -> None:
    result = build_agency(AgencyJob(str(tmp_path), "教育局", YEAR))

    assert result.outcome is AgencyOutcome.FAULTY
    assert [each.code for each in result.errors] == ["file.missing"]
