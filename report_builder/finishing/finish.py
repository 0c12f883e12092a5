"""A request → the signed Word file checked a last time, and everything that leaves the house made from it.

``finish(FinishRequest)`` writes all of it or nothing; as in ``pipeline``, stages are imported where
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
from report_builder.opened_files import tell_opened
from report_builder.real_paths import real_path
from report_builder.visible_text import visible_line
from report_builder.year_folders import CHECKS, year_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from report_builder.drafts import BuildRequest, Draft, Steps
    from report_builder.filing.manifests import Finishing
    from report_builder.filing.registering import SentPackage
    from report_builder.finishing.examining import SignedYear, SourceFile
    from report_builder.finishing.outputs import MadeOutputs
    from report_builder.pipeline import BuildResult


class FinishRequest(Struct, frozen=True):
    """Which report to finish: that of a ``year``, or the Word file ``source``, which tells its year itself.

    ``reason`` is why it is to be done in spite of errors, ``sealed`` a PDF with the seal on it, ``attach``
    puts the figures into the OFD. ``today``
    dates the register, ``modified`` (seconds since 1970) the files. ``is_sample`` says that ``data`` came
    with the program.
    """

    data: Path
    out: Path
    working_folder: Path
    today: date
    year: int = 0
    source: Path | None = None
    reason: str = ""
    sealed: Path | None = None
    attach: bool = False
    is_sample: bool = False
    modified: int | None = None

    @property
    def register_folder(self) -> Path:
        """Where what was sent is noted: the year after, too, and never among what came with the program."""
        return self.out if self.is_sample else self.data


def finish(request: FinishRequest) -> Steps[BuildResult]:
    """Make everything from the signed file into ``out/<year>/``.

    Raises ``ReportError`` with everything that was found, having written nothing.
    """
    from report_builder.drafts import Draft
    from report_builder.filing.registering import read_rows, version_of
    from report_builder.finishing.examining import examine
    from report_builder.finishing.outputs import make_outputs
    from report_builder.finishing.sealing import with_seal
    from report_builder.pipeline import stop_if_opened
    from report_builder.settings import limits_of

    # It goes into XML, which has no control characters and nothing that cannot be encoded.
    legible = visible_line(request.reason).encode("utf-8", "replace").decode("utf-8")
    request = replace(request, reason=legible)
    opening = Findings()
    yield "读取 Word 报告"
    source = _find_source(request, opening)
    folder = year_folder(request.out, source.year)
    stop_if_opened(folder, opening)
    noted = read_rows(request.register_folder, limits_of(request.data))
    inputs = read_inputs(request.data, request.out, source.year)
    begun = Draft(_year(request, source), tuple(opening))
    examined = yield from examine(source, begun, request.reason)
    made = yield from make_outputs(examined.signed)
    if request.sealed is not None:
        yield "核对盖章的 PDF"
        examined, made = with_seal(request.sealed, examined, made, request.reason)
    yield "打包"
    version = version_of(noted, source.year, made.report_digest)
    packed = _pack(request, source, examined, made, version)
    yield "归档"
    stop_if_changed(inputs, request.data, request.out, source.year)
    _stop_if_edited(source)
    result = _file(request, source, packed, inputs)
    yield "登记"
    return replace(result, findings=(*result.findings, *_register(request, examined, packed)))


class _Packed(Struct, frozen=True):
    """The finished year, its outputs, its packages' files, and what the manifest tells of them."""

    draft: Draft
    outputs: Mapping[str, bytes]
    packages: Mapping[str, bytes]
    finishing: Finishing
    noted: tuple[SentPackage, ...]


def _pack(
    request: FinishRequest, source: SourceFile, examined: SignedYear, made: MadeOutputs, version: int
) -> _Packed:
    """What goes out to each recipient; raises ``ReportError`` where a form cannot be filled."""
    from report_builder.filing.packages import zip_name
    from report_builder.filing.registering import SentPackage
    from report_builder.finishing.packing import Sent, make_packages
    from report_builder.reviewing import bare_of_ledgers, checks_page

    folder, findings = year_folder(request.out, source.year), Findings()
    finishing = _finishing(request, source, examined, version, made)
    told = _as_filed(examined.draft.findings, request, source, finishing)
    kept = str(folder / finishing.original.name)
    page = checks_page(replace(examined.draft, findings=bare_of_ledgers(told, kept)))
    sent = Sent(made.for_office, made.for_rooms, page, finishing, made.sealed)
    packages = make_packages(examined.signed, sent, request.working_folder, findings)
    files = {name: data for package in packages.values() for name, data in package.items()}
    noted = tuple(
        SentPackage(each, zip_name(each), sha256(files[zip_name(each)]).hexdigest()) for each in packages
    )
    return _Packed(examined.draft.telling(findings), made.files, files, finishing, noted)


def _file(
    request: FinishRequest, source: SourceFile, packed: _Packed, inputs: Mapping[str, str]
) -> BuildResult:
    """Everything in its place, all of it or nothing."""
    from report_builder.filing.finished_sets import FinishedSet, earlier_packages, file_finished
    from report_builder.filing.packages import is_zip
    from report_builder.pipeline import BuildResult
    from report_builder.reviewing import checks_page

    folder, findings, kept = year_folder(request.out, source.year), Findings(), packed.finishing.original.name
    told = _as_filed(packed.draft.findings, request, source, packed.finishing)
    papers = {CHECKS: checks_page(replace(packed.draft, findings=told))}
    written = packed.draft.written()
    styles = read_styles(request.working_folder, written.format_name)
    originals = {kept: source.docx} if kept != source.path.name else {}
    packages = {**packed.packages, **earlier_packages(folder, packed.finishing.version)}
    finished = FinishedSet(
        packed.outputs, papers, packages, originals, packed.finishing, {**inputs, **styles}
    )
    file_finished(folder, finished, findings, request.modified)
    zips = {name: data for name, data in packed.packages.items() if is_zip(name)}
    sizes = {name: len(data) for name, data in {**packed.outputs, **papers, **zips}.items()}
    pages = packed.draft.typeset.pages.pages if packed.draft.typeset else ()
    return BuildResult(folder, sizes, len(pages), (*packed.draft.findings, *findings))


