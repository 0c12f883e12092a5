"""``Pages`` → what a file says of its making: by what, when, and a name that follows from its text."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, UUID, uuid5

if TYPE_CHECKING:
    from report_builder.typesetting.placed.pages import Pages

PRODUCER: Final = "report-builder"
# The report's own date stands in where a Word file does not say when it was made.
NO_DATE: Final = "2000-01-01T00:00:00Z"


def moment_of(pages: Pages) -> str:
    """When the document was made, in ISO 8601."""
    return pages.created or NO_DATE


def identity_of(pages: Pages) -> UUID:
    """A name for the document that follows from what it says, not from when it was painted."""
    words = hashlib.sha256(f"{pages.title}\n{pages.author}\n{moment_of(pages)}\n".encode())
    for page in pages.pages:
        words.update("\n".join(run.said for run in page.runs).encode())
    return uuid5(NAMESPACE_URL, words.hexdigest())
