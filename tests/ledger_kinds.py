"""A year's ledgers in a few lines → what a build makes of them: the figures, or an error that asks.

A case is right by its figures, by an error that names the file and a way out, or by either, as it says.
"""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

import pytest
from msgspec import Struct, field
from sheets import write_workbook

from report_builder.diagnostics import Finding, ReportError, Severity
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.pipeline import build
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

YEAR: Final = 2024
FIGURES: Final = "figures"
EITHER: Final = "either"
ASKED: Final = "asked"

_FORMAT: Final = """
title = "情况"
years = { first = 2008 }
[[sections]]
heading = "情况"
"""
_AGENCY: Final = """
name = "临江市水利局"
short_name = "市水利局"
kind = "department"
region = "临江市"
contact = { office = "办公室", address = "河堤路3号", postcode = "134600", telephone = "0439-5200000" }
format = "brief"
signed_on = 2025-01-17
channels = [
  { name = "临江水利网", kind = "政府网站" },
  { name = "微信公众号“临江水利”", kind = "政务微信" },
  { name = "《临江水利》", kind = "其他方式" },
]
"""


class Case(Struct, frozen=True):
    """One folder of ledgers, by files: a workbook's sheets as pictures, or what stands in another file.

    ``wants`` are figures of ``statistics.json`` by their paths; money is compared as a number. Beside the
    books stands one with an empty 主动公开, unless the case ``is_all``. ``settings`` are the year's own;
    ``told`` is what an error says where one is told.
    """

    name: str
    books: Mapping[str, Mapping[str, str] | str | bytes]
    wants: Mapping[str, int | str] = field(default_factory=dict)
    answer: Literal["figures", "either", "asked"] = "figures"
    is_all: bool = False
    settings: str = ""
    told: tuple[str, ...] = ()


def cases(*each: Case) -> pytest.MarkDecorator:
    """The cases as a test's parameters, called by their names."""
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in each])


def judge(case: Case, folder: Path) -> None:
    """Fail where the case does not end as it should."""
    outcome = build_case(case, folder)
    said = "\n".join(str(error) for error in outcome.errors)
    if outcome.statistics is None:
        assert case.answer != FIGURES, said
        assert any(error.place is not None and error.remedy for error in outcome.errors), said
        assert [words for words in case.told if words not in said] == []
        return
    assert case.answer != ASKED, "taken without a question"
    assert outcome.figures(case.wants) == {path: Decimal(value) for path, value in case.wants.items()}


class Outcome(Struct, frozen=True):
    """The figures for programs that a build wrote, ``None`` where an error stopped it, and what it told."""

    statistics: dict[str, Any] | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stopped it."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)

    def figures(self, paths: Iterable[str]) -> dict[str, Decimal | None]:
        """Some figures by their paths."""
        return {path: figure(self.statistics or {}, path) for path in paths}


def build_case(case: Case, folder: Path) -> Outcome:
    """What a build makes of a case, in a folder of its own."""
    data = folder / "data"
    (data / str(YEAR)).mkdir(parents=True)
    nothing = {"没有事项的科室.xlsx": {"主动公开": "信息名称  信息类别  公开日期  公开渠道"}}
    for name, content in (case.books if case.is_all else {**nothing, **case.books}).items():
        path = data / str(YEAR) / "ledgers" / name
        path.parent.mkdir(exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        else:
            write_workbook(path, content)
    (data / "agency.toml").write_text(_AGENCY, encoding="utf-8")
    (data / str(YEAR) / "report.toml").write_text(case.settings, encoding="utf-8")
    (data / str(YEAR) / "narrative.md").write_text("# 情况\n\n本年度工作正常开展。\n", encoding="utf-8")
    style = folder / "styles" / "brief"
    style.mkdir(parents=True)
    shutil.copy(packaged_folder("styles") / "national-2021" / "template.docx", style)
    (style / "format.toml").write_text(_FORMAT, encoding="utf-8")
    try:
        result = outcome_of(build(BuildRequest(data, YEAR, folder / "out", folder)))
    except ReportError as error:
        return Outcome(None, error.findings)
    return Outcome(json.loads((result.folder / "statistics.json").read_bytes()), result.findings)


def figure(statistics: Mapping[str, Any], path: str) -> Decimal | None:
    """A figure by its path; ``None`` where there is none."""
    found: Any = statistics
    for step in path.split("."):
        found = found.get(step) if isinstance(found, dict) else None
    return None if found is None else Decimal(str(found))
