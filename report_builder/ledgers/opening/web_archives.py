"""The bytes of a web archive (.mht, MIME) → the pages in it, each with its address."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

from msgspec import Struct

from report_builder.budgets import USUAL, Budget
from report_builder.ledgers.opening.surveys import WorkbookFaultError, broken
from report_builder.ledgers.opening.text_encodings import decode_text


class ArchivedPage(Struct, frozen=True):
    """A page of an archive, and the address that others know it by."""

    address: str
    text: str


def read_pages(content: bytes, budget: Budget = USUAL) -> list[ArchivedPage]:
    """Every page (RFC 2557) in its order; raises ``WorkbookFaultError`` for a damaged archive."""
    try:
        message = message_from_bytes(content.lstrip(), policy=default)
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
        if len(pages) > budget.parts:
            raise WorkbookFaultError(
                code="file.too_large",
                message="里面的网页多得不合常理，没有打开",
                remedy=f"请用表格软件打开它，另存为 .xlsx；{budget.way_out('parts')}",
            )
        contents = [(str(part["Content-Location"] or ""), part.get_payload(decode=True)) for part in pages]
    except (RecursionError, LookupError, ValueError) as fault:
        raise broken(what="文件不完整或已损坏") from fault
    return [ArchivedPage(address, decode_text(each)) for address, each in contents if isinstance(each, bytes)]
