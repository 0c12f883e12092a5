"""What a year is built from is known by its SHA-256, and must not change while it is read."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from report_builder.diagnostics import ReportError
from report_builder.drafts import BuildRequest
from report_builder.inputs import read_inputs, stop_if_changed
from report_builder.pipeline import build

if TYPE_CHECKING:
    from pathlib import Path


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder under a name of its own."""
    put(tmp_path / "材料" / "agency.toml", b"a")
    put(tmp_path / "材料" / "2016" / "ledgers" / "一.xlsx", b"1")
    return tmp_path / "材料"


def test_inputs_are_named_alike_on_every_machine(data: Path, tmp_path: Path) -> None:
    put(tmp_path / "成品" / "2015" / "statistics.json", b"{}")
    put(tmp_path / "成品" / "2016" / "statistics.json", b"{}")
    put(data / "2015" / "narrative.md", b"last year's")

    assert read_inputs(data, tmp_path / "成品", 2016) == {
        "data/2015/narrative.md": sha256(b"last year's").hexdigest(),
        "data/2016/ledgers/一.xlsx": sha256(b"1").hexdigest(),
        "data/agency.toml": sha256(b"a").hexdigest(),
        "out/2015/statistics.json": sha256(b"{}").hexdigest(),
    }


@pytest.mark.parametrize("name", ["~$一.xlsx", ".~lock.一.xlsx#", ".DS_Store", ".cache/x"])
def test_what_programs_put_there_for_themselves_is_no_input(data: Path, name: str) -> None:
    before = read_inputs(data, data, 2016)
    put(data / "2016" / "ledgers" / name, b"")

    assert read_inputs(data, data, 2016) == before


def test_a_ledger_saved_while_it_was_counted_stops_the_build(own_data: Path) -> None:
    ledger = own_data / "2016" / "ledgers" / "办公室.xlsx"
    out = own_data.parent / "out"

    def build_while_saving() -> None:
        for step in build(BuildRequest(own_data, 2016, out, own_data.parent)):
            if step == "归档":
                ledger.write_bytes(ledger.read_bytes() + b" ")

    with pytest.raises(ReportError) as told:
        build_while_saving()

    [finding] = [each for each in told.value.findings if each.code == "file.changed"]
    assert finding.evidence == "改动的是：data/2016/ledgers/办公室.xlsx"
    assert not out.exists()


def test_a_file_that_came_or_went_is_a_change(data: Path) -> None:
    before = read_inputs(data, data, 2016)
    put(data / "2016" / "ledgers" / "二.xlsx", b"2")
    (data / "2016" / "ledgers" / "一.xlsx").unlink()

    with pytest.raises(ReportError, match=r"一\.xlsx、data/2016/ledgers/二\.xlsx"):
        stop_if_changed(before, data, data, 2016)


def test_the_manifest_lists_what_the_report_was_built_from(built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_bytes())

    names = [entry["name"] for entry in manifest["inputs"]]
    assert names == sorted(names)
    assert {
        "data/agency.toml",
        "data/2016/narrative.md",
        "data/2016/ledgers/办公室.xlsx",
        "styles/guangxi-seven-part/template.docx",
    } <= set(names)
    assert manifest["made_by"].startswith("report-builder ")
