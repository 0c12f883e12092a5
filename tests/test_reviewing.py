"""What `checks.html` says of places: from the folders of the run on, alike on every system."""

from __future__ import annotations

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from report_builder.diagnostics import Finding, Place, Severity
from report_builder.reviewing import Folders

SAID = "找过：{out}2015{sep}statistics.json、{data}2015{sep}ledgers{sep}甲 乙.xlsx；写的是“A\\B”"


@pytest.mark.parametrize(
    ("folder", "separator"),
    [(PureWindowsPath("C:\\年报 & 100%"), "\\"), (PureWindowsPath(), "\\"), (PurePosixPath("/年报"), "/")],
)
def test_paths_are_spelt_alike_on_every_system(folder: PurePath, separator: str) -> None:
    folders = Folders(folder / "data", folder / "out")
    spelt = {"data": f"{folders.data}{separator}", "out": f"{folders.out}{separator}", "sep": separator}
    place = Place("{data}2015{sep}ledgers".format(**spelt))

    told = folders.shorten(
        Finding("previous.missing", Severity.NOTICE, place, "没有找到", SAID.format(**spelt))
    )

    assert told.place == Place("data/2015/ledgers")
    assert told.evidence == SAID.format(data="data/", out="out/", sep="/")


def test_elsewhere_a_backslash_is_a_sign_like_any_other() -> None:
    folders = Folders(PurePosixPath("/年报/data"), PurePosixPath("/年报/out"))

    told = folders.shorten(
        Finding("previous.missing", Severity.NOTICE, Place("/年报/data/2015/甲\\乙.xlsx"), "没有找到")
    )

    assert told.place == Place("data/2015/甲\\乙.xlsx")
