"""A ``w:hyperlink`` or a HYPERLINK field → where it leads, if a PDF for the archive may lead there."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct, field

from report_builder.typesetting.document.content import LinkSpan
from report_builder.word.links import MAX_ADDRESS, is_public, read_instruction
from report_builder.word.packages import R, W

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from report_builder.diagnostics import Findings, Place
    from report_builder.word.packages import Relationship


class LinkReader(Struct):
    """Reads the links of one part after another; ``places`` are the bookmarks that the document has.

    ``refused`` gathers the addresses that stay plain text.
    """

    places: frozenset[str]
    relationships: Mapping[str, Relationship] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    @contextmanager
    def within(self, relationships: Mapping[str, Relationship]) -> Iterator[None]:
        """Read links of another part, and then again of the one before."""
        around, self.relationships = self.relationships, relationships
        yield
        self.relationships = around

    def of_element(self, element: _Element) -> LinkSpan | None:
        """Where a ``w:hyperlink`` leads (ECMA-376 17.16.22); ``None`` where its text stays text."""
        anchor = element.get(f"{W}anchor", "")
        relationship = self.relationships.get(element.get(f"{R}id", ""))
        if relationship is None:
            return self._to_place(anchor)
        return self._to_address(relationship.target + (f"#{anchor}" if anchor else ""))

    def of_field(self, instruction: str) -> LinkSpan | None:
        r"""Where a field leads: ``HYPERLINK "address" \\l "bookmark"`` (17.16.5.25)."""
        read = read_instruction(instruction)
        if read is None:
            return None
        address, anchor = read
        if not address:
            return self._to_place(anchor)
        return self._to_address(address + (f"#{anchor}" if anchor else ""))

    def _to_place(self, name: str) -> LinkSpan | None:
        if name in self.places:
            return LinkSpan(f"#{name}")
        if name:
            self.refused.append(f"#{name}")
        return None

    def _to_address(self, address: str) -> LinkSpan | None:
        address = address.strip()
        if is_public(address):
            return LinkSpan(address)
        self.refused.append(address[:MAX_ADDRESS])
        return None


def place_names(body: _Element | None) -> frozenset[str]:
    """The names of a document's bookmarks, which links may lead to."""
    starts = () if body is None else body.iter(f"{W}bookmarkStart")
    return frozenset(start.get(f"{W}name", "") for start in starts)


def tell_refused(links: LinkReader, first: Place, findings: Findings) -> None:
    """Say how many links stay plain text, with the first of them and its place."""
    if links.refused:
        findings.notice(
            "docx.link",
            first,
            f"文件里有 {len(links.refused)} 处链接不能做进 PDF，文字照排",
            f"第一处通向“{links.refused[0]}”",
            "PDF 里的链接只通向 http、https、mailto 地址和本文件的书签",
        )
