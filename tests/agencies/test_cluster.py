"""The same agencies on a Dask cluster of separate processes → the same bytes as on one machine."""

from __future__ import annotations

import contextlib
import select
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from agency_faults import Fault
from agency_folder_files import outputs, summary
from agency_ledgers import YEAR
from dask_clusters import Relay, await_until, cluster
from distributed import Client
from foreign_reports import two_years
from foreign_writers import by_python_docx
from make_agencies import plan_agencies, write_agencies

from report_builder.agencies.agency_jobs import AgencyOutcome
from report_builder.agencies.batch import BatchRequest, build_agencies
from report_builder.agencies.cluster import Cluster, Errand, work_on
from report_builder.agencies.review import ReviewRequest, review_reports
from report_builder.agencies.rollup import RollupRequest, roll_up
from report_builder.agencies.spreading import Spread
from report_builder.agencies.stores import Store
from report_builder.diagnostics import ReportError
from report_builder.drafts import outcome_of

if TYPE_CHECKING:
    from pathlib import Path

MODIFIED = 1_700_000_000
MADE = plan_agencies(8, 5, faulty=1, killers=1)
REMAINDERS: Errand[int, tuple[int, int]] = Errand(
    divmod, (7,), give_up=lambda job: (job, -1), fail=lambda job, _: (job, -2)
)


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


def test_reports_and_figures_are_read_by_a_cluster_as_by_one_machine(tmp_path: Path) -> None:
    """By their paths and at an address, with a worker lost: the same bytes of the review and of the sum."""
    there = tmp_path / "各单位"
    write_agencies(there, plan_agencies(2, 5))
    for number in range(6):
        _, report = two_years(60 + number)
        report.agency = f"{number}{report.agency}"
        report.title = f"{report.agency}{report.year}年政府信息公开工作年度报告"
        (there / f"{number}.docx").write_bytes(by_python_docx(report))
    for name in ("旧的.doc", "关于报送年报的通知.docx", "Thumbs.db", "~$0.docx"):
        (there / name).write_bytes(b"x")
    made: dict[str, dict[str, bytes]] = {}

    with cluster(tmp_path, 2) as machines:
        spreads = {"here": Spread(), "there": Spread(scheduler=machines.address)}
        for name, by in {**spreads, "address": spreads["there"]}.items():
            folder = tmp_path / name
            paths, addresses = ((), (f"file://{there}",)) if name == "address" else ((there,), ())
            steps = review_reports(
                ReviewRequest(paths, folder / "审核", tmp_path, YEAR, None, MODIFIED, by, addresses)
            )
            if name == "there":
                next(step for step in steps if step.startswith("读取"))
                assert machines.kill_one()
            outcome_of(steps)
            asked = RollupRequest(
                paths, folder / "汇总", tmp_path, "双河县", YEAR, None, MODIFIED, by, addresses
            )
            summed = outcome_of(roll_up(asked))
            assert len(summed.agencies) == 8
            assert [each.code for each in summed.findings] == ["review.left_aside"] * 2
            made[name] = {
                path.relative_to(folder).as_posix(): path.read_bytes()
                for path in folder.rglob("*")
                if path.is_file() and path.name != "汇总统计.xlsx"  # tells the paths
            }

    assert len(made["here"]) == 6 + 2 + 2  # pages, their record and the workbook; figures and ledgers
    assert made["there"] == made["here"]
    assert made["address"] == made["here"]


def test_results_that_are_lost_with_their_workers_are_made_again(tmp_path: Path) -> None:
    """They were done, and nobody had fetched them yet."""
    with cluster(tmp_path, 2) as machines, Client(machines.address) as watch:
        watch.wait_for_workers(2)
        results = work_on(Cluster(machines.address, 400), range(20), [], REMAINDERS)
        got = [next(results)]
        await_until(lambda: len([each for each in watch.who_has().values() if each]) == 4)
        got.append(next(results))
        assert machines.kill_all()
        await_until(lambda: not any(watch.who_has().values()))
        got += results

    assert sorted(got) == [divmod(each, 7) for each in range(20)]


def test_a_connection_that_breaks_costs_time_only(tmp_path: Path) -> None:
    with cluster(tmp_path, 2) as machines, contextlib.closing(Relay(machines.address)) as relay:
        results = work_on(Cluster(relay.address, 400), range(20), [3, 4], REMAINDERS)
        got = []
        for number, result in enumerate(results):
            if number in (1, 2, 20):
                relay.cut()
            got.append(result)

    assert sorted(got) == sorted(divmod(each, 7) for each in [*range(20), 3, 4])


def test_a_connection_that_breaks_again_and_again_is_told(tmp_path: Path) -> None:
    slow: Errand[list[int], object] = Errand(select.select, ([], [], 5.0), lambda _: (), lambda _, __: ())
    over = threading.Event()

    with cluster(tmp_path, 1) as machines, contextlib.closing(Relay(machines.address)) as relay:

        def cut_ever_again() -> None:
            while not over.wait(0.5):
                relay.cut()

        cutting = threading.Thread(target=cut_ever_again)
        cutting.start()
        with pytest.raises(ReportError) as error:
            list(work_on(Cluster(relay.address, 400), [[]], [], slow))
        over.set()
        cutting.join()

    assert [each.code for each in error.value.findings] == ["batch.scheduler"]


def test_a_scheduler_that_ends_in_the_middle_is_told(tmp_path: Path) -> None:
    with cluster(tmp_path, 1) as machines:
        results = work_on(Cluster(machines.address, 400), range(20), [], REMAINDERS)
        next(results)
        machines.end_scheduler()
        with pytest.raises(ReportError) as error:
            list(results)

    assert [each.code for each in error.value.findings] == ["batch.scheduler"]


def test_a_scheduler_that_is_not_there_is_told() -> None:
    with pytest.raises(ReportError) as error:
        list(work_on(Cluster("tcp://127.0.0.1:9", 400), [1], [], REMAINDERS))

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
