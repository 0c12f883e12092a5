"""``Pages`` → what a reader of the page finds, as lines of text."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from report_builder.diagnostics import Findings
from report_builder.typesetting.fonts.faces import Faces, load_faces
from report_builder.typesetting.typeset import typeset

if TYPE_CHECKING:
    from report_builder.typesetting.placed.pages import Page, Pages

ROOT = Path(__file__).parent.parent


@cache
def faces() -> Faces:
    """The faces that ship with the project, opened once for all tests."""
    return load_faces([ROOT / "fonts"])


def set_pages(docx: bytes, findings: Findings | None = None) -> Pages:
    """Typeset a Word file; without a place for findings there must be none, but of tables without heads."""
    found = Findings() if findings is None else findings
    pages = typeset(docx, "样张.docx", faces(), found)
    if findings is None:
        assert [each for each in found if each.code != "docx.no_heads"] == []
    return pages


def lines_of(page: Page) -> list[str]:
    """The text of a page line by line, from top to bottom and left to right."""
    ordered = sorted(page.runs, key=lambda run: (round(run.baseline, 1), run.left))
    return [
        "".join(run.text for run in runs)
        for _, runs in groupby(ordered, key=lambda run: round(run.baseline, 1))
    ]


def glyph_lefts(page: Page) -> list[tuple[str, float]]:
    """Every character of a page with its left edge, in reading order."""
    found: list[tuple[str, float]] = []
    for run in page.runs:
        left = run.left
        face = faces().face(run.look.face)
        for character in run.text:
            found.append((character, left))
            left += face.advance(character) * run.look.size + run.spacing
    return found


def trace(pages: Pages) -> str:
    """Every run in its place: ``left baseline face size words``, in points."""
    lines: list[str] = []
    for number, page in enumerate(pages.pages, 1):
        lines.append(f"page {number}  {page.width:.1f}x{page.height:.1f}")
        lines += [
            f"{run.left:8.1f} {run.baseline:7.1f}  {run.look.face} {run.look.size:g}  {run.text}"
            for run in page.runs
        ]
        lines += [
            f"    rule {rule.left:.1f},{rule.top:.1f} to {rule.right:.1f},{rule.bottom:.1f}  {rule.width:g}"
            for rule in page.rules
        ]
    return "\n".join(lines) + "\n"
