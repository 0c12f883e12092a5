"""Agencies' figures → their exact sum by path, with what each brought, and what keeps it from being one."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

import pandas as pd
from msgspec import Struct
from msgspec.structs import replace

from report_builder.agencies.contributions import REPORT
from report_builder.agencies.sum_tables import FEES
from report_builder.checks.arithmetic import check_disputes, check_requests
from report_builder.checks.count_grids import reported_grids
from report_builder.diagnostics import Finding, Findings, Place, Severity
from report_builder.reports.report import StatutoryFigure
from report_builder.statistics.axes import AXES
from report_builder.statistics.catalogue import find_figure
from report_builder.statistics.declaring import Aggregate
from report_builder.statistics.tables import handed_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from report_builder.agencies.contributions import Contribution
    from report_builder.agencies.sum_tables import SumForm
    from report_builder.statistics.declaring import Value

_YUAN: Final = "proactive.fees.amount_yuan"
# Accounts, indicators and the like are an agency's own: under one name two of them are two things.
_OF_ONE_AGENCY: Final = frozenset({handed_in.ACCOUNTS, handed_in.WEBSITES, handed_in.WORK})
_NO_SUMS: Final = frozenset({Aggregate.LAST, Aggregate.GREATEST})
_SHOWN: Final = 5


class AgencySum(Struct, frozen=True):
    """The sum: ``parts`` has a row for each agency and a column for each path, ``None`` where unknown.

    ``figures`` are the sums by path; one of which an agency's part is not known is not known either.
    """

    form: SumForm
    agencies: tuple[Contribution, ...]
    parts: pd.DataFrame
    figures: Mapping[str, Value]

    def contributions(self, path: str) -> list[tuple[str, Value]]:
        """What each agency brought to a figure, the greatest first, nil left out."""
        values = zip((each.agency for each in self.agencies), self.parts[path], strict=True)
        found = [(agency, value) for agency, value in values if value]
        return sorted(found, key=lambda each: (-Decimal(each[1]), each[0]))


def only_once(found: Iterable[Contribution], form: SumForm, findings: Findings) -> tuple[Contribution, ...]:
    """Each agency once; of one that sent the same twice the first counts, of one that did not, none."""
    by_agency: dict[str, list[Contribution]] = {}
    for each in found:
        by_agency.setdefault(each.key, []).append(each)
    kept: list[Contribution] = []
    for several in by_agency.values():
        # A report tells nothing but its tables; what was counted tells them and more.
        first, *others = sorted(several, key=lambda each: each.kind == REPORT)
        differing = [each for each in others if _cells_of(each, form) != _cells_of(first, form)]
        if not differing:
            kept.append(replace(first, is_reported=any(each.is_reported for each in several)))
        names = "、".join(str(each.path) for each in several)
        if differing:
            findings.error(
                "rollup.twice",
                Place(str(first.path)),
                f"“{first.agency}”有 {len(several)} 份数字不同的，都没有计入",
                names,
                "请核对以哪一份为准，把别的移走，再汇总一次",
            )
        elif _are_alike(several):
            findings.notice(
                "rollup.twice",
                Place(str(first.path)),
                f"“{first.agency}”有 {len(several)} 份，数字相同，计入一份",
                names,
            )
    return tuple(sorted(kept, key=lambda each: each.key))


def _are_alike(several: Sequence[Contribution]) -> bool:
    """Whether two are files of one sort; a report as Word file and PDF, and its figures, belong together."""
    sorts = [(each.kind, each.path.suffix.lower()) for each in several]
    return len(set(sorts)) < len(sorts)


def _cells_of(each: Contribution, form: SumForm) -> list[Value]:
    return [_part(each, path, form) for path in form.paths]


@cache
def _is_added(path: str) -> tuple[bool, bool]:
    """Whether a figure of agencies may be added up, and whether one that lacks it has none of it."""
    found = find_figure(path)
    if found is None or found[0].source in _OF_ONE_AGENCY or found[0].measure in _NO_SUMS:
        return False, False
    return True, any(AXES[axis].is_open for axis in found[0].axes)


def add_up(agencies: Sequence[Contribution], form: SumForm, findings: Findings) -> AgencySum:
    """The exact sum of every figure that can be added; a cell of the tables that is unknown is an error."""
    paths = dict.fromkeys(form.paths)
    paths |= dict.fromkeys(path for each in agencies for path in each.figures if _is_added(path)[0])
    parts = pd.DataFrame(
        {
            path: pd.Series(
                [_part(each, path, form) for each in agencies], dtype=object, index=range(len(agencies))
            )
            for path in paths
        }
    )
    unknown = parts.isna()
    _tell_unknown(agencies, form, unknown, findings)
    is_balanced = _check_each(agencies, form, findings)
    known = [path for path in paths if not unknown[path].any()]
    sums = parts[known].sum()
    figures: dict[str, Value] = {path: _exact(path, sums[path]) for path in known}
    figures |= dict.fromkeys(path for path in form.paths if path not in figures)
    if is_balanced:  # where parts do not balance the sum cannot, and who is to mend it has been told
        findings.extend(_check(figures, form))
    return AgencySum(form, tuple(agencies), parts, figures)


def _part(agency: Contribution, path: str, form: SumForm) -> Value:
    """What an agency brings to a figure; its report tells nothing but its tables."""
    figures = agency.figures
    value = figures.get(path) if agency.kind == REPORT else form.counted(path, figures)
    if value is None and path == _YUAN and figures.get(FEES) is not None:
        return Decimal(figures[FEES] or 0).scaleb(4)
    if value is None and path not in figures and agency.kind != REPORT and _is_added(path)[1]:
        return 0
    return value


def _exact(path: str, total: object) -> Value:
    """A sum as it is: money a decimal, a count a whole number."""
    if path in {FEES, _YUAN} or isinstance(total, Decimal):
        return Decimal(str(total))
    return int(str(total))


def _tell_unknown(
    agencies: Sequence[Contribution], form: SumForm, unknown: pd.DataFrame, findings: Findings
) -> None:
    rows = unknown[list(form.paths)]
    for number in rows.index[rows.any(axis=1)]:
        each = agencies[number]
        lacking = [path for path in form.paths if unknown.loc[number, path]]
        findings.error(
            "rollup.unknown",
            Place(str(each.path)),
            f"“{each.agency}”的统计表有 {len(lacking)} 格没有数，加不起来",
            form.some(lacking),
            "请退回补填；没有的事项要填 0",
        )


def _check(figures: Mapping[str, Value], form: SumForm) -> Iterable[Finding]:
    """The relations of the tables, which hold after the sum where they hold in every part."""
    for each in _unequal(figures, form):
        yield Finding(
            "rollup.unbalanced",
            Severity.ERROR,
            None,
            f"汇总以后勾稽关系不成立：{each.message}",
            each.evidence,
            "请先审核各单位的统计表，改正以后再汇总",
            each.about,
        )


def _unequal(figures: Mapping[str, Value], form: SumForm) -> Iterable[Finding]:
    """What of the relations does not hold."""
    cells = {
        path: StatutoryFigure(path, "", caption.partition("·")[0], "", Decimal(value), "", None)
        for path, caption in form.captions.items()
        if (value := figures.get(path)) is not None
    }
    for grid in reported_grids(cells):
        yield from check_requests(grid) if grid.stem == "requests" else check_disputes(grid)


def _check_each(agencies: Iterable[Contribution], form: SumForm, findings: Findings) -> bool:
    """Name who has figures below nil, or tables that do not balance: two such may balance together.

    Gives whether all of them do.
    """
    is_balanced = True
    for each in agencies:
        place = Place(str(each.path))
        cells = {path: _part(each, path, form) for path in form.paths}
        below = [path for path in form.never_below_nil if (cells[path] or 0) < 0]
        if below:
            findings.error(
                "rollup.negative",
                place,
                f"“{each.agency}”的统计表有 {len(below)} 格小于 0",
                "、".join(f"{form.captions[path]} {cells[path]}" for path in below[:_SHOWN]),
                "请退回改正",
            )
        wrong = [found.message for found in _unequal(cells, form) if "小于 0" not in found.message]
        if wrong:
            is_balanced = False
            findings.error(
                "rollup.unbalanced",
                place,
                f"“{each.agency}”的统计表勾稽关系不成立",
                "；".join(wrong[:_SHOWN]) + ("等" if len(wrong) > _SHOWN else ""),
                "请退回改正，再汇总",
            )
    return is_balanced
