"""``Pages`` and the report that they show → where the seal goes (GB/T 9704-2012, 7.3.5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Place
from report_builder.reports.dates import signed_dates
from report_builder.reports.outline import agency_of, signature_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_builder.diagnostics import Findings
    from report_builder.reports.report import Report
    from report_builder.typesetting.fonts.faces import Faces
    from report_builder.typesetting.placed.pages import GlyphRun, Page, Pages

_POINTS: Final = 72 / 25.4
# Seals of agencies measure 42 to 50 mm across (国发〔1999〕25号); whoever seals may scale it.
SIDE: Final = 42 * _POINTS
# 署名 and date lie in the lower part of the seal's middle: their middle so far down.
_DOWN: Final = 0.6
_ASCENT: Final = 0.88
_DESCENT: Final = 0.14


class SealPlace(Struct, frozen=True):
    """A square for the seal on a page (from 0), in points from its upper left corner.

    ``element`` is the structure element of the date, which the seal lies on; ``agency`` whose seal it is.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float
    element: int
    agency: str


class _Line(Struct, frozen=True):
    """What one structure element says on a page, and its edges."""

    element: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def seal_place(pages: Pages, faces: Faces, report: Report) -> SealPlace | None:
    """In the middle of the signature and the date; ``None`` where the report bears no date."""
    dates = {"".join(each.written.split()) for each in signed_dates(report)}
    names = {"".join(each.text.split()) for each in signature_of(report)}
    names.add("".join(agency_of(report).split()))
    for number in reversed(range(len(pages.pages))):
        page = pages.pages[number]
        lines = _lines(page, faces)
        at = next((at for at in reversed(range(len(lines))) if lines[at].text.strip("（）()") in dates), None)
        if at is None:
            continue
        first = at - 1 if at and lines[at - 1].text in names else at
        agency = lines[first].text if first < at else "".join(agency_of(report).split())
        return _over(lines[at], lines[first], lines[:first], page, (number, agency))
    return None


def demand_seal_place(pages: Pages, faces: Faces, report: Report, findings: Findings) -> SealPlace | None:
    """Where the seal goes; a warning where the report has no place for it."""
    place = seal_place(pages, faces, report)
    if place is None:
        findings.warn(
            "signature.no_place",
            Place(report.file),
            "报告里没有落款的日期，PDF 里没有留出盖章的位置",
            remedy="请在 agency.toml 或 report.toml 里选一种有落款的写法（signature），"
            "或者在 Word 里补上署名和成文日期；不留位置的，去掉 signature_field",
        )
    return place


def _over(
    date: _Line, first: _Line, before: Iterable[_Line], page: Page, where: tuple[int, str]
) -> SealPlace:
    """The square on the page: its upper edge never in the text before, all of it on the paper."""
    number, agency = where
    top = (first.top + date.bottom) / 2 - SIDE * _DOWN
    above = [line.bottom for line in before if line.bottom <= first.top]
    top = max([top, *above])
    top = max(min(top, page.height - SIDE), 0.0)
    middle = (min(date.left, first.left) + max(date.right, first.right)) / 2
    left = max(min(middle - SIDE / 2, page.width - SIDE), 0.0)
    return SealPlace(number, left, top, left + SIDE, top + SIDE, date.element, agency)


def _lines(page: Page, faces: Faces) -> list[_Line]:
    """The page's elements in reading order, each with all that it says there."""
    runs: dict[int, list[GlyphRun]] = {}
    for run in page.runs:
        runs.setdefault(run.element, []).append(run)
    return [_line(element, each, faces) for element, each in runs.items()]


def _line(element: int, runs: list[GlyphRun], faces: Faces) -> _Line:
    return _Line(
        element,
        "".join("".join(run.said for run in runs).split()),
        min(run.left for run in runs),
        min(run.baseline - run.look.size * _ASCENT for run in runs),
        max(run.left + _width(run, faces) for run in runs),
        max(run.baseline + run.look.size * _DESCENT for run in runs),
    )


def _width(run: GlyphRun, faces: Faces) -> float:
    face, scale = faces.face(run.look.face), run.look.size * run.look.scale
    return sum(face.advance(character) * scale + run.spacing for character in run.text)
