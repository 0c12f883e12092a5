"""A year's folder → its narrative, and what is told of texts that may be one but for their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_builder.diagnostics import Findings
from report_builder.manuscript.narrative_files import find_narrative, read_narrative_file
from report_builder.manuscript.narrative_source import TitleAndSignature

if TYPE_CHECKING:
    from pathlib import Path


def found(folder: Path, *names: str) -> tuple[str, list[tuple[str, str]]]:
    """The narrative's name, and the code and message of each finding."""
    for name in names:
        (folder / name).write_bytes(b"x")
    findings = Findings()
    path = find_narrative(folder, findings)
    return path.name if path else "", [(each.code, each.message) for each in findings]


@pytest.mark.parametrize("name", ["narrative.md", "narrative.docx"])
def test_the_one_narrative_is_taken(tmp_path: Path, name: str) -> None:
    assert found(tmp_path, name, "备份.docx", "说明.txt") == (name, [])


def test_of_two_narratives_none_is_taken(tmp_path: Path) -> None:
    name, ((code, message),) = found(tmp_path, "narrative.md", "narrative.docx")

    assert (name, code) == ("", "narrative.two_files")
    assert message.startswith("正文有两份")


def test_a_narrative_of_another_kind_is_told_beside_the_one_that_is_taken(tmp_path: Path) -> None:
    name, told = found(tmp_path, "narrative.md", "narrative.doc")

    assert name == "narrative.md"
    assert [(code, ".doc 格式" in message) for code, message in told] == [("narrative.other_file", True)]


@pytest.mark.parametrize(
    "name", ["正文.docx", "正文.DOC", "正文.md", "narrative.md.txt", "正文.MD.TXT", "正文.txt"]
)
def test_a_text_of_another_name_is_told_where_there_is_no_narrative(tmp_path: Path, name: str) -> None:
    taken, ((code, message),) = found(tmp_path, name)

    assert (taken, code) == ("", "narrative.other_file")
    assert f"“{name}”没有读取" in message


@pytest.mark.parametrize("name", ["正文.xlsx", "~$正文.docx", ".正文.md", "照片.png"])
def test_what_is_no_text_or_a_trace_of_an_open_one_is_not_told(tmp_path: Path, name: str) -> None:
    assert found(tmp_path, name) == ("", [])


def test_three_texts_are_named_and_more_are_counted(tmp_path: Path) -> None:
    _, ((_, three),) = found(tmp_path, "甲.md", "乙.md", "丙.md")
    _, ((_, four),) = found(tmp_path, "丁.md")

    assert three.count("”“") == 2
    assert "个文件" not in three
    assert four.count("”“") == 2
    assert "等 4 个文件没有读取" in four


def test_a_folder_that_is_not_there_has_no_narrative(tmp_path: Path) -> None:
    assert found(tmp_path / "不在") == ("", [])


def test_headings_in_plain_text_are_its_lines_with_one_sign_before_them(tmp_path: Path) -> None:
    path = tmp_path / "narrative.md"
    path.write_text("前言\n# 甲\n## 乙\n#丙\n", encoding="utf-8")

    written = read_narrative_file(path, TitleAndSignature(), Findings())

    assert written is not None
    assert len(written.headings) == 2
