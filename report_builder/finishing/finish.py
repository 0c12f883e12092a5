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
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from pathlib import Path
    from typing import Literal

    from report_builder.drafting import BuildRequest
    from report_builder.filing.manifests import Finishing
    from report_builder.finishing.examining import SignedYear, SourceFile
    from report_builder.finishing.outputs import OutputKind
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
    from report_builder.finishing.packing import Sent, make_packages
    from report_builder.pipeline import BuildResult, stop_if_opened

    findings = Findings()
    on_stage("读取 Word 报告")
    source = _find_source(request, findings)
    folder = year_folder(request.out, source.year)
    stop_if_opened(folder, findings)
    inputs = read_inputs(request.data, request.out, source.year)
    year = _year(request, source)
    examined = examine(source, year, request.reason, findings, on_stage)
    finishing = _finishing(request, source, examined, folder)
    made = _make(examined, on_stage)
    on_stage("打包")
    told = _Telling(request, source, examined, folder / finishing.original.name)
    page = told.page(findings, for_strangers=True)
    sent = Sent(_those(made, "for_office"), _those(made, "for_rooms"), page, finishing)
    packages = make_packages(examined.signed, sent, request.working_folder, findings)
    on_stage("归档")
    outputs = {name: data for files in made.values() for name, data in files.items()}
    papers = {CHECKS: told.page(findings)}
    stop_if_changed(inputs, request.data, request.out, source.year)
    _stop_if_edited(source)
    inputs |= read_styles(request.working_folder, examined.signed.drafted.format_name)
    packed = {name: data for files in packages.values() for name, data in files.items()}
    originals = {finishing.original.name: source.docx} if finishing.original.name != source.path.name else {}
    finished = FinishedSet(outputs, papers, packed, originals, finishing, inputs)
    file_finished(folder, finished, findings, request.modified)
    zips = {name: data for name, data in packed.items() if name.endswith(".zip") and name.count("/") == 1}
    sizes = {name: len(data) for name, data in (outputs | papers | zips).items()}
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


def _make(examined: SignedYear, on_stage: Callable[[str], None]) -> dict[OutputKind, Mapping[str, bytes]]:
    """The files of every kind of output."""
    from report_builder.finishing.outputs import OUTPUTS

    made: dict[OutputKind, Mapping[str, bytes]] = {}
    for kind in OUTPUTS:
        on_stage(kind.stage)
        so_far = {name: data for files in made.values() for name, data in files.items()}
        made[kind] = kind.make(examined.signed, so_far)
    return made


def _those(
    made: Mapping[OutputKind, Mapping[str, bytes]], audience: Literal["for_office", "for_rooms"]
) -> dict[str, bytes]:
    """The outputs that go to the leading-group office, or to reading rooms."""
    chosen = (
        files
        for kind, files in made.items()
        if (kind.for_office if audience == "for_office" else kind.for_rooms)
    )
    return {name: data for files in chosen for name, data in files.items()}


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


class _Telling(Struct, frozen=True):
    """What the check report is made from; the original will lie at ``kept`` when the set is filed."""

    request: FinishRequest
    source: SourceFile
    examined: SignedYear
    kept: Path

    def page(self, findings: Iterable[Finding], *, for_strangers: bool = False) -> bytes:
        """The page; one that leaves the house quotes nothing but the report itself."""
        from report_builder.reviewing import Folders, bare_of_ledgers, checks_page

        told = [self._moved(each) for each in findings]
        told = bare_of_ledgers(told, str(self.kept)) if for_strangers else told
        folders = Folders(self.request.data, self.request.out)
        return checks_page(told, self.examined.reached, folders, self.source.year)

    def _moved(self, finding: Finding) -> Finding:
        """The finding where its file will lie, as it does at the next run."""
        place = finding.place
        if place is None or place.file != str(self.source.path) or self.source.path.name == self.kept.name:
            return finding
        return replace(finding, place=replace(place, file=str(self.kept)))


def _stop_if_edited(source: SourceFile) -> None:
    """Raise ``ReportError`` (``file.changed``) where the Word file was saved anew in the meantime."""
    from report_builder.filing.manifests import digest_of

    if digest_of(source.path) != sha256(source.docx).hexdigest():
        message = "定稿的过程中这个文件又改动了，没有写任何文件"
        remedy = "请保存并关闭它，再运行一次"
        finding = Finding("file.changed", Severity.ERROR, Place(str(source.path)), message, remedy=remedy)
        raise ReportError([finding])
