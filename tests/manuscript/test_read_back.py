"""A filled report and its manuscript → the report as anybody reads it, at its author's lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from make_template import TEMPLATE
from sample_reports import SETTINGS, SIGNED_ON, TITLE
from suqian_subject import FORMAT

from report_builder.diagnostics import Findings, Place
from report_builder.formats.tables import Alignment
from report_builder.manuscript.blocks import (
    Block,
    BlockKind,
    Manuscript,
    ManuscriptSection,
    Picture,
    TextCell,
    TextTable,
)
from report_builder.manuscript.filling import fill_report
from report_builder.manuscript.inlines import plain
from report_builder.manuscript.read_back import as_report, read_back
from report_builder.reports.report import ParagraphRole
from report_builder.word.packages import open_package

if TYPE_CHECKING:
    from report_builder.reports.report import Report


def line(text: str, number: int, kind: BlockKind = BlockKind.PARAGRAPH, *, is_caption: bool = False) -> Block:
    return Block(kind, plain(text), number, is_caption=is_caption)


def cells(*texts: str) -> tuple[TextCell, ...]:
    return tuple(TextCell((plain(text),), 1, 1, is_head=False, align=Alignment.LEFT) for text in texts)


def manuscript(*, is_from_word: bool = False) -> Manuscript:
    table = TextTable((0.5, 0.5), 0, (cells("甲格", "乙格"), cells("丙格", "同样的话。")))
    return Manuscript(
        "narrative.md",
        TITLE,
        (line("前言。", 2), line("同样的话。", 3)),
        (
            ManuscriptSection(
                1,
                plain("总体情况"),
                (
                    line("（一）小标题", 6, BlockKind.SUBHEADING),
                    line("表1　名单", 7, is_caption=True),
                    Block(BlockKind.PARAGRAPH, (), 8, table),
                    line("同样的话。", 9),
                ),
                5,
            ),
            ManuscriptSection(2, plain("其他"), (line("无 事。", 12),), 11),
        ),
        is_from_word=is_from_word,
    )


def filled(text: Manuscript) -> Report:
    findings = Findings()
    docx = fill_report(TEMPLATE, text, None, SETTINGS, 2016, SIGNED_ON, findings)
    assert docx is not None, list(findings)
    return read_back(open_package(docx, "报告.docx"), text, FORMAT)


def places(report: Report) -> list[tuple[str, int | None]]:
    return [(each.text, each.place.line) for each in report.paragraphs if each.place.file == "narrative.md"]


def test_each_paragraph_of_the_file_has_the_line_that_it_came_from() -> None:
    assert [each for each in places(filled(manuscript())) if each[1]] == [
        ("前言。", 2), ("同样的话。", 3), ("一、总体情况", 5), ("（一）小标题", 6), ("表1　名单", 7),
        ("甲格", 8), ("乙格", 8), ("丙格", 8), ("同样的话。", 8), ("同样的话。", 9),
        ("二、其他", 11), ("无 事。", 12),
    ]  # fmt: skip


def test_what_no_author_wrote_keeps_its_place_in_the_file() -> None:
    own = [each for each in filled(manuscript()).paragraphs if each.text == SETTINGS.name]

    assert [each.place.file for each in own] == ["报告.docx"]


def test_a_caption_is_read_beside_the_text() -> None:
    (caption,) = [each for each in filled(manuscript()).paragraphs if each.text.startswith("表1")]

    assert caption.role is ParagraphRole.ASIDE


@pytest.mark.parametrize(("is_from_word", "place"), [(False, "第9行"), (True, "第9段")])
def test_a_place_counts_lines_or_paragraphs_as_the_narrative_does(place: str, *, is_from_word: bool) -> None:
    text = manuscript(is_from_word=is_from_word)

    assert str(text.place(9)) == f"narrative.md › {place}"
    assert text.place() == Place("narrative.md")


def test_a_manuscript_that_no_template_has_set_is_its_headings_and_what_stands_under_them() -> None:
    report = as_report(manuscript())

    assert [each.text for each in report.opening] == ["前言。", "同样的话。"]
    assert [(each.number, each.heading, each.place.line) for each in report.sections] == [
        (1, "总体情况", 5),
        (2, "其他", 11),
    ]
    roles = [(each.role, each.level) for each in report.sections[0].paragraphs]
    assert roles[:2] == [(ParagraphRole.HEADING, 2), (ParagraphRole.ASIDE, 0)]
    assert roles[3] == (ParagraphRole.TEXT, 0)


def test_a_picture_has_no_words_to_be_found() -> None:
    shown = Block(BlockKind.PARAGRAPH, plain("图"), 4, Picture(b"", "png", 1, 1))
    text = Manuscript("narrative.md", TITLE, (line("图", 7),), ())

    found = filled(text)

    assert places(found)[-1] == ("图", 7)
    assert [each.place.line for each in as_report(Manuscript("n", TITLE, (shown,), ())).opening] == [4]
