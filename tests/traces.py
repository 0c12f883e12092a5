"""``Pages`` → what a reader of the page finds, as lines of text."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from report_builder.diagnostics import Findings
from report_builder.typesetting.fonts.faces import Faces, load_faces
from report_builder.typesetting.placed.pages import StructureElement
from report_builder.typesetting.typeset import typeset

if TYPE_CHECKING:
    from report_builder.typesetting.placed.pages import (
        Fill,
        GlyphRun,
        Link,
        Page,
        Pages,
        PlacedPicture,
        RuledLine,
    )

ROOT = Path(__file__).parent.parent
# Less of a gap is nothing but rounding.
_SEEN = 0.005


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
    """Every run in its place: ``left baseline face size words``, in points, and what is unusual in it."""
    lines: list[str] = []
    for number, page in enumerate(pages.pages, 1):
        lines.append(f"page {number}  {page.width:.1f}x{page.height:.1f}")
        lines += [
            f"{run.left:8.1f} {run.baseline:7.1f}  {run.look.face} {run.look.size:g}  {run.text}"
            + _manner(run)
            for run in page.runs
        ]
        lines += [f"    rule {_ends(rule)}  {rule.width:g}{_unusual(rule)}" for rule in page.rules]
        lines += [f"    fill {_ends(each)}{_unusual(each)}" for each in page.fills]
        lines += [f"    picture {_ends(each)}{_unusual(each)}" for each in page.pictures]
        lines += [f"    link {_ends(each)}  {each.address} {each.text}" for each in page.links]
        lines += [f"    target {each.top:.1f}  {each.name}" for each in page.targets]
    return "\n".join(lines) + "\n"


def structure(pages: Pages) -> str:
    """The tree of the logical structure, each element with what is special about it and its text."""
    texts: dict[int, str] = {}
    for run in (run for page in pages.pages for run in page.runs):
        texts[run.element] = texts.get(run.element, "") + run.said
    lines: list[str] = []
    depths: list[int] = []
    for index, each in enumerate(pages.elements):
        depths.append(0 if each.parent is None else depths[each.parent] + 1)
        told = [
            f"{name}={getattr(each, name)}"
            for name in ("level", "columns", "rows", "text", "heads_row", "heads")
            if getattr(each, name) != getattr(StructureElement(each.role, None), name)
        ]
        lines.append(" ".join(["  " * depths[index] + each.role.value, *told, texts.get(index, "")]).rstrip())
    lines += [f"bookmark {each.level} {each.page} {each.top:.1f} {each.text}" for each in pages.bookmarks]
    return "\n".join(lines) + "\n"


def _manner(run: GlyphRun) -> str:
    look = run.look
    told = [
        *(["bold"] if look.bold else []),
        *(["italic"] if look.italic else []),
        *([f"scale {look.scale:.3g}"] if look.scale != 1 else []),
        *([f"spacing {run.spacing:.2f}"] if abs(run.spacing) > _SEEN else []),
        *([f"turn {run.turn:g}"] if run.turn else []),
        *([f"for {run.absent}"] if run.absent else []),
    ]
    colour = f" #{look.colour}" if look.colour != "000000" else ""
    layer = f" layer {run.layer}" if run.layer else ""
    return f"{'  (' + ', '.join(told) + ')' if told else ''}{colour}{layer}"


def _ends(area: RuledLine | Fill | PlacedPicture | Link) -> str:
    return f"{area.left:.1f},{area.top:.1f} to {area.right:.1f},{area.bottom:.1f}"


def _unusual(area: RuledLine | Fill | PlacedPicture) -> str:
    colour = getattr(area, "colour", "000000")
    dash = getattr(area, "dash", 0.0)
    return "".join(
        (
            f" #{colour}" if colour != "000000" else "",
            f" dash {dash:g}" if dash else "",
            " round" if getattr(area, "round", False) else "",
            f" layer {area.layer}" if area.layer else "",
        )
    )
