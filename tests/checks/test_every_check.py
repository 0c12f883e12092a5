"""For every code that a check may tell: a year in which it must, and one like it in which it must not."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pytest
from golden_suqian import SUQIAN_2024
from msgspec import Struct
from msgspec.structs import replace
from prose import codes
from records import applications, book, day, interpretations, published, readings, settings, withheld
from suqian_subject import FORMAT, TEXT, checked, stock, subject, totals, with_figures

from report_builder.checks.lint.rules import RULES
from report_builder.checks.registry import CHECKS
from report_builder.diagnostics import Findings
from report_builder.formats.annex_definitions import AnnexDefinition, AnnexRowDefinition
from report_builder.statistics.counting import count_statistics

if TYPE_CHECKING:
    from suqian_subject import Case

    from report_builder.formats.definitions import ReportFormat
    from report_builder.ledgers.frames import Ledgers

PROBLEMS: Final = TEXT.partition("# 存在的主要问题及改进情况\n")[2].partition("\n")[0]
PUBLISHED: Final = "# 主动公开政府信息情况\n全市制发行政规范性文件50件。\n"
FEE: Final = "收取信息处理费3件，共2230元，其中880元、1080元、270元"


class Pair(Struct, frozen=True):
    """A year with a fault, and one without that looks like it."""

    wrong: Case
    right: Case


def words(wrong: str, right: str, instead_of: str) -> Pair:
    """Two texts of the golden year that differ in one passage."""
    assert TEXT.count(instead_of) == 1
    return Pair(subject(TEXT.replace(instead_of, wrong)), subject(TEXT.replace(instead_of, right)))


def cell(row: int, column: int, count: int) -> Case:
    """The golden year with another figure in one cell of the table of applications."""
    table = [list(counts) for counts in SUQIAN_2024.requests]
    table[row][column] = count
    return replace(subject(), ledgers=book(application_totals=totals(table)))


def carried_in(column: int, count: int) -> Case:
    """The golden year with another figure carried in."""
    table = [list(counts) for counts in SUQIAN_2024.requests]
    table[1][column] = count
    return subject(table=table)


def counted(ledgers: Ledgers) -> Case:
    """The golden year's text beside other ledgers."""
    year = subject()
    statistics = count_statistics(ledgers, year.settings, 2024, Findings())
    shown = {
        path: figure
        for path, figure in statistics.figures.items()
        if path.startswith(("publication.", "interpretations.")) and path in year.statistics.figures
    }
    mixed = replace(with_figures(year.statistics, shown), work=statistics.work)
    return replace(year, ledgers=ledgers, statistics=mixed)


def application(picture: str, **days: str) -> Case:
    """A year with one application."""
    (row,) = applications(picture)
    dated = {name: day(written) for name, written in days.items()}
    return counted(book(applications=[{**row, **dated}]))


def charged(*amounts: str, said: str) -> Case:
    """A year in which applications cost so much, and what the last section says of it."""
    rows = applications("2024-03-01 自然人 网络 - 2024-03-08 予以公开\n" * len(amounts))
    priced = [{**row, "收费金额（元）": Decimal(each)} for row, each in zip(rows, amounts, strict=True)]
    year = subject(TEXT.replace(FEE, said))
    fees = {"requests_fees.charged": sum(map(Decimal, amounts), Decimal(0))}
    statistics = with_figures(year.statistics, fees)
    return replace(year, ledgers=book(applications=priced), statistics=statistics)


def rules(*figures: int) -> Case:
    """The golden year with other rules."""
    year = subject()
    return replace(year, statistics=with_figures(year.statistics, stock("rules", figures)))


def reading(picture: str) -> Case:
    """The golden year with an indicator of the agency's own."""
    return counted(book(work=readings("工作情况", picture)))


def signed(on: str) -> Case:
    """The golden year, signed on a day."""
    year = subject()
    return replace(year, settings=replace(year.settings, signed_on=day(on)))


def shown_in(ledgers: Ledgers, report_format: ReportFormat) -> Case:
    """Other ledgers in another format."""
    return replace(counted(ledgers), report_format=report_format)


