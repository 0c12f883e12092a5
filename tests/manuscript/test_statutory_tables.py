"""Filled tables → real Word tables in the text of their sections."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree
from msgspec.structs import replace
from sample_reports import SETTINGS, SIGNED_ON, TITLE
from word_texts import text_of

from report_builder.diagnostics import Findings
from report_builder.formats.tables import Alignment, FilledTable, PrintedCell
from report_builder.manuscript.blocks import Block, BlockKind, Manuscript, ManuscriptSection
from report_builder.manuscript.filling import fill_report
from report_builder.manuscript.inlines import plain

if TYPE_CHECKING:
    from docx.table import Table

STYLES: Final = Path(__file__).parents[2] / "styles"
NATIONAL: Final = STYLES / "national-2021" / "template.docx"

# 甲甲乙
# 丙丁丁
# 丙1 2
TABLE: Final = FilledTable(
    name="小表",
    section=2,
    widths=(20.0, 40.0, 30.0),
    head_rows=1,
    rows=(
        (PrintedCell(text="甲", columns=2, is_head=True), PrintedCell(text="乙“引”")),
        (
            PrintedCell(text="丙", rows=2, is_vertical=True),
            PrintedCell(text="丁", columns=2, align=Alignment.LEFT),
        ),
        (PrintedCell(text="1", key="a"), PrintedCell(text="2", key="b")),
    ),
)


def manuscript(*paragraphs: str) -> Manuscript:
    """Three sections, the second with these paragraphs."""
    text = Block(BlockKind.PARAGRAPH, plain("正文。"))
    blocks = tuple(Block(BlockKind.PARAGRAPH, plain(each)) for each in paragraphs)
    return Manuscript(
        "narrative.md",
        TITLE,
        (),
        (
            ManuscriptSection(1, plain("总体情况"), (text,)),
            ManuscriptSection(2, plain("主动公开政府信息情况"), blocks),
            ManuscriptSection(3, plain("其他"), (text,)),
        ),
    )


def fill(text: Manuscript, *tables: FilledTable, template: Path = NATIONAL) -> tuple[bytes, list[str]]:
    """The filled report, and the codes of what was found."""
    findings = Findings()
    data = fill_report(template, text, None, SETTINGS, 2016, SIGNED_ON, findings, tables)
    return data or b"", [found.code for found in findings]


def contents(data: bytes) -> list[str]:
    """The paragraphs' texts in order, a table as 〔表〕."""
    body = docx.Document(io.BytesIO(data)).iter_inner_content()
    return [part.text if isinstance(part, Paragraph) else "〔表〕" for part in body]


def set_table(data: bytes) -> Table:
    """The one table of a report."""
    [table] = docx.Document(io.BytesIO(data)).tables
    return table


@pytest.mark.parametrize("paragraphs", [(), ("先写一段。", "再写一段。")])
def test_a_table_follows_the_text_of_its_section(paragraphs: tuple[str, ...]) -> None:
    data, findings = fill(manuscript(*paragraphs), TABLE)

    parts = contents(data)
    start = parts.index("二、主动公开政府信息情况")
    assert parts[start + 1 : start + len(paragraphs) + 3] == [*paragraphs, "〔表〕", "三、其他"]
    assert findings == []


def test_cells_reach_over_their_columns_and_rows() -> None:
    data, _ = fill(manuscript(), TABLE)

    table = set_table(data)

    assert [[text_of(cell) for cell in row.cells] for row in table.rows] == [
        ["甲", "甲", "乙“引”"],
        ["丙", "丁", "丁"],
        ["丙", "1", "2"],
    ]
    merges = [merge.get(qn("w:val")) for merge in table._tbl.iter(qn("w:vMerge"))]  # noqa: SLF001 - merges have no public face
    assert merges == ["restart", "continue"]
    assert [column.width.pt for column in table.columns if column.width] == [20, 40, 30]