def _register(request: FinishRequest, examined: SignedYear, packed: _Packed) -> tuple[Finding, ...]:
    """Note what was packed; raises ``ReportError`` where that fails, with all else in its place."""
    from report_builder.filing.registering import Registration, register

    signed, finishing = examined.signed, packed.finishing
    noted = Registration(
        request.today,
        signed.drafted.statistics.year,
        finishing.version,
        signed.title,
        signed.day,
        len(signed.pages.pages),
        sha256(packed.outputs[f"{signed.name}.pdf"]).hexdigest(),
        packed.noted,
        f"带着错误定稿：{finishing.reason}" if finishing.reason else "",
    )
    try:
        return register(request.register_folder, noted, request.modified, examined.draft.limits)
    except ReportError as error:
        place, message = Place(str(request.register_folder)), "文件已经全部写好，只是没有登记上"
        remedy = "请照下面的提示处理，再运行一次，会补上登记"
        unwritten = Finding("register.unwritten", Severity.ERROR, place, message, remedy=remedy)
        raise ReportError([*packed.draft.findings, unwritten, *error.findings]) from error


def _find_source(request: FinishRequest, findings: Findings) -> SourceFile:
    """The signed file, what was interrupted beside it having been finished or undone."""
    from report_builder.filing.recovering import interrupted_in, recover
    from report_builder.finishing.choosing import choose_source
    from report_builder.finishing.examining import read_source
    from report_builder.formats.library import load_formats
    from report_builder.settings import limits_of

    beside = [request.source.parent] if request.source else []
    recover([*beside, request.data, *interrupted_in(request.out)], findings)
    path, budget = request.source, limits_of(request.data)
    if path is None:
        formats = load_formats(request.working_folder / "styles")
        folder = year_folder(request.out, request.year)
        path = choose_source(folder, request.year, formats, budget, findings)
    _stop_if_open(path)
    return read_source(path, request.working_folder, budget)


def _stop_if_open(source: Path) -> None:
    """Raise ``ReportError`` where somebody seems to have the file open: what is not saved is not read."""
    found = Findings()
    tell_opened(source.parent, [source.name], found)
    for each in found:
        message = "要定稿的报告可能正开着：没有保存的改动读不到"
        remedy = "请保存并关闭它，再运行一次；如果并没有人打开，可以删去旁边“~$”或“.~”开头的文件"
        raise ReportError(
            [Finding("file.opened", Severity.ERROR, Place(str(source)), message, each.evidence, remedy)]
        )


def _year(request: FinishRequest, source: SourceFile) -> BuildRequest:
    """The year's data as the report was built from them, in its own format."""
    from report_builder.drafts import BuildRequest

    record = source.report.record
    return BuildRequest(
        request.data,
        source.year,
        request.out,
        request.working_folder,
        record.format_name if record else "",
        request.is_sample,
        request.modified,
        request.attach,
    )


def _finishing(
    request: FinishRequest, source: SourceFile, examined: SignedYear, version: int, made: MadeOutputs
) -> Finishing:
    """What the manifest tells of it; the original has a name of its own where its copy takes its place."""
    from report_builder.filing.finished_sets import original_name
    from report_builder.filing.manifests import Finishing, Input

    folder = year_folder(request.out, source.year)
    signed, digest = examined.signed, sha256(source.docx).hexdigest()
    copy = Input(f"{signed.name}.docx", sha256(signed.docx).hexdigest())
    is_in_the_way = real_path(source.path) == real_path(folder / copy.name)
    name = original_name(folder, signed.name, digest) if is_in_the_way else source.path.name
    reason = request.reason if examined.overruled else ""
    seal = Input(made.sealed, sha256(made.files[made.sealed]).hexdigest()) if made.sealed else None
    return Finishing(version, Input(name, digest), copy, reason, list(examined.overruled), seal)


def _as_filed(
    findings: Iterable[Finding], request: FinishRequest, source: SourceFile, finishing: Finishing
) -> tuple[Finding, ...]:
    """The findings where their files will lie when the set is filed, as they do at the next run."""
    folder = year_folder(request.out, source.year)
    filed = {str(source.path): str(folder / finishing.original.name)}
    if finishing.sealed is not None:
        filed[str(request.sealed)] = str(folder / finishing.sealed.name)
    return tuple(
        replace(each, place=replace(each.place, file=filed[each.place.file]))
        if each.place is not None and each.place.file in filed
        else each
        for each in findings
    )


def _stop_if_edited(source: SourceFile) -> None:
    """Raise ``ReportError`` (``file.changed``) where the Word file was saved anew in the meantime."""
    from report_builder.filing.manifests import digest_of

    if digest_of(source.path) != sha256(source.docx).hexdigest():
        message = "定稿的过程中这个文件又改动了，没有写任何文件"
        remedy = "请保存并关闭它，再运行一次"
        finding = Finding("file.changed", Severity.ERROR, Place(str(source.path)), message, remedy=remedy)
        raise ReportError([finding])
