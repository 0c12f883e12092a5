"""Manuscripts and narratives as they are linted: places, roles, and the project's own texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
import records
from filled_reports import reported
from msgspec.structs import replace
from narratives import compose

from report_builder.checks.lint.linting import lint_report
from report_builder.diagnostics import Findings, Severity
from report_builder.ledgers.reading import read_ledgers
from report_builder.manuscript.narrative import write_manuscript
from report_builder.reports.reading import read_report_text
from report_builder.settings import load_settings
from report_builder.statistics.counting import count_statistics

if TYPE_CHECKING:
    from report_builder.diagnostics import Finding
    from report_builder.manuscript.blocks import Manuscript

CHECKOUT: Final = Path(__file__).parent.parent.parent.parent
STARTING: Final = sorted(CHECKOUT.glob("styles/*/narrative.md"))


def lint(manuscript: Manuscript | None) -> list[Finding]:
    """The findings of a manuscript under the usual settings."""
    assert manuscript is not None
    return lint_report(reported(manuscript), records.settings().codes_off)


def sample_manuscript(narrative: Path) -> Manuscript | None:
    """A narrative over the sample year's ledgers."""
    settings = load_settings(CHECKOUT / "data", 2016, Findings())
    assert settings is not None
    ledgers = read_ledgers(CHECKOUT / "data" / "2016" / "ledgers", settings, 2016, Findings())
    statistics = count_statistics(ledgers, settings, 2016, Findings())
    return write_manuscript(narrative, settings, statistics, Findings())


def test_a_finding_names_the_line_of_the_narrative(tmp_path: Path) -> None:
    composed = compose(
        tmp_path,
        """
        # 总体情况

        ## 公开情况。

        贯彻国办发[2016]8号文件精神。
        """,
    )

    found = [
        (finding.code, finding.place.line if finding.place else None) for finding in lint(composed.manuscript)
    ]

    assert found == [("style.heading_end", 3), ("style.document_brackets", 5)]


def test_a_code_in_the_settings_is_not_told(tmp_path: Path) -> None:
    composed = compose(tmp_path, "贯彻国办发[2016]8号文件精神。\n")
    settings = replace(records.settings(), switched_off=("style.document_brackets",))
    assert composed.manuscript is not None

    assert lint_report(reported(composed.manuscript), settings.codes_off) == []


@pytest.mark.parametrize("path", STARTING, ids=lambda path: path.parent.name)
def test_a_narrative_that_comes_with_a_format_is_in_official_style(path: Path) -> None:
    assert [str(finding) for finding in lint(sample_manuscript(path))] == []


def test_the_sample_narratives_only_oddity_is_in_a_documents_own_name() -> None:
    [finding] = lint(sample_manuscript(CHECKOUT / "data" / "2016" / "narrative.md"))

    assert (finding.code, finding.severity) == ("style.rights", Severity.NOTICE)
    assert "接受义务教育的权力》" in finding.evidence


def test_each_oddity_of_the_sample_report_is_one(built: Path) -> None:
    report = next(built.glob("*.docx"))

    found = lint_report(read_report_text(report.read_bytes(), report.name))

    # A document's own name has 权力, the date is the year's last day, and the format prints 送: which is
    # nobody's fault where the settings are known.
    assert [(finding.code, finding.severity) for finding in found] == [
        ("style.rights", Severity.NOTICE),
        ("style.signed_on_last_day", Severity.NOTICE),
        ("style.sent_to", Severity.NOTICE),
    ]
