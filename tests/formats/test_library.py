"""Every format of two folders by name, and a word on each that had to be passed over."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from report_builder.diagnostics import Findings
from report_builder.formats.library import load_formats
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from pathlib import Path


def own_format(styles: Path, definition: bytes) -> None:
    folder = styles / "本局"
    folder.mkdir(parents=True)
    shutil.copy(packaged_folder("styles") / "national-2021" / "template.docx", folder)
    (folder / "format.toml").write_bytes(definition)


def test_a_format_that_cannot_be_read_is_passed_over_with_a_word(tmp_path: Path) -> None:
    own_format(tmp_path / "styles", b"title =")
    findings = Findings()

    loaded = load_formats(tmp_path / "styles", findings)

    assert {each.name for each in loaded} == {"guangxi-seven-part", "national-2019", "national-2021"}
    assert [(each.code, each.place and each.place.file) for each in findings] == [
        ("format.passed_over", "styles/本局")
    ]
    assert load_formats(tmp_path / "styles") == loaded


def test_formats_without_a_fault_need_no_word(tmp_path: Path) -> None:
    findings = Findings()

    assert len(load_formats(tmp_path / "styles", findings)) == 3
    assert list(findings) == []
