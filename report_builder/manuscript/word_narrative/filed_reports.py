"""A Word report of an earlier year, put in as a text → the text itself, its figures as expressions.

Title, statutory tables, signature, annexes and imprint go: the build makes its own. What carried a tag shows
the figure of the year that is built, years that are the report's own move on, and what was typed stays.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from lxml import etree
from msgspec import Struct, field

from report_builder.formats.library import load_formats
from report_builder.manuscript.word_narrative.tagged_expressions import expression_of
from report_builder.manuscript.word_narrative.typed_figures import known_figures, typed_figures
from report_builder.manuscript.word_narrative.year_words import year_words
from report_builder.reports.body import tag_of
from report_builder.reports.figure_wording import tidy
from report_builder.reports.likeness import has_record
from report_builder.reports.outline import year_of
from report_builder.reports.reading import read_package
from report_builder.reports.recognition import recognise
from report_builder.reports.report import Figure, ParagraphRole
from report_builder.word.packages import W
from report_builder.word.walk import shown_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from report_builder.manuscript.narrative_source import EarlierYears
    from report_builder.manuscript.word_narrative.typed_figures import KnownFigure
    from report_builder.reports.report import CellPlace, Report
    from report_builder.word.packages import Package

_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_DATE: Final = re.compile(
    r"[（(]?(?:\d{4}|[〇○零一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日[）)]?"
)
_PAGE: Final = frozenset((f"{W}headerReference", f"{W}footerReference"))


class Remark(Struct, frozen=True):
    """Something in a paragraph, counted from 1, that somebody should look at."""

    paragraph: int
    words: str
    remedy: str = ""


class FiledReport(Struct):
    """What became of a report taken for a text; ``root`` is its document without what the build makes.

    ``numbers`` counts its paragraphs as remarks do.
    """

    root: _Element
    year: int
    numbers: Mapping[_Element, int] = {}
    tables: int = 0
    linked: int = 0
    reworded: list[Remark] = field(default_factory=list)
    unlinked: list[Remark] = field(default_factory=list)
    moved: list[Remark] = field(default_factory=list)
    stayed: list[Remark] = field(default_factory=list)
    typed: list[Remark] = field(default_factory=list)


def take_filed_report(
    package: Package, earlier: EarlierYears, *, is_counted_anew: bool = False
) -> FiledReport | None:
    """The text of a filed report; ``None`` where the file is none.

    A report says so by its record or by its statutory tables, which no text of its own has. Its paragraphs
    are counted as they stand in the file, or where they are ``is_counted_anew`` without what is taken away.
    """
    document = package.xml(package.main_part)
    if document is None or not (has_record(package) or next(document.iter(f"{W}tbl"), None) is not None):
        return None
    read = read_package(package)
    report = recognise(read, load_formats(earlier.styles)) if earlier.styles else recognise(read, ())
    has_tables = any(table.figures for table in report.statutory)
    if not (has_tables or read.record is not None):
        return None
    taken = FiledReport(deepcopy(document), year_of(report) or 0)
    _Taker(taken, report, earlier).take(is_counted_anew=is_counted_anew)
    return taken


class _Taker:
    """Takes one report; ``paragraphs`` are its elements, the first of them number 1."""

    def __init__(self, taken: FiledReport, report: Report, earlier: EarlierYears) -> None:
        self.taken = taken
        self.report = report
        body = taken.root.find(f"{W}body")
        self.body: _Element = taken.root if body is None else body
        self.paragraphs: Sequence[_Element] = list(self.body.iter(f"{W}p"))
        known = dict(earlier.figures) if earlier.year == taken.year else {}
        cells = {path: cell.value for path, cell in report.cells.items() if cell.value is not None}
        self.known: Sequence[KnownFigure] = known_figures({**cells, **known}, taken.year)

    def take(self, *, is_counted_anew: bool) -> None:
        """Take away what the build makes, then turn what is left into a text for any year."""
        for element in [*self._behind(), *self._tables(), *self._before()]:
            _remove(element)
        counted = self.body.iter(f"{W}p") if is_counted_anew else self.paragraphs
        self.taken.numbers = {element: number for number, element in enumerate(counted, start=1)}
        for control in list(self.body.iter(f"{W}sdt")):
            self._link(control)
        for element in list(self.body.iter(f"{W}p")):
            self._read(element)
        for element in [each for each in self.body.iter() if each.tag in _PAGE]:
            _remove(element)

    def _behind(self) -> Iterator[_Element]:
        """Signature, date, annexes and imprint: what closes the report, and all that stands behind it."""
        numbers = [each.place.paragraph for each in self.report.closing if each.place.paragraph]
        if numbers:
            first = self._block(self.paragraphs[min(numbers) - 1])
            yield from (each for each in (first, *first.itersiblings()) if each.tag != f"{W}sectPr")

    def _tables(self) -> Iterator[_Element]:
        """The statutory tables; those that the author put into the text stay."""
        outermost = [
            each
            for each in self.body.iter(f"{W}tbl")
            if next(each.iterancestors(f"{W}tbl", f"{W}txbxContent"), None) is None
        ]
        statutory = {number for table in self.report.statutory for number in table.numbers}
        tagged = {cell.table for cell in self._tagged_cells()}
        for number, element in enumerate(outermost, start=1):
            if number in statutory or number in tagged:
                self.taken.tables += 1
                yield element

    def _tagged_cells(self) -> Iterator[CellPlace]:
        """The cells of figures that a format's table has put there: their tags are paths, not expressions."""
        for each in self.report.paragraphs:
            for inline in each.inlines:
                if each.cell and isinstance(inline, Figure) and inline.tag.partition(".")[0].isascii():
                    yield each.cell

    def _before(self) -> Iterator[_Element]:
        """A red head, the title, and a signature or a date right below it."""
        titles = [
            number for number, each in enumerate(self.report.paragraphs) if each.role is ParagraphRole.TITLE
        ]
        if not titles:
            return
        last = titles[-1]
        for each in self.report.paragraphs[last + 1 :]:
            words = "".join(each.text.split())
            if words and not (_DATE.fullmatch(words) or words == "".join(self._agency().split())):
                break
            last += 1
        for each in self.report.paragraphs[: last + 1]:
            if each.place.paragraph:
                yield self.paragraphs[each.place.paragraph - 1]

    def _agency(self) -> str:
        record = self.report.record
        return record.origin.agency if record else self.report.title.partition("20")[0]

    def _block(self, element: _Element) -> _Element:
        """The body's own child that an element stands in."""
        around = [each for each in element.iterancestors() if each.getparent() is self.body]
        return around[0] if around else element

    def _link(self, control: _Element) -> None:
        """Put an expression in the place of a tagged figure, which so becomes the built year's."""
        tag = tag_of(control)
        parent = control.getparent()
        if not tag or parent is None or next(control.iter(f"{W}p"), None) is not None:
            return
        words = "".join(shown_text(each) for each in control.iter(f"{W}t")).strip()
        around = next(control.iterancestors(f"{W}p"), control)
        remark = Remark(self.taken.numbers.get(around, 0), words)
        expression = expression_of(tag) if words else ""
        run = next(control.iter(f"{W}r"), None)
        if expression:
            built = self.report.built.get(tag, words)
            if tidy(built) != tidy(words):
                self.taken.reworded.append(Remark(remark.paragraph, words, expression))
            self.taken.linked += 1
            parent.replace(control, _run(f"{{{{ {expression} }}}}", run))
        elif words:
            self.taken.unlinked.append(remark)
            parent.replace(control, _run(words, run))
        else:
            _remove(control)

    def _read(self, element: _Element) -> None:
        """Move the years of a paragraph on, and see which of its numbers could be expressions."""
        letters = [each for each in element.iter(f"{W}t") if next(each.iterancestors(f"{W}p")) is element]
        text = "".join(each.text or "" for each in letters)
        number = self.taken.numbers.get(element, 0)
        found = list(year_words(text, self.taken.year))
        unlinked = [each.words for each in self.taken.unlinked if each.paragraph == number]
        for each in found:
            if each.expression:
                around = text[each.start : each.end + 8]
                self.taken.moved.append(Remark(number, around, each.expression))
            elif not any(text.startswith(words, each.start) for words in unlinked):
                self.taken.stayed.append(Remark(number, text[max(each.start - 4, 0) : each.end + 8]))
        for each in reversed(found):
            if each.expression:
                _replace(letters, each.start, each.end, each.expression)
        text = "".join(each.text or "" for each in letters)
        for figure in typed_figures(text, self.known):
            self.taken.typed.append(Remark(number, figure.words, f"{{{{ {figure.expression} }}}}"))


def _replace(letters: Sequence[_Element], start: int, end: int, text: str) -> None:
    """Put a text in the place of the letters from ``start`` to ``end``, however many elements have them."""
    position = 0
    for element in letters:
        own = element.text or ""
        first, last = max(start - position, 0), min(end - position, len(own))
        if first < last:
            element.text = f"{own[:first]}{text}{own[last:]}"
            element.set(_XML_SPACE, "preserve")
            text = ""
        position += len(own)


def _run(text: str, like: _Element | None) -> _Element:
    """A run of its own in the look of another."""
    made = etree.Element(f"{W}r")
    look = None if like is None else like.find(f"{W}rPr")
    if look is not None:
        made.append(deepcopy(look))
    letters = etree.SubElement(made, f"{W}t")
    letters.set(_XML_SPACE, "preserve")
    letters.text = text
    return made


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
