"""Finders of patterns → where they look, and what they say could stand there instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passages import text_of

from report_builder.checks.lint.rule import both, matching, only_with
from report_builder.reports.report import ParagraphRole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from report_builder.checks.lint.passages import Text
    from report_builder.checks.lint.rule import StyleBreach


def found(picture: str, finder: Callable[[Text], Iterable[StyleBreach]]) -> list[tuple[str, str]]:
    return [(span.text, span.instead) for span in finder(text_of(picture))]


def test_a_finder_with_signs_looks_only_where_one_of_them_stands() -> None:
    finder = only_with("；！", matching("公开"))

    assert found("公开；\n公开。\n公开！", finder) == [("公开", "")] * 2


def test_a_match_is_marked_by_its_group_and_advised_by_its_template() -> None:
    assert found("共5篇。", matching(r"共(?P<at>\d)篇", r"\1 ")) == [("5", "5 ")]


def test_what_stands_in_a_title_is_looked_at_only_where_that_is_asked_for() -> None:
    assert found("《公开》", matching("公开")) == []
    assert found("《公开》", matching("公开", inside_titles=True)) == [("公开", "")]


def test_advice_that_would_repeat_hidden_words_is_not_given() -> None:
    assert found("在《公开》上", matching("在《(.*)》上", r"\1")) == [("在《公开》上", "")]


def test_headings_and_titles_are_looked_at_like_text_unless_only_some_are_meant() -> None:
    picture = "% 公开\n# 公开\n公开"

    assert len(found(picture, matching("公开"))) == 3
    assert len(found(picture, matching("公开", roles=(ParagraphRole.TEXT,)))) == 1


def test_two_finders_give_what_each_finds() -> None:
    assert found("甲乙", both(matching("乙"), matching("甲"))) == [("乙", ""), ("甲", "")]


def test_a_match_that_is_not_accepted_is_none() -> None:
    assert found("12", matching(r"\d", accept=lambda match: match[0] == "2")) == [("2", "")]


def test_words_inside_a_title_are_quoted_ones() -> None:
    spans = list(matching("公开|解读", inside_titles=True)(text_of("《公开》解读")))

    assert [span.is_quoted for span in spans] == [True, False]
