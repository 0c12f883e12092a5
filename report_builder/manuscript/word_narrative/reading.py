"""``narrative.docx``, whoever wrote it in whatever look → lines for Jinja, and the elements they become."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Place, ReportError
from report_builder.manuscript.narrative_source import NarrativeSource
from report_builder.manuscript.word_narrative import escapes, tags
from report_builder.manuscript.word_narrative.filed_findings import tell_filed_report
from report_builder.manuscript.word_narrative.filed_reports import take_filed_report
from report_builder.manuscript.word_narrative.levels import LevelReader
from report_builder.manuscript.word_narrative.lines import LineReader, NarrativeLine
from report_builder.manuscript.word_narrative.ordinals import read_ordinal
from report_builder.manuscript.word_narrative.paragraph_text import InlineReader
from report_builder.manuscript.word_narrative.parts import FilledLine, Hung, gather_parts
from report_builder.manuscript.word_narrative.reporting import Reporter
from report_builder.manuscript.word_narrative.template_text import TemplateTextRemover
from report_builder.report_files import read_report
from report_builder.word.list_numbers import read_lists
from report_builder.word.packages import W, open_package, unreadable
from report_builder.word.revisions import count_changes
from report_builder.word.styles import read_hidden, read_styles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from lxml.etree import _Element

    from report_builder.diagnostics import Findings
    from report_builder.manuscript.expressions import FilledText
    from report_builder.manuscript.markdown import TextElement
    from report_builder.manuscript.narrative_source import TitleAndSignature
    from report_builder.manuscript.word_narrative.table_shapes import TableShape
    from report_builder.word.packages import Package

_PAGE_NUMBER: Final = re.compile(r"[\s\d—–－\-第页共/]*")


class WordNarrative(Struct, frozen=True):
    """A narrative from Word: ``source`` for Jinja, and what its lines are made of."""

    source: NarrativeSource
    lines: tuple[NarrativeLine, ...]
    grids: tuple[TableShape, ...]
    hung: Hung
    frame: TitleAndSignature

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of sections as they are written, there are as many of them in the report."""
        ordinals = ((line, read_ordinal(line.number or line.text)) for line in self.lines)
        return tuple(line.text for line, ordinal in ordinals if ordinal and ordinal.level == 1)

    def elements(self, filled: FilledText, findings: Findings) -> Iterable[TextElement]:
        """What the filled lines become."""
        lines = (
            FilledLine(self.lines[origin - 1], origin, text)
            for text, origin in zip(filled.lines, filled.origins, strict=True)
        )
        parts = tuple(gather_parts(lines, self.grids, self.hung))
        bare = TemplateTextRemover(self.frame, self.source, findings).bare(parts)
        return LevelReader(self.source, findings, self.frame.section_keys).read(bare)


def read_word_narrative(
    path: Path, frame: TitleAndSignature, findings: Findings, budget: Budget = USUAL
) -> WordNarrative | None:
    """The narrative of that path; ``None`` with findings where it cannot be read.

    What a report's text cannot keep is told as an error of its own, after which no report is made.
    """
    try:
        package = open_package(read_report(path, budget), path.name, budget)
        return _read(package, frame, findings)
    except ReportError as error:
        findings.extend(error.findings)
    return None


def _read(package: Package, frame: TitleAndSignature, findings: Findings) -> WordNarrative:
    root = package.xml(package.main_part)
    body = None if root is None else root.find(f"{W}body")
    if root is None or body is None:
        raise unreadable(package.name, "压缩包里没有正文")
    numbers: Mapping[_Element, int] = {
        paragraph: number for number, paragraph in enumerate(body.iter(f"{W}p"), start=1)
    }
    filed = take_filed_report(package, frame.earlier)
    if filed is not None:
        tell_filed_report(filed, package.name, frame.year, findings)
        body, numbers = filed.root.find(f"{W}body"), filed.numbers
    reporter = Reporter(package.name, findings)
    inlines = InlineReader(
        package,
        package.relationships(package.main_part),
        _notes(package, "footnotes", "footnote"),
        _notes(package, "endnotes", "endnote"),
        read_hidden(package.related("styles")),
        reporter,
    )
    styles, counters = read_styles(package.related("styles")), read_lists(package.related("numbering"))
    reader = LineReader(inlines, styles, counters, numbers)
    lines = tuple(() if body is None else reader.read(body)) or (NarrativeLine(1, ""),)
    _tell_changes(root, package, findings)
    if filed is None:
        _tell_furniture(package, reporter)
    source = NarrativeSource(
        package.name,
        tuple(line.text for line in lines),
        tuple(line.paragraph for line in lines),
        tuple(escapes.as_written(tags.as_typed(line.text)) for line in lines),
        package.budget,
    )
    return WordNarrative(
        source, lines, tuple(reader.grids), Hung(tuple(inlines.pictures), tuple(inlines.addresses)), frame
    )


def _notes(package: Package, kind: str, name: str) -> Mapping[str, _Element]:
    root = package.related(kind)
    found = () if root is None else root.iterfind(f"{W}{name}")
    # The separators above the notes are notes of a type of their own (17.11.9).
    return {each.get(f"{W}id", ""): each for each in found if each.get(f"{W}type", "normal") == "normal"}


def _tell_changes(root: _Element, package: Package, findings: Findings) -> None:
    """Say once how many tracked changes were taken as accepted, and how many comments were left out."""
    if changes := count_changes(root):
        findings.notice(
            "narrative.revisions",
            Place(package.name),
            f"正文里有 {changes} 处修订，按全部接受以后的文字读取",
            remedy="不应当接受的，请先在 Word 的“审阅”里拒绝",
        )
    comments = package.related("comments")
    count = 0 if comments is None else sum(1 for _ in comments.iterfind(f"{W}comment"))
    if count:
        findings.notice("narrative.comments", Place(package.name), f"正文里有 {count} 条批注，没有写进报告")


def _tell_furniture(package: Package, reporter: Reporter) -> None:
    """Say that headers and footers are the template's, where the author wrote words into them."""
    for link in package.relationships(package.main_part).values():
        if link.kind in {"header", "footer"} and not link.external:
            root = package.xml(link.target)
            words = "" if root is None else "".join(each.text or "" for each in root.iter(f"{W}t"))
            if not _PAGE_NUMBER.fullmatch(words):
                reporter.leave_out(None, "页眉页脚", words, "页眉、页脚和页码由模板决定")
