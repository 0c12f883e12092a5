"""A narrative in Markdown → the same as people type it in Word: every look, breaks, odd marks, split runs."""

from __future__ import annotations

import re
from itertools import cycle
from typing import TYPE_CHECKING, Final

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Pt, RGBColor
from narratives import Composed, compose_file
from word_files import paragraph, word_file

from report_builder.quantities import chinese_ordinal

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from report_builder.ledgers.frames import Ledgers

# A Chinese Word's own headings by their ids, a table of contents, and a heading told by its level alone.
STYLES: Final = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="3"><w:name w:val="标题 3"/></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="我的标题"/>
<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>
"""
_TAG: Final = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})")
_QUOTED: Final = re.compile(r'"([^"]*)"')
_FACES: Final = cycle(("微软雅黑", "宋体", "Calibri", "华文行楷"))
_SIZES: Final = cycle((10.5, 14, 22))
_INDENTS: Final = cycle(("　　", "", "    ", "\t", "\u00a0\u00a0"))


def blank() -> Document:
    """A Word document with nothing in it."""
    return docx.Document()


def say(document: Document, text: str, style: str | None = None) -> Paragraph:
    """A paragraph of the text, in runs that part its expressions where no program would expect it."""
    paragraph = document.add_paragraph(style=style)
    for piece in _TAG.split(text):
        step = 3 if _TAG.fullmatch(piece) else 40
        for start in range(0, len(piece), step):
            run = paragraph.add_run(piece[start : start + step])
            run.font.name, run.font.size = next(_FACES), Pt(next(_SIZES))
    return paragraph


def mistype(tag: str) -> str:
    """An expression as Word's autocorrection and a Chinese keyboard leave it."""
    curly = _QUOTED.sub("“\\1”", tag)
    return (
        curly.replace("{{", "｛｛")
        .replace("}}", "｝｝")
        .replace("(", "（")
        .replace(")", "）")
        .replace(" | ", "｜")
    )


def from_markdown(text: str, path: Path) -> None:
    """Write a narrative of headings (#, ##), items (1., -) and paragraphs as its author would in Word."""
    document = blank()
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("{{ 机关.全称 }}").add_break()
    title.add_run("{{ 年 }}年政府信息公开工作年度报告").bold = True
    sections = subsections = measures = 0
    for line in re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL).split("\n"):
        bare = _TAG.sub(lambda match: mistype(match.group()), line).strip()
        if not bare:
            document.add_paragraph("　　" if sections % 2 else "")
            continue
        level = len(bare) - len(bare.lstrip("#"))
        words = bare.lstrip("# ")
        if level == 1:
            sections, subsections = sections + 1, 0
            heading = say(
                document, f"{chinese_ordinal(sections)}、{words}", "Heading 1" if sections % 2 else None
            )
            heading.runs[0].font.color.rgb = RGBColor(0xC0, 0, 0)
        elif level:
            subsections += 1
            say(
                document,
                f"({chinese_ordinal(subsections)}) {words}",
                "Heading 2" if subsections % 2 else None,
            )
        elif bare.startswith("- "):
            measures += 1
            say(document, f"　　{chinese_ordinal(measures)}是{bare[2:]}")
        else:
            numbered = re.sub(r"^([0-9]+)[.] ", r"\1．", bare)
            paragraph = say(document, f"{next(_INDENTS)}{numbered}")
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if sections == 2:
                paragraph.add_run().add_break(WD_BREAK.PAGE)
    for ending in ("柳州市教育局", "2016年12月31日"):
        document.add_paragraph(ending).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.save(str(path))


def compose_word(folder: Path, *content: str, **parts: str) -> Composed:
    """The manuscript of a Word narrative of this markup (a bare text is a paragraph), and what was found."""
    body = "".join(each if each.startswith("<") else paragraph(each) for each in content)
    return compose_bytes(folder, word_file(body, styles=STYLES, parts=parts))


def compose_bytes(folder: Path, data: bytes, ledgers: Ledgers | None = None) -> Composed:
    """The same of a file that is there already."""
    path = folder / "narrative.docx"
    path.write_bytes(data)
    return compose_file(path, ledgers)


def told(composed: Composed) -> list[tuple[str, int | None]]:
    """The code and the paragraph of each finding."""
    return [(found.code, found.place.paragraph if found.place else None) for found in composed.findings]


def styled(text: str, style: str) -> str:
    """A paragraph in a style of ``STYLES``."""
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def aligned(text: str, alignment: str) -> str:
    """A paragraph at the right or in the middle."""
    return paragraph(text, f'<w:jc w:val="{alignment}"/>')
