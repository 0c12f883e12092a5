"""A bounded copy of a PDF → its pages: letters, ruled lines and pictures, each where a reader sees it."""

from __future__ import annotations

import io
import logging
import math
import warnings
from collections import Counter
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Final, cast

from msgspec import Struct

from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.reports.report import UNREAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pdfplumber.page import Page as PlumberPage

    Drawn = Mapping[str, object]

_MOST_LETTERS: Final = 20_000  # of a page; one set solid in 5 pt has a third of that
_MOST_RULES: Final = 20_000  # of a page
_THIN: Final = 3.0  # points; a bar as thin as this is a line
_SHORTEST: Final = 2.0
_WHITE: Final = 0.98
_OVER: Final = 2  # upside down
# Points; what page sizes there are (ISO 32000-1, annex C.2).
_SMALLEST: Final = 3.0
_LARGEST: Final = 14_400.0


class PdfLetter(Struct, frozen=True):
    """A letter, or several that one glyph stands for; coordinates in points from the page's upper left."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float

    @property
    def x(self) -> float:
        """Its middle across."""
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        """Its middle down."""
        return (self.top + self.bottom) / 2


class Rule(Struct, frozen=True):
    """A straight line at ``at`` across its direction, from ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float


class PdfPicture(Struct, frozen=True):
    """Where a picture stands."""

    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def area(self) -> float:
        """In square points."""
        return max(self.x1 - self.x0, 0) * max(self.bottom - self.top, 0)


class PdfPage(Struct, frozen=True):
    """A page as it is seen, ``number`` from 1; ``level`` are its rules across, ``upright`` those down."""

    number: int
    width: float
    height: float
    letters: tuple[PdfLetter, ...]
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]
    pictures: tuple[PdfPicture, ...]


def read_pages(data: bytes, name: str) -> tuple[PdfPage, ...]:
    """The pages; raises ``ReportError`` where they cannot be read."""
    import pdfplumber  # noqa: PLC0415  only a PDF needs it

    try:
        with _quiet(), pdfplumber.open(io.BytesIO(data)) as pdf:
            return tuple(_page(page, name) for page in pdf.pages)
    except ReportError:
        raise
    except Exception as fault:
        message, evidence = "PDF 的内容读不出来", "字体或者页面的内容不合规范"
        remedy = "请用能打开它的程序另存或重新导出一份 PDF，再试一次；有 Word 文件的，请用 Word 文件"
        finding = Finding("pdf.unreadable", Severity.ERROR, Place(name), message, evidence, remedy)
        raise ReportError([finding]) from fault


@contextmanager
def _quiet() -> Iterator[None]:
    """The library writes what it thinks of a font to the screen."""
    logger = logging.getLogger("pdfminer")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(before)


def _page(page: PlumberPage, name: str) -> PdfPage:
    if not all(_SMALLEST <= float(side) <= _LARGEST for side in (page.width, page.height)):
        message, evidence = "PDF 的页面没有大小，没有读取", f"第{page.page_number}页"
        raise ReportError([Finding("pdf.unreadable", Severity.ERROR, Place(name), message, evidence)])
    drawn = [*page.lines, *page.rects, *page.curves]
    if len(page.chars) > _MOST_LETTERS or len(drawn) > _MOST_RULES:
        message, evidence = "PDF 大得不像一份年度报告，没有读取", f"第{page.page_number}页的字或线太多"
        raise ReportError([Finding("pdf.too_large", Severity.ERROR, Place(name), message, evidence)])
    level: list[Rule] = []
    upright: list[Rule] = []
    for each in drawn:
        for line, is_level in _rules_of(each):
            sides = (page.height, page.width) if is_level else (page.width, page.height)
            if seen := _on_paper(line, *map(float, sides)):
                (level if is_level else upright).append(seen)
    letters = (_letter(each) for each in page.chars)
    found = PdfPage(
        page.page_number,
        float(page.width),
        float(page.height),
        tuple(each for each in _once(letters) if _is_on(page, each)),
        tuple(level),
        tuple(upright),
        tuple(_pictures(page)),
    )
    turned = _direction(page.chars)
    page.close()
    return turned_upright(found, turned) if turned else found


def _direction(chars: Iterable[Drawn]) -> int:
    """Which way most letters of a page run: 0 across, 1 up, -1 down, 2 upside down."""
    ways = Counter(_way(cast("tuple[float, ...]", each["matrix"])) for each in chars)
    return ways.most_common(1)[0][0] if ways else 0


def _way(matrix: tuple[float, ...]) -> int:
    quarter = round(math.degrees(math.atan2(matrix[1], matrix[0])) / 90) % 4
    return (0, 1, 2, -1)[quarter]


