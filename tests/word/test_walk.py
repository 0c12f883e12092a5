"""Whoever reads a Word file finds the same text in it, however oddly the text is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from traces import lines_of, set_pages
from word_elements import element
from word_files import cell, paragraph, row, table, word_file
from word_parts import of_runs, run

from report_builder.diagnostics import Findings
from report_builder.manuscript.narrative_source import TitleAndSignature
from report_builder.manuscript.word_narrative.escapes import as_written
from report_builder.manuscript.word_narrative.reading import read_word_narrative
from report_builder.reports.reading import read_report_text
from report_builder.typesetting.accepted_text import AcceptedTextWalk, hidden_styles
from report_builder.word.packages import open_package
from report_builder.word.walk import Walk as ParagraphWalk
from report_builder.word.walk import shown_text

if TYPE_CHECKING:
    from pathlib import Path

STYLES: Final = """
<w:style w:type="paragraph" w:styleId="secret"><w:name w:val="密"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="heir"><w:name w:val="承"/><w:basedOn w:val="secret"/></w:style>
<w:style w:type="character" w:styleId="veil"><w:name w:val="隐"/><w:rPr><w:vanish/></w:rPr></w:style>
"""
MC: Final = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
NEW: Final = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
FAR: Final = 'xmlns:w99="urn:of-another-program"'
BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{turn}"/></w:r>' for turn in ("begin", "separate", "end")
)


def field(instruction: str, result: str) -> str:
    """A complex field with its result."""
    return f"{BEGIN}<w:r><w:instrText>{instruction}</w:instrText></w:r>{SEPARATE}{result}{END}"


def inserted(content: str) -> str:
    return f'<w:ins w:id="1" w:author="甲">{content}</w:ins>'


def deleted(content: str, name: str = "del") -> str:
    return f'<w:{name} w:id="2" w:author="甲">{content}</w:{name}>'


def control(content: str, tag: str = "stat:申请.新收") -> str:
    properties = f'<w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr>'
    return f"<w:sdt>{properties}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


def either(choice: str, fallback: str, requires: str = "w14") -> str:
    """Alternatives of which a reader takes one."""
    return (
        f'<mc:AlternateContent {MC} {NEW} {FAR}><mc:Choice Requires="{requires}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


ENDS_IN_DELETED_MARK: Final = '<w:rPr><w:del w:id="3" w:author="甲"/></w:rPr>'
DELETED_ROW: Final = row(cell("乙")).replace("<w:tr>", f"<w:tr><w:trPr>{deleted('')}</w:trPr>")
ODD: Final = {
    "plain": (of_runs(run("共收到"), run("3件。")), "共收到3件。"),
    "inserted": (of_runs(run("共"), inserted(run("收到")), run("3件。")), "共收到3件。"),
    "deleted": (
        of_runs(run("共"), deleted("<w:r><w:delText>没有</w:delText></w:r>"), run("3件。")), "共3件。",
    ),
    "moved": (of_runs(deleted(run("甲"), "moveFrom"), run("乙"), deleted(run("丙"), "moveTo")), "乙丙"),
    "hidden": (of_runs(run("共"), run("密", "<w:vanish/>"), run("3件。")), "共3件。"),
    "hidden by a character style": (
        of_runs(run("共"), run("密", '<w:rStyle w:val="veil"/>'), run("3件。")), "共3件。",
    ),
    "hidden by a paragraph style": (
        paragraph("密", '<w:pStyle w:val="heir"/>') + paragraph("共3件。"), "共3件。",
    ),
    "shown in a style that hides": (
        of_runs(run("共3件。", '<w:vanish w:val="0"/>'), properties='<w:pStyle w:val="secret"/>'), "共3件。",
    ),
    "field": (of_runs(run("共"), field("= 1 + 2", run("3")), run("件。")), "共3件。"),
    "field in a field": (of_runs(field(f"= 1{field('DATE', run('5'))}", run("3")), run("件。")), "3件。"),
    "simple field": (of_runs('<w:fldSimple w:instr="DATE">' + run("3日") + "</w:fldSimple>"), "3日"),
    "instruction that is never followed": (
        of_runs(run("甲"), BEGIN, "<w:r><w:instrText>TC</w:instrText></w:r>", END), "甲",
    ),
    "link": (of_runs('<w:hyperlink w:anchor="a">' + run("见附件") + "</w:hyperlink>"), "见附件"),
    "smart tag": (
        of_runs('<w:smartTag w:uri="u" w:element="date">' + run("12月") + "</w:smartTag>"), "12月",
    ),
    "alternatives": (of_runs(either(run("新"), run("旧"))), "新"),
    "alternatives of another program": (of_runs(either(run("新"), run("旧"), "w99")), "旧"),
    "alternatives in a run": (
        of_runs(f"<w:r>{either('<w:t>新</w:t>', '<w:t>旧</w:t>')}</w:r>"), "新",
    ),
    "control": (of_runs(run("共"), control(run("3")), run("件。")), "共3件。"),
    "control around paragraphs": (control(paragraph("共3件。")), "共3件。"),
    "deletion in a control": (
        of_runs(control(deleted("<w:r><w:delText>2</w:delText></w:r>") + inserted(run("3"))), run("件")),
        "3件",
    ),
    "deleted mark": (
        of_runs(run("共收到"), properties=ENDS_IN_DELETED_MARK) + of_runs(run("3件。")), "共收到3件。",
    ),
    "signs": (
        of_runs("<w:r><w:t>甲</w:t><w:softHyphen/><w:t>乙</w:t></w:r>", run("丙")), "甲乙丙",
    ),
    "deleted row": (
        table([4000], row(cell("甲")), DELETED_ROW)
        + paragraph("丙"),
        "甲丙",
    ),
    "merged cells": (
        table(
            [4000],
            row(cell("甲", '<w:vMerge w:val="restart"/>')),
            row(cell("乙", "<w:vMerge/>")),
        )
        + paragraph("丙"),
        "甲丙",
    ),
}  # fmt: skip


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def of_pages(docx: bytes) -> str:
    pages = set_pages(docx, Findings())
    return plain("".join(line for page in pages.pages for line in lines_of(page)))


def of_report(docx: bytes) -> str:
    report = read_report_text(docx, "报告.docx")
    cells = [cell for each in report.tables for line in each.rows for cell in line]
    assert all(paragraph in report.paragraphs for cell in cells for paragraph in cell.paragraphs)
    return plain("".join(each.text for each in report.paragraphs))


def of_narrative(docx: bytes, folder: Path) -> str:
    path = folder / "narrative.docx"
    path.write_bytes(docx)
    narrative = read_word_narrative(path, TitleAndSignature("", "", None), Findings())
    assert narrative is not None
    return plain("".join(as_written(line.text) for line in narrative.lines))


def of_proof(docx: bytes) -> str:
    package = open_package(docx, "报告.docx")
    return plain("".join(AcceptedTextWalk(hidden_styles(package)).paragraphs(package)))


@pytest.mark.parametrize("case", ODD)
def test_every_reader_finds_the_same_text(case: str, tmp_path: Path) -> None:
    body, text = ODD[case]
    docx = word_file(body, styles=STYLES)

    found = {
        "pages": of_pages(docx),
        "report": of_report(docx),
        "narrative": of_narrative(docx, tmp_path),
        "proof": of_proof(docx),
    }

    assert found == dict.fromkeys(found, text)


def test_every_reader_finds_the_characters_below_a_reading(tmp_path: Path) -> None:
    reading = f"<w:ruby><w:rt>{run('sù')}</w:rt><w:rubyBase>{run('宿')}</w:rubyBase></w:ruby>"
    docx = word_file(of_runs(f"<w:r>{reading}</w:r>", run("迁")), styles=STYLES)

    assert {of_report(docx), of_narrative(docx, tmp_path), of_proof(docx)} == {"宿迁"}
    assert of_pages(docx).replace("sù", "") == "宿迁"  # which shows the reading, too


def steps(content: str, *, hidden: bool = False) -> list[tuple[str, str]]:
    """The turns and the names of the steps through a paragraph."""
    walk = ParagraphWalk(lambda _: hidden)
    return [(step.turn.name, step.name) for step in walk.steps(element(f"<w:p>{content}</w:p>"))]


def test_a_bookmark_begins_and_its_end_is_silent() -> None:
    marks = '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'

    assert steps(marks) == [("BOOKMARK", "bookmarkStart")]


def test_what_nobody_knows_is_told_and_properties_are_silent() -> None:
    assert steps("<w:pPr/><w:proofErr/><w:nobodys/>") == [("UNKNOWN", "nobodys")]


def test_a_hidden_run_is_told_as_hidden() -> None:
    assert steps(run("密"), hidden=True) == [("HIDDEN", "t")]


def test_a_link_and_a_control_open_and_close_around_what_they_hold() -> None:
    assert steps(f"<w:hyperlink>{run('甲')}</w:hyperlink>") == [
        ("OPENS", "hyperlink"), ("SHOWN", "t"), ("CLOSES", "hyperlink"),
    ]  # fmt: skip
    assert [turn for turn, _ in steps(control(run("甲")))] == ["OPENS", "SHOWN", "CLOSES"]


def test_a_reading_stands_over_characters_that_are_text() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('sù')}</w:rt><w:rubyBase>{run('宿')}</w:rubyBase></w:ruby></w:r>"

    assert steps(ruby) == [("OPENS", "ruby"), ("SHOWN", "t"), ("CLOSES", "ruby")]


def test_a_field_comes_to_its_result_with_its_instruction_and_ends() -> None:
    (begins, told, result, shown, ends) = list(
        ParagraphWalk(lambda _: False).steps(element(f"<w:p>{field('PAGE', run('3'))}</w:p>"))
    )

    assert (begins.turn.name, told.turn.name, shown.turn.name) == ("FIELD", "INSTRUCTION", "SHOWN")
    assert (result.instruction, ends.instruction) == ("PAGE", "PAGE")


@pytest.mark.parametrize("turn", ["separate", "end"])
def test_a_field_that_never_began_neither_comes_to_a_result_nor_ends(turn: str) -> None:
    assert steps(f'<w:r><w:fldChar w:fldCharType="{turn}"/></w:r>') == []


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<w:t>甲</w:t>", "甲"),
        ("<w:t> 甲 乙 </w:t>", "甲 乙"),
        ('<w:t xml:space="preserve"> 甲 </w:t>', " 甲 "),
        ('<w:t xml:space="default"> 甲 </w:t>', "甲"),
        ("<w:t>甲\n乙</w:t>", "甲 乙"),
        ("<w:t/>", ""),
    ],
)
def test_blanks_around_a_text_count_only_where_they_are_meant(markup: str, text: str) -> None:
    assert shown_text(element(markup)) == text


def test_blanks_may_be_meant_further_out() -> None:
    around = element('<w:r xml:space="preserve"><w:t> 甲 </w:t><w:t xml:space="default"> 乙 </w:t></w:r>')

    assert [shown_text(each) for each in around] == [" 甲 ", "乙"]
