"""Word files of many kinds, as bytes: what every referee of the typesetter is shown."""

from __future__ import annotations

import io
import subprocess
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from documents_text import COUNTIES, FIGURES, MARKS, PLAIN, TITLES
from docx import Document
from docx.oxml.ns import qn
from drawing_files import signed_and_sealed
from sample_reports import SETTINGS, TITLE, annex
from word_files import cell, paragraph, row, table
from word_files import word_file as bare_word_file

from report_builder.diagnostics import Findings
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.manuscript.blocks import Block, BlockKind, Manuscript, ManuscriptSection
from report_builder.manuscript.filling import fill_report
from report_builder.manuscript.inlines import plain
from report_builder.pipeline import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from docx.document import Document as WordDocument

CHECKOUT: Final = Path(__file__).parent.parent
TEMPLATE: Final = CHECKOUT / "styles" / "guangxi-seven-part" / "template.docx"

LINE: Final = '<w:spacing w:line="579" w:lineRule="exact"/>'
INDENTED: Final = LINE + '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>'
CONDENSED: Final = '<w:spacing w:val="-5"/>'
# What every Chinese Word writes: no widow control in 正文, and which language letters and hanzi are of.
_STYLES: Final = """
<w:docDefaults><w:rPrDefault><w:rPr>
  <w:rFonts w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/>
  <w:lang w:val="en-US" w:eastAsia="zh-CN"/>
</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="正文"/>
  <w:pPr><w:widowControl w:val="0"/></w:pPr></w:style>
"""
_PORTRAIT: Final = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1420"/>'
)
_LANDSCAPE: Final = (
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1587" w:right="2098" w:bottom="1474" w:left="1984" w:header="851" w:footer="992"/>'
)


def word_file(body: str, section: str = _PORTRAIT) -> bytes:
    """A Word file in Chinese."""
    return bare_word_file(body, section=section, styles=_STYLES)


@cache
def report_of_2016() -> bytes:
    """The sample year's report, built as the secretary builds it."""
    with TemporaryDirectory() as folder:
        request = BuildRequest(CHECKOUT / "data", 2016, Path(folder), CHECKOUT)
        built = outcome_of(build(request))
        return next(built.folder.glob("*.docx")).read_bytes()


def filled(manuscript: Manuscript, rows: int = 0) -> bytes:
    """A manuscript in the real template, with an annex of so many times seven rows."""
    findings = Findings()
    docx = fill_report(
        TEMPLATE, manuscript, annex(rows) if rows else None, SETTINGS, 2016, date(2016, 12, 31), findings
    )
    assert docx is not None, list(findings)
    return docx


def manuscript(texts: Iterable[str], sections: int = 3) -> Manuscript:
    """Sections that all say the same, with a heading of every level."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, plain(text)) for text in texts)
    one = (
        Block(BlockKind.SUBHEADING, plain("（一）落实要求，优化信息公开工作机制")),
        *blocks,
        Block(
            BlockKind.SUBHEADING, plain("（二）细化清单，充实完善信息公开内容，主动接受社会监督和舆论监督")
        ),
        Block(BlockKind.THIRD_HEADING, plain("1.公开“三公”经费")),
        *blocks[:2],
        Block(BlockKind.FOURTH_HEADING, plain("（1）部门预算")),
        *blocks[2:],
    )
    numerals = "一二三四五六七八九十"
    return Manuscript(
        "narrative.md",
        TITLE,
        blocks[:1],
        tuple(
            ManuscriptSection(
                number, plain(f"本年度政府信息公开工作的第{numerals[(number - 1) % 10]}个方面"), one
            )
            for number in range(1, sections + 1)
        ),
    )


def long_report(sections: int = 5) -> bytes:
    """A report of every heading level; five sections give some twenty pages, and a long annex follows."""
    return filled(manuscript((*PLAIN, *FIGURES, *TITLES), sections), rows=12)


def figures_and_latin() -> bytes:
    """Digits, Latin words, addresses and units among hanzi, condensed and not, justified and ragged."""
    ragged = LINE + '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    return word_file(
        "".join(
            paragraph(text, INDENTED, CONDENSED) + paragraph(text, INDENTED) + paragraph(text, ragged)
            for text in FIGURES
        )
    )


def long_titles() -> bytes:
    """Long titles in 书名号, nested ones and several in a row."""
    return filled(manuscript(TITLES, sections=4))


def runs_of_marks() -> bytes:
    """Marks in runs, each beginning of a line tried in turn, so that every mark meets a line's end."""
    return word_file(
        "".join(
            paragraph("政" * shift + text, INDENTED, CONDENSED) for text in MARKS for shift in range(0, 28, 2)
        )
    )


