"""The day that a report is signed on, as it is written under the title or behind the text."""

from __future__ import annotations

from datetime import date

import pytest
from word_files import paragraph, word_file

from report_builder.reports.dates import date_of, read_day
from report_builder.reports.reading import read_report_text
from report_builder.reports.recognition import recognise


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2017年1月26日", date(2017, 1, 26)),
        ("（2017年1月26日）", date(2017, 1, 26)),
        ("二〇一七年一月二十六日", date(2017, 1, 26)),
        ("2017年2月30日", None),
        ("2017年1月26日发布", None),
    ],
)
def test_the_day_is_a_date_on_a_line_of_its_own(written: str, expected: date | None) -> None:
    heading = paragraph("一、总体情况", '<w:outlineLvl w:val="0"/>')
    docx = word_file(heading + paragraph("正文。") + paragraph("甲局") + paragraph(written))

    assert date_of(recognise(read_report_text(docx, "报告.docx"), [])) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2027-1-15", date(2027, 1, 15)),
        ("2027年1月15日", date(2027, 1, 15)),
        ("２０２７．１．１５", date(2027, 1, 15)),
        ("二〇二七年一月十五日", date(2027, 1, 15)),
        (" 2027 年 1 月 15 日 ", date(2027, 1, 15)),
        ("2027-02-30", None),
        ("1月15日", None),
        ("2027年1月", None),
        ("2027年1月15日前后", None),
        ("", None),
    ],
)
def test_a_day_is_read_in_every_form_that_people_write(written: str, expected: date | None) -> None:
    assert read_day(written) == expected


@pytest.mark.parametrize(
    "written", ["2017年0月1日", "2017年一一月1日", "2017年1月十一十日", "二〇一七年一月〇日", "0000年1月1日"]
)
def test_a_day_that_no_calendar_has_is_none(written: str) -> None:
    assert read_day(written) is None
