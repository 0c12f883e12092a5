"""A folder against its manifest: what was changed, what is gone, what is new, and what is no manifest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from report_builder.diagnostics import Findings, ReportError
from report_builder.filing.outputs import file_outputs
from report_builder.filing.verifying import verify_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a build has filed."""
    folder = tmp_path / "2016"
    file_outputs(folder, {"报告.docx": b"first", "表.json": b"{}", "checks.html": b""}, Findings())
    return folder


def test_a_folder_as_it_was_built_has_nothing_to_tell(folder: Path) -> None:
    (folder / "checks.html").write_bytes(b"a later check")

    assert verify_folder(folder) == ()


def test_what_changed_and_what_is_gone_are_errors_and_what_is_new_is_told(folder: Path) -> None:
    (folder / "报告.docx").write_bytes(b"forst")
    (folder / "表.json").unlink()
    (folder / "批示.txt").write_bytes(b"")

    with pytest.raises(ReportError) as told:
        verify_folder(folder)

    assert [(found.code, found.place and found.place.file) for found in told.value.findings] == [
        ("manifest.changed", str(folder / "报告.docx")),
        ("manifest.file_missing", str(folder / "表.json")),
        ("manifest.extra", str(folder / "批示.txt")),
    ]
    assert "生成时 5 字节" in told.value.findings[0].evidence


def test_a_folder_in_the_place_of_a_file_is_an_error(folder: Path) -> None:
    (folder / "报告.docx").unlink()
    (folder / "报告.docx").mkdir()

    with pytest.raises(ReportError, match="无从核对"):
        verify_folder(folder)


def lead_out(manifest: dict[str, list[dict[str, str]]]) -> None:
    manifest["outputs"][0]["name"] = "../agency.toml"


def forget(manifest: dict[str, list[dict[str, str]]]) -> None:
    del manifest["outputs"][0]["sha256"]


@pytest.mark.parametrize("spoil", [lead_out, forget])
def test_a_manifest_that_is_none_is_an_error(
    folder: Path, spoil: Callable[[dict[str, list[dict[str, str]]]], None]
) -> None:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    spoil(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    with pytest.raises(ReportError) as told:
        verify_folder(folder)

    assert [found.code for found in told.value.findings] == ["manifest.unreadable"]


def test_a_folder_without_a_manifest_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as told:
        verify_folder(tmp_path)

    assert [found.code for found in told.value.findings] == ["manifest.missing"]
