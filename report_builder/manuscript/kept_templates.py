"""A Word template's bytes → docxtpl's template, what it prepares of the text kept for the next report."""

from __future__ import annotations

import re
from typing import Final

from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # docxtpl carries no types

from report_builder.manuscript.kept_code import KeptByText

_PREPARED: Final[KeptByText[str]] = KeptByText()
# What docxtpl makes a tab, a line's end, a paragraph's and a page's of, where it stands in a filled text.
_PARAGRAPH: Final = re.compile("<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)  # as docxtpl finds them
_LISTING_SIGN: Final = re.compile("[\t\n\a\f][^<]*</w:t>")


class KeptTemplate(DocxTemplate):  # type: ignore[misc]  # as above
    """A template to be filled: its placeholders are looked for once in the same text."""

    def patch_xml(self, src_xml: str) -> str:
        """The XML of a part as Jinja reads it."""
        return _PREPARED.of(src_xml, lambda: str(super(KeptTemplate, self).patch_xml(src_xml)))

    def resolve_listing(self, xml: str) -> str:
        """The filled XML, its signs of a listing resolved; most paragraphs have none."""
        return _PARAGRAPH.sub(self._resolved, xml)

    def _resolved(self, paragraph: re.Match[str]) -> str:
        xml = paragraph.group()
        return str(super().resolve_listing(xml)) if _LISTING_SIGN.search(xml) else xml
