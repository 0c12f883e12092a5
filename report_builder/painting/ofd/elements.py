"""Names, lengths and numbers → elements of OFD's XML parts (GB/T 33190-2016, 7.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACE: Final = "http://www.ofdspec.org/2016"
# OFD measures in millimetres; a thousandth of one is a fifteenth of a printer's dot.
MILLIMETRES: Final = 25.4 / 72
_PLACES: Final = 4


class Identifiers:
    """Gives every object of a document a number of its own (ST_ID, 7.3); ``last`` is the highest."""

    def __init__(self) -> None:
        self.last = 0

    def take(self) -> int:
        """The next number."""
        self.last += 1
        return self.last


def element(
    tag: str, parent: etree._Element | None = None, text: str = "", **attributes: str
) -> etree._Element:
    """An element of OFD, below another where one is given."""
    name = f"{{{NAMESPACE}}}{tag}"
    if parent is None:
        made = etree.Element(name, attributes, nsmap={"ofd": NAMESPACE})
    else:
        made = etree.SubElement(parent, name, attributes)
    if text:
        made.text = text
    return made


def part(root: etree._Element) -> bytes:
    """A part's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def number(value: float) -> str:
    """A number without needless noughts."""
    written = f"{value:.{_PLACES}f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def lengths(points: Iterable[float]) -> str:
    """Lengths in points as OFD has them."""
    return " ".join(number(value * MILLIMETRES) for value in points)


def colour(digits: str) -> str:
    """A colour of six hexadecimal digits as OFD has it."""
    return " ".join(str(each) for each in bytes.fromhex(digits))
