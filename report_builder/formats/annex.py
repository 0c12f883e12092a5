"""``AnnexDefinition`` and ``Statistics`` → ``AnnexTable``: the 统计表 with the year's figures in it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Finding, Severity
from report_builder.formats.tables import AnnexRow, AnnexTable
from report_builder.quantities import plain_number
from report_builder.statistics.paths import figures_by_path, segment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.diagnostics import Findings
    from report_builder.formats.annex_definitions import (
        AnnexCheck,
        AnnexDefinition,
        AnnexRowDefinition,
    )
    from report_builder.ledgers.records import Reading
    from report_builder.statistics.figures import Statistics

    Figures = Mapping[str, int | Decimal | None]

NO_FIGURE: Final = "——"

# Paths whose last step the agency's own settings and ledgers name; an unused name is nil.
_BY_NAME: Final = ("publication.by_", "media.", "websites.", "work.")
_NUMBER: Final = re.compile(
    r"^(?:其中[：:])?(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])?"
)
_REMARK: Final = re.compile(r"[（(][^（）()]*[）)]$")


def fill_annex(definition: AnnexDefinition, statistics: Statistics, findings: Findings) -> AnnexTable:
    """The table in print order; an indicator that nobody gave is a warning and prints 0."""
    figures = figures_by_path(statistics)
    given = {_bare(reading.indicator): reading for reading in statistics.work}
    values: dict[int, Decimal] = {}
    for number, row in enumerate(definition.rows):
        if not (row.is_caption or row.sum_rows):
            values[number] = _settle(row, _counted(row, figures, findings), given, findings)
    by_id = {definition.rows[number].id: value for number, value in values.items()}
    for number, row in enumerate(definition.rows):
        if row.sum_rows:
            summed = sum((by_id[part] for part in row.sum_rows), Decimal(0))
            values[number] = by_id[row.id] = _settle(row, summed, given, findings)
    _check(definition, by_id, findings)
    return AnnexTable(
        title=definition.title,
        columns=definition.columns,
        rows=tuple(_print(row, values.get(number)) for number, row in enumerate(definition.rows)),
    )


def _counted(row: AnnexRowDefinition, figures: Figures, findings: Findings) -> Decimal | None:
    """What the ledgers add up to; ``None`` for a row that only 工作情况 can give."""
    paths = (row.figure,) if row.figure else row.sum_of
    for path in paths:
        if path not in figures and not path.startswith(_BY_NAME):
            findings.error(
                "format.invalid",
                None,
                f"统计表“{_bare(row.label)}”一行的取数“{path}”不是 statistics.json 里的一项",
                remedy="请改正格式文件夹里的 annex.toml",
            )
    return sum((Decimal(figures.get(path) or 0) for path in paths), Decimal(0)) if paths else None


def _settle(
    row: AnnexRowDefinition, counted: Decimal | None, given: Mapping[str, Reading], findings: Findings
) -> Decimal:
    """The figure that is printed: what was reported for the row, else what was counted, else nil."""
    reading = given.get(_bare(row.work)) if row.work else None
    if reading is None:
        if counted is None and not row.optional:
            findings.warn(
                "annex.missing",
                None,
                f"统计表“{_bare(row.label)}”没有填报，按 0 计",
                remedy=f"请在“工作情况”表加一行：指标“{row.work}”，数量，单位“{row.unit}”；确实没有的填 0",
            )
        return counted or Decimal(0)
    if reading.unit and reading.unit != row.unit:
        findings.error(
            "statistics.units_differ",
            reading.origin.cell("单位"),
            f"“{reading.indicator}”的单位是“{reading.unit}”，统计表要求“{row.unit}”",
            remedy="请换算后改填",
        )
    if counted and counted != reading.value:
        findings.notice(
            "annex.overridden",
            reading.origin.cell("数量"),
            f"统计表“{_bare(row.label)}”按填报数印出，与台账不同",
            evidence=f"填报 {plain_number(reading.value)}，台账计得 {plain_number(counted)}",
            remedy="以台账为准的，请删去这一行",
        )
    return reading.value


def _check(definition: AnnexDefinition, by_id: Mapping[str, Decimal], findings: Findings) -> None:
    """Every check of the format, told with the figures that break it."""
    labels = {row.id: _bare(row.label) for row in definition.rows}
    for check in definition.checks:
        whole, parts = by_id[check.whole], [by_id[part] for part in check.parts]
        broken = sum(parts) != whole if check.rule == "sum" else any(part > whole for part in parts)
        if broken:
            findings.add(_unbalanced(check, labels, by_id))


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
    reported = f"work.{segment(row.work)}" if row.work and not (row.sum_of or row.sum_rows) else ""
    key = row.figure or reported or f"annex.{row.id or _bare(row.label)}"
    return AnnexRow(
        label=row.label,
        unit=row.unit,
        value=NO_FIGURE if value is None else plain_number(value),
        level=row.level,
        key="" if value is None else key,
    )


def _bare(label: str) -> str:
    """A label without its number, 其中 and the remark in brackets that ends it, as 工作情况 may write it."""
    return _REMARK.sub("", _NUMBER.sub("", "".join(label.split()), count=1))
