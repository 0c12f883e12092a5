"""Word reports as files: which of them remember the figures that the program wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from word_files import paragraph, word_file

from report_builder.drafts import outcome_of
from report_builder.page_formats import TypesetRequest
from report_builder.pipeline import typeset_file

if TYPE_CHECKING:
    from pathlib import Path


def test_a_report_moved_away_from_its_statistics_is_printed_with_a_notice(
    built: Path, tmp_path: Path
) -> None:
    (report,) = built.glob("*.docx")
    alone = tmp_path / "报告.docx"
    alone.write_bytes(report.read_bytes())

    result = outcome_of(typeset_file(TypesetRequest(alone, alone.with_suffix(".pdf"), tmp_path)))

    assert [finding.code for finding in result.findings] == ["docx.statistics_missing"]


def test_a_report_of_another_maker_is_printed_without_a_word_of_statistics(tmp_path: Path) -> None:
    foreign = tmp_path / "通知.docx"
    foreign.write_bytes(word_file(paragraph("正文")))

    result = outcome_of(typeset_file(TypesetRequest(foreign, foreign.with_suffix(".pdf"), tmp_path)))

    assert result.findings == ()
