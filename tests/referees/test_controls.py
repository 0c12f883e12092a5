"""LibreOffice opens a report with controls and saves it back: the figures are still known by their tags."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml.ns import qn

from report_builder.diagnostics import ReportError
from report_builder.drafts import outcome_of
from report_builder.editing import RefreshRequest, VerifyRequest, refresh_file, verify_file
from report_builder.reports.reading import read_report_text

if TYPE_CHECKING:
    from libreoffice import LibreOffice

pytestmark = pytest.mark.referee

SUBSCRIBERS = '新媒体("柳州教育").订阅用户数'


@pytest.fixture
def saved(built: Path, libreoffice: LibreOffice, tmp_path: Path) -> Path:
    """The built report as LibreOffice saves it, beside its statistics."""
    source = tmp_path / "报告.docx"
    shutil.copy(next(built.glob("*.docx")), source)
    folder = tmp_path / "2016"
    folder.mkdir()
    shutil.copy(built / "statistics.json", folder)
    libreoffice.convert([source], "docx", folder)
    return folder / "报告.docx"


def test_libreoffice_keeps_every_tag_and_the_record(built: Path, saved: Path) -> None:
    before = read_report_text(next(built.glob("*.docx")).read_bytes(), "a.docx")

    after = read_report_text(saved.read_bytes(), "b.docx")

    assert [(each.tag, each.text) for each in after.figures] == [
        (each.tag, each.text) for each in before.figures
    ]
    assert after.record == before.record
    assert verify_file(VerifyRequest(saved)) == ()


def test_a_figure_edited_there_is_found_and_refreshed(saved: Path, own_data: Path) -> None:
    refreshed = outcome_of(
        refresh_file(RefreshRequest(spoil(saved), None, own_data, None, saved.parent.parent, own_data.parent))
    )

    assert [(each.old, each.new) for each in refreshed.changes] == [("5999", "5649")]
    assert verify_file(VerifyRequest(refreshed.target or Path())) == ()


def test_libreoffice_opens_what_was_refreshed(
    saved: Path, own_data: Path, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    spoilt = spoil(saved)
    with pytest.raises(ReportError):
        verify_file(VerifyRequest(spoilt))
    request = RefreshRequest(spoilt, None, own_data, None, saved.parent.parent, own_data.parent)
    refreshed = outcome_of(refresh_file(request)).target or Path()

    libreoffice.convert([refreshed], "docx", tmp_path / "again")

    again = read_report_text((tmp_path / "again" / refreshed.name).read_bytes(), "c.docx")
    assert {each.tag: each.text for each in again.figures}[SUBSCRIBERS] == "5649"


def spoil(report: Path) -> Path:
    """The report with one figure typed over."""
    document = Document(str(report))
    text = next(each for each in document.element.body.iter(qn("w:t")) if each.text == "5649")
    text.text = "5999"
    document.save(str(report))
    return report
