"""An installation and a working folder → what was examined of them, and the way out of each fault."""

from __future__ import annotations

import codecs
import re
import shutil
from datetime import date
from enum import StrEnum
from functools import partial
from importlib import metadata
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder import __version__
from report_builder.diagnostics import Findings, ReportError, Severity
from report_builder.filing.recovering import interrupted_in, recover
from report_builder.formats.folders import TEMPLATE
from report_builder.plain_files import try_writing
from report_builder.resources import packaged_folder
from report_builder.settings import limits_of, load_settings
from report_builder.system_faults import reason_of
from report_builder.typesetting.fonts.faces import CATALOGUE_NAME, load_faces
from report_builder.year_folders import holidays_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from report_builder.budgets import Budget
    from report_builder.typesetting.fonts.faces import Faces

_MEGA: Final = 1_000_000
_ENOUGH_SPACE: Final = 500  # MB: a year's outputs, kept beside the earlier ones while they are written
_LITTLE_SPACE: Final = 50
_CHINESE_CODE_PAGES: Final = frozenset({"gbk", "gb18030", "gb2312", "big5", "cp950"})
_REQUIREMENT: Final = re.compile(r"(?P<name>[\w.-]+)\s*>=\s*(?P<version>[\d.]+)")
_TRIED: Final = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+)", re.MULTILINE)
# What an extra of the package is for, and a module of it.
_EXTRAS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "签名和核对签名（sign、verify）": "pyhanko",
        "集群（batch --scheduler）": "distributed",
    }
)
_CALENDAR: Final = "节假日日历"
_REINSTALL: Final = "请重新安装：python -m pip install -c constraints.txt .；解压就能用的，请重新解压一份"


class Condition(StrEnum):
    """How something examined is; broken is what keeps a report from being made."""

    SOUND = "sound"
    DOUBTFUL = "doubtful"
    BROKEN = "broken"

    @property
    def sign(self) -> str:
        """The sign before its line."""
        return {"sound": "✓", "doubtful": "！", "broken": "✗"}[self.value]


class Examined(Struct, frozen=True):
    """One thing examined: how it is, what it is called, what was seen, and the way out."""

    condition: Condition
    subject: str
    said: tuple[str, ...]
    remedy: str = ""


class DoctorRequest(Struct, frozen=True):
    """Where a report would be made from and to, for which year, by which Python, on which screen."""

    data: Path
    out: Path
    working_folder: Path
    year: int
    python: tuple[int, int, int]
    encoding: str


def examine(request: DoctorRequest) -> tuple[Examined, ...]:
    """Everything that a report needs, examined without changing a file."""
    return (
        _examine_python(request.python),
        _examine_libraries(),
        _examine_extras(),
        _examine_styles(),
        *_examine_own_styles(request.working_folder, limits_of(request.data)),
        *_examine_fonts(request.working_folder),
        _surviving("单位设置", lambda: _examine_settings(request.data, request.year)),
        _surviving(_CALENDAR, lambda: _examine_calendar(request.data, request.year)),
        _surviving("写入权限", lambda: _examine_permission(request.out)),
        _surviving("磁盘空间", lambda: _examine_space(request.out)),
        _examine_encoding(request.encoding),
        *_recover(request),
    )


def _recover(request: DoctorRequest) -> list[Examined]:
    """What was interrupted is finished or undone here as by every command, and told."""
    findings = Findings()
    try:
        recover([request.data, *interrupted_in(request.out)], findings)
    except ReportError as error:
        return [
            _broken("没有写完的文件", f"{each.place}：{each.message}", each.remedy) for each in error.findings
        ]
    told = tuple(f"{each.place}：{each.message}" for each in findings)
    return [Examined(Condition.DOUBTFUL, "没有写完的文件", told)] if told else []


def count_broken(examined: Iterable[Examined]) -> int:
    """How many things keep a report from being made."""
    return sum(each.condition is Condition.BROKEN for each in examined)


def _surviving(subject: str, examination: Callable[[], Examined]) -> Examined:
    """What an examination gives, or that it could not be made for want of a library or a permission."""
    try:
        return examination()
    except OSError as error:
        remedy = "请确认有访问这个文件夹的权限，或者换一个文件夹"
        return _broken(subject, f"{error.filename or ''} 打不开，{reason_of(error)}".lstrip(), remedy)
    except ImportError as error:
        return _broken(subject, f"缺少部件 {error.name}，无法检查", _REINSTALL)


def _sound(subject: str, said: str) -> Examined:
    return Examined(Condition.SOUND, subject, (said,))


def _doubtful(subject: str, said: str, remedy: str) -> Examined:
    return Examined(Condition.DOUBTFUL, subject, (said,), remedy)


def _broken(subject: str, said: str, remedy: str) -> Examined:
    return Examined(Condition.BROKEN, subject, (said,), remedy)


def _examine_python(python: tuple[int, int, int]) -> Examined:
    spelt = ".".join(str(number) for number in python)
    return _sound("程序", f"report-builder {__version__}，Python {spelt}")


