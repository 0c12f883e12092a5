"""A page with drawings → the page that is set, and where its picture stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drawing_files import (
    SPACES,
    photograph,
    seal,
    with_files,
)
from traces import set_pages
from word_files import word_file

if TYPE_CHECKING:
    from report_builder.diagnostics import Findings
    from report_builder.typesetting.placed.pages import Page

LEFT, TOP = 1587 / 20, 2098 / 20
FILES = {"a.jpg": photograph(), "seal.png": seal()}


OLD_BOX = (
    f'<w:pict {SPACES}><v:shape style="position:absolute;margin-left:100pt;margin-top:10pt;width:120pt;'
    'height:40pt;z-index:5;mso-position-horizontal-relative:page" fillcolor="#ff0" strokecolor="red"'
    ' strokeweight="2pt"><v:textbox inset="1pt,2pt,3pt,4pt"><w:txbxContent>'
    "<w:p><w:r><w:t>旧框</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
)


def text(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def only_page(body: str, findings: Findings | None = None) -> Page:
    """The one page of a body that may use the two pictures."""
    (page,) = set_pages(with_files(word_file(body), FILES), findings).pages
    return page


def place_of(page: Page) -> tuple[float, float, float, float]:
    """Where a page's one picture stands: left, top, width and height."""
    (shown,) = page.pictures
    return shown.left, shown.top, shown.right - shown.left, shown.bottom - shown.top