def test_the_head_is_repeated_no_row_is_split_and_the_first_column_is_vertical() -> None:
    data, _ = fill(manuscript(), TABLE)

    rows = [row._tr for row in set_table(data).rows]  # noqa: SLF001 - row properties have no public face

    assert [len(list(row.iter(qn("w:tblHeader")))) for row in rows] == [1, 0, 0]
    assert [len(list(row.iter(qn("w:cantSplit")))) for row in rows] == [1, 1, 1]
    directions = [way.get(qn("w:val")) for row in rows for way in row.iter(qn("w:textDirection"))]
    assert directions == ["tbRlV", "tbRlV"]  # the cell and its continuation, as Word writes it


def kept(table: FilledTable) -> list[bool]:
    """Which rows of a table keep with the next one, in every cell."""
    data, _ = fill(manuscript(), table)
    rows = [row._tr for row in set_table(data).rows]  # noqa: SLF001 - row properties have no public face
    return [all(part.find(qn("w:keepNext")) is not None for part in row.iter(qn("w:pPr"))) for row in rows]


def test_a_head_stays_with_the_first_row_and_a_table_to_be_kept_whole_with_itself() -> None:
    assert kept(TABLE) == [True, False, False]
    assert kept(replace(TABLE, keeps_together=True)) == [True, True, False]


@pytest.mark.parametrize(("is_small", "size"), [(False, ""), (True, "小")])
def test_text_takes_the_templates_styles_and_the_cells_alignment(size: str, *, is_small: bool) -> None:
    data, _ = fill(manuscript(), replace(TABLE, is_small=is_small))

    table = set_table(data)
    head, label, figure = (table.cell(row, column).paragraphs[0] for row, column in ((0, 0), (1, 1), (2, 1)))

    assert [part.style.name for part in (head, label, figure) if part.style] == [
        f"{size}表头",
        f"{size}表格",
        f"{size}表格",
    ]
    assert {part.runs[0].font.size for part in (head, label)} == {None}
    assert [str(part.alignment).partition(" ")[0] for part in (head, label, figure)] == [
        "CENTER",
        "LEFT",
        "CENTER",
    ]


def test_a_size_of_the_table_s_own_wins_over_that_of_the_styles() -> None:
    data, _ = fill(manuscript(), replace(TABLE, size=7.5))

    sizes = {
        run.font.size for row in set_table(data).rows for cell in row.cells for run in cell.paragraphs[0].runs
    }

    assert sizes == {Pt(7.5)}


def test_every_rule_is_half_a_point() -> None:
    data, _ = fill(manuscript(), TABLE)

    [borders] = set_table(data)._tbl.iter(qn("w:tblBorders"))  # noqa: SLF001 - borders have no public face

    edges = {(etree.QName(edge).localname, edge.get(qn("w:val")), edge.get(qn("w:sz"))) for edge in borders}
    assert edges == {
        (name, "single", "4") for name in ("top", "left", "bottom", "right", "insideH", "insideV")
    }


def test_no_mark_of_a_kept_place_is_left_and_two_runs_give_the_same_bytes() -> None:
    data, _ = fill(manuscript(), TABLE)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("word/document.xml").decode()
    assert not any(mark in text for mark in "\ufdd0\ufdd1")
    assert data == fill(manuscript(), TABLE)[0]


def test_a_template_without_the_tables_styles_is_told_only_where_there_are_tables(tmp_path: Path) -> None:
    template = tmp_path / "template.docx"
    with zipfile.ZipFile(NATIONAL) as shipped, zipfile.ZipFile(template, "w") as changed:
        for name in shipped.namelist():
            part = shipped.read(name)
            changed.writestr(name, part.replace('w:name w:val="表头"'.encode(), 'w:name w:val="甲"'.encode()))

    without, nothing = fill(manuscript("正文。"), template=template)
    with_table, told = fill(manuscript(), TABLE, template=template)

    assert (bool(without), nothing) == (True, [])
    assert (with_table, told) == (b"", ["template.style"])
