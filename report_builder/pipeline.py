"""A request → the finished report: the stages, called in their order, and nothing else.

The stages are imported where they are called, so that ``pdf FILE.docx`` never loads what only a build needs.
"""
# ruff: noqa: PLC0415  (the docstring's last sentence says why)

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from report_builder.budgets import USUAL
from report_builder.diagnostics import Finding, Findings, ReportError, Severity
from report_builder.drafts import Draft, TypesetReport
from report_builder.inputs import read_inputs, read_styles, stop_if_changed
from report_builder.opened_files import tell_opened
from report_builder.report_files import read_report
from report_builder.report_pages import font_folders, tell_stale_contents, tell_unseen_text, typeset_report
from report_builder.year_folders import CHECKS, STATISTICS, checks_file, year_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.budgets import Budget
    from report_builder.drafts import BuildRequest, Steps, WrittenReport
    from report_builder.page_formats import TypesetRequest
    from report_builder.painting.attachments import Attachment
    from report_builder.painting.seal_places import SealPlace
    from report_builder.word.packages import Package


class LintRequest(Struct, frozen=True):
    """Which report, Word file or PDF, to look over, or which template for what keeps it from being filled.

    ``data`` may hold settings that switch rules off.
    """

    source: Path
    data: Path
    working_folder: Path


class BuildResult(Struct, frozen=True):
    """What was built: the sizes of the files in ``folder`` by name, the PDF's pages, and what was found."""

    folder: Path
    sizes: Mapping[str, int]
    pages: int
    findings: tuple[Finding, ...]


def build(request: BuildRequest) -> Steps[BuildResult]:
    """Build every output of a year into ``out/<year>/``.

    Raises ``ReportError`` with everything that was found, having written nothing.
    """
    from report_builder.painting.pdf import paint_pdf

    opening = Findings()
    recover_year(request, opening)
    stop_if_opened(year_folder(request.out, request.year), opening)
    inputs = read_inputs(request.data, request.out, request.year)
    draft = yield from set_report(Draft(request, tuple(opening)))
    written = draft.written()
    if draft.typeset is None:  # never without an error
        raise ReportError(draft.findings)
    yield "生成 PDF"
    typeset, attached = draft.typeset, _attachments(written) if request.attach else ()
    found = Findings()
    pdf = paint_pdf(typeset.pages, typeset.faces, attached, _seal_place(draft, typeset, found))
    draft = draft.telling(found)
    if request.attach:
        draft = draft.telling([_attached()])
    yield "归档"
    return _file(draft, pdf, inputs)


def _seal_place(draft: Draft, typeset: TypesetReport, findings: Findings) -> SealPlace | None:
    """Where the PDF waits for the seal, if the settings want it to."""
    from report_builder.painting.seal_places import demand_seal_place

    if draft.settings is None or draft.report is None or not draft.settings.signature_field:
        return None
    return demand_seal_place(typeset.pages, typeset.faces, draft.report, findings)


def _file(draft: Draft, pdf: bytes, inputs: Mapping[str, str]) -> BuildResult:
    """Every output in its place, all of them or none."""
    from report_builder.filing.outputs import file_outputs
    from report_builder.reviewing import checks_page, comparison_beside

    request, written, findings = draft.request, draft.written(), Findings()
    outputs = {f"{written.name}.docx": written.docx, f"{written.name}.pdf": pdf, **written.figure_files()}
    if request.details:
        outputs |= written.details()
    outputs[CHECKS] = checks_page(draft, comparison_beside(draft))
    folder = year_folder(request.out, request.year)
    stop_if_changed(inputs, request.data, request.out, request.year)
    styles = read_styles(request.working_folder, written.format_name)
    file_outputs(folder, outputs, findings, request.modified, {**inputs, **styles})
    sizes = {name: len(data) for name, data in outputs.items()}
    pages = draft.typeset.pages.pages if draft.typeset else ()
    return BuildResult(folder, sizes, len(pages), (*draft.findings, *findings))


def set_report(begun: Draft) -> Steps[Draft]:
    """The draft with its Word report and its pages, or as far as it came; raises nothing that was found."""
    from report_builder.drafting import draft_report

    draft = yield from draft_report(begun)
    if draft.is_stopped or draft.package is None:
        return draft
    yield "排版"
    found, package = Findings(), draft.package.called(f"{draft.written().name}.docx")
    try:
        typeset = typeset_report(package, draft.request.working_folder, found)
    except ReportError as error:
        return draft.telling(error.findings).stopped()
    draft = replace(draft, typeset=typeset).telling(found)
    return draft.stopped() if draft.has_errors else draft


def stop_if_opened(folder: Path, findings: Findings) -> None:
    """Tell of outputs that somebody has open before any work is done."""
    from report_builder.filing.manifests import built_files

    tell_opened(folder, [*built_files(folder), CHECKS], findings)
    findings.stop_on_errors()


def recover_year(request: BuildRequest, findings: Findings) -> None:
    """Finish or undo what was interrupted where a year's files, or last year's, are read and written."""
    from report_builder.filing.recovering import interrupted_in, recover

    recover([request.data, *interrupted_in(request.out)], findings)


def open_report(docx: bytes, name: str, findings: Findings, budget: Budget) -> Package:
    """A Word report as all read it who read it; findings call it ``name``.

    Raises ``ReportError``, with what was found before, where it cannot be read.
    """
    from report_builder.word.packages import open_package

    try:
        return open_package(docx, name, budget)
    except ReportError as error:
        raise ReportError((*findings, *error.findings)) from error


