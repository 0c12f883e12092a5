"""A request → the signed Word file checked a last time, and everything that leaves the house made from it.

``finish(FinishRequest, on_stage)`` writes all of it or nothing; as in ``pipeline``, stages are imported where
they are called.
"""
# ruff: noqa: PLC0415  (the docstring's last sentence says why)

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Finding, Findings, Place, ReportError, Severity
from report_builder.inputs import read_inputs, read_styles, stop_if_changed
from report_builder.year_folders import CHECKS, year_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from pathlib import Path

    from report_builder.drafting import BuildRequest
    from report_builder.filing.manifests import Finishing
    from report_builder.finishing.examining import SignedYear, SourceFile
    from report_builder.pipeline import BuildResult


class FinishRequest(Struct, frozen=True):
    """Which report to finish: that of a ``year``, or the Word file ``source``, which tells its year itself.

    ``reason`` is why it is to be done in spite of errors; ``today`` dates the register, ``modified`` (seconds
    since 1970) the files. ``is_sample`` says that ``data`` came with the program.
    """

    data: Path
    out: Path
    working_folder: Path
    today: date
    year: int = 0
    source: Path | None = None
    reason: str = ""
    is_sample: bool = False
    modified: int | None = None


def finish(request: FinishRequest, on_stage: Callable[[str], None]) -> BuildResult:
    """Make everything from the signed file into ``out/<year>/``.

    Raises ``ReportError`` with everything that was found, having written nothing.
    """
    from report_builder.filing.finished_sets import FinishedSet, file_finished
    from report_builder.finishing.examining import examine
    from report_builder.pipeline import BuildResult, stop_if_opened

    findings = Findings()
    on_stage("读取 Word 报告")
    source = _find_source(request, findings)
    folder = year_folder(request.out, source.year)
    stop_if_opened(folder, findings)
    inputs = read_inputs(request.data, request.out, source.year)
    year = _year(request, source)
    examined = examine(source, year, request.reason, findings, on_stage)
    made = _make(examined, on_stage)
    on_stage("归档")
    finishing = _finishing(request, source, examined, folder)
    kept = folder / finishing.original.name
    papers = {
        CHECKS: _page(request, source, examined, [_moved(each, source.path, kept) for each in findings])
    }
    stop_if_changed(inputs, request.data, request.out, source.year)
    _stop_if_edited(source)
    inputs |= read_styles(request.working_folder, examined.signed.drafted.format_name)
    originals = {finishing.original.name: source.docx} if finishing.original.name != source.path.name else {}
    finished = FinishedSet(made, papers, {}, originals, finishing, inputs)
    file_finished(folder, finished, findings, request.modified)
    sizes = {name: len(data) for name, data in (made | papers).items()}
    return BuildResult(folder, sizes, len(examined.signed.pages.pages), tuple(findings))


def _find_source(request: FinishRequest, findings: Findings) -> SourceFile:
    """The signed file, what was interrupted beside it having been finished or undone."""
    from report_builder.filing.recovering import interrupted_in, recover
    from report_builder.finishing.choosing import choose_source
    from report_builder.finishing.examining import read_source
    from report_builder.formats.library import load_formats

    beside = [request.source.parent] if request.source else []
    recover([*beside, request.data, *interrupted_in(request.out)], findings)
    path = request.source
    if path is None:
        formats = load_formats(request.working_folder / "styles")
        path = choose_source(year_folder(request.out, request.year), request.year, formats)
    return read_source(path, request.working_folder)


def _year(request: FinishRequest, source: SourceFile) -> BuildRequest:
    """The year's data as the report was built from them, in its own format."""
    from report_builder.drafting import BuildRequest

    record = source.report.record
    return BuildRequest(
        request.data,
        source.year,
        request.out,
        request.working_folder,
        record.format_name if record else "",
        request.is_sample,
        request.modified,
    )


def _make(examined: SignedYear, on_stage: Callable[[str], None]) -> dict[str, bytes]:
    """Every output by its name."""
    from report_builder.finishing.outputs import OUTPUTS

    made: dict[str, bytes] = {}
    for kind in OUTPUTS:
        on_stage(kind.stage)
        made |= kind.make(examined.signed)
    return made


def _finishing(request: FinishRequest, source: SourceFile, examined: SignedYear, folder: Path) -> Finishing:
    """What the manifest tells of it; the original has a name of its own where its copy takes its place."""
    from report_builder.filing.finished_sets import original_name
    from report_builder.filing.manifests import Finishing, Input

    signed, digest = examined.signed, sha256(source.docx).hexdigest()
    copy = Input(f"{signed.name}.docx", sha256(signed.docx).hexdigest())
    is_in_the_way = source.path.resolve() == (folder / copy.name).resolve()
    name = original_name(folder, signed.name, digest) if is_in_the_way else source.path.name
    reason = request.reason if examined.overruled else ""
    return Finishing(1, Input(name, digest), copy, reason, list(examined.overruled))


def _moved(finding: Finding, source: Path, kept: Path) -> Finding:
    """The finding where its file will lie when the set is filed, as it does at the next run."""
    place = finding.place
    if place is None or place.file != str(source) or source.name == kept.name:
        return finding
    return replace(finding, place=replace(place, file=str(kept)))


def _page(
    request: FinishRequest, source: SourceFile, examined: SignedYear, findings: Iterable[Finding]
) -> bytes:
    from report_builder.reviewing import Folders, checks_page

    return checks_page(findings, examined.reached, Folders(request.data, request.out), source.year)


def _stop_if_edited(source: SourceFile) -> None:
    """Raise ``ReportError`` (``file.changed``) where the Word file was saved anew in the meantime."""
    from report_builder.filing.manifests import digest_of

    if digest_of(source.path) != sha256(source.docx).hexdigest():
        message = "定稿的过程中这个文件又改动了，没有写任何文件"
        remedy = "请保存并关闭它，再运行一次"
        finding = Finding("file.changed", Severity.ERROR, Place(str(source.path)), message, remedy=remedy)
        raise ReportError([finding])
