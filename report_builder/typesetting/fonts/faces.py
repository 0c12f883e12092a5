"""Font files → ``Faces``: which face sets a character of a named font, and how wide it is."""

from __future__ import annotations

import tomllib
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field

from report_builder.diagnostics import Finding, Place, ReportError, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from report_builder.typesetting.fonts.font_files import QuickFont

_EM: Final = 1000.0
# Word sets single-spaced lines of East Asian faces at 1.3 times their height; the README has the sources.
_HANZI_LEADING: Final = 0.3
CATALOGUE_NAME: Final = "faces.toml"


class Face(Struct, frozen=True, dict=True):
    """One font file under the name that pages call it by; it is opened when it is first asked for a width.

    ``families`` are the font names in documents that it stands for; ``latin`` is the class of unknown fonts
    whose letters it sets, or empty.
    """

    name: str
    path: Path
    families: tuple[str, ...]
    fallback: tuple[str, ...]
    latin: str = ""

    @cached_property
    def font(self) -> QuickFont:
        """The opened font; raises ``ReportError`` for a file that cannot be embedded."""
        # Opening costs some 30 ms a face, so a document pays only for those that it uses.
        from reportlab.pdfbase.ttfonts import TTFError  # noqa: PLC0415

        try:
            known = self.path.stat()
            return _open_font(self.name, str(self.path), known.st_mtime_ns, known.st_size)
        except (TTFError, OSError, ValueError) as fault:
            raise ReportError(
                [
                    Finding(
                        "font.unreadable",
                        Severity.ERROR,
                        Place(self.path.as_posix()),
                        "这个字体文件不能嵌入 PDF",
                        str(fault),
                        "请换成 TrueType 字体（.ttf），或删去自己放的字体，用软件自带的",
                    )
                ]
            ) from fault

    @cached_property
    def _glyphs(self) -> dict[int, int]:
        glyphs: dict[int, int] = self.font.face.charToGlyph
        return glyphs

    @cached_property
    def _widths(self) -> dict[int, float]:
        widths: dict[int, float] = self.font.face.charWidths
        return widths

    @cached_property
    def _extents(self) -> tuple[float, float]:
        return self.font.face.line_extents()

    @property
    def ascent(self) -> float:
        """How far a line of the face reaches above its baseline, in em."""
        return self._extents[0] / _EM

    @property
    def leading(self) -> float:
        """What Word makes a line in single spacing higher than the face, in em; nothing for Latin faces."""
        return 0.0 if self.latin else _HANZI_LEADING * (self.ascent + self.descent)

    @property
    def descent(self) -> float:
        """How far a line of the face reaches below its baseline, in em."""
        return self._extents[1] / _EM

    def covers(self, character: str) -> bool:
        """Whether the face has a glyph for the character."""
        return ord(character) in self._glyphs

    def advance(self, character: str) -> float:
        """The character's width in em."""
        return self._widths[ord(character)] / _EM


class Faces(Struct, frozen=True, dict=True):
    """Every face there is, by name, and which one a document's font name means."""

    faces: dict[str, Face]
    families: dict[str, str]
    default: str
    _found: dict[tuple[str, str], Face | None] = field(default_factory=dict)

    def face(self, name: str) -> Face:
        """A face by the name that pages call it by; raises ``KeyError`` for an unknown one."""
        return self.faces[name]

    def for_family(self, family: str) -> Face:
        """The face that sets a document's font name; the default face for a name that nobody knows."""
        return self.faces[self.families.get(family.strip().casefold(), self.default)]

    def knows(self, family: str) -> bool:
        """Whether some face stands for this font name."""
        return family.strip().casefold() in self.families

    def of_class(self, latin: str) -> Face | None:
        """The face that sets the letters of unknown fonts of a class, where a list names one."""
        return next((face for face in self.faces.values() if face.latin == latin), None)

    def covering(self, family: str, character: str) -> Face | None:
        """The first face that has the character, of the font's chain or of all; ``None`` if none has."""
        key = (family, character)
        if key not in self._found:
            first = self.for_family(family)
            chain = (first, *(self.faces[name] for name in first.fallback))
            # No face has a tab: looking for it would only open them all.
            others = self.faces.values() if character.isprintable() or character.isspace() else ()
            found = next((face for face in chain if face.covers(character)), None)
            if found is None and character != "\t":
                found = next((face for face in others if face.covers(character)), None)
            self._found[key] = found
        return self._found[key]


@lru_cache(maxsize=32)
def _open_font(name: str, path: str, *_stamp: int) -> QuickFont:
    """An opened font, kept as long as its file is the same: documents made one after the other share it."""
    from report_builder.typesetting.fonts.font_files import QuickFont  # noqa: PLC0415

    return QuickFont(name, path)


def load_faces(folders: Iterable[Path]) -> Faces:
    """The faces that the folders' ``faces.toml`` list; a later folder's face replaces an earlier one's.

    Raises ``ReportError`` for a list or a file that is not there.
    """
    faces: dict[str, Face] = {}
    families: dict[str, str] = {}
    default = ""
    for folder in folders:
        listed = _read_list(folder / CATALOGUE_NAME)
        for entry in listed.get("face", []):
            face = Face(
                entry["name"],
                folder / entry["file"],
                tuple(entry.get("families", ())),
                tuple(entry.get("fallback", ())),
                entry.get("latin", ""),
            )
            faces[face.name] = face
            families.update((family.casefold(), face.name) for family in face.families)
        default = listed.get("default", default)
    return Faces(faces, families, default)


@lru_cache(maxsize=8)
def _listed(content: bytes) -> dict[str, Any]:
    """What a list says, which nobody changes: it is the same for every document."""
    return tomllib.loads(content.decode())


def _read_list(path: Path) -> dict[str, Any]:
    try:
        return _listed(path.read_bytes())
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise ReportError(
            [
                Finding(
                    "font.list_unreadable",
                    Severity.ERROR,
                    Place(path.as_posix()),
                    "读不到字体目录",
                    str(fault),
                    "请检查 fonts 文件夹是否完整；不需要自备字体的，删去自己放的 fonts 文件夹即可",
                )
            ]
        ) from fault
