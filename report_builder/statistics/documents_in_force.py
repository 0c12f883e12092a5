"""``Statistics`` and ``LastYear`` → ``Statistics`` whose documents in force follow from the year before's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Finding, Place, Severity
from report_builder.ledgers import sheets
from report_builder.statistics.contributing_rows import ContributingRow
from report_builder.statistics.rows import DOCUMENTS

if TYPE_CHECKING:
    import pandas as pd

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.frames import Ledgers
    from report_builder.statistics.figures import Statistics
    from report_builder.statistics.last_year import LastYear
    from report_builder.statistics.tallies import DocumentStock

# 国办公开办函〔2021〕30号 counts 现行有效件数; the forms before it had another figure (对外公开总数量).
FIRST_YEAR_IN_FORCE: Final = 2021


def carry_stock(
    statistics: Statistics, last_year: LastYear | None, ledgers: Ledgers, findings: Findings
) -> Statistics:
    """Rules and normative documents in force: last year's, and those issued, less those abolished.

    What the ledgers count themselves stands where last year is not known, or counted something else, and
    where 规范性文件统计 gives it in so many words.
    """
    if last_year is None or last_year.year < FIRST_YEAR_IN_FORCE:
        return statistics
    rows = ledgers.frame(sheets.NORMATIVE_DOCUMENTS)
    totals = ledgers.frame(sheets.DOCUMENT_TOTALS)
    given = set(totals.loc[totals["现行有效数量"].notna(), "文件类型"].astype("str"))
    figures, carried = dict(statistics.figures), dict(statistics.carried)
    for kind, key in DOCUMENTS.items():
        if kind in given:
            continue
        stock = _Stock(kind, statistics.legal.stock(key), last_year.count(in_force(key)))
        stock.compare(ledgers, rows[rows["文件类型"] == kind], last_year, findings)
        figures[in_force(key)] = stock.carried
        if stock.is_carried:
            carried[in_force(key)] = ContributingRow(last_year.place, "", stock.last_year)
    return replace(statistics, figures=figures, carried=carried)


def in_force(key: str) -> str:
    """The path of the documents of a kind that are in force."""
    return f"proactive.{key}.in_force"


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
    def is_carried(self) -> bool:
        """Whether last year's can be right."""
        return self.in_force >= 0

    @property
    def carried(self) -> int:
        """How many are reported; the ledger's own count where the year before's cannot be right."""
        return self.in_force if self.is_carried else self.counted.in_force

    def compare(self, ledgers: Ledgers, rows: pd.DataFrame, last_year: LastYear, findings: Findings) -> None:
        """Tell where the ledger counts otherwise; grave only if it seems to list every document."""
        if self.in_force == self.counted.in_force:
            return
        older = rows["废止日期"].isna() & (rows["制发日期"].dt.year <= last_year.year)
        if self.in_force < 0:
            severity, remedy = Severity.ERROR, "请核对废止日期，或者上年的统计数据"
        elif older.any():
            severity, remedy = Severity.WARNING, "请核对台账是否漏登、重登，以及上年的现行有效件数"
        else:
            severity, remedy = Severity.NOTICE, "台账只登记当年变动的，不必处理"
        findings.add(
            Finding(
                "statistics.in_force",
                severity,
                _sheet(ledgers, rows),
                f"{self.kind}现行有效件数按上年推算是 {self.in_force}，"
                f"台账里现行有效的有 {self.counted.in_force} 件",
                evidence=f"上年现行有效 {self.last_year}，加本年制发 {self.counted.issued}，"
                f"减本年废止 {self.counted.abolished}；上年的数取自 {last_year.place}",
                remedy=f"报告采用{'台账数' if self.in_force < 0 else '推算的数'}。{remedy}",
            )
        )


def _sheet(ledgers: Ledgers, rows: pd.DataFrame) -> Place | None:
    """The sheet that the documents stand in."""
    for entry in ledgers.entries(rows.iloc[:1]):
        place = entry.place()
        return Place(place.file, place.sheet)
    return None
