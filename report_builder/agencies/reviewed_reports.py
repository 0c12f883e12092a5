"""One report that was received → what it says and what is wrong with it, beside the same agency's last."""

from __future__ import annotations

import pickle
import zlib
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.agencies.agency_lists import bare
from report_builder.agencies.foreign_remedies import for_the_agency
from report_builder.agencies.receipts import Receipt
from report_builder.agencies.stores import Store
from report_builder.budgets import Budget  # noqa: TC001  msgspec reads the annotation at run time
from report_builder.checks.carry_over import check_carried
from report_builder.checks.demanded_text import problems_text
from report_builder.checks.report_registry import check_report
from report_builder.checks.subject import Subject
from report_builder.diagnostics import Finding, Findings, Place, ReportError, Severity
from report_builder.file_checks import tell_by_place
from report_builder.formats.definitions import ReportFormat  # noqa: TC001  as above
from report_builder.ledgers.questions import Question
from report_builder.report_files import read_report
from report_builder.reports.any_file import is_pdf, read_any_file
from report_builder.reports.outline import agency_of, year_of
from report_builder.reports.recognition import recognise
from report_builder.statistics.last_year import LastYear

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from typing import Self

    from report_builder.reports.report import Report
    from report_builder.statistics.declaring import Value

TRUE: Final = "属实"
UNFOUNDED: Final = "不成立"
ANSWERS: Final = (TRUE, UNFOUNDED)
_DIGITS: Final = 16


class ReceivedReport(Struct, frozen=True):
    """A report that was received: whose of which year it is as far as it says, and what it was read as.

    ``found`` is what reading it alone has told; by its ``digest`` the file is known again. The report is kept
    ``packed`` and unpacked where it is asked for: a thousandth of a second each time, and a tenth of the
    memory for those of five thousand agencies.
    """

    path: Path
    agency: str
    year: int
    found: tuple[Finding, ...]
    packed: bytes = b""
    is_pdf: bool = False
    is_recognised: bool = False
    digest: str = ""

    @classmethod
    def of(
        cls, path: Path, report: Report | None, found: tuple[Finding, ...], *, is_pdf: bool = False
    ) -> Self:
        """A report that was read, or not; where none is recognised, the file's name tells whose it is."""
        if report is None:
            return cls(path, path.stem, 0, found, b"", is_pdf)
        # A copy of another agency's file has a record of whose it was; its title says whose it is.
        said = replace(report, record=None)
        packed = zlib.compress(pickle.dumps(report, pickle.HIGHEST_PROTOCOL), 1)
        agency = (agency_of(said) or agency_of(report) or path.stem) if report.format_name else path.stem
        year = year_of(said) or year_of(report) or 0
        return cls(path, agency, year, found, packed, is_pdf, bool(report.format_name))

    @property
    def is_read(self) -> bool:
        """Whether there is a report in it."""
        return bool(self.packed)

    @property
    def report(self) -> Report | None:
        """The report; ``None`` where it could not be read."""
        if not self.packed:
            return None
        report: Report = pickle.loads(zlib.decompress(self.packed))  # noqa: S301  packed above, by this program
        return report

    @property
    def figures(self) -> Mapping[str, Decimal]:
        """The figures of its statutory tables, without cells that hold no number."""
        report = self.report
        cells = report.cells if report else {}
        return {path: cell.value for path, cell in cells.items() if cell.value is not None}


class ReviewedFinding(Struct, frozen=True):
    """A finding with its own mark and what a reviewer has answered to it, if anything."""

    finding: Finding
    fingerprint: str
    answer: str = ""
    note: str = ""


class ReviewedReport(Struct, frozen=True):
    """A report with all that is found of it; ``last`` is the year before's report, where it was received.

    ``listed`` is the name that the list of agencies has for it, ``format`` what prescribes its format.
    """

    received: ReceivedReport
    findings: tuple[ReviewedFinding, ...]
    last: Path | None = None
    listed: str = ""
    format: str = ""
    receipt: Receipt = Receipt()

    @property
    def agency(self) -> str:
        """Whose report it is, as the list spells it."""
        return self.listed or self.received.agency

    def open(self, severity: Severity) -> int:
        """How many findings of a severity nobody has called unfounded."""
        return sum(each.finding.severity is severity and each.answer != UNFOUNDED for each in self.findings)

    def answered(self, answer: str) -> int:
        """How many findings have got an answer."""
        return sum(each.answer == answer for each in self.findings)


