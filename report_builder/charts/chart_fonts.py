"""The packaged ``fonts/faces.toml`` → the families that matplotlib letters charts with, by path."""

from __future__ import annotations

import logging
import tomllib
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.resources import packaged_folder

# It would tell of its cache of the system's fonts on the user's screen; no such font is used.
logging.getLogger("matplotlib").setLevel(logging.ERROR)

from matplotlib.font_manager import FontEntry, fontManager, get_font  # noqa: E402  as said above

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_FACE: Final = "Song"
# 〓 stands in print for a character that no face has.
MISSING: Final = "〓"


class ChartFonts(Struct, frozen=True):
    """The families of the report's own face and of those that help it out, in matplotlib's spelling."""

    families: tuple[str, ...]
    characters: frozenset[int]

    def missing(self, texts: Iterable[str]) -> list[str]:
        """The characters of some texts that no face has, each once, in order."""
        return sorted({char for text in texts for char in text if ord(char) not in self.characters})

    def covered(self, text: str) -> str:
        """The text with a mark for every character that no face has."""
        return "".join(char if ord(char) in self.characters else MISSING for char in text)


def load_lettering() -> ChartFonts:
    """The report's faces for text in tables and pictures (宋体), told to matplotlib."""
    folder = packaged_folder("fonts")
    listed = tomllib.loads((folder / "faces.toml").read_text(encoding="utf-8"))["face"]
    faces = {face["name"]: face for face in listed}
    chain = {name: folder / faces[name]["file"] for name in (_FACE, *faces[_FACE]["fallback"])}
    covered = {code for path in chain.values() for code in get_font(str(path)).get_charmap()}
    return ChartFonts(tuple(_register(name, path) for name, path in chain.items()), frozenset(covered))


def _register(name: str, path: Path) -> str:
    """The family under which matplotlib finds that very file, whatever the system has installed."""
    entry = FontEntry(fname=str(path), name=f"report-builder {name}")
    if entry not in fontManager.ttflist:
        fontManager.ttflist.append(entry)
    return entry.name
