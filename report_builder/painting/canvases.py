"""Faces → a reportlab canvas that embeds them, with reportlab's own slips mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from report_builder.painting.inside_reportlab import map_beyond_the_first_plane, set_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from io import BytesIO

    from report_builder.typesetting.fonts.faces import Face

# Content streams as they are, not blown up by a quarter into ASCII.
rl_config.useA85 = 0

map_beyond_the_first_plane()


def open_canvas(buffer: BytesIO, faces: Sequence[Face], *, language: str) -> Canvas:
    """A canvas that knows the faces; without one of ours as its first font it would list Helvetica."""
    for face in faces:
        set_by(face.font)
    first = faces[0].name if faces else None
    return Canvas(
        buffer,
        invariant=1,
        lang=language,
        initialFontName=first,  # type: ignore[arg-type]  # the stub takes a name for a number
        pageCompression=0,  # what archives the file compresses it, faster
    )
