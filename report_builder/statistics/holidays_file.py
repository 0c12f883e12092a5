"""``data/holidays.toml`` → the ``Calendar`` of an office that is never on the network.

[2027]
holidays = ["2027-01-01 至 2027-01-03", "2027-02-05 至 2027-02-12"]
workdays = [2027-02-20]
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from report_builder.statistics.working_days import ANNOUNCED, FIRST_YEAR, Calendar, HolidayNotice
from report_builder.toml_files import TomlTable, place_of, read_toml, validate
from report_builder.year_folders import holidays_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from report_builder.diagnostics import Findings
    from report_builder.toml_files import TomlFile
    from report_builder.toml_lines import Keys

_DAY: Final = r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})"
_SPAN: Final = re.compile(rf"{_DAY}\s*(?:(?:至|到|~|～|—|–)\s*{_DAY})?")
_YEAR: Final = re.compile(r"20[0-9]{2}", re.ASCII)
_LONGEST: Final = 16  # days; no holiday is as long, and a span over half a year is a slip
_DECEMBER: Final = 12
_HOW: Final = '写作 2027-04-05，或者 "2027-02-05 至 2027-02-12"'


class _YearNotice(TomlTable, frozen=True, kw_only=True):
    """One year's notice as people copy it: days, and spans written with 至."""

    holidays: tuple[str, ...]
    workdays: tuple[str, ...] = ()


def load_calendar(data: Path, findings: Findings) -> Calendar | None:
    """The calendar, with what the data folder's own file adds to it.

    ``None`` with a finding for every fault where the file cannot be used.
    """
    path = holidays_file(data)
    if not path.exists():
        return ANNOUNCED
    file = read_toml(path, "settings", findings)
    if file is None:
        return None
    before = len(findings.errors)
    tables = validate(dict[str, _YearNotice], _spelt(file.tables), (file,), "settings", findings) or {}
    own = {name: _read_year(name, table, file, findings) for name, table in tables.items()}
    return None if len(findings.errors) > before else Calendar({int(name): own[name] for name in own})


def _spelt(value: Any) -> Any:  # noqa: ANN401  whatever TOML may hold
    """The same with its dates written out: a day may be written as one or as text."""
    if isinstance(value, dict):
        return {key: _spelt(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_spelt(below) for below in value]
    return value.isoformat() if type(value) is date else value


def _read_year(name: str, table: _YearNotice, file: TomlFile, findings: Findings) -> HolidayNotice:
    """A year's days, as far as they are right."""
    if not (_YEAR.fullmatch(name) and int(name) >= FIRST_YEAR):
        remedy = "每年一段，第一行写方括号里的年份，如 [2027]"
        findings.error("settings.invalid", place_of((file,), (name,)), f"“{name}”不是年份", remedy=remedy)
    arranged = {
        key: frozenset(
            day
            for number, text in enumerate(days)
            for day in _days(name, (name, key, number), text, file, findings)
        )
        for key, days in (("holidays", table.holidays), ("workdays", table.workdays))
    }
    for day in sorted(arranged["holidays"] & arranged["workdays"]):
        findings.error(
            "settings.invalid",
            place_of((file,), (name, "workdays")),
            f"{day} 既写在 holidays（放假）里，又写在 workdays（上班）里",
            remedy="请照国务院办公厅的通知核对，留下一处",
        )
    return HolidayNotice(**arranged)


def _days(year: str, keys: Keys, written: str, file: TomlFile, findings: Findings) -> Iterator[date]:
    """Every day of an entry; one that cannot be meant is told, and gives none."""
    place = place_of((file,), keys)
    try:
        first, last = _ends(written)
    except ValueError:
        findings.error("settings.invalid", place, "这一项不是日期", f"写作：{written}"[:80], f"请{_HOW}")
        return
    if not timedelta(0) <= last - first < timedelta(days=_LONGEST):
        findings.error(
            "settings.invalid", place, "起止日期写反了，或者相隔太远", f"写作：{written}", f"请{_HOW}"
        )
        return
    for day in (first + timedelta(days=number) for number in range((last - first).days + 1)):
        # The holiday of New Year may begin in December.
        if str(day.year) != year and not (str(day.year + 1) == year and day.month == _DECEMBER):
            remedy = "请写到那一年的一段里"
            findings.error("settings.invalid", place, f"{day} 不属于 [{year}]", f"写作：{written}", remedy)
            return
        yield day


def _ends(written: str) -> tuple[date, date]:
    """The first and the last day of an entry; raises ``ValueError`` for what is no day."""
    found = _SPAN.fullmatch(written)
    if found is None:
        raise ValueError(written)
    first, last = (date(*map(int, day.split("-"))) for day in (found[1], found[2] or found[1]))
    return first, last
