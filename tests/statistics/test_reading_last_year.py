"""An archived ``statistics.json``, or the ledgers of the year before → what is known of that year."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from golden_suqian import SUQIAN_2023, figures, write_year
from records import ledgers, settings

from report_builder.diagnostics import Findings, Severity
from report_builder.filing.statistics_json import statistics_json
from report_builder.settings import load_settings
from report_builder.statistics.counting import count_statistics
from report_builder.statistics.reading_last_year import read_last_year

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_builder.statistics.last_year import LastYear

    Tree = dict[str, "Tree | int | str | list[object] | None"]


def archive(out: Path, change: Callable[[Tree], object] = lambda _: None) -> Path:
    """What a build of 2016 leaves, with a change made to it."""
    statistics = count_statistics(ledgers(), settings(), 2016, Findings())
    tree: Tree = json.loads(statistics_json(statistics, None, "guangxi-seven-part"))
    change(tree)
    path = out / "2016" / "statistics.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(tree), encoding="utf-8")
    return path


def read(folder: Path) -> tuple[LastYear | None, list[tuple[str, Severity]]]:
    """The year before 2017, and what was found."""
    findings = Findings()
    found = read_last_year(folder / "data", folder / "out", 2017, settings(), findings)
    return found, [(each.code, each.severity) for each in findings]


def test_what_a_build_has_archived_is_read_back_whole(tmp_path: Path) -> None:
    path = archive(tmp_path / "out")

    last_year, findings = read(tmp_path)

    assert findings == []
    assert last_year is not None
    assert (last_year.year, str(last_year.place)) == (2016, str(path))
    assert last_year.carried_out.natural_person == last_year.carried_out.total == 1
    assert (last_year.rules_in_force, last_year.normative_documents_in_force) == (0, 1)
    assert last_year.figures["proactive.fees.amount_wan"] == Decimal("1.234567")
    assert last_year.figures["publication.total"] == 3


def test_a_row_that_a_format_adds_later_makes_no_earlier_file_invalid(tmp_path: Path) -> None:
    path = archive(tmp_path / "out")
    tree = json.loads(path.read_text("utf-8"))
    del tree["requests"]["refused"]["8"], tree["litigation"]["review"]["other"], tree["version"]
    path.write_text(json.dumps(tree), encoding="utf-8")

    last_year, findings = read(tmp_path)

    assert findings == []
    assert last_year is not None
    assert last_year.carried_out.total == 1
    assert "requests.refused.8.total" not in last_year.figures


def test_without_an_archive_the_year_is_counted_from_its_ledgers(tmp_path: Path) -> None:
    write_year(tmp_path / "data", SUQIAN_2023, older=(9, 977))
    agency = load_settings(tmp_path / "data", 2024, Findings())
    assert agency is not None
    findings = Findings()

    last_year = read_last_year(tmp_path / "data", tmp_path / "out", 2024, agency, findings)

    assert list(findings) == []
    assert last_year is not None
    assert {path: last_year.figures[path] for path in figures(SUQIAN_2023)} == {
        path: Decimal(figure) for path, figure in figures(SUQIAN_2023).items()
    }


def test_nothing_of_the_year_before_is_a_notice_that_says_where_it_was_looked_for(tmp_path: Path) -> None:
    findings = Findings()

    last_year = read_last_year(tmp_path / "data", tmp_path / "out", 2017, settings(), findings)

    assert last_year is None
    [notice] = findings
    assert (notice.code, notice.severity) == ("previous.missing", Severity.NOTICE)
    assert str(tmp_path / "out" / "2016" / "statistics.json") in notice.evidence


def _drop(tree: Tree) -> None:
    del tree["litigation"]


def _set(section: str, value: object) -> Callable[[Tree], None]:
    def change(tree: Tree) -> None:
        tree[section] = value  # type: ignore[assignment]  # anything may stand in a file

    return change


def _nest(tree: Tree) -> None:
    deep: Tree = {}
    tree["requests"] = deep
    for _ in range(50):
        deeper: Tree = {}
        deep["new"] = deeper
        deep = deeper


@pytest.mark.parametrize(
    "change",
    [
        _drop,
        _nest,
        _set("requests", {"new": {"natural_person": -1}}),
        _set("complaints", 1.5),
        _set("complaints", "NaN"),
        _set("complaints", 10**40),
        _set("complaints", True),  # noqa: FBT003  JSON's own word
        _set("complaints", ["12"]),
        _set("proactive", "——"),
    ],
)
def test_an_archive_with_a_fault_is_a_warning_and_is_not_used(
    tmp_path: Path, change: Callable[[Tree], object]
) -> None:
    archive(tmp_path / "out", change)

    last_year, findings = read(tmp_path)

    assert last_year is None
    assert findings == [("previous.invalid", Severity.WARNING)]


@pytest.mark.parametrize(
    "change", [_set("agency", "桂林市教育局"), _set("year", 2015), _set("year", "2016"), _set("agency", None)]
)
def test_the_archive_of_another_agency_or_year_is_not_used(
    tmp_path: Path, change: Callable[[Tree], object]
) -> None:
    archive(tmp_path / "out", change)

    last_year, findings = read(tmp_path)

    assert last_year is None
    assert findings == [("previous.other", Severity.WARNING)]


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b"[" * 200_000, b"1" * 5000, b" " * 10_000_001])
def test_a_file_that_is_no_statistics_is_a_warning_and_not_a_traceback(
    tmp_path: Path, content: bytes
) -> None:
    archive(tmp_path / "out").write_bytes(content)

    last_year, findings = read(tmp_path)

    assert last_year is None
    assert findings == [("previous.unreadable", Severity.WARNING)]


def test_a_faulty_archive_gives_way_to_the_ledgers(tmp_path: Path) -> None:
    write_year(tmp_path / "data", SUQIAN_2023, older=(9, 977))
    agency = load_settings(tmp_path / "data", 2024, Findings())
    assert agency is not None
    (tmp_path / "out" / "2023").mkdir(parents=True)
    (tmp_path / "out" / "2023" / "statistics.json").write_bytes(b"{")
    findings = Findings()

    last_year = read_last_year(tmp_path / "data", tmp_path / "out", 2024, agency, findings)

    assert [found.code for found in findings] == ["previous.unreadable"]
    assert last_year is not None
    assert last_year.carried_out.total == 121


def test_ledgers_of_the_year_before_with_an_error_are_not_relied_on(tmp_path: Path) -> None:
    write_year(tmp_path / "data", SUQIAN_2023)
    (tmp_path / "data" / "2023" / "ledgers" / "另一份.xlsx").write_bytes(b"this is not a workbook")
    agency = load_settings(tmp_path / "data", 2024, Findings())
    assert agency is not None
    findings = Findings()

    last_year = read_last_year(tmp_path / "data", tmp_path / "out", 2024, agency, findings)

    assert last_year is None
    [warning] = findings
    assert (warning.code, warning.severity) == ("previous.ledgers", Severity.WARNING)
    assert "report-builder check 2023" in warning.remedy
