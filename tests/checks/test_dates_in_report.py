"""The dates of a report: one, however it is written, or an error."""

from __future__ import annotations

from msgspec.structs import replace
from prose import codes, prose

from report_builder.checks.dates_in_report import check_dates
from report_builder.diagnostics import Place
from report_builder.reports.report import Paragraph, Text


def signed(under_title: str, at_end: str) -> list[str]:
    """What is told of a report with a date under its title, and one behind its text."""
    closing = tuple(
        Paragraph((Text(text),), Place("报告.docx", paragraph=number))
        for number, text in enumerate(("某市教育局", at_end), start=8)
    )
    return codes(check_dates(replace(prose(f"{under_title}\n# 总体情况"), closing=closing)))


def test_two_dates_that_differ_are_an_error() -> None:
    assert signed("（2025年1月20日）", "2025年1月21日") == ["text.date"]


def test_one_date_written_in_two_ways_is_one() -> None:
    assert signed("（二〇二五年一月二十日）", "2025年1月20日") == []


def test_a_date_within_a_sentence_is_no_signature() -> None:
    assert signed("统计期限为2024年1月1日至2024年12月31日。", "2025年1月20日") == []


def test_a_date_that_a_sentence_calls_the_report_s_must_be_the_same() -> None:
    sentence = "联系电话见文末，本报告成文日期为2025年1月{}日。"

    assert signed(sentence.format(18), "2025年1月20日") == ["text.date"]
    assert signed(sentence.format(20), "2025年1月20日") == []
    assert signed("该文件成文日期为2024年3月5日。", "2025年1月20日") == []


def test_a_date_that_the_author_wrote_is_told_at_its_own_line_and_not_where_the_program_put_one() -> None:
    report = prose("# 其他需要报告的事项\n无。")
    typed = Paragraph((Text("2025年1月18日"),), Place("narrative.md", line=9))
    generated = Paragraph((Text("2025年1月20日"),), Place("报告.docx", paragraph=30))

    (found,) = check_dates(replace(report, closing=(typed, generated)))

    assert found.place == typed.place
    assert "不用写" in found.remedy
