"""What a format allows of title and signature, what the settings choose → the form of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace
from records import settings

from report_builder.diagnostics import Findings
from report_builder.formats.definitions import load_format
from report_builder.formats.forms import USUAL_TITLES, ReportForm, TitleForm, choose_form
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.settings import SignaturePlace

TITLES = (
    *USUAL_TITLES,
    TitleForm(name="年报", text="{年份}年{单位名称}政府信息公开年报", lines=2),
)
USUAL = '{ name = "甲", text = "{单位名称}{年份}" }'
PLACES: tuple[SignaturePlace, ...] = ("题下", "不署名")


def chosen(**choices: Any) -> tuple[ReportForm, Findings]:  # noqa: ANN401 - settings of any kind
    """The form under these settings, and what was found."""
    findings = Findings()
    asked = replace(settings(), name="某局", **choices)
    return choose_form(TITLES, PLACES, asked, 2023, findings), findings


def test_the_first_of_each_is_the_usual_one() -> None:
    form, findings = chosen()

    assert form == ReportForm("某局2023年政府信息公开工作年度报告", 0, "题下")
    assert list(findings) == []


def test_the_settings_choose_among_what_the_format_allows() -> None:
    form, findings = chosen(title="年报", signature="不署名")

    assert form == ReportForm("2023年某局政府信息公开年报", 2, "不署名")
    assert list(findings) == []


@pytest.mark.parametrize(
    ("choice", "listed"),
    [({"title": "年度在前"}, ("“单位在前”", "“年报”")), ({"signature": "文末"}, ("“题下”", "“不署名”"))],
)
def test_a_choice_that_the_format_has_not_is_an_error_that_lists_those_it_has(
    choice: dict[str, str], listed: tuple[str, str]
) -> None:
    _, findings = chosen(**choice)

    [found] = findings.errors
    assert found.code == "format.choice"
    assert all(name in found.evidence for name in listed)


@pytest.mark.parametrize("name", ["guangxi-seven-part", "national-2019", "national-2021"])
def test_a_shipped_format_has_the_usual_title_first_and_one_with_the_year_first(name: str) -> None:
    loaded = load_format(packaged_folder("styles") / name, Findings())

    assert loaded is not None
    titles = [form.title("某局", 2020) for form in loaded.titles]
    assert titles == ["某局2020年政府信息公开工作年度报告", "2020年某局政府信息公开工作年度报告"]
    assert loaded.signatures[:2] == ("文末", "题下")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (f"titles = [{USUAL}, {USUAL}]", "“甲”写了两次"),
        ('titles = [{ name = "甲", text = "{年份}年报告" }]', "里要有 {单位名称} 和 {年份}"),
        ("titles = []", "至少要各写一种"),
        ('signatures = ["右下角"]', "不是可选的写法"),
        ('titles = [{ name = "甲", text = "{单位名称}{年份}", lines = 3 }]', "lines"),
    ],
)
def test_a_fault_in_what_a_format_allows_is_told(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "format.toml").write_text(
        f'title = "甲"\nyears = {{}}\n{line}\n[[sections]]\nheading = "总体情况"\n', encoding="utf-8"
    )
    findings = Findings()

    assert load_format(tmp_path, findings) is None

    assert [found.code for found in findings.errors] == ["format.invalid"]
    assert message in f"{findings.errors[0].message}{findings.errors[0].evidence}"
