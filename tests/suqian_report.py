"""宿迁市's published year → its Word report in the national format, with its tags or without any."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from golden_suqian import SUQIAN_2024
from libreoffice import without_controls
from suqian_subject import TEXT, government, statistics

from report_builder.diagnostics import Findings
from report_builder.filing.statistics_json import statistics_json
from report_builder.formats.definitions import ReportFormat, load_format
from report_builder.formats.statutory import fill_tables
from report_builder.manuscript.blocks import Block, BlockKind, Manuscript, ManuscriptSection
from report_builder.manuscript.filling import fill_report
from report_builder.manuscript.inlines import plain
from report_builder.reports.reading import shown_texts

FOLDER: Final = Path(__file__).parent.parent / "styles" / "national-2021"
TITLE: Final = "宿迁市人民政府2024年政府信息公开工作年度报告"


@cache
def report_format() -> ReportFormat:
    """The format."""
    found = load_format(FOLDER, Findings())
    assert found is not None
    return found


def manuscript(text: str) -> Manuscript:
    """A text drawn as ``prose`` draws it, for a template to be filled with."""
    opening: list[Block] = []
    sections: list[ManuscriptSection] = []
    for line, written in enumerate(text.strip().splitlines(), start=1):
        if written.startswith("# "):
            sections.append(ManuscriptSection(len(sections) + 1, plain(written[2:]), (), line))
            continue
        kind = (
            BlockKind.SUBHEADING if re.fullmatch("（[一二三四五六]）[^。]*", written) else BlockKind.PARAGRAPH
        )
        block = Block(kind, plain(written), line)
        if sections:
            last = sections[-1]
            sections[-1] = ManuscriptSection(last.number, last.inlines, (*last.blocks, block), last.line)
        else:
            opening.append(block)
    return Manuscript("narrative.md", TITLE, tuple(opening), tuple(sections))


@cache
def built(text: str = TEXT) -> bytes:
    """The report as it is built."""
    tables = fill_tables(report_format().tables, statistics(SUQIAN_2024), Findings())
    findings = Findings()
    docx = fill_report(
        FOLDER / "template.docx",
        manuscript(text),
        None,
        government(),
        2024,
        date(2025, 1, 20),
        findings,
        tables,
    )
    assert docx is not None, [str(finding) for finding in findings]
    return docx


@cache
def untagged(text: str = TEXT) -> bytes:
    """The same as another program would have made it: no controls, and nothing remembered."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(without_controls(built(text)))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("customXml/"):
                continue
            if name.endswith((".rels", "[Content_Types].xml")):
                data = re.sub(rb"<(?:Relationship|Override)[^>]*customXml[^>]*/>", b"", data)
            new.writestr(name, data)
    return made.getvalue()


def archived(text: str = TEXT) -> bytes:
    """The ``statistics.json`` that a build puts beside it."""
    return statistics_json(statistics(SUQIAN_2024), None, "national-2021", shown_texts(built(text)))
