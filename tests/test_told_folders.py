"""What an output tells of places: from the folders of the run on, alike on every system."""

from __future__ import annotations

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from report_builder.diagnostics import Finding, Place, Severity
from report_builder.told_folders import ToldFolders

SAID = "找过：{out}2015{sep}statistics.json、{data}2015{sep}ledgers{sep}甲 乙.xlsx；写的是“A\\B”"
HOME = PurePosixPath("/home/zhang")


def of_a_year(folder: PurePath) -> ToldFolders:
    return ToldFolders.of(((folder / "data", "data"), (folder / "out", "out"), (folder, "")))


@pytest.mark.parametrize(
    ("folder", "separator"),
    [(PureWindowsPath("C:\\年报 & 100%"), "\\"), (PureWindowsPath(), "\\"), (PurePosixPath("/年报"), "/")],
)
def test_paths_are_spelt_alike_on_every_system(folder: PurePath, separator: str) -> None:
    spelt = {name: f"{folder / name}{separator}" for name in ("data", "out")}
    place = Place("{data}2015{sep}ledgers".format(**spelt, sep=separator))

    told = of_a_year(folder).finding(
        Finding("previous.missing", Severity.NOTICE, place, "没有找到", SAID.format(**spelt, sep=separator))
    )

    assert told.place == Place("data/2015/ledgers")
    assert told.evidence == SAID.format(data="data/", out="out/", sep="/")


def test_elsewhere_a_backslash_is_a_sign_like_any_other() -> None:
    assert of_a_year(PurePosixPath("/年报")).path("/年报/data/2015/甲\\乙.xlsx") == "data/2015/甲\\乙.xlsx"


def test_of_one_folder_that_was_handed_in_nothing_is_told() -> None:
    folders = ToldFolders.handed_in([HOME / "各单位"])

    assert folders.path("/home/zhang/各单位/甲局/统计.json") == "甲局/统计.json"
    assert folders.text("请先运行 verify /home/zhang/各单位/甲局 接着写完") == "请先运行 verify 甲局 接着写完"
    assert folders.path("/home/zhang/各单位") == "各单位"
    assert folders.text("找过：/home/zhang/各单位。") == "找过：各单位。"


def test_of_several_folders_as_much_is_told_as_tells_them_apart() -> None:
    alike = ToldFolders.handed_in([HOME / "甲县" / "各单位", HOME / "乙县" / "各单位"])
    different = ToldFolders.handed_in([HOME / "甲县", HOME / "乙县"], [HOME])

    assert alike.path("/home/zhang/乙县/各单位/甲局.docx") == "乙县/各单位/甲局.docx"
    assert different.path("/home/zhang/乙县/甲局.docx") == "乙县/甲局.docx"
    assert different.path("/home/zhang/名单.xlsx") == "名单.xlsx"


@pytest.mark.parametrize("path", ["/home/zhang/别处/名单.xlsx", "../../zhang/名单.xlsx"])
def test_of_what_lies_elsewhere_the_name_alone_is_told(path: str) -> None:
    assert ToldFolders.handed_in([PurePosixPath("/各单位")]).path(path) == "名单.xlsx"


def test_a_folder_that_was_typed_from_where_one_stands_is_taken_off_where_a_path_begins() -> None:
    folders = ToldFolders.handed_in([PurePosixPath("各单位")])

    assert folders.text("各单位/甲.json、各单位/乙.json") == "甲.json、乙.json"
    assert (
        folders.text("报送/各单位/甲.json，全市各单位/甲.json") == "报送/各单位/甲.json，全市各单位/甲.json"
    )


@pytest.mark.parametrize("path", ["s3://bucket/各单位/甲局/out", "s3:/bucket/各单位/甲局/out"])
def test_an_address_is_taken_off_however_its_strokes_were_kept(path: str) -> None:
    assert ToldFolders.handed_in([PurePosixPath("s3://bucket/各单位")]).path(path) == "甲局/out"
