"""The same agencies on a Dask cluster of separate processes → the same bytes as on one machine."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from agency_faults import Fault
from agency_folder_files import outputs, summary
from agency_ledgers import YEAR
from dask_clusters import cluster
from make_agencies import plan_agencies, write_agencies

from report_builder.agencies.agency_jobs import AgencyOutcome
from report_builder.agencies.batch import BatchRequest, build_agencies
from report_builder.agencies.cluster import Cluster, build_on
from report_builder.agencies.stores import Store
from report_builder.diagnostics import ReportError
from report_builder.drafts import outcome_of

if TYPE_CHECKING:
    from pathlib import Path

MODIFIED = 1_700_000_000
MADE = plan_agencies(8, 5, faulty=1, killers=1)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one machine makes of the agencies."""
    root = tmp_path_factory.mktemp("alone")
    write_agencies(root, MADE)
    outcome_of(build_agencies(BatchRequest(str(root), YEAR, 2, modified=MODIFIED)))
    return root


@pytest.mark.skipif(sys.platform != "linux", reason="no bound of memory: the large sheet is simply read")
@pytest.mark.parametrize("workers", [2, 4])
def test_a_cluster_that_loses_a_worker_makes_the_same_bytes_and_names_the_same_killer(
    tmp_path: Path, alone: Path, workers: int
) -> None:
    there = tmp_path / "there"
    write_agencies(there, MADE)

    with cluster(tmp_path, workers) as machines:
        steps = build_agencies(
            BatchRequest(str(there), YEAR, 0, modified=MODIFIED, scheduler=machines.address)
        )
        for _ in range(2):
            next(steps)
        was_killed = machines.kill_one()
        done = outcome_of(steps)

    assert was_killed
    assert outputs(there) == outputs(alone)
    assert summary(there) == summary(alone)
    assert [each.name for each in done.results if each.outcome is AgencyOutcome.KILLED] == [
        each.name for each in MADE if each.fault is Fault.SWOLLEN
    ]


def test_folders_may_lie_at_an_address(tmp_path: Path) -> None:
    """Any that fsspec knows; here one on the disk, which is read and written as a store is."""
    made = plan_agencies(3, 5)
    alone, there = tmp_path / "alone", tmp_path / "there"
    write_agencies(alone, made)
    write_agencies(there, made)
    outcome_of(build_agencies(BatchRequest(str(alone), YEAR, 1, modified=MODIFIED)))

    with cluster(tmp_path, 1) as machines:
        request = BatchRequest(
            f"file://{there}",
            YEAR,
            0,
            modified=MODIFIED,
            scheduler=machines.address,
            summary=tmp_path / "汇总",
        )
        outcome_of(build_agencies(request))
        again = outcome_of(build_agencies(request))

    assert outputs(there) == outputs(alone)
    assert not any(each.is_new for each in again.results)
    assert (tmp_path / "汇总" / "批量生成情况.html").is_file()


def test_a_scheduler_that_is_not_there_is_told() -> None:
    with pytest.raises(ReportError) as error:
        list(build_on(Cluster("tcp://127.0.0.1:9", 400), [], []))

    assert [each.code for each in error.value.findings] == ["batch.scheduler"]


def test_a_store_gives_what_was_put_and_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "甲局" / "data").mkdir(parents=True)
    (tmp_path / "甲局" / "data" / "agency.toml").write_bytes(b"name")
    (tmp_path / "链接").symlink_to(tmp_path / "甲局", target_is_directory=True)
    store = Store(f"file://{tmp_path}")

    store.put("甲局/out", {"一.txt": b"1", "二.txt": b"2"})
    store.remove("甲局/out", ["二.txt", "没有.txt"])
    store.fetch("甲局", tmp_path / "copy")

    assert store.folders() == ["copy", "甲局"]
    assert sorted(path.name for path in (tmp_path / "copy").rglob("*.*")) == ["agency.toml", "一.txt"]
