"""An annex that was copied from an earlier version → checks that hold of what is counted today."""

from __future__ import annotations

from pathlib import Path

from records import applications, ledgers, settings

from report_builder.diagnostics import Findings
from report_builder.formats.annex import fill_annex
from report_builder.formats.definitions import load_format
from report_builder.statistics.counting import count_statistics

FROZEN = Path(__file__).parent.parent / "frozen_year" / "styles" / "guangxi-seven-part"


def test_a_late_reply_is_neither_in_time_nor_extended_in_a_copied_annex_either() -> None:
    assert 'rule = "sum"\nwhole = "closed"' in (FROZEN / "annex.toml").read_text(encoding="utf-8")
    loaded = load_format(FROZEN, Findings())
    assert loaded is not None
    assert loaded.annex is not None
    year = ledgers(applications=applications("2016-03-01 自然人 网络 - 2016-06-01 予以公开"))
    findings = Findings()

    fill_annex(loaded.annex, count_statistics(year, settings(), 2016, Findings()), findings)

    assert "annex.unbalanced" not in {found.code for found in findings}
