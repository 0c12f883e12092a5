"""The files of a format → what it demands, or every fault with its line."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from records import settings

from report_builder.diagnostics import Findings, Severity
from report_builder.formats.definitions import ReportFormat, choose_format, load_format

SHIPPED = Path(__file__).parents[2] / "styles" / "guangxi-seven-part"


def load(folder: Path) -> tuple[ReportFormat | None, list[str]]:
    """The format in a folder, and the findings as they are printed."""
    findings = Findings()
    loaded = load_format(folder, findings)
    return loaded, [str(finding).replace(str(folder), "styles") for finding in findings]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the Guangxi format that a test may spoil."""
    for name in ("format.toml", "annex.toml"):
        shutil.copy(SHIPPED / name, tmp_path / name)
    return tmp_path


def spoil(file: Path, old: str, new: str) -> int:
    """Replace the first ``old``; the line on which it stood."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_guangxi_format_has_seven_sections_and_an_annex() -> None:
    loaded, findings = load(SHIPPED)

    assert findings == []
    assert loaded is not None
    assert loaded.name == "guangxi-seven-part"
    assert [len(section.subsections) for section in loaded.sections] == [0, 3, 3, 0, 0, 0, 0]
    assert loaded.sections[5].heading == "政府信息公开工作存在的主要问题及改进方向"
    assert loaded.annex is not None
    assert loaded.annex.title == "政府信息公开情况统计表"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('unit = "条"', 'units = "条"', "不认识“rows 第2项的 units”这一项"),
        ("level = 1", "level = 5", "“rows 第1项的 level”不是可选的写法"),
        (
            '"granted", "partial", "refused"',
            '"granted", "parcial", "refused"',
            "表里没有代号为“parcial”的数字行",
        ),
        ('whole = "staff"', 'whole = "stuff"', "勾稽关系用到“stuff”，表里没有这个代号的数字行"),
        ('id = "partial"', 'id = "granted"', "代号“granted”用了不止一次"),
        ('figure = "requests.granted.total"', 'figure = "a"\nsum_of = ["b"]', "只能写一种"),
    ],
)
def test_a_fault_in_the_annex_file_is_told(folder: Path, old: str, new: str, message: str) -> None:
    spoil(folder / "annex.toml", old, new)

    loaded, findings = load(folder)

    assert loaded is None
    assert any(message in finding for finding in findings)


def test_a_fault_is_told_with_its_row_s_line(folder: Path) -> None:
    line = spoil(folder / "annex.toml", 'unit = "条"\nlevel = 3', 'unitt = "条"\nlevel = 3')

    _, findings = load(folder)

    assert [finding.split("\n")[0] for finding in findings] == [
        f"错误 format.invalid  styles/annex.toml › 第{line}行"
    ]


def test_an_annex_outside_the_folder_is_refused(folder: Path) -> None:
    spoil(folder / "format.toml", '"annex.toml"', '"../annex.toml"')

    loaded, findings = load(folder)

    assert loaded is None
    assert findings[0].split("\n")[:2] == [
        "错误 format.invalid  styles/format.toml › 第6行",
        "  “annex”只能写同一文件夹里的文件名",
    ]


def test_a_folder_without_a_format_is_told() -> None:
    loaded, findings = load(SHIPPED / "nowhere")

    assert loaded is None
    assert [finding.split("\n")[0] for finding in findings] == ["错误 format.missing  styles/format.toml"]


def test_the_year_decides_where_the_settings_name_no_format() -> None:
    findings = Findings()

    name = choose_format(settings(), 2016, findings)

    assert name == "guangxi-seven-part"
    assert list(findings) == []


@pytest.mark.parametrize(("year", "name"), [(2019, "national-2019"), (2021, "national-2021")])
def test_a_later_year_needs_a_format_that_is_not_there(year: int, name: str) -> None:
    findings = Findings()
    if (SHIPPED.parent / name).exists():
        pytest.skip("the format has been added since")

    chosen = choose_format(settings(), year, findings)

    assert chosen == name
    assert [found.code for found in findings.errors] == ["format.unavailable"]


def test_an_old_format_named_for_a_new_year_is_doubtful() -> None:
    findings = Findings()

    chosen = choose_format(replace(settings(), format="guangxi-seven-part"), 2022, findings)

    assert chosen == "guangxi-seven-part"
    assert [(found.code, found.severity) for found in findings] == [("format.year", Severity.WARNING)]


def test_the_user_s_own_format_is_taken_by_its_name() -> None:
    findings = Findings()

    chosen = choose_format(replace(settings(), format="柳州七部分"), 2016, findings)

    assert chosen == "柳州七部分"
    assert list(findings) == []