def turned_upright(page: PdfPage, way: int) -> PdfPage:
    """A page whose text runs up (1), down (-1) or upside down (2), turned so that it runs across."""

    def box(x0: float, x1: float, top: float, bottom: float) -> tuple[float, float, float, float]:
        if way == 1:
            return page.height - bottom, page.height - top, x0, x1
        if way == -1:
            return top, bottom, page.width - x1, page.width - x0
        return page.width - x1, page.width - x0, page.height - bottom, page.height - top

    rules: tuple[list[Rule], list[Rule]] = ([], [])
    for each in page.level:
        x0, x1, top, bottom = box(each.start, each.end, each.at, each.at)
        rules[0 if way == _OVER else 1].append(Rule(top, x0, x1) if way == _OVER else Rule(x0, top, bottom))
    for each in page.upright:
        x0, x1, top, bottom = box(each.at, each.at, each.start, each.end)
        rules[1 if way == _OVER else 0].append(Rule(x0, top, bottom) if way == _OVER else Rule(top, x0, x1))
    return PdfPage(
        page.number,
        page.width if way == _OVER else page.height,
        page.height if way == _OVER else page.width,
        tuple(
            PdfLetter(each.text, *box(each.x0, each.x1, each.top, each.bottom), each.size)
            for each in page.letters
        ),
        tuple(rules[0]),
        tuple(rules[1]),
        tuple(PdfPicture(*box(each.x0, each.x1, each.top, each.bottom)) for each in page.pictures),
    )


def _box(drawn: Drawn) -> tuple[float, float, float, float]:
    return tuple(float(cast("float", drawn[key])) for key in ("x0", "x1", "top", "bottom"))  # type: ignore[return-value]  # four keys


def _letter(char: Drawn) -> PdfLetter:
    text = str(char["text"])
    if text.startswith("(cid:") or (len(text) == 1 and ("\ue000" <= text <= "\uf8ff" or text < " ")):
        text = UNREAD
    return PdfLetter(text, *_box(char), float(cast("float", char["size"])))


def _is_on(page: PlumberPage, letter: PdfLetter) -> bool:
    """Whether a letter is seen: its middle is on the paper, and it is no larger than that."""
    width, height = float(page.width), float(page.height)
    is_small = letter.x1 - letter.x0 <= width and max(letter.bottom - letter.top, letter.size) <= height
    return is_small and 0 <= letter.x <= width and 0 <= letter.y <= height


def _on_paper(line: Rule, across: float, along: float) -> Rule | None:
    """What is seen of a line on paper of this size across it and along it; ``None`` where that is nothing."""
    seen = Rule(line.at, max(line.start, 0.0), min(line.end, along))
    return seen if 0 <= seen.at <= across and seen.end - seen.start >= _SHORTEST else None


def _pictures(page: PlumberPage) -> Iterator[PdfPicture]:
    """What of each picture is on the paper."""
    width, height = float(page.width), float(page.height)
    for each in page.images:
        x0, x1, top, bottom = _box(each)
        if x0 < width and x1 > 0 and top < height and bottom > 0:
            yield PdfPicture(max(x0, 0.0), min(x1, width), max(top, 0.0), min(bottom, height))


def _once(letters: Iterator[PdfLetter]) -> Iterator[PdfLetter]:
    """The letters, those that are printed twice to look bold once."""
    seen: set[tuple[str, int, int]] = set()
    for each in letters:
        x, y = round(each.x0), round(each.top)
        if any((each.text, x + dx, y + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            continue
        seen.add((each.text, x, y))
        yield each


def _rules_of(drawn: Drawn) -> Iterator[tuple[Rule, bool]]:
    """The straight lines of a thing that is drawn, with whether each runs across; none of what is unseen."""
    x0, x1, top, bottom = _box(drawn)
    is_stroked = bool(drawn.get("stroke")) and not _is_white(drawn.get("stroking_color"))
    is_filled = bool(drawn.get("fill")) and not _is_white(drawn.get("non_stroking_color"))
    if bottom - top <= _THIN and (is_stroked or is_filled):
        yield Rule((top + bottom) / 2, x0, x1), True
    elif x1 - x0 <= _THIN and (is_stroked or is_filled):
        yield Rule((x0 + x1) / 2, top, bottom), False
    elif is_stroked and drawn["object_type"] == "rect":
        yield from ((Rule(y, x0, x1), True) for y in (top, bottom))
        yield from ((Rule(x, top, bottom), False) for x in (x0, x1))
    elif is_stroked:
        yield from _segments(cast("list[tuple[float, float]]", drawn.get("pts") or []))


def _segments(points: list[tuple[float, float]]) -> Iterator[tuple[Rule, bool]]:
    for (ax, ay), (bx, by) in pairwise(points):
        if abs(ay - by) <= 1:
            yield Rule((ay + by) / 2, min(ax, bx), max(ax, bx)), True
        elif abs(ax - bx) <= 1:
            yield Rule((ax + bx) / 2, min(ay, by), max(ay, by)), False


def _is_white(colour: object) -> bool:
    """Whether nothing of it is seen on paper; a colour in four parts is of printing inks."""
    parts = list(colour) if isinstance(colour, tuple | list) else [colour]
    numbers = [float(each) for each in parts if isinstance(each, int | float)]
    if len(numbers) != len(parts) or not numbers:
        return False
    return max(numbers) <= 1 - _WHITE if len(numbers) == 4 else min(numbers) >= _WHITE  # noqa: PLR2004
