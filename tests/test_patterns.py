"""Expressions that are compiled when they are needed, and the words without which there is no match."""

from __future__ import annotations

from report_builder.patterns import Pattern, has_any

LIMIT = Pattern("([0-9]{1,2})个工作日", ("工作日",))


def test_a_text_with_the_word_is_searched() -> None:
    found = LIMIT.search("应当在20个工作日内答复")

    assert found is not None
    assert found[1] == "20"


def test_a_text_without_the_word_is_not_even_compiled_for() -> None:
    pattern = Pattern("(", ("工作日",))  # which compiling would refuse

    assert pattern.search("当场答复") is None
    assert list(pattern.finditer("当场答复")) == []
    assert pattern.sub("", "当场答复") == "当场答复"


def test_an_expression_without_words_is_always_tried() -> None:
    assert Pattern("[无没]").match("没有问题") is not None
    assert Pattern("[无没]").fullmatch("没有问题") is None


def test_one_of_several_words_is_enough() -> None:
    assert has_any("行政诉讼", ("复议", "诉讼"))
    assert not has_any("举报投诉", ("复议", "诉讼"))
