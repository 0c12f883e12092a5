"""One year's rows, laid out and parted in many ways → the same figures every time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from ledger_kinds import Case, build_case

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Rows = list[list[str]]
    Sheets = dict[str, Rows]

YEAR: Final = {
    "主动公开": """
        信息名称 | 文号 | 信息类别 | 制发日期 | 公开日期 | 公开渠道
        河道采砂公告 | 临水〔2024〕3号 | 河湖管理 | 2024-03-04 | 2024-03-11 | 临江水利网、《临江水利》
        防汛值班安排 | - | 防汛 | - | 2024-06-03 | 临江水利网
        水库名录 | - | 河湖管理 | 2024-07-01 | 2024-07-02 | 微信公众号“临江水利”
        水质通报 | - | 防汛 | - | 2024-12-30 | 临江水利网
    """,
    "行政执法": """
        事项类型 | 月份 | 数量
        行政许可 | 1 | 17
        行政许可 | 2 | 9
        行政处罚 | 2 | 4
        行政强制 | 11 | 1
    """,
    "行政事业性收费": """
        项目名称 | 月份 | 金额（元）
        水资源费 | 3 | 1200.5
        水资源费 | 9 | 99.95
        河道费 | 9 | 300
    """,
    "依申请公开": """
        登记编号 | 收到日期 | 申请人类型 | 申请方式 | 答复日期 | 处理结果 | 收费金额（元）
        2023-9 | 2023-12-20 | 自然人 | 网络 | 2024-01-05 | 予以公开 | -
        2024-1 | 2024-03-04 | 自然人 | 网络 | 2024-03-08 | 部分公开 | -
        2024-2 | 2024-03-05 | 商业企业 | 信函 | 2024-03-11 | 属于行政查询事项 | -
        2024-3 | 2024-05-06 | 法律服务机构 | 当面 | 2024-05-20 | 予以公开 | -
        2024-4 | 2024-12-26 | 其他 | 网络 | - | - | -
    """,
    "规范性文件": """
        文件名称 | 文件类型 | 制发日期 | 废止日期
        采砂办法 | 行政规范性文件 | 2024-03-04 | -
        节水办法 | 行政规范性文件 | 2013-05-20 | 2024-03-04
        取水办法 | 行政规范性文件 | 2015-05-20 | -
    """,
    "复议诉讼": """
        案号 | 案件类型 | 收到日期 | 审结日期 | 结果
        1 | 行政复议 | 2024-03-04 | 2024-05-06 | 结果维持
        2 | 复议后起诉 | 2024-06-03 | - | 尚未审结
    """,
}


def sheets() -> Sheets:
    """The year's sheets as rows of cells."""
    return {
        name: [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]
        for name, drawing in YEAR.items()
    }


def drawn(year: Mapping[str, Rows]) -> dict[str, str]:
    """Rows as pictures again."""
    return {name: "\n".join(" | ".join(row) for row in rows) for name, rows in year.items()}


def in_one(year: Sheets) -> dict[str, dict[str, str] | str]:
    return {"台账.xlsx": drawn(year)}


def upside_down(year: Sheets) -> dict[str, dict[str, str] | str]:
    return in_one({name: [rows[0], *rows[:0:-1]] for name, rows in year.items()})


def columns_the_other_way_round(year: Sheets) -> dict[str, dict[str, str] | str]:
    return in_one({name: [row[::-1] for row in rows] for name, rows in year.items()})


def a_workbook_a_sheet(year: Sheets) -> dict[str, dict[str, str] | str]:
    return {f"{name}.xlsx": drawn({name: rows}) for name, rows in year.items()}


def parted_between_two_departments(year: Sheets) -> dict[str, dict[str, str] | str]:
    return {
        "甲科.xlsx": drawn({name: [rows[0], *rows[1::2]] for name, rows in year.items()}),
        "乙科.xlsx": drawn({name: [rows[0], *rows[2::2]] for name, rows in year.items()}),
    }


