"""Fees (信息处理费) and the text → findings where the text is silent, or a fee is not the tariff's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pandas as pd
from msgspec import Struct

from report_builder.checks.sentences import figures_of, read_sentences
from report_builder.diagnostics import Finding, Severity
from report_builder.ledgers import sheets
from report_builder.quantities import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_builder.checks.sentences import FigureInText, Sentence
    from report_builder.ledgers.frames import LedgerEntry, Ledgers
    from report_builder.reports.report import Report, Section
    from report_builder.statistics.figures import Statistics

# 国令第711号，第四十二条 knows no other fee; before, it was 检索、复制、邮寄等成本费用.
_SINCE: Final = 2019
# 国办函〔2020〕109号 《政府信息公开信息处理费管理办法》.
_TARIFF_SINCE: Final = date(2021, 1, 1)
_UNPAID: Final = "other.2"
_SECTION: Final = "其他需要报告的事项"
_FEE: Final = "信息处理费"
_PER_CASE: Final = 100
_CHARGED: Final = "收费金额（元）"


class _TariffStep(Struct, frozen=True):
    """A step of the tariff by pages: up to ``most`` yuan the fee goes up by ``page`` yuan a page."""

    least: int
    most: int | None
    page: int


# 按量: 31 to 100 pages 10 yuan each, 101 to 200 20 yuan each, from 201 on 40 yuan each.
_BY_PAGES: Final = (_TariffStep(0, 700, 10), _TariffStep(700, 2700, 20), _TariffStep(2700, None, 40))


def check_fees(ledgers: Ledgers, statistics: Statistics, report: Report) -> Iterator[Finding]:
    """The last section states cases and amount of any fee; single fees are such as the tariff can give."""
    if statistics.year < _SINCE:
        return
    rows = ledgers.frame(sheets.APPLICATIONS)
    first, last = pd.Timestamp(statistics.first_day), pd.Timestamp(statistics.last_day)
    is_closed = (rows["答复日期"] >= first) & (rows["答复日期"] <= last)
    charged = [*ledgers.entries(rows[is_closed & (rows[_CHARGED] > 0)])]
    for section in report.sections:
        if _SECTION in section.heading:
            yield from _check_statement(section, report, charged, statistics)
    for row in charged:
        yield from _check_tariff(row)


def _check_statement(
    section: Section, report: Report, charged: Sequence[LedgerEntry], statistics: Statistics
) -> Iterator[Finding]:
    """The statement in the section on other matters, beside the ledger's fees."""
    amount = statistics.requests.charged
    sentences = [each for each in read_sentences(report) if each.heading == section.heading]
    stated = [figure for each in sentences if _FEE in each.text for figure in figures_of(each)]
    cases = [each for each in stated if each.figure.unit in {"件", "宗"}]
    sums = [each for each in stated if each.figure.unit == "元"]
    if amount > 0 and not (cases and sums):
        yield Finding(
            "fees.unreported",
            Severity.WARNING,
            section.place,
            f"收取了信息处理费，“{section.heading}”没有写明收费的件数和金额",
            evidence=f"台账：{len(charged)} 件，{plain_number(amount)} 元",
            remedy=f"请补写，例如：“收取信息处理费{len(charged)}件，共{plain_number(amount)}元。”",
        )
    elif amount > 0:
        yield from _compare(cases, "件", Decimal(len(charged)))
        yield from _compare(sums, "元", amount)
    elif not any(_FEE in each.text for each in sentences):
        yield from _find_silence(section, report, statistics)


def _compare(stated: Sequence[FigureInText], unit: str, expected: Decimal) -> Iterator[Finding]:
    """The figure must stand among those that are stated: their parts may stand there too."""
    if expected not in {each.figure.value for each in stated}:
        first = stated[0]
        written = "、".join(f"{plain_number(each.figure.value)}{unit}" for each in stated)
        yield Finding(
            "fees.differ",
            Severity.WARNING,
            first.sentence.place,
            f"写明的信息处理费与台账不一致：写的是{written}，台账是{plain_number(expected)}{unit}",
            evidence=first.sentence.quoted,
            remedy="请核对台账“收费金额（元）”一列和这一句",
        )


def _find_silence(section: Section, report: Report, statistics: Statistics) -> Iterator[Finding]:
    """A fee that another section or the table speaks of, and this section does not."""
    unpaid = statistics.requests.row(_UNPAID).total
    told = [each for each in read_sentences(report) if _FEE in each.text and _has_amount(each)]
    if told or unpaid:
        yield Finding(
            "fees.unreported",
            Severity.WARNING,
            section.place,
            f"“{section.heading}”没有说明信息处理费的情况",
            evidence=told[0].quoted if told else f"统计表：有 {unpaid} 件申请因逾期未缴费不再处理",
            remedy="请写明实际收取信息处理费的件数、金额；没有收取的，也写明“未收取信息处理费”",
        )


def _has_amount(sentence: Sentence) -> bool:
    """Whether the sentence states an amount of money."""
    return any(each.figure.unit == "元" and each.figure.value > 0 for each in figures_of(sentence))


def _check_tariff(row: LedgerEntry) -> Iterator[Finding]:
    """按件 gives hundreds, 按量 what the steps give; a fee that is neither was reckoned otherwise."""
    replied_on, charged = row.day("答复日期"), row.money(_CHARGED)
    if replied_on is None or replied_on < _TARIFF_SINCE:
        return
    if charged % _PER_CASE and not any(_fits(charged, step) for step in _BY_PAGES):
        yield Finding(
            "fees.tariff",
            Severity.NOTICE,
            row.place(_CHARGED),
            f"登记编号“{row['登记编号']}”收费 {plain_number(charged)} 元，按规定的标准算不出这个数",
            evidence="按件：每月第11至30件每件100元，以后每十件加100元；"
            "按量：第31至100页每页10元，第101至200页每页20元，第201页起每页40元（国办函〔2020〕109号）",
            remedy="请核对金额；两种标准只能用一种",
        )


def _fits(amount: Decimal, step: _TariffStep) -> bool:
    """Whether a whole number of pages within the step costs the amount."""
    if amount < step.least or (step.most is not None and amount > step.most):
        return False
    return (amount - step.least) % step.page == 0
