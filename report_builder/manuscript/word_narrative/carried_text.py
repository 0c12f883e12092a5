"""A filed Word report of an earlier year → ``narrative.docx`` for a later one, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from report_builder.archives import repack
from report_builder.budgets import USUAL, Budget
from report_builder.manuscript.word_narrative.filed_findings import tell_filed_report
from report_builder.manuscript.word_narrative.filed_reports import take_filed_report
from report_builder.word.packages import open_package
from report_builder.word.traces import without_traces

if TYPE_CHECKING:
    from report_builder.diagnostics import Findings
    from report_builder.manuscript.narrative_source import EarlierYears

_FURNITURE = frozenset({"header", "footer"})


def carry_text(  # noqa: PLR0913, PLR0917 - a file, its two names, what is known of its year, and the new one
    docx: bytes,
    name: str,
    target: str,
    earlier: EarlierYears,
    year: int,
    findings: Findings,
    budget: Budget = USUAL,
) -> bytes:
    """The text as a Word file; one that is no filed report stays as it is.

    ``name`` is how findings spell the file, ``target`` the one that is made. Raises ``ReportError`` where it
    cannot be read.
    """
    bare = without_traces(docx)
    package = open_package(bare, name, budget)
    filed = take_filed_report(package, earlier, is_counted_anew=True)
    if filed is None:
        return docx
    tell_filed_report(filed, target, year, findings)
    document = etree.tostring(filed.root, xml_declaration=True, encoding="UTF-8", standalone=True)
    links = f"word/_rels/{package.main_part.rpartition('/')[2]}.rels"
    written = {package.main_part: document}
    relations = package.xml(links)
    if relations is not None:
        for link in list(relations):
            if link.get("Type", "").rpartition("/")[2] in _FURNITURE:
                relations.remove(link)
        written[links] = etree.tostring(relations, xml_declaration=True, encoding="UTF-8", standalone=True)
    return without_traces(repack(bare, written), is_final=True)
