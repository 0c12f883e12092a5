"""Sentences about one set of made-up tables, true and false: the false are told, the true are left alone."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from prose import prose

from report_builder.checks.figures_in_text import check_figures_in_text
from report_builder.checks.growth_in_text import check_growth, check_multiples
from report_builder.checks.lists_in_text import check_lists
from report_builder.checks.sentences import figures_of, read_sentences
from report_builder.statistics.rows import APPLICANTS, REQUEST_ROWS

SAMPLES: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8")
)
LAST: Final = {"requests.new.total": 100}
TITLE: Final = "某市教育局2025年政府信息公开工作年度报告"


def figures() -> dict[str, int | Decimal | None]:
    """The samples' tables by path; what they do not give of a row is nil."""
    tables, found = SAMPLES["tables"], dict[str, int | Decimal | None]()
    for column in (*APPLICANTS.values(), "total"):
        found[f"requests.new.{column}"] = tables["new"].get(column, 0)
        carried = column in {"natural_person", "total"}
        found[f"requests.carried_in.{column}"] = tables["carried_in"] if carried else 0
    outcomes = tables["outcomes"]
    for row in (each for each in REQUEST_ROWS if each.is_outcome):
        stem, _, number = row.key.partition(".")
        found[f"requests.{row.key}.total"] = outcomes[stem] if number in {"", "1"} else 0
    for row_key in ("total", "carried_out"):
        found[f"requests.{row_key}.total"] = outcomes[row_key]
    for suit in ("review", "direct_suit", "suit_after_review"):
        found |= {f"litigation.{suit}.{outcome}": count for outcome, count in tables[suit].items()}
    for name in ("issued", "abolished", "in_force"):
        found[f"proactive.normative_documents.{name}"] = tables["normative_documents"][name]
        found[f"proactive.rules.{name}"] = 0
    for act in ("licences", "penalties", "compulsions"):
        found[f"proactive.{act}.decisions"] = tables["acts"][act]
    found["proactive.fees.amount_wan"] = Decimal(tables["acts"]["fees_wan"])
    found["publication.total"] = tables["published_total"]
    return found


FIGURES: Final = figures()


def told(section: str, sentence: str) -> list[str]:
    """What is said about a sentence under a heading of the survey."""
    report = prose(f"# 总体情况\n{section}\n{sentence}", TITLE)
    found = [
        *check_figures_in_text(report, FIGURES, 2025, ("某市教育局", "市教育局")),
        *check_lists(report),
        *check_growth(report, FIGURES, 2025, LAST),
        *check_multiples(report, FIGURES, LAST),
    ]
    return [each.message for each in found]


def drawn(kind: str) -> list[tuple[str, str]]:
    return [(group["section"], each) for group in SAMPLES["sentences"] for each in group[kind]]


@pytest.mark.parametrize(("section", "sentence"), drawn("true"))
def test_a_true_sentence_is_left_alone(section: str, sentence: str) -> None:
    assert told(section, sentence) == []


@pytest.mark.parametrize(("section", "sentence"), drawn("false"))
def test_a_false_sentence_is_told(section: str, sentence: str) -> None:
    assert told(section, sentence) != []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("收到3件", [("收到", "3件", "")]),
        ("，收到3件，办结2件。", [("收到", "3件", ""), ("办结", "2件", "")]),
        ("共12件、3件，其中2件超期", [("共", "12件", ""), ("、", "3件", ""), ("其中", "2件", "超期")]),
        ("2024年收到3件", [("", "2024年", "收到3件"), ("2024年收到", "3件", "")]),
    ],
)
def test_a_figure_has_the_words_of_its_own_clause(text: str, parts: list[tuple[str, str, str]]) -> None:
    (sentence,) = read_sentences(prose(f"# 情况\n{text}"))

    found = [
        (each.before, text[each.figure.start : each.figure.end], each.after) for each in figures_of(sentence)
    ]
    assert found == parts
