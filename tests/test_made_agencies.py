"""The agencies that tests and benchmarks are run on → built, they come to the figures made with them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from agency_faults import PLANTED, Fault
from agency_ledgers import YEAR
from make_agencies import MOST, Agency, add_up, plan_agencies, write_agencies

from report_builder.diagnostics import ReportError, Severity
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.pipeline import build, check

if TYPE_CHECKING:
    from pathlib import Path


def request_for(root: Path, agency: Agency) -> BuildRequest:
    folder = root / agency.name
    return BuildRequest(folder / "data", YEAR, folder / "out", folder, modified=1_700_000_000)


def figure(statistics: object, path: str) -> object:
    for key in path.split("."):
        assert isinstance(statistics, dict)
        statistics = statistics[key]
    return statistics


def test_a_build_counts_what_was_made(tmp_path: Path) -> None:
    made = plan_agencies(9, 7)
    write_agencies(tmp_path, made)

    for agency in made:
        outcome_of(build(request_for(tmp_path, agency)))
        file = tmp_path / agency.name / "out" / str(YEAR) / "statistics.json"
        statistics = json.loads(file.read_bytes())

        counted = {path: figure(statistics, path) for path in agency.figures}
        assert counted == agency.figures
        assert float(str(figure(statistics, "proactive.fees.amount_yuan"))) * 100 == agency.year.fees_fen


@pytest.mark.parametrize("fault", PLANTED)
def test_each_fault_is_told_by_its_code(tmp_path: Path, fault: Fault) -> None:
    [agency] = plan_agencies(1, 3, faulty=1, kinds=[fault])
    write_agencies(tmp_path, [agency])

    with pytest.raises(ReportError) as error:
        outcome_of(check(request_for(tmp_path, agency)))

    assert {each.code for each in error.value.findings if each.severity is Severity.ERROR} == {fault.value}


def test_the_same_seed_makes_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_agencies(tmp_path / name, plan_agencies(4, 5, faulty=1, killers=1))

    one, two = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("one", "two")
    )
    assert one == two


def test_faults_are_as_many_as_asked_for_and_leave_the_sum() -> None:
    made = plan_agencies(100, 1, faulty=20, killers=3)

    assert sum(each.fault is Fault.SWOLLEN for each in made) == 3
    assert {each.fault for each in made} == {None, *Fault}
    assert sum(each.fault is None for each in made) == 77
    assert add_up(made)["requests.new.total"] == sum(
        each.figures.get("requests.new.total", 0) for each in made if each.fault is None
    )


def test_no_two_agencies_have_one_name() -> None:
    made = plan_agencies(MOST, 1)

    assert len({each.name for each in made}) == MOST
