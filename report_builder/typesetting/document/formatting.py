"""``w:rPr`` and ``w:pPr`` elements → what they set, and the names of what is not understood."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Final, Literal, cast

from report_builder.quantities import twips
from report_builder.typesetting.document.omitted_values import omitted_of
from report_builder.typesetting.document.properties import (
    Border,
    Fit,
    ParagraphOverrides,
    RunOverrides,
    TabStop,
    TextFrame,
)
from report_builder.typesetting.document.shadings import read_fill
from report_builder.word.children import first_child
from report_builder.word.packages import W

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from report_builder.typesetting.document.properties import (
        Alignment,
        Leader,
        LineRule,
        Script,
        TabKind,
        Underline,
    )

_HALF_POINTS: Final = 2.0
_EIGHTH_POINTS: Final = 8.0
_LINE_UNITS: Final = 240.0
_BODY_TEXT: Final = 9
_PERCENT: Final = 100.0

# The effects that Word 2010 added (MS-DOCX 2.6.1).
_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
# What a file may say that changes nothing on paper, or that another reader of it handles: the faces here
# have no ligatures and no variants, and all figures are of one width.
_SILENT: Final = frozenset(
    """
    adjustRightInd bCs cnfStyle cntxtAlts cs del divId iCs ins kern lang ligatures mirrorIndents
    numForm numSpacing moveFrom moveTo noProof pPrChange pStyle rPr rPrChange rStyle rsid rtl
    sectPr specVanish suppressAutoHyphens suppressLineNumbers suppressOverlap szCs textAlignment
    textboxTightWrap webHidden
    """.split()
)


def flag(element: _Element) -> bool:
    """An on/off element (ECMA-376 17.17.4): present means on, unless its value says otherwise."""
    return element.get(f"{W}val", "true") not in {"0", "false", "off", "none"}


def number(element: _Element, attribute: str) -> float | None:
    """A numeric attribute, or ``None`` where it is absent or no number."""
    try:
        value = float(element.get(f"{W}{attribute}", ""))
    except ValueError:
        return None
    return value if isfinite(value) else None


def length(element: _Element, attribute: str) -> float | None:
    """An attribute in twips as points, or ``None``."""
    value = number(element, attribute)
    return None if value is None else twips(value)


# What ``w:rFonts`` names: our field, the attribute with a font, the attribute with a slot of the theme.
_FONT_SLOTS: Final[tuple[tuple[Literal["east_asian", "ascii", "high_ansi"], str, str], ...]] = (
    ("east_asian", "eastAsia", "eastAsiaTheme"),
    ("ascii", "ascii", "asciiTheme"),
    ("high_ansi", "hAnsi", "hAnsiTheme"),
)


def _fonts(element: _Element) -> RunOverrides:
    found = RunOverrides()
    for key, named, themed in _FONT_SLOTS:
        if slot := element.get(f"{W}{themed}"):
            found[key] = f"+{slot}"
        elif name := element.get(f"{W}{named}"):
            found[key] = name
    if hint := element.get(f"{W}hint"):
        found["hint_east_asian"] = hint == "eastAsia"
    return found


def _size(element: _Element) -> RunOverrides:
    value = number(element, "val")
    return {"size": value / _HALF_POINTS} if value and value > 0 else {}


def _colour(element: _Element) -> RunOverrides:
    value = element.get(f"{W}val", "auto")
    return {"colour": "000000" if value == "auto" else value.upper()}


def _spacing(element: _Element) -> RunOverrides:
    value = length(element, "val")
    return {} if value is None else {"spacing": value}


_UNDERLINES: Final[dict[str, Underline]] = {
    "none": "",
    "double": "double",
    "thick": "thick",
    "dash": "dashed",
    "dashLong": "dashed",
    "dotted": "dashed",
    "dotDash": "dashed",
    "wave": "wave",
    "wavyHeavy": "wave",
    "wavyDouble": "wave",
}
_HIGHLIGHTS: Final = {
    "yellow": "FFFF00",
    "green": "00FF00",
    "cyan": "00FFFF",
    "magenta": "FF00FF",
    "blue": "0000FF",
    "red": "FF0000",
    "lightGray": "C0C0C0",
    "darkGray": "808080",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "black": "000000",
    "white": "FFFFFF",
    "none": "",
}
_SCRIPTS: Final[dict[str, Script]] = {"superscript": "superscript", "subscript": "subscript"}


def _value(element: _Element) -> str:
    return element.get(f"{W}val", "")


def _east_asian_layout(element: _Element) -> RunOverrides:
    """Read two lines in one (17.3.2.10): runs of one id are one."""
    if not _is_on(element, "combine"):
        return {"two_lines": ""}
    return {"two_lines": f"{element.get(f'{W}id', '0')} {element.get(f'{W}combineBrackets', 'none')}"}


def _fit(element: _Element) -> RunOverrides:
    width = length(element, "val")
    return {"fit": Fit(element.get(f"{W}id", ""), width) if width else None}


_RUN: Final[dict[str, Callable[[_Element], RunOverrides]]] = {
    "rFonts": _fonts,
    "sz": _size,
    "b": lambda element: {"bold": flag(element)},
    "i": lambda element: {"italic": flag(element)},
    "color": _colour,
    "spacing": _spacing,
    "vanish": lambda element: {"hidden": flag(element)},
    "w": lambda element: {"scale": (number(element, "val") or _PERCENT) / _PERCENT},
    "position": lambda element: {"rise": (number(element, "val") or 0.0) / _HALF_POINTS},
    "vertAlign": lambda element: {"script": _SCRIPTS.get(_value(element), "baseline")},
    "u": lambda element: {"underline": _UNDERLINES.get(_value(element), "single")},
    "bdr": lambda element: {"border": border(element)},
    "dstrike": lambda element: {"double_strike": flag(element)},
    "fitText": _fit,
    "strike": lambda element: {"strike": flag(element)},
    "caps": lambda element: {"capitals": flag(element)},
    "smallCaps": lambda element: {"small_capitals": flag(element)},
    "eastAsianLayout": _east_asian_layout,
    "em": lambda element: {"emphasis": _value(element) not in {"", "none"}},
    "shd": lambda element: {"shading": read_fill(element) or ""},
    "highlight": lambda element: {"shading": _HIGHLIGHTS.get(_value(element), "FFFF00")},
}


def _first_of(element: _Element, *attributes: str) -> float | None:
    return next((value for name in attributes if (value := number(element, name)) is not None), None)


def _indent(element: _Element) -> ParagraphOverrides:
    """Read ``w:ind``; an indent given in points alone cancels an inherited one in characters."""
    found = ParagraphOverrides()
    if (left := _first_of(element, "left", "start")) is not None:
        found["left"], found["left_chars"] = twips(left), None
    if (right := _first_of(element, "right", "end")) is not None:
        found["right"], found["right_chars"] = twips(right), None
    if (first := number(element, "firstLine")) is not None:
        found["first_line"], found["first_line_chars"] = twips(first), None
    if (hanging := number(element, "hanging")) is not None:
        found["first_line"], found["first_line_chars"] = -twips(hanging), None
    if (chars := _first_of(element, "leftChars", "startChars")) is not None:
        found["left_chars"] = int(chars)
    if (chars := _first_of(element, "rightChars", "endChars")) is not None:
        found["right_chars"] = int(chars)
    if (chars := number(element, "firstLineChars")) is not None:
        found["first_line_chars"] = int(chars)
    if chars := number(element, "hangingChars"):
        found["first_line_chars"] = -int(chars)
    return found


def _is_on(element: _Element, attribute: str) -> bool:
    return element.get(f"{W}{attribute}", "0") in {"1", "true", "on"}


def _line_spacing(element: _Element) -> ParagraphOverrides:
    found = ParagraphOverrides()
    if (before := length(element, "before")) is not None:
        found["space_before"], found["before_lines"] = before, None
    if (after := length(element, "after")) is not None:
        found["space_after"], found["after_lines"] = after, None
    if (lines := number(element, "beforeLines")) is not None:
        found["before_lines"] = int(lines)
    if (lines := number(element, "afterLines")) is not None:
        found["after_lines"] = int(lines)
    if element.get(f"{W}beforeAutospacing") is not None:
        found["auto_before"] = _is_on(element, "beforeAutospacing")
    if element.get(f"{W}afterAutospacing") is not None:
        found["auto_after"] = _is_on(element, "afterAutospacing")
    if (line := number(element, "line")) is not None:
        rule = cast("LineRule", element.get(f"{W}lineRule", "auto"))
        found["line_rule"] = rule if rule in {"auto", "exact", "atLeast"} else "auto"
        found["line"] = line / _LINE_UNITS if found["line_rule"] == "auto" else twips(abs(line))
    return found


_ALIGNMENTS: Final[dict[str, Alignment]] = {
    "left": "left",
    "start": "left",
    "right": "right",
    "end": "right",
    "center": "center",
    "both": "both",
    "distribute": "distribute",
    "thaiDistribute": "distribute",
}


def _outline(element: _Element) -> ParagraphOverrides:
    value = number(element, "val")
    return {"outline": None if value is None or value >= _BODY_TEXT else int(value)}


def border(element: _Element | None) -> Border | None:
    """A border element; ``None`` where there is no line."""
    if element is None or element.get(f"{W}val", "nil") in {"nil", "none"}:
        return None
    colour = element.get(f"{W}color", "auto")
    return Border(
        width=(number(element, "sz") or 4.0) / _EIGHTH_POINTS,
        space=number(element, "space") or 0.0,
        colour="000000" if colour == "auto" else colour.upper(),
        style=element.get(f"{W}val", "single"),
    )


def _either(element: _Element, name: str, other: str) -> _Element | None:
    found = first_child(element, f"{W}{name}")
    return first_child(element, f"{W}{other}") if found is None else found


def _borders(element: _Element) -> ParagraphOverrides:
    return {
        "border_top": border(first_child(element, f"{W}top")),
        "border_bottom": border(first_child(element, f"{W}bottom")),
        "border_left": border(_either(element, "left", "start")),
        "border_right": border(_either(element, "right", "end")),
        "border_between": border(first_child(element, f"{W}between")),
    }


def _frame(element: _Element) -> ParagraphOverrides:
    return {
        "frame": TextFrame(width=length(element, "w"), align_bottom=element.get(f"{W}yAlign") == "bottom"),
    }


_LEADERS: Final[dict[str, Leader]] = {
    "dot": "dots",
    "middleDot": "dots",
    "hyphen": "dashes",
    "underscore": "line",
    "heavy": "line",
}
_TAB_KINDS: Final[dict[str, TabKind]] = {
    "decimal": "decimal",
    "center": "center",
    "right": "right",
    "end": "right",
    "clear": "clear",
}


def _tabs(element: _Element) -> ParagraphOverrides:
    stops = [
        TabStop(
            position=length(stop, "pos") or 0.0,
            kind=_TAB_KINDS.get(_value(stop), "left"),
            leader=_LEADERS.get(stop.get(f"{W}leader", "none"), ""),
        )
        for stop in element
        if _value(stop) != "bar"
    ]
    bars = tuple(length(stop, "pos") or 0.0 for stop in element if _value(stop) == "bar")
    return {"tabs": tuple(stops), "bars": bars} if bars else {"tabs": tuple(stops)}


def _numbering(element: _Element) -> ParagraphOverrides:
    """Read ``w:numPr`` (ECMA-376 17.3.1.19); list 0 is none at all."""
    found = ParagraphOverrides()
    for child in element:
        if child.tag == f"{W}numId":
            found["list_id"] = _value(child)
        elif child.tag == f"{W}ilvl":
            found["list_level"] = int(number(child, "val") or 0)
    return found


_PARAGRAPH: Final[dict[str, Callable[[_Element], ParagraphOverrides]]] = {
    "jc": lambda element: {"alignment": _ALIGNMENTS.get(element.get(f"{W}val", ""), "left")},
    "ind": _indent,
    "spacing": _line_spacing,
    "keepNext": lambda element: {"keep_next": flag(element)},
    "keepLines": lambda element: {"keep_lines": flag(element)},
    "pageBreakBefore": lambda element: {"page_break_before": flag(element)},
    "widowControl": lambda element: {"widow_control": flag(element)},
    "snapToGrid": lambda element: {"snap_to_grid": flag(element)},
    "contextualSpacing": lambda element: {"contextual_spacing": flag(element)},
    "autoSpaceDE": lambda element: {"latin_gap": flag(element)},
    "autoSpaceDN": lambda element: {"digit_gap": flag(element)},
    "overflowPunct": lambda element: {"overhang": flag(element)},
    "topLinePunct": lambda element: {"top_line_punctuation": flag(element)},
    "wordWrap": lambda element: {"parts_words": not flag(element)},
    "kinsoku": lambda element: {"kinsoku": flag(element)},
    "outlineLvl": _outline,
    "numPr": _numbering,
    "pBdr": _borders,
    "framePr": _frame,
    "shd": lambda element: {"shading": read_fill(element) or ""},
    "tabs": _tabs,
}


def _children(element: _Element | None) -> Iterator[tuple[str, _Element]]:
    if element is not None:
        for child in element:
            yield str(child.tag).removeprefix(W).removeprefix(_W14), child


def _is_off(element: _Element) -> bool:
    """Whether an element says that what it is named after is not wanted, as LibreOffice writes many."""
    return element.get(f"{W}val") in {"0", "false", "off", "none", "nil"}


def read_run_format(element: _Element | None, unknown: set[str]) -> RunOverrides:
    """What a ``w:rPr`` sets; names of elements that are not understood go into ``unknown``."""
    found = RunOverrides()
    for name, child in _children(element):
        if name in _RUN:
            found.update(_RUN[name](child))
        elif name not in _SILENT and not _is_off(child):
            unknown.add(name)
        unknown.update(omitted_of(name, child))
    return found


def read_paragraph_format(element: _Element | None, unknown: set[str]) -> ParagraphOverrides:
    """What a ``w:pPr`` sets; names of elements that are not understood go into ``unknown``."""
    found = ParagraphOverrides()
    for name, child in _children(element):
        if name in _PARAGRAPH:
            found.update(_PARAGRAPH[name](child))
        elif name not in _SILENT and not _is_off(child):
            unknown.add(name)
        unknown.update(omitted_of(name, child))
    return found
