"""The years that benchmarks are run on → as many rows as were asked for, each read, the same every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from make_ledgers import make_year
from openpyxl import load_workbook

from report_builder.drafts import BuildRequest, outcome_of
from report_builder.pipeline import check

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_every_row_is_counted_and_none_is_doubted(tmp_path: Path, form: str) -> None:
    make_year(tmp_path / "data", 700, 3, form)

    found = outcome_of(check(BuildRequest(tmp_path / "data", 2016, tmp_path / "out", tmp_path))).findings

    page = (tmp_path / "out" / "2016" / "checks.html").read_text(encoding="utf-8")
    assert ">700条<" in page
    assert [each.code for each in found if each.code.startswith("ledger.duplicate")] == []
    assert "ledger.sheet_unknown" not in [each.code for each in found]


def test_the_same_year_has_the_same_bytes_and_is_made_once(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in make_year(tmp_path / "one", 100, 2, "xlsx")]
    again = make_year(tmp_path / "two", 100, 2, "xlsx")
    stamps = [path.stat().st_mtime_ns for path in again]

    assert [path.read_bytes() for path in again] == first
    assert {str(load_workbook(path).properties.modified) for path in again} == {"2016-12-30 00:00:00"}
    assert [path.stat().st_mtime_ns for path in make_year(tmp_path / "two", 100, 2, "xlsx")] == stamps