def table_heavy() -> bytes:
    """Three tables: many rows with a repeated head, merged cells, and long text in narrow cells."""
    head = row(cell("县区"), cell("主动公开"), cell("依申请公开"), cell("备注"), properties="<w:tblHeader/>")
    body = [
        row(cell(county), cell(str(number * 37)), cell(str(number)), cell(PLAIN[number % 5][: 9 * number]))
        for number, county in enumerate(COUNTIES * 3, 1)
    ]
    merged = [
        row(cell("合计", '<w:gridSpan w:val="2"/>'), cell("2016年"), cell("比上年增长25.18%")),
        row(cell("渠道", '<w:vMerge w:val="restart"/>'), cell("网站"), cell("174"), cell("——")),
        row(cell("", "<w:vMerge/>"), cell("微信"), cell("1024"), cell("其中原创36条")),
    ]
    long = [row(cell(text), cell(other)) for text, other in zip(PLAIN, FIGURES, strict=True)]
    return word_file(
        paragraph("附件1", LINE)
        + table([1500, 1500, 1500, 4300], head, *body)
        + paragraph("附件2", LINE)
        + table([1500, 1500, 1500, 4300], *merged)
        + paragraph("附件3", LINE)
        + table([4400, 4400], *long)
        + paragraph(PLAIN[0], INDENTED)
    )


def landscape_section() -> bytes:
    """Upright pages, a section of lying ones, and upright ones again."""
    upright = "".join(paragraph(text, INDENTED, CONDENSED) for text in (*PLAIN, *TITLES))
    turn = paragraph("以上为正文。", INDENTED + f"<w:sectPr>{_PORTRAIT}</w:sectPr>")
    lying = "".join(paragraph(text, INDENTED) for text in FIGURES * 2)
    turn_back = paragraph("以上为横排部分。", INDENTED + f"<w:sectPr>{_LANDSCAPE}</w:sectPr>")
    return word_file(upright + turn + lying + turn_back + upright)


def character_grid() -> bytes:
    """28 characters in 22 lines by the document's own grid, as Word's page setup writes it."""
    grid = '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-848"/>'
    indented = '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>'
    return word_file(
        "".join(paragraph(text, indented) for text in (*PLAIN, *FIGURES, *MARKS)), section=_PORTRAIT + grid
    )


def speak_chinese(document: WordDocument) -> None:
    """Give the hanzi of a foreign template a face and a language, as whoever writes Chinese with it must."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.pop(qn("w:eastAsiaTheme"), None)
        fonts.set(qn("w:eastAsia"), "宋体")
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def python_docx_defaults() -> bytes:
    """What python-docx makes of its own template: its styles, its table style, its lists."""
    document = Document()
    speak_chinese(document)
    document.core_properties.created = datetime(2016, 12, 31)  # noqa: DTZ001  a Word file's dates know no zone
    document.add_heading("政府信息公开工作年度报告", 0)
    document.add_heading("一、基本情况", 1)
    for text in (*PLAIN, *FIGURES):
        document.add_paragraph(text)
    document.add_heading("二、统计表", 2)
    grid = document.add_table(rows=1, cols=3, style="Table Grid")
    for head, name in zip(grid.rows[0].cells, ("县区", "数量", "备注"), strict=True):
        head.text = name
    for county in COUNTIES:
        for place, text in zip(grid.add_row().cells, (county, "12", "无"), strict=True):
            place.text = text
    for text in ("第一项", "第二项", "第三项"):
        document.add_paragraph(text, style="List Bullet")
        document.add_paragraph(text, style="List Number")
    document.add_paragraph(TITLES[0])
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


MARKDOWN: Final = "\n\n".join(
    [
        "% 政府信息公开工作年度报告\n% 柳州市教育局",
        "# 一、基本情况",
        *PLAIN,
        "## （一）公开数量",
        *FIGURES,
        "| 县区 | 数量 |\n|------|-----:|\n" + "\n".join(f"| {name} | 12 |" for name in COUNTIES),
        "- 第一项\n- 第二项\n- 第三项",
        "1. 甲\n2. 乙",
        *TITLES,
    ]
)


def from_pandoc(pandoc: str, folder: Path) -> bytes:
    """What pandoc makes of Markdown with its own reference document, its faces apart."""
    made = folder / "pandoc.docx"
    subprocess.run(
        [pandoc, "--from", "markdown", "--to", "docx", "--output", str(made)],
        input=MARKDOWN.encode(),
        check=True,
        timeout=60,
        env={"SOURCE_DATE_EPOCH": "1483142400", "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"},
    )
    document = Document(str(made))
    speak_chinese(document)
    document.save(str(made))
    return made.read_bytes()


# What needs no other program; each is made anew by calling it, always the same.
DOCUMENTS: Final[Mapping[str, Callable[[], bytes]]] = {
    "2016": report_of_2016,
    "long": long_report,
    "figures": figures_and_latin,
    "titles": long_titles,
    "marks": runs_of_marks,
    "tables": table_heavy,
    "landscape": landscape_section,
    "grid": character_grid,
    "pictures": signed_and_sealed,
    "python-docx": python_docx_defaults,
}
# Of which another program makes one: pandoc from Markdown, LibreOffice by saving the report back.
FROM_PANDOC: Final = "pandoc"
SAVED_BY_LIBREOFFICE: Final = "libreoffice"
