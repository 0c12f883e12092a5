"""A Word file's parts → the text that the finished document shows, as the proof of lost text reads it."""

from __future__ import annotations

import pytest
from word_files import cell, paragraph, row, table, word_file
from word_parts import field, mark, notes, of_runs, run

from report_builder.typesetting.accepted_text import AcceptedTextWalk, hidden_styles
from report_builder.word.packages import open_package

STYLES = """
<w:style w:type="paragraph" w:styleId="secret"><w:name w:val="密"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="heir"><w:name w:val="承"/><w:basedOn w:val="secret"/></w:style>
<w:style w:type="paragraph" w:styleId="open"><w:name w:val="开"/><w:basedOn w:val="heir"/>
  <w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="veil"><w:name w:val="隐"/><w:rPr><w:vanish/></w:rPr></w:style>
"""
SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w99="urn:of-another-program"'
)
BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{turn}"/></w:r>' for turn in ("begin", "separate", "end")
)


def texts(body: str, **parts: str) -> list[str]:
    """The accepted text of each paragraph of a body, then of the notes that it refers to."""
    package = open_package(word_file(body, styles=STYLES, parts=parts), "样张.docx")
    return AcceptedTextWalk(hidden_styles(package)).paragraphs(package)


def either(*branches: str, requires: str = "w14") -> str:
    """Alternatives of which a reader takes one, the first with what it requires."""
    choice, *rest = branches
    last = "".join(f"<mc:Fallback>{each}</mc:Fallback>" for each in rest)
    return (
        f'<mc:AlternateContent {SPACES}><mc:Choice Requires="{requires}">{choice}</mc:Choice>'
        f"{last}</mc:AlternateContent>"
    )


def styled(text: str, style: str) -> str:
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def instruction(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (of_runs(run("甲"), either(run("新"), run("旧"))), "甲新"),
        (of_runs(run("甲"), either(run("新"), run("旧"), requires="w14 w99")), "甲旧"),
        (of_runs(run("甲"), either(run("新"), requires="w99")), "甲新"),
        (of_runs(run("甲"), f"<mc:AlternateContent {SPACES}/>", run("乙")), "甲乙"),
        (of_runs(f"<w:r>{either('<w:t>新</w:t>', '<w:t>旧</w:t>')}</w:r>"), "新"),
        (styled("甲", "secret"), ""),
        (styled("甲", "heir"), ""),
        (styled("甲", "open"), "甲"),
        (of_runs(run("甲"), run("密", "<w:vanish/>"), run("乙", '<w:vanish w:val="false"/>')), "甲乙"),
        (of_runs(run("密", '<w:rStyle w:val="veil"/>'), run("乙")), "乙"),
        (of_runs(run("甲", "<w:vanish/><w:b/>"), properties='<w:pStyle w:val="open"/>'), ""),
        (of_runs(run("甲", '<w:vanish w:val="0"/>'), properties='<w:pStyle w:val="secret"/>'), "甲"),
        (of_runs(run("甲"), "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", run("乙")), "甲乙"),
        (
            of_runs(run("甲"), f"<w:moveFrom>{run('旧')}</w:moveFrom>", f"<w:moveTo>{run('新')}</w:moveTo>"),
            "甲新",
        ),
        (of_runs(field("REF a", run("乙")), run("甲")), "乙甲"),
        (of_runs(run("第"), field(" PAGE ", run("9")), run("页")), "第页"),
        (
            of_runs(
                run("第"), '<w:fldSimple w:instr="PAGE"><w:r><w:t>9</w:t></w:r></w:fldSimple>', run("页")
            ),
            "第页",
        ),
        (of_runs('<w:fldSimple w:instr="REF a"><w:r><w:t>乙</w:t></w:r></w:fldSimple>'), "乙"),
        (of_runs(BEGIN, instruction(' QUOTE "甲" '), END, run("乙")), "甲乙"),
        (
            of_runs(
                BEGIN,
                instruction("IF "),
                BEGIN,
                instruction("REF b"),
                SEPARATE,
                run("内"),
                END,
                SEPARATE,
                run("外"),
                END,
            ),
            "外",
        ),
        (of_runs(run("\uf06c", '<w:rFonts w:ascii="Wingdings"/>'), run("要点")), "要点"),
    ],
)
def test_of_a_paragraph_what_is_shown_is_read(body: str, shown: str) -> None:
    assert texts(body) == [shown]


def test_a_text_box_is_a_paragraph_of_its_own_inside_of_one_that_goes_on() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('内')}</w:txbxContent></w:pict></w:r>"

    assert texts(of_runs(run("前"), box, run("后"))) == ["前后", "内"]


def test_cells_that_others_go_on_into_and_deleted_rows_are_left_out() -> None:
    rows = (
        row(
            cell("甲", '<w:vMerge w:val="restart"/>'),
            cell("乙", '<w:hMerge w:val="restart"/>'),
            cell("丙", "<w:hMerge/>"),
        ),
        row(cell("丁", "<w:vMerge/>"), cell("戊"), cell("己")),
        row(cell("旧"), properties='<w:del w:id="1"/>'),
        row(cell("庚", "<w:hMerge/>"), cell("辛", '<w:vMerge w:val="restart"/>')),
    )

    assert texts(table([900, 900, 900], *rows)) == ["甲", "乙", "戊", "己", "庚", "辛"]


def test_of_the_notes_those_that_are_referred_to_follow_the_text() -> None:
    parts = {**notes("footnote", "脚注一", "脚注二"), **notes("endnote", "尾注一")}

    body = of_runs(run("甲"), mark(2)) + of_runs(run("乙"), mark(1, "endnote"))
    assert texts(body, **parts) == ["甲", "乙", "脚注二", "尾注一"]


@pytest.mark.parametrize(("said", "shown"), [("visibility:hidden", []), ("visibility:visible", ["框"])])
def test_a_box_that_its_author_has_hidden_is_not_read(said: str, shown: list[str]) -> None:
    space = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    box = f"<v:textbox><w:txbxContent>{paragraph('框')}</w:txbxContent></v:textbox>"
    drawn = f'<w:r><w:pict {space}><v:shape style="position: absolute; {said}">{box}</v:shape></w:pict></w:r>'

    assert texts(of_runs(run("甲"), drawn)) == ["甲", *shown]


def test_the_text_of_a_part_is_that_of_its_paragraphs_together() -> None:
    package = open_package(word_file(paragraph("甲") + paragraph("乙")), "样张.docx")
    root = package.xml(package.main_part)
    assert root is not None

    assert AcceptedTextWalk(frozenset()).text(root) == "甲乙"
