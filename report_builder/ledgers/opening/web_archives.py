"""The bytes of a web archive (.mht, MIME) → the pages in it, each with its address."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from typing import Final

from msgspec import Struct

from report_builder.ledgers.opening.surveys import broken
from report_builder.ledgers.opening.text_encodings import decode_text

MAX_PAGES: Final = 1_000


class ArchivedPage(Struct, frozen=True):
    """A page of an archive, and the address that others know it by."""

    address: str
    text: str


def read_pages(content: bytes) -> list[ArchivedPage]:
    """Every page (RFC 2557) in its order; raises ``WorkbookFaultError`` for a damaged archive."""
    try:
        message = message_from_bytes(content.lstrip(), policy=default)
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
        if len(pages) > MAX_PAGES:
            raise broken(what="里面的网页多得不合常理")
        contents = [(str(part["Content-Location"] or ""), part.get_payload(decode=True)) for part in pages]
    except (RecursionError, LookupError, ValueError) as fault:
        raise broken(what="文件不完整或已损坏") from fault
    return [ArchivedPage(address, decode_text(each)) for address, each in contents if isinstance(each, bytes)]
