"""A page, and how many there are → what the fields show that name their numbers."""

from __future__ import annotations

import pytest

from report_builder.diagnostics import Findings, Place
from report_builder.typesetting.document.content import FieldName, PageField
from report_builder.typesetting.document.properties import RunProperties
from report_builder.typesetting.text.page_numbers import PageNumbers, tell_of_nothing

NUMBERS = PageNumbers(4, 12, "upperRoman", 7)


def field(name: FieldName, style: str = "") -> PageField:
    return PageField(name, RunProperties(), style=style)


@pytest.mark.parametrize(
    ("name", "style", "shown"),
    [
        (FieldName.PAGE, "", "IV"),
        (FieldName.PAGES, "", "12"),
        (FieldName.SECTION_PAGES, "", "7"),
        (FieldName.PAGE, "decimal", "4"),
        (FieldName.PAGES, "chineseCounting", "十二"),
        (FieldName.PAGE, "unheardOf", "4"),
    ],
)
def test_a_pages_own_number_is_written_as_its_section_says_and_other_numbers_in_figures(
    name: FieldName, style: str, shown: str
) -> None:
    assert NUMBERS.show(field(name, style)) == shown


def test_a_field_without_a_result_is_told_once_a_paragraph() -> None:
    findings = Findings()

    for number in (1, 1, 2):
        tell_of_nothing(field(FieldName.PAGES), Place("样张.docx", paragraph=number), findings)

    assert [str(found.place) for found in findings] == ["样张.docx › 第1段", "样张.docx › 第2段"]
