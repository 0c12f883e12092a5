"""The page on formats: everything that may be written is told there, and what it shows works."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import docx
import pytest
from golden_suqian import SUQIAN_2024, write_year
from make_template import TEMPLATE
from template_styles import STYLES
from word_texts import text_of

from report_builder.diagnostics import Findings, Severity
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.format_review import review_format
from report_builder.formats.annex_definitions import AnnexCheck, AnnexDefinition, AnnexRowDefinition
from report_builder.formats.definitions import FormatFile, RequiredSection, YearSpan, load_format
from report_builder.formats.forms import TitleForm
from report_builder.formats.table_definitions import CellDefinition, RowDefinition, TableDefinition
from report_builder.manuscript.placeholders import ITEMS, MEMBERS, NAMES
from report_builder.pipeline import build
from report_builder.resources import packaged_folder
from report_builder.settings import RedHeadSettings, load_settings

if TYPE_CHECKING:
    from msgspec import Struct

PAGE: Final = (Path(__file__).parent.parent / "styles" / "README.md").read_text(encoding="utf-8")
NARRATIVE: Final = """
# 总体情况

{{ 年 }}年，{{ 机关.简称 }}按照要求推进政府信息公开工作。

# 依申请公开情况

# 主要问题和改进措施

## 主要问题

公开内容的深度有待提高。

## 改进措施

对照法定主动公开内容逐项检查，及时补充和更新，加强业务培训。

# 其他事项

{{ 年 }}年没有其他需要报告的事项。
"""


def section(heading: str) -> str:
    """What stands under a heading of the page."""
    found = PAGE.partition(f"\n## {heading}\n")[2]
    return re.split(r"\n## ", found)[0]


def block(heading: str) -> str:
    """The file that is shown there."""
    [found] = re.findall(r"```toml\n(.*?)```", section(heading), re.DOTALL)
    return str(found)


@pytest.mark.parametrize(
    ("heading", "shapes"),
    [
        ("`format.toml`", [FormatFile, YearSpan, RequiredSection, TitleForm]),
        ("`tables.toml`", [TableDefinition, RowDefinition, CellDefinition]),
        ("`annex.toml`", [AnnexDefinition, AnnexRowDefinition, AnnexCheck]),
        ("红头", [RedHeadSettings]),
    ],
)
def test_every_key_is_told(heading: str, shapes: list[type[Struct]]) -> None:
    told = set(re.findall(r"[a-z_]+", section(heading)))

    assert {key for shape in shapes for key in shape.__struct_fields__} - told == set()


def test_every_placeholder_is_told_and_none_that_is_not() -> None:
    told = set(re.findall(r"\{\{ ([^ \[]+?)(?:\[\d\])? \}\}", section("怎样修改模板")))

    members = {f"{owner}.{name}" for owner, names in MEMBERS.items() if owner != "loop" for name in names}
    items = {f"段.{name}" for name in ITEMS["正文"]} | {
        f"行.{name}" for owner in ("附件.各行", "红头.签发行") for name in ITEMS[owner]
    }
    loops = {f"{owner}" for owner in ITEMS}
    assert told - {"…"} == (NAMES | members | items) - loops - {"附件", "红头"}
    assert all(f" in {loop} %}}" in PAGE for loop in loops)


def test_every_style_is_told() -> None:
    told = {name for row in re.findall(r"^\| ([^`|]+) \|", PAGE, re.MULTILINE) for name in row.split("、")}

    assert {style.name for style in STYLES} - told == set()


def test_the_red_head_that_is_shown_can_be_used_as_it_stands(tmp_path: Path) -> None:
    shutil.copy(packaged_folder("data") / "agency.toml", tmp_path)
    (tmp_path / "2016").mkdir()
    (tmp_path / "2016" / "report.toml").write_text(block("红头"), encoding="utf-8")
    findings = Findings()

    settings = load_settings(tmp_path, 2016, findings)

    assert settings is not None
    assert settings.red_head is not None
    assert settings.red_head.copied_to == ("市委办公室", "市政协办公室")
    assert list(findings) == []


def test_the_annex_that_is_shown_can_be_used_as_it_stands(tmp_path: Path) -> None:
    lines = [line for line in block("`format.toml`").splitlines() if not line.startswith("tables")]
    shown = "\n".join(lines).replace("signatures", 'annex = "annex.toml"\nsignatures', 1)
    (tmp_path / "format.toml").write_text(shown, encoding="utf-8")
    (tmp_path / "annex.toml").write_text(block("`annex.toml`"), encoding="utf-8")
    findings = Findings()

    loaded = load_format(tmp_path, findings)

    assert list(map(str, findings)) == []
    assert loaded is not None
    assert loaded.annex is not None


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office of another province: the files of the page, a copied template, a narrative, and a year."""
    own = tmp_path / "styles" / "某省格式"
    own.mkdir(parents=True)
    shutil.copy(TEMPLATE, own)
    (own / "format.toml").write_text(block("`format.toml`"), encoding="utf-8")
    (own / "tables.toml").write_text(block("`tables.toml`"), encoding="utf-8")
    (own / "narrative.md").write_text(NARRATIVE, encoding="utf-8")
    write_year(tmp_path / "data", SUQIAN_2024)
    agency = tmp_path / "data" / "agency.toml"
    agency.write_text(f'format = "某省格式"\n{agency.read_text(encoding="utf-8")}', encoding="utf-8")
    return tmp_path


def test_a_format_of_another_province_needs_no_more_than_the_page_says(office: Path) -> None:
    assert [str(found) for found in review_format(office / "styles" / "某省格式", None)] == []


def test_its_report_has_four_sections_its_own_table_the_year_first_and_no_signature(office: Path) -> None:
    result = outcome_of(build(BuildRequest(office / "data", 2024, office / "out", office)))

    assert not any(found.severity is Severity.ERROR for found in result.findings)
    [path] = result.folder.glob("*.docx")
    report = docx.Document(str(path))
    said = [text_of(paragraph) for paragraph in report.paragraphs]
    assert said[0].replace("\n", "") == "2024年宿迁市人民政府政府信息公开年度报告"
    assert "目录" in said  # its lines have numbers behind them
    assert [text for text in said if re.match("[一二三四五六]、.*[^0-9]$", text)] == [
        "一、总体情况",
        "二、依申请公开情况",
        "三、主要问题和改进措施",
        "四、其他事项",
    ]
    assert said[-1] == "2024年没有其他需要报告的事项。"
    [table] = report.tables
    rows = [[text_of(cell) for cell in row.cells] for row in table.rows]
    assert rows[0] == ["项目", "项目", "自然人", "总计"]
    assert rows[1][1] == "本年新收"
    assert rows[1][3].isdecimal()
    assert list(result.folder.glob("*.pdf"))


def test_its_settings_may_choose_what_it_allows_and_nothing_else(office: Path) -> None:
    chosen = office / "data" / "2024" / "report.toml"
    chosen.write_text('title = "年报"\nsignature = "题下"\n', encoding="utf-8")

    result = outcome_of(build(BuildRequest(office / "data", 2024, office / "out", office)))

    [path] = result.folder.glob("*.docx")
    said = [text_of(paragraph) for paragraph in docx.Document(str(path)).paragraphs]
    assert said[:2] == ["2024年度宿迁市人民政府政府信息公开工作年报", "宿迁市人民政府"]
    assert re.fullmatch("（[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日）", said[2])
