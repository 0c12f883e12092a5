"""A style changed in a template → the change in the Word report and in its PDF: every style, every format."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import docx
import pytest
from docx.oxml.ns import qn
from make_national_template import TEMPLATES
from make_template import TEMPLATE
from msgspec import Struct
from msgspec.structs import replace
from PIL import Image
from sample_reports import SETTINGS, SIGNED_ON, annex, seven_sections
from shown_styles import shown_style
from template_files import part_of, styled
from template_styles import KAI, STYLES
from traces import set_pages

from report_builder.charted_figures import DrawnChart
from report_builder.diagnostics import Findings
from report_builder.formats.forms import ReportForm
from report_builder.formats.tables import FilledTable, PrintedCell
from report_builder.manuscript.blocks import Block, BlockKind
from report_builder.manuscript.filling import fill_report
from report_builder.reports.report import Note, Text
from report_builder.settings import RedHeadSettings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_builder.manuscript.blocks import Manuscript
    from report_builder.settings import SignaturePlace
    from report_builder.typesetting.placed.pages import Pages

FORMATS: Final = {path.parent.name: path for path in (TEMPLATE, *TEMPLATES)}
# Those of the template's instructions, which no report has, and of what has no letters.
UNSEEN: Final = frozenset({"模板指令", "文末", "图", "红色分隔线", "版记粗线", "版记细线"})
# Those of the table behind the text, which the other formats have not.
OF_THE_ANNEX: Final = frozenset({"表格单位", "表格数字"})
CASES: Final = [
    (name, style.name)
    for name, path in FORMATS.items()
    for style in STYLES
    if style.name not in UNSEEN and (path == TEMPLATE or style.name not in OF_THE_ANNEX)
]
OWN_LOOK: Final = frozenset({qn("w:color"), qn("w:sz"), qn("w:szCs")})


RED_HEAD: Final = RedHeadSettings(
    number="某教发〔2017〕1号",
    copy_number="000001",
    secrecy="秘密★1年",
    urgency="特急",
    copied_to=("市委办公室",),
)
# What the settings may choose: between them they show every style.
CHOICES: Final[tuple[tuple[RedHeadSettings | None, SignaturePlace], ...]] = (
    (None, "文末"),
    (RED_HEAD, "题下"),
    (replace(RED_HEAD, signers=("张三",)), "文末"),
)


class Restyled(Struct, frozen=True):
    """A report from a template every style of which has been changed."""

    docx: bytes
    pages: Pages


def change_of(name: str) -> tuple[str, str, str]:
    """The face that a style is given, the one that shall be seen for it, and its colour."""
    number = next(number for number, style in enumerate(STYLES, start=1) if style.name == name)
    was = STYLES[number - 1].east_asian
    face, seen = ("黑体", "Hei") if was == KAI else (KAI, "Kai")
    return face, seen, f"0000{number:02X}"


def looks(template: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    for style in STYLES:
        if template != TEMPLATE and style.name in OF_THE_ANNEX:
            continue
        face, _, colour = change_of(style.name)
        yield style.name, {"eastAsia": face, "ascii": face, "hAnsi": face, "color": colour}


def manuscript() -> Manuscript:
    """A text with headings of every level and a footnote."""
    whole = seven_sections()
    noted = (Text("甲"), Note("乙"), Text("丙。"))
    return replace(whole, opening=(*whole.opening, Block(BlockKind.PARAGRAPH, noted)))


def table(name: str, *, is_small: bool) -> FilledTable:
    head, text = PrintedCell(text="指标", is_head=True), PrintedCell(text="件数")
    return FilledTable(
        name=name, section=2, widths=(200.0,), head_rows=1, rows=((head,), (text,)), is_small=is_small
    )


@cache
def restyled(name: str) -> tuple[Restyled, ...]:
    """The reports of that format with everything in them that a style is for."""
    return tuple(make(name, red_head, signature) for red_head, signature in CHOICES)


def make(name: str, red_head: RedHeadSettings | None, signature: SignaturePlace) -> Restyled:
    """One of them."""
    packed = io.BytesIO()
    Image.new("L", (184, 80), 255).save(packed, "PNG")
    chart = DrawnChart("分类情况", "条形图。", packed.getvalue(), 441.6, 192.0)
    tables = (table("大表", is_small=False), table("小表", is_small=True))
    with TemporaryDirectory() as folder:
        template = styled(Path(folder), dict(looks(FORMATS[name])), FORMATS[name])
        behind = annex() if FORMATS[name] == TEMPLATE else None
        data = fill_report(
            template,
            manuscript(),
            behind,
            replace(SETTINGS, red_head=red_head),
            2016,
            SIGNED_ON,
            Findings(),
            tables,
            [chart],
            ReportForm(signature=signature),
        )
    assert data is not None
    return Restyled(data, set_pages(data))


@pytest.mark.parametrize(("report_format", "style"), CASES)
def test_a_style_s_face_and_colour_are_seen_in_the_pdf(report_format: str, style: str) -> None:
    _, face, colour = change_of(style)

    runs = [
        run
        for report in restyled(report_format)
        for page in report.pages.pages
        for run in page.runs
        if run.look.colour == colour and run.text.strip()
    ]

    assert runs
    assert {run.look.face for run in runs} == {face}


@pytest.mark.parametrize("report_format", FORMATS)
def test_no_text_of_the_pages_looks_otherwise_than_a_style_has_it(report_format: str) -> None:
    changed = {change_of(style.name)[2] for style in STYLES}

    pages = [page for report in restyled(report_format) for page in report.pages.pages]
    runs = [run for page in pages for run in page.runs if run.text.strip()]
    looks = {run.look.colour for run in runs}

    assert looks <= changed


@pytest.mark.parametrize("report_format", FORMATS)
@pytest.mark.parametrize("part", ["document", "footer1", "footer2", "footnotes"])
def test_no_run_of_the_word_report_has_a_look_of_its_own(report_format: str, part: str) -> None:
    roots = [part_of(report.docx, f"word/{part}.xml") for report in restyled(report_format)]

    runs = [look for root in roots for look in root.iter(qn("w:rPr"))]
    faces = {name for run in runs for fonts in run.iter(qn("w:rFonts")) for name in fonts}

    assert runs
    assert faces <= {qn("w:hint")}
    assert not [look.tag for run in runs for look in run if look.tag in OWN_LOOK]


@pytest.mark.parametrize(("report_format", "style"), CASES)
def test_the_word_report_uses_every_style(report_format: str, style: str) -> None:
    reports = [report.docx for report in restyled(report_format)]
    document = docx.Document(io.BytesIO(reports[0]))
    parts = ("document", "footer1", "footnotes")
    ids = {
        named.get(qn("w:val"))
        for data in reports
        for part in parts
        for named in part_of(data, f"word/{part}.xml").iter(qn("w:pStyle"))
    }

    assert shown_style(document, style).style_id in ids
