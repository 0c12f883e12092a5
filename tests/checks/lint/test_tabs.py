"""Tabs in a report: layout within a line, an indent at its beginning."""

from __future__ import annotations

import io

import docx
import pytest

from report_builder.checks.lint.linting import lint_report
from report_builder.reports.reading import read_report_text


def told(*texts: str) -> set[str]:
    """The codes of what is said about paragraphs."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    saved = io.BytesIO()
    document.save(saved)
    return {found.code for found in lint_report(read_report_text(saved.getvalue(), "a.docx"))}


@pytest.mark.parametrize(
    "line",
    [
        "某教发〔2017〕1号\t签发人：\t张\u3000三",
        "\t签发人：\t张\u3000三\u3000李四四",
        "某市教育局办公室\t2016年12月31日印发",
    ],
)
def test_a_line_set_out_by_tabs_has_no_stray_spaces(line: str) -> None:
    assert not {"style.stray_space", "style.digit_space", "style.indent_spaces"} & told(line)


def test_a_tab_in_the_place_of_an_indent_is_still_told() -> None:
    assert "style.indent_spaces" in told("\t市教育局认真落实要求。")
