"""``Pages`` → an OFD file as bytes, its faces embedded, with outline, structure and attachments.

It claims to be OFD and no more: the archival profile OFD-A (GB/T 42133-2022) asks for much that no tool here
can examine.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder import __version__
from report_builder.archives import pack
from report_builder.painting.identity import PRODUCER, identity_of, moment_of
from report_builder.painting.ofd.elements import Identifiers, element, part
from report_builder.painting.ofd.fonts import add_fonts, embed_fonts
from report_builder.painting.ofd.links import LinkActions, add_goto, destination
from report_builder.painting.ofd.page_content import ContentWriter, Resources, page_box
from report_builder.painting.ofd.structure_tags import STRUCTURE, structure_tags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from report_builder.painting.attachments import Attachment
    from report_builder.typesetting.fonts.faces import Faces
    from report_builder.typesetting.placed.pages import Bookmark, Pages

_FOLDER: Final = "Doc_0"
_PNG: Final = b"\x89PNG"
_A_KILOBYTE: Final = 1024


def paint_ofd(pages: Pages, faces: Faces, attachments: Sequence[Attachment] = ()) -> bytes:
    """Paint the pages as OFD; same pages, same bytes.

    Raises ``ReportError`` for a face that cannot be embedded.
    """
    return _PackageWriter(pages, faces).write(attachments)


class _PackageWriter(Struct):
    """Writes the parts of the file, each under its name."""

    pages: Pages
    faces: Faces
    identifiers: Identifiers = field(default_factory=Identifiers)
    files: dict[str, bytes] = field(default_factory=dict)

    def write(self, attachments: Sequence[Attachment]) -> bytes:
        """The whole file."""
        fonts = embed_fonts(self.pages, self.faces, self.identifiers)
        self.files.update({f"Res/{font.file}": font.data for font in fonts.values()})
        public = element("Res", BaseLoc="Res")
        add_fonts(public, fonts)
        self.files["PublicRes.xml"] = part(public)
        pictures = self._add_pictures()
        numbers = [self.identifiers.take() for _ in self.pages.pages]
        resources = Resources(self.faces, fonts, pictures, LinkActions(self.pages, numbers))
        content = ContentWriter(resources, self.identifiers)
        for place, (page, number) in enumerate(zip(self.pages.pages, numbers, strict=True)):
            self.files[_page_file(place)] = part(content.write(page, number))
        tags = structure_tags(self.pages.elements, content.objects, self.pages.language)
        self.files["Tags/structure.xml"] = part(tags)
        listed = element("CustomTags")
        element("FileLoc", element("CustomTag", listed, NameSpace=STRUCTURE), "Tags/structure.xml")
        self.files["CustomTags.xml"] = part(listed)
        if attachments:
            self._add_attachments(attachments)
        self.files["Document.xml"] = part(self._document(numbers, has_pictures=bool(pictures)))
        below = {f"{_FOLDER}/{name}": self.files[name] for name in sorted(self.files)}
        return pack({"OFD.xml": part(self._entry()), **below})

    def _add_pictures(self) -> dict[bytes, int]:
        """Add every picture once; gives their numbers."""
        found = dict.fromkeys(picture.data for page in self.pages.pages for picture in page.pictures)
        numbers = {data: self.identifiers.take() for data in found}
        if not numbers:
            return numbers
        root = element("Res", BaseLoc="Res")
        listed = element("MultiMedias", root)
        for data, number in numbers.items():
            kind = "PNG" if data.startswith(_PNG) else "JPEG"
            name = f"image_{number}.{'png' if kind == 'PNG' else 'jpg'}"
            media = element("MultiMedia", listed, ID=str(number), Type="Image", Format=kind)
            element("MediaFile", media, name)
            self.files[f"Res/{name}"] = data
        self.files["DocumentRes.xml"] = part(root)
        return numbers

    def _add_attachments(self, attachments: Sequence[Attachment]) -> None:
        """Add files; their own names stand in the list, since not every reader opens Chinese ones."""
        root = element("Attachments")
        for number, each in enumerate(attachments, start=1):
            suffix = PurePath(each.name).suffix.lower()
            suffix = suffix if suffix.isascii() else ""
            moment = moment_of(self.pages)
            made = element(
                "Attachment", root, ID=f"attachment-{number}", Name=each.name,
                Format=suffix.removeprefix("."), CreationDate=moment, ModDate=moment,
                Size=f"{len(each.data) / _A_KILOBYTE:.3f}",
            )  # fmt: skip
            name = f"Attachs/attachment_{number}{suffix}"
            element("FileLoc", made, name)
            self.files[name] = each.data
        self.files["Attachments.xml"] = part(root)

    def _document(self, numbers: Sequence[int], *, has_pictures: bool) -> etree._Element:
        """The root of the document (7.5): what is common to its pages, the pages, and what lies beside."""
        root = element("Document")
        common = element("CommonData", root)
        element("MaxUnitID", common, str(self.identifiers.last))
        element("PhysicalBox", element("PageArea", common), page_box(self.pages.pages[0]))
        element("PublicRes", common, "PublicRes.xml")
        if has_pictures:
            element("DocumentRes", common, "DocumentRes.xml")
        listed = element("Pages", root)
        for place, number in enumerate(numbers):
            element("Page", listed, ID=str(number), BaseLoc=_page_file(place))
        if self.pages.bookmarks:
            _add_outline(element("Outlines", root), self.pages.bookmarks, numbers)
        element("CustomTags", root, "CustomTags.xml")
        if "Attachments.xml" in self.files:
            element("Attachments", root, "Attachments.xml")
        return root

    def _entry(self) -> etree._Element:
        """The way into the file (7.4), with what it says of itself."""
        root = element("OFD", Version="1.0", DocType="OFD")
        body = element("DocBody", root)
        told = element("DocInfo", body)
        day = moment_of(self.pages)[:10]
        facts = (
            ("DocID", identity_of(self.pages).hex),
            ("Title", self.pages.title),
            ("Author", self.pages.author),
            ("Subject", self.pages.subject),
            ("CreationDate", day),
            ("ModDate", day),
            ("Creator", PRODUCER),
            ("CreatorVersion", __version__),
        )
        for name, value in facts:
            if value:
                element(name, told, value)
        element("DocRoot", body, f"{_FOLDER}/Document.xml")
        return root


def _page_file(place: int) -> str:
    return f"Pages/Page_{place}/Content.xml"


def _add_outline(outline: etree._Element, bookmarks: Sequence[Bookmark], numbers: Sequence[int]) -> None:
    """Add the headings; one whose level skips another stands at the next possible."""
    holders = [outline]
    for bookmark in bookmarks:
        depth = min(bookmark.level, len(holders))
        made = element("OutlineElem", holders[depth - 1], Title=bookmark.text)
        add_goto(made, destination(numbers[bookmark.page], bookmark.top))
        holders[depth:] = [made]
