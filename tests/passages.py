"""Lines of text → passages: ``# `` begins a heading of the first level, ``% `` the title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_builder.checks.lint.passages import passage
from report_builder.diagnostics import Place
from report_builder.reports.headings import with_headings
from report_builder.reports.report import Paragraph, ParagraphRole
from report_builder.reports.report import Text as Words

if TYPE_CHECKING:
    from report_builder.checks.lint.passages import Text


def text_of(picture: str) -> Text:
    """A passage for each line, as the examples of the rules are drawn."""
    passages = []
    for number, line in enumerate(picture.split("\n"), start=1):
        marks = re.match(r"(#{1,4}|%) ", line)
        place = Place("样张.md", line=number)
        if marks is None:
            passages.append(passage(line, place))
        elif marks[1] == "%":
            passages.append(passage(line[2:], place, ParagraphRole.TITLE))
        else:
            passages.append(passage(line[marks.end() :], place, ParagraphRole.HEADING, len(marks[1])))
    return tuple(passages)


def word_text_of(picture: str) -> Text:
    """The same of a Word file in which nothing but their numbers marks the headings."""
    lines = tuple(
        Paragraph((Words(each.text),), each.place, each.role, each.level) for each in text_of(picture)
    )
    return tuple(passage(each.text, each.place, each.role, each.level) for each in with_headings(lines))