def _examine_libraries() -> Examined:
    """Each library against the version it must have, and the one that everything was tried with."""
    tried = _tried_versions()
    absent, old, other = [], [], []
    demanded = dict(_demanded_versions())
    for name, least in demanded.items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            absent.append(f"缺少 {name}（须 {least} 或更新）")
            continue
        if _parts(installed) < _parts(least):
            old.append(f"{name} {installed} 过旧，须 {least} 或更新")
        elif tried.get(_canonical(name), installed) != installed:
            other.append(f"{name} 是 {installed}，本版程序试过的是 {tried[_canonical(name)]}")
    if absent or old:
        return Examined(Condition.BROKEN, "部件", (*absent, *old), _REINSTALL)
    if not demanded:
        return _doubtful("部件", "没有安装信息，无法核对各部件的版本", _REINSTALL)
    if other:
        return Examined(
            Condition.DOUBTFUL, "部件", tuple(other), f"能用的，不必处理；要换成试过的版本，{_REINSTALL}"
        )
    return _sound("部件", f"{len(demanded)} 个部件齐全，都是试过的版本")


def _examine_extras() -> Examined:
    """What only some need and install apart; portable folders come without."""
    there = [use for use, module in _EXTRAS.items() if find_spec(module)]
    absent = [use for use in _EXTRAS if use not in there]
    said = [f"{word}：{'、'.join(uses)}" for word, uses in (("装了的", there), ("没有装的", absent)) if uses]
    return Examined(Condition.SOUND, "另装的部件", (*said, *(["不用这些的，不必装"] if absent else [])))


def _demanded_versions() -> Iterator[tuple[str, str]]:
    """What the installed program says it cannot do without; the libraries of the tests are no part of it."""
    try:
        requirements = metadata.requires("report-builder") or []
    except metadata.PackageNotFoundError:
        return
    for requirement in requirements:
        found = _REQUIREMENT.match(requirement)
        if found and "extra ==" not in requirement:
            yield found["name"], found["version"]


def _tried_versions() -> Mapping[str, str]:
    """The versions of ``constraints.txt``, which lies beside the packaged folders."""
    path = packaged_folder("data").parent / "constraints.txt"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return {_canonical(found["name"]): found["version"] for found in _TRIED.finditer(text)}


def _canonical(name: str) -> str:
    """A package's name as every index spells it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version.partition("+")[0]))


def _examine_styles() -> Examined:
    """The formats that came with the program: each with its template, its definition and a narrative."""
    wanted = ("format.toml", "template.docx", "narrative.md")
    try:
        folders = [each for each in sorted(packaged_folder("styles").iterdir()) if each.is_dir()]
    except FileNotFoundError:
        return _broken("格式", "找不到程序附带的报告格式", _REINSTALL)
    absent = [f"{each.name}/{name}" for each in folders for name in wanted if not (each / name).is_file()]
    if absent or not folders:
        return _broken("格式", f"程序附带的报告格式不全，缺少：{'、'.join(absent) or '全部'}", _REINSTALL)
    return _sound("格式", f"{len(folders)} 种报告格式齐全")


def _examine_own_styles(working_folder: Path, budget: Budget) -> Iterator[Examined]:
    """Every format of the user's own, each as ``check`` examines its template."""
    own = working_folder / "styles"
    if not own.is_dir() or _is_the_packaged(own, "styles"):
        return
    try:
        faces = load_faces([packaged_folder("fonts")])
    except (ReportError, FileNotFoundError):  # told where the fonts are examined
        faces = None
    for folder in sorted(each for each in own.iterdir() if each.is_dir() and not each.name.startswith(".")):
        yield _surviving("自备格式", partial(_examine_format, folder, faces, budget))


def _examine_format(folder: Path, faces: Faces | None, budget: Budget) -> Examined:
    from report_builder.format_review import review_format  # noqa: PLC0415  needs what may be missing

    found = review_format(folder, faces, budget)
    told = tuple(
        f"{each.place or folder}：{each.message}" for each in found if each.severity is not Severity.NOTICE
    )
    if not told:
        return _sound("自备格式", f"{folder.name} 可以使用")
    grave = any(each.severity is Severity.ERROR for each in found)
    remedy = f"要看怎样改，请运行 report-builder check {folder / TEMPLATE}"
    return Examined(Condition.BROKEN if grave else Condition.DOUBTFUL, "自备格式", told, remedy)


def _examine_fonts(working_folder: Path) -> list[Examined]:
    """Every face of the packaged list, and of the user's own where there is one."""
    try:
        folder = packaged_folder("fonts")
        packaged = _surviving("字体", lambda: _examine_faces("字体", folder, _REINSTALL))
    except FileNotFoundError:
        packaged = _broken("字体", "找不到程序附带的字体", _REINSTALL)
    own = working_folder / "fonts"
    if not own.is_dir() or _is_the_packaged(own, "fonts"):
        return [packaged]
    if not (own / CATALOGUE_NAME).is_file():
        remedy = f"要用其中的字体，请在那里写一个 {CATALOGUE_NAME}；不用的，不必处理"
        return [packaged, _doubtful("自备字体", f"{own} 里没有 {CATALOGUE_NAME}，没有采用", remedy)]
    remedy = "请改正字体目录，或换成 TrueType 字体（.ttf）；不需要自备字体的，删去这个文件夹"
    return [packaged, _surviving("自备字体", lambda: _examine_faces("自备字体", own, remedy))]


