"""A table drawn in a few lines → its heads, and which of them each other cell is heard with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from report_builder.word.table_heads import HeadCell, HeadRow, TableHeads, find_heads, wants_heads

if TYPE_CHECKING:
    from collections.abc import Sequence

# In a picture | parts cells; ``甲*2`` takes two columns, ``甲^2`` two rows, ``_`` is covered from above,
# ``甲!`` is bold, ``甲#`` shaded, ``甲@`` named the name of its row; ``= `` before a row: Word repeats it.
SIGNS: Final = "!#@"


def rows_of(picture: str) -> list[HeadRow]:
    found = []
    for line in picture.strip().splitlines():
        text = line.strip()
        cells: list[HeadCell] = []
        column = 0
        for written in text.removeprefix("= ").split("|"):
            cell = written.strip()
            if cell == "_":
                column += 1
                continue
            columns = rows = 1
            if "*" in cell:
                cell, _, count = cell.partition("*")
                columns = int(count)
            if "^" in cell:
                cell, _, count = cell.partition("^")
                rows = int(count)
            marks = set(cell[len(cell.rstrip(SIGNS)) :])
            cells.append(
                HeadCell(
                    cell.rstrip(SIGNS), column, columns, rows,
                    is_bold="!" in marks, is_shaded="#" in marks, names_row="@" in marks,
                )
            )  # fmt: skip
            column += columns
        found.append(HeadRow(tuple(cells), is_repeated=text.startswith("= ")))
    return found


def kinds(picture: str) -> dict[str, str]:
    """Every head by its words."""
    rows = rows_of(picture)
    return {rows[row].cells[at].text: kind for (row, at), kind in find_heads(rows).kinds.items()}


def heard(picture: str) -> dict[str, list[str]]:
    """What each other cell is heard with, by its words."""
    rows = rows_of(picture)
    found: TableHeads = find_heads(rows)
    return {
        rows[row].cells[at].text: [rows[up].cells[along].text for up, along in heads]
        for (row, at), heads in found.heard.items()
    }


PLAIN: Final = """
    栏目|条数|件数
    指南|11|21
    制度|12|22
