"""A property of a run or a paragraph → what of its value is not set, by the names of ``omissions``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.word.packages import W

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_OFF: Final = frozenset(("0", "false", "off"))
_NO_LINE: Final = frozenset(("nil", "none"))
_USUAL: Final = frozenset(("auto", "baseline"))
_SHEER: Final = frozenset(("clear", "nil", "solid"))


def omitted_of(name: str, element: _Element) -> Iterator[str]:
    """The names of what a property asks for in vain."""
    check = _CHECKS.get(name)
    if check is not None and check(element):
        yield name
    if name == "framePr" and element.get(f"{W}dropCap", "none") != "none":
        yield "dropCap"


def _is_on(element: _Element) -> bool:
    return element.get(f"{W}val", "true") not in _OFF


def _aligns_characters(element: _Element) -> bool:
    """Whether characters of different height are aligned by something else than their baselines."""
    return element.get(f"{W}val", "auto") not in _USUAL


def _has_bar(element: _Element) -> bool:
    """Whether a line stands beside a paragraph, apart from its borders (17.3.1.4)."""
    bar = element.find(f"{W}bar")
    return bar is not None and bar.get(f"{W}val", "nil") not in _NO_LINE


def _has_stripes(element: _Element) -> bool:
    """Whether a shading is a pattern of lines, of which the ground alone is painted."""
    pattern = element.get(f"{W}val", "clear")
    return pattern not in _SHEER and not pattern.startswith("pct")


def _stands_elsewhere(element: _Element) -> bool:
    """Whether a text frame is to stand where it is not set: it stands in the flow, or at the page's foot."""
    if element.get(f"{W}yAlign") == "bottom":
        return False
    across = element.get(f"{W}xAlign", "left") not in {"left", "inside"}
    moved = any(element.get(f"{W}{axis}", "0") not in {"0", "1"} for axis in "xy")
    on_page = "page" in (element.get(f"{W}hAnchor"), element.get(f"{W}vAnchor"))
    return across or moved or on_page or element.get(f"{W}yAlign", "top") not in {"top", "inline"}


_CHECKS: Final[dict[str, Callable[[_Element], bool]]] = {
    "eastAsianLayout": lambda element: element.get(f"{W}vert", "0") not in _OFF,
    "framePr": _stands_elsewhere,
    "mirrorIndents": _is_on,
    "numForm": lambda element: element.get(f"{_W14}val") == "oldStyle",
    "pBdr": _has_bar,
    "rtl": _is_on,
    "shd": _has_stripes,
    "specVanish": _is_on,
    "textAlignment": _aligns_characters,
}
