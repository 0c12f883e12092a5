"""The words typed after a command, and the world around → the command's request; raises ``WrongUse``.

The stages' requests are imported where they are made, once the words have been read: each command loads
only what it needs, and a wrong call is answered at once.
"""
# ruff: noqa: PLC0415  (the docstring's last sentence says why)

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from report_builder.command_line.arguments import (
    demand_year,
    existing_years,
    is_year_or_folder,
    misused,
    new_year,
    read_path,
    read_report_path,
    read_year,
    read_year_folder,
)
from report_builder.resources import packaged_folder
from report_builder.year_folders import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from report_builder.doctor import DoctorRequest
    from report_builder.drafting import BuildRequest
    from report_builder.editing import RefreshRequest, VerifyRequest
    from report_builder.new_year.starting import StartRequest
    from report_builder.pipeline import LintRequest, TypesetRequest


class World(Struct, frozen=True):
    """What a command takes from outside: the folder, the day, the moment to date files with, the system."""

    working_folder: Path
    today: date
    source_date: str  # SOURCE_DATE_EPOCH as it stands
    python: tuple[int, int, int]
    encoding: str

    @property
    def modified(self) -> int | None:
        """Seconds since 1970 (https://reproducible-builds.org/specs/source-date-epoch/); ``None`` for now."""
        if not self.source_date:
            return None
        if not (self.source_date.isascii() and self.source_date.isdigit()):
            misused(f"环境变量 SOURCE_DATE_EPOCH 须是 1970 年以来的秒数，现在是“{self.source_date}”")
        return int(self.source_date)


class TypedYear(Struct, frozen=True):
    """A year's command as it was typed."""

    command: str
    year: str
    data: str
    out: str
    format_name: str


def build_request(typed: TypedYear, world: World) -> BuildRequest:
    """What to build or check; the sample year where there is no data folder and none was named."""
    from report_builder.drafting import BuildRequest

    wanted = read_year_folder(typed.year, typed.data, typed.command)
    sample = packaged_folder("data")
    has_sample = (sample / str(wanted.year)).is_dir()
    is_sample = not typed.data and not wanted.named and not wanted.data.exists() and has_sample
    if is_sample:
        wanted = replace(wanted, data=sample)
    else:
        demand_year(wanted, typed.command)
    out, folder = read_path(typed.out), world.working_folder
    return BuildRequest(wanted.data, wanted.year, out, folder, typed.format_name, is_sample, world.modified)


def lint_request(source: str, data: str, world: World) -> LintRequest:
    """Which Word report or template to look over."""
    from report_builder.pipeline import LintRequest

    return LintRequest(read_report_path(source, "check"), read_path(data or "data"), world.working_folder)


def typeset_request(source: str, target: str, world: World, *, strict: bool) -> TypesetRequest:
    """Which Word report to typeset, and where to."""
    from report_builder.pipeline import TypesetRequest

    path = read_report_path(source, "pdf")
    pdf = read_path(target) if target else path.with_suffix(".pdf")
    if pdf.is_dir():
        pdf /= path.with_suffix(".pdf").name
    if pdf.resolve() == path.resolve():
        misused("PDF 不能写到 Word 报告自己的文件里", "pdf", source, "-o", str(path.with_suffix(".pdf")))
    return TypesetRequest(path, pdf, world.working_folder, world.modified, strict)


def start_request(year: str, carried_from: str, data: str, world: World) -> StartRequest:
    """Which year to start; no later than the next one."""
    if not year:
        misused("没有写年份", "new", str(world.today.year))
    number = new_year(year, world.today.year + 1)
    before = new_year(carried_from, world.today.year + 1) if carried_from else None
    from report_builder.new_year.starting import StartRequest

    return StartRequest(read_path(data or "data"), number, before, working_folder=world.working_folder)


def verify_request(source: str, statistics: str, world: World) -> VerifyRequest | Path:
    """Which Word report to compare with which statistics, or which folder with its manifest."""
    folder = read_path(source)
    if folder.is_dir():
        if statistics:
            misused("核对文件夹，不用写 --statistics", "verify", source)
        _demand_manifest(folder, source)
        return folder
    path = read_report_path(source, "verify")
    from report_builder.editing import VerifyRequest

    return VerifyRequest(path, read_path(statistics) if statistics else None, world.working_folder)


def _demand_manifest(folder: Path, typed: str) -> None:
    """Stop where a folder was filed by no build, but what was meant lies in it; raises ``WrongUse``."""
    if (folder / MANIFEST).exists():
        return
    filed = sorted(each.parent for each in folder.glob(f"*/{MANIFEST}"))
    reports = sorted(each for each in folder.glob("*.docx") if not each.name.startswith("~$"))
    if filed or reports:
        misused(f"“{typed}”里没有生成时的清单 {MANIFEST}", "verify", str([*reports, *filed][-1]))


def refresh_request(source: str, target: str, data: str, year: str, world: World) -> RefreshRequest:
    """Which Word report to put new figures into; a report in ``out/<year>`` says where the years lie."""
    path = read_report_path(source, "refresh")
    folder = path.resolve().parent
    out = folder.parent if is_year_or_folder(folder.name) else Path("out")
    number = read_year(year) if year else None
    if year and number is None:
        misused(f"“{year}”不是年份；年份写四位数字")
    word = read_path(target) if target else None
    from report_builder.editing import RefreshRequest

    return RefreshRequest(
        path, word, read_path(data or "data"), number, out, world.working_folder, world.modified
    )


def doctor_request(year: str, data: str, out: str, world: World) -> DoctorRequest:
    """What to examine; for the latest year of the data folder, or this one, where none was typed."""
    from report_builder.doctor import DoctorRequest

    folder = read_path(data or "data")
    if year:
        wanted = read_year_folder(year, data, "doctor")
        folder, number = wanted.data, wanted.year
    else:
        number = _latest(existing_years(folder), world.today.year)
    return DoctorRequest(folder, read_path(out), world.working_folder, number, world.python, world.encoding)


def _latest(years: Sequence[int], this_year: int) -> int:
    return years[-1] if years else this_year
