"""A folder that a build has filed → findings for whatever in it is not as the manifest says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Findings, Place
from report_builder.filing.locks import LOCK
from report_builder.filing.manifests import digest_of, read_manifest
from report_builder.filing.outputs import list_names
from report_builder.filing.recovering import recover
from report_builder.filing.replacing import STAGING
from report_builder.opened_files import LOCK_FILES
from report_builder.year_folders import CHECKS, MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from report_builder.diagnostics import Finding
    from report_builder.filing.manifests import ManifestEntry

# Working papers, and what programs leave beside the files that they have open, are nobody's outputs.
_BESIDE: Final = (MANIFEST, CHECKS, LOCK, STAGING, *LOCK_FILES)
_SHOWN: Final = 12  # digits of a SHA-256


def verify_folder(folder: Path) -> tuple[Finding, ...]:
    """Notices on a folder whose every output is as it was built.

    Raises ``ReportError`` with everything that was found where one is not, or nothing says what they were.
    """
    findings = Findings()
    recover([folder], findings)
    manifest = read_manifest(folder)
    if manifest is None:
        place = Place(str(folder / MANIFEST))
        if (folder / MANIFEST).exists():
            remedy = "请用备份里的 manifest.json；没有备份的，请重新生成"
            findings.error("manifest.unreadable", place, "读不懂生成时的清单，无从核对", remedy=remedy)
        else:
            remedy = "请写生成时的那个文件夹，例如 out/2016"
            findings.error("manifest.missing", place, "这里没有生成时的清单，无从核对", remedy=remedy)
        findings.stop_on_errors()
        return ()
    packages = manifest.packages or []
    for entry in (*manifest.outputs, *packages):
        _verify_output(folder, entry, findings)
    listed = {entry.name for entry in (*manifest.outputs, *packages)}
    if manifest.finishing:
        original = manifest.finishing.original
        listed.add(original.name)
        _tell_edited(folder / original.name, original.sha256, findings)
    _tell_extra(
        folder,
        [
            path.relative_to(folder).as_posix()
            for path in _files_beside(folder, packages)
            if path.relative_to(folder).as_posix() not in listed and not path.name.startswith(_BESIDE)
        ],
        findings,
    )
    findings.stop_on_errors()
    return tuple(findings)


def _tell_extra(folder: Path, names: Sequence[str], findings: Findings) -> None:
    """Say once what lies there that nobody built."""
    if len(names) == 1:
        findings.notice("manifest.extra", Place(str(folder / names[0])), "生成时没有这个文件，没有核对")
    elif names:
        message = f"有 {len(names)} 个文件生成时没有，没有核对"
        findings.notice("manifest.extra", Place(str(folder)), message, list_names(names))


def _files_beside(folder: Path, packages: Iterable[ManifestEntry]) -> Iterator[Path]:
    """What lies in the folder, and in those of its packages."""
    packed = {entry.name.split("/")[0] for entry in packages}
    for path in sorted(folder.iterdir()):
        if path.name in packed and path.is_dir():
            yield from (each for each in sorted(path.rglob("*")) if not each.is_dir())
        else:
            yield path


def _tell_edited(original: Path, digest: str, findings: Findings) -> None:
    """Say that the Word file was edited since what was sent was made from it."""
    if original.is_file() and digest_of(original) != digest:
        findings.notice(
            "finish.edited_since",
            Place(str(original)),
            "定稿以后，这份原件又改过；对外的文件还是改动以前的",
            remedy="要更正已经报送的，请再运行一次 report-builder finish，会作为新的一版",
        )


def _verify_output(folder: Path, entry: ManifestEntry, findings: Findings) -> None:
    path = folder / entry.name
    place = Place(str(path))
    if not path.exists():
        remedy = "请从备份里找回，或者重新生成"
        findings.error("manifest.file_missing", place, "生成过的这个文件不见了", remedy=remedy)
    elif not path.is_file() or (digest := digest_of(path)) == "":
        findings.error("file.unreadable", place, "打不开，无从核对", remedy="请确认有读取权限")
    elif digest != entry.sha256:
        findings.error(
            "manifest.changed",
            place,
            "这个文件与生成时的不一样",
            f"生成时 {entry.size} 字节，校验码 {entry.sha256[:_SHOWN]}……；"
            f"现在 {path.stat().st_size} 字节，校验码 {digest[:_SHOWN]}……",
            "有意改的不必处理；不知道是谁改的，请从备份里找回，或者重新生成",
        )
