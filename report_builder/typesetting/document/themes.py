"""The theme part of a Word file → the font that each of its slots names, and its colours by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct, field

from report_builder.word.packages import W

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from report_builder.typesetting.document.properties import RunOverrides
    from report_builder.word.packages import Package

_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FONT_KEYS: Final[tuple[Literal["east_asian", "ascii", "high_ansi"], ...]] = (
    "east_asian",
    "ascii",
    "high_ansi",
)
_FALLBACK: Final = {"EastAsia": "宋体"}
_LATIN: Final = "Times New Roman"
_TRADITIONAL: Final = ("zh-TW", "zh-HK", "zh-MO", "zh-Hant")
# Word's own theme, for a file that brings none.
_OFFICE_COLOURS: Final = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4",
    "accent2": "ED7D31", "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5", "accent6": "70AD47",
    "hlink": "0563C1", "folHlink": "954F72",
}  # fmt: skip


class Theme(Struct, frozen=True):
    """The fonts of a theme by slot: ``minorEastAsia``, ``majorHAnsi`` …"""

    fonts: Mapping[str, str] = field(default_factory=dict)

    def font(self, slot: str) -> str:
        """The font of a slot; Word's own choice where the theme leaves it open."""
        if found := self.fonts.get(slot.replace("Ascii", "HAnsi")):
            return found
        return _FALLBACK.get(slot[len("minor") :], _LATIN)

    def resolve(self, overrides: RunOverrides) -> RunOverrides:
        """What a run or a style sets, every slot of the theme (``+minorEastAsia``) replaced by its font."""
        slots = [key for key in _FONT_KEYS if overrides.get(key, "").startswith("+")]
        if not slots:
            return overrides
        found = overrides.copy()
        for key in slots:
            found[key] = self.font(overrides[key][1:])
        return found


def read_theme(package: Package, settings: _Element | None) -> Theme:
    """The theme's fonts, those of East Asia by the language that the settings name (ECMA-376 17.15.1.88)."""
    root = package.related("theme")
    scheme = None if root is None else root.find(f"{_A}themeElements/{_A}fontScheme")
    if scheme is None:
        return Theme()
    script = _script(settings)
    fonts: dict[str, str] = {}
    for kind in ("major", "minor"):
        collection = scheme.find(f"{_A}{kind}Font")
        if collection is not None:
            fonts[f"{kind}HAnsi"] = _typeface(collection, "latin")
            fonts[f"{kind}Bidi"] = _typeface(collection, "cs")
            fonts[f"{kind}EastAsia"] = _typeface(collection, "ea") or _of_script(collection, script)
    return Theme(fonts)


def _script(settings: _Element | None) -> str:
    """The script that a theme lists its East Asian fonts under.

    A file made where nobody chose a language (python-docx's own template says Japanese) is a Chinese
    document all the same: a report of a Chinese agency is set in Chinese faces.
    """
    language = None if settings is None else settings.find(f"{W}themeFontLang")
    name = "" if language is None else language.get(f"{W}eastAsia", "")
    return "Hant" if name.startswith(_TRADITIONAL) else "Hans"


def _typeface(collection: _Element, name: str) -> str:
    found = collection.find(f"{_A}{name}")
    return "" if found is None else found.get("typeface", "")


def _of_script(collection: _Element, script: str) -> str:
    fonts = {font.get("script", ""): font.get("typeface", "") for font in collection.iterfind(f"{_A}font")}
    return fonts.get(script, "")


def read_scheme(theme: _Element | None) -> dict[str, str]:
    """The colours of a theme by name."""
    scheme = dict(_OFFICE_COLOURS)
    if theme is not None:
        for colour in theme.iterfind(f"{_A}themeElements/{_A}clrScheme/*"):
            for value in colour:
                name = str(colour.tag).removeprefix(_A)
                found = six_digits(value.get("lastClr", value.get("val", "")))
                scheme[name] = found or scheme.get(name, "")
    return scheme


def six_digits(value: str) -> str:
    """A colour as RRGGBB; empty for what is none."""
    digits = value.strip().lstrip("#").upper()
    return digits if len(digits) == len("RRGGBB") and set(digits) <= set("0123456789ABCDEF") else ""
