"""宿迁市's published year → the value that all checks look at, with a text that agrees with the figures."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from golden_suqian import SUQIAN_2023, SUQIAN_2024, figures
from msgspec import Struct
from msgspec.structs import replace
from prose import prose
from records import book, settings

from report_builder.checks.registry import run_checks
from report_builder.checks.subject import Subject
from report_builder.checks.subject import Year as CheckedYear
from report_builder.diagnostics import Findings, Place
from report_builder.formats.definitions import ReportFormat, RequiredSection, YearSpan
from report_builder.statistics.counting import count_statistics
from report_builder.statistics.last_year import LastYear
from report_builder.statistics.paths import figures_by_path
from report_builder.statistics.rows import APPLICANTS, REQUEST_ROWS
from report_builder.statistics.working_days import ANNOUNCED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from golden_suqian import Year
    from records import Rows

    from report_builder.diagnostics import Finding
    from report_builder.ledgers.frames import Ledgers
    from report_builder.reports.report import Report
    from report_builder.settings import Settings
    from report_builder.statistics.declaring import Value
    from report_builder.statistics.figures import Statistics
    from report_builder.statistics.working_days import Calendar

HEADINGS: Final = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
FORMAT: Final = ReportFormat(
    folder=Path("national-2021"),
    title="格式",
    years=YearSpan(first=2021),
    sections=tuple(RequiredSection(heading=heading) for heading in HEADINGS),
    annex=None,
)
TEXT: Final = """
根据《中华人民共和国政府信息公开条例》（国令第711号），编制了2024年政府信息公开工作年度报告。全文共六个部分，统计期限为2024年1月1日至2024年12月31日。
# 总体情况
2024年，全市各级行政机关坚持主动公开，办好依申请公开，规范政府信息管理，加强平台建设，完善监督保障。
2024年，全市政府信息公开申请总量3646件（其中新收3525件、上年结转121件），同比增长1.08%。予以公开1431件，部分公开471件，不予公开92件，无法提供941件，不予处理117件，其他处理469件，结转下年度125件。
政府信息公开工作列入工作考核，开展社会评议，未发生责任追究。
# 主动公开政府信息情况
全市制发行政规范性文件50件。
# 收到和处理政府信息公开申请情况
申请都已按照《条例》办理。
# 政府信息公开行政复议、行政诉讼情况
2024年，全市因政府信息公开被申请行政复议170件，被提起行政诉讼77件。
# 存在的主要问题及改进情况
主动公开的范围和标准还不够具体，部分单位答复申请的格式不统一，基层平台的栏目更新不够及时。下一步，将逐项制定公开目录，统一答复文书，按季度检查栏目，把检查结果通报各单位。
# 其他需要报告的事项
全年收取信息处理费3件，共2230元，其中880元、1080元、270元。
"""


def totals(table: Sequence[Sequence[int]]) -> Rows:
    """The table of applications as it is filled in, its first row in the sheet's second."""
    columns = (*APPLICANTS, "总计")
    return [
        {"项目": row.label, "row": number, **dict(zip(columns, counts, strict=True))}
        for number, (row, counts) in enumerate(zip(REQUEST_ROWS, table, strict=True), start=2)
    ]


@cache
def statistics(year: Year) -> Statistics:
    """The year's figures."""
    counted = count_statistics(book(), government(), year.year, Findings())
    printed = {path: figure for path, figure in figures(year).items() if not isinstance(figure, str)}
    fees = Decimal(year.fees)
    money = {"proactive.fees.amount_wan": fees, "proactive.fees.amount_yuan": fees * 10000}
    return with_figures(counted, {**printed, **money})


def with_figures(statistics: Statistics, others: Mapping[str, Value]) -> Statistics:
    """The statistics with other figures at some paths, all of which they have."""
    assert set(others) <= set(statistics.figures)
    return replace(statistics, figures={**statistics.figures, **others})


def requests(table: Sequence[Sequence[int]]) -> dict[str, int]:
    """A table's figures by path, its totals what its columns add up to."""
    return {
        f"requests.{row.key}.{column}": count
        for row, counts in zip(REQUEST_ROWS, table, strict=True)
        for column, count in zip(
            (*APPLICANTS.values(), "total"), (*counts[:-1], sum(counts[:-1])), strict=True
        )
    }


def stock(kind: str, counts: Sequence[int]) -> dict[str, int]:
    """The figures of rules or normative documents by path."""
    return {
        f"proactive.{kind}.{key}": count
        for key, count in zip(("issued", "abolished", "in_force"), counts, strict=True)
    }


def government() -> Settings:
    """The city."""
    return replace(settings(), name="宿迁市人民政府", short_name="市政府", kind="government")


@cache
def last_year(year: Year = SUQIAN_2023) -> LastYear:
    """A year's figures as the next one finds them."""
    return LastYear(year.year, Place("out/2023/statistics.json"), figures_by_path(statistics(year)))


class Case(Struct, frozen=True):
    """A year with its report, whose parts a test can replace one by one."""

    ledgers: Ledgers
    statistics: Statistics
    last_year: LastYear | None
    report: Report
    report_format: ReportFormat
    settings: Settings
    last_problems: str = ""
    is_whole: bool = True
    calendar: Calendar = ANNOUNCED

    @property
    def year(self) -> CheckedYear:
        """What is checked of the year."""
        return CheckedYear(
            self.ledgers,
            self.statistics,
            self.last_year,
            self.settings,
            self.is_whole,
            self.calendar,
            self.report_format,
        )

    @property
    def subject(self) -> Subject:
        """What is checked of its report."""
        problems = self.last_problems
        return Subject(self.report, self.report_format, self.year, self.settings, last_problems=problems)


def checked(case: Case) -> list[Finding]:
    """What all checks find."""
    return run_checks(case.year, case.subject)


def subject(text: str = TEXT, table: Sequence[Sequence[int]] = SUQIAN_2024.requests) -> Case:
    """2024 as it was published, with another text or table of applications where one is given."""
    return Case(
        book(application_totals=totals(table)),
        with_figures(statistics(SUQIAN_2024), requests(table)),
        last_year(),
        prose(text),
        FORMAT,
        government(),
    )
