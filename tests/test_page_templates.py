"""A page that ships with the package → what a browser gets: texts escaped and shown, and none obeyed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from report_builder.page_templates import page_environment, page_look, page_template


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package with a page in it."""
    folder = tmp_path / "pages_to_try"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "page.html").write_text("<p>{{ text }}</p>", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, folder.name, raising=False)
    return folder.name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>", "&lt;b&gt;"),
        ("甲\u202e乙", "甲〔U+202E〕乙"),
        ("甲\udcff.xlsx", "甲.xlsx"),
        (Path("甲\u202e\udcff.xlsx"), "甲〔U+202E〕.xlsx"),
        (3, "3"),
    ],
)
def test_a_text_is_shown_and_not_obeyed(package: str, text: object, shown: str) -> None:
    assert page_environment(package).get_template("page.html").render(text=text) == f"<p>{shown}</p>"


def test_what_a_page_was_not_given_is_a_fault(package: str) -> None:
    with pytest.raises(UndefinedError):
        page_environment(package).get_template("page.html").render()


def test_a_page_that_stands_alone_has_the_common_look_and_its_own(package: str, tmp_path: Path) -> None:
    folder = tmp_path / package
    (folder / "own.css").write_text("p { color: red; }\n", encoding="utf-8")
    (folder / "own.html").write_text(
        '{% extends "page_frame.html" %}{% set page_title = "甲 & 乙" %}'
        "{% block content %}<p>丙</p>{% endblock %}",
        encoding="utf-8",
    )

    page = page_template(package, "own").render()

    assert "<title>甲 &amp; 乙</title>" in page
    assert f"<style>{page_look(package, 'own')}</style>" in page
    assert page_look(package, "own").endswith("}\np { color: red; }\n")
    assert "<main>\n<p>丙</p></main>" in page
