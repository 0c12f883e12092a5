"""New files: all of them or none, and nothing that is there is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_builder.diagnostics import ReportError
from report_builder.filing.new_files import place_new_files

if TYPE_CHECKING:
    from pathlib import Path


def everything(folder: Path) -> list[str]:
    """Every file and folder below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_new_files_lie_in_folders_that_are_made_for_them(tmp_path: Path) -> None:
    place_new_files(tmp_path / "data", {"agency.toml": b"a", "2026/x.md": b"b"})

    assert everything(tmp_path) == ["data", "data/2026", "data/2026/x.md", "data/agency.toml"]
    assert (tmp_path / "data" / "2026" / "x.md").read_bytes() == b"b"


def test_a_taken_place_leaves_nothing_new_behind(tmp_path: Path) -> None:
    taken = tmp_path / "agency.toml"
    taken.write_bytes(b"mine")

    with pytest.raises(ReportError) as raised:
        place_new_files(tmp_path, {"2026/x.md": b"b", "agency.toml": b"a"})

    assert [finding.code for finding in raised.value.findings] == ["file.unwritable"]
    assert str(taken) in str(raised.value)
    assert everything(tmp_path) == ["agency.toml"]
    assert taken.read_bytes() == b"mine"


def test_a_dead_link_is_a_taken_place(tmp_path: Path) -> None:
    link = tmp_path / "agency.toml"
    link.symlink_to(tmp_path / "nowhere")

    with pytest.raises(ReportError):
        place_new_files(tmp_path, {"agency.toml": b"a"})

    assert link.readlink() == tmp_path / "nowhere"


def test_a_file_in_the_place_of_a_folder_leaves_nothing_new_behind(tmp_path: Path) -> None:
    (tmp_path / "2026").write_bytes(b"a file")

    with pytest.raises(ReportError):
        place_new_files(tmp_path, {"new/x.md": b"b", "2026/x.md": b"b"})

    assert everything(tmp_path) == ["2026"]
