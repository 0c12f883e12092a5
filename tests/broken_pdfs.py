"""A sound PDF → the same PDF with one thing spoilt that PDF/A-2a or PDF/UA-1 demands."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Break(Struct, frozen=True):
    """Something spoilt: the flavour and the clause of it that must reject it, and how it is done."""

    name: str
    flavour: str
    clause: str
    spoil: Callable[[Pdf], None]


def spoilt(pdf: bytes, done: Break) -> bytes:
    """The PDF with this one thing spoilt."""
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        done.spoil(opened)
        encryption = pikepdf.Encryption(user="", owner="x") if done.name == ENCRYPTED else False
        opened.save(saved, encryption=encryption, deterministic_id=not encryption)
    return saved.getvalue()


ENCRYPTED: Final = "it is encrypted"


def _fonts(pdf: Pdf) -> Iterator[Object]:
    yield from pdf.pages[0].obj.Resources.Font.values()


def _elements(pdf: Pdf, *tags: str) -> Iterator[Object]:
    """The structure elements of these types, in reading order."""
    waiting: list[Object] = [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop(0)
        if isinstance(element, Array):
            waiting = [*element, *waiting]
        elif isinstance(element, Dictionary) and "/S" in element:
            if str(element.S).lstrip("/") in tags:
                yield element
            waiting = [*([element.K] if "/K" in element else []), *waiting]


def _rewrite_xmp(pattern: str) -> Callable[[Pdf], None]:
    def spoil(pdf: Pdf) -> None:
        xmp = pdf.Root.Metadata.read_bytes().decode()
        cut = re.sub(pattern, "", xmp, flags=re.DOTALL)
        assert cut != xmp
        pdf.Root.Metadata.write(cut.encode())

    return spoil


def _remove_font_file(pdf: Pdf) -> None:
    for font in _fonts(pdf):
        del font.FontDescriptor.FontFile2


def _shift_widths(pdf: Pdf) -> None:
    for font in _fonts(pdf):
        font.Widths = Array([int(width) + 50 for width in font.Widths])


def _remove_to_unicode(pdf: Pdf) -> None:
    for font in _fonts(pdf):
        del font.ToUnicode


def _run_javascript(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _picture_without_words(pdf: Pdf) -> None:
    next(_elements(pdf, "P")).S = Name.Figure


def _remove_scopes(pdf: Pdf) -> None:
    for head in _elements(pdf, "TH"):
        del head.A


def _skip_a_heading(pdf: Pdf) -> None:
    next(_elements(pdf, "H2")).S = Name.H4


def _untagged_text(pdf: Pdf) -> None:
    page = pdf.pages[0]
    page.contents_add(re.sub(rb"/\w+ <<[^>]*>> BDC|EMC", b"", page.Contents.read_bytes()))


def _empty_parent_tree(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTree = pdf.make_indirect(Dictionary(Nums=Array()))


def _invented_tag(pdf: Pdf) -> None:
    next(_elements(pdf, "P")).S = Name("/Absatz")


def _untagged_link(pdf: Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([0, 0, 9, 9]),
        F=4,
        A=Dictionary(S=Name.URI, URI=String("http://example.org/")),
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def _remove(*path: str) -> Callable[[Pdf], None]:
    """Remove an entry of the catalogue."""

    def spoil(pdf: Pdf) -> None:
        owner: Object = pdf.Root
        for name in path[:-1]:
            owner = owner[name]
        del owner[path[-1]]

    return spoil


BREAKS: Final = (
    Break("a font's program is not embedded", "2a", "6.2.11.4.1-1", _remove_font_file),
    Break("the widths of a font are not its glyphs'", "2a", "6.2.11.5-1", _shift_widths),
    Break("a font's characters cannot be told", "2a", "6.2.11.7.2-1", _remove_to_unicode),
    Break("colours mean nothing without an output intent", "2a", "6.2.4.3-2", _remove("/OutputIntents")),
    Break("a script runs when it is opened", "2a", "6.5.1-1", _run_javascript),
    Break(ENCRYPTED, "2a", "6.1.3-2", lambda _: None),
    Break("it is not called PDF/A", "2a", "6.6.4-1", _rewrite_xmp("<pdfaid:part>.*?</pdfaid:conformance>")),
    Break("it has no structure", "2a", "6.7.3.3-1", _remove("/StructTreeRoot")),
    Break("it is not marked as tagged", "2a", "6.7.2.2-1", _remove("/MarkInfo")),
    Break("it has a tag that nobody knows", "2a", "6.7.3.4-1", _invented_tag),
    Break("a picture has no words for those who cannot see it", "ua1", "7.3-1", _picture_without_words),
    Break("a head of a table speaks for nothing", "ua1", "7.5-1", _remove_scopes),
    Break("it does not say its language", "ua1", "7.2-33", _remove("/Lang")),
    Break("it has no title", "ua1", "7.1-9", _rewrite_xmp("<dc:title>.*?</dc:title>")),
    Break("its window shows the file's name, not its title", "ua1", "7.1-10", _remove("/ViewerPreferences")),
    Break("a level of headings is skipped", "ua1", "7.4.2-1", _skip_a_heading),
    Break("text stands outside of the structure", "ua1", "7.1-3", _untagged_text),
    Break("its content does not lead back to its structure", "ua1", "7.1-3", _empty_parent_tree),
    Break("a link is not tagged", "ua1", "7.18.5-1", _untagged_link),
    Break("it does not call itself PDF/UA", "ua1", "5-1", _rewrite_xmp("<pdfuaid:part>1</pdfuaid:part>")),
)
