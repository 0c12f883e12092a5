"""Answers → an ``agency.toml`` that says them, and what it leaves to be filled in."""

from __future__ import annotations

import tomllib

import pytest
from manual_year import AGENCY

from report_builder.diagnostics import Findings
from report_builder.new_year.agency_file import AgencyAnswers, write_agency
from report_builder.settings import Channel, Settings, read_settings


def read(text: str) -> tuple[Settings | None, list[str]]:
    """The settings of a text, and each finding's code and line."""
    findings = Findings()
    settings = read_settings(text.encode(), "agency.toml", findings)
    return settings, [f"{each.code} {each.place.line if each.place else ''}" for each in findings]


def test_complete_answers_make_settings_without_a_finding() -> None:
    settings, findings = read(write_agency(AGENCY))

    assert findings == []
    assert settings is not None
    assert (settings.name, settings.kind, settings.contact.postcode) == (
        "柳州市教育局",
        "department",
        "545001",
    )


def test_no_answers_leave_a_placeholder_on_a_line_of_its_own_each() -> None:
    text = write_agency(AgencyAnswers())

    settings, findings = read(text)

    assert settings is not None  # so that the ledgers can be checked all the same
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if "〔请填写" in line]
    assert findings == [f"settings.placeholder {line}" for line in lines]
    assert len(findings) == 7


@pytest.mark.parametrize(
    "answer", ['"引号"', "C:\\报告", "两\n行", "表\t格", "{name}", "\x7f", '"""', "# 井号"]
)
def test_an_answer_is_kept_whatever_was_typed(answer: str) -> None:
    text = write_agency(AgencyAnswers(address=answer))

    assert tomllib.loads(text)["contact"]["address"] == answer


def test_a_channel_may_be_added_where_the_file_shows_it() -> None:
    lines = write_agency(AGENCY).splitlines()
    shown = [number for number, line in enumerate(lines) if line.startswith("# channels")][0]  # noqa: RUF015  only one
    for number in range(shown, shown + 4):
        lines[number] = lines[number].removeprefix("# ")

    settings, findings = read("\n".join(lines))

    assert findings == []
    assert settings is not None
    assert settings.channels[0] == Channel(name="××市人民政府门户网站", kind="政府网站")