"""


def test_names_above_figures_and_names_to_their_left_are_heads() -> None:
    assert kinds(PLAIN) == {
        "栏目": "column",
        "条数": "column",
        "件数": "column",
        "指南": "row",
        "制度": "row",
    }
    assert heard(PLAIN)["22"] == ["件数", "制度"]
    assert heard(PLAIN)["11"] == ["条数", "指南"]


def test_figures_alone_have_no_heads() -> None:
    assert kinds("1|2\n3|4") == {}


def test_what_the_file_repeats_is_the_head_whatever_it_looks_like() -> None:
    found = kinds("= 2024|2025\n= 上年|本年\n1|2")

    assert set(found) == {"2024", "2025", "上年", "本年"}


def test_a_table_that_is_all_repeated_has_no_such_head() -> None:
    assert kinds("= 甲|乙\n= 1|2") == {"甲": "column", "乙": "column"}


def test_a_title_across_belongs_to_the_head_below_it() -> None:
    picture = "政府网站*3\n栏目|条数|件数\n指南|1|2"

    assert kinds(picture)["政府网站"] == "column"
    assert heard(picture)["2"] == ["政府网站", "件数", "指南"]


def test_a_remark_across_is_no_title() -> None:
    assert "单位：件" not in kinds("单位：件*3\n栏目|条数|件数\n指南|1|2")
    assert "注：合计*3" not in kinds(PLAIN + "注：合计*3")


def test_names_divided_below_go_on_with_the_head() -> None:
    picture = """
        项目^2|申请*2
        _|自然人|企业
        新收|1|2
    """

    assert kinds(picture) == {
        "项目": "column", "申请": "column", "自然人": "column", "企业": "column", "新收": "row",
    }  # fmt: skip
    assert heard(picture)["2"] == ["申请", "企业", "新收"]


def test_a_cell_merged_downwards_takes_the_head_as_far_as_it_reaches() -> None:
    picture = "项目^2|总计^2\n_|_\n新收|1"

    assert heard(picture)["1"] == ["总计", "新收"]


def test_a_title_across_inside_heads_the_rows_below_it() -> None:
    picture = PLAIN + "其中*3\n公报|13|23"

    assert kinds(picture)["其中"] == "column"
    assert heard(picture)["23"] == ["件数", "其中", "公报"]
    assert heard(picture)["22"] == ["件数", "制度"]


def test_a_new_head_below_a_title_across_begins_anew() -> None:
    picture = PLAIN + "网站*3\n平台|人数|次数\n微信|13|23"

    assert kinds(picture)["次数"] == "column"
    assert heard(picture)["23"] == ["网站", "次数", "微信"]
    assert find_heads(rows_of(picture)).are_irregular
    assert not find_heads(rows_of(PLAIN)).are_irregular


def test_a_title_above_words_alone_heads_nothing() -> None:
    assert "附言" not in kinds(PLAIN + "附言*3\n甲|乙|丙")


def test_numbers_of_rows_are_heard_with_their_head_and_name_nothing() -> None:
    picture = "序号|栏目|条数\n1|指南|11\n2|制度|12"

    assert heard(picture)["12"] == ["条数", "制度"]
    assert heard(picture)["2"] == ["序号"]
    assert kinds(picture) == {
        "序号": "column", "栏目": "column", "条数": "column", "指南": "row", "制度": "row",
    }  # fmt: skip


def test_an_empty_corner_is_part_of_a_head_and_any_other_gap_is_not() -> None:
    assert kinds("|条数|件数\n指南|1|2")["条数"] == "column"
    assert kinds("条数||件数\n1|指南|2") == {}


def test_a_corner_of_two_columns_names_rows_in_both() -> None:
    picture = "项目*2|条数\n网站|指南|1\n微信|制度|2"

    assert kinds(picture)["指南"] == "row"
    assert heard(picture)["2"] == ["条数", "微信", "制度"]


def test_a_name_that_reaches_over_rows_is_heard_in_each() -> None:
    picture = "项目*2|条数\n网站^2|指南|11\n_|制度|12"

    assert heard(picture)["12"] == ["条数", "网站", "制度"]


@pytest.mark.parametrize(
    "picture",
    [
        "名称!|说明!\n甲|乙",
        "名称#|说明#\n甲|乙",
        "项目|说明\n甲|乙",
        "名称|说明\n甲|" + "很长的说明" * 6,
    ],
)
def test_without_figures_bold_shaded_usual_or_short_names_are_a_head(picture: str) -> None:
    rows = rows_of(picture)

    assert {spot[0] for spot in find_heads(rows).kinds} == {0}


@pytest.mark.parametrize(
    "picture",
    [
        "名称|说明\n甲|乙",
        "名称!|说明!\n甲!|乙!",
        "名称!|说明\n甲|乙",
        "名称#|说明#\n甲#|乙#",
        "名称|说明\n甲|略长一点的说明",
    ],
)
def test_without_anything_that_tells_them_apart_words_are_no_head(picture: str) -> None:
    assert kinds(picture) == {}


def test_what_the_file_calls_the_name_of_a_row_is_one_in_the_first_column() -> None:
    assert kinds("甲@|乙\n丙|丁@") == {"甲": "row"}


def test_a_sentence_is_no_name_of_a_row() -> None:
    long = "很" * 81

    assert long not in kinds(f"栏目|条数\n{long}|1\n制度|2")
    assert "长" * 80 in kinds(f"栏目|条数\n{'长' * 80}|1\n制度|2")


def test_a_head_has_no_name_longer_than_a_line() -> None:
    assert kinds(f"{'栏' * 40}|条数\n甲|1")["条数"] == "column"
    assert "条数" not in kinds(f"{'栏' * 41}|条数\n甲|1")


@pytest.mark.parametrize(
    ("picture", "wanted"),
    [
        ("甲|1\n乙|2", True),
        ("甲|乙\n丙|丁", False),
        ("甲|乙|丙\n丁|戊|己\n庚|辛|壬", True),
        ("甲|乙|丙\n丁|戊|己", False),
        ("甲|乙\n丙|丁\n戊|己", False),
        ("1|2|3", False),
        ("1\n2\n3", False),
        ("一段文字", False),
    ],
)
def test_a_table_wants_heads_where_it_is_read_in_rows_and_columns(picture: str, *, wanted: bool) -> None:
    assert wants_heads(rows_of(picture)) is wanted


def test_a_table_without_cells_has_no_heads() -> None:
    empty: Sequence[HeadRow] = []

    assert find_heads(empty) == TableHeads()
    assert not wants_heads(empty)


def test_a_head_that_reaches_to_the_foot_of_the_table_is_none() -> None:
    assert kinds("项目^2|条数\n_|11") == {}


def test_numbers_beside_one_column_alone_are_figures_like_others() -> None:
    assert heard("序号|条数\n甲|11\n乙|12")["12"] == ["条数", "乙"]
    assert "甲" in kinds("序号|条数\n甲|11\n乙|12")


def test_one_name_alone_above_figures_heads_no_columns() -> None:
    assert "column" not in kinds("甲\n1|2").values()
