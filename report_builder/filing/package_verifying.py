"""A package, as a folder or as a zip file → findings for every file of it that is changed, missing or added.

It needs nothing but the package: what it must hold stands in its own manifests (RFC 8493). It may come from
anybody, so that sizes are bounded and nothing of a zip file is ever written to the disk.
"""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from hashlib import sha256
from typing import IO, TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.archives import DAMAGE
from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Findings, Place, ReportError
from report_builder.filing.bags import DECLARATION, INFO, MANIFEST, PAYLOAD, TAG_MANIFEST, read_name
from report_builder.opened_files import LOCK_FILES
from report_builder.plain_files import open_plain
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from report_builder.diagnostics import Finding

# Beside what a budget says of one packed file and of one year: all of a package is gone through once, and
# nothing of it held.
_FILES: Final = 2
_FOLDERS: Final = 4
_CHUNK: Final = 1 << 20
_SHOWN: Final = 12  # digits of a SHA-256
_DIGITS: Final = 64
_UTF8_FLAG: Final = 0x800
# What systems and office programs leave in folders that somebody looked into; all else was put there.
_PASSING: Final = frozenset(("Thumbs.db", ".DS_Store", "desktop.ini"))
_BACK: Final = "请向送来这个包的单位重新要一份"


class PackageFiles(Struct, frozen=True):
    """The files of a package by their names in it, each to be opened; ``sizes`` as they are said to be."""

    place: str
    sizes: Mapping[str, int]
    open: Callable[[str], IO[bytes]]
    budget: Budget


def verify_package(path: Path, budget: Budget = USUAL) -> tuple[Finding, ...]:
    """Notices on a package whose every file is as it was packed.

    Raises ``ReportError`` with every file that is not, and where it is no package.
    """
    findings = Findings()
    with _opened(path, budget, findings) as package:
        _verify(package, findings)
    findings.stop_on_errors()
    return tuple(findings)


@contextmanager
def _opened(path: Path, budget: Budget, findings: Findings) -> Iterator[PackageFiles]:
    """The package's files; raises ``ReportError`` for what cannot be opened."""
    place = Place(str(path))
    try:
        if path.is_dir():
            yield _folder(path, budget)
            return
        with open_plain(path) as file, zipfile.ZipFile(file) as archive:
            yield _zipped(path, archive, budget)
    except FileNotFoundError as fault:
        findings.error("file.missing", place, "找不到这个文件", remedy="请核对文件名和所在的文件夹")
        raise ReportError(findings) from fault
    except _TooLargeError as fault:
        findings.error("package.unreadable", place, "这个包太大，没有核对", str(fault), fault.way_out)
        raise ReportError(findings) from fault
    except DAMAGE as fault:
        reason = reason_of(fault) if isinstance(fault, OSError) else "压缩文件已损坏，或者不是压缩文件"
        findings.error("package.unreadable", place, "打不开这个包，无从核对", reason, _BACK)
        raise ReportError(findings) from fault


class _TooLargeError(Exception):
    """What is beyond all bounds, in words, and how to have it read all the same."""

    def __init__(self, words: str, way_out: str) -> None:
        super().__init__(words)
        self.way_out = way_out


def _folder(path: Path, budget: Budget) -> PackageFiles:
    found: dict[str, int] = {}
    for each in sorted(path.rglob("*")):
        if not each.is_dir() or each.is_symlink():
            found[each.relative_to(path).as_posix()] = each.lstat().st_size
            _bound(found, budget)
    return PackageFiles(str(path), found, lambda name: open_plain(path / name), budget)


def _zipped(path: Path, archive: zipfile.ZipFile, budget: Budget) -> PackageFiles:
    """The entries below the folder that the package lies in, as it does when Windows unpacks it."""
    entries: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        if info.is_dir():
            continue
        name = _name_of(info)
        if name in entries:
            msg = f"其中有两个“{name}”"
            raise zipfile.BadZipFile(msg)
        entries[name] = info
    signs = [name for name in entries if name.rpartition("/")[2] in {DECLARATION, MANIFEST}]
    root = "".join(min(signs, key=len, default="").rpartition("/")[:2])
    inside = {
        name.removeprefix(root) if name.startswith(root) else f"../{name}": each
        for name, each in entries.items()
    }
    found = {name: each.file_size for name, each in inside.items()}
    _bound(found, budget)
    return PackageFiles(str(path), found, lambda name: archive.open(inside[name]), budget)


