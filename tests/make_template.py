"""Measures of GB/T 9704-2012 → ``styles/guangxi-seven-part/template.docx``, the Word template as it ships.

The secretary edits that file in Word. This script is how the committed one came about, so that a change of
layout can be reviewed as text: ``python tests/make_template.py``.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from lxml import etree
from template_styles import (
    FANGSONG,
    FRAME,
    HEI,
    KAI,
    LATIN,
    NAMESPACES,
    ROW,
    SIGNER_NAME,
    SONG,
    STYLES,
    TYPE_AREA,
    XIAOBIAOSONG,
    Style,
    style_id,
    styles_part,
)

from report_builder.archives import repack

if TYPE_CHECKING:
    from collections.abc import Iterable

TEMPLATE: Final = Path(__file__).parent.parent / "styles" / "guangxi-seven-part" / "template.docx"

OFFICE_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"


# The faces stand in the styles. A run says no more than that “ ” — … are Chinese, as Word itself has it.
HINT: Final = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'


def run(text: str, style: str = "") -> str:
    """Runs that look as their paragraph's style has it, or a style for words; tabs stand between them."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    look = HINT.replace("<w:rPr>", f"<w:rPr>{named}")
    written = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\t")
    )
    return f"<w:r>{look}{written}</w:r>"


def paragraph(name: str, text: str = "", direct: str = "", more: str = "") -> str:
    """A paragraph in the style of that name; ``direct`` is further ``w:pPr``, ``more`` are further runs."""
    content = (run(text) if text else "") + more
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(name)}"/>{direct}</w:pPr>{content}</w:p>'


def instruction(text: str) -> str:
    """A paragraph that only tells the program what to repeat or to leave out."""
    return paragraph("模板指令", f"{{%p {text} %}}")


COLUMNS: Final = (6125, 1020, 1700)


def cell(width: int, content: str) -> str:
    """A table cell whose text stands in the middle of its height."""
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{properties}{content}</w:tc>"


def table_row(cells: tuple[str, str, str], *, header: bool = False) -> str:
    """A row that is not split over two pages; the header's is repeated on each."""
    return (
        '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="420" w:hRule="atLeast"/>'
        f"{'<w:tblHeader/>' if header else ''}</w:trPr>"
        f"{''.join(map(cell, COLUMNS, cells))}</w:tr>"
    )


def table_instruction(text: str) -> str:
    """A row that only tells the program which rows to repeat."""
    spanned = (
        f'<w:tc><w:tcPr><w:tcW w:w="{TYPE_AREA}" w:type="dxa"/><w:gridSpan w:val="3"/></w:tcPr>'
        f"{paragraph('模板指令', f'{{%tr {text} %}}')}</w:tc>"
    )
    return f"<w:tr>{spanned}</w:tr>"


def level_row(level: int) -> str:
    """The row for indicators of one level, a character of 12 pt further in than the level above."""
    left = f'<w:ind w:left="{(level - 1) * 240}"/>' if level > 1 else ""
    return table_row(
        (
            paragraph("表格", "{{ 行.指标 }}", left),
            paragraph("表格单位", "{{ 行.单位 }}"),
            paragraph("表格数字", "{{ 行.统计数 }}"),
        )
    )


def annex_table() -> str:
    """附件's table: fixed columns, thin rules, one template row a level."""
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in COLUMNS)
    header = tuple(paragraph("表头", f"{{{{ 附件.列名[{column}] }}}}") for column in range(3))
    rows = [table_instruction("for 行 in 附件.各行"), table_instruction("if 行.层级 == 1"), level_row(1)]
    for level in (2, 3):
        rows += [table_instruction(f"elif 行.层级 == {level}"), level_row(level)]
    rows += [table_instruction("else"), level_row(4), table_instruction("endif"), table_instruction("endfor")]
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TYPE_AREA}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"{table_row((header[0], header[1], header[2]), header=True)}{''.join(rows)}</w:tbl>"
    )


