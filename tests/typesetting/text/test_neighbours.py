"""Which character behind a run decides how its ambiguous marks are set."""

from __future__ import annotations

import pytest

from report_builder.typesetting.document.content import TextRun
from report_builder.typesetting.document.properties import RunProperties
from report_builder.typesetting.text.neighbours import deciding_after


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([], []),
        (["国"], [""]),
        (["“", "国"], ["国", ""]),
        (["“", "”", "a国"], ["a", "a", ""]),
        (["国", "a", "“"], ["a", "", ""]),
        (["一", "二", "三", "四"], ["二", "三", "四", ""]),
    ],
)
def test_it_is_the_first_behind_it_that_has_a_face_of_its_own(texts: list[str], found: list[str]) -> None:
    runs = [TextRun(text, RunProperties()) for text in texts]

    assert deciding_after(runs) == found
