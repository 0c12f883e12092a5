"""A paragraph's words → what the rules must not look into hidden, its number, and its heading without it."""

from __future__ import annotations

import pytest

from report_builder.checks.lint.passages import HIDDEN, passage
from report_builder.diagnostics import Place
from report_builder.reports.report import ParagraphRole

PLACE = Place("样张.md", line=1)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("见《办法》。", "见《□□》。"),
        ("见《关于〈办法〉的《通知》》。", "见《□□□□□□□□□□□》。"),
        ("见》《办法", "见》《办法"),
        ("《甲》《乙丙》", "《□》《□□》"),
        ("详见http://a.gov.cn/b?c=1，或a.b@c.cn。", "详见□□□□□□□□□□□□□□□□□□□□□，或□□□□□□□□。"),
        ("登录a.gov.cn查询", "登录□□□□□□□□查询"),
    ],
)
def test_names_of_documents_and_addresses_are_hidden_sign_by_sign(text: str, shown: str) -> None:
    found = passage(text, PLACE)

    assert found.bare == shown.replace("□", HIDDEN)
    assert len(found.bare) == len(found.text)


@pytest.mark.parametrize(
    ("text", "heading"),
    [("情况", "情况"), ("一、情况", "情况"), ("（二）情况", "情况"), ("1. 情况 ", "情况"), ("情", "情")],
)
def test_a_heading_is_what_stands_behind_its_number(text: str, heading: str) -> None:
    assert passage(text, PLACE, ParagraphRole.HEADING, 1).heading == heading


def test_a_wrong_numeral_counts_on_the_level_that_it_is_for() -> None:
    wrong = passage("五、情况", PLACE, ParagraphRole.HEADING, 2, is_misnumbered=True)
    right = passage("五、情况", PLACE, ParagraphRole.HEADING, 2)

    assert wrong.ordinal is not None
    assert right.ordinal is not None
    assert (wrong.ordinal.level, right.ordinal.level) == (2, 1)
