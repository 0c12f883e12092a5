"""A year → what all checks find together, but for those that are switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from golden_suqian import SUQIAN_2024
from msgspec.structs import replace
from prose import codes
from records import applications, book
from suqian_subject import TEXT, checked, subject

from report_builder.checks.registry import CHECKS, STYLE, YEAR_CHECKS, check_year
from report_builder.checks.report_registry import REPORT_CHECKS
from report_builder.finding_codes import CATALOGUE

if TYPE_CHECKING:
    from suqian_subject import Case

WRONG = TEXT.replace("行政复议170件", "行政复议134件").replace("1.08%", "1.05%")


def without(year: Case, *off: str) -> Case:
    """The year with checks switched off."""
    return replace(year, settings=replace(year.settings, switched_off=off))


def test_every_code_of_a_check_is_in_the_catalogue_and_belongs_to_one_check() -> None:
    known = [code for check in CHECKS for code in check.codes]

    assert [code for code in known if code not in CATALOGUE] == []
    assert len(set(known)) == len(known)


def test_the_checks_find_together_what_each_finds() -> None:
    assert codes(checked(subject(WRONG))) == ["text.disputes", "text.growth"]


def test_a_check_that_is_switched_off_is_silent() -> None:
    assert codes(checked(without(subject(WRONG), "text.growth"))) == ["text.disputes"]


def test_a_code_that_no_check_has_is_told_with_the_one_that_was_meant() -> None:
    findings = checked(without(subject(), "text.grow"))

    assert codes(findings) == ["settings.switched_off"]
    assert "“text.growth”" in findings[0].remedy


def test_a_check_gives_no_code_but_its_own() -> None:
    table = [[9, 8, 7, 6, 5, 4, 3]] * 25
    year = subject("2023年。\n# 存在的主要问题\n无。\n# 其他需要报告的事项\n无。", table)

    strays = [
        finding.code
        for check in YEAR_CHECKS
        for finding in check.run(year.year)
        if finding.code not in check.codes
    ]
    strays += [
        finding.code
        for each in (*REPORT_CHECKS, STYLE)
        for finding in each.run(year.subject)
        if finding.code not in each.codes
    ]

    assert strays == []


def test_a_rule_of_style_is_told_and_is_silent_where_it_is_switched_off() -> None:
    unseemly = subject(TEXT.replace("申请都已按照", "申请已按国办发[2024]8号文件"))

    assert "style.document_brackets" in codes(checked(unseemly))
    assert "style.document_brackets" not in codes(checked(without(unseemly, "style.document_brackets")))


def test_of_ledgers_that_are_not_whole_sums_are_not_held_against_one_another() -> None:
    table = [list(counts) for counts in SUQIAN_2024.requests]
    table[0][0] += 1
    year = subject(table=table)

    whole, lacking = (set(codes(checked(replace(year, is_whole=each)))) for each in (True, False))

    assert "statistics.unbalanced" in whole
    assert not {"statistics.unbalanced", "statistics.carry_over"} & lacking


def test_of_ledgers_that_are_not_whole_everything_but_sums_is_told() -> None:
    late = replace(subject(), ledgers=book(applications=applications("2024-03-01 自然人 网络 - - -")))

    whole, lacking = (codes(check_year(replace(late, is_whole=each).year)) for each in (True, False))

    assert "timeliness.unanswered" in whole
    assert "timeliness.unanswered" in lacking


def test_a_check_of_several_codes_runs_while_one_of_them_is_on() -> None:
    late = replace(subject(), ledgers=book(applications=applications("2024-03-01 自然人 网络 - - -")))

    assert "timeliness.unanswered" in codes(check_year(without(late, "timeliness.reply").year))
    assert "timeliness.unanswered" not in codes(check_year(without(late, "timeliness.unanswered").year))
