"""宿迁市's published figures of 2023 and 2024, built from ledgers: every cell of every output is theirs."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

import docx
import pdfplumber
import pytest
from docx.oxml.ns import qn
from golden_suqian import (
    SUQIAN_2023,
    SUQIAN_2024,
    Year,
    dispute_cells,
    figures,
    proactive_cells,
    request_cells,
    write_year,
)
from msgspec import Struct
from msgspec.structs import replace
from word_texts import text_of

from report_builder.diagnostics import Severity
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.pipeline import BuildResult, build

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from docx.table import Table

YEARS = [SUQIAN_2023, SUQIAN_2024]
NAME = "宿迁市人民政府{}年政府信息公开工作年度报告"
# The rules and normative documents that were in force, or abolished in 2023, at the end of 2022.
STOCK_OF_2022 = (9, 977)

# As much text as takes the table of part 三 over the end of a page.
_ASPECTS = "主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障，"
NARRATIVE = """
# 总体情况

ASPECTS

# 主动公开政府信息情况
# 收到和处理政府信息公开申请情况

{{ 年 }}年新收申请{{ 申请.新收 }}件，{{ 申请.新收 | 同比(去年.申请.新收, "件") }}。

# 政府信息公开行政复议、行政诉讼情况
# 存在的主要问题及改进情况

公开内容的深度和时效有待提高，部分工作人员依法公开的意识需要进一步增强，上年指出的问题已经整改。

下一步将对照法定主动公开内容逐项检查，及时补充和更新；完善登记、审核、办理、答复和归档制度；组织工作人员学习条例。

# 其他需要报告的事项

{{ 年 }}年未收取信息处理费。
""".replace("ASPECTS", f"{_ASPECTS}以及工作考核、社会评议、责任追究结果。" * 7)


class Built(Struct, frozen=True):
    """What became of the two years."""

    folder: Path
    results: dict[int, BuildResult]

    def file(self, year: Year, ending: str) -> Path:
        """An output of a year."""
        return self.folder / "out" / str(year.year) / f"{NAME.format(year.year)}{ending}"


@pytest.fixture(scope="module")
def suqian(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """2023 from a ledger of every document, then 2024 from one of the year's changes."""
    folder = tmp_path_factory.mktemp("suqian")
    write_year(folder / "data", SUQIAN_2023, older=STOCK_OF_2022)
    write_year(folder / "data", SUQIAN_2024)
    (folder / "data" / "2024" / "narrative.md").write_text(NARRATIVE, encoding="utf-8")
    results = {
        year.year: outcome_of(build(BuildRequest(folder / "data", year.year, folder / "out", folder)))
        for year in YEARS
    }
    return Built(folder, results)


def look_up(tree: dict[str, object], path: str) -> object:
    """A figure of ``statistics.json``."""
    found: object = tree
    for step in path.split("."):
        assert isinstance(found, dict)
        found = found[step]
    return found


@pytest.mark.parametrize("year", YEARS, ids=["2023", "2024"])
def test_the_statistics_are_the_published_figures(suqian: Built, year: Year) -> None:
    statistics = json.loads((suqian.folder / "out" / str(year.year) / "statistics.json").read_bytes())

    assert statistics["format"] == "national-2021"
    assert {path: look_up(statistics, path) for path in figures(year)} == figures(year)


