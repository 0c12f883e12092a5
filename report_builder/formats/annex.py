"""``AnnexDefinition`` and ``Statistics`` → ``AnnexTable``: the 统计表 with the year's figures in it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from report_builder.diagnostics import Finding, Severity
from report_builder.formats.sourcing import Indicator, bare, gather_figures
from report_builder.formats.tables import AnnexRow, AnnexTable
from report_builder.quantities import plain_number, printed_number
from report_builder.statistics.declaring import segment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.diagnostics import Findings
    from report_builder.formats.annex_definitions import (
        AnnexCheck,
        AnnexDefinition,
        AnnexRowDefinition,
    )
    from report_builder.formats.sourcing import YearFigures
    from report_builder.statistics.declaring import Value
    from report_builder.statistics.figures import Statistics

NO_FIGURE: Final = "——"
_FILE: Final = "annex.toml"


def fill_annex(definition: AnnexDefinition, statistics: Statistics, findings: Findings) -> AnnexTable:
    """The table in print order; an indicator that nobody gave is a warning and prints 0."""
    figures = gather_figures(statistics, findings)
    values: dict[int, Decimal] = {}
    for number, row in enumerate(definition.rows):
        if not (row.is_caption or row.sum_rows):
            paths = (row.figure,) if row.figure else row.sum_of
            values[number] = figures.settle(_indicator(row), figures.counted(bare(row.label), paths, _FILE))
    by_id = {definition.rows[number].id: value for number, value in values.items()}
    for number, row in enumerate(definition.rows):
        if row.sum_rows:
            summed = sum((by_id[part] for part in row.sum_rows), Decimal(0))
            values[number] = by_id[row.id] = figures.settle(_indicator(row), summed)
    _check(definition, figures, by_id)
    return AnnexTable(
        title=definition.title,
        columns=definition.columns,
        rows=tuple(_print(row, values.get(number)) for number, row in enumerate(definition.rows)),
    )


def _indicator(row: AnnexRowDefinition) -> Indicator:
    return Indicator(bare(row.label), row.work, row.unit, row.optional, _key(row))


def _check(definition: AnnexDefinition, figures: YearFigures, by_id: Mapping[str, Decimal]) -> None:
    """Every check of the format, told with the figures that break it."""
    rows = {row.id: row for row in definition.rows}
    labels = {name: bare(row.label) for name, row in rows.items()}
    for check in definition.checks:
        whole, parts = by_id[check.whole], [by_id[part] for part in check.parts]
        if check.rule == "sum":
            left_out = figures.left_out_of(rows[part].figure for part in check.parts)
            broken = whole - sum(parts) not in {0, left_out}
        else:
            broken = any(part > whole for part in parts)
        if broken:
            unbalanced = _unbalanced(check, labels, by_id)
            figures.findings.add(replace(unbalanced, about=_about(check, definition)))


def _about(check: AnnexCheck, definition: AnnexDefinition) -> tuple[str, ...]:
    """The cells that a check is about."""
    return tuple(_key(row) for row in definition.rows if row.id and row.id in {check.whole, *check.parts})


def _unbalanced(check: AnnexCheck, labels: Mapping[str, str], by_id: Mapping[str, Decimal]) -> Finding:
    """What does not hold, in the table's own words."""
    parts = "、".join(f"“{labels[part]}”{plain_number(by_id[part])}" for part in check.parts)
    relation = "不等于所属各行之和" if check.rule == "sum" else "小于其中的一行"
    return Finding(
        "annex.unbalanced",
        Severity(check.severity),
        None,
        f"统计表“{labels[check.whole]}”{plain_number(by_id[check.whole])}，{relation}",
        evidence=f"所属各行：{parts}",
        remedy="请核对台账和“工作情况”表里的这几项",
    )


def _print(row: AnnexRowDefinition, value: Decimal | None) -> AnnexRow:
    """The row as it stands in the table."""
    return AnnexRow(
        label=row.label,
        unit=row.unit,
        value=NO_FIGURE if value is None else printed_number(value),
        level=row.level,
        key="" if value is None else _key(row),
    )


def _key(row: AnnexRowDefinition) -> str:
    """What its figure is known by: its path, or a name of its own where it has none."""
    reported = f"work.{segment(row.work)}" if row.work and not (row.sum_of or row.sum_rows) else ""
    return row.figure or reported or f"annex.{row.id or bare(row.label)}"


def paths_behind(definition: AnnexDefinition, key: str, given: Mapping[str, Value]) -> tuple[str, ...]:
    """The paths of the figures that a row's own comes of; empty for the key of no row.

    ``given`` are the year's figures: a reported one wins over what is counted, as it does in the table.
    """
    row = next((each for each in definition.rows if not each.is_caption and _key(each) == key), None)
    if row is None:
        return ()
    reported = f"work.{segment(row.work)}" if row.work else ""
    if reported and given.get(reported) is not None:
        return (reported,)
    if row.sum_rows:
        summed = [_key(each) for each in definition.rows if each.id in row.sum_rows]
        return tuple(path for part in summed for path in paths_behind(definition, part, given))
    return ((row.figure,) if row.figure else row.sum_of) or ((reported,) if reported else ())
