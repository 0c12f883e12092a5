"""What a Word narrative has that the report cannot take → findings, each told once where it stands."""

from __future__ import annotations

import pytest

from report_builder.diagnostics import Findings
from report_builder.manuscript.word_narrative.reporting import Reporter


def told(*calls: tuple[str, tuple[object, ...]]) -> list[tuple[str, int | None]]:
    findings = Findings()
    reporter = Reporter("narrative.docx", findings)
    for name, arguments in calls:
        getattr(reporter, name)(*arguments)
    return [(found.code, found.place.paragraph if found.place else None) for found in findings]


def test_the_same_thing_is_told_once_a_paragraph_and_other_things_beside_it() -> None:
    left_out = [("leave_out", each) for each in ((1, "图形"), (1, "图形"), (2, "图形"), (1, "空行"))]

    assert [place for _, place in told(*left_out)] == [1, 2, 1]


def test_what_belongs_to_the_whole_file_is_told_beside_what_is_of_its_first_paragraph() -> None:
    assert told(("leave_out", (None, "页眉")), ("leave_out", (1, "页眉")), ("leave_out", (0, "页眉"))) == [
        ("narrative.left_out", None),
        ("narrative.left_out", 1),
    ]


@pytest.mark.parametrize(
    ("name", "code"), [("join", "narrative.joined"), ("move_picture", "narrative.picture")]
)
def test_other_things_have_codes_of_their_own(name: str, code: str) -> None:
    assert told((name, (3, "甲"))) == [(code, 3)]
