"""Labels of rows as people write them, beside those of a form → the same, nearly, another's; which row."""

from __future__ import annotations

import pytest

from report_builder.reports.row_matching import NEARLY, OTHER, SAME, align, grade_labels


@pytest.mark.parametrize(
    ("written", "demanded", "grade"),
    [
        ("一、本年度新收政府信息公开申请数量", "一、本年新收政府信息公开申请数量", SAME),
        ("(七)合计", "（七）总计", SAME),
        ("四、结转下一年度继续办理", "四、结转下年度继续办理", SAME),
        ("本年度新收", "一、本年新收政府信息公开申请数量", NEARLY),
        ("本年新收申请数量", "一、本年新收政府信息公开申请数量", NEARLY),
        ("部分公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", NEARLY),
        ("同意公开答复数", "不同意公开答复数", OTHER),
        ("予以公开", "不予公开", OTHER),
        ("新收", "一、本年新收政府信息公开申请数量", OTHER),
        ("其他", "其他处理", OTHER),
        ("一、", "一、本年新收政府信息公开申请数量", OTHER),
    ],
)
def test_a_label_is_known_shortened_or_worded_otherwise(written: str, demanded: str, grade: int) -> None:
    assert grade_labels(demanded, written) == grade


def matched(demanded: str, written: str) -> dict[int, int]:
    """Rows and lines of one letter each: the same letter is the same label, its small one nearly."""
    return align(
        [
            [SAME if row == line else NEARLY if row.upper() == line.upper() else OTHER for line in written]
            for row in demanded
        ]
    )


@pytest.mark.parametrize(
    ("demanded", "written", "found"),
    [
        ("ABC", "ABC", {0: 0, 1: 1, 2: 2}),
        ("ABC", "xAxBC", {0: 1, 1: 3, 2: 4}),
        ("ABC", "AC", {0: 0, 2: 1}),
        ("ABCABD", "ABABD", {0: 0, 1: 1, 3: 2, 4: 3, 5: 4}),  # the first C is missing
        ("AOBO", "ABO", {0: 0, 2: 1, 3: 2}),  # the only 其他 is that of the second list
        ("ABC", "CAB", {0: 1, 1: 2, 2: 0}),
        ("Aa", "a", {1: 0}),
        ("ABC", "", {}),
    ],
)
def test_rows_stand_for_those_of_the_form_in_their_order(
    demanded: str, written: str, found: dict[int, int]
) -> None:
    assert matched(demanded, written) == found
