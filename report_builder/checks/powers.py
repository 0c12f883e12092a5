"""Rules (规章) counted, and whose they are → a warning where the agency has no power to make any."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Finding, Severity
from report_builder.ledgers import sheets
from report_builder.statistics.rows import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.ledgers.frames import Ledgers
    from report_builder.settings import Settings
    from report_builder.statistics.figures import Statistics

# 《立法法》: rules are made by the State Council's departments, and by the governments of provinces,
# autonomous regions, municipalities, cities divided into districts and autonomous prefectures.
_STATE_DEPARTMENT: Final = re.compile("^(?:国家|中华人民共和国|中国人民银行|国务院)|^[^省市县区州]+部$")
_BELOW_CITY: Final = re.compile("(?:县|(?<!自治)区|旗|乡|镇|街道)(?:人民政府|办事处|政府)?$")
_OFFICE: Final = re.compile("(?<=政府)(?:办公厅|办公室)$")


def check_powers(ledgers: Ledgers, statistics: Statistics, settings: Settings) -> Iterator[Finding]:
    """Rules are nil for departments of local governments and for governments below the city."""
    rules = statistics.legal.rules
    figures = {"本年制发": rules.issued, "本年废止": rules.abolished, "现行有效": rules.in_force}
    if not any(figures.values()) or _may_make_rules(settings):
        return
    documents = ledgers.frame(sheets.NORMATIVE_DOCUMENTS)
    rows = [*ledgers.entries(documents[documents["文件类型"] == RULES].iloc[:1])]
    yield Finding(
        "powers.rules",
        Severity.WARNING,
        rows[0].place("文件类型") if rows else None,
        f"{settings.name}没有制定规章的权限，“规章”一行应当是 0",
        evidence="、".join(f"{name} {count} 件" for name, count in figures.items()),
        remedy="规章只能由国务院部门、省级和设区的市、自治州人民政府制定（《立法法》）；请核对文件类型，可能应填“行政规范性文件”",
        about=tuple(f"proactive.rules.{each}" for each in ("issued", "abolished", "in_force")),
    )


def _may_make_rules(settings: Settings) -> bool:
    """Whether an agency of that kind and name may; a name that does not tell gets the benefit of doubt.

    The office of a government (办公厅、办公室) reports its government's rules.
    """
    office = _OFFICE.search(settings.name)
    if settings.kind == "department" and office is None:
        return _STATE_DEPARTMENT.search(settings.name) is not None
    return _BELOW_CITY.search(settings.name[: office.start()] if office else settings.name) is None
