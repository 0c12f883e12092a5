"""What a format needs of the ledgers → an error where it is missing, and only there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from records import book, published, withheld
from suqian_subject import FORMAT, subject

from report_builder.checks.needed_sheets import check_needed_sheets

if TYPE_CHECKING:
    from report_builder.ledgers.frames import Ledgers

IN_NEED = replace(FORMAT, needs=("主动公开",))


def told(ledgers: Ledgers, *, needed: bool = True) -> list[tuple[str, str]]:
    """The severity and the code of what is found."""
    case = replace(subject(), ledgers=ledgers, report_format=IN_NEED if needed else FORMAT)
    found = check_needed_sheets(case.year)
    return [(str(each.severity), each.code) for each in found]


def test_a_sheet_that_the_format_needs_and_nobody_handed_in_is_an_error() -> None:
    assert told(book(withheld=withheld("甲 《保密法》 2016-02-01"))) == [("error", "ledger.sheet_missing")]


def test_a_sheet_that_the_format_needs_and_nobody_filled_in_is_a_warning() -> None:
    others = withheld("甲 《保密法》 2016-02-01")

    assert told(book(published=[], withheld=others)) == [("warning", "ledger.nothing_published")]


def test_a_year_of_which_nothing_is_filled_in_has_been_told_already() -> None:
    assert told(book(published=[], withheld=[])) == []


def test_a_sheet_that_is_there_is_no_finding() -> None:
    assert told(book(published=published("财务 - 2016-02-25 网站"))) == []


def test_a_format_that_has_no_table_of_it_needs_no_sheet() -> None:
    assert told(book(), needed=False) == []
