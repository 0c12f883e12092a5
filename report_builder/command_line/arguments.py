"""Words as they were typed after a command → years, folders and reports, or what should have been typed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn
from unicodedata import normalize

from click import UsageError
from msgspec import Struct

from report_builder.command_line.home import find_home
from report_builder.real_paths import real_path
from report_builder.year_folders import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Sequence

# The regulation has been in force since 2008-05-01 (国令第492号): there is no report for an earlier year.
FIRST_YEAR: Final = 2008
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}", re.ASCII)
_QUOTES: Final = "\"'“”‘’＂"
_MOST_SHOWN: Final = 6
_NOT_WORD: Final = {
    ".doc": "旧的 .doc 请先在 Word 或 WPS 里另存为 .docx",
    ".wps": "请先在 WPS 里另存为 .docx",
    ".pdf": "这个命令要的是 Word 报告",
    ".xlsx": "这是表格；台账放进 data/<年份>/ledgers，用 build 生成报告",
    ".xls": "这是表格；台账放进 data/<年份>/ledgers，用 build 生成报告",
    ".et": "这是表格；台账放进 data/<年份>/ledgers，用 build 生成报告",
    ".ods": "这是表格；台账放进 data/<年份>/ledgers，用 build 生成报告",
    ".odt": "请先另存为 .docx",
    ".md": "这是正文；放进 data/<年份>，用 build 生成报告",
}


class WrongUse(UsageError):  # noqa: N818  what the user typed, and no fault of ours
    """A call that cannot be carried out as it stands; ``meant`` is the call that was probably meant."""

    def __init__(self, message: str, meant: Sequence[str] = (), lead: str = "命令写得不对") -> None:
        super().__init__(message)
        self.meant = tuple(meant)
        self.lead = lead


def misused(message: str, *meant: str) -> NoReturn:
    """Stop with a message about the call; raises ``WrongUse``."""
    raise WrongUse(message, meant)


def prevented(message: str, *meant: str) -> NoReturn:
    """Stop where the call is written well but something that it needs is not there; raises ``WrongUse``."""
    raise WrongUse(message, meant, "没有运行")


class YearFolder(Struct, frozen=True):
    """A report's year and the data folder that it is under; ``named`` where the folder itself was typed."""

    year: int
    data: Path
    named: bool = False

    @property
    def folder(self) -> Path:
        """The year's own folder."""
        return self.data / str(self.year)


def read_path(text: str) -> Path:
    """A file or folder as it was typed or dropped on the window, without quotes and a last slash."""
    path = text.strip().strip(_QUOTES).strip()
    if '"' in path:  # the Windows command line takes \" for a quotation mark and runs on
        misused(f"“{text}”里多出了引号；文件夹末尾的 \\ 请去掉，再加英文双引号")
    while len(path) > 1 and path[-1] in "/\\" and not path.endswith((":\\", ":/")):
        path = path[:-1]
    if not path:
        misused("文件名或文件夹不能空着")
    try:
        return Path(path).expanduser()
    except RuntimeError:
        misused(f"“{text}”里的“~”不知道是哪个文件夹，请写出全部路径")


def data_folder(typed: str = "") -> Path:
    """The folder of the settings and the years: the one that was typed, or the one of this place."""
    return read_path(typed) if typed else find_home().data


def out_folder(typed: str = "") -> Path:
    """The folder that outputs go into: the one that was typed, or the one of this place."""
    return read_path(typed) if typed else find_home().out


def read_year(text: str) -> int | None:
    """The year that a word names: 2016, ２０１６ or 2016年; ``None`` for another word."""
    plain = normalize("NFKC", text).strip().strip(_QUOTES).removesuffix("年")
    return int(plain) if _YEAR.fullmatch(plain) else None


def is_year_or_folder(text: str) -> bool:
    """Whether a word names a year or a year's folder."""
    return (
        read_year(text) is not None or _YEAR.fullmatch(re.split(r"[/\\]", text.rstrip("/\\"))[-1]) is not None
    )


def is_report(text: str) -> bool:
    """Whether a word names a Word file of today's form."""
    return text.strip().strip(_QUOTES).lower().endswith(".docx")


def is_pdf_name(text: str) -> bool:
    """Whether a word names a PDF."""
    return text.strip().strip(_QUOTES).lower().endswith(".pdf")


