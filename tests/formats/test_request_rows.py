"""The rows of the table of applications that every format has, and those that one adds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from ledger_folders import EMPTY_PUBLISHED, SETTINGS
from msgspec.structs import replace
from sheets import write_workbook

from report_builder.diagnostics import Findings
from report_builder.formats.definitions import load_format
from report_builder.formats.request_rows import check_rows, with_added
from report_builder.formats.table_definitions import AddedRow
from report_builder.ledgers.choices import vocabulary_of
from report_builder.ledgers.reading import read_ledgers
from report_builder.request_rows import shipped_rows
from report_builder.statistics.counting import CountingBasis, count_statistics

if TYPE_CHECKING:
    from report_builder.statistics.figures import Statistics

STYLES: Final = Path(__file__).parents[2] / "styles"
ADDED: Final = AddedRow(key="other.unspecified", label="其他处理", number="（六）", after="other.3")


def test_an_added_row_stands_behind_the_row_that_it_names() -> None:
    keys = [row.key for row in with_added([ADDED])]

    assert keys[keys.index("other.3") + 1] == "other.unspecified"
    assert len(keys) == len(shipped_rows()) + 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"after": "total"}, "不能排在它后面"),
        ({"after": "other.9"}, "不能排在它后面"),
        ({"key": "other.3"}, "不能重复"),
        ({"key": "其他"}, "小写英文字母"),
        ({"label": "重复申请"}, "已经有"),
    ],
)
def test_a_row_that_cannot_be_is_told(change: dict[str, str], said: str) -> None:
    told = [message for _, message in check_rows([replace(ADDED, **change)])]

    assert len(told) == 1
    assert said in told[0]


def test_one_row_twice_is_told_once_for_its_key_and_once_for_its_label() -> None:
    assert len(list(check_rows([ADDED, ADDED]))) == 2


@pytest.mark.parametrize("name", ["guangxi-seven-part", "national-2021"])
def test_the_other_formats_have_the_rows_that_statistics_json_names_in_every_year(name: str) -> None:
    loaded = load_format(STYLES / name, Findings())

    assert loaded is not None
    assert loaded.request_rows == shipped_rows()


def count(folder: Path, **sheets: str) -> tuple[Statistics, list[str]]:
    """The statistics of 2019 in the form of that year, and the errors."""
    loaded = load_format(STYLES / "national-2019", Findings())
    assert loaded is not None
    write_workbook(folder / "台账.xlsx", {"主动公开": EMPTY_PUBLISHED, **sheets})
    findings = Findings()
    rows = loaded.request_rows
    ledgers = read_ledgers(folder, SETTINGS, 2019, findings, vocabulary_of(SETTINGS, rows))
    statistics = count_statistics(ledgers, SETTINGS, 2019, findings, CountingBasis(request_rows=rows))
    return statistics, [str(found) for found in findings.errors]


def test_the_trial_form_s_single_row_may_be_the_outcome_of_an_application(tmp_path: Path) -> None:
    rows = """
        登记编号  收到日期    申请人类型  答复日期    处理结果
        一号      2019-06-03  自然人      2019-06-10  其他处理
    """

    statistics, errors = count(tmp_path, 依申请公开=rows)

    assert errors == []
    assert statistics.figures["requests.other.unspecified.natural_person"] == 1


def test_the_trial_form_s_table_can_be_filled_in_as_it_is(tmp_path: Path) -> None:
    table = """
        项目                          自然人  商业企业  科研机构  社会公益组织  法律服务机构  其他  总计
        本年新收政府信息公开申请数量  3       0         0         0             0             0     3
        予以公开                      1       0         0         0             0             0     1
        （六）其他处理                2       0         0         0             0             0     2
        总计                          3       0         0         0             0             0     3
    """

    statistics, errors = count(tmp_path, 依申请公开统计=table)

    assert errors == []
    assert statistics.figures["requests.other.unspecified.total"] == 2
    assert statistics.figures["requests.total.total"] == 3
