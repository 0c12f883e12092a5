"""A template's text → its compiled code, kept for the next report of the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError

from report_builder.manuscript.kept_code import FillingEnvironment, KeptByText

if TYPE_CHECKING:
    from types import CodeType


def code(text: str) -> CodeType:
    return compile(text, "<template>", "eval")


def test_the_same_text_is_compiled_once() -> None:
    kept: KeptByText[CodeType] = KeptByText()
    compiled = []

    def make() -> CodeType:
        compiled.append(1)
        return code("1")

    assert kept.of("年", make) is kept.of("年", make)
    assert compiled == [1]


def test_another_text_and_other_settings_are_compiled_anew() -> None:
    kept: KeptByText[CodeType] = KeptByText()

    first = kept.of("年", lambda: code("1"), "escapes")

    assert kept.of("月", lambda: code("2"), "escapes") is not first
    assert kept.of("年", lambda: code("3"), "as it is") is not first


def test_a_text_that_does_not_compile_is_told_of_each_time() -> None:
    environment = FillingEnvironment()

    for _ in range(2):
        with pytest.raises(TemplateSyntaxError):
            environment.from_string("{{ 年")


def test_a_kept_template_takes_its_names_from_the_environment_that_it_is_filled_in() -> None:
    first, second = (FillingEnvironment(undefined=StrictUndefined, autoescape=True) for _ in range(2))
    first.filters["加注"] = lambda value: f"{value}（一）"
    second.filters["加注"] = lambda value: f"{value}（二）"
    text = "{{ 年|加注 }}"

    assert first.from_string(text).render(年="2016") == "2016（一）"
    assert second.from_string(text).render(年="2017") == "2017（二）"
    with pytest.raises(UndefinedError):
        second.from_string(text).render()
