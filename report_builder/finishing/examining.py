"""The signed Word file → everything that is found of it and its year, and the copy that leaves the house.

As in ``pipeline``, stages are imported where they are called.
"""
# ruff: noqa: PLC0415  (the docstring's last sentence says why)

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Finding, Findings, Place, ReportError, Severity
from report_builder.report_files import read_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from report_builder.budgets import Budget
    from report_builder.checks.subject import Subject
    from report_builder.drafts import Draft, Steps, WrittenReport
    from report_builder.finishing.outputs import SignedReport
    from report_builder.manuscript.properties import Properties
    from report_builder.reports.report import Paragraph, Report
    from report_builder.word.packages import Package

# What may pass in a draft, and in nothing that leaves the house.
_HARD: Final = frozenset(
    {
        "text.unfilled",
        "table.incomplete",
        "section.missing",
        "section.empty",
        "docx.passage_stale",
        "font.no_glyph",
    }
)
# What the draft, which nobody signs, is told of; for the rest the signed file itself is looked through.
_OF_THE_DRAFT: Final = ("style.", "narrative.", "template.", "settings.signed_on_default")


class SourceFile(Struct, frozen=True):
    """The Word file as it was edited: its bytes, and what it says of itself."""

    path: Path
    docx: bytes
    report: Report
    year: int


class SignedYear(Struct, frozen=True):
    """A signed report and the draft of its year, with everything that was found of both.

    ``overruled`` are the codes of errors that were passed over.
    """

    signed: SignedReport
    draft: Draft
    overruled: tuple[str, ...]


def read_source(path: Path, working_folder: Path, budget: Budget) -> SourceFile:
    """The Word file; raises ``ReportError`` for one that is no report of any year."""
    from report_builder.formats.library import load_formats
    from report_builder.reports.outline import year_of
    from report_builder.reports.reading import read_report_text
    from report_builder.reports.recognition import recognise

    docx = read_report(path, budget)
    report = recognise(read_report_text(docx, str(path), budget), load_formats(working_folder / "styles"))
    year = year_of(report)
    if not report.format_name or year is None:
        message = "认不出这是哪一年的政府信息公开工作年度报告，没有定稿"
        remedy = "请核对文件；标题、各部分的标题和统计表要与报告格式一致"
        raise ReportError(
            [Finding("docx.unrecognised", Severity.ERROR, Place(str(path)), message, "", remedy)]
        )
    return SourceFile(path, docx, report, year)


def examine(source: SourceFile, begun: Draft, reason: str) -> Steps[SignedYear]:
    """Every check of the year and of the file, which is then typeset.

    Raises ``ReportError`` with everything that was found where one finding is an error and there is no
    ``reason`` to go on; without figures to compare with there is no going on.
    """
    from report_builder.drafting import draft_report
    from report_builder.filing.clean_copies import clean_copy
    from report_builder.finishing.outputs import SignedReport
    from report_builder.finishing.signing_dates import day_of_issue
    from report_builder.painting.seal_places import demand_seal_place
    from report_builder.pipeline import open_report
    from report_builder.report_pages import tell_unseen_text, typeset_report

    drafted = yield from draft_report(begun)
    written, settings, subject = drafted.written(), drafted.settings, drafted.subject
    if settings is None or subject is None:  # never without an error
        raise ReportError(drafted.findings)
    yield "核对定稿"
    found = Findings()
    report = _check(source, subject, written, found, settings.limits)
    day = day_of_issue(report, settings, source.year, found)
    properties, budget = _properties(report, written, day), settings.limits
    docx = clean_copy(source.docx, str(source.path), properties, budget)
    yield "排版"
    docx = _settle(docx, source, begun.request.working_folder, found, budget)
    package = open_report(docx, str(source.path), found, budget)
    typeset = typeset_report(package, begun.request.working_folder, found)
    tell_unseen_text(typeset.pages, str(source.path), found)
    copied = _read_copy(package, report, subject)
    seal = None
    if settings.signature_field:
        seal = demand_seal_place(typeset.pages, typeset.faces, copied, found)
    told, overruled = weigh(found, reason)
    kept = tuple(each for each in drafted.findings if not _is_of_draft(each))
    draft = replace(drafted, findings=(*kept, *told), typeset=typeset)
    draft.stop_on_errors()
    signed = SignedReport(
        written.name, docx, copied, typeset.pages, typeset.faces, written, settings, day, seal,
        begun.request.attach,
    )  # fmt: skip
    return SignedYear(signed, draft, overruled)


