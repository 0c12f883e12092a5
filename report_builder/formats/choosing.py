"""The settings, a year and the folders of ``styles`` → the name of the format to report the year in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Findings
from report_builder.formats.definitions import FormatFile, YearSpan
from report_builder.formats.folders import DEFINITION, likeness, nearest
from report_builder.resources import packaged_folder
from report_builder.toml_files import read_toml, validate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from report_builder.settings import Settings

_ALIKE: Final = 0.5


class ListedFormat(Struct, frozen=True):
    """A format that could be chosen."""

    name: str
    title: str
    notice: str
    years: YearSpan

    @property
    def basis(self) -> str:
        """The format, the document that prescribes it and its years, as a finding cites them."""
        return (
            f"《{self.title}》（{self.notice}，{self.years}）"
            if self.notice
            else f"{self.title}（{self.years}）"
        )


def choose_format(settings: Settings, year: int, findings: Findings, own_styles: Path | None = None) -> str:
    """The format that the settings name, else the one whose years hold the year; empty with an error if none.

    The formats that ship with the package come before those of the user's own folder, so that a format of
    one's own is used only where it is named or no other fits. A named folder that has a fault is taken all
    the same: ``load_format`` tells of it.
    """
    folders = (packaged_folder("styles"), *([own_styles] if own_styles else ()))
    known = {each.name: each for folder in folders for each in list_formats(folder)}
    lawful = next((each for each in known.values() if year in each.years), None)
    if settings.format:
        named = known.get(settings.format)
        if find_format(settings.format, folders, findings) is None:
            return ""
        if named is not None and year not in named.years:
            _tell_wrong_year(named, lawful, year, findings)
        return settings.format
    if lawful is None:
        findings.error(
            "format.unavailable",
            None,
            f"没有{year}年度可用的报告格式",
            evidence="；".join(each.basis for each in known.values()),
            remedy='请自备这一年度的格式，放在 styles/ 下，并在 agency.toml 写明 format = "文件夹名"',
        )
        return ""
    return lawful.name


def find_format(name: str, folders: Iterable[Path], findings: Findings) -> Path | None:
    """The folder of that name in the first of ``folders`` that has one; else an error that lists them all."""
    folders = tuple(folders)
    for folder in folders:
        if name and (folder / name).is_dir() and (folder / name).parent.samefile(folder):
            return folder / name
    known = {each.name: each for folder in folders for each in list_formats(folder)}
    _tell_unknown(name, known.values(), findings)
    return None


def list_formats(styles: Path) -> tuple[ListedFormat, ...]:
    """The formats of a folder, by name; one with a fault is passed over, ``load_format`` tells of it."""
    listed = []
    for path in sorted(styles.glob(f"*/{DEFINITION}")):
        file = read_toml(path, "format", Findings())
        written = file and validate(FormatFile, file.tables, (file,), "format", Findings())
        if written:
            listed.append(ListedFormat(path.parent.name, written.title, written.notice, written.years))
    return tuple(listed)


def _tell_unknown(name: str, known: Iterable[ListedFormat], findings: Findings) -> None:
    """No folder has the name that the settings give: here are those that there are, the likeliest first."""
    listed = {each.name: each for each in known}
    near = nearest(name, listed)
    remedy = "请核对 agency.toml 或 report.toml 里的 format，或者命令里的 --format"
    if near and likeness(name, near[0]) > _ALIKE:
        remedy += f"（您要用的可能是“{near[0]}”）"
    findings.error(
        "format.unknown",
        None,
        f"没有名为“{name}”的报告格式",
        evidence="现有的格式：" + "；".join(f"“{each}” {listed[each].basis}" for each in near),
        remedy=remedy,
    )


def _tell_wrong_year(named: ListedFormat, lawful: ListedFormat | None, year: int, findings: Findings) -> None:
    """The year has a form of its own, or the named one was not made for it."""
    should = f"，而这一年度应当使用“{lawful.name}”" if lawful else "，这个格式不是为这一年度编的"
    findings.warn(
        "format.year",
        None,
        f"{year}年度报告按“{named.name}”编制{should}",
        evidence=f"依据：{lawful.basis if lawful else named.basis}",
        remedy="请核对 agency.toml 或 report.toml 里的 format，或者命令里的 --format",
    )
