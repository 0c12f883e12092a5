"""A year as far as it has come: what a draft holds where the work ends early, and what is left of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from report_builder.diagnostics import ReportError
from report_builder.drafting import draft_report
from report_builder.drafts import BuildRequest, Draft, outcome_of
from report_builder.pipeline import build, set_report

if TYPE_CHECKING:
    from pathlib import Path


def request_for(data: Path) -> BuildRequest:
    return BuildRequest(data, 2016, data.parent / "out", data.parent)


def test_a_draft_without_a_text_keeps_its_figures_its_tables_and_what_was_found(own_data: Path) -> None:
    (own_data / "2016" / "narrative.md").write_text("# 标题\n\n{{ 没有这个词 }}\n", encoding="utf-8")

    draft = outcome_of(set_report(Draft(request_for(own_data))))

    assert (draft.is_stopped, draft.manuscript, draft.docx, draft.typeset) == (True, None, None, None)
    assert draft.statistics is not None
    assert draft.statistics.publication.total > 0
    assert draft.tables is not None
    assert draft.tables.annex is not None
    assert "narrative.unknown" in {found.code for found in draft.findings}
    with pytest.raises(ReportError) as told:
        draft.written()
    assert told.value.findings == draft.findings


def test_a_year_without_settings_is_a_draft_that_says_so(own_data: Path) -> None:
    (own_data / "agency.toml").unlink()

    draft = outcome_of(draft_report(Draft(request_for(own_data))))

    assert (draft.is_stopped, draft.settings, draft.counted) == (True, None, None)
    assert [found.code for found in draft.findings] == ["settings.missing"]


def test_a_whole_draft_has_the_report_its_pages_and_no_error(own_data: Path) -> None:
    draft = outcome_of(set_report(Draft(request_for(own_data))))

    assert not draft.is_stopped
    assert draft.typeset is not None
    assert draft.written().docx == draft.docx
    assert draft.subject is not None
    assert draft.subject.report is draft.report


def test_a_draft_is_never_changed_by_what_is_found_later(own_data: Path) -> None:
    begun = Draft(request_for(own_data))
    (found,) = outcome_of(draft_report(replace(begun, request=replace(begun.request, year=1900)))).findings[
        :1
    ]

    later = begun.telling([found]).stopped()

    assert (begun.findings, begun.is_stopped) == ((), False)
    assert (later.findings, later.is_stopped) == ((found,), True)


@pytest.mark.parametrize("step", ["读取台账并统计", "排版", "归档"])
def test_work_that_is_broken_off_between_two_steps_leaves_nothing_behind(own_data: Path, step: str) -> None:
    steps = build(request_for(own_data))

    for name in steps:
        if name == step:
            steps.close()

    assert sorted(path.name for path in own_data.parent.iterdir()) == ["data"]
