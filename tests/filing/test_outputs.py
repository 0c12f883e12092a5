"""Filing: all of a build or nothing of it, nothing of the user's lost, nothing outside the folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import pytest

from report_builder.diagnostics import Findings, ReportError
from report_builder.filing.manifests import built_files, manifest_json
from report_builder.filing.outputs import file_output, file_outputs, file_update

if TYPE_CHECKING:
    from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the manifest."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "manifest.json"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that an earlier build filled with a report and a table."""
    folder = tmp_path / "out" / "2016"
    file_outputs(folder, {"报告.docx": b"first", "表.json": b"{}"}, Findings())
    return folder


def test_the_outputs_and_their_manifest_are_all_that_is_written(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.json", "报告.docx", "表.json"]
    assert sorted(path.name for path in folder.parent.iterdir()) == ["2016"]


def test_the_manifest_gives_each_outputs_size_and_sha_256(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_bytes())

    assert manifest["outputs"][0] == {
        "name": "报告.docx",
        "bytes": 5,
        "sha256": sha256(b"first").hexdigest(),
    }
    assert [entry["name"] for entry in manifest["outputs"]] == ["报告.docx", "表.json"]


def test_the_manifest_depends_on_nothing_but_the_outputs() -> None:
    forwards = manifest_json({"a": b"1", "b": b"2"})
    backwards = manifest_json({"b": b"2", "a": b"1"})

    assert forwards == backwards


def test_a_new_build_replaces_the_whole_earlier_one(folder: Path) -> None:
    findings = Findings()

    file_outputs(folder, {"新报告.docx": b"second"}, findings)

    assert contents(folder) == {"新报告.docx": b"second"}
    assert list(findings) == []


def test_a_file_that_the_user_put_there_stays_and_is_mentioned(folder: Path) -> None:
    (folder / "领导批示.txt").write_bytes(b"keep me")
    (folder / "附图").mkdir()
    (folder / "附图" / "一.png").write_bytes(b"picture")
    findings = Findings()

    file_outputs(folder, {"报告.docx": b"second"}, findings)

    assert (folder / "领导批示.txt").read_bytes() == b"keep me"
    assert (folder / "附图" / "一.png").read_bytes() == b"picture"
    (told,) = findings
    assert told.code == "file.kept"
    assert sorted(told.evidence.split("；")) == ["附图", "领导批示.txt"]


def test_a_report_that_the_user_edited_is_kept_beside_the_new_one(folder: Path) -> None:
    (folder / "报告.docx").write_bytes(b"edited in Word")
    findings = Findings()

    file_outputs(folder, {"报告.docx": b"second"}, findings)

    assert contents(folder) == {"报告.docx": b"second", "报告（手工修改稿）.docx": b"edited in Word"}
    assert [finding.message for finding in findings] == [
        "“报告.docx”生成后被改动过，已原样保留，改名为“报告（手工修改稿）.docx”"
    ]


def test_a_second_edited_report_does_not_replace_the_first(folder: Path) -> None:
    for edit in (b"first edit", b"second edit"):
        (folder / "报告.docx").write_bytes(edit)
        file_outputs(folder, {"报告.docx": b"built"}, Findings())

    assert contents(folder) == {
        "报告.docx": b"built",
        "报告（手工修改稿）.docx": b"first edit",
        "报告（手工修改稿2）.docx": b"second edit",
    }


@pytest.mark.parametrize("manifest", [b"", b"[]", b"{", b'{"outputs": [1]}', b'{"outputs": 3}', b"\xff"])
def test_a_damaged_manifest_makes_every_earlier_file_the_users(folder: Path, manifest: bytes) -> None:
    (folder / "manifest.json").write_bytes(manifest)

    file_outputs(folder, {"报告.docx": b"second"}, Findings())

    assert contents(folder) == {
        "报告.docx": b"second",
        "报告（手工修改稿）.docx": b"first",
        "表.json": b"{}",
    }


@pytest.mark.parametrize(
    "name",
    ["../外面.docx", "子/报告.docx", "..", ".", "", "C:报告.docx", "a\\b.docx", "a\0.docx", "“问”?.docx"],
)
def test_no_name_leaves_the_folder(folder: Path, name: str) -> None:
    before = contents(folder)

    with pytest.raises(ReportError) as error:
        file_outputs(folder, {"报告.docx": b"second", name: b"stray"}, Findings())

    assert [finding.code for finding in error.value.findings] == ["file.unwritable"]
    assert contents(folder) == before
    assert sorted(path.name for path in folder.parent.iterdir()) == ["2016"]


def test_a_write_that_fails_half_way_leaves_the_earlier_build_as_it_was(folder: Path) -> None:
    before = contents(folder)
    too_long = "报" * 300 + ".docx"

    with pytest.raises(ReportError) as error:
        file_outputs(folder, {"报告.docx": b"second", too_long: b"fails"}, Findings())

    assert [finding.code for finding in error.value.findings] == ["file.unwritable"]
    assert contents(folder) == before
    assert sorted(path.name for path in folder.parent.iterdir()) == ["2016"]


def test_a_file_in_the_folders_place_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file, not a folder")

    with pytest.raises(ReportError) as error:
        file_outputs(tmp_path / "out" / "2016", {"报告.docx": b""}, Findings())

    assert [finding.code for finding in error.value.findings] == ["file.unwritable"]
    assert (tmp_path / "out").read_bytes() == b"a file, not a folder"


# Builds of one year by two processes at once, each of its own text, many times over.
BUILDER: Final = """
import sys
from pathlib import Path
from report_builder.diagnostics import Findings
from report_builder.filing.outputs import file_outputs
for number in range(20):
    text = f"{sys.argv[2]} {number}".encode()
    file_outputs(Path(sys.argv[1]), {"报告.docx": text, "表.json": text, sys.argv[2]: text}, Findings())
"""


def test_two_builds_at_once_lose_nothing_and_leave_the_whole_of_one(folder: Path) -> None:
    (folder / "领导批示.txt").write_bytes(b"keep me")

    builders = [subprocess.Popen([sys.executable, "-c", BUILDER, folder, name]) for name in ("甲", "乙")]
    codes = [builder.wait() for builder in builders]

    stands = contents(folder)
    assert codes == [0, 0]
    assert stands.pop("领导批示.txt") == b"keep me"
    assert len(set(stands.values())) == 1
    assert set(stands) in ({"报告.docx", "表.json", "甲"}, {"报告.docx", "表.json", "乙"})
    assert built_files(folder) == {name: sha256(data).hexdigest() for name, data in stands.items()}
    assert [path.name for path in folder.parent.iterdir()] == ["2016"]


def test_an_update_replaces_an_output_as_it_was_built_and_the_manifest_knows(folder: Path) -> None:
    updated = file_update(folder, {}, {"表.json": b"[]"}, Findings())

    assert updated == ("表.json",)
    assert contents(folder) == {"报告.docx": b"first", "表.json": b"[]"}
    findings = Findings()
    file_outputs(folder, {"报告.docx": b"first", "表.json": b"[1]"}, findings)
    assert list(findings) == []


def test_an_update_leaves_what_the_user_edited_alone(folder: Path) -> None:
    (folder / "表.json").write_bytes(b"mine")

    assert file_update(folder, {}, {"表.json": b"[]"}, Findings()) == ()
    assert (folder / "表.json").read_bytes() == b"mine"


def test_an_update_puts_nothing_where_no_build_put_it(folder: Path, tmp_path: Path) -> None:
    assert file_update(folder, {}, {"别的.json": b"3"}, Findings()) == ()
    assert file_update(tmp_path / "2017", {}, {"表.json": b"3"}, Findings()) == ()
    assert not (folder / "别的.json").exists()
    assert not (tmp_path / "2017").exists()


def test_an_update_comes_with_its_new_file_or_not_at_all(folder: Path) -> None:
    (folder / "新.docx").write_bytes(b"taken")
    before = contents(folder)

    with pytest.raises(ReportError) as told:
        file_update(folder, {"新.docx": b"new"}, {"表.json": b"[]"}, Findings())

    assert [finding.code for finding in told.value.findings] == ["file.unwritable"]
    assert contents(folder) == before
    assert file_update(folder, {"更新.docx": b"new"}, {"表.json": b"[]"}, Findings()) == ("表.json",)
    assert contents(folder) == {**before, "更新.docx": b"new", "表.json": b"[]"}


@pytest.mark.parametrize(
    "manifest", ["", "[]", "3", '{"outputs": 3}', '{"outputs": [3]}', '{"outputs": [{"name": "a.json"}]}']
)
def test_an_update_beside_a_damaged_manifest_leaves_everything_alone(folder: Path, manifest: str) -> None:
    (folder / "manifest.json").write_text(manifest, encoding="utf-8")

    assert file_update(folder, {}, {"表.json": b"[]"}, Findings()) == ()


def test_what_else_the_manifest_says_stays_in_an_update(folder: Path) -> None:
    before = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))

    file_update(folder, {}, {"表.json": b"[1]"}, Findings())

    after = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert after["made_by"] == before["made_by"]
    assert after["outputs"][0] == before["outputs"][0]
    assert after["outputs"][1]["bytes"] == 3


