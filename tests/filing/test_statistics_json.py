"""A year's statistics → ``statistics.json``, read back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from records import ANNEX, ledgers, settings

from report_builder.diagnostics import Findings
from report_builder.filing.statistics_json import statistics_json
from report_builder.statistics.counting import count_statistics

if TYPE_CHECKING:
    from report_builder.statistics.figures import Statistics


def statistics() -> Statistics:
    """The small year."""
    return count_statistics(ledgers(), settings(), 2016, Findings())


def test_the_json_nests_every_figure_by_its_path() -> None:
    written = json.loads(statistics_json(statistics(), ANNEX, "guangxi-seven-part"))

    assert (written["agency"], written["year"], written["format"]) == (
        "柳州市教育局",
        2016,
        "guangxi-seven-part",
    )
    assert written["requests"]["refused"]["1"] == {
        "natural_person": 0,
        "business": 1,
        "research": 0,
        "nonprofit": 0,
        "legal_service": 0,
        "other": 0,
        "total": 1,
    }
    assert written["litigation"]["review"] == {
        "upheld": 1,
        "corrected": 0,
        "other": 0,
        "pending": 0,
        "total": 1,
    }
    assert written["proactive"]["normative_documents"] == {"issued": 1, "abolished": 0, "in_force": 1}


def test_money_in_the_json_is_an_exact_string() -> None:
    written = json.loads(statistics_json(statistics(), None, "guangxi-seven-part"))

    assert written["proactive"]["fees"]["amount_wan"] == "1.234567"
    assert written["work"]["政府信息公开专项经费"] == "5.6"
    assert "annex" not in written


def test_the_json_holds_the_annex_row_by_row() -> None:
    written = json.loads(statistics_json(statistics(), ANNEX, "guangxi-seven-part"))

    assert written["annex"]["rows"][1] == {
        "label": "（一）主动公开政府信息数",
        "unit": "条",
        "value": "3",
        "level": 2,
        "key": "publication.total",
    }


def test_the_json_is_readable_chinese_in_a_fixed_order() -> None:
    text = statistics_json(statistics(), ANNEX, "guangxi-seven-part").decode()

    assert '"agency": "柳州市教育局"' in text
    assert text.index('"agency"') < text.index('"publication"') < text.index('"requests"')
    assert text.endswith("}\n")


def test_the_json_says_its_version() -> None:
    assert json.loads(statistics_json(statistics(), None, "guangxi-seven-part"))["version"] == 1
