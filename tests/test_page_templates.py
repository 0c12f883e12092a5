"""A page that ships with the package → what a browser gets: texts escaped and shown, and none obeyed."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from report_builder.page_templates import page_environment


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package with a page in it."""
    folder = tmp_path / "pages_to_try"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "page.html").write_text("<p>{{ text }}</p>", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
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
