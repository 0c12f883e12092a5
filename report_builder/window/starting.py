"""The questions of `new` as a form → the request that the command makes of the answers, or what is wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from report_builder.new_year.agency_file import AgencyAnswers
from report_builder.new_year.agency_names import guess_kind, guess_office, guess_region, guess_short_name
from report_builder.settings import may_name_a_file
from report_builder.window.office import FIRST_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from report_builder.diagnostics import Finding
    from report_builder.window.office import Office

# The field's name, its label, and what helps to fill it in.
AGENCY_FIELDS: Final = (
    ("name", "单位全称", "用于标题和落款，例如：柳州市教育局"),
    ("short_name", "正文里用的简称", "不填就由全称推出，例如：市教育局"),
    ("region", "所在的省、市、县或者乡镇、街道", "不填就由全称推出，例如：柳州市"),
    ("office", "负责解答的办公机构", "不填就由全称推出，例如：柳州市教育局办公室"),
    ("address", "办公地址", "可以以后再填"),
    ("postcode", "邮政编码", "六位数字，可以以后再填"),
    ("telephone", "联系电话（带区号）", "可以以后再填"),
)
_MOST_LETTERS: Final = 200
_YEAR: Final = re.compile(r"[0-9]{4}", re.ASCII)
_POSTCODE: Final = re.compile(r"[0-9]{6}", re.ASCII)


class AskedStart(Struct, frozen=True):
    """What a form asks for: the year, the one that it carries on from, and who begins without settings.

    With every sentence that says what is ``wrong`` with it.
    """

    year: int
    carried: int | None = None
    agency: AgencyAnswers | None = None
    wrong: tuple[str, ...] = ()


class BegunYear(Struct, frozen=True):
    """The files that are new, those that stay as they were, and what is to be told."""

    created: tuple[Path, ...]
    kept: tuple[Path, ...]
    findings: tuple[Finding, ...]


def read_start_form(form: Mapping[str, str], office: Office, today: date) -> AskedStart:
    """What is to be started."""
    typed = form.get("year", "").strip()
    year = int(typed) if _YEAR.fullmatch(typed) else 0
    wrong = []
    if not FIRST_YEAR <= year <= today.year + 1:
        wrong.append(f"年份请写 {FIRST_YEAR} 到 {today.year + 1} 之间的四位数字")
    agency = None
    if not office.has_settings:
        agency = _read_agency({key: value.strip()[:_MOST_LETTERS] for key, value in form.items()})
        wrong += _faults(agency)
    if wrong:
        return AskedStart(year, wrong=tuple(wrong))
    carried = year - 1 if form.get("carry") == "yes" and year - 1 in office.years() else None
    return AskedStart(year, carried, agency)


def start(office: Office, asked: AskedStart) -> BegunYear:
    """Start the year; raises ``ReportError`` with everything that stands in the way.

    It is called in another process: what writes workbooks takes much memory.
    """
    from report_builder.new_year.starting import StartRequest, start_year  # noqa: PLC0415

    request = StartRequest(
        office.data, asked.year, asked.carried, asked.agency, office.working_folder, out=office.out
    )
    result = start_year(request)
    return BegunYear(result.created, result.kept, result.findings)


def _read_agency(form: Mapping[str, str]) -> AgencyAnswers:
    name = form.get("name", "")
    kinds: dict[str, Literal["department", "government"]] = {
        "department": "department",
        "government": "government",
    }
    return AgencyAnswers(
        name=name,
        short_name=form.get("short_name", "") or guess_short_name(name),
        kind=kinds.get(form.get("kind", "")) or guess_kind(name),
        region=form.get("region", "") or guess_region(name),
        office=form.get("office", "") or guess_office(name),
        address=form.get("address", ""),
        postcode=form.get("postcode", ""),
        telephone=form.get("telephone", ""),
    )


def _faults(agency: AgencyAnswers) -> list[str]:
    wrong = []
    if not agency.name:
        wrong.append("请填写单位全称")
    elif not may_name_a_file(agency.name):
        wrong.append('单位全称不能含有 / \\ : * ? " < > |')
    if agency.postcode and not _POSTCODE.fullmatch(agency.postcode):
        wrong.append("邮政编码是六位数字")
    return wrong
