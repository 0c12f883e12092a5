"""The text of a web page → its tables as one sheet, as spreadsheet programs open a page.

Business systems export pages of one table under the ending .xls; Excel saves such pages, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from report_builder.budgets import USUAL, Budget
from report_builder.ledgers.opening.layouts import CellRange
from report_builder.ledgers.opening.raw_sheets import RawSheet, filled_up
from report_builder.ledgers.opening.surveys import Survey, WorkbookFaultError, broken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.ledgers.cells import RawCell

_SHEET_NAME: Final = re.compile(
    r'<x:Name>([^<]*+)</x:Name>(?:\s*+<x:WorksheetSource\s++HRef="([^"]*+)")?', re.IGNORECASE
)
_NO_NAME: Final = re.compile(
    r"(?:(?:work)?sheet|工作表|表)\s*[0-9]*", re.IGNORECASE
)  # as programs number them
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
# Nobody need close these, and elements that are not closed lie one within another till the parser gives up.
_TAG_ENDS: Final = r"""(?:\s(?:[^<>"']|"[^"]*+"|'[^']*+')*+)?/?>"""
_LOOKS: Final = re.compile(
    rf"</?(?:font|b|i|u|s|a|em|strong|span|big|small|sup|sub|tt|nobr|ins|del|label|strike){_TAG_ENDS}",
    re.IGNORECASE,
)
_LINES: Final = re.compile(rf"</?(?:div|p|li|ul|ol|center|pre|h[1-6]|blockquote){_TAG_ENDS}", re.IGNORECASE)
# What begins something that is no part of the page, and what ends it.
_NO_PAGE: Final = re.compile(r"<!--|<(script|style)\b", re.IGNORECASE)
_NO_PAGE_ENDS: Final = {
    "": re.compile("-->"),
    "script": re.compile(r"</script\s*+>", re.IGNORECASE),
    "style": re.compile(r"</style\s*+>", re.IGNORECASE),
}
# The parser compares each attribute of an element with all others of it (HTML 13.2.5.32 to 39).
_MOST_ATTRIBUTES: Final = 200
_ATTRIBUTE: Final = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?+"""
_ENDLESS_TAG: Final = re.compile(rf"</?[a-z][^\s/>]*+(?:{_ATTRIBUTE}){{{_MOST_ATTRIBUTES}}}", re.IGNORECASE)
_ROW_OR_CELL: Final = re.compile(r"<t[rdh](?=[\s>/])", re.IGNORECASE)
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_HIDDEN: Final = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_UNSEEN: Final = frozenset({"script", "style", "head", "title", "noscript"})
_FEWEST: Final = 2
_MOST_SPANNED: Final = 65_534  # HTML 4.9.11: what a cell may span at most


def sheet_names(page: str) -> list[tuple[str, str]]:
    """What Excel called the sheets that it saved, and the address of the page that has each to itself."""
    found = [(name.strip(), where) for name, where in _SHEET_NAME.findall(page)]
    return [(name, where) for name, where in found if name and not _NO_NAME.fullmatch(name)]


def read_web_tables(page: str, name: str, budget: Budget = USUAL) -> RawSheet | None:
    """The tables of a page, one below another; ``None`` where it has none. Raises ``WorkbookFaultError``."""
    tags = page.count("<") - page.count("</")
    # All of it is held as elements, which take ten times as much.
    if len(page) > budget.page_letters or tags > budget.elements:
        raise WorkbookFaultError(
            code="file.too_large",
            message="网页里的表格过大，没有打开",
            remedy=f"请用表格软件打开它，另存为 .xlsx；{budget.way_out('elements')}",
        )
    if _ENDLESS_TAG.search(page):
        raise broken(what="网页里有一个标记没有尽头")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True)
    content = _LINES.sub("<br>", _LOOKS.sub("", _DECLARATION.sub("", page)))
    # a page of nothing has no element otherwise
    root = etree.fromstring(f"<html>{content}".encode("utf-8", "replace"), parser)
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise broken(what="网页里的表格一层套一层，没有尽头")
    _check_read(root, page)
    sheet = _OpenWebTable(name, budget)
    for table in root.iter("table"):
        if table.find(".//table") is None:  # one that holds others only lays out the page
            sheet.add(table)
    return sheet.finished()


def _check_read(root: etree._Element, page: str) -> None:
    """Refuse a page in which an open comment, or a < that is no tag, has swallowed rows or cells."""
    written = sum(1 for part in _page_itself(page) for _ in _ROW_OR_CELL.finditer(part))
    found = sum(
        1 for element in root.iter("tr", "td", "th") if next(element.iterancestors("table"), None) is not None
    )
    if found < written:
        raise broken(what=f"网页里的表格没有写完整，有 {written - found} 行或格读不出来")


def _page_itself(page: str) -> Iterator[str]:
    """A page without remarks, scripts and styles; what never ends is looked for once, and belongs to it."""
    at, endless = 0, set[str]()
    for begins in _NO_PAGE.finditer(page):
        kind = (begins[1] or "").lower()
        if begins.start() < at or kind in endless:
            continue
        if ends := _NO_PAGE_ENDS[kind].search(page, begins.end()):
            yield page[at : begins.start()]
            at = ends.end()
        else:
            endless.add(kind)
    yield page[at:]


class _OpenWebTable:
    """The rows of the tables that have gone by."""

    def __init__(self, name: str, budget: Budget) -> None:
        self._survey = Survey(name, budget)
        self._rows: list[list[RawCell]] = []
        self._most = 0  # cells of the widest row of a table

    def add(self, table: etree._Element) -> None:
        """Put a table below what is there, with an empty row between."""
        if self._rows:
            self._rows.append([])
        taken: dict[int, int] = {}  # column → the first row below the cell that covers it
        spans = [span for row in table.iter("tr") for span in self._add_row(row, taken)]
        last = len(self._rows) - 1
        for span in spans:
            self._survey.merge(CellRange(span.column, span.row, span.last_column, min(span.last_row, last)))

    def _add_row(self, element: etree._Element, taken: dict[int, int]) -> list[CellRange]:
        """Put a row below what is there, and give the cells that span others, however far they say."""
        at, spans = len(self._rows), list[CellRange]()
        row: list[RawCell] = []
        self._rows.append(row)
        if _HIDDEN.search(element.get("style", "")):
            self._survey.hide_rows(at, at)
        for cell in element.iterchildren("td", "th"):
            while taken.get(len(row), 0) > at:
                row.append("")
            column = len(row)
            height, width = _spanned(cell, "rowspan"), _spanned(cell, "colspan")
            self._survey.reach(at, column + width - 1)
            row.append(_text(cell))
            row.extend([""] * (width - 1))
            if height > 1 or width > 1:
                spans.append(CellRange(column, at, column + width - 1, at + height - 1))
            if height > 1:
                taken.update(dict.fromkeys(range(column, column + width), at + height))
        self._most = max(self._most, len(row))
        return spans

    def finished(self) -> RawSheet | None:
        """The sheet, if it has two rows of two cells at the least: pages for people have tables, too."""
        if min(len(self._rows), self._most) < _FEWEST:
            return None
        return RawSheet(self._survey.sheet, filled_up(self._rows), self._survey.layout())


def _spanned(cell: etree._Element, what: str) -> int:
    written = _NUMBER.fullmatch(cell.get(what, "").strip())
    return max(1, min(int(written[0]), _MOST_SPANNED)) if written else 1


def _text(cell: etree._Element) -> str:
    """What a cell shows: white space closed up, a line for each that the page begins."""
    lines = _SPACES.sub(" ", "".join(_pieces(cell))).split("\v")
    return "\n".join(line.strip() for line in lines if line.strip())


def _pieces(element: etree._Element) -> Iterator[str]:
    """The texts of a cell in their order, with a vertical tab where a line begins."""
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if event == "start" and each.tag not in _UNSEEN:
            yield "\v" if each.tag == "br" else ""
            yield (each.text or "").replace("\v", " ")
        elif event == "end" and each is not element:
            yield "\v" if each.tag == "br" else ""
            yield (each.tail or "").replace("\v", " ")