class ReadingJob(Struct, frozen=True):
    """A file to be read: its path, below an ``address`` that fsspec knows where one is given."""

    path: str
    formats: tuple[ReportFormat, ...]
    budget: Budget
    address: str = ""


def read_received(job: ReadingJob) -> ReceivedReport:
    """The report in a file, or what keeps it from being read; raises ``MemoryError`` and nothing else."""
    path = Path(job.path)
    try:
        data = (
            read_report(path, job.budget)
            if not job.address
            else Store(job.address).read(job.path, job.budget)
        )
    except ReportError as error:
        return ReceivedReport.of(path, None, error.findings)
    received = receive(data, path, path.name, job.formats, job.budget)
    return replace(received, digest=digest_of_report(data))


def digest_of_report(data: bytes) -> str:
    """By what a file is known again."""
    return sha256(data).hexdigest()[:_DIGITS]


def give_up_reading(job: ReadingJob, why: Finding) -> ReceivedReport:
    """What stands for a file that the processes died of which read it."""
    path = Path(job.path)
    return ReceivedReport.of(path, None, (replace(why, place=Place(path.name)),))


def receive(
    data: bytes, path: Path, shown: str, formats: Sequence[ReportFormat], budget: Budget
) -> ReceivedReport:
    """A report as it is read; what keeps it from being read is told in it, and raises nothing."""
    try:
        read = read_any_file(data, shown, budget)
    except ReportError as error:
        return ReceivedReport.of(path, None, error.findings, is_pdf=is_pdf(data))
    report = recognise(read.report, formats)
    return ReceivedReport.of(path, report, read.findings, is_pdf=is_pdf(data))


def review(
    received: ReceivedReport, formats: Sequence[ReportFormat], last: ReceivedReport | None
) -> tuple[Finding, ...]:
    """Every finding of every check; the year before gives what is carried over and what is repeated."""
    report = received.report
    if report is None:
        return received.found
    findings = Findings()
    findings.extend(received.found)
    if not report.format_name or not received.year:
        findings.warn(
            "docx.unrecognised",
            Place(report.file),
            "认不出这是政府信息公开工作年度报告，没有核对",
            "没有找到带年度的标题" if report.format_name else "各部分的标题和统计表都对不上已有的格式",
            "请核对是不是交错了文件；标题、统计表是图片的，请改用文字",
        )
        return tuple(findings)
    chosen = next((each for each in formats if each.name == report.format_name), None)
    before = last.report if last else None
    subject = Subject(
        report,
        chosen,
        last_problems=problems_text(before) if before else "",
        previous=last.figures if last else None,
    )
    findings.extend(check_report(subject, with_style=False))
    _tell_pictures(report, findings)
    tell_by_place(report, findings)
    if last is not None and subject.previous and report.cells:
        place = Place(report.file)
        figures: Mapping[str, Value] = received.figures
        before_it = LastYear(last.year, Place(last.path.name), subject.previous)
        carried = check_carried(figures, before_it, report.file)
        findings.extend(each if each.place else replace(each, place=place) for each in carried)
    return tuple(dict.fromkeys(for_the_agency(findings)))


def _tell_pictures(report: Report, findings: Findings) -> None:
    """A statutory table that is not found where a picture stands is a picture of it."""
    lacking = [table.name for table in report.statutory if not table.figures]
    drawn = [each for each in report.paragraphs if any(hasattr(one, "description") for one in each.inlines)]
    if lacking and drawn:
        findings.warn(
            "table.picture",
            drawn[0].place,
            f"“{lacking[0]}”的统计表可能是图片，没有读",
            f"报告里有 {len(drawn)} 张图片，没有找到这张表",
            "请改用文字表格",
        )


def fingerprint_of(agency: str, year: int, finding: Finding) -> str:
    """A finding's own mark: the same as long as the report says the same at the same place."""
    place = finding.place
    part = "" if place is None else place.part or str(place.paragraph or "")
    about = (bare(agency), str(year), part, finding.message, finding.evidence)
    return Question(finding.code, place or Place(""), "", "", "", about, ANSWERS).fingerprint
