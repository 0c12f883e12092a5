"""Settings and a year → the format to report in, among those that the folders have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from records import settings

from report_builder.diagnostics import Findings, Severity
from report_builder.formats.choosing import choose_format, list_formats
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from pathlib import Path


def own_format(styles: Path, name: str, years: str) -> Path:
    """A user's own format of one section."""
    folder = styles / name
    folder.mkdir(parents=True)
    (folder / "format.toml").write_text(
        f'title = "自备格式"\nyears = {years}\n[[sections]]\nheading = "总体情况"\n', encoding="utf-8"
    )
    return styles


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (2008, "guangxi-seven-part"),
        (2016, "guangxi-seven-part"),
        (2018, "guangxi-seven-part"),
        (2019, "national-2019"),
        (2020, "national-2019"),
        (2021, "national-2021"),
        (2035, "national-2021"),
    ],
)
def test_the_year_decides_where_the_settings_name_no_format(year: int, name: str) -> None:
    findings = Findings()

    chosen = choose_format(settings(), year, findings)

    assert chosen == name
    assert list(findings) == []


def test_every_year_has_one_shipped_format() -> None:
    shipped = list_formats(packaged_folder("styles"))

    for year in range(2008, 2040):
        assert len([each for each in shipped if year in each.years]) == 1


@pytest.mark.parametrize(
    ("named", "year", "lawful", "cited"),
    [
        ("guangxi-seven-part", 2022, "national-2021", "国办公开办函〔2021〕30号，2021年度起"),
        ("national-2019", 2021, "national-2021", "国办公开办函〔2021〕30号，2021年度起"),
        ("guangxi-seven-part", 2019, "national-2019", "国办公开办函〔2019〕60号，2019至2020年度"),
    ],
)
def test_an_old_format_for_a_new_year_is_a_warning_that_cites_the_notice(
    named: str, year: int, lawful: str, cited: str
) -> None:
    findings = Findings()

    chosen = choose_format(replace(settings(), format=named), year, findings)

    assert chosen == named
    [found] = findings
    assert (found.code, found.severity) == ("format.year", Severity.WARNING)
    assert f"“{lawful}”" in found.message
    assert cited in found.evidence


def test_a_format_that_is_named_for_its_own_year_has_no_finding() -> None:
    findings = Findings()

    choose_format(replace(settings(), format="national-2019"), 2020, findings)

    assert list(findings) == []


def test_the_user_s_own_format_is_taken_by_its_name() -> None:
    findings = Findings()

    chosen = choose_format(replace(settings(), format="柳州七部分"), 2016, findings)

    assert chosen == "柳州七部分"
    assert list(findings) == []


def test_a_shipped_format_comes_before_one_of_the_user_s_own_for_the_same_year(tmp_path: Path) -> None:
    chosen = choose_format(settings(), 2024, Findings(), own_format(tmp_path, "aaa", "{ first = 2020 }"))

    assert chosen == "national-2021"


def test_a_copy_of_a_shipped_format_decides_by_its_own_years(tmp_path: Path) -> None:
    styles = own_format(tmp_path, "national-2021", "{ first = 2021, last = 2029 }")
    own_format(tmp_path, "national-2030", "{ first = 2030 }")

    chosen = [choose_format(settings(), year, Findings(), styles) for year in (2029, 2030)]

    assert chosen == ["national-2021", "national-2030"]


def test_a_year_that_no_format_is_made_for_is_an_error(tmp_path: Path) -> None:
    styles = own_format(tmp_path, "national-2021", "{ first = 2021, last = 2029 }")
    findings = Findings()

    chosen = choose_format(settings(), 2030, findings, styles)

    assert chosen == ""
    assert [found.code for found in findings.errors] == ["format.unavailable"]


def test_a_folder_whose_format_has_a_fault_is_passed_over(tmp_path: Path) -> None:
    own_format(tmp_path, "broken", "2021")

    assert list_formats(tmp_path) == ()
