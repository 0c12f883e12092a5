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
from report_builder.checks.demanded_text import check_demanded_text
from report_builder.checks.fees import check_fees
from report_builder.checks.figures_in_text import check_figures_in_text
from report_builder.checks.growth_in_text import check_growth
from report_builder.checks.lint.linting import lint_manuscript
from report_builder.checks.lint.rules import RULES
from report_builder.checks.lists_in_text import check_announced_parts, check_lists
from report_builder.checks.needed_sheets import check_needed_sheets
from report_builder.checks.powers import check_powers
from report_builder.checks.rounding import check_rounding
from report_builder.checks.sections import check_sections
from report_builder.checks.stale_text import check_stale_text
from report_builder.checks.timeliness import check_timeliness
from report_builder.diagnostics import Finding, Severity
from report_builder.finding_codes import current_codes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from report_builder.checks.subject import Subject
    from report_builder.settings import Settings


class Check(Struct, frozen=True):
    """A check and every code that its findings may carry; one ``of_sums`` errs while a row is lacking."""

    codes: tuple[str, ...]
    run: Callable[[Subject], Iterable[Finding]]
    of_sums: bool = False


CHECKS: Final = (
    Check(
        ("ledger.sheet_missing", "ledger.nothing_published"),
        lambda year: check_needed_sheets(year.ledgers, year.report_format),
    ),
    Check(
        ("statistics.unbalanced", "statistics.negative"),
        lambda year: check_arithmetic(year.ledgers, year.statistics),
        of_sums=True,
    ),
    Check(
        ("statistics.carry_over", "statistics.in_force"),
        lambda year: check_carry_over(year.ledgers, year.statistics, year.last_year),
        of_sums=True,
    ),
    Check(("powers.rules",), lambda year: check_powers(year.ledgers, year.statistics, year.settings)),
    Check(("statistics.channel",), check_channels),
    Check(
        ("timeliness.publication", "timeliness.interpretation"),
        lambda year: check_timeliness(year.ledgers, year.statistics.year, year.calendar),
    ),
    Check(
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
    Check(("statistics.calendar", "statistics.calendar_provisional"), check_calendar),
    Check(("statistics.rounded",), lambda year: check_rounding(year.statistics), of_sums=True),
    Check(("timeliness.report",), lambda year: check_issue_date(year.settings, year.statistics.year)),
    Check(
        (
            "section.missing",
            "section.empty",
            "section.repeated",
            "section.misnamed",
            "section.order",
            "section.extra",
        ),
        lambda year: check_sections(year.manuscript, year.report_format),
    ),
    Check(
        ("text.requests", "text.disputes"),
        lambda year: check_figures_in_text(
            year.manuscript, year.statistics, (year.settings.name, year.settings.short_name)
        ),
        of_sums=True,
    ),
    Check(("text.parts",), lambda year: check_lists(year.manuscript)),
    Check(("text.section_count",), lambda year: check_announced_parts(year.manuscript)),
    Check(
        ("text.growth",),
        lambda year: check_growth(year.manuscript, year.statistics, year.last_year),
        of_sums=True,
    ),
    Check(
        ("fees.unreported", "fees.differ", "fees.tariff"),
        lambda year: check_fees(year.ledgers, year.statistics, year.manuscript),
        of_sums=True,
    ),
    Check(("text.year", "text.law"), lambda year: check_stale_text(year.manuscript, year.statistics.year)),
    Check(
        ("text.assessment", "text.aspects", "text.problems", "text.repeated"),
        lambda year: check_demanded_text(
            year.manuscript, year.settings, year.statistics.year, year.last_problems
        ),
    ),
    Check(
        tuple(dict.fromkeys(rule.code for rule in RULES)),
        lambda year: lint_manuscript(year.manuscript, year.settings),
    ),
)


def run_checks(subject: Subject) -> list[Finding]:
    """Everything that the checks find, and every code in ``switched_off`` that no check has.

    Of ledgers that are not whole everything is told but what their sums would have to bear out.
    """
    off = subject.settings.codes_off
    found = [
        finding
        for check in CHECKS
        if not off.issuperset(check.codes) and (subject.is_whole or not check.of_sums)
        for finding in check.run(subject)
        if finding.code not in off
    ]
    return [*_unknown_codes(subject.settings), *found]


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