def _attachments(written: WrittenReport) -> tuple[Attachment, ...]:
    """The statistics and the ledgers, to be carried inside the PDF."""
    from report_builder.painting.attachments import Attachment

    ledgers = (
        Attachment(Path(file).name, Path(file).read_bytes(), "Source") for file in written.ledger_files
    )
    return (Attachment(STATISTICS, written.figures, "Data"), *ledgers)


def _attached() -> Finding:
    return Finding(
        "ledger.attached",
        Severity.WARNING,
        None,
        "统计数据和全部台账已附在 PDF 里，拿到 PDF 的人都能取出来看",
        remedy="公开发布以前，请确认台账里没有不宜公开的内容；不需要附带的，去掉 --attach 重新生成",
    )


def check(request: BuildRequest) -> Steps[Draft]:
    """Do everything that a build does but write the check report only, and give the draft.

    Raises ``ReportError`` with everything that was found if one finding is an error; the check report is
    written all the same, as far as it goes.
    """
    opening = Findings()
    recover_year(request, opening)
    draft = yield from set_report(Draft(request, tuple(opening)))
    _file_checks(draft)
    draft.stop_on_errors()
    return draft


def _file_checks(draft: Draft) -> None:
    """Write the check report; where that fails, its finding joins what is to be told."""
    from report_builder.filing.outputs import file_output
    from report_builder.reviewing import checks_page, comparison_beside

    request = draft.request
    try:
        file_output(
            checks_file(request.out, request.year),
            checks_page(draft, comparison_beside(draft)),
            request.modified,
        )
    except ReportError as error:
        raise ReportError((*draft.findings, *error.findings)) from error


def lint_file(request: LintRequest) -> tuple[Finding, ...]:
    """What is found of a Word report, whoever made it; or of a format, by its template.

    Raises ``ReportError`` with everything that was found where one finding is an error.
    """
    from report_builder.format_review import is_template

    if is_template(request.source):
        return _review(request)
    from report_builder.file_checks import FileCheck, check_file
    from report_builder.filing.recovering import recover
    from report_builder.settings import sound_settings

    findings = Findings()
    recover([request.source.parent, request.data], findings)
    settings = sound_settings(request.data)
    statistics, styles = request.source.with_name(STATISTICS), request.working_folder / "styles"
    budget = settings.limits if settings else USUAL
    asked = FileCheck(statistics, styles, settings, with_style=True, budget=budget)
    findings.extend(check_file(read_report(request.source, budget), str(request.source), asked))
    findings.stop_on_errors()
    return tuple(findings)


def _review(request: LintRequest) -> tuple[Finding, ...]:
    """What is wrong with a format; raises ``ReportError`` where that would stop a build."""
    from report_builder.format_review import review_format
    from report_builder.settings import limits_of
    from report_builder.typesetting.fonts.faces import load_faces

    found = Findings()
    faces = load_faces(map(Path, font_folders(request.working_folder)))
    found.extend(review_format(request.source.parent, faces, limits_of(request.data)))
    found.stop_on_errors()
    return tuple(found)


def typeset_file(request: TypesetRequest) -> Steps[BuildResult]:
    """Typeset a Word report, edited or not, into a PDF, and what else is asked for.

    Raises ``ReportError`` with everything that was found, having written nothing.
    """
    from report_builder.filing.outputs import file_together
    from report_builder.filing.recovering import recover
    from report_builder.page_formats import paint_files
    from report_builder.settings import limits_of

    findings = Findings()
    recover([request.source.parent, request.target.parent], findings)
    tell_opened(request.target.parent, request.names, findings)
    findings.stop_on_errors()
    budget = limits_of(request.working_folder / "data")
    docx = read_report(request.source, budget)
    yield "排版"
    package = open_report(docx, str(request.source), findings, budget)
    findings.extend(_check_report(package, request, budget))
    typeset = typeset_report(package, request.working_folder, findings)
    tell_stale_contents(package, typeset.pages, findings)
    tell_unseen_text(typeset.pages, str(request.source), findings)
    if request.strict:
        findings.harden("docx")
        findings.harden("font")
    findings.stop_on_errors()
    yield f"生成 {request.kinds}"
    outputs = paint_files(package, typeset, request)
    file_together(request.target.parent, outputs, request.modified)
    sizes = {name: len(data) for name, data in outputs.items()}
    return BuildResult(request.target.parent, sizes, len(typeset.pages.pages), tuple(findings))


def _check_report(package: Package, request: TypesetRequest, budget: Budget) -> tuple[Finding, ...]:
    """What the checks find of a report that is typeset whatever they find, unless that is to be strict."""
    from report_builder.reports.likeness import may_be_report

    if not may_be_report(package):
        return ()  # any other file is typeset as well, and no check has anything to say of it
    from report_builder.file_checks import FileCheck, as_warnings, check_package

    statistics, styles = request.source.with_name(STATISTICS), request.working_folder / "styles"
    asked = FileCheck(statistics, styles, budget=budget)
    try:
        found = check_package(package, asked)
    except ReportError:
        return ()  # the typesetter says what is wrong with the file
    return (
        tuple(each for each in found if each.code != "docx.unrecognised")
        if request.strict
        else as_warnings(found)
    )