def test_the_files_are_dated_as_asked(folder: Path) -> None:
    file_outputs(folder, {"报告.docx": b"second"}, Findings(), modified=1_483_142_400)

    assert {path.stat().st_mtime for path in folder.iterdir()} == {1_483_142_400}


@pytest.mark.skipif(os.name == "nt", reason="Windows users seldom may make links")
def test_a_link_to_the_folder_stays_a_link(folder: Path) -> None:
    link = folder.with_name("今年")
    link.symlink_to(folder)

    file_outputs(link, {"报告.docx": b"second"}, Findings())

    assert link.is_symlink()
    assert contents(folder) == {"报告.docx": b"second"}


def test_one_file_is_replaced_whole(tmp_path: Path) -> None:
    (tmp_path / "报告.pdf").write_bytes(b"first")

    file_output(tmp_path / "报告.pdf", b"second")

    assert contents(tmp_path) == {"报告.pdf": b"second"}


def test_one_file_that_cannot_be_written_is_a_finding_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "报告.pdf").mkdir()

    with pytest.raises(ReportError) as error:
        file_output(tmp_path / "报告.pdf", b"second")

    assert [finding.code for finding in error.value.findings] == ["file.unwritable"]
    assert [path.name for path in tmp_path.iterdir()] == ["报告.pdf"]
