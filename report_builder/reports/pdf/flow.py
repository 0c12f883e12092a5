"""The lines of all pages between the tables → paragraphs, put together over the ends of lines and pages."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Place
from report_builder.reports.headings import ordinal_of
from report_builder.reports.pdf.pdf_lines import joined
from report_builder.reports.report import Paragraph, ParagraphRole, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_builder.reports.pdf.pdf_lines import PdfLine

_PAGE_NUMBER: Final = re.compile(
    r"[—\-–－―·~\s第]*[0-9０-９]{1,4}[—\-–－―·~\s页]*(?:[/／共]\s*[共]?\s*[0-9]{1,4}\s*页?)?"
)
_DIGITS: Final = re.compile("[0-9]+")
_ENDS: Final = "。！？：；"
_MARGIN: Final = 0.12  # of a page's height, above and below
_FULL: Final = 2.2  # letters; a line that ends nearer to the edge goes on
_INDENT: Final = 1.2  # letters
_LOOSE: Final = 1.45  # of the usual distance between two lines
_CENTRED: Final = 8.0  # points
_LARGER: Final = 1.12
_SUBJECT: Final = ("年度报告", "年报", "工作报告")
_MOST_OF_TITLE: Final = 60
_FIRST_WORDS: Final = 14
_FIRST_PARAGRAPHS: Final = 12
_FEW: Final = 3
_SAME_EDGE: Final = 2.0  # points
_FAR: Final = 4  # times the letters' size; lines so far apart are not of one text


class FlowLine(Struct, frozen=True):
    """A line of the body with its page; ``table`` where a table stands in its place."""

    page: int
    line: PdfLine | None
    table: int = 0


class FlowParagraph(Struct, frozen=True):
    """A paragraph and the size of its letters."""

    paragraph: Paragraph
    size: float


class PageMeasure(Struct, frozen=True):
    """Of a page its height, and the edges of its text; of the file its letters' size and its leading."""

    height: float
    left: float
    right: float
    size: float
    leading: float


