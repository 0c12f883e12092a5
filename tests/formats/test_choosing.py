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


def test_the_user_s_own_format_is_taken_by_its_name(tmp_path: Path) -> None:
    findings = Findings()
    styles = own_format(tmp_path, "柳州七部分", "{ last = 2018 }")

    chosen = choose_format(replace(settings(), format="柳州七部分"), 2016, findings, styles)

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


def test_a_name_that_no_folder_has_lists_the_user_s_and_the_program_s_formats_the_likeliest_first(
    tmp_path: Path,
) -> None:
    findings = Findings()
    styles = own_format(tmp_path, "national2020", "{ first = 2020 }")

    chosen = choose_format(replace(settings(), format="national2021"), 2021, findings, styles)

    assert chosen == ""
    [found] = findings.errors
    assert found.code == "format.unknown"
    listed = [
        found.evidence.index(f"“{name}”") for name in ("national-2021", "national2020", "guangxi-seven-part")
    ]
    assert listed == sorted(listed)
    assert "您要用的可能是“national-2021”" in found.remedy


def test_a_name_like_no_other_is_not_guessed_at() -> None:
    findings = Findings()

    choose_format(replace(settings(), format="柳州"), 2016, findings)

    [found] = findings.errors
    assert "可能是" not in found.remedy


def test_a_named_folder_with_a_faulty_definition_is_taken_so_that_its_faults_are_told(tmp_path: Path) -> None:
    findings = Findings()

    chosen = choose_format(
        replace(settings(), format="broken"), 2016, findings, own_format(tmp_path, "broken", "2021")
    )

    assert (chosen, list(findings)) == ("broken", [])
