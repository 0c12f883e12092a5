"""Years, folders and files as people type, copy and drop them."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.command_line.arguments import (
    WrongUse,
    YearFolder,
    existing_years,
    is_year_or_folder,
    read_path,
    read_report_path,
    read_year,
    read_year_folder,
)


def test_a_data_folder_that_cannot_be_looked_into_has_no_years(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("一个文件", encoding="utf-8")

    assert existing_years(tmp_path / "data") == []
    assert existing_years(tmp_path / ("长" * 300)) == []


@pytest.mark.parametrize("typed", ["2016", "2016年", "２０１６", " 2016 ", '"2016"', "“2016”"])
def test_a_year_is_understood_however_it_is_typed(typed: str) -> None:
    assert read_year(typed) == 2016


@pytest.mark.parametrize("typed", ["16", "二〇一六", "2016-12", "12016", "3016", "", "报告"])
def test_what_is_no_year_is_none(typed: str) -> None:
    assert read_year(typed) is None


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("data/2016/", "data/2016"),
        ("data/2016\\", "data/2016"),
        ('"我的 报告.docx"', "我的 报告.docx"),
        ("'我的 报告.docx'", "我的 报告.docx"),
        ("“报告.docx”", "报告.docx"),
        ('报告"', "报告"),
        ("报告.docx ", "报告.docx"),
        ("/", "/"),
        ("D:\\", "D:\\"),
    ],
)
def test_quotes_blanks_and_a_last_slash_are_no_part_of_a_name(typed: str, path: str) -> None:
    assert str(read_path(typed)) == path


def test_a_tilde_is_the_home_folder() -> None:
    assert read_path("~/报告.docx") == Path.home() / "报告.docx"


def test_an_option_swallowed_by_a_windows_quote_is_told() -> None:
    with pytest.raises(WrongUse) as raised:
        read_path('D:\\报告" --json')

    assert "末尾的 \\ 请去掉" in raised.value.message


@pytest.mark.parametrize("typed", ["", '""', "  "])
def test_no_name_is_no_file(typed: str) -> None:
    with pytest.raises(WrongUse):
        read_path(typed)


@pytest.mark.parametrize("typed", ["2016", "2016年", "data/2016", "data\\2016\\", "D:\\年报\\2016"])
def test_a_years_folder_is_known_on_every_system(typed: str) -> None:
    assert is_year_or_folder(typed)


def test_only_folders_named_after_years_are_years(tmp_path: Path) -> None:
    for name in ("2016", "2015", "归档", "20161"):
        (tmp_path / name).mkdir()
    (tmp_path / "2017").touch()

    assert existing_years(tmp_path) == [2015, 2016]
    assert existing_years(tmp_path / "没有") == []


def test_a_folder_names_its_year_and_its_data(tmp_path: Path) -> None:
    found = read_year_folder(f"{tmp_path / '2016'}/", "", "build")

    assert found == YearFolder(2016, tmp_path, named=True)
    assert found.folder == tmp_path / "2016"


@pytest.mark.parametrize("name", ["报告.docx", "报告.DOCX", "“报告.docx”"])
def test_a_word_report_is_one_whatever_the_case_of_its_suffix(name: str) -> None:
    assert read_report_path(name, "pdf").suffix.lower() == ".docx"


@pytest.mark.parametrize(
    "name", ["报告.doc", "报告.wps", "报告.pdf", "台账.xlsx", "台账.et", "正文.md", "报告", "报告.txt"]
)
def test_another_file_is_no_word_report_and_the_way_out_is_told(name: str) -> None:
    with pytest.raises(WrongUse) as raised:
        read_report_path(name, "pdf")

    assert raised.value.message.startswith(f"“{name}”不是 .docx 文件；")
