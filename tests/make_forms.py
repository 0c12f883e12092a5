"""Measures of GB/T 9704-2012 → the three forms of ``styles`` that go out beside a report, as they ship.

The secretary edits them in Word; this is how the committed ones came about: ``python tests/make_forms.py``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from make_template import instruction, pack, paragraph, run
from template_styles import KAI, SONG, STYLES, TYPE_AREA, XIAOBIAOSONG, Style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FOLDER: Final = Path(__file__).parent.parent / "styles"
USED: Final = frozenset(
    ("标题", "正文", "署名", "成文日期", "表头", "表格", "表格数字", "小表格", "页码", "模板指令", "文末")
)
FORM_STYLES: Final = (
    *(each for each in STYLES if each.name in USED),
    # A form's title leaves room for the form: it is meant to stay on its page.
    Style(
        name="表单标题",
        follow="正文",
        east_asian=XIAOBIAOSONG,
        latin=XIAOBIAOSONG,
        size=36,
        line=640,
        after=200,
        align="center",
        keep_next=True,
    ),
    # Whom a letter is to, flush left with a colon behind (7.3.2).
    Style(name="主送", align="left", on_grid=True, condensed=True),
    Style(
        name="目录标题",
        follow="表头",
        east_asian=KAI,
        size=28,
        line=560,
        before=200,
        align="left",
        keep_next=True,
    ),
    Style(name="校验码", follow="校验码", east_asian=SONG, size=15, line=220, align="left"),
    Style(name="填写", follow="填写", size=28, line=540, align="left", between_scripts=False),
)
LABEL: Final = 1900


def cell(width: int, content: str) -> str:
    """A cell whose text stands in the middle of its height."""
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{properties}{content}</w:tc>"


def row(widths: Sequence[int], cells: Sequence[str], *, header: bool = False) -> str:
    """A row that is not split over two pages; the header's is repeated on each."""
    return (
        '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="380" w:hRule="atLeast"/>'
        f"{'<w:tblHeader/>' if header else ''}</w:trPr>{''.join(map(cell, widths, cells))}</w:tr>"
    )


def rows_for(widths: Sequence[int], loop: str, cells: Sequence[str]) -> str:
    """A row for each of several things."""
    spanned = f'<w:tcPr><w:tcW w:w="{TYPE_AREA}" w:type="dxa"/><w:gridSpan w:val="{len(widths)}"/></w:tcPr>'

    def told(text: str) -> str:
        return f"<w:tr><w:tc>{spanned}{paragraph('模板指令', f'{{%tr {text} %}}')}</w:tc></w:tr>"

    return f"{told(f'for {loop}')}{row(widths, cells)}{told('endfor')}"


def table(widths: Sequence[int], *rows: str) -> str:
    """A table of fixed columns and thin rules."""
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def files_table() -> str:
    """The files of a package, each with its size and SHA-256."""
    widths = (760, 3685, 1300, 3100)
    head = [paragraph("表头", name) for name in ("序号", "文件", "字节", "校验码（SHA-256）")]
    cells = (
        paragraph("表格数字", "{{ loop.index }}"),
        paragraph("小表格", "{{ 件.名称 }}"),
        paragraph("表格数字", "{{ 件.字节 }}"),
        paragraph("校验码", "{{ 件.校验码 }}"),
    )
    return table(widths, row(widths, head, header=True), rows_for(widths, "件 in 文件", cells))


def covering_note() -> str:
    """送审函: what is sent, to whom, and whom to ask."""
    return "".join(
        [
            paragraph("标题", "关于报送《{{ 标题 }}》的函"),
            paragraph("主送", "{{ 收件单位 }}："),
            paragraph("正文", "现将《{{ 标题 }}》（第{{ 版本 }}版）报上，请审阅。"),
            instruction("if 更正"),
            paragraph("正文", "本次报送的是更正以后的版本，以前报送的各版作废，请以本版为准。"),
            instruction("endif"),
            instruction("if 理由"),
            paragraph(
                "正文", "报送前核对时，报告中仍有与统计数据或规定不一致之处，情况说明如下：{{ 理由 }}。"
            ),
            instruction("endif"),
            paragraph(
                "正文",
                "随函报送电子文件{{ 件数 }}件，目录附后。收到后，可以按校验码核对文件是否完整、有无改动。",
            ),
            paragraph("正文", "联系部门：{{ 联系部门 }}，联系电话：{{ 联系电话 }}。"),
            paragraph("署名", "{{ 单位名称 }}"),
            paragraph("成文日期", "{{ 成文日期 }}"),
            paragraph("目录标题", "附：报送文件目录"),
            files_table(),
            paragraph("文末"),
        ]
    )


def catalogue_card() -> str:
    """著录卡: what an archive notes of the report, and its files."""
    widths = (LABEL, TYPE_AREA - LABEL)
    head = (paragraph("表头", "项目"), paragraph("表头", "内容"))
    cells = (paragraph("表头", "{{ 项.名称 }}"), paragraph("表格", "{{ 项.内容 }}"))
    return "".join(
        [
            paragraph("表单标题", "归档文件著录卡"),
            table(widths, row(widths, head, header=True), rows_for(widths, "项 in 著录", cells)),
            paragraph("目录标题", "文件目录"),
            files_table(),
            paragraph("文末"),
        ]
    )


def receipt() -> str:
    """回执: to be filled in by hand, signed and sent back."""
    blank = "＿" * 6
    return "".join(
        [
            paragraph("表单标题", "回　执"),
            paragraph("主送", "{{ 单位名称 }}："),
            paragraph(
                "正文",
                "你单位送来的《{{ 标题 }}》（第{{ 版本 }}版，成文日期{{ 成文日期 }}）电子文件{{ 件数 }}件，"
                "供公众查阅和归档，已经收到。",
            ),
            paragraph("填写", "一、文件核对：□ 与校验码一致　　□ 不一致，问题是：", more=run(blank)),
            paragraph("填写", "二、公众查阅：□ 已可以查阅　　□ 尚未提供，原因是：", more=run(blank)),
            paragraph("填写", "三、存放位置（档号）：", more=run(blank * 3)),
            paragraph("填写", "收件单位：{{ 收件单位 }}（盖章）"),
            paragraph("填写", "收　件　人：", more=run(blank * 2)),
            paragraph("填写", "收到日期：　　　　年　　月　　日"),
            paragraph("填写", "请填好后退回：{{ 联系部门 }}"),
            paragraph("填写", "地址：{{ 地址 }}　邮编：{{ 邮编 }}　电话：{{ 联系电话 }}"),
            paragraph("目录标题", "文件目录"),
            files_table(),
            paragraph("文末"),
        ]
    )


def make_forms() -> Mapping[str, bytes]:
    """The forms by the names of their files."""
    contents = {
        "covering-note.docx": covering_note(),
        "catalogue-card.docx": catalogue_card(),
        "receipt.docx": receipt(),
    }
    return {name: pack(content, FORM_STYLES) for name, content in contents.items()}


if __name__ == "__main__":
    for name, data in make_forms().items():
        (FOLDER / name).write_bytes(data)