ITEM: Final = "财务 2024-03-01 2024-03-04 {}"
IN_NEED: Final = replace(FORMAT, needs=("主动公开",))
WITH_KINDS: Final = replace(
    FORMAT,
    annex=AnnexDefinition(
        title="表",
        columns=("指标", "单位", "数"),
        rows=(AnnexRowDefinition(label="网站", level=1, figure="publication.by_channel_kind.政府网站"),),
    ),
)
DEPARTMENT: Final = replace(subject(), settings=settings())
LAST_PROBLEMS: Final = replace(subject(), last_problems=PROBLEMS)
REPLIED: Final = "2024-03-01 自然人 网络 - {} 予以公开"

OF_TABLES: Final = (
    "text.date", "table.incomplete", "table.unread", "table.unbalanced", "table.negative", "format.year",
)  # fmt: skip
PAIRS: Final = {
    "ledger.sheet_missing": Pair(
        shown_in(book(withheld=withheld("甲 《保密法》 2024-02-01")), IN_NEED),
        shown_in(book(withheld=withheld("甲 《保密法》 2024-02-01")), FORMAT),
    ),
    "ledger.nothing_published": Pair(
        shown_in(book(published=[], withheld=withheld("甲 《保密法》 2024-02-01")), IN_NEED),
        shown_in(book(published=published(ITEM.format("统一平台"))), IN_NEED),
    ),
    "statistics.channel": Pair(
        shown_in(book(published=published(ITEM.format("海报"))), WITH_KINDS),
        shown_in(book(published=published(ITEM.format("海报"))), FORMAT),
    ),
    "statistics.unbalanced": Pair(cell(2, 0, 1407), cell(2, 0, 1408)),
    "statistics.negative": Pair(cell(4, 0, -2), cell(4, 0, 0)),
    "statistics.carry_over": Pair(carried_in(0, 117), carried_in(0, 118)),
    "statistics.in_force": Pair(rules(2, 1, 13), rules(3, 2, 12)),
    "powers.rules": Pair(DEPARTMENT, replace(DEPARTMENT, statistics=rules(0, 0, 0).statistics)),
    "timeliness.publication": Pair(
        counted(book(published=published("财务 2024-03-01 2024-04-01 统一平台"))),
        counted(book(published=published("财务 2024-03-01 2024-03-29 统一平台"))),
    ),
    "timeliness.interpretation": Pair(
        counted(book(interpretations=interpretations("解读甲 2024-03-01 2024-03-07"))),
        counted(book(interpretations=interpretations("解读甲 2024-03-01 2024-03-06"))),
    ),
    "timeliness.reply": Pair(
        application(REPLIED.format("2024-04-01")), application(REPLIED.format("2024-03-29"))
    ),
    "timeliness.unanswered": Pair(
        application("2024-11-29 自然人 网络 - - -"), application("2024-12-03 自然人 网络 - - -")
    ),
    "timeliness.correction": Pair(
        application("2024-03-01 自然人 网络 - - -", 补正通知日期="2024-03-13"),
        application("2024-03-01 自然人 网络 - - -", 补正通知日期="2024-03-12"),
    ),
    "timeliness.third_party": Pair(
        application(
            REPLIED.format("2024-03-29"),
            征求意见开始="2024-03-01",
            征求意见结束="2024-03-25",
        ),
        application(
            REPLIED.format("2024-03-29"),
            征求意见开始="2024-03-01",
            征求意见结束="2024-03-22",
        ),
    ),
    "timeliness.extension": Pair(
        application(REPLIED.format("2024-04-12"), 延期日期="2024-04-01"),
        application(REPLIED.format("2024-04-12"), 延期日期="2024-03-29"),
    ),
    "statistics.calendar": Pair(
        application("1999-03-01 自然人 网络 - 2024-03-29 予以公开"), application(REPLIED.format("2024-03-29"))
    ),
    "statistics.calendar_provisional": Pair(
        counted(book(interpretations=interpretations("甲 2027-03-01 2024-06-22"))),
        counted(book(interpretations=interpretations("甲 2024-06-20 2024-06-22"))),
    ),
    "statistics.rounded": Pair(reading("经费 2.56789 万元"), reading("经费 2.5678 万元")),
    "timeliness.report": Pair(signed("2025-04-01"), signed("2025-03-31")),
    "section.missing": words("", "# 其他需要报告的事项\n", "# 其他需要报告的事项\n"),
    "section.empty": words("", "申请都已按照《条例》办理。\n", "申请都已按照《条例》办理。\n"),
    "section.repeated": words("# 总体情况\n全文。\n# 总体情况\n", "# 总体情况\n全文。\n", "# 总体情况\n"),
    "section.misnamed": words("# 总的情况\n", "# 总体情况\n", "# 总体情况\n"),
    "section.order": Pair(
        subject(TEXT.replace(PUBLISHED, "").replace("# 总体情况\n", f"{PUBLISHED}# 总体情况\n")), subject()
    ),
    "section.extra": words("# 附件\n甲。\n# 总体情况\n", "甲。\n# 总体情况\n", "# 总体情况\n"),
    "text.requests": words("总量3645件", "总量3525件", "总量3646件"),
    "text.disputes": words("复议134件", "复议170件", "复议170件"),
    "text.unfilled": words("申请××件都已", "申请都已", "申请都已"),
    "text.contact": Pair(
        subject(TEXT.replace("申请都已按照", "电话：0772-28229。申请都已按照")),
        subject(TEXT.replace("申请都已按照", "电话：0772-2822960。申请都已按照")),
    ),
    "text.figures": words("行政规范性文件5件", "行政规范性文件50余件", "行政规范性文件50件"),
    "text.share": words("无法提供941件，占62.73%", "无法提供941件，占26.73%", "无法提供941件"),
    "text.universal": words("申请均已办结", "申请均已登记", "申请都已按照《条例》办理"),
    "text.parts": words("新收3524件、", "新收3525件、", "新收3525件、"),
    "text.section_count": words("共七个部分", "共6个部分", "共六个部分"),
    "text.growth": words("增长1.05%", "增长1.1%", "增长1.08%"),
    "fees.unreported": Pair(
        charged("880", said="没有其他事项"), charged("880", said="收取信息处理费1件，共880元")
    ),
    "fees.differ": Pair(
        charged("880", said="收取信息处理费1件，共808元"), charged("880", said="收取信息处理费1件，共880元")
    ),
    "fees.tariff": Pair(
        charged("875", said="收取信息处理费1件，共875元"), charged("860", said="收取信息处理费1件，共860元")
    ),
    "text.year": words(
        "2023年1月1日至2023年12月31日", "2024年1月1日至12月31日", "2024年1月1日至2024年12月31日"
    ),
    "text.law": words("国令第492号", "国务院令第711号", "国令第711号"),
    "text.assessment": words(
        "", "纳入考核，组织评议，问责1人。", "政府信息公开工作列入工作考核，开展社会评议，未发生责任追究。"
    ),
    "text.aspects": words("规范信息公开", "规范信息管理", "规范政府信息管理"),
    "text.problems": words("无。", PROBLEMS, PROBLEMS),
    "text.repeated": Pair(LAST_PROBLEMS, replace(LAST_PROBLEMS, last_problems=PROBLEMS[::-1])),
}


def test_every_code_of_every_check_has_its_pair() -> None:
    known = {code for check in CHECKS for code in check.codes}

    # A rule of style carries its own two examples, and tests/checks/lint/test_rules.py tries them; those of
    # a report's own tables are tried in tests/checks/test_reported_tables.py, and its date in
    # tests/checks/test_dates_in_report.py, and its form in tests/checks/test_sections.py.
    assert {*PAIRS} == known - {rule.code for rule in RULES} - set(OF_TABLES)
    assert all(rule.bad and rule.good for rule in RULES)


@pytest.mark.parametrize("code", PAIRS)
def test_a_check_tells_of_its_fault(code: str) -> None:
    assert code in codes(checked(PAIRS[code].wrong))


@pytest.mark.parametrize("code", PAIRS)
def test_a_check_is_silent_about_what_only_looks_like_its_fault(code: str) -> None:
    assert code not in codes(checked(PAIRS[code].right))
