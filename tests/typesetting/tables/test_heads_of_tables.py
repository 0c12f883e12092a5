"""Tables as somebody hears them: for every figure the heads of its column and of its row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from documents import report_of_2016
from golden_suqian import SUQIAN_2023, write_year
from heard_tables import HeardTable, heard_tables
from table_files import CONTINUE, HEADER, RESTART, span
from traces import faces, set_pages
from word_files import cell, paragraph, row, table, word_file

from report_builder.diagnostics import Findings, Severity
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.painting.pdf import paint_pdf
from report_builder.pipeline import build

if TYPE_CHECKING:
    from collections.abc import Sequence

BOLD: Final = "<w:b/>"


def heard(body: str) -> HeardTable:
    """The one table of a body as it is heard."""
    (found,) = heard_tables(paint_pdf(set_pages(word_file(body)), faces()))
    return found


def plain(*rows: Sequence[str], properties: str = "") -> str:
    """A table of plain cells, as wide as its first row; the properties are its first row's."""
    first, *rest = (tuple(map(cell, texts)) for texts in rows)
    return table([2000] * len(first), row(*first, properties=properties), *(row(*cells) for cells in rest))


def by_text(found: HeardTable) -> dict[str, list[str]]:
    """What is heard with each figure, by the figure."""
    return {found.at(*place).text: heads for place, heads in found.figures().items()}


@pytest.fixture(scope="module")
def statutory(tmp_path_factory: pytest.TempPathFactory) -> list[HeardTable]:
    """The three tables of a report of national-2021."""
    folder = tmp_path_factory.mktemp("year")
    write_year(folder / "data", SUQIAN_2023, older=(9, 977))
    built = outcome_of(build(BuildRequest(folder / "data", 2023, folder / "out", folder)))
    return heard_tables(next(built.folder.glob("*.pdf")).read_bytes())


def test_a_figure_of_the_first_statutory_table_is_heard_with_its_item_its_column_and_its_row(
    statutory: list[HeardTable],
) -> None:
    normative, licences, fees = (statutory[0].at(*place) for place in ((3, 2), (6, 1), (13, 1)))

    assert statutory[0].heard(normative) == ["第二十条第（一）项", "本年废止件数", "行政规范性文件"]
    assert statutory[0].heard(licences) == ["第二十条第（五）项", "本年处理决定数量", "行政许可"]
    assert statutory[0].heard(fees) == [
        "第二十条第（八）项",
        "本年收费金额（单位：万元）",
        "行政事业性收费",
    ]


def test_every_figure_of_the_second_statutory_table_is_heard_with_labels_of_every_level(
    statutory: list[HeardTable],
) -> None:
    requests = statutory[1]

    assert requests.heard(requests.at(3, 3)) == ["申请人情况", "自然人", "一、本年新收政府信息公开申请数量"]
    assert requests.heard(requests.at(7, 4)) == [
        "申请人情况",
        "法人或其他组织",
        "商业企业",
        "三、本年度办理结果",
        "（三）不予公开",
        "1.属于国家秘密",
    ]
    rows = {place[0]: heads[-1] for place, heads in requests.figures().items()}
    assert len(rows) == 25
    assert all(heads[0] == "申请人情况" for heads in requests.figures().values())
    assert {requests.at(place, 2).text for place in rows} == set(rows.values())


def test_every_figure_of_the_third_statutory_table_is_heard_with_its_three_heads(
    statutory: list[HeardTable],
) -> None:
    disputes = list(statutory[2].figures().values())

    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    assert disputes == [
        *(["行政复议", outcome] for outcome in outcomes),
        *(["行政诉讼", kind, outcome] for kind in ("未经复议直接起诉", "复议后起诉") for outcome in outcomes),
    ]