def printed_rows(table: Table) -> Iterator[list[str]]:
    """A Word table's rows, a merged cell once in the row where it begins."""
    for row in table._tbl.tr_lst:  # noqa: SLF001 - continued cells have no public face
        cells = [cell for cell in row.tc_lst if cell.vMerge != "continue"]
        yield ["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in cells]


def check_tables(year: Year, tables: Sequence[list[list[str]]]) -> None:
    """The three tables are those of the published report, figures and labels."""
    proactive, requests, disputes = tables
    assert proactive == proactive_cells(year)
    assert [row[-7:] for row in requests[3:]] == request_cells(year)
    assert requests[3][0] == "一、本年新收政府信息公开申请数量"
    assert [label for row in requests[5:27] for label in row[:-7]] == LABELS
    assert requests[27][0] == "四、结转下年度继续办理"
    assert disputes[-1] == dispute_cells(year)


LABELS = [
    "三、本年度办理结果",
    "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "（三）不予公开",
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
    "7.属于行政执法案卷",
    "8.属于行政查询事项",
    "（四）无法提供",
    "1.本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作",
    "3.补正后申请内容仍不明确",
    "（五）不予处理",
    "1.信访举报投诉类申请",
    "2.重复申请",
    "3.要求提供公开出版物",
    "4.无正当理由大量反复申请",
    "5.要求行政机关确认或重新出具已获取信息",
    "（六）其他处理",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
    "（七）总计",
]
REQUEST_HEAD = [
    ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"],
    ["自然人", "法人或其他组织", "总计"],
    ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
]
OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
DISPUTE_HEAD = [["行政复议", "行政诉讼"], [*OUTCOMES, "未经复议直接起诉", "复议后起诉"], OUTCOMES * 2]


@pytest.mark.parametrize("year", YEARS, ids=["2023", "2024"])
def test_the_word_tables_are_the_published_ones_cell_by_cell(suqian: Built, year: Year) -> None:
    document = docx.Document(str(suqian.file(year, ".docx")))

    tables = [list(printed_rows(table)) for table in document.tables]

    check_tables(year, tables)
    assert tables[1][:3] == REQUEST_HEAD
    assert tables[2][:3] == DISPUTE_HEAD


def read_tables(pdf: Path) -> list[list[list[str]]]:
    """The tables that stand on the pages, by their rules; a table that runs over a page is one.

    A merged cell is read once in the row where it begins; what is left of it on the next page is empty there,
    and no other cell is. A repeated head is left out.
    """
    tables: list[list[list[str]]] = []
    with pdfplumber.open(pdf) as document:
        for page in document.pages:
            for found in page.extract_tables({"text_x_tolerance": 2}):
                rows = [["".join(cell.split()) for cell in row if cell] for row in found]
                goes_on = bool(tables) and rows[0] == tables[-1][0]
                if goes_on:
                    tables[-1] += rows[3:]
                else:
                    tables.append(rows)
    return tables


@pytest.mark.parametrize("year", YEARS, ids=["2023", "2024"])
def test_the_pdfs_tables_are_the_published_ones_cell_by_cell(suqian: Built, year: Year) -> None:
    tables = read_tables(suqian.file(year, ".pdf"))

    check_tables(year, tables)
    assert tables[1][:3] == REQUEST_HEAD
    assert tables[2][:3] == DISPUTE_HEAD


def test_a_table_that_runs_over_a_page_repeats_its_head(suqian: Built) -> None:
    with pdfplumber.open(suqian.file(SUQIAN_2024, ".pdf")) as document:
        heads = [
            number
            for number, page in enumerate(document.pages)
            for table in page.extract_tables()
            if "申请人情况" in table[0]
        ]

    assert len(heads) == 2
    assert all(after == before + 1 for before, after in pairwise(heads))


def test_what_2024_carried_in_matches_what_2023_carried_out(suqian: Built) -> None:
    told = {found.code for found in suqian.results[2024].findings if found.severity is not Severity.NOTICE}

    codes = {found.code for found in suqian.results[2024].findings}
    assert told == {"settings.signed_on_default"}  # the office has not said when it signs
    assert "previous.missing" not in codes
    assert "statistics.in_force" in codes  # the ledger of 2024 lists the year's changes alone, and says so


def test_a_single_application_more_carried_in_is_told_by_its_column(suqian: Built, tmp_path: Path) -> None:
    first, second, *rest = SUQIAN_2024.requests
    requests = (
        (first[0] - 1, *first[1:6], first[6] - 1),
        (second[0] + 1, *second[1:6], second[6] + 1),
        *rest,
    )
    changed = replace(SUQIAN_2024, requests=requests)
    write_year(tmp_path / "data", changed)

    result = outcome_of(build(BuildRequest(tmp_path / "data", 2024, suqian.folder / "out2", tmp_path)))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "2023").symlink_to(suqian.folder / "out" / "2023")
    again = outcome_of(build(BuildRequest(tmp_path / "data", 2024, tmp_path / "out", tmp_path)))

    assert "statistics.carry_over" not in {found.code for found in result.findings}
    columns = [found.message for found in again.findings if found.code == "statistics.carry_over"]
    assert [message[:7] for message in columns] == ["“自然人”一列", "“总计”一列："]


def test_the_trial_form_of_2019_builds_from_the_same_ledgers(tmp_path: Path) -> None:
    trial = replace(SUQIAN_2023, year=2020)
    write_year(tmp_path / "data", trial, older=STOCK_OF_2022)

    outcome_of(build(BuildRequest(tmp_path / "data", 2020, tmp_path / "out", tmp_path)))

    [path] = (tmp_path / "out" / "2020").glob("*.docx")
    proactive, requests, disputes = (list(printed_rows(table)) for table in docx.Document(str(path)).tables)
    published = request_cells(trial)
    others = [str(sum(int(row[column]) for row in published[20:23])) for column in range(7)]
    assert [row[-7:] for row in requests[3:]] == [*published[:20], others, *published[23:]]
    assert requests[23][0] == "（六）其他处理"
    assert disputes == [*DISPUTE_HEAD, dispute_cells(trial)]
    assert len(proactive) == 18
    assert proactive[3] == ["规范性文件", "109", "0", "597"]
    assert proactive[6] == ["行政许可", "0", "0", "1808595"]
    assert proactive[-1] == ["政府集中采购", "0", "0元"]


def test_the_narrative_compares_with_last_year(suqian: Built) -> None:
    document = docx.Document(str(suqian.file(SUQIAN_2024, ".docx")))

    texts = [text_of(paragraph) for paragraph in document.paragraphs]

    assert "2024年新收申请3525件，比上年增长0.4%。" in texts
