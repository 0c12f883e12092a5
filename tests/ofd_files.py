"""An OFD file → what is wrong with it that no schema tells, its characters in their places, its structure."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, Final

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it carries no types
from lxml import etree

from report_builder.archives import pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

OFD: Final = "{http://www.ofdspec.org/2016}"
_POINTS: Final = 72 / 25.4
# Elements whose text is the place of another part (ST_Loc), and attributes that are one.
_PLACES: Final = frozenset(
    """
    DocRoot PublicRes DocumentRes CustomTags Attachments Annotations Extensions FileLoc FontFile MediaFile
    """.split()
)
# GB/T 33190-2016, 7.5: what a document holds, in this order.
_ORDER: Final = """
    CommonData Pages Outlines Permissions Actions VPreferences Bookmarks Annotations CustomTags Attachments
    Extensions
""".split()


class OfdFile:
    """The parts of a file by their names."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.trees = {
            name: etree.fromstring(data) for name, data in self.files.items() if name.endswith(".xml")
        }

    def named(self, tag: str) -> Iterator[etree._Element]:
        """Every element of a name, part by part."""
        for tree in self.trees.values():
            yield from tree.iter(f"{OFD}{tag}")

    def pages(self) -> list[etree._Element]:
        """The contents of the pages in their order."""
        listed = self.trees["Doc_0/Document.xml"].iterfind(f"{OFD}Pages/{OFD}Page")
        return [self.trees[f"Doc_0/{page.get('BaseLoc')}"] for page in listed]

    def fonts(self) -> dict[str, TTFont]:
        """The embedded fonts by their numbers."""
        return {
            font.get("ID", ""): TTFont(io.BytesIO(self.files[f"Doc_0/Res/{font.findtext(f'{OFD}FontFile')}"]))
            for font in self.named("Font")
        }