def text() -> list[str]:
    """The report's title, and a paragraph for each kind of text."""
    kinds = ("一级标题", "二级标题", "三级标题", "四级标题")
    written = [
        paragraph("标题", "{{ 标题 }}"),
        instruction('if 落款 == "题下"'),
        paragraph("题下署名", "{{ 署名 }}"),
        paragraph("题下日期", "（{{ 成文日期 }}）"),
        instruction("endif"),
        instruction("for 段 in 正文"),
    ]
    for index, kind in enumerate(kinds):
        written += [
            instruction(f'{"elif" if index else "if"} 段.样式 == "{kind}"'),
            paragraph(kind, "{{ 段.文字 }}"),
        ]
    return [
        *written,
        instruction("else"),
        paragraph("正文", "{{ 段.文字 }}"),
        instruction("endif"),
        instruction("endfor"),
    ]


def signature() -> list[str]:
    """署名 and 成文日期, where they stand below the text."""
    return [
        instruction('if 落款 == "文末"'),
        paragraph("署名", "{{ 署名 }}"),
        paragraph("成文日期", "{{ 成文日期 }}"),
        instruction("endif"),
    ]


def red_head() -> list[str]:
    """版头 (7.2), where the settings ask for it: three lines, maybe empty, the mark, the number, the rule."""
    return [
        instruction("if 红头"),
        paragraph("份号", "{{ 红头.份号 }}"),
        paragraph("密级", "{{ 红头.密级 }}"),
        paragraph("密级", "{{ 红头.紧急程度 }}"),
        paragraph("发文机关标志", "{{ 红头.标志 }}"),
        instruction("if 红头.签发行"),
        instruction("for 行 in 红头.签发行"),
        paragraph("签发人", "{{ 行.发文字号 }}\t{{ 行.标签 }}\t", more=run("{{ 行.姓名 }}", SIGNER_NAME)),
        instruction("endfor"),
        instruction("else"),
        paragraph("发文字号", "{{ 红头.发文字号 }}"),
        instruction("endif"),
        paragraph("红色分隔线"),
        instruction("endif"),
    ]


def imprint() -> list[str]:
    """版记 (7.4) at the foot of the last page: the 送 line, or that of a document with a red head."""
    # LibreOffice passes over a frame that only the style asks for.
    return [
        instruction("if 红头"),
        paragraph("版记粗线", direct=FRAME),
        instruction("if 送"),
        paragraph("抄送", "主送：{{ 送 }}。", FRAME),
        instruction("endif"),
        instruction("if 红头.抄送"),
        paragraph("抄送", "抄送：{{ 红头.抄送 }}", FRAME),
        instruction("endif"),
        instruction("if 送 or 红头.抄送"),
        paragraph("版记细线", direct=FRAME),
        instruction("endif"),
        paragraph("印发", "{{ 红头.印发机关 }}\t{{ 红头.印发日期 }}", FRAME),
        paragraph("版记粗线", direct=FRAME),
        instruction("elif 送"),
        paragraph("版记", "送：{{ 送 }}", FRAME),
        instruction("endif"),
    ]


def end(*behind: str) -> list[str]:
    """The paragraph that a frame is placed by, or that follows a table, behind any of these."""
    return [instruction(f"if {' or '.join(behind)}"), paragraph("文末"), instruction("endif")]


def body() -> str:
    """The report from its title to the 送 line, its annex between."""
    return "".join(
        [
            *red_head(),
            *text(),
            instruction("if 附件"),
            paragraph("附件说明", "附件：{{ 附件.标题 }}"),
            instruction("endif"),
            *signature(),
            instruction("if 附件"),
            paragraph("附件", "附件"),
            paragraph("附件标题", "{{ 附件.标题 }}"),
            annex_table(),
            instruction("endif"),
            *imprint(),
            *end("送", "附件", "红头"),
        ]
    )


def document_part(content: str) -> str:
    """``word/document.xml``: A4, 天头 37 mm, 订口 28 mm, 版心 156 mm by 225 mm (5.2.1)."""
    return (
        f"<w:document {NAMESPACES}><w:body>{content}<w:sectPr>"
        '<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1980" w:left="1587" w:header="851" w:footer="1448" '
        f'w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="{ROW}"/></w:sectPr></w:body></w:document>'
    )


