"""Where a title is broken."""

from __future__ import annotations

import pytest

from report_builder.manuscript.titles import LINE_WIDTH, break_title, is_well_shaped


def test_the_2016_title_is_broken_before_what_it_calls_itself() -> None:
    lines = break_title("柳州市教育局2016年政府信息公开工作年度报告", "柳州市教育局", 2016)

    assert lines == ("柳州市教育局2016年政府信息公开", "工作年度报告")


def test_a_title_of_twenty_characters_stays_on_one_line() -> None:
    lines = break_title("柳州市教育局2016年政府信息公开年度报告", "柳州市教育局", 2016)

    assert lines == ("柳州市教育局2016年政府信息公开年度报告",)


def test_a_long_name_has_the_first_line_to_itself() -> None:
    agency = "广西壮族自治区人民政府办公厅"

    lines = break_title(f"{agency}2016年政府信息公开工作年度报告", agency, 2016)

    assert lines == (agency, "2016年政府信息公开工作年度报告")


def test_a_name_wider_than_a_line_is_parted_after_the_place() -> None:
    agency = "广西壮族自治区柳州市城中区住房和城乡建设与政务服务监督管理局"

    lines = break_title(f"{agency}2016年政府信息公开工作年度报告", agency, 2016)

    assert lines[:2] == ("广西壮族自治区柳州市城中区", "住房和城乡建设与政务服务监督管理局")


def test_a_name_in_brackets_of_titles_is_never_broken() -> None:
    title = "柳州市教育局关于贯彻落实《中华人民共和国政府信息公开条例》的2016年度报告"

    lines = break_title(title, "柳州市教育局", 2016)

    assert any("《中华人民共和国政府信息公开条例》的" in line for line in lines)


def test_a_title_without_a_known_word_is_left_whole() -> None:
    title = "甲" * 300

    lines = break_title(title, "柳州市教育局", 2016)

    assert lines == (title,)


@pytest.mark.parametrize(
    "agency",
    [
        "柳州市教育局", "柳州市人民政府", "柳州市城中区人民政府", "柳州市住房和城乡建设局",
        "柳州市自然资源和规划局", "柳州市人力资源和社会保障局",
        "柳州市工业和信息化委员会", "广西壮族自治区教育厅",
        "柳州市柳江区成团镇人民政府", "柳州市政务公开政府信息公开政务服务工作领导小组办公室",
    ],
)  # fmt: skip
def test_a_broken_title_loses_nothing_and_has_no_two_lines_alike(agency: str) -> None:
    title = f"{agency}2016年政府信息公开工作年度报告"

    lines = break_title(title, agency, 2016)

    assert "".join(lines) == title
    assert len({len(line) for line in lines}) == len(lines) > 1
    assert not any(line.startswith(("的", "和", "及", "年")) for line in lines)


def test_lines_hold_as_many_characters_as_156_millimetres() -> None:
    assert LINE_WIDTH * 22 <= 156 / 25.4 * 72 < (LINE_WIDTH + 1) * 22


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        # A line of four signs is long enough, one of three is not; twenty fit and twenty-one do not.
        (
            "柳州市柳江区成团镇人民政府2016年度政务公开报告",
            ("柳州市柳江区成团镇人民政府", "2016年度政务公开报告"),
        ),
        ("柳州市柳江区成团镇人民政府办公室关于印发通知的工作报告", None),
    ],
)
def test_every_line_has_four_signs_at_least_and_twenty_at_most(
    title: str, lines: tuple[str, ...] | None
) -> None:
    found = break_title(title, "柳州市柳江区成团镇人民政府", 2016)

    assert "".join(found) == title
    assert lines is None or found == lines
    assert all(4 <= len(line) <= 20 for line in found)


@pytest.mark.parametrize(
    ("widths", "is_one"),
    [
        ((10, 11), True), ((10, 10.5), False), ((10, 10), False), ((11, 10), True),
        ((10, 12, 14), True), ((14, 12, 10), True), ((10, 14, 12), True), ((14, 10, 12), False),
        ((10, 12, 12.5), False), ((8, 12, 14, 10), True), ((12, 14, 10, 12), False),
    ],
)  # fmt: skip
def test_lines_make_a_trapezium_or_a_lozenge_and_no_hourglass(
    widths: tuple[float, ...], *, is_one: bool
) -> None:
    assert is_well_shaped(widths) is is_one
