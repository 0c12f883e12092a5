"""Files beside a page → links to them, each with its size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from msgspec import Struct

from report_builder.painting.html.elements import add, element

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

_A_KILOBYTE: Final = 1024
_MOST_KILOBYTES: Final = 1000


class OtherFormat(Struct, frozen=True):
    """The same report in a file beside the page; ``label`` is what the link to it says, ``size`` in bytes."""

    label: str
    file: str
    media_type: str
    size: int = 0

    @property
    def text(self) -> str:
        """The link's whole text."""
        return f"{self.label}（{_spell_size(self.size)}）" if self.size else self.label


def formats_list(formats: Iterable[OtherFormat]) -> etree._Element:
    """Links to the same report in other files."""
    listed = element("ul")
    for each in formats:
        address = quote(each.file, errors="surrogateescape")
        add(listed, element("li", element("a", each.text, href=address, type=each.media_type)))
    return element("nav", element("h2", "其他格式", id="formats"), listed, aria_labelledby="formats")


def _spell_size(size: int) -> str:
    kilobytes = max(round(size / _A_KILOBYTE), 1)
    return f"{kilobytes} KB" if kilobytes < _MOST_KILOBYTES else f"{size / _A_KILOBYTE**2:.1f} MB"
