"""A folder → the files in it that are ledgers, in the order of their names, each held in memory."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Place

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.diagnostics import Findings

MAX_FILE_BYTES: Final = 50_000_000
LEDGER_SUFFIXES: Final = frozenset({".xlsx", ".xls", ".ods", ".csv"})

# Spreadsheets of other kinds: to pass them over would lose figures without a word.
_OTHER_SPREADSHEETS: Final = frozenset({
    ".et", ".ett", ".xlsm", ".xlsb", ".xlt", ".xltx", ".xltm", ".fods", ".ots", ".numbers", ".tsv", ".dbf",
})  # fmt: skip
_SYSTEM_FILES: Final = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Source:
    """A ledger file; ``file`` is its path as shown to the user, ``suffix`` in lower case."""

    file: str
    name: str
    suffix: str
    content: bytes


def find_sources(folder: Path, findings: Findings) -> tuple[Source, ...]:
    """Every readable ledger of a folder; what is passed over or cannot be read is told."""
    paths = _listing(folder, findings)
    if paths is None:
        return ()
    told = len(findings.errors)
    sources = tuple(source for path in paths if (source := _source(folder, path, findings)) is not None)
    if not sources and len(findings.errors) == told:
        findings.error(
            "ledger.no_files",
            Place(folder.as_posix()),
            "文件夹里没有台账",
            remedy="请把台账（.xlsx、.xls、.ods 或 .csv）放进这个文件夹",
        )
    return sources


def _listing(folder: Path, findings: Findings) -> list[Path] | None:
    """The folder's entries by name; a name composed differently on macOS sorts alike."""
    place = Place(folder.as_posix())
    if not folder.is_dir():
        what = "不是文件夹" if folder.exists() else "找不到台账文件夹"
        findings.error("file.missing", place, what, remedy="请建立这个文件夹，并把台账放进去")
        return None
    try:
        return sorted(folder.iterdir(), key=lambda path: unicodedata.normalize("NFC", path.name))
    except OSError as fault:
        findings.error("file.unreadable", place, "文件夹打不开", evidence=_reason(fault))
        return None


def _source(folder: Path, path: Path, findings: Findings) -> Source | None:
    name, suffix = path.name, path.suffix.lower()
    place = Place(path.as_posix())
    if name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#")):
        findings.warn(
            "ledger.file_locked",
            place,
            "是表格软件打开台账时留下的锁定文件：有一个台账可能正开着，还没有保存",
            remedy="请保存并关闭台账后再运行；如果没有打开，可以删去这个文件",
        )
    elif name.startswith(".") or name.lower() in _SYSTEM_FILES:
        return None
    elif suffix in _OTHER_SPREADSHEETS:
        findings.error(
            "ledger.file_format",
            place,
            f"“{suffix}”格式的表格不能直接读取",
            remedy="请用原来的软件打开，另存为 .xlsx；如果它不是台账，请移出这个文件夹",
        )
    elif suffix not in LEDGER_SUFFIXES:
        findings.notice("ledger.file_skipped", place, "不是台账，没有读取", remedy=_skipped_remedy(path))
    else:
        return _read(folder, path, findings)
    return None


def _skipped_remedy(path: Path) -> str:
    if path.is_dir():
        return "子文件夹里的台账不读取；需要的话请直接放进台账文件夹"
    return "台账应为 .xlsx、.xls、.ods 或 .csv"


def _read(folder: Path, path: Path, findings: Findings) -> Source | None:
    place = Place(path.as_posix())
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve(strict=True)):
            findings.error(
                "ledger.file_outside",
                place,
                "是通向别处的链接，没有读取",
                remedy="请把台账文件本身复制到台账文件夹里",
            )
            return None
        if not path.is_file():
            findings.error(
                "file.unreadable", place, "不是文件，读不出台账", remedy="请换成真正的表格文件，或移走"
            )
            return None
        with path.open("rb") as stream:
            content = stream.read(MAX_FILE_BYTES + 1)
    except OSError as fault:
        findings.error(
            "file.unreadable",
            place,
            "文件打不开",
            evidence=_reason(fault),
            remedy="请关闭正在使用它的程序，并确认有读取权限",
        )
        return None
    if len(content) > MAX_FILE_BYTES:
        findings.error(
            "file.too_large",
            place,
            f"文件超过 {MAX_FILE_BYTES // 1_000_000} MB",
            remedy="请删去台账里的图片和多余的空行、格式，或拆成几个文件",
        )
        return None
    return Source(path.as_posix(), path.name, path.suffix.lower(), content)


def _reason(fault: OSError) -> str:
    return f"系统的说法：{fault.strerror or type(fault).__name__}"
