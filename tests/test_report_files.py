"""Word reports as files: which of them remember the figures that the program wrote."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from word_files import paragraph, word_file

from report_builder.pipeline import TypesetRequest, typeset_file
from report_builder.report_files import carries_figures

if TYPE_CHECKING:
    from pathlib import Path


def package(**parts: str) -> bytes:
    """A zip of parts by their names, with __ for a slash."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return packed.getvalue()


def test_a_built_report_is_known_for_one_of_ours(built: Path) -> None:
    (report,) = built.glob("*.docx")

    assert carries_figures(report.read_bytes())


@pytest.mark.parametrize(
    "data",
    [
        word_file(paragraph("正文")),
        package(customXml__item1='<b:Sources xmlns:b="http://schemas.example/bibliography"/>'),
        package(word__document='<figures xmlns="urn:report-builder:figures"/>'),
        b"PK\x03\x04 and no more",
        b"",
    ],
)
def test_any_other_file_is_not(data: bytes) -> None:
    assert not carries_figures(data)


def test_a_report_moved_away_from_its_statistics_is_printed_with_a_notice(
    built: Path, tmp_path: Path
) -> None:
    (report,) = built.glob("*.docx")
    alone = tmp_path / "报告.docx"
    alone.write_bytes(report.read_bytes())

    result = typeset_file(TypesetRequest(alone, alone.with_suffix(".pdf"), tmp_path), lambda _: None)

    assert [finding.code for finding in result.findings] == ["docx.statistics_missing"]


def test_a_report_of_another_maker_is_printed_without_a_word_of_statistics(tmp_path: Path) -> None:
    foreign = tmp_path / "通知.docx"
    foreign.write_bytes(word_file(paragraph("正文")))

    result = typeset_file(TypesetRequest(foreign, foreign.with_suffix(".pdf"), tmp_path), lambda _: None)

    assert result.findings == ()
