"""A made-up format: a folder of ``styles`` is all that a format is, and no stage has heard of this one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from sheets import write_workbook
from word_texts import text_of

from report_builder.diagnostics import ReportError, Severity
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.pipeline import build
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from report_builder.diagnostics import Finding

PACKAGE = Path(__file__).parent.parent / "report_builder"
NAME = "street-report"
AGENCY = """
name = "某某街道办事处"
short_name = "街道"
kind = "government"
region = "某某市"
contact = { office = "党政办公室", address = "某某路1号", postcode = "545001", telephone = "0772-0000000" }
"""
FORMAT = """
title = "街道办事处信息公开简报"
notice = "某政办〔2024〕1号"
years = { first = 2024, last = 2025 }
tables = "figures.toml"

[[sections]]
heading = "一年来的情况"

[[sections]]
heading = "几个数字"
variants = ["数字情况"]
"""
TABLES = """
[[tables]]
name = "几个数字"
section = 2
widths = [30, 40, 20]
rows = [
  { cells = [{ label = "许可", rows = 2 }, { label = "决定", head = true }, { label = "件", head = true }] },
  { cells = [{ label = "行政许可" }, { figure = "proactive.licences.decisions" }] },
]
"""
ADDED_OUTCOME = """
[[request_rows]]
key = "other.4"
label = "转办"
number = "4"
after = "other.3"
"""
NARRATIVE = """
# 一年来的情况
{{ 机关.简称 }}{{ 年 }}年作出行政许可{{ 执法.行政许可 }}件。
# 几个数字
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with the data of a street office and the office's own format."""
    styles = tmp_path / "styles" / NAME
    styles.mkdir(parents=True)
    shutil.copy(packaged_folder("styles") / "national-2021" / "template.docx", styles)
    (styles / "format.toml").write_text(FORMAT, encoding="utf-8")
    (styles / "figures.toml").write_text(TABLES, encoding="utf-8")
    (styles / "narrative.md").write_text(NARRATIVE, encoding="utf-8")
    (tmp_path / "data" / "2024").mkdir(parents=True)
    (tmp_path / "data" / "agency.toml").write_text(f'format = "{NAME}"\n{AGENCY}', encoding="utf-8")
    write_workbook(
        tmp_path / "data" / "2024" / "ledgers" / "台账.xlsx",
        {"主动公开": "信息名称  信息类别  公开日期  公开渠道", "行政执法": "事项类型  数量\n行政许可  37"},
    )
    return tmp_path


def build_2024(office: Path) -> tuple[list[Finding], Path]:
    """What was found, and the folder of the outputs."""
    result = outcome_of(build(BuildRequest(office / "data", 2024, office / "out", office)))
    return list(result.findings), result.folder


def test_a_format_of_its_own_folder_is_built_with_its_table(office: Path) -> None:
    findings, folder = build_2024(office)

    [path] = folder.glob("*.docx")
    report = docx.Document(str(path))
    [table] = report.tables
    assert [[text_of(cell) for cell in row.cells] for row in table.rows] == [
        ["许可", "决定", "件"],
        ["许可", "行政许可", "37"],
    ]
    assert "街道2024年作出行政许可37件。" in [text_of(paragraph) for paragraph in report.paragraphs]
    assert json.loads((folder / "statistics.json").read_bytes())["format"] == NAME
    assert list(folder.glob("*.pdf"))
    assert not any(found.severity is Severity.ERROR for found in findings)


def test_its_sections_are_demanded_and_its_variants_taken(office: Path) -> None:
    narrative = office / "data" / "2024" / "narrative.md"
    narrative.write_text(NARRATIVE.replace("几个数字", "数字情况"), encoding="utf-8")
    findings, _ = build_2024(office)
    narrative.write_text(NARRATIVE.replace("几个数字", "别的"), encoding="utf-8")

    with pytest.raises(ReportError) as error:
        build_2024(office)

    assert not any(found.code.startswith("section.") for found in findings)
    assert {found.code for found in error.value.findings if found.severity is Severity.ERROR} == {
        "section.missing",
        "section.extra",
    }


def test_no_module_knows_a_format_by_its_name() -> None:
    names = [path.parent.name for path in packaged_folder("styles").glob("*/format.toml")]

    strays = [
        f"{path.name}: {name}"
        for path in PACKAGE.rglob("*.py")
        for name in names
        if f'"{name}"' in path.read_text(encoding="utf-8")
    ]

    assert len(names) == 3
    assert strays == []


def test_a_copied_folder_without_its_template_is_an_error_that_names_the_file_beside_it(office: Path) -> None:
    template = office / "styles" / NAME / "template.docx"
    template.rename(template.with_name("template - 副本.docx"))

    with pytest.raises(ReportError) as error:
        build_2024(office)

    [found] = [each for each in error.value.findings if each.severity is Severity.ERROR]
    assert found.code == "format.missing"
    assert "template - 副本.docx" in found.evidence


def test_no_file_of_a_shipped_format_stands_in_for_one_that_the_user_s_folder_lacks(office: Path) -> None:
    folder = office / "styles" / NAME
    agency = office / "data" / "agency.toml"
    agency.write_text(agency.read_text(encoding="utf-8").replace(NAME, "national-2021"), encoding="utf-8")
    own = folder.rename(folder.with_name("national-2021"))
    (own / "narrative.md").unlink()

    with pytest.raises(ReportError) as error:
        build_2024(office)

    assert [
        (each.code, str(each.place)) for each in error.value.findings if each.severity is Severity.ERROR
    ] == [("format.missing", str(own / "narrative.md"))]


def test_an_outcome_that_the_format_adds_later_leaves_last_years_file_of_use(office: Path) -> None:
    (office / "data" / "2025").mkdir()
    shutil.copytree(office / "data" / "2024" / "ledgers", office / "data" / "2025" / "ledgers")
    (office / "data" / "2025" / "narrative.md").write_text(
        NARRATIVE.replace("件。", "件，去年{{ 去年.执法.行政许可 }}件。", 1), encoding="utf-8"
    )
    build_2024(office)
    figures = office / "styles" / NAME / "figures.toml"
    figures.write_text(figures.read_text(encoding="utf-8") + ADDED_OUTCOME, encoding="utf-8")

    result = outcome_of(build(BuildRequest(office / "data", 2025, office / "out", office)))

    before, now = (
        json.loads((office / "out" / year / "statistics.json").read_bytes()) for year in ("2024", "2025")
    )
    assert "4" not in before["requests"]["other"]
    assert now["requests"]["other"]["4"]["total"] == 0
    assert [found for found in result.findings if found.code.startswith("previous.")] == []
    assert "去年37件。" in "".join(
        text_of(paragraph) for paragraph in docx.Document(str(next(result.folder.glob("*.docx")))).paragraphs
    )