def test_every_figure_of_the_statistics_is_heard_with_the_label_of_its_row() -> None:
    (statistics,) = heard_tables(paint_pdf(set_pages(report_of_2016()), faces()))

    labels = {place: statistics.at(place[0], 0).text for place in statistics.figures()}
    assert len(labels) > 40
    assert statistics.figures() == {place: ["统计数", label] for place, label in labels.items()}
    assert {statistics.at(row, 0).tag for row in range(len(statistics.cells) // 3)} == {"TH"}


def test_a_row_of_names_above_figures_is_a_head_without_being_marked() -> None:
    found = heard(plain(("项目", "数量"), ("收到申请", "61"), ("办结", "58件")))

    assert by_text(found) == {"61": ["数量", "收到申请"], "58件": ["数量", "办结"]}


def test_years_and_months_above_figures_are_heads() -> None:
    found = heard(plain(("指标", "2015", "2016年", "12月"), ("公开数", "30", "40", "5%")))

    assert by_text(found) == {
        "30": ["2015", "公开数"],
        "40": ["2016年", "公开数"],
        "5%": ["12月", "公开数"],
    }


def test_numbers_of_rows_are_no_names_of_them() -> None:
    found = heard(plain(("序号", "单位", "件数"), ("1", "城中区", "7"), ("2", "鱼峰区", "——")))

    assert [(each.text, each.tag) for each in found.cells[3:]] == [
        ("1", "TD"),
        ("城中区", "TH"),
        ("7", "TD"),
        ("2", "TD"),
        ("鱼峰区", "TH"),
        ("——", "TD"),
    ]
    assert found.heard(found.at(1, 2)) == ["件数", "城中区"]


def test_a_head_goes_on_into_the_rows_that_divide_its_names() -> None:
    found = heard(
        table(
            [2000] * 3,
            row(cell("单位", RESTART), cell("申请", span(2)), properties=HEADER),
            row(cell("", CONTINUE), cell("收到"), cell("办结")),
            row(cell("城中区"), cell("3"), cell("2")),
        )
    )

    assert by_text(found) == {"3": ["申请", "收到", "城中区"], "2": ["申请", "办结", "城中区"]}


def test_titles_across_a_table_are_heard_with_the_rows_below_them_alone() -> None:
    found = heard(
        table(
            [2000] * 2,
            row(cell("项目"), cell("数量")),
            row(cell("一、主动公开", span(2))),
            row(cell("公报"), cell("11")),
            row(cell("二、依申请公开", span(2))),
            row(cell("信函"), cell("22")),
            row(cell("注：数据由各科室填报", span(2))),
        )
    )

    assert by_text(found) == {
        "11": ["项目", "数量", "一、主动公开", "公报"][1:],
        "22": ["数量", "二、依申请公开", "信函"],
    }
    assert found.cells[-1].tag == "TD"


def test_a_table_of_words_has_a_head_where_it_is_bold() -> None:
    head = row(cell(paragraph("问题", "", BOLD)), cell(paragraph("措施", "", BOLD)))
    found = heard(table([3000, 3000], head, row(cell("发布不够及时"), cell("明确时限"))))

    assert [each.tag for each in found.cells] == ["TH", "TH", "TD", "TD"]


@pytest.mark.parametrize(
    "rows",
    [
        (("姓名", "张三", "性别", "男"), ("籍贯", "柳州", "民族", "壮族")),
        (("单位", "教育局", "填表人", "李四"), ("备注", "无", "日期", "——")),
        (("甲",), ("1",)),
    ],
)
def test_a_form_has_no_head_of_columns(rows: tuple[tuple[str, ...], ...]) -> None:
    assert {each.tag for each in heard(plain(*rows)).cells} == {"TD"}


def test_a_head_that_repeats_is_heard_once() -> None:
    rows = [(f"第{number}项", str(number)) for number in range(1, 61)]

    found = heard(plain(("项目", "数量"), *rows, properties=HEADER))

    assert by_text(found)["60"] == ["数量", "第60项"]
    assert len(found.cells) == 2 * 61


def test_tables_of_figures_without_a_head_are_one_notice() -> None:
    findings = Findings()
    figures = plain(("3", "4"), ("5", "6"))

    set_pages(word_file(paragraph("甲") + figures + paragraph("乙") + figures), findings)

    (found,) = findings
    assert (found.code, found.severity, str(found.place)) == (
        "docx.no_heads",
        Severity.NOTICE,
        "样张.docx › 第2段",
    )
    assert "有 2 个表格" in found.message
