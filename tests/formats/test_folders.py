"""A format's folder → its files, or errors that name what lies there in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_builder.diagnostics import Findings
from report_builder.formats.folders import format_file

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_of_the_folder_is_found_without_a_finding(tmp_path: Path) -> None:
    (tmp_path / "template.docx").touch()
    findings = Findings()

    assert format_file(tmp_path, "template.docx", findings) == tmp_path / "template.docx"
    assert list(findings) == []


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        ("template.docx", "template - 副本.docx"),
        ("template.docx", "Template.DOC"),
        ("template.docx", "新模板.wps"),
        ("format.toml", "format.toml.txt"),
        ("format.toml", "format（1）.toml"),
        ("narrative.md", "narrative.txt"),
    ],
)
def test_a_misnamed_file_is_named_beside_the_name_that_it_needs(
    tmp_path: Path, wanted: str, there: str
) -> None:
    (tmp_path / there).touch()
    findings = Findings()

    assert format_file(tmp_path, wanted, findings) is None

    [found] = findings.errors
    assert found.code == "format.missing"
    assert there in found.evidence
    assert f"改名为 {wanted}" in found.remedy


def test_what_word_keeps_while_a_file_is_open_is_not_taken_for_it(tmp_path: Path) -> None:
    (tmp_path / "~$mplate.docx").touch()
    (tmp_path / "annex.toml").touch()
    findings = Findings()

    format_file(tmp_path, "template.docx", findings)

    [found] = findings.errors
    assert "改名" not in found.remedy
