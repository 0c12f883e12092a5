"""The rows of 政府网站 and 工作情况 → one reading an indicator, the departments' figures added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.records import Reading


def sum_readings(readings: Iterable[Reading], findings: Findings) -> tuple[Reading, ...]:
    """Every indicator once, in the order in which the ledgers first name it; units are kept apart."""
    sums: dict[str, Reading] = {}
    for reading in readings:
        first = sums.setdefault(reading.indicator, reading)
        if first is reading:
            continue
        if reading.unit and first.unit and reading.unit != first.unit:
            findings.error(
                "statistics.units_differ",
                reading.origin.cell("单位"),
                f"“{reading.indicator}”在两处用了不同的单位，不能相加",
                evidence=f"这里是“{reading.unit}”，{first.origin.cell('单位')} 是“{first.unit}”",
                remedy="请改成同一个单位",
            )
            continue
        findings.notice(
            "statistics.summed",
            reading.origin.cell("指标"),
            f"“{reading.indicator}”填了不止一处，已相加",
            evidence=f"{first.value} 加 {reading.value}；另一处：{first.origin.cell('指标')}",
            remedy="如果是重复填报，请删去一处",
        )
        total = first.value + reading.value
        sums[reading.indicator] = replace(first, value=total, unit=first.unit or reading.unit)
    return tuple(sums.values())
