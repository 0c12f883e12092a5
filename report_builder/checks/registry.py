"""``Subject`` → the findings of every check that is not switched off, in the order of a reviewer's work."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.checks.arithmetic import check_arithmetic
from report_builder.checks.calendar import check_calendar
from report_builder.checks.carry_over import check_carry_over
from report_builder.checks.channels import check_channels
from report_builder.checks.deadlines import check_deadlines, check_issue_date
from report_builder.checks.lint.rules import RULES
from report_builder.checks.needed_sheets import check_needed_sheets
from report_builder.checks.powers import check_powers
from report_builder.checks.report_registry import REPORT_CHECKS, ReportCheck, check_report, check_style
from report_builder.checks.rounding import check_rounding
from report_builder.checks.timeliness import check_timeliness
from report_builder.diagnostics import Finding, Severity
from report_builder.finding_codes import current_codes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from report_builder.checks.subject import Subject, Year
    from report_builder.settings import Settings


class YearCheck(Struct, frozen=True):
    """A check of a year's ledgers and figures, and every code that its findings may carry.

    One ``of_sums`` errs while a row is lacking.
    """

    codes: tuple[str, ...]
    run: Callable[[Year], Iterable[Finding]]
    of_sums: bool = False


YEAR_CHECKS: Final = (
    YearCheck(("ledger.sheet_missing", "ledger.nothing_published"), check_needed_sheets),
    YearCheck(
        ("statistics.unbalanced", "statistics.negative"),
        lambda year: check_arithmetic(year.ledgers, year.statistics),
        of_sums=True,
    ),
    YearCheck(
        ("statistics.carry_over", "statistics.in_force"),
        lambda year: check_carry_over(year.ledgers, year.statistics, year.last_year),
        of_sums=True,
    ),
    YearCheck(("powers.rules",), lambda year: check_powers(year.ledgers, year.statistics, year.settings)),
    YearCheck(("statistics.channel",), check_channels),
    YearCheck(
        ("timeliness.publication", "timeliness.interpretation"),
        lambda year: check_timeliness(year.ledgers, year.statistics.year, year.calendar),
    ),
    YearCheck(
        (
            "timeliness.reply",
            "timeliness.unanswered",
            "timeliness.correction",
            "timeliness.third_party",
            "timeliness.extension",
        ),
        lambda year: check_deadlines(
            year.ledgers, year.statistics.first_day, year.statistics.last_day, year.calendar
        ),
    ),
    YearCheck(("statistics.calendar", "statistics.calendar_provisional"), check_calendar),
    YearCheck(("statistics.rounded",), lambda year: check_rounding(year.statistics), of_sums=True),
    YearCheck(("timeliness.report",), lambda year: check_issue_date(year.settings, year.statistics.year)),
)
STYLE: Final = ReportCheck(tuple(dict.fromkeys(rule.code for rule in RULES)), check_style)
CHECKS: Final = (*YEAR_CHECKS, *REPORT_CHECKS, STYLE)


def run_checks(year: Year | None, subject: Subject | None) -> list[Finding]:
    """Everything that is found of a year and of its report, and every switch that switches nothing off."""
    settings = year.settings if year else None
    return [
        *(_unknown_codes(settings) if settings else ()),
        *(check_year(year) if year else ()),
        *(check_report(subject) if subject else ()),
    ]


def check_year(year: Year) -> Iterator[Finding]:
    """Everything that is found of a year's ledgers and figures.

    Of ledgers that are not whole everything is told but what their sums would have to bear out.
    """
    off = year.settings.codes_off
    for check in YEAR_CHECKS:
        if not off.issuperset(check.codes) and (year.is_whole or not check.of_sums):
            yield from (finding for finding in check.run(year) if finding.code not in off)


def _unknown_codes(settings: Settings) -> list[Finding]:
    """A switch that turns nothing off leaves its author believing what is not so."""
    known = {code for check in CHECKS for code in check.codes}
    return [_unknown(code, known) for code in settings.switched_off if not current_codes([code]) & known]


def _unknown(code: str, known: Collection[str]) -> Finding:
    near = get_close_matches(code, sorted(known), 1)
    return Finding(
        "settings.switched_off",
        Severity.WARNING,
        None,
        f"switched_off 里的“{code}”不是可以停用的检查",
        remedy=f"您要写的可能是“{near[0]}”" if near else "请照检查结果里的代号填写，或者删去",
    )