def spoilt(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with one part changed."""
    files = OfdFile(data).files
    assert change(files[part]) != files[part], "the change must change something"
    return pack({**files, part: change(files[part])})


def without(data: bytes, part: str) -> bytes:
    """The file without a part."""
    return pack({name: content for name, content in OfdFile(data).files.items() if name != part})


def faults(data: bytes) -> list[str]:
    """What is wrong with the references of a file: numbers, places, distances, glyphs."""
    ofd = OfdFile(data)
    found = [*_places(ofd)]
    if found:
        return found  # nothing else can be followed
    return [*_numbers(ofd), *_references(ofd), *_texts(ofd), *_areas(ofd), *_orders(ofd)]


def _places(ofd: OfdFile) -> Iterator[str]:
    """Every place leads to a part, and every part is led to."""
    if next(iter(ofd.files)) != "OFD.xml":
        yield "OFD.xml is not the first file"
    led = {"OFD.xml"}
    for name, tree in ofd.trees.items():
        base = posixpath.dirname(name)
        for each in tree.iter():
            tag = str(each.tag).removeprefix(OFD)
            written = each.get("BaseLoc") if tag == "Page" else each.text if tag in _PLACES else None
            if not written or (tag == "CustomTags" and each is tree):
                continue
            inside = tree.get("BaseLoc", "") if tag in {"FontFile", "MediaFile"} else ""
            place = posixpath.normpath(posixpath.join(base, inside, written))
            led.add(place)
            if place not in ofd.files:
                yield f"{name}: {tag} leads to {place}, which is not there"
    yield from (f"nothing leads to {name}" for name in ofd.files.keys() - led)


def _identified(ofd: OfdFile) -> Iterator[tuple[int, str]]:
    for name, tree in ofd.trees.items():
        for each in tree.iter(f"{OFD}*"):
            if (number := each.get("ID")) and number.isdecimal():
                yield int(number), f"{name}: {str(each.tag).removeprefix(OFD)}"


def _numbers(ofd: OfdFile) -> Iterator[str]:
    """No number comes twice, and the highest is what the document says it is."""
    counted = Counter(number for number, _ in _identified(ofd))
    yield from (
        f"the number {number} is given {times} times" for number, times in counted.items() if times > 1
    )
    highest = int(next(ofd.named("MaxUnitID")).text or 0)
    if highest < max(counted):
        yield f"MaxUnitID is {highest}, and {max(counted)} is given"


def _references(ofd: OfdFile) -> Iterator[str]:
    """Every reference names a number of the right kind."""
    kinds: dict[str, set[str]] = {}
    for each in (each for tree in ofd.trees.values() for each in tree.iter(f"{OFD}*")):
        if number := each.get("ID"):
            kinds.setdefault(str(each.tag).removeprefix(OFD), set()).add(number)
    pages = kinds.get("Page", set())
    objects = {*kinds.get("TextObject", ()), *kinds.get("ImageObject", ())}
    for tag, attribute, wanted in (
        ("TextObject", "Font", "Font"),
        ("ImageObject", "ResourceID", "MultiMedia"),
        ("Dest", "PageID", "Page"),
    ):
        for each in ofd.named(tag):
            if each.get(attribute) not in kinds.get(wanted, set()):
                yield f"{tag} {each.get('ID', '')} names {each.get(attribute)}, which is no {wanted}"
    for each in ofd.named("ObjectRef"):
        if each.text not in objects or each.get("PageRef") not in pages:
            yield f"a tag holds {each.text} on {each.get('PageRef')}, which is no object of a page"


def _texts(ofd: OfdFile) -> Iterator[str]:
    """Every character has its distance to the next, and its glyph."""
    fonts = ofd.fonts()
    known = {number: set(font.getBestCmap()) for number, font in fonts.items()}
    for each in ofd.named("TextObject"):
        text = each.findtext(f"{OFD}TextCode") or ""
        code = each.find(f"{OFD}TextCode")
        distances = [] if code is None else spread(code.get("DeltaX", ""))
        if len(distances) != max(len(text) - 1, 0):
            yield f"text {each.get('ID')} has {len(text)} characters and {len(distances)} distances"
        glyphs = (each.findtext(f"{OFD}CGTransform/{OFD}Glyphs") or "").split()
        font = each.get("Font", "")
        if glyphs:
            if len(glyphs) != len(text) or any(int(one) >= fonts[font]["maxp"].numGlyphs for one in glyphs):
                yield f"text {each.get('ID')} is shown by glyphs that its font has not"
        elif font in known and {*map(ord, text)} - known[font]:
            yield f"text {each.get('ID')} has characters that its font has not"


def _areas(ofd: OfdFile) -> Iterator[str]:
    """An area without width or height is none."""
    for tag in ("TextObject", "PathObject", "ImageObject"):
        for each in ofd.named(tag):
            _, _, width, height = map(float, each.get("Boundary", "0 0 0 0").split())
            if width <= 0 or height <= 0:
                yield f"object {each.get('ID')} takes no room"


def _orders(ofd: OfdFile) -> Iterator[str]:
    tags = [str(each.tag).removeprefix(OFD) for each in ofd.trees["Doc_0/Document.xml"]]
    if tags != sorted(tags, key=_ORDER.index):
        yield f"the document holds its parts in the order {tags}"


def spread(distances: str) -> list[float]:
    """Distances, those told as ``g``, a number and a distance each by itself (11.3)."""
    words = iter(distances.split())
    found: list[float] = []
    for word in words:
        if word == "g":
            times = int(next(words))
            found += [float(next(words))] * times
        else:
            found.append(float(word))
    return found


def characters(page: etree._Element) -> Iterator[tuple[str, float, float]]:
    """Every character of a page but blanks, with its origin in points from the page's upper left corner."""
    for each in page.iter(f"{OFD}TextObject"):
        left, top, *_ = map(float, each.get("Boundary", "").split())
        a, b, c, d, e, f = map(float, each.get("CTM", "1 0 0 1 0 0").split())
        code = each.find(f"{OFD}TextCode")
        assert code is not None
        across, down = float(code.get("X", "0")), float(code.get("Y", "0"))
        for character, distance in zip(code.text or "", [*spread(code.get("DeltaX", "")), 0.0], strict=True):
            if not character.isspace():
                x, y = across * a + down * c + e, across * b + down * d + f
                yield character, (left + x) * _POINTS, (top + y) * _POINTS
            across += distance


def tagged(ofd: OfdFile) -> list[tuple[str, str, Mapping[str, str]]]:
    """The tags of the structure in reading order: the name, what its own objects say, and its attributes."""
    said = {
        each.get("ID", ""): "".join(code.text or "" for code in each.iter(f"{OFD}TextCode"))
        for each in ofd.named("TextObject")
    }
    return [
        (
            etree.QName(each).localname,
            "".join(said.get(ref.text or "", "") for ref in each.iterfind(f"{OFD}ObjectRef")),
            dict(each.attrib),
        )
        for each in ofd.trees["Doc_0/Tags/structure.xml"].iter()
        if not str(each.tag).startswith(OFD)
    ]
