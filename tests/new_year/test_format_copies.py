"""A format's folder copied to be edited: what comes, what does not, and where something stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_builder.diagnostics import ReportError
from report_builder.format_review import review_format
from report_builder.new_year.format_copies import copy_format
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = packaged_folder("styles")
NAMES = sorted(path.parent.name for path in SHIPPED.glob("*/format.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_the_copy_is_the_shipped_folder_and_can_be_used_as_it_is(tmp_path: Path, name: str) -> None:
    result = copy_format(name, SHIPPED, tmp_path)

    copied = {path.name: path.read_bytes() for path in (tmp_path / "styles" / name).iterdir()}
    shipped = {path.name: path.read_bytes() for path in (SHIPPED / name).iterdir()}
    assert copied == shipped
    assert {path.name for path in result.created} == copied.keys()
    assert result.findings == ()
    assert review_format(tmp_path / "styles" / name, None) == ()


def test_a_folder_that_is_there_already_is_not_touched(tmp_path: Path) -> None:
    own = tmp_path / "styles" / "national-2021"
    own.mkdir(parents=True)

    with pytest.raises(ReportError) as error:
        copy_format("national-2021", SHIPPED, tmp_path)

    assert [found.code for found in error.value.findings] == ["format.exists"]
    assert list(own.iterdir()) == []


@pytest.mark.parametrize("name", ["national2021", "../data", ".", ""])
def test_a_name_that_no_format_has_copies_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReportError) as error:
        copy_format(name, SHIPPED, tmp_path)

    assert [found.code for found in error.value.findings] == ["format.unknown"]
    assert list(tmp_path.iterdir()) == []


def test_a_narrative_with_other_sections_than_the_format_s_stays_behind_and_is_told(
    tmp_path: Path,
) -> None:
    shipped = tmp_path / "shipped"
    copy_format("national-2021", SHIPPED, tmp_path)
    (tmp_path / "styles").rename(shipped)
    narrative = shipped / "national-2021" / "narrative.md"
    narrative.write_text("# 别的\n\n正文。\n", encoding="utf-8")

    result = copy_format("national-2021", shipped, tmp_path)

    assert [found.code for found in result.findings] == ["format.narrative"]
    assert not (tmp_path / "styles" / "national-2021" / "narrative.md").exists()
    assert (tmp_path / "styles" / "national-2021" / "template.docx").exists()