def footer_part(direct: str = "") -> str:
    """A footer that holds the page number between two dashes (7.5)."""
    field = "".join(
        f"<w:r>{HINT}{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return (
        f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="页码"/>{direct}</w:pPr>'
        f"{run('— ')}{field}{run(' —')}</w:p></w:ftr>"
    )


def settings_part() -> str:
    """``word/settings.xml``: odd and even footers, today's layout rules, no squeezing of punctuation."""
    return (
        f'<w:settings {NAMESPACES}><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        "<w:doNotExpandShiftReturn/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'
    )


def font_table_part() -> str:
    """``word/fontTable.xml``: what Word may take where an official face is not installed."""
    faces = (
        (FANGSONG, "仿宋"),
        (HEI, "SimHei"),
        (KAI, "楷体"),
        (XIAOBIAOSONG, "方正小标宋_GBK"),
        (SONG, "SimSun"),
    )
    listed = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/>'
        '<w:pitch w:val="default"/></w:font>'
        for name, other in faces
    )
    return (
        f"<w:fonts {NAMESPACES}>{listed}"
        f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def relationships(links: tuple[tuple[str, str], ...]) -> str:
    """A ``.rels`` part of links of a kind to a target, numbered from rId1."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def content_types() -> str:
    """``[Content_Types].xml``."""
    parts = {
        "word/document.xml": f"{WORD_TYPE}.document.main+xml",
        "word/styles.xml": f"{WORD_TYPE}.styles+xml",
        "word/settings.xml": f"{WORD_TYPE}.settings+xml",
        "word/fontTable.xml": f"{WORD_TYPE}.fontTable+xml",
        "word/footer1.xml": f"{WORD_TYPE}.footer+xml",
        "word/footer2.xml": f"{WORD_TYPE}.footer+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{content}"/>' for name, content in parts.items()
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def parts(content: str, styles: Iterable[Style]) -> dict[str, str]:
    """Every part of a template by its name."""
    document_links = (
        (f"{OFFICE_RELATIONSHIPS}/styles", "styles.xml"),
        (f"{OFFICE_RELATIONSHIPS}/settings", "settings.xml"),
        (f"{OFFICE_RELATIONSHIPS}/fontTable", "fontTable.xml"),
        (f"{OFFICE_RELATIONSHIPS}/footer", "footer1.xml"),
        (f"{OFFICE_RELATIONSHIPS}/footer", "footer2.xml"),
    )
    package_links = (
        (f"{OFFICE_RELATIONSHIPS}/officeDocument", "word/document.xml"),
        (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{OFFICE_RELATIONSHIPS}/extended-properties", "docProps/app.xml"),
    )
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(package_links),
        "word/document.xml": document_part(content),
        "word/_rels/document.xml.rels": relationships(document_links),
        "word/styles.xml": styles_part(styles),
        "word/settings.xml": settings_part(),
        "word/fontTable.xml": font_table_part(),
        "word/footer1.xml": footer_part(),
        "word/footer2.xml": footer_part(
            '<w:ind w:leftChars="100" w:left="280" w:rightChars="0" w:right="0"/><w:jc w:val="left"/>'
        ),
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>政府信息公开工作年度报告模板</dc:title>'
            "<dc:language>zh-CN</dc:language></cp:coreProperties>"
        ),
        "docProps/app.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>report-builder</Application></Properties>"
        ),
    }


def make_template() -> bytes:
    """The template of ``guangxi-seven-part``."""
    return pack(body(), STYLES)


def pack(content: str, styles: Iterable[Style]) -> bytes:
    """A template's bytes, the same on every run."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, xml in parts(content, styles).items():
            root = etree.fromstring(xml)
            archive.writestr(
                name, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            )
    return repack(made.getvalue())


if __name__ == "__main__":
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(make_template())
