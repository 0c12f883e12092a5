"""``Subject`` → the findings of every check that is not switched off, in the order of a reviewer's work."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.checks.arithmetic import check_arithmetic
from report_builder.checks.calendar import check_calendar
from report_builder.checks.carry_over import check_carry_over
from report_builder.checks.channels import check_channels
from report_builder.checks.dates_in_report import check_dates
from report_builder.checks.deadlines import check_deadlines, check_issue_date
from report_builder.checks.demanded_text import check_demanded_text
from report_builder.checks.fees import check_fees
from report_builder.checks.figures_in_text import check_figures_in_text
from report_builder.checks.growth_in_text import check_growth, check_multiples
from report_builder.checks.law_in_text import check_filled_in, check_law
from report_builder.checks.lint.linting import lint_report
from report_builder.checks.lint.rules import RULES
from report_builder.checks.lists_in_text import check_announced_parts, check_lists
from report_builder.checks.needed_sheets import check_needed_sheets
from report_builder.checks.powers import check_powers
from report_builder.checks.reported_tables import check_reported_tables
from report_builder.checks.rounding import check_rounding
from report_builder.checks.sections import check_sections
from report_builder.checks.stale_text import check_stale_text
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


class ReportCheck(Struct, frozen=True):
    """A check of a report, whoever made it, and every code that its findings may carry."""

    codes: tuple[str, ...]
    run: Callable[[Subject], Iterable[Finding]]
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
REPORT_CHECKS: Final = (
    ReportCheck(
        ("table.incomplete", "table.unread", "table.unbalanced", "table.negative"),
        lambda subject: check_reported_tables(subject.report, with_sums=subject.year is None),
    ),
    ReportCheck(
        (
            "section.missing",
            "section.empty",
            "section.repeated",
            "section.misnamed",
            "section.order",
            "section.extra",
        ),
        lambda subject: (
            check_sections(subject.report, subject.report_format) if subject.report_format else ()
        ),
    ),
    ReportCheck(
        ("text.requests", "text.disputes", "text.figures", "text.share", "text.universal"),
        lambda subject: check_figures_in_text(
            subject.report, subject.figures, subject.reported_year, subject.names
        ),
        of_sums=True,
    ),
    ReportCheck(("text.parts",), lambda subject: check_lists(subject.report)),
    ReportCheck(("text.section_count",), lambda subject: check_announced_parts(subject.report)),
    ReportCheck(
        ("text.growth",),
        lambda subject: (
            *check_growth(subject.report, subject.figures, subject.reported_year, subject.last_figures),
            *check_multiples(subject.report, subject.figures, subject.last_figures),
        ),
        of_sums=True,
    ),
    ReportCheck(
        ("fees.unreported", "fees.differ", "fees.tariff"),
        lambda subject: (
            check_fees(subject.year.ledgers, subject.year.statistics, subject.report) if subject.year else ()
        ),
        of_sums=True,
    ),
    ReportCheck(("text.date",), lambda subject: check_dates(subject.report)),
    ReportCheck(("text.law",), lambda subject: check_law(subject.report, subject.reported_year)),
    ReportCheck(("text.unfilled", "text.contact"), lambda subject: check_filled_in(subject.report)),
    ReportCheck(("text.year",), lambda subject: check_stale_text(subject.report, subject.reported_year)),
    ReportCheck(
        ("text.assessment", "text.aspects", "text.problems", "text.repeated"),
        lambda subject: check_demanded_text(
            subject.report,
            subject.reported_year,
            subject.last_problems,
            is_government=subject.is_government,
        ),
    ),
)
STYLE: Final = ReportCheck(
    tuple(dict.fromkeys(rule.code for rule in RULES)),
    lambda subject: lint_report(subject.report, subject.codes_off),
)
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


def check_report(subject: Subject, *, with_style: bool = True) -> Iterator[Finding]:
    """Everything that is found of a report; of one that is not recognised as such only its style."""
    off, is_whole = subject.codes_off, subject.year is None or subject.year.is_whole
    checks = REPORT_CHECKS if subject.report_format and subject.reported_year else ()
    for check in (*checks, *([STYLE] if with_style else ())):
        if not off.issuperset(check.codes) and (is_whole or not check.of_sums):
            yield from (finding for finding in check.run(subject) if finding.code not in off)


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