def in_the_old_format(year: Sheets) -> dict[str, dict[str, str] | str]:
    return {"台账.xls": drawn(year)}


def in_open_document(year: Sheets) -> dict[str, dict[str, str] | str]:
    return {"台账.ods": drawn(year)}


def as_text(year: Sheets) -> dict[str, dict[str, str] | str]:
    return {
        f"{name}.csv": "\n".join(",".join("" if cell == "-" else cell for cell in row) for row in rows) + "\n"
        for name, rows in year.items()
    }


def below_titles(year: Sheets) -> dict[str, dict[str, str] | str]:
    return in_one(
        {
            name: [[f"临江市水利局2024年{name}登记表"], ["填报单位：办公室　　填报人：张三"], *rows]
            for name, rows in year.items()
        }
    )


def with_empty_rows_between(year: Sheets) -> dict[str, dict[str, str] | str]:
    return in_one({name: [each for row in rows for each in (row, ["-"])] for name, rows in year.items()})


def with_running_numbers(year: Sheets) -> dict[str, dict[str, str] | str]:
    return in_one(
        {
            name: [["序号", *rows[0]], *([str(number), *row] for number, row in enumerate(rows[1:], start=1))]
            for name, rows in year.items()
        }
    )


def with_remarks_of_its_own(year: Sheets) -> dict[str, dict[str, str] | str]:
    return in_one(
        {name: [[*rows[0], "经办人"], *([*row, "张三"] for row in rows[1:])] for name, rows in year.items()}
    )


def with_names_numbered(year: Sheets) -> dict[str, dict[str, str] | str]:
    return in_one({f"{number}.{name}": rows for number, (name, rows) in enumerate(year.items(), start=1)})


def in_full_width(year: Sheets) -> dict[str, dict[str, str] | str]:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    counts = {"行政执法", "复议诉讼"}
    return in_one(
        {
            name: [[cell.translate(wide) if name in counts else cell for cell in row] for row in rows]
            for name, rows in year.items()
        }
    )


def statistics_of(books: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The figures, but for how the report words them."""
    outcome = build_case(Case("", books, is_all=True), folder)
    assert outcome.statistics is not None, "; ".join(str(error) for error in outcome.errors)
    return {key: value for key, value in outcome.statistics.items() if key != "shown"}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The figures of the year in one workbook."""
    return statistics_of(in_one(sheets()), tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize(
    "laid_out",
    [
        upside_down,
        columns_the_other_way_round,
        a_workbook_a_sheet,
        parted_between_two_departments,
        in_the_old_format,
        in_open_document,
        as_text,
        below_titles,
        with_empty_rows_between,
        with_running_numbers,
        with_remarks_of_its_own,
        with_names_numbered,
        in_full_width,
    ],
)
def test_a_year_laid_out_otherwise_has_the_same_figures(
    laid_out: Callable[[Sheets], Mapping[str, Any]], expected: dict[str, Any], tmp_path: Path
) -> None:
    assert statistics_of(laid_out(sheets()), tmp_path) == expected


def test_the_figures_are_the_year_s(expected: dict[str, Any]) -> None:
    assert expected["publication"]["total"] == 4
    assert expected["publication"]["by_channel"] == {
        "临江水利网": 3,
        "微信公众号“临江水利”": 1,
        "《临江水利》": 1,
    }
    assert expected["proactive"]["licences"]["decisions"] == 26
    assert expected["proactive"]["fees"]["amount_yuan"] == "1600.45"
    assert expected["proactive"]["normative_documents"] == {"issued": 1, "abolished": 1, "in_force": 2}
    assert expected["requests"]["granted"]["total"] == 2
    assert expected["requests"]["refused"]["8"]["business"] == 1
    assert expected["requests"]["carried_out"]["other"] == 1
    assert expected["litigation"]["suit_after_review"]["pending"] == 1