def _is_the_packaged(own: Path, name: str) -> bool:
    """Whether the working folder is the one that the program itself lies in."""
    try:
        return own.samefile(packaged_folder(name))
    except OSError:
        return False


def _examine_faces(subject: str, folder: Path, remedy: str) -> Examined:
    try:
        faces = load_faces([folder])
    except ReportError as error:
        return _broken(subject, f"{folder / CATALOGUE_NAME} 读不出来：{error.findings[0].evidence}", remedy)
    except (KeyError, TypeError, AttributeError):  # tables where lists are wanted, or a face without a file
        return _broken(subject, f"{folder / CATALOGUE_NAME} 的写法不对", remedy)
    faults = tuple(_faults_of_faces(faces))
    if faults:
        return Examined(Condition.BROKEN, subject, faults, remedy)
    return _sound(subject, f"{len(faces.faces)} 种字体都可以嵌入 PDF")


def _faults_of_faces(faces: Faces) -> Iterator[str]:
    for face in faces.faces.values():
        try:
            face.covers("一")  # opens the file, as typesetting does
        except ReportError as error:
            yield f"{face.path.name} 不能用：{error.findings[0].evidence}"


def _examine_settings(data: Path, year: int) -> Examined:
    agency = data / "agency.toml"
    if not agency.is_file():
        remedy = f"开始新的一年时会问几个问题，替您写好：report-builder new {year}"
        return _doubtful("单位设置", f"还没有 {agency}", remedy)
    findings = Findings()
    settings = load_settings(data, year, findings)
    told = tuple(f"{finding.place or agency}：{finding.message}" for finding in findings)
    grave = settings is None or any(finding.severity is Severity.ERROR for finding in findings)
    if told:
        condition = Condition.BROKEN if grave else Condition.DOUBTFUL
        return Examined(condition, "单位设置", told, "请用记事本打开这个文件改正，另存时编码选 UTF-8")
    name = settings.name if settings else ""
    return _sound("单位设置", f"{agency}（{name}）")


def _examine_calendar(data: Path, year: int) -> Examined:
    # The calendar's library may be what is missing.
    from report_builder.statistics.holidays_file import load_calendar  # noqa: PLC0415

    findings = Findings()
    calendar = load_calendar(data, findings)
    if calendar is None:
        told = tuple(f"{finding.place}：{finding.message}" for finding in findings)
        return Examined(Condition.BROKEN, _CALENDAR, told, "请照国务院办公厅的通知改正")
    if not calendar.covers(date(year, 1, 1)):
        return _broken(_CALENDAR, f"没有 {year} 年的安排，不能核对期限", "请核对年份")
    if calendar.is_provisional(year):
        return _doubtful(
            _CALENDAR,
            f"还没有国务院办公厅公布的 {year} 年放假安排，暂按双休日和法定节假日计算",
            "放假安排公布以后，请升级：python -m pip install --upgrade chinesecalendar；"
            f"不能上网的，写进 {holidays_file(data)}",
        )
    return _sound(_CALENDAR, f"可以计算 {year} 年的工作日")


def _nearest(folder: Path) -> Path:
    """The folder itself or the first one above it that is there."""
    return next(each for each in (folder, *folder.parents) if each.exists())


def _examine_permission(out: Path) -> Examined:
    """Whether a file can be written where the outputs would go; it is gone again at once."""
    folder = _nearest(out.absolute())
    try:
        try_writing(folder)
    except OSError as error:
        remedy = "请换一个有权限的文件夹，或用 --out 指明；同名的文件请改名"
        return _broken("写入权限", f"{folder} 写不进去，{reason_of(error)}", remedy)
    return _sound("写入权限", f"可以写入 {out}" if folder == out.absolute() else f"可以建立 {out}")


def _examine_space(out: Path) -> Examined:
    free = shutil.disk_usage(_nearest(out.absolute())).free // _MEGA
    said = f"还有 {free} MB" if free < 10 * _ENOUGH_SPACE else f"还有 {free // 1000} GB"
    if free < _LITTLE_SPACE:
        return _broken("磁盘空间", said, "请清理磁盘，或用 --out 把文件生成到别的磁盘")
    if free < _ENOUGH_SPACE:
        return _doubtful("磁盘空间", said, "空间不多了，请清理磁盘")
    return _sound("磁盘空间", said)


def _examine_encoding(encoding: str) -> Examined:
    """Whether the screen's encoding has Chinese."""
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        name = encoding
    if name in {"utf-8", "cp65001"}:
        return _sound("屏幕编码", "UTF-8")
    if name in _CHINESE_CODE_PAGES:
        return _sound("屏幕编码", f"{name.upper()}，少数符号用相近的代替")
    remedy = "Windows 请先运行 chcp 65001；其他系统请把语言设为 zh_CN.UTF-8"
    return _doubtful("屏幕编码", f"{encoding}，可能显示不出汉字", remedy)
