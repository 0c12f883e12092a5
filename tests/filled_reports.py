"""A narrative in a few lines → the Word report that it fills, as bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from make_template import TEMPLATE
from narratives import compose
from sample_reports import SETTINGS, SIGNED_ON

from report_builder.diagnostics import Findings
from report_builder.formats.definitions import load_format
from report_builder.manuscript.filling import fill_report
from report_builder.manuscript.read_back import read_back
from report_builder.word.packages import open_package

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from report_builder.charted_figures import DrawnChart
    from report_builder.formats.tables import AnnexTable
    from report_builder.ledgers.frames import Ledgers
    from report_builder.manuscript.blocks import Manuscript
    from report_builder.reports.report import Report


def reported(manuscript: Manuscript) -> Report:
    """What is read back of the report that a manuscript fills."""
    findings = Findings()
    docx = fill_report(TEMPLATE, manuscript, None, SETTINGS, 2016, SIGNED_ON, findings)
    assert docx is not None, [str(finding) for finding in findings]
    report_format = load_format(TEMPLATE.parent, Findings())
    assert report_format is not None
    return read_back(open_package(docx, f"{manuscript.title}.docx"), manuscript, report_format)


def filled_report(
    folder: Path,
    text: str,
    ledgers: Ledgers | None = None,
    annex: AnnexTable | None = None,
    charts: Sequence[DrawnChart] = (),
) -> bytes:
    """The report over the ledgers of ``records.ledgers``, or over others."""
    composed = compose(folder, text, ledgers)
    assert composed.manuscript is not None, [str(finding) for finding in composed.findings]
    findings = Findings()
    docx = fill_report(TEMPLATE, composed.manuscript, annex, SETTINGS, 2016, SIGNED_ON, findings, (), charts)
    assert docx is not None, [str(finding) for finding in findings]
    return docx
