"""A sheet's name, or a CSV file's → the declared sheet that it names, and what else the name says."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.ledgers.name_keys import name_key
from report_builder.ledgers.sheets import NOTE_SHEETS, SHEETS

if TYPE_CHECKING:
    from collections.abc import Mapping

_DENIED: Final = re.compile(r"(?:[不未][予再]?|非|拟|待|应|可)$")
_STAMP: Final = re.compile(r"(?<!\d)20\d\d(?:\d{4}|\d{2}|[-.]\d{1,2}(?:[-.]\d{1,2})?|年度?|(?!\d))(?!\d)")
# The day on which a file was saved says nothing of the year that it is about.
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?:年|(?![\d.]|-\d{1,2}(?!\d)))")
_MONTHS: Final = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
# What tells one part of a ledger from another: a month, a quarter, a half year, a number, a department.
_PERIOD: Final = re.compile(
    rf"{_MONTHS}(?:[-~至到—–]{_MONTHS})?月份?|第?[一二三四1-4]季度?|[上下]半年|全年度?|年度|年"
)
_ORDINAL: Final = re.compile(
    r"(?:附?[件表]|第|no\.?|sheet)?\(?(?:[一二三四五六七八九十]{1,3}|\d{1,3})\)?[张页]?[、.]?", re.IGNORECASE
)
_PLAIN: Final = re.compile(
    "(?:政府)?信息|情况|工作|事项|登记|统计|汇总表|台账|明细|目录|清单|一览|内容"
    "|最终版|终稿|定稿|正式|上报|填报|表|簿|本|的|及"
)
_OFFICE: Final = re.compile(
    r"[^-_—·.()\s]{0,12}?(?:科|处|室|局|股|办|委|院|所|部|站|校|队|心|组|镇|乡|街道|公司|学校|厅)"
)
_BRACKETS: Final = "()[]【】{}<>《》"
_MARKS: Final = "-_—–·.:、,&+/ "
_FILE_BEFORE: Final = re.compile(rf"^.*[{re.escape('-_—–·.')}]")

# What WPS keeps pictures in cells in; nobody sees it.
_PROGRAMS_OWN: Final = "WpsReserved"


class SheetNaming(Struct, frozen=True):
    """What a name says: the declared sheet, empty where it names none, and the years.

    ``rest`` is what no rule explains, such as 草稿; ``is_exact`` where the name is the declared one.
    ``is_part`` where what stands beside it tells one part of a ledger from another (1月, 教务科),
    ``is_numbered`` where that is no more than a number: programs number copies, too.
    """

    sheet: str = ""
    years: tuple[int, ...] = ()
    rest: str = ""
    is_exact: bool = False
    is_part: bool = False
    is_numbered: bool = False


def read_name(name: str) -> SheetNaming:
    """What the name of a sheet or a CSV file says."""
    key = name_key(name)
    if key in SHEETS:
        return SheetNaming(key, is_exact=True)
    years = years_in(key)
    wording = max((each for each in _wordings() if each in key), key=len, default="")
    before, _, after = key.partition(wording) if wording else (key, "", "")
    if wording and _DENIED.search(before):
        return SheetNaming(years=years, rest=key)
    parts, numbered, rests = zip(*(_explain(side) for side in (before, after)), strict=True)
    other = any(sheet in side for side in (before, after) for sheet in SHEETS) if wording else False
    rest = key if other else "".join(rests)
    return SheetNaming(
        "" if other else _wordings().get(wording, ""),
        years,
        rest,
        is_part=any(parts),
        is_numbered=any(numbered),
    )


def years_in(name: str) -> tuple[int, ...]:
    """The years that a name of a sheet or a file says, each once."""
    return tuple(dict.fromkeys(int(year) for year in _YEAR.findall(name)))


@cache
def _wordings() -> Mapping[str, str]:
    """Every wording that names a sheet, and the sheet."""
    return {name: name for name in SHEETS} | {
        name_key(wording): sheet.name for sheet in SHEETS.values() for wording in sheet.names
    }


def _explain(side: str) -> tuple[bool, bool, str]:
    """Whether one side of a name tells a part, whether it has a number, and what no rule explains of it."""
    bare, periods = _PERIOD.subn("", _STAMP.sub("", side))
    bare = _PLAIN.sub("", bare).strip(f"{_MARKS}{_BRACKETS}")
    if _OFFICE.fullmatch(bare):
        return True, False, ""
    bare, ordinals = _ORDINAL.subn("", bare)
    bare = bare.strip(f"{_MARKS}{_BRACKETS}")
    is_office = _OFFICE.fullmatch(bare) is not None
    return bool(periods) or is_office, bool(ordinals), "" if is_office else bare


def is_note(sheet: str, *, is_text: bool = False) -> bool:
    """Whether a sheet explains the others, or belongs to the program that wrote the file.

    A program that saves each sheet as a file of its own puts the workbook's name before the sheet's.
    """
    key = _FILE_BEFORE.sub("", name_key(sheet)) if is_text else name_key(sheet)
    return key in NOTE_SHEETS or sheet.startswith(_PROGRAMS_OWN)
