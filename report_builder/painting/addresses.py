"""An address as a document writes it → the same as a file may hold it (RFC 3986)."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

# Everything that an address may hold besides letters and digits (2.2), and what is escaped already.
_KEPT: Final = ":/?#[]@!$&'()*+,;=%-._~"


def spelt_address(address: str) -> str:
    """The address with every other character escaped."""
    return quote(address, safe=_KEPT)
