"""Where each figure comes from → a workbook of cells and numbers, without what the cells say."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from msgspec.structs import replace
from openpyxl import load_workbook
from records import applications, book, ledgers, settings

from report_builder.diagnostics import Findings
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.filing.details_workbook import MOST_OF_A_FIGURE, details_xlsx
from report_builder.pipeline import build
from report_builder.resources import packaged_folder
from report_builder.statistics.counting import count_statistics

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.ledgers.frames import Ledgers


def rows(year: Ledgers) -> list[tuple[object, ...]]:
    """The rows of the workbook below its header."""
    data = details_xlsx(count_statistics(year, settings(), 2016, Findings()), "guangxi-seven-part")
    sheet = load_workbook(io.BytesIO(data))["明细"]
    return [tuple(cell or "" for cell in row) for row in sheet.iter_rows(min_row=3, values_only=True)]


def test_a_figure_stands_with_its_cells_and_their_numbers() -> None:
    found = [row for row in rows(ledgers()) if row[-1] == "requests.new.natural_person"]

    assert found == [
        (
            "新收公开申请：自然人",
            1,
            "件",
            1,
            "台账.xlsx",
            "依申请公开",
            "A4",
            "3",
            "requests.new.natural_person",
        )
    ]


def test_every_figure_that_is_counted_and_not_nil_is_there_and_adds_up() -> None:
    statistics = count_statistics(ledgers(), settings(), 2016, Findings())

    sums: dict[object, float] = {}
    for row in rows(ledgers()):
        sums[row[-1]] = sums.get(row[-1], 0) + float(str(row[3]))

    assert len(sums) > 50
    for path, total in sums.items():
        assert abs(total - float(statistics.figures[str(path)] or 0)) < 0.005


def test_what_an_applicant_wrote_is_not_there() -> None:
    year = applications("2016-03-01 自然人 网络 - 2016-03-08 予以公开")

    told = rows(book(applications=[{**row, "申请内容": "某人的住址", "备注": "电话"} for row in year]))

    assert told
    assert not any(word in str(row) for row in told for word in ("某人的住址", "电话"))


def test_the_rows_of_one_figure_end_and_say_so() -> None:
    many = applications("2016-03-01 自然人 网络 - 2016-03-08 予以公开\n" * (MOST_OF_A_FIGURE + 5))

    found = [row for row in rows(book(applications=many)) if row[-1] == "requests.new.total"]

    assert len(found) == MOST_OF_A_FIGURE + 1
    assert found[-1][4] == "其余的没有列出"


def test_it_is_made_on_request_only_and_no_manifest_or_package_holds_it(tmp_path: Path) -> None:
    request = BuildRequest(packaged_folder("data"), 2016, tmp_path / "out", tmp_path, details=True)
    folder = outcome_of(build(request)).folder

    manifest = json.loads((folder / "manifest.json").read_bytes())

    assert (folder / "明细.xlsx").is_file()
    assert "明细.xlsx" not in json.dumps(manifest, ensure_ascii=False)

    other = outcome_of(build(replace(request, out=tmp_path / "other", details=False))).folder
    assert not (other / "明细.xlsx").exists()
