"""An entry of the ledgers' folder → whether it is a ledger; a finding for whatever else may hold figures."""

from __future__ import annotations

from itertools import islice
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Place
from report_builder.plain_files import open_plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from report_builder.diagnostics import Findings

LEDGER_SUFFIXES: Final = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv"})
# What may hold a table as well as anything else: it is opened to see.
_TEXTS_AND_PAGES: Final = frozenset({".txt", ".xml", ".htm", ".html", ".mht", ".mhtml"})

# Spreadsheets of other kinds: to pass them over would lose figures without a word.
_OTHER_SPREADSHEETS: Final[Mapping[str, str]] = MappingProxyType({
    ".et": "WPS 表格", ".ett": "WPS 表格模板", ".xlsb": "Excel 二进制工作簿", ".xlt": "Excel 模板",
    ".xltx": "Excel 模板", ".xltm": "Excel 模板", ".numbers": "Numbers 表格",
    ".fods": "OpenDocument 单文件表格", ".ots": "OpenDocument 模板",
    ".dbf": "dBase 数据库",
})  # fmt: skip
_ARCHIVES: Final = frozenset({".zip", ".rar", ".7z", ".gz", ".tar"})
_OTHER_FILES: Final[Mapping[str, str]] = MappingProxyType({
    ".pdf": "是 PDF 文件", ".ofd": "是版式文件", **dict.fromkeys((".doc", ".docx", ".wps"), "是文字文档"),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".heic", ".webp"), "是图片"),
})  # fmt: skip
_SYSTEM_FILES: Final = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_MOST_ENTRIES: Final = 1_000
_MOST_NAMED: Final = 3
# What a file really is, by its first bytes: OLE as .xls has it, or zip as .xlsx has it.
_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP: Final = b"PK\x03\x04"


def admit_ledger(path: Path, findings: Findings) -> bool:
    """Whether an entry is to be read as a ledger; what else it is is told, where anyone needs to know."""
    name, suffix, place = path.name, path.suffix.lower(), Place(path.as_posix())
    if opened := _opened_file(name):
        _tell_lock(path.with_name(opened), place, findings)
    elif name.startswith(".") or name.lower() in _SYSTEM_FILES:
        return False
    elif suffix in LEDGER_SUFFIXES | _TEXTS_AND_PAGES:
        return True
    elif suffix in _OTHER_SPREADSHEETS:
        _tell_other_spreadsheet(path, place, findings)
    elif path.is_dir():
        _tell_folder(path, place, findings)
    elif suffix in _ARCHIVES:
        what = "是压缩包，里面的台账没有读取"
        findings.warn("ledger.file_skipped", place, what, remedy="请解压，把台账直接放进台账文件夹")
    else:
        kind = _OTHER_FILES.get(suffix, "")
        what = f"{kind}，不是表格，没有读取" if kind else "不是台账，没有读取"
        findings.notice("ledger.file_skipped", place, what, remedy="台账应为 .xlsx、.xls、.ods 或 .csv")
    return False


def _opened_file(name: str) -> str:
    """The file that a lock file stands for, as Excel, WPS and LibreOffice leave them; empty for others."""
    if name.startswith("~$"):
        return name.removeprefix("~$")
    is_lock = name.startswith(".~lock.") and name.endswith("#")
    return name.removeprefix(".~lock.").removesuffix("#") if is_lock else ""


def _tell_lock(opened: Path, place: Place, findings: Findings) -> None:
    """Warn of a ledger that is open, since what is not saved is not read; a lock left behind is harmless."""
    if opened.exists():
        findings.warn(
            "ledger.file_locked",
            place,
            f"“{opened.name}”可能正开着：没有保存的改动读不到",
            remedy="请保存并关闭它再运行；如果并没有人打开，可以删去这个临时文件",
        )
    else:
        what = "是表格软件留下的临时文件，没有读取"
        findings.notice("ledger.file_locked", place, what, remedy="没有人打开台账时，可以删去这个文件")


def _tell_other_spreadsheet(path: Path, place: Place, findings: Findings) -> None:
    suffix = path.suffix.lower()
    findings.error(
        "ledger.file_format",
        place,
        f"是 {_OTHER_SPREADSHEETS[suffix]}（{suffix}），不能直接读取",
        evidence=_real_format(path) if suffix in {".et", ".ett"} else "",
        remedy="请用原来的软件打开，另存为 .xlsx；如果它不是台账，请移出这个文件夹",
    )


def _real_format(path: Path) -> str:
    """What a WPS file holds: WPS gives its own ending to what Excel can read as well."""
    try:
        with open_plain(path) as stream:
            start = stream.read(len(_OLE))
    except OSError:
        return ""
    if start == _OLE:
        return "文件内容与 .xls 工作簿同类，只是扩展名不同"
    return "文件内容与 .xlsx 工作簿同类，只是扩展名不同" if start.startswith(_ZIP) else ""


def _tell_folder(path: Path, place: Place, findings: Findings) -> None:
    """Warn of a folder with ledgers in it; another one is passed over with a notice."""
    remedy = "子文件夹里的台账不读取；需要的话请直接放进台账文件夹"
    if inside := _ledgers_within(path):
        more = "等" if len(inside) > _MOST_NAMED else ""
        what = f"子文件夹里的 {len(inside)} 个表格没有读取：{'、'.join(inside[:_MOST_NAMED])}{more}"
        findings.warn("ledger.file_skipped", place, what, remedy=remedy)
    else:
        findings.notice("ledger.file_skipped", place, "不是台账，没有读取", remedy=remedy)


def _ledgers_within(folder: Path) -> list[str]:
    """The names of the spreadsheets right in a folder; a link is not followed."""
    if folder.is_symlink():
        return []
    try:
        names = sorted(entry.name for entry in islice(folder.iterdir(), _MOST_ENTRIES))
    except OSError:
        return []
    spreadsheets = LEDGER_SUFFIXES | _OTHER_SPREADSHEETS.keys()
    return [
        name
        for name in names
        if PurePath(name).suffix.lower() in spreadsheets and not name.startswith((".", "~$"))
    ]
