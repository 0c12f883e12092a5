"""Codes that settings were written with years ago → the codes that findings have today."""

from __future__ import annotations

from report_builder.finding_codes import CATALOGUE, RENAMED, current_codes

# What was one check became two, and one of these was given a better name later.
_RENAMED = {"text.sums": ("text.parts", "text.totals"), "text.totals": ("text.requests",)}


def test_a_code_that_was_renamed_twice_stands_for_its_last_names() -> None:
    assert current_codes(["text.sums", "style.wave"], _RENAMED) == {
        "text.parts",
        "text.requests",
        "style.wave",
    }


def test_every_renamed_code_leads_to_codes_that_are_known() -> None:
    assert {code for old in RENAMED for code in current_codes([old])} <= set(CATALOGUE)
