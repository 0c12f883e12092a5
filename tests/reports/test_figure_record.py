"""The record of a report ↔ the part that remembers it; what is damaged, foreign or beyond measure is none."""

from __future__ import annotations

from collections import Counter

import pytest
from msgspec.structs import replace

from report_builder.charted_figures import BarArrangement, Chart, Panel, Series
from report_builder.reports.figure_record import (
    FigureRecord,
    Origin,
    RecordedChart,
    ShownFigure,
    read_record,
    write_record,
)

FIGURES = {"甲": ShownFigure("甲", "新收", "12<件>"), "乙": ShownFigure("乙", "办结", "")}
PASSAGES = ("共\ufffc甲\ufffc。", "")
ORIGIN = Origin("柳州市教育局", 2016)
RECORD = FigureRecord(ORIGIN, FIGURES, Counter({"甲": 2}), PASSAGES, (("旧", "新"),), "national-2021")


def test_what_is_written_is_read_back() -> None:
    found = read_record(write_record(RECORD))

    assert found == replace(RECORD, shown=Counter({"甲": 2, "乙": 0}))
    assert found is not None
    assert found.texts == {"甲": "12<件>", "乙": ""}


def test_a_record_without_a_format_names_none() -> None:
    bare = replace(RECORD, format_name="")

    assert b"format=" not in write_record(bare)
    found = read_record(write_record(bare))
    assert found is not None
    assert found.format_name == ""


@pytest.mark.parametrize("name", ["../other", "a/b", "", "x" * 65, "a b"])
def test_a_format_that_could_lead_to_another_folder_is_none(name: str) -> None:
    found = read_record(write_record(replace(RECORD, format_name=name)))

    assert found is not None
    assert found.format_name == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'year="2016"', b'year="x"'),
        (b'year="2016"', b""),
        (b"<figures", b"<others"),
        (b"</figures>", b""),
        (b"<figures", b"<!DOCTYPE figures><figures"),
    ],
)
def test_a_part_that_is_damaged_or_no_record_is_none(old: bytes, new: bytes) -> None:
    data = write_record(RECORD)
    assert old in data

    assert read_record(data.replace(old, new)) is None
    assert read_record(b"<x/>") is None


@pytest.mark.parametrize(("year", "read"), [("9999", 9999), ("12345", 9999), ("99999999", 9999), ("12", 12)])
def test_a_year_is_none_beyond_the_calendar(year: str, read: int) -> None:
    found = read_record(write_record(RECORD).replace(b"2016", year.encode()))

    assert found is not None
    assert found.origin.year == read


@pytest.mark.parametrize(("times", "read"), [("7", 7), ("123456", 12345), ("-1", 0), ("x", 0), ("", 0)])
def test_how_often_a_figure_stands_is_a_count_or_nought(times: str, read: int) -> None:
    found = read_record(write_record(RECORD).replace(b'shown="2"', f'shown="{times}"'.encode()))

    assert found is not None
    assert found.shown["甲"] == read


def drawn(*values: int | None, labels: int = 2, panels: int = 1) -> Chart:
    panel = Panel("件", tuple("甲" * labels), (Series("本年", values),))
    return Chart("分类", BarArrangement.ROWS, (panel,) * panels)


def chart_of(chart: Chart | None) -> Chart | None:
    """What is read back of a chart that was recorded."""
    recorded = RecordedChart("分类", "ab", "条形图", chart)
    found = read_record(write_record(replace(RECORD, charts=(recorded,))))
    assert found is not None
    assert replace(found.charts[0], chart=chart) == recorded
    return found.charts[0].chart


@pytest.mark.parametrize("chart", [None, drawn(1, None), drawn(0, 10**15), drawn(1, 2, panels=20)])
def test_a_chart_is_remembered_with_what_was_drawn(chart: Chart | None) -> None:
    assert chart_of(chart) == chart


@pytest.mark.parametrize(
    "chart",
    [
        drawn(1, 2, panels=21),
        drawn(1, 2, panels=0),
        drawn(labels=0),
        drawn(*[1] * 201, labels=201),
        drawn(1),
        drawn(-1, 1),
        drawn(10**15 + 1, 1),
        Chart("分类", BarArrangement.ROWS, (Panel("件", ("甲",), ()),)),
    ],
)
def test_a_chart_that_nobody_here_draws_is_not_drawn_again(chart: Chart) -> None:
    assert chart_of(chart) is None


def test_charts_are_the_same_by_their_pictures_and_their_words() -> None:
    one = RecordedChart("分类", "ab", "条形图")

    assert one.shows_the_same(replace(one, title="别的", chart=drawn(1, 2)))
    assert not one.shows_the_same(replace(one, digest="cd"))
    assert not one.shows_the_same(replace(one, alternative="柱形图"))
