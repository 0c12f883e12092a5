"""A format's folder → everything that is wrong with it: its data, its template, and the narrative it ships.

The template is filled with stand-ins for all that a report may say, each of them unmistakable: what does not
come out has no place in it, and what comes out twice has two.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Final

from lxml import etree
from msgspec.structs import replace

from report_builder.budgets import USUAL, Budget
from report_builder.checks.sections import check_sections
from report_builder.diagnostics import Findings, Place, ReportError
from report_builder.formats.definitions import load_format
from report_builder.formats.folders import DEFINITION, TEMPLATE, format_file
from report_builder.formats.forms import ReportForm
from report_builder.formats.tables import AnnexRow, AnnexTable, FilledTable, PrintedCell
from report_builder.manuscript.blocks import Block, BlockKind, Manuscript, ManuscriptSection
from report_builder.manuscript.filling import fill_report
from report_builder.manuscript.inlines import plain
from report_builder.manuscript.narrative import read_unfilled
from report_builder.manuscript.narrative_files import TEXT_FILE
from report_builder.manuscript.read_back import as_report
from report_builder.manuscript.template_settling import own_text
from report_builder.manuscript.templates import open_template
from report_builder.settings import Contact, RedHeadSettings, Settings
from report_builder.typesetting.typeset import typeset_package
from report_builder.word.packages import W, open_package

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from report_builder.diagnostics import Finding
    from report_builder.formats.definitions import ReportFormat
    from report_builder.manuscript.templates import Template
    from report_builder.settings import SignaturePlace
    from report_builder.typesetting.fonts.faces import Faces

_DOCUMENT: Final = "word/document.xml"
_YEAR: Final = 2000
_SIGNED_ON: Final = date(_YEAR, 1, 2)
# What stands for each thing that a report says, and the placeholder that it comes from.
_TITLE: Final = "（报告的标题）"
_AGENCY: Final = "（单位名称）"
_RECIPIENT: Final = "（送往的单位）"
_DATE: Final = "2000年1月2日"
_ANNEX: Final = "（附件的标题）"
_PLACEHOLDERS: Final = {
    _TITLE: "标题",
    _AGENCY: "署名",
    _DATE: "成文日期",
    _RECIPIENT: "送",
    "一、（一级标题）": "段.文字",
    "（二级标题）": "段.文字",
    "（三级标题）": "段.文字",
    "（四级标题）": "段.文字",
    "（正文段落）": "段.文字",
}
_BLOCKS: Final = (
    Block(BlockKind.SUBHEADING, plain("（二级标题）")),
    Block(BlockKind.THIRD_HEADING, plain("（三级标题）")),
    Block(BlockKind.FOURTH_HEADING, plain("（四级标题）")),
    Block(BlockKind.PARAGRAPH, plain("（正文段落）")),
)
_SETTINGS: Final = Settings(
    name=_AGENCY,
    short_name=_AGENCY,
    kind="department",
    region="",
    contact=Contact(office="", address="", postcode="", telephone=""),
    sent_to=_RECIPIENT,
)


_RED_HEAD: Final = RedHeadSettings(
    number="（发文字号）",
    mark="（发文机关标志）",
    copy_number="（份号）",
    secrecy="（密级）",
    urgency="（紧急程度）",
    copied_to=("（抄送机关）",),
    printed_by="（印发机关）",
)
_SIGNED_RED_HEAD: Final = replace(_RED_HEAD, signers=("（签发人）",))


def is_template(path: Path) -> bool:
    """Whether a Word file is a format's template, and no report."""
    return path.name.casefold() == TEMPLATE or (path.parent / DEFINITION).is_file()


def review_format(folder: Path, faces: Faces | None, budget: Budget = USUAL) -> tuple[Finding, ...]:
    """Everything that is wrong with a format; ``faces`` tell on which page of the template it is."""
    findings = Findings()
    report_format = load_format(folder, findings)
    path = format_file(folder, TEMPLATE, findings)
    if report_format is not None:
        _review_narrative(folder, report_format, budget, findings)
        if path is not None:
            _review_template(path, report_format, faces, budget, findings)
    return tuple(findings)


def _review_narrative(folder: Path, report_format: ReportFormat, budget: Budget, findings: Findings) -> None:
    """Tell where the sentences that come with the format stand below other headings than it demands."""
    path = format_file(folder, TEXT_FILE, findings)
    narrative = read_unfilled(path, budget) if path else None
    if path is None or narrative is None:
        return
    differing = [
        found
        for found in check_sections(as_report(narrative), report_format)
        if found.code != "section.empty"
    ]
    if differing:
        findings.error(
            "format.narrative",
            Place(f"{folder.name}/{path.name}"),
            "附带的正文与格式要求的各部分标题不一致",
            "；".join(found.message for found in differing),
            f"请照 {DEFINITION} 里的 heading 改这份正文的标题",
        )


