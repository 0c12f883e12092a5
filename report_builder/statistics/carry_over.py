"""``Statistics`` and ``LastYear`` → ``Statistics`` whose documents in force follow from the year before's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Finding, Place, Severity
from report_builder.statistics.rows import NORMATIVE_DOCUMENTS, RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.records import NormativeDocument
    from report_builder.statistics.figures import DocumentStock, Statistics
    from report_builder.statistics.last_year import LastYear

# 国办公开办函〔2021〕30号 counts 现行有效件数; the forms before it had another figure (对外公开总数量).
FIRST_YEAR_IN_FORCE: Final = 2021


def carry_stock(
    statistics: Statistics,
    last_year: LastYear | None,
    documents: Sequence[NormativeDocument],
    findings: Findings,
) -> Statistics:
    """Rules and normative documents in force: last year's, and those issued, less those abolished.

    What the ledger itself counts stands where last year is not known, or counted something else.
    """
    if last_year is None or last_year.year < FIRST_YEAR_IN_FORCE:
        return statistics
    legal = statistics.legal
    rules = _Stock(RULES, legal.rules, last_year.rules_in_force)
    normative = _Stock(NORMATIVE_DOCUMENTS, legal.normative_documents, last_year.normative_documents_in_force)
    for stock in (rules, normative):
        stock.compare([each for each in documents if each.kind == stock.kind], last_year, findings)
    return replace(
        statistics,
        legal=replace(legal, rules=rules.carried, normative_documents=normative.carried),
    )


class _Stock(Struct, frozen=True):
    """The documents of one kind: what the ledger counts, and how many last year left in force."""

    kind: str
    counted: DocumentStock
    last_year: int

    @property
    def in_force(self) -> int:
        """现行有效 = 上年现行有效 + 本年制发 - 本年废止."""
        return self.last_year + self.counted.issued - self.counted.abolished

    @property
    def carried(self) -> DocumentStock:
        """The stock as it is reported; the ledger's own where the year before's cannot be right."""
        return self.counted if self.in_force < 0 else replace(self.counted, in_force=self.in_force)

    def compare(
        self, documents: Sequence[NormativeDocument], last_year: LastYear, findings: Findings
    ) -> None:
        """Tell where the ledger counts otherwise; grave only if it seems to list every document."""
        if self.in_force == self.counted.in_force:
            return
        lists_all = any(
            each.abolished_on is None and each.made_on.year <= last_year.year for each in documents
        )
        if self.in_force < 0:
            severity, remedy = Severity.ERROR, "请核对废止日期，或者上年的统计数据"
        elif lists_all:
            severity, remedy = Severity.WARNING, "请核对台账是否漏登、重登，以及上年的现行有效件数"
        else:
            severity, remedy = Severity.NOTICE, "台账只登记当年变动的，不必处理"
        findings.add(
            Finding(
                "statistics.in_force",
                severity,
                _sheet(documents),
                f"{self.kind}现行有效件数按上年推算是 {self.in_force}，"
                f"台账里现行有效的有 {self.counted.in_force} 件",
                evidence=f"上年现行有效 {self.last_year}，加本年制发 {self.counted.issued}，"
                f"减本年废止 {self.counted.abolished}；上年的数取自 {last_year.place}",
                remedy=f"报告采用{'台账数' if self.in_force < 0 else '推算的数'}。{remedy}",
            )
        )


def _sheet(documents: Sequence[NormativeDocument]) -> Place | None:
    """The sheet that the documents stand in."""
    if not documents:
        return None
    source = documents[0].origin.source
    return Place(source.file, source.sheet)
