"""``Subject`` → the findings of every check of a report that is not switched off, whoever made it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.checks.dates_in_report import check_dates
from report_builder.checks.demanded_text import check_demanded_text
from report_builder.checks.figures_in_text import check_figures_in_text
from report_builder.checks.growth_in_text import check_growth, check_multiples
from report_builder.checks.law_in_text import check_filled_in, check_law
from report_builder.checks.lists_in_text import check_announced_parts, check_lists
from report_builder.checks.reported_tables import check_reported_tables
from report_builder.checks.sections import check_form, check_sections
from report_builder.checks.stale_text import check_stale_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from report_builder.checks.subject import Subject
    from report_builder.diagnostics import Finding


class ReportCheck(Struct, frozen=True):
    """A check of a report, whoever made it, and every code that its findings may carry."""

    codes: tuple[str, ...]
    run: Callable[[Subject], Iterable[Finding]]
    of_sums: bool = False


def _fees(subject: Subject) -> Iterable[Finding]:
    """The fees of a report whose ledgers are known; any other loads nothing to count with."""
    if subject.year is None:
        return ()
    from report_builder.checks.fees import check_fees  # noqa: PLC0415

    return check_fees(subject.year.ledgers, subject.year.statistics, subject.report)


def _form(subject: Subject) -> Iterable[Finding]:
    """Where a report is built, choosing its format has told of it."""
    if subject.year is not None or subject.report_format is None:
        return ()
    return check_form(subject.report, subject.report_format, subject.reported_year)


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
    ReportCheck(("format.year",), _form),
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
        _fees,
        of_sums=True,
    ),
    ReportCheck(("text.date",), lambda subject: check_dates(subject.report)),
    ReportCheck(("text.law",), lambda subject: check_law(subject.report, subject.reported_year)),
    ReportCheck(
        ("text.unfilled", "text.contact"), lambda subject: check_filled_in(subject.report, subject.settings)
    ),
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


def check_style(subject: Subject) -> Iterable[Finding]:
    """How a report is written, by many rules; whoever does not ask for them does not load them."""
    from report_builder.checks.lint.linting import lint_report  # noqa: PLC0415

    return lint_report(
        subject.report, subject.codes_off, subject.settings.sent_to if subject.settings else ""
    )


def check_report(subject: Subject, *, with_style: bool = True) -> Iterator[Finding]:
    """Everything that is found of a report; of one that is not recognised as such only its style."""
    off, is_whole = subject.codes_off, subject.year is None or subject.year.is_whole
    checks: tuple[ReportCheck, ...] = ()
    if subject.report_format and subject.reported_year:
        checks = REPORT_CHECKS
    if subject.report.is_unread:  # a PDF's letters that do not say what they are: only its figures are known
        checks, with_style = checks[:1], False
    for check in checks:
        if not off.issuperset(check.codes) and (is_whole or not check.of_sums):
            yield from (finding for finding in check.run(subject) if finding.code not in off)
    if with_style:
        yield from (finding for finding in check_style(subject) if finding.code not in off)
