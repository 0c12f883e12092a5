"""The bytes of a web archive (.mht, MIME) → the pages in it, each with its address."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default
from typing import Final

from msgspec import Struct

from report_builder.budgets import USUAL, Budget
from report_builder.ledgers.opening.surveys import broken, too_many_sheets
from report_builder.ledgers.opening.text_encodings import decode_text

_BOUNDARY: Final = re.compile(rb"^--(?!>)", re.MULTILINE)
_OF_A_LINE: Final = 4  # letters, or more
# A field of a part's head that is longer than any that is written is gone through again and again.
_ENDLESS_HEAD: Final = re.compile(
    rb"^content-(?:type[ \t]*+:%b{500}|[a-z-]++[ \t]*+:%b{4000})" % ((rb"(?:[^\r\n]|\r?\n[ \t])",) * 2),
    re.MULTILINE | re.IGNORECASE,
)


class ArchivedPage(Struct, frozen=True):
    """A page of an archive, and the address that others know it by."""

    address: str
    text: str


def read_pages(content: bytes, budget: Budget = USUAL) -> list[ArchivedPage]:
    """Every page (RFC 2557) in its order; raises ``WorkbookFaultError`` for a damaged archive."""
    if sum(1 for _ in _BOUNDARY.finditer(content)) > budget.parts:
        raise too_many_sheets(budget)
    if content.count(b"\n") > budget.page_letters // _OF_A_LINE:
        raise broken(what="行数多得不合常理")
    if _ENDLESS_HEAD.search(content):
        raise broken(what="文件不完整或已损坏")
    try:
        message = message_from_bytes(content.lstrip(), policy=default)
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
        if len(pages) > budget.sheets:
            raise too_many_sheets(budget)
        contents = [(str(part["Content-Location"] or ""), part.get_payload(decode=True)) for part in pages]
    except (RecursionError, LookupError, ValueError) as fault:
        raise broken(what="文件不完整或已损坏") from fault
    return [ArchivedPage(address, decode_text(each)) for address, each in contents if isinstance(each, bytes)]
