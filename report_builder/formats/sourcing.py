"""``Statistics`` → the figure for a place in a table: counted from the ledgers, or reported in 工作情况."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.diagnostics import Finding, Findings, Severity
from report_builder.quantities import plain_number
from report_builder.statistics.catalogue import is_named_by_users
from report_builder.statistics.paths import figures_by_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from report_builder.statistics.declaring import Value
    from report_builder.statistics.figures import Statistics
    from report_builder.statistics.shown import IndicatorValue

_NUMBER: Final = re.compile(
    r"^(?:其中[：:])?(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])?"
)
_REMARK: Final = re.compile(r"[（(][^（）()]*[）)]$")


# 按时办结 and 延期办结: what was closed late without an extension is in neither.
_IN_TIME_OR_EXTENDED: Final = frozenset({"requests_closed.in_time", "requests_closed.extended"})


class Indicator(Struct, frozen=True):
    """What is looked for in 工作情况: ``name`` is how findings call its row, ``key`` that of its cell."""

    name: str
    work: str
    unit: str
    optional: bool = False
    key: str = ""


class YearFigures(Struct, frozen=True):
    """A year's figures by path, and those that were reported, by their bare names.

    ``missing`` are the indicators that were told to be missing, each once; ``late`` are the applications that
    neither 按时办结 nor 延期办结 counts.
    """

    by_path: Mapping[str, Value]
    reported: Mapping[str, IndicatorValue]
    findings: Findings
    missing: set[str] = field(default_factory=set)
    late: Value = 0

    def counted(self, name: str, paths: Iterable[str], file: str) -> Decimal | None:
        """What the ledgers add up to; ``None`` without a path. A path that leads nowhere is an error."""
        found = None
        for path in paths:
            if path not in self.by_path and not is_named_by_users(path):  # an unused name is nil
                self.findings.error(
                    "format.invalid",
                    None,
                    f"统计表“{name}”一行的取数“{path}”不是 statistics.json 里的一项",
                    remedy=f"请改正格式文件夹里的 {file}",
                )
            found = (found or Decimal(0)) + Decimal(self.by_path.get(path) or 0)
        return found

    def left_out_of(self, paths: Iterable[str]) -> Decimal:
        """What figures leave out of their whole: applications neither in time nor extended."""
        return Decimal(self.late or 0) if set(paths) >= _IN_TIME_OR_EXTENDED else Decimal(0)

    def settle(self, wanted: Indicator, counted: Decimal | None) -> Decimal:
        """The figure that is printed: what was reported for it, else what was counted, else nil."""
        reading = self.reported.get(bare(wanted.work)) if wanted.work else None
        if reading is None:
            if counted is None and not wanted.optional and wanted.work not in self.missing:
                self._tell_missing(wanted)
            return counted or Decimal(0)
        if reading.unit and reading.unit != wanted.unit:
            self.findings.error(
                "statistics.units_differ",
                reading.unit_place,
                f"“{reading.indicator}”的单位是“{reading.unit}”，统计表要求“{wanted.unit}”",
                remedy="请换算后改填",
            )
        if counted and counted != reading.value:
            self.findings.add(
                Finding(
                    "annex.overridden",
                    Severity.NOTICE,
                    reading.value_place,
                    f"统计表“{wanted.name}”按填报数印出，与台账不同",
                    evidence=f"填报 {plain_number(reading.value)}，台账计得 {plain_number(counted)}",
                    remedy="以台账为准的，请删去这一行",
                    about=(wanted.key,),
                )
            )
        return reading.value

    def _tell_missing(self, wanted: Indicator) -> None:
        self.missing.add(wanted.work)
        self.findings.add(
            Finding(
                "annex.missing",
                Severity.WARNING,
                None,
                f"统计表“{wanted.name}”没有填报，按 0 计",
                remedy=f"请在“工作情况”表加一行：指标“{wanted.work}”，数量，单位“{wanted.unit}”；"
                "确实没有的填 0",
                about=(wanted.key,),
            )
        )


def gather_figures(statistics: Statistics, findings: Findings) -> YearFigures:
    """Everything that a table may print."""
    reported = {bare(reading.indicator): reading for reading in statistics.work}
    late = statistics.details.get("requests_closed.neither")
    return YearFigures(figures_by_path(statistics), reported, findings, late=late)


def bare(label: str) -> str:
    """A label without its number, 其中 and the remark in brackets that ends it, as 工作情况 may write it."""
    return _REMARK.sub("", _NUMBER.sub("", "".join(label.split()), count=1))
