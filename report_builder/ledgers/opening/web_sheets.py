"""The bytes of a web page, or of an archive of pages → the tables in it as sheets under their names."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from report_builder.ledgers.opening.text_encodings import decode_text
from report_builder.ledgers.opening.web_archives import ArchivedPage, read_pages
from report_builder.ledgers.opening.web_tables import read_web_tables, sheet_names

if TYPE_CHECKING:
    from report_builder.budgets import Budget
    from report_builder.ledgers.opening.raw_sheets import RawSheet


def read_web_sheets(content: bytes, stem: str, budget: Budget, *, is_archive: bool) -> list[RawSheet]:
    """The tables of every page under the name that Excel gave its sheet, if any, and otherwise the file's."""
    pages = read_pages(content, budget) if is_archive else [ArchivedPage("", decode_text(content))]
    named = {PurePath(address).name: name for page in pages for name, address in sheet_names(page.text)}
    sheets: list[RawSheet] = []
    for page in pages:
        own = next((name for name, address in sheet_names(page.text) if not address), "")
        name = named.get(PurePath(page.address).name, "") if page.address else ""
        sheet = read_web_tables(page.text, name or own or stem, budget)
        if sheet is not None:
            sheets.append(sheet)
    return sheets
