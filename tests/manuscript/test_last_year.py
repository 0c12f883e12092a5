"""The word 去年 of a narrative: last year's figures, and the way out where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from records import ledgers, settings

from report_builder.diagnostics import Findings, Place
from report_builder.manuscript.narrative import write_manuscript
from report_builder.manuscript.narrative_words import vocabulary
from report_builder.manuscript.words import Lookup, View
from report_builder.statistics.counting import count_statistics
from report_builder.statistics.last_year import LastYear
from report_builder.statistics.paths import figures_by_path

if TYPE_CHECKING:
    from pathlib import Path

THIS_YEAR = count_statistics(ledgers(), settings(), 2016, Findings())
# A year with the same figures, so that every comparison says so.
SAME = LastYear(2015, Place("out/2015/statistics.json"), figures_by_path(THIS_YEAR))


def figures_of(view: object) -> dict[str, object]:
    """The figures below a word, each by the words that lead to it."""
    below = view.entries if isinstance(view, Lookup) else view.words() if isinstance(view, View) else {}
    found: dict[str, object] = {}
    for word, value in below.items():
        if isinstance(value, View):
            found |= {f"{word}.{rest}": figure for rest, figure in figures_of(value).items()}
        elif not isinstance(value, tuple):
            found[word] = value
    return found


def compose(folder: Path, text: str, last_year: LastYear | None) -> tuple[str, Findings]:
    """What a narrative of one paragraph says."""
    path = folder / "narrative.md"
    path.write_text(text, encoding="utf-8")
    findings = Findings()
    manuscript = write_manuscript(path, settings(), THIS_YEAR, findings, last_year)
    return manuscript.opening[0].text if manuscript else "", findings


def test_a_year_on_year_clause_takes_last_years_figure(tmp_path: Path) -> None:
    before = LastYear(2015, SAME.place, {**SAME.figures, "requests.new.total": 1})

    text, findings = compose(tmp_path, '新收{{ 申请.新收 | 同比(去年.申请.新收, "件") }}', before)

    assert text == "新收比上年增长100%"
    assert list(findings) == []


def test_last_year_answers_to_this_years_words_with_the_same_figures() -> None:
    words = vocabulary(settings(), THIS_YEAR, SAME)
    groups = ("申请", "复议", "诉讼", "规章", "规范性文件", "执法", "收费", "主动公开", "解读")
    last_year = words["去年"]
    assert isinstance(last_year, View)

    for group in groups:
        now, before = figures_of(words[group]), figures_of(last_year.named(group))
        assert before
        assert {word: now[word] for word in before} == before
    assert [last_year.named(word) for word in ("举报投诉", "申诉", "不予公开备案")] == [1, 0, 0]


def test_without_last_year_the_word_is_unknown_and_the_remedy_says_where_its_figures_belong(
    tmp_path: Path,
) -> None:
    _, findings = compose(tmp_path, "甲\n\n乙{{ 去年.申请.新收 }}", None)

    [found] = findings
    assert (found.code, str(found.place)) == ("narrative.unknown", "narrative.md › 第3行")
    assert "没有2015年的统计数据" in found.message
    assert "out/2015" in found.remedy
    assert "data/2015/ledgers" in found.remedy


COMPARED = "新收{{ 申请.新收 | 同比(去年.申请.新收, '件') }}"
COUNTED = "新收{{ 申请.新收 }}件"
IN_CASE = [
    f"{{% if 去年 %}}{COMPARED}{{% else %}}{COUNTED}{{% endif %}}",
    f"{{% if not 去年 %}}{COUNTED}{{% else %}}{COMPARED}{{% endif %}}",
    f"{{% if 去年 and 去年.申请.新收 %}}{COMPARED}{{% else %}}{COUNTED}{{% endif %}}",
    "新收{{ 申请.新收 | 同比(去年.申请.新收, '件') if 去年 else '2件' }}",
]


@pytest.mark.parametrize("text", IN_CASE)
def test_a_sentence_can_be_written_for_years_with_and_without_a_year_before(
    tmp_path: Path, text: str
) -> None:
    with_last_year, findings = compose(tmp_path, text, SAME)
    without, others = compose(tmp_path, text, None)

    assert (with_last_year, without) == ("新收与上年持平", "新收2件")
    assert [*findings, *others] == []


def test_a_sentence_in_case_of_a_year_before_is_read_even_where_there_is_none(tmp_path: Path) -> None:
    _, findings = compose(tmp_path, "{% if 去年 %}{{ 申请.新受 }}{{ 去年.申请.新收 }}{% endif %}", None)

    assert [(found.code, "新受" in found.message) for found in findings] == [("narrative.unknown", True)]


@pytest.mark.parametrize("test", ["申请.新收", "去年 or 申请.新收", "not 去年"])
def test_another_condition_does_not_vouch_for_a_year_before(tmp_path: Path, test: str) -> None:
    _, findings = compose(tmp_path, f"{{% if {test} %}}{{{{ 去年.申请.新收 }}}}{{% endif %}}", None)

    assert [found.code for found in findings] == ["narrative.unknown"]


@pytest.mark.parametrize(
    ("expression", "code"),
    [("去年.申请.新受", "narrative.unknown"), ("去年.主动公开.总数", "narrative.value")],
)
def test_a_misspelt_or_a_missing_figure_is_told(tmp_path: Path, expression: str, code: str) -> None:
    figures = {path: figure for path, figure in SAME.figures.items() if path != "publication.total"}

    _, findings = compose(tmp_path, f"{{{{ {expression} }}}}", LastYear(2015, SAME.place, figures))

    assert [found.code for found in findings] == [code]