def _name_of(info: zipfile.ZipInfo) -> str:
    """A name as whoever packed it meant it: Windows packs Chinese names in its own code page, unflagged."""
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _bound(found: Mapping[str, int], budget: Budget) -> None:
    are_many = len(found) > _FILES * budget.parts
    if are_many or sum(found.values()) > _FOLDERS * budget.folder_bytes:
        msg = f"有 {len(found)} 个文件，{sum(found.values())} 字节"
        raise _TooLargeError(msg, budget.way_out("parts" if are_many else "folder_megabytes"))


def _verify(package: PackageFiles, findings: Findings) -> None:
    place = Place(package.place)
    if not {DECLARATION, MANIFEST} & package.sizes.keys():
        remedy = "请写“归档”文件夹里的一个包：文件夹，或者 .zip 文件"
        findings.error("package.none", place, "这不是本程序打的包，里面没有打包时的清单", remedy=remedy)
        return
    gone = [name for name in (DECLARATION, MANIFEST, TAG_MANIFEST) if name not in package.sizes]
    for name in gone:
        _missing(package, name, findings)
    payload = {} if MANIFEST in gone else _listed(package, MANIFEST, findings)
    tags = {} if TAG_MANIFEST in gone else _listed(package, TAG_MANIFEST, findings)
    if payload is None or tags is None or MANIFEST in gone:
        return
    tags = {name: digest for name, digest in tags.items() if name not in gone}
    for name, digest in {**tags, **payload}.items():
        _verify_file(package, name, digest, findings)
    known = {*payload, *tags, DECLARATION, TAG_MANIFEST}
    for name in sorted(package.sizes.keys() - known):
        _added(package, name, findings)


def _listed(package: PackageFiles, manifest: str, findings: Findings) -> dict[str, str] | None:
    """What a manifest says; ``None`` with a finding where it cannot be read."""
    try:
        with package.open(manifest) as file:
            data = file.read(package.budget.figures_bytes + 1)
        if len(data) > package.budget.figures_bytes:
            _tell_long(package, manifest, findings)
            return None
        lines = data.decode("utf-8").splitlines()
        parted = [line.split(maxsplit=1) for line in lines]
        listed = {read_name(name): digest.lower() for digest, name in parted}
    except (*DAMAGE, UnicodeError):
        listed = {"": ""}
    is_sound = all(len(digest) == _DIGITS and _is_within(name) for name, digest in listed.items())
    if not is_sound or (manifest == MANIFEST and not all(name.startswith(PAYLOAD) for name in listed)):
        where = Place(package.place, part=manifest)
        findings.error("package.changed", where, "读不懂打包时的清单，它被改动过", remedy=_BACK)
        return None
    return listed


def _tell_long(package: PackageFiles, manifest: str, findings: Findings) -> None:
    message = f"打包时的清单超过 {package.budget.figures_bytes} 字节，没有读取"
    remedy = package.budget.way_out("text_kilobytes")
    findings.error("file.too_large", Place(package.place, part=manifest), message, remedy=remedy)


def _is_within(name: str) -> bool:
    return bool(name) and not name.startswith("/") and "\\" not in name and ".." not in name.split("/")


def _verify_file(package: PackageFiles, name: str, digest: str, findings: Findings) -> None:
    if name not in package.sizes:
        _missing(package, name, findings)
        return
    try:
        found = _digest(package, name)
    except (*DAMAGE, _TooLargeError):
        found = ""
    if found != digest:
        what = "包自己的说明" if name in {INFO, DECLARATION, MANIFEST} else "这个文件"
        now = f"现在 {found[:_SHOWN]}……" if found else "现在读不出来"
        findings.error(
            "package.changed",
            Place(package.place, part=name),
            f"{what}与打包时的不一样",
            f"校验码：打包时 {digest[:_SHOWN]}……，{now}",
            _BACK,
        )


def _digest(package: PackageFiles, name: str) -> str:
    digest, read = sha256(), 0
    with package.open(name) as file:
        while chunk := file.read(_CHUNK):
            read += len(chunk)
            if read > _FOLDERS * package.budget.folder_bytes:
                raise _TooLargeError(name, "")
            digest.update(chunk)
    return digest.hexdigest()


def _missing(package: PackageFiles, name: str, findings: Findings) -> None:
    findings.error(
        "package.missing", Place(package.place, part=name), "打包时有的这个文件不见了", remedy=_BACK
    )


def _added(package: PackageFiles, name: str, findings: Findings) -> None:
    where, last = Place(package.place, part=name), name.rpartition("/")[2]
    if last in _PASSING or last.startswith(LOCK_FILES):
        message = "这个文件是系统或者办公软件留下的，打包时没有"
        findings.warn("package.extra", where, message, remedy="可以删去")
    else:
        message = "打包时没有这个文件，是后来放进来的"
        findings.error("package.extra", where, message, remedy="请把它移到别处，再核对一次")
