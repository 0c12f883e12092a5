"""Outputs made anew take the place of those that a build put there, and of nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from report_builder.diagnostics import Findings, ReportError
from report_builder.filing.manifests import MANIFEST
from report_builder.filing.outputs import file_outputs
from report_builder.filing.updating import update_outputs

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a build has filed."""
    file_outputs(tmp_path / "2016", {"a.json": b"1", "b.pdf": b"2"}, Findings())
    return tmp_path / "2016"


def test_an_output_as_it_was_built_is_replaced_and_the_manifest_knows(folder: Path) -> None:
    updated = update_outputs(folder, {"a.json": b"11"})

    assert updated == ("a.json",)
    assert (folder / "a.json").read_bytes() == b"11"
    findings = Findings()
    file_outputs(folder, {"a.json": b"111", "b.pdf": b"2"}, findings)
    assert list(findings) == []


def test_an_output_that_the_user_edited_stays(folder: Path) -> None:
    (folder / "a.json").write_bytes(b"mine")

    assert update_outputs(folder, {"a.json": b"11"}) == ()
    assert (folder / "a.json").read_bytes() == b"mine"


def test_nothing_is_put_where_no_build_put_it(folder: Path, tmp_path: Path) -> None:
    assert update_outputs(folder, {"c.json": b"3"}) == ()
    assert update_outputs(tmp_path / "2017", {"a.json": b"3"}) == ()
    assert not (folder / "c.json").exists()
    assert not (tmp_path / "2017").exists()


@pytest.mark.parametrize(
    "manifest", ["", "[]", "3", '{"outputs": 3}', '{"outputs": [3]}', '{"outputs": [{"name": "a.json"}]}']
)
def test_a_damaged_manifest_leaves_everything_alone(folder: Path, manifest: str) -> None:
    (folder / MANIFEST).write_text(manifest, encoding="utf-8")

    assert update_outputs(folder, {"a.json": b"11"}) == ()


def test_an_output_that_cannot_be_written_leaves_the_others_known(folder: Path) -> None:
    (folder / ".b.pdf.new").mkdir()

    with pytest.raises(ReportError):
        update_outputs(folder, {"a.json": b"11", "b.pdf": b"22"})

    assert (folder / "b.pdf").read_bytes() == b"2"
    assert update_outputs(folder, {"a.json": b"111"}) == ("a.json",)


def test_what_else_the_manifest_says_stays(folder: Path) -> None:
    before = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))

    update_outputs(folder, {"a.json": b"11"})

    after = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    assert after["made_by"] == before["made_by"]
    assert after["outputs"][1] == before["outputs"][1]
    assert after["outputs"][0]["bytes"] == 2
