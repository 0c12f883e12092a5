"""A format's tables and a year's statistics → the cells as they are printed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from records import applications, disputes, ledgers, readings, settings

from report_builder.diagnostics import Findings, Severity
from report_builder.formats.definitions import load_format
from report_builder.formats.statutory import fill_tables
from report_builder.formats.table_definitions import CellDefinition, RowDefinition, TableDefinition
from report_builder.formats.tables import FilledTable, PrintedCell
from report_builder.statistics.counting import CountingBasis, count_statistics
from report_builder.statistics.paths import figures_by_path

if TYPE_CHECKING:
    from report_builder.formats.definitions import ReportFormat
    from report_builder.ledgers.frames import Ledgers

STYLES = Path(__file__).parents[2] / "styles"


def shipped(name: str) -> tuple[TableDefinition, ...]:
    """The tables of a format that ships."""
    return load(name).tables


def load(name: str) -> ReportFormat:
    """A format that ships."""
    loaded = load_format(STYLES / name, Findings())
    assert loaded is not None
    return loaded


def fill(
    rows: Ledgers, tables: tuple[TableDefinition, ...], name: str = "national-2019"
) -> tuple[tuple[FilledTable, ...], Findings]:
    """The tables of 2016, and what was found while filling them."""
    statistics = count_statistics(
        rows, settings(), 2016, Findings(), CountingBasis(request_rows=load(name).request_rows)
    )
    findings = Findings()
    return fill_tables(tables, statistics, findings), findings


def row(table: FilledTable, label: str) -> list[str]:
    """The texts of the row that holds a label."""
    return [cell.text for cells in table.rows if any(label in cell.text for cell in cells) for cell in cells]


def table_of(*cells: CellDefinition) -> tuple[TableDefinition, ...]:
    """A table of one row."""
    widths = tuple(10.0 for cell in cells for _ in range(cell.columns))
    return (TableDefinition(name="表", section=1, widths=widths, rows=(RowDefinition(cells=cells),)),)


def test_the_figures_of_the_year_stand_in_their_rows() -> None:
    (proactive, requests, suits), findings = fill(ledgers(), shipped("national-2021"))

    assert row(proactive, "行政规范性文件") == ["行政规范性文件", "1", "0", "1"]
    assert row(proactive, "行政事业性收费") == ["行政事业性收费", "1.2346"]
    assert row(requests, "本年新收") == ["一、本年新收政府信息公开申请数量", *"1100002"]
    assert row(requests, "1.属于国家秘密") == ["（三）不予公开", "1.属于国家秘密", *"0100001"]
    assert [cell.text for cell in suits.rows[-1]] == [*"10001", *"00000", *"00000"]
    assert list(findings) == []


def test_every_number_of_the_2021_form_names_its_path_and_no_path_stands_twice() -> None:
    tables, _ = fill(ledgers(), shipped("national-2021"))

    keys = [cell.key for table in tables for cells in table.rows for cell in cells if cell.key]

    statistics = count_statistics(ledgers(), settings(), 2016, Findings())
    assert len(keys) == len(set(keys)) == 10 + 175 + 15
    assert set(keys) <= figures_by_path(statistics).keys()


def test_the_trial_form_has_one_row_for_whatever_else_was_done() -> None:
    outcomes = "\n".join(
        f"2016-03-01 自然人 网络 - 2016-03-08 {outcome}"
        for outcome in ("其他", "其他处理", "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请")
    )

    tables, _ = fill(ledgers(applications=applications(outcomes)), shipped("national-2019"))

    assert row(tables[1], "（六）其他处理") == ["（六）其他处理", *"3000003"]
    assert tables[1].rows[5][0] == PrintedCell(text="三、本年度办理结果", rows=20, is_vertical=True)


def test_the_trial_form_takes_from_the_work_sheet_what_no_ledger_counts() -> None:
    work = readings(
        "工作情况", "行政许可上一年项目数量 12 项\n行政许可本年项目数量 10 项\n政府集中采购总金额 251000 元"
    )

    tables, findings = fill(ledgers(work=work), shipped("national-2019"))

    assert row(tables[0], "行政许可") == ["行政许可", "12", "-2", "3"]
    assert row(tables[0], "政府集中采购") == ["政府集中采购", "0", "251000元"]
    missing = [found.message for found in findings if found.code == "annex.missing"]
    assert "统计表“行政处罚上一年项目数量”没有填报，按 0 计" in missing
    assert len(missing) == len(set(missing))
    assert not any("行政许可" in message for message in missing)
    assert {found.severity for found in findings} == {Severity.WARNING}


def test_a_reported_figure_wins_over_the_counted_one_and_is_told() -> None:
    cell = CellDefinition(figure="publication.total", work="公开数", unit="条")

    tables, findings = fill(ledgers(work=readings("工作情况", "公开数 9 条")), table_of(cell))

    assert tables[0].rows[0][0].text == "9"
    assert [found.code for found in findings] == ["annex.overridden"]


def test_a_misspelt_path_is_an_error_that_names_the_file() -> None:
    _, findings = fill(ledgers(), table_of(CellDefinition(figure="requests.nwe.total")))

    [found] = findings.errors
    assert (found.code, "tables.toml" in found.remedy) == ("format.invalid", True)


def test_widths_are_points_once_the_table_is_filled() -> None:
    tables, _ = fill(ledgers(disputes=disputes("")), table_of(CellDefinition(label="甲", columns=2)))

    assert [round(Decimal(width), 2) for width in tables[0].widths] == [Decimal("28.35")] * 2