def _review_template(
    path: Path, report_format: ReportFormat, faces: Faces | None, budget: Budget, findings: Findings
) -> None:
    template = open_template(path, Findings(), budget)
    found: list[Finding] = []
    for settings, signature in _trials(template, report_format):
        told = Findings()
        filled = fill_report(
            path,
            _manuscript(report_format),
            _annex() if report_format.annex else None,
            replace(settings, limits=budget),
            _YEAR,
            _SIGNED_ON,
            told,
            tuple(_tables(report_format)),
            form=ReportForm(signature=signature, contents=report_format.contents),
        )
        if template is not None and filled is not None:
            _tell_twice(template, filled, told)
        found.extend(told)
    pages = _pages_of(template, faces, budget) if template and faces else {}
    findings.extend(_on_page(finding, pages) for finding in dict.fromkeys(found))


def _trials(
    template: Template | None, report_format: ReportFormat
) -> Iterator[tuple[Settings, SignaturePlace]]:
    """Everything that the settings may choose; a template may have no red head, but not half of one."""
    for signature in report_format.signatures:
        yield _SETTINGS, signature
    if template is not None and any(
        "红头" in own_text(paragraph) for paragraph in template.parts[_DOCUMENT].iter(f"{W}p")
    ):
        yield replace(_SETTINGS, red_head=_RED_HEAD), report_format.signatures[0]
        yield replace(_SETTINGS, red_head=_SIGNED_RED_HEAD), report_format.signatures[0]


def _manuscript(report_format: ReportFormat) -> Manuscript:
    """A text with a heading and a paragraph of every kind in its first section, and nothing in the others."""
    others = range(2, len(report_format.sections) + 1)
    sections = (
        ManuscriptSection(1, plain("（一级标题）"), _BLOCKS),
        *(ManuscriptSection(each, plain(f"（第{each}部分）"), ()) for each in others),
    )
    return Manuscript(TEXT_FILE, _TITLE, (), sections)


def _annex() -> AnnexTable:
    rows = tuple(
        AnnexRow(f"（{level}级指标）", f"单位{level}", f"{level}0{level}", level) for level in range(1, 5)
    )
    return AnnexTable(_ANNEX, ("（指标）", "（单位）", "（数）"), rows)


def _tables(report_format: ReportFormat) -> Iterator[FilledTable]:
    """The format's tables with a cell of each kind: what the template has to give them is their styles."""
    for table in report_format.tables:
        row = (PrintedCell(text="（表头）", is_head=True), PrintedCell(text="（数）"))
        yield FilledTable(
            name=table.name,
            section=table.section,
            widths=(50.0, 50.0),
            head_rows=0,
            rows=(row,),
            is_small=table.small,
        )


def _tell_twice(template: Template, filled: bytes, findings: Findings) -> None:
    """What the report would say twice, because the template has two places for it."""
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        root = etree.fromstring(archive.read(_DOCUMENT))
    said = Counter(own_text(paragraph) for paragraph in root.iter(f"{W}p"))
    for text, placeholder in _PLACEHOLDERS.items():
        if said[text] > 1:
            places = _places_of(template, placeholder)
            findings.error(
                "template.twice",
                template.place(_DOCUMENT, places[-1]) if places else Place(template.name),
                f"{text.strip('（）')}会在报告里出现 {said[text]} 次",
                f"占位符 {{{{ {placeholder} }}}} 在第{'、'.join(map(str, places))}段" if places else "",
                "请删去多出来的占位符；几处都要有的，用 {{ 单位名称 }} 和 {{ 年份 }}",
            )


def _places_of(template: Template, placeholder: str) -> list[int]:
    """The numbers of the paragraphs that a placeholder stands in."""
    paragraphs = template.parts[_DOCUMENT].iter(f"{W}p")
    return [
        number
        for number, paragraph in enumerate(paragraphs, start=1)
        if f"{{{{{placeholder}}}}}" in "".join(own_text(paragraph).split())
    ]


def _pages_of(template: Template, faces: Faces, budget: Budget) -> Mapping[int, int]:
    """The page of each paragraph of the template as it stands, both counted from 1."""
    try:
        package = open_package(template.data, template.name, budget)
        pages = typeset_package(package, faces, Findings()).pages
    except ReportError:  # told by what fills it
        return {}
    letters, page_of = "", list[int]()
    for number, page in enumerate(pages, start=1):
        text = "".join("".join(run.text.split()) for run in page.runs)
        letters += text
        page_of += [number] * len(text)
    found, position = {}, 0
    for number, paragraph in enumerate(template.parts[_DOCUMENT].iter(f"{W}p"), start=1):
        text = "".join(own_text(paragraph).split())
        place = letters.find(text, position) if text else -1
        if place >= 0:
            found[number], position = page_of[place], place + len(text)
    return found


def _on_page(finding: Finding, pages: Mapping[int, int]) -> Finding:
    """The finding with the page in its place, where it has a paragraph of the text."""
    place = finding.place
    if place is None or place.paragraph is None or place.paragraph not in pages or "›" in place.file:
        return finding
    spot = f"第{pages[place.paragraph]}页 第{place.paragraph}段"
    return replace(finding, place=replace(place, part=spot, paragraph=None))
