"""The file of a narrative → its lines, how they are quoted, what is told of one that cannot be read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from report_builder.budgets import Budget
from report_builder.diagnostics import Findings, Place
from report_builder.formats.definitions import RequiredSection
from report_builder.manuscript.narrative_source import NarrativeSource, TitleAndSignature, read_narrative

if TYPE_CHECKING:
    from pathlib import Path

LONG = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈"


def read(folder: Path, data: bytes, budget: Budget = Budget()) -> tuple[NarrativeSource | None, Findings]:  # noqa: B008  a frozen value
    path, findings = folder / "narrative.md", Findings()
    path.write_bytes(data)
    return read_narrative(path, findings, budget), findings


@pytest.mark.parametrize(
    "data", ["甲\n乙\n\n丙", "甲\r\n乙\r\n\r\n丙", "甲\r乙\r\r丙", "\ufeff甲\r\n乙\n\r丙"]
)
def test_lines_end_however_an_editor_ends_them(tmp_path: Path, data: str) -> None:
    source, findings = read(tmp_path, data.encode())

    assert source is not None
    assert source.lines == ("甲", "乙", "", "丙")
    assert source.text == "甲\n乙\n\n丙"
    assert list(findings) == []


def test_another_encoding_is_told_with_the_line_of_its_first_sign(tmp_path: Path) -> None:
    source, findings = read(tmp_path, b"a\nb\n" + "政务".encode("gbk") + b"\nc")

    assert source is None
    assert [(found.code, str(found.place)) for found in findings] == [
        ("narrative.encoding", "narrative.md › 第3行")
    ]


def test_a_text_may_be_as_large_as_its_limit_and_no_larger(tmp_path: Path) -> None:
    budget = Budget(text_kilobytes=1)

    fitting, _ = read(tmp_path, b"a" * budget.text_bytes, budget)
    larger, findings = read(tmp_path, b"a" * (budget.text_bytes + 1), budget)

    assert fitting is not None
    assert larger is None
    assert [found.code for found in findings] == ["file.too_large"]


def test_a_text_that_is_not_there_or_is_a_folder_is_told(tmp_path: Path) -> None:
    findings = Findings()
    (tmp_path / "folder.md").mkdir()

    assert read_narrative(tmp_path / "narrative.md", findings) is None
    assert read_narrative(tmp_path / "folder.md", findings) is None
    assert [found.code for found in findings][1:] == ["file.unreadable"]
    assert len(list(findings)) == 2


def test_a_line_is_quoted_whole_to_forty_eight_signs_and_beyond_that_around_the_word_that_is_meant() -> None:
    source = NarrativeSource("narrative.md", (f" {LONG} ", f"{LONG}剑"))

    assert len(LONG) == 48
    assert source.quote(1) == LONG
    assert source.quote(2) == f"{LONG}……"
    assert source.quote(2, "律") == f"……{LONG[12:]}剑"
    assert source.quote(2, "玄") == f"{LONG}……"
    assert source.quote(2, "不在") == f"{LONG}……"


@pytest.mark.parametrize("line", [0, -1, 3])
def test_a_line_that_is_not_there_is_quoted_as_nothing(line: int) -> None:
    assert NarrativeSource("narrative.md", ("甲", "乙")).quote(line) == ""


def test_a_line_from_word_has_the_place_of_its_paragraph_and_the_words_that_stand_there() -> None:
    source = NarrativeSource("narrative.docx", ("{{ 甲 }}", "乙"), (4, 9), ("｛｛ 甲 ｝｝", "乙"))

    assert [source.position(line) for line in (1, 2, 7)] == [4, 9, 9]
    assert source.place(2) == Place("narrative.docx", paragraph=9)
    assert source.quote(1) == "｛｛ 甲 ｝｝"
    assert NarrativeSource("narrative.md", ("甲",)).place(1) == Place("narrative.md", line=1)


def test_a_report_whose_signing_is_not_known_is_dated_with_the_last_day_of_its_year() -> None:
    assert TitleAndSignature(year=2016).dated == date(2016, 12, 31)
    assert TitleAndSignature(year=2016, signed_on=date(2017, 1, 5)).dated == date(2017, 1, 5)
    assert TitleAndSignature().dated is None


def test_the_keys_of_sections_are_those_of_their_headings_and_of_what_else_they_are_called() -> None:
    section = RequiredSection(heading="存在的主要问题及改进情况", variants=("存在的问题",))

    assert len(TitleAndSignature(sections=(section,)).section_keys) == 2
