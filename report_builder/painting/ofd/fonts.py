"""The faces that pages use → subsets of them, each under the name that official documents know it by.

Some readers take the embedded face, others look its name up among the system's own: so a face is embedded and
named 仿宋_GB2312, not by the name of our file.
"""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING, Final

from fontTools import subset  # type: ignore[import-untyped]  # it carries no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # as above
from msgspec import Struct

from report_builder.painting.ofd.elements import element

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

    from report_builder.painting.ofd.elements import Identifiers
    from report_builder.typesetting.fonts.faces import Face, Faces
    from report_builder.typesetting.placed.pages import Pages

# It would tell on the user's screen of tables that it does not know and leaves out.
logging.getLogger("fontTools").setLevel(logging.ERROR)

# Family, style and full name, and the name for PostScript, in English.
_NAMES_KEPT: Final = [1, 2, 4, 6]
_ENGLISH: Final = 0x409
# What shapes text, which is set already; what sets it in columns; a signature that no longer fits.
_DROPPED: Final = ["DSIG", "GSUB", "GPOS", "GDEF", "vhea", "vmtx", "VORG", "BASE", "MATH", "meta", "FFTM"]


class EmbeddedFont(Struct, frozen=True):
    """A face in the file: its number there, the name of its file, its bytes, and its glyphs by character."""

    identifier: int
    file: str
    name: str
    data: bytes
    glyphs: Mapping[int, int]


def embed_fonts(pages: Pages, faces: Faces, identifiers: Identifiers) -> dict[str, EmbeddedFont]:
    """The faces that pages use, by the names that pages call them by.

    Raises ``ReportError`` for one that cannot be embedded.
    """
    used: dict[str, set[str]] = {}
    for page in pages.pages:
        for run in page.runs:
            used.setdefault(run.look.face, set()).update(run.text)
    return {name: _embed(faces.face(name), used[name], identifiers.take()) for name in sorted(used)}


def add_fonts(parent: etree._Element, fonts: Mapping[str, EmbeddedFont]) -> None:
    """List the fonts in a part of resources."""
    listed = element("Fonts", parent)
    for font in fonts.values():
        made = element(
            "Font",
            listed,
            ID=str(font.identifier),
            FontName=font.name,
            FamilyName=font.name,
            Charset="unicode",
        )
        element("FontFile", made, font.file)


def _embed(face: Face, characters: set[str], identifier: int) -> EmbeddedFont:
    _ = face.font  # tells of a file that cannot be embedded
    font = TTFont(face.path, fontNumber=0, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = _NAMES_KEPT
    options.name_languages = [_ENGLISH]
    options.recalc_timestamp = False
    options.drop_tables += _DROPPED
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=map(ord, characters))
    subsetter.subset(font)
    saved = io.BytesIO()
    font.save(saved)
    glyphs = {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()}
    name = face.families[0] if face.families else face.name
    return EmbeddedFont(identifier, f"font_{identifier}.ttf", name, saved.getvalue(), glyphs)