def existing_years(data: Path) -> list[int]:
    """The years that a data folder has folders for; none where it cannot be looked into."""
    try:
        names = [each.name for each in data.iterdir() if _YEAR.fullmatch(each.name) and each.is_dir()]
    except OSError:
        return []
    return sorted(map(int, names))


def read_year_folder(text: str, data: str, command: str) -> YearFolder:
    """The year that was typed, by its number or its folder; raises ``WrongUse``."""
    year = read_year(text)
    if year is not None:
        found = YearFolder(year, data_folder(data))
    else:
        path = _year_path(text, command)
        if data:
            misused("已经写了文件夹，就不要再写 --data", command, text)
        found = YearFolder(int(path.name), path.parent, named=True)
    if found.year < FIRST_YEAR:
        misused(f"《中华人民共和国政府信息公开条例》{FIRST_YEAR}年起施行，没有 {found.year} 年的年度报告")
    return found


def _year_path(text: str, command: str) -> Path:
    path = read_path(text)
    if _YEAR.fullmatch(real_path(path).name):
        if (path / MANIFEST).is_file():  # it holds what a build has made, and no ledgers
            misused(f"“{text}”里是生成的文件；这里要写年份", command, real_path(path).name)
        return real_path(path)
    if command in {"check", "finish"} and path.suffix.lower() in _NOT_WORD:
        read_report_path(text, command)
    message = f"“{text}”不是年份，也不是以年份命名的文件夹"
    if path.suffix.lower() == ".docx":
        misused(message, "pdf", text)
    years = existing_years(path) or existing_years(data_folder())
    if path.is_dir() and existing_years(path):
        misused(message, command, str(years[-1]), "--data", text)
    misused(f"{message}{_spell_years(years)}", *([command, str(years[-1])] if years else []))


def demand_year(wanted: YearFolder, command: str) -> None:
    """Stop where the year has no folder, and tell which years have; raises ``WrongUse``."""
    if wanted.folder.is_dir():
        return
    data = real_path(wanted.data) if ".." in wanted.data.parts or not wanted.data.name else wanted.data
    if not wanted.data.is_dir():
        message = f"这里没有 {data} 文件夹；请先进入放有 data 文件夹的位置，或用 --data 指明"
        prevented(message, "new", str(wanted.year))
    years = existing_years(wanted.data)
    message = f"{data} 里没有 {wanted.year} 年的文件夹{_spell_years(years)}"
    mistyped = [year for year in years if sorted(str(year)) == sorted(str(wanted.year))]  # 2061 for 2016
    if mistyped:
        prevented(message, command, str(mistyped[0]))
    prevented(f"{message}；还没有开始的，用 new 开始", "new", str(wanted.year))


def _spell_years(years: Sequence[int]) -> str:
    if not years:
        return ""
    earlier = "……" if len(years) > _MOST_SHOWN else ""
    return f"；已经有的年份：{earlier}{'、'.join(str(year) for year in years[-_MOST_SHOWN:])}"


def read_report_path(text: str, command: str) -> Path:
    """The Word report that was typed; raises ``WrongUse`` for what is no Word report."""
    year = read_year(text)
    if year is not None:
        misused(f"“{text}”是年份，这里要写一个 Word 报告的文件名", "build", str(year))
    path = read_path(text)
    if path.suffix.lower() == ".docx":
        return path
    beside = path.with_suffix(".docx")
    meant = [command, str(beside)] if beside.is_file() else []
    if path.is_dir():
        reports = sorted(each for each in path.glob("*.docx") if not each.name.startswith("~$"))
        meant = [command, str(reports[0])] if reports else []
        misused(f"“{text}”是文件夹，这里要写一个 Word 报告的文件名", *meant)
    if not path.suffix:
        misused(f"“{text}”不是 .docx 文件；文件名要连同 .docx 一起写", *meant)
    misused(
        f"“{text}”不是 .docx 文件；{_NOT_WORD.get(path.suffix.lower(), '这里要写一个 Word 报告')}", *meant
    )


def new_year(text: str, last: int) -> int:
    """The year to start, no later than ``last``; raises ``WrongUse``."""
    year = read_year(text)
    if year is None:
        misused(f"“{text}”不是年份；年份写四位数字，如 2016")
    if year < FIRST_YEAR:
        misused(f"《中华人民共和国政府信息公开条例》{FIRST_YEAR}年起施行，没有 {year} 年的年度报告")
    if year > last:
        misused(f"{year} 年还早，现在可以开始的是 {last} 年及以前的", "new", str(last))
    return year