def _settle(
    docx: bytes, source: SourceFile, working_folder: Path, findings: Findings, budget: Budget
) -> bytes:
    """The copy with its own pages in its table of contents; a notice where the edited file has others."""
    from report_builder.report_pages import settle_contents

    settled = settle_contents(docx, str(source.path), working_folder, budget)
    if settled != docx:
        findings.notice(
            "finish.contents",
            Place(str(source.path)),
            "目录里的页码与排成的版面不一样，对外的文件里已经更正",
            remedy="原件没有改动；要一致的，请在 Word 里右键点目录，选“更新域”",
        )
    return settled


def _is_of_draft(finding: Finding) -> bool:
    from report_builder.checks.report_registry import REPORT_CHECKS

    codes = {code for check in REPORT_CHECKS for code in check.codes}
    return finding.code in codes or finding.code.startswith(_OF_THE_DRAFT)


def _check(
    source: SourceFile, drafted: Subject, written: WrittenReport, findings: Findings, budget: Budget
) -> Report:
    """The report with its places; what is found of it by itself and beside its year."""
    from report_builder.file_checks import check_finished
    from report_builder.report_pages import tell_hidden_text
    from report_builder.reports.outline import agency_of
    from report_builder.word.packages import open_package
    from report_builder.word.revisions import count_changes, tell_changes

    name = str(source.path)
    package = open_package(source.docx, name, budget)
    roots = (
        package.xml(part) for part in package.names() if part.startswith("word/") and part.endswith(".xml")
    )
    tell_changes(package, sum(count_changes(root) for root in roots if root is not None), findings)
    tell_hidden_text(package, findings)
    agency = "".join(agency_of(source.report).split())
    wanted = "".join(written.statistics.agency.split())
    if agency != wanted:
        findings.error(
            "finish.other",
            Place(name),
            "这份报告不是这个单位的报告",
            f"报告：{agency[:60]}；设置：{wanted[:60]}",
            "请核对文件；在别的单位的文件夹里运行的，请换到那个单位的文件夹",
        )
    else:
        findings.extend(_other_names(source.report, drafted.report, wanted))
    report, found = check_finished(source.report, drafted, written.record.texts)
    findings.extend(found)
    return report


def _other_names(report: Report, drafted: Report, agency: str) -> Iterator[Finding]:
    """The title and the signature where they have come to name another agency than the draft's."""
    from report_builder.reports.outline import signature_of

    signature, signed = signature_of(report), _names(signature_of(drafted))
    for what, found, place, built in (
        ("标题", "".join(report.title.split()), report.title_place, "".join(drafted.title.split())),
        ("落款", _names(signature), signature[0].place if signature else None, signed),
    ):
        if found and agency in built and agency not in found:
            yield Finding(
                "finish.other",
                Severity.ERROR,
                place,
                f"{what}里写的不是这个单位",
                f"{what}：{found[:60]}；设置：{agency[:60]}",
                "请改正 Word 报告；单位改了名称的，请改 agency.toml 里的 name，再生成一次",
            )


def _names(paragraphs: Iterable[Paragraph]) -> str:
    return "、".join("".join(each.text.split()) for each in paragraphs)


def _read_copy(package: Package, report: Report, drafted: Subject) -> Report:
    """The copy as a report: what is made of it knows of nothing that does not leave the house."""
    from report_builder.reports.reading import read_package
    from report_builder.reports.recognition import recognise

    formats = [drafted.report_format] if drafted.report_format else []
    return recognise(read_package(package), formats, report.format_name)


def _properties(report: Report, written: WrittenReport, day: date) -> Properties:
    from report_builder.manuscript.properties import Properties

    agency, year = written.statistics.agency, written.statistics.year
    subject = f"{year}年政府信息公开工作年度报告"
    return Properties(report.title or written.name, subject, "".join(agency.split()), day)


def weigh(found: Iterable[Finding], reason: str) -> tuple[list[Finding], tuple[str, ...]]:
    """What was found of the file, harder than a draft's; the codes of errors that are passed over."""
    told = [_weighed(each) for each in found]
    errors = [each for each in told if each.severity is Severity.ERROR]
    if not reason or not errors:
        return told, ()
    message = f"仍有 {len(errors)} 处错误没有改正，照样定稿"
    remedy = "理由已写进清单和送审函"
    told = [replace(each, severity=Severity.WARNING) if each in errors else each for each in told]
    told.append(Finding("finish.even_so", Severity.WARNING, None, message, f"理由：{reason}", remedy))
    return told, tuple(dict.fromkeys(each.code for each in errors))


def _weighed(each: Finding) -> Finding:
    if each.code in _HARD and each.severity is Severity.WARNING:
        return replace(each, severity=Severity.ERROR)
    if each.code == "docx.revisions":  # whoever signed it may have meant the text before the change
        remedy = "对外的文件已按全部接受生成；不该全部接受的，请在 Word 的“审阅”里处理好，再定稿一次"
        return replace(each, severity=Severity.WARNING, remedy=remedy)
    return each
