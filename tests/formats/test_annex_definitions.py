"""An annex that was copied from an earlier version → checks that hold of what is counted today."""

from __future__ import annotations

from pathlib import Path

from report_builder.diagnostics import Findings
from report_builder.formats.definitions import load_format

FROZEN = Path(__file__).parent.parent / "frozen_year" / "styles" / "guangxi-seven-part"


def test_a_late_reply_is_neither_in_time_nor_extended_in_a_copied_annex_either() -> None:
    assert 'rule = "sum"\nwhole = "closed"' in (FROZEN / "annex.toml").read_text(encoding="utf-8")
    loaded = load_format(FROZEN, Findings())

    assert loaded is not None
    assert loaded.annex is not None
    rules = {(check.whole, len(check.parts)): check.rule for check in loaded.annex.checks}
    assert rules["closed", 2] == "sum_at_most"
    assert rules["received", 4] == "sum"