def part_margins(
    pages: Sequence[tuple[int, float, Sequence[PdfLine]]],
) -> tuple[dict[int, list[PdfLine]], dict[int, list[PdfLine]]]:
    """The lines of each page without header, footer and page number, and these, by the page's number."""
    heads = Counter(
        _DIGITS.sub("0", line.text)
        for _, height, lines in pages
        for line in lines
        if _is_in_margin(line, height)
    )
    body: dict[int, list[PdfLine]] = {}
    beside: dict[int, list[PdfLine]] = {}
    for number, height, lines in pages:
        for line in lines:
            repeated = heads[_DIGITS.sub("0", line.text)] > max(len(pages) // 2, 1)
            outside = _is_in_margin(line, height) and (repeated or _PAGE_NUMBER.fullmatch(line.text))
            (beside if outside else body).setdefault(number, []).append(line)
    return body, beside


def _is_in_margin(line: PdfLine, height: float) -> bool:
    return line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height


def measure(pages: Sequence[tuple[int, float, Sequence[PdfLine]]]) -> dict[int, PageMeasure]:
    """What the text of each page measures; a page with few lines has the file's edges."""
    lines = [line for _, _, every in pages for line in every]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 12.0
    body = [line for line in lines if abs(line.size - size) <= 1]
    gaps = Counter(
        round(below.top - above.top)
        for _, _, every in pages
        for above, below in pairwise(every)
        if abs(above.size - size) <= 1
        and abs(below.size - size) <= 1
        and 0 < below.top - above.top < 4 * size
    )
    leading = float(min(gaps, key=lambda gap: (-gaps[gap], gap))) if gaps else size * 1.5
    edges = _edges(body)
    found = {}
    for number, height, every in pages:
        own = [line for line in every if abs(line.size - size) <= 1 and len(line.text) > _FIRST_WORDS]
        left, right = _edges(own) if len(own) > _FEW else edges
        found[number] = PageMeasure(height, left, right, size, leading)
    return found


def _edges(lines: Sequence[PdfLine]) -> tuple[float, float]:
    if not lines:
        return 0.0, 10_000.0
    long = [line for line in lines if len(line.text) > _FIRST_WORDS] or lines
    return min(line.x0 for line in long), max(line.x1 for line in long)


def read_paragraphs(
    lines: Iterable[FlowLine], measures: dict[int, PageMeasure], file: str
) -> Iterator[FlowParagraph | int]:
    """The paragraphs in their order; a number stands for the table of that number."""
    gathered: list[tuple[int, PdfLine]] = []
    for each in lines:
        if each.line is None:
            if gathered:
                yield _paragraph(gathered, measures, file)
                gathered = []
            yield each.table
            continue
        if gathered and not _goes_on(gathered[-1], (each.page, each.line), measures):
            yield _paragraph(gathered, measures, file)
            gathered = []
        gathered.append((each.page, each.line))
    if gathered:
        yield _paragraph(gathered, measures, file)


def _goes_on(
    above: tuple[int, PdfLine], below: tuple[int, PdfLine], measures: dict[int, PageMeasure]
) -> bool:
    """Whether a line is of the same paragraph as the one above it."""
    (page, one), (other_page, other) = above, below
    on, on_other = measures[page], measures[other_page]
    if abs(one.size - other.size) > 1:
        return False
    is_near = page != other_page or other.top - one.top <= _LOOSE * max(on.leading, one.size * 1.3)
    if one.size >= _LARGER * on.size:  # a title, however many lines it takes
        return is_near and page == other_page
    if _is_centred(one, on) and _is_centred(other, on_other):
        return False
    if not is_near or one.x1 < on.right - _FULL * one.size:
        return False
    ends = one.text.endswith(tuple(_ENDS))
    if other.x0 > on_other.left + _INDENT * other.size:
        is_inset = abs(one.x0 - other.x0) <= _SAME_EDGE and not ordinal_of(one.text)
        return not ends and is_inset and page == other_page  # a heading may fill its line
    return not (ends and ordinal_of(other.text))


def _is_centred(line: PdfLine, on: PageMeasure) -> bool:
    if on.right > 5_000:  # noqa: PLR2004  no text to go by
        return False
    middle = (on.left + on.right) / 2
    is_short = line.x0 > on.left + line.size and line.x1 < on.right - line.size
    return is_short and abs(line.x - middle) <= _CENTRED


def _paragraph(
    lines: Sequence[tuple[int, PdfLine]], measures: dict[int, PageMeasure], file: str
) -> FlowParagraph:
    page, first = lines[0]
    on = measures[page]
    text = joined(line.text for _, line in lines)
    words = "".join(text.split())
    shown = words if len(words) <= _FIRST_WORDS else f"{words[:_FIRST_WORDS]}……"
    alignment = "both" if len(lines) > 1 else ""
    if _is_centred(first, on):
        alignment = "center"
    elif first.x0 > (on.left + on.right) / 2:
        alignment = "right"
    place = Place(file, part=f"第{page}页“{shown}”")
    return FlowParagraph(Paragraph((Text(text),), place, alignment=alignment), first.size)


def with_title(flow: Sequence[FlowParagraph], size: float) -> tuple[Paragraph, ...]:
    """The paragraphs with a title: what is set larger than the text, or in the middle, at the beginning."""
    first = [
        number
        for number, each in enumerate(flow[:_FIRST_PARAGRAPHS])
        if each.paragraph.role is ParagraphRole.TEXT
        and 0 < len(each.paragraph.text) <= _MOST_OF_TITLE
        and (each.size >= _LARGER * size or each.paragraph.alignment == "center")
    ]
    named = [number for number in first if any(word in flow[number].paragraph.text for word in _SUBJECT)]
    chosen = named[:1] or [number for number in first[:1] if number == 0]
    return tuple(
        replace(each.paragraph, role=ParagraphRole.TITLE) if number in chosen else each.paragraph
        for number, each in enumerate(flow)
    )
