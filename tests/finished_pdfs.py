"""A finished PDF → its words as a reader copies them, without spaces."""

from __future__ import annotations

import io

import pypdfium2  # type: ignore[import-untyped]  # it carries no types


def text_of_pdf(data: bytes) -> str:
    """All its words."""
    pages = pypdfium2.PdfDocument(io.BytesIO(data))
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pages)
