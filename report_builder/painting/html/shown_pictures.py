"""``Pages`` → the pictures as the pages show them, by what they are said to show."""

from __future__ import annotations

from base64 import b64encode
from collections import deque
from typing import TYPE_CHECKING, Final

from report_builder.painting.html.elements import element
from report_builder.typesetting.placed.pages import StructureRole

if TYPE_CHECKING:
    from lxml import etree

    from report_builder.typesetting.placed.pages import Pages, PlacedPicture

_PNG: Final = b"\x89PNG"
# CSS counts 96 pixels to the inch.
_PIXELS_A_POINT: Final = 96 / 72


class ShownPictures:
    """The pictures of a report, each to be taken once.

    The typesetter has judged them all: cut as the author cut them, turned upright, bare of what a camera
    wrote into them. So a page of the web shows no more of a picture than the PDF does.
    """

    def __init__(self, pages: Pages) -> None:
        placed: dict[int, PlacedPicture] = {}
        for page in pages.pages:
            for picture in page.pictures:
                if pages.elements[picture.element].role is StructureRole.FIGURE:
                    placed.setdefault(picture.element, picture)
        self._left: dict[str, deque[PlacedPicture]] = {}
        for index in sorted(placed):
            self._left.setdefault(pages.elements[index].text, deque()).append(placed[index])

    def take(self, description: str) -> PlacedPicture | None:
        """The next picture that is said to show this; ``None`` where no page shows one."""
        left = self._left.get(description)
        return left.popleft() if left else None

    def image(self, description: str, picture: PlacedPicture | None = None) -> etree._Element:
        """A picture with what it shows in words; the words alone where no page shows one."""
        picture = picture or self.take(description)
        if picture is None:
            return element("span", f"〔图：{description}〕")
        kind = "png" if picture.data.startswith(_PNG) else "jpeg"
        return element(
            "img",
            src=f"data:image/{kind};base64,{b64encode(picture.data).decode()}",
            alt=description,
            width=f"{max((picture.right - picture.left) * _PIXELS_A_POINT, 1):.0f}",
            height=f"{max((picture.bottom - picture.top) * _PIXELS_A_POINT, 1):.0f}",
        )
