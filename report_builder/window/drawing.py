"""Typeset pages → the picture of each, as it will be printed; called in a process of its own."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Generator

    from report_builder.typesetting.fonts.faces import Faces
    from report_builder.typesetting.placed.pages import Pages

_SCALE: Final = 1.5  # pixels of a picture to the point


def draw_pages(pages: Pages, faces: Faces) -> Generator[bytes, None, None]:
    """The pages as PNG, in their order: what the PDF of them shows."""
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415  no types; the window itself never loads it

    from report_builder.painting.pdf import paint_pdf  # noqa: PLC0415  likewise

    document = pypdfium2.PdfDocument(paint_pdf(pages, faces, ()))
    try:
        for page in document:
            opened = io.BytesIO()
            page.render(scale=_SCALE).to_pil().save(opened, "PNG", compress_level=1)
            yield opened.getvalue()
    finally:
        document.close()
